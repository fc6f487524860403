import pytest

from onrecord.described import fields_of, guid, named, text_of
from tests.exports.chapters import ACTORS


@pytest.mark.parametrize(
    ("before", "fields"),
    [
        ("", {"id": "p1", "text": "a\nb\r\\n c: d"}),
        ("Only: at night.", {"id": "toll"}),
        ("One.\n\nTwo: three", {"id": "x", "keywords": "a | b"}),
        ("No fields", {}),
    ],
)
def test_what_is_written_is_read_back(before: str, fields: dict[str, str]) -> None:
    assert fields_of(text_of(fields, before=before)) == (before, fields)


def test_fields_without_a_value_are_left_out() -> None:
    assert text_of({"id": "p1", "via": None, "by": ""}) == "id: p1"


def test_windows_line_ends_of_other_programs() -> None:
    assert fields_of("A comment.\r\n\r\nid: p1\r\nstance: open") == ("A comment.", {"id": "p1", "stance": "open"})


def test_guids_are_steady_and_differ() -> None:
    assert guid("actor", "orla") == guid("actor", "orla") != guid("case", "orla")
    assert len(guid("actor", "orla")) == 36


def test_actors_have_name_and_id() -> None:
    assert named("orla", ACTORS) == "Orla Brück [orla]"
    assert named("Ferry Radio", ACTORS) == "[Ferry Radio]"
    assert named(None, ACTORS) is None

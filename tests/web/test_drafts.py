"""A codebook as text: it comes back as it was, and its lines lead to the fields of the form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.positions import parse
from onrecord.types import Codebook, Option
from onrecord.web.drafts import Draft, DraftIssue, DraftOption, changes, codebook_yaml, draft_of, places_of, yaml_of

BRIDGE = Option("bridge", "The river: who crosses?", "Building a bridge", "A bridge, by whomever.", ("bridge", "a, b"))
PART = Option("foot", BRIDGE.issue, "A bridge for walkers", parent="bridge")
FERRY = Option("ferry", BRIDGE.issue, "Keeping the ferry", opposed=("bridge",))
BOOK = Codebook((replace(BRIDGE, opposed=("ferry",)), PART, FERRY), "1")


def test_it_comes_back_as_it_was() -> None:
    assert parse(codebook_yaml(BOOK)).options == BOOK.options
    assert codebook_yaml(BOOK).count("opposed") == 1


@pytest.mark.parametrize(
    "label",
    ["no", "1.5", "2024-01-01", "# not a comment", "a: b", "it's", '"quoted"', "- dash", "null", "[x]", "&a",
     "tab\there", "what?", "ümläut, naïve", "日本", "back\\slash", "yes #1", "ends:", "{x}", "~", "\u202eturned"],
)  # fmt: skip
def test_any_text_is_read_back(label: str) -> None:
    draft = Draft((DraftIssue("I", (DraftOption("a", label, label, (label,)),)),))
    option = parse(yaml_of(draft)).options[0]
    plain = " ".join(label.split())
    assert (option.label, option.description, option.keywords) == (plain, plain, (plain,))


def test_lines_lead_to_fields() -> None:
    draft = draft_of(BOOK)
    lines = yaml_of(draft).splitlines()
    for number, (_, option, name) in places_of(draft).items():
        line = lines[number - 1]
        assert name in line or (name == "issue" and "options" in line)
        if option is not None and name == "label":
            assert BOOK.options[option].label in line
    assert (0, 2, "opposed") not in places_of(draft).values()  # it stands on the side that comes first


def test_differences_in_words() -> None:
    wider = replace(BRIDGE, description="Another.", opposed=())
    new = Codebook((wider, replace(FERRY, opposed=()), Option("tunnel", BRIDGE.issue, "A tunnel")), "2")
    found = {(one.kind, one.option): one for one in changes(BOOK, new)}
    assert set(found) == {("changed", "bridge"), ("changed", "ferry"), ("added", "tunnel"), ("removed", "foot")}
    assert found["changed", "bridge"].details == (
        ("description", "A bridge, by whomever.", "Another."),
        ("opposed", "ferry", ""),
    )
    assert changes(BOOK, BOOK) == ()
    assert [one.kind for one in changes(None, BOOK)] == ["added"] * 3


def test_another_order_is_a_change() -> None:
    assert changes(BOOK, replace(BOOK, options=BOOK.options[::-1]))[0].fields == ("order",)

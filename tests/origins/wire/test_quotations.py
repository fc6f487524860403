import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.wire.quotations import is_quotations, read_quotations
from onrecord.types import Failure
from tests.origins.expecting import differences, read_samples

GRAPH = {
    "date": "2024-03-08T10:31:00Z",
    "url": "https://www.a.example/x",
    "title": "Islands\n ask",
    "lang": "ENGLISH",
    "quotes": [{"pre": "Reyl said: ", "quote": "No boat, no job", "post": ", and left."}],
}


def read(path: Path, *rows: Any) -> list[Entry | Failure]:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return list(read_quotations(Found(path, "a.json", True)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.json"


@pytest.mark.parametrize(("kind", "told"), [("gdelt", "'GERMAN'"), ("quotebank", "no speaker can be read")])
def test_the_samples_say_what_they_say(kind: str, told: str) -> None:
    articles, failures = read_samples(kind)
    assert differences(kind, articles) == []
    (failure,) = failures
    assert failure.skipped
    assert told in failure.reason
    assert all(article.text.count("“") == article.text.count("”") > 0 for article in articles.values())


def test_an_article_of_the_graph_is_its_excerpts(path: Path) -> None:
    (draft,) = read(path, GRAPH)
    assert draft == Draft(
        "… Reyl said: “No boat, no job”, and left. …",
        "a.json#https://www.a.example/x",
        outlet="a.example",
        title="Islands ask",
        published="2024-03-08T10:31:00Z",
        language="ENGLISH",
        url="https://www.a.example/x",
    )


def test_the_speaker_that_a_set_names_is_not_in_the_text(path: Path) -> None:
    row = {
        "quoteID": "1",
        "quotation": "No boat",
        "speaker": "Osmund Reyl",
        "urls": ["https://a.example/1"],
        "date": "2024-03-08",
    }
    draft, told = read(path, row)
    assert isinstance(draft, Draft)
    assert (draft.text, draft.author, draft.origin) == ("“No boat”", None, "a.json#1")
    assert isinstance(told, Failure)
    assert told.skipped
    assert "1 quotations stand there without the reports" in told.reason


def test_the_report_itself_goes_before_its_excerpts(path: Path) -> None:
    quotations = [{"quotation": "No", "leftContext": "x", "rightContext": "y"}]
    (draft,) = read(path, {"articleID": "7", "content": "He said “No”.", "quotations": quotations})
    assert isinstance(draft, Draft)
    assert draft.text == "He said “No”."


def test_the_strokes_of_treebanks_are_quotation_marks(path: Path) -> None:
    (draft,) = read(
        path, {"articleID": "7", "quotations": [], "content": "He said : `` No , it is n't . '' She left ."}
    )
    assert isinstance(draft, Draft)
    assert draft.text == "He said : “No , it is n't .” She left ."


def test_an_article_without_quotations_is_told(path: Path) -> None:
    (told,) = read(path, {"articleID": "7", "quotes": [], "url": "u"})
    assert isinstance(told, Failure)
    assert "has no quotation in it" in told.reason


@pytest.mark.parametrize(
    "odd", [None, 7, [], {}, [None], [[]], [{"quote": 7}], "x", [{"pre": [], "quote": "a", "post": {}}]]
)
def test_no_field_is_trusted_to_be_what_it_should(path: Path, odd: Any) -> None:
    for name in ("quotes", "url", "urls", "title", "date", "lang", "quotation", "quotations", "content", "articleid"):
        assert read(path, {**GRAPH, name: odd}), name


def test_which_files_are_sets_of_quotations(path: Path) -> None:
    assert is_quotations(Head(".json", json.dumps(GRAPH).encode()))
    assert is_quotations(Head(".json", b'{"quoteID": "1", "quotation": "No"}'))
    assert not is_quotations(Head(".json", b'{"text": "The minister said no."}'))
    path.write_text(" \n")
    with pytest.raises(InputError):
        list(read_quotations(Found(path, "a.json", True)))

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.wire.ninjs import is_ninjs, read_ninjs
from onrecord.types import Failure
from tests.origins.archives.making import REPORTS
from tests.origins.expecting import differences, read_samples

TEXTS = {report["title"]: "\n\n".join(report["text"]) for report in REPORTS}
ITEM = {"uri": "urn:a:1", "type": "text", "versioncreated": "2024-03-08T10:00:00Z", "body_html": "<p>She said no.</p>"}


def read(path: Path, value: Any) -> list[Entry | Failure]:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return list(read_ninjs(Found(path, "a.json", True)))


def one(path: Path, **fields: Any) -> Draft:
    (draft,) = read(path, {**ITEM, **fields})
    assert isinstance(draft, Draft)
    return draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.json"


def test_the_samples_say_what_they_say() -> None:
    articles, failures = read_samples("ninjs")
    assert differences("ninjs", articles) == []
    assert len(failures) == 2
    assert all(failure.skipped for failure in failures)
    for article in articles.values():
        assert article.text.startswith(TEXTS[article.title or ""]), article.origin
        rest = article.text.removeprefix(TEXTS[article.title or ""]).strip()
        assert rest in ("", "The old harbour of Halden.", "The pier of Tarn."), article.origin


def test_what_is_withdrawn_or_no_text_is_told(path: Path) -> None:
    items = read(path, [ITEM, {**ITEM, "uri": "urn:a:2", "pubstatus": "canceled"}, {"uri": "u", "type": "picture"}])
    assert [isinstance(item, Draft) for item in items] == [True, False, False]
    told = [item for item in items if isinstance(item, Failure)]
    assert all(item.skipped for item in told)
    assert told[0].reason == "a.json#urn:a:2 was skipped: its sender says it is canceled."
    assert told[1].reason == "a.json: items that are no stories: 1 picture."


def test_html_is_read_before_text_for_its_paragraphs(path: Path) -> None:
    bodies = [
        {"role": "plain", "contenttype": "text/plain", "value": "One. Two."},
        {"role": "sgml", "contenttype": "application/xml", "value": "<TTNITF><P>x</TTNITF>"},
        {"role": "main", "contenttype": "text/html", "value": "<p>One.</p><p>Two.</p>"},
    ]
    assert one(path, body_html=None, bodies=bodies).text == "One.\n\nTwo."
    assert one(path, body_html=None, bodies=bodies[:2]).text == "One. Two."
    assert one(path, body_html="", body_text="One.\nTwo.\n").text == "One.\nTwo."


def test_the_lead_headline_is_no_paragraph(path: Path) -> None:
    draft = one(path, headline="Minister &amp; <b>mayor</b>", body_html="<h1>Minister  &amp; mayor</h1><p>No.</p>")
    assert (draft.title, draft.text) == ("Minister & mayor", "No.")


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"byline": "By Ada Brink"}, "Ada Brink"),
        ({"by": "Ada Brink, Nordwire"}, "Ada Brink, Nordwire"),
        ({"bylines": [{"by": "By ADA BRINK", "title": "Writer"}]}, "ADA BRINK"),
        ({"bylines": [{"firstname": "Ada", "lastname": "Brink"}]}, "Ada Brink"),
        ({"authors": [{"name": "Ada Brink", "role": "writer"}, {"name": "E.", "role": "editor"}]}, "Ada Brink"),
        ({"bylines": ["Ada Brink", "Jonas Tier"]}, "Ada Brink; Jonas Tier"),
        ({"byline": "", "bylines": None, "authors": 7}, None),
    ],
)
def test_authors(path: Path, fields: dict[str, Any], author: str | None) -> None:
    assert one(path, **fields).author == author


def test_the_same_identifier_twice_names_one(path: Path) -> None:
    items = read(path, "\n".join(json.dumps(ITEM) for _ in range(3)))
    assert [item.origin for item in items if isinstance(item, Draft)] == ["a.json#urn:a:1", "a.json#2", "a.json#3"]


@pytest.mark.parametrize(
    "odd",
    [None, 7, True, [], {}, [[]], [None], "", [{"value": 7}], {"name": {"name": []}}, [1.5, "x"], "\ud800"],
)
def test_no_field_is_trusted_to_be_what_it_should(path: Path, odd: Any) -> None:
    names = (
        "type uri pubstatus headline headlines bodies body_html bylines authors provider source subject language link"
    )
    for name in names.split():
        items = read(path, {**ITEM, name: odd})
        assert items, name


@pytest.mark.parametrize(
    "value", ["[]", "{}x", '{"uri": ', "[" * 100_000, '{"a":' * 100_000, "7", '"x"', "[1, 2]", "9" * 5000]
)
def test_what_is_no_json_of_articles_is_told(path: Path, value: str) -> None:
    with contextlib.suppress(InputError):
        items = read(path, value)
        assert items
        assert all(isinstance(item, Failure) for item in items)


def test_which_files_are_ninjs() -> None:
    assert is_ninjs(Head(".json", json.dumps(ITEM).encode()))
    assert is_ninjs(Head(".json", b'[{"versionCreated": "2024"}]'))
    assert not is_ninjs(Head(".json", b'{"text": "The minister said no.", "body_html": ""}'))
    assert not is_ninjs(Head(".json", b'"versioncreated"'))

"""The app on a record for tests: the hand-coded debate in a file, and a browser that talks to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.types import Article, Block, Coding, Part, Provenance, Reading, Resolution, Span
from onrecord.web.app import create_app
from onrecord.web.place import Doings, Place
from tests.web.debate import DEBATE

READER = Provenance("reader", "r1", 0.9)


def reading_of(article: Article) -> Reading:
    """A reading without tags: the whole text is one block and one sentence."""
    whole = Span(0, len(article.text))
    return Reading(article.id, (Block(whole, Part.BODY),), (whole,), (), (), (), READER)


def fill(record: Record) -> None:
    """Write the hand-coded debate into an empty record."""
    record.save_codebook(DEBATE.codebook)
    for number, article in enumerate(DEBATE.articles):
        said = tuple(s for s in DEBATE.statements if s.article == article.id)
        actors = DEBATE.actors if number == 0 else ()
        record.save_article(article, reading_of(article), Resolution(said, (), actors))
        coding = Coding(
            article.id,
            tuple(p for p in DEBATE.positions if p.article == article.id and not p.derived),
            tuple(r for r in DEBATE.relations if r.article == article.id),
            tuple(t for t in DEBATE.reported if t.article == article.id),
        )
        record.save_coding(DEBATE.codebook.version, "c1", coding)
    # every actor stands for itself: the register of a record that was made by hand
    record.save_register(DEBATE.actors, {}, "by hand")
    for failure in DEBATE.failures:
        record.save_failure(failure)


class Browser(TestClient):
    """A client with cookies that, like the pages, sends the word of its session with what it posts."""

    def word(self) -> str:
        """The word of this session."""
        return str(self.get("/session.json").json()["csrf"])

    def submit(self, url: str, data: Any = None, **more: Any) -> Any:
        """Post a form as a page does."""
        headers = {"X-CSRF-Token": self.word(), **more.pop("headers", {})}
        return self.post(url, data=data, headers=headers, follow_redirects=False, **more)


def rows_of(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file by its headings; it has to start with the mark of UTF-8 that spreadsheets ask for."""
    assert file.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"))))


@contextmanager
def browser(record: Path | str, doings: Doings | None = None, **place: Any) -> Iterator[Browser]:
    """A browser in front of the app on a record; ``place`` overrides the fields of Place."""
    app = create_app(Place(str(record), **{"visitor": "Ada", **place}), doings)
    with Browser(app, base_url="http://127.0.0.1:8000") as client:
        yield client

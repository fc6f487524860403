"""Rounds of watching for tests: a server on this machine, a record, and a reader that sees blocks alone."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from onrecord import watching
from onrecord.origins.web.fetching import Fetching
from onrecord.reading import Reader, Vectors
from onrecord.record import open_record
from onrecord.types import Article, Block, Part, Provenance, Reading, Span
from onrecord.watching import Round, Watching, watch

POLITE = Fetching(delay=0.0, allow_private=True, backoff=0.01)
XML = "application/rss+xml"
NOON = datetime(2024, 3, 8, 12, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


class PlainReader:
    """Sees blocks and nothing else."""

    def read(self, articles: Sequence[Article]) -> Iterator[Reading]:
        for one in articles:
            whole = Span(0, len(one.text))
            yield Reading(one.id, (Block(whole, Part.BODY),), (whole,), (), (), (), Provenance("plain", "w1"))


def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "load", lambda threads=None, folder=None: PlainReader())
    monkeypatch.setattr(Vectors, "load", lambda threads=None: lambda texts: [[1.0] for _ in texts])


class Watch:
    """Rounds on one record, each as by a process of its own."""

    def __init__(self, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.record = record
        self.now = NOON
        monkeypatch.setattr(watching, "_now", lambda: self.now)

    def __call__(self, *places: str, since: date | None = None, later: timedelta = HALF_AN_HOUR) -> Round:
        done = next(watch(Watching(places, HALF_AN_HOUR, POLITE, since), str(self.record)))
        self.now += later
        return done

    def articles(self) -> list[Article]:
        with open_record(self.record) as record:
            return list(record.articles())

    def titles(self) -> list[str | None]:
        return [article.title for article in self.articles()]

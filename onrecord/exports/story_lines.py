"""Stories and the articles that carry them, as lines for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from onrecord.exports.csv import rows
from onrecord.types import Article


class Carrier(Protocol):
    """An article that carries a story, and how much of it is the same."""

    @property
    def article(self) -> Article:
        """Which article, without its text."""
        ...

    @property
    def share(self) -> float:
        """How much of the longer one is the same as in the earliest."""
        ...


class Told(Protocol):
    """A story and all that carry it."""

    @property
    def id(self) -> str:
        """The id of its earliest article."""
        ...

    @property
    def carried(self) -> Sequence[Carrier]:
        """All that carry it, the earliest first."""
        ...

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it."""
        ...

    @property
    def times(self) -> int:
        """How many carry it, two texts of one origin counted once."""
        ...


_COLUMNS = ("story", "article", "earliest", "share", "outlet", "published", "title", "url", "origin")


def json_lines(stories: Iterable[Told]) -> Iterator[str]:
    """One JSON object for each story."""
    for story in stories:
        articles = [{"id": one.article.id, **_about(one)} for one in story.carried]
        whole = {"story": story.id, "times": story.times, "outlets": story.outlets, "articles": articles}
        yield json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def csv_lines(stories: Iterable[Told]) -> Iterator[str]:
    """A heading, then one line for each article of each story."""
    yield from rows(_cells(stories))


def _cells(stories: Iterable[Told]) -> Iterator[Iterable[str]]:
    yield _COLUMNS
    for story in stories:
        for one in story.carried:
            earliest = "true" if one.article.id == story.id else "false"
            about = (str(value) if value is not None else "" for value in _about(one).values())
            yield (story.id, one.article.id, earliest, *about)


def _about(one: Carrier) -> dict[str, object]:
    article = one.article
    return {
        "share": round(one.share, 3),
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "url": article.url,
        "origin": article.origin,
    }

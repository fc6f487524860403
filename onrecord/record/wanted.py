"""What somebody looks for in the record, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from onrecord.types import Scope, Span, Stance, StatementKind, Voice

Value = TypeVar("Value")


class Order(StrEnum):
    """In which order things are listed; ``best`` is by how well they fit the text.

    Without a text, or where more than 10,000 have its words, so that all fit alike, the newest come first.
    """

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is to show: all that is given must hold; what is left out holds of everything.

    ``text`` is what a person typed: words, "phrases", -not, prefix*, OR. ``actor`` is a canonical id, and ``actors``
    are several of which any will do (those who count for a body); ``options`` likewise. ``since`` and ``until`` are
    days, both included, and leave out what has none. ``reviewed`` is whether a person has judged the claim, ``state``
    as what: accepted, changed, added, rejected, unsure. ``ids`` leaves these only.

    In a list of statements, option, stance, voice and scope are those of a position that the statement carries; in a
    list of articles all of these, and the kind, are those of something in the article; ``once`` leaves of each story
    only its earliest there.
    """

    text: str = ""
    actor: str | None = None
    actors: tuple[str, ...] = ()
    option: str | None = None
    options: tuple[str, ...] = ()
    stance: Stance | None = None
    scope: Scope | None = None
    voice: Voice | None = None
    kind: StatementKind | None = None
    derived: bool | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    article: str | None = None
    reviewed: bool | None = None
    state: str | None = None
    suggested: bool = False
    ids: tuple[str, ...] | None = None
    codebook: str | None = None
    order: Order = Order.NEWEST
    once: bool = False

    @property
    def any_actor(self) -> tuple[str, ...]:
        """The canonical ids of which any will do; empty where everybody will."""
        return tuple(dict.fromkeys((*([self.actor] if self.actor else []), *self.actors)))

    @property
    def any_option(self) -> tuple[str, ...]:
        """The options of which any will do; empty where every one will."""
        return tuple(dict.fromkeys((*([self.option] if self.option else []), *self.options)))


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """What a list shows of an article; ``length`` is that of its text in characters."""

    id: str
    origin: str
    outlet: str | None
    title: str | None
    published: date | None
    language: str | None
    url: str | None
    length: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text that begins at ``begin``, and the places in the piece that were looked for."""

    text: str
    hits: tuple[Span, ...] = ()
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """Something found: an ArticleLine, Statement or Position, its article, and the words around what was looked for.

    ``title_hits`` are places in the article's title, ``state`` is what a person made of it, None where nobody did.
    """

    value: Value
    article: ArticleLine
    snippet: Snippet
    title_hits: tuple[Span, ...] = ()
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """One page of a list: its rows, how many there are of all, and the cursor of the page behind it (None: no more).

    ``total`` is exact where ``exact`` says so, else there are more than that many.
    """

    rows: tuple[Hit[Value], ...]
    total: int
    exact: bool = True
    after: str | None = None

"""The values of samples: how one is drawn, what its coders have to do, and what they coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from onrecord.types import Position, Span


class Unit(StrEnum):
    """What a sample is drawn from: a coder gets a whole article, one statement, or the passage of one position."""

    ARTICLE = "article"
    STATEMENT = "statement"
    POSITION = "position"


class Stratum(StrEnum):
    """By what a sample is kept in proportion; the option only of positions."""

    OPTION = "option"
    OUTLET = "outlet"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFrom:
    """From which part of the record a sample is drawn; days are those of the articles, both included."""

    outlet: str | None = None
    option: str | None = None
    actor: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePlan:
    """How a sample is drawn and shared out.

    ``overlap`` is the share of items that every coder gets; the others are dealt out, one coder each. A ``blind`` one
    hides what the machine found as well; what the others coded is always hidden until all have finished.
    """

    unit: Unit = Unit.ARTICLE
    size: int
    seed: int = 0
    coders: tuple[str, ...]
    overlap: float = 1.0
    strata: tuple[Stratum, ...] = ()
    blind: bool = True
    drawn_from: DrawFrom = DrawFrom()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be drawn."""

    target: str
    article: str
    span: Span | None
    stratum: str = ""


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One thing of a sample to be coded: ``target`` is the id of an article, statement or position.

    ``span`` is the passage in question, None where it is the whole article.
    """

    ordinal: int
    article: str
    target: str
    span: Span | None
    stratum: str = ""
    settled_by: str | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder is."""

    coder: str
    done: int
    items: int

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.items


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample with how far everybody is; ``opened_at`` is set where an owner let it be compared before the end."""

    id: int
    name: str
    plan: SamplePlan
    codebook: str | None
    drawn_by: str
    drawn_at: datetime
    progress: tuple[Progress, ...]
    settled: int = 0
    items: int = 0
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def comparable(self) -> bool:
        """Whether what was coded may be looked at by all; from then on it stands."""
        finished = bool(self.progress) and all(one.finished for one in self.progress)
        return finished or self.opened_at is not None


@dataclass(frozen=True, slots=True)
class Coded:
    """A position as one coder gave it in a sample; by ``id`` it is changed and taken back."""

    id: str
    ordinal: int
    coder: str
    claim: Position
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What one coder has before them: an item, where it stands among theirs, and what they coded there so far."""

    item: SampleItem
    place: int
    items: int
    done_at: datetime | None
    coded: tuple[Coded, ...] = ()
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Codings:
    """What was coded in a sample: for each item and each coder who has finished it, the positions, maybe none."""

    items: tuple[SampleItem, ...]
    coders: tuple[str, ...]
    of: Mapping[tuple[int, str], tuple[Position, ...]] = field(default_factory=dict)

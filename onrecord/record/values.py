"""The values that only the record knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar, overload

from onrecord.types import Position, Stance, Statement, StatementKind

#: Reviewers judge positions and statements alike.
Claimed = TypeVar("Claimed", Position, Statement)


class Verdict(StrEnum):
    """What a reviewer says of a claim, or of one field of it."""

    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One human judgement on one claim; the record gives it ``id`` and ``at``.

    ``target_kind`` is the noun judged ("position", "statement", "actor"…), ``field`` what of it was
    corrected and ``value`` the JSON text of the right value.
    """

    target_kind: str
    target_id: str
    verdict: Verdict
    reviewer: str
    field: str | None = None
    value: str | None = None
    id: int | None = None
    at: datetime | None = None
    withdrawn_at: datetime | None = None
    sample: int | None = None  # made within a blind sample: it touches nothing until that is settled
    settles: int | None = None  # the sample that it settles
    step: int | None = None  # the first of the judgements that were made at one stroke
    undone: bool = False  # withdrawn by its reviewer, who may bring it back
    basis: str | None = None  # JSON of what the machine claimed then
    note: str | None = None


class State(StrEnum):
    """What reviewers made of a claim."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    ADDED = "added"
    REJECTED = "rejected"
    UNSURE = "unsure"


class Disagreement(StrEnum):
    """How the machine's present claims differ from a judged one: they say another thing, or nothing any more."""

    OTHER = "other"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class _JudgedClaim(Generic[Claimed]):
    """A claim as reviewers have it; ``version`` is the last judgement on it, ``basis`` what the machine claimed.

    ``disputed`` says that the last words of two reviewers on it differ; the latest of them stands.
    """

    id: str
    claim: Claimed
    state: State
    version: int
    reviewer: str
    at: datetime
    basis: Claimed | None = None
    note: str | None = None
    disputed: bool = False
    disagreement: Disagreement | None = None


@dataclass(frozen=True, slots=True)
class Judged(_JudgedClaim[Position]):
    """A position as reviewers have it."""


@dataclass(frozen=True, slots=True)
class JudgedStatement(_JudgedClaim[Statement]):
    """A statement as reviewers have it."""


@dataclass(frozen=True, slots=True)
class _View(Generic[Claimed]):
    """A claim with all that is known of it: what the machine claims now, what reviewers made of it, all they said."""

    id: str
    machine: tuple[Claimed, ...]
    judged: _JudgedClaim[Claimed] | None
    history: tuple[Judgement, ...]

    @property
    def version(self) -> int:
        """The last judgement that stands, which the next one has to expect; 0 where none does."""
        return 0 if self.judged is None else self.judged.version

    @property
    def claim(self) -> Claimed:
        """The claim as it stands: as judged, else as the machine has it."""
        return self.machine[0] if self.judged is None else self.judged.claim

    @property
    def state(self) -> State | None:
        """What reviewers made of it; None where nobody has judged it."""
        return None if self.judged is None else self.judged.state

    @property
    def disagreement(self) -> Disagreement | None:
        """How the machine now differs from what was judged."""
        return None if self.judged is None else self.judged.disagreement


@dataclass(frozen=True, slots=True)
class ClaimView(_View[Position]):
    """A position with all that is known of it; ``suggested`` where the machine was not sure enough of it."""

    suggested: bool = False


@dataclass(frozen=True, slots=True)
class StatementView(_View[Statement]):
    """A statement with all that is known of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo or redo did: the judgements that it took back or brought back, on which claims."""

    judgements: tuple[Judgement, ...]
    undone: bool

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids of what they are on."""
        return tuple(dict.fromkeys(one.target_id for one in self.judgements))


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which claims of the queue are wanted: all that is given must hold.

    ``actor`` is a canonical id, ``kind`` the kind of the statement that a position rests on; ``since`` and ``until``
    are days, both included, and leave out what has none. ``suggested`` is True for what is only suggested.
    """

    option: str | None = None
    actor: str | None = None
    stance: Stance | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    kind: StatementKind | None = None
    article: str | None = None
    suggested: bool | None = None
    at_least: float | None = None  # the machine's score
    reason: str | None = None  # one of weighing.REASONS
    judged: bool | None = None  # whether somebody has judged it


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A claim that waits for a reviewer, and why, in words; ``after`` it goes on at ``cursor``."""

    id: str
    claim: Position
    weight: int
    reasons: tuple[str, ...]
    cursor: str
    version: int = 0
    suggested: bool = False
    state: State | None = None


class PositionRow(NamedTuple):
    """A position in plain values, for work on whole columns; days are ordinals."""

    id: str
    article: str
    option: str
    actor: str
    stance: str
    scope: str
    voice: str
    first: int | None
    last: int | None
    tense: str
    derived: bool
    score: float
    state: str | None
    statement: str | None
    by: str | None
    limited: bool
    suggested: bool


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing that a person did; ``detail`` is a JSON object."""

    id: int
    at: datetime
    person: str
    verb: str
    target_kind: str
    target_id: str
    detail: str


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How much the record holds; positions, relations and shifts are those under the current codebook."""

    articles: int
    failures: int
    skipped: int
    statements: int
    mentions: int
    actors: int
    codebooks: int
    positions: int
    relations: int
    shifts: int
    judgements: int


@dataclass(frozen=True, slots=True)
class Identities:
    """Which canonical actor each sighted id means; an id that stands nowhere means itself.

    ``parts`` are ids that a reviewer took apart: in that article they mean another actor than elsewhere.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @overload
    def of(self, sighted: str, article: str = "") -> str: ...
    @overload
    def of(self, sighted: None, article: str = "") -> None: ...
    @overload
    def of(self, sighted: str | None, article: str = "") -> str | None: ...
    def of(self, sighted: str | None, article: str = "") -> str | None:
        """The canonical id of a sighted one in an article; None of None."""
        if sighted is None:
            return None
        return (self.parts and self.parts.get((sighted, article))) or self.whole.get(sighted, sighted)

    def sighted_as(self, actors: Collection[str]) -> set[str]:
        """Every id that may mean one of the actors, their own included; of a part, only in some articles."""
        wanted = set(actors)
        found = {one for one, actor in self.whole.items() if actor in wanted}
        found |= {one for (one, _), actor in self.parts.items() if actor in wanted}
        return found | wanted

"""The values that only the record knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import overload


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

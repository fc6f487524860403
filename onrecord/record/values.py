"""The values that only the record knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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

"""Samples, how far coders agree, readings and the log, as programs get them."""

from __future__ import annotations

from typing import Any

from onrecord.record.sample_values import Unit
from onrecord.web.api.claims import Model
from onrecord.web.jobs import JobState


class AuditLine(Model):
    """One thing that a person did."""

    id: int
    at: str
    person: str
    verb: str
    target_kind: str
    target_id: str
    detail: dict[str, Any]


# ---------------------------------------------------------------- samples


class CoderProgress(Model):
    """How far one coder is."""

    coder: str
    done: int
    items: int


class Sample(Model):
    """A sample that several people code, and how far they are."""

    id: int
    name: str
    unit: Unit
    size: int
    seed: int
    blind: bool
    overlap: float
    coders: list[str]
    codebook: str | None
    drawn_by: str
    drawn_at: str
    items: int
    settled: int
    comparable: bool
    closed_at: str | None
    progress: list[CoderProgress]


class Figure(Model):
    """How far coders agree: Krippendorff's alpha with its 95 % interval, and the share of pairs that are the same."""

    units: int
    pairs: int
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None
    why: str | None


class PassageFigure(Model):
    """How far two coders mark the same passages."""

    matched: int
    only_one: int
    only_other: int
    f1: float | None
    exact: int


class PairFigures(Model):
    """How far two coders agree."""

    one: str
    other: str
    items: int
    stance: Figure
    option: Figure
    actor: Figure
    spans: PassageFigure


class Agreement(Model):
    """How far the coders of a sample agree."""

    sample: int
    coders: list[str]
    items: int
    shared: int
    tolerance: float
    stance: Figure
    stance_or_none: Figure
    option: Figure
    actor: Figure
    marked: float | None
    pairs: list[PairFigures]


# ---------------------------------------------------------------- readings


class LeftOut(Model):
    """An article that was not read: where it came from, which stage gave up, and why."""

    origin: str
    stage: str
    reason: str
    skipped: bool


class Outcome(Model):
    """What a reading came to."""

    read: int
    known: int
    coded: int
    skipped: list[LeftOut]
    failed: list[LeftOut]
    changed: list[str]
    notes: list[str]


class Job(Model):
    """A reading as it stands; ``rate`` in articles a second, ``remaining`` and ``seconds`` in seconds."""

    number: int
    title: str
    by: str
    asked: str
    state: JobState
    stage: str
    done: int
    total: int | None
    now: str
    rate: float | None
    remaining: float | None
    seconds: float
    stopping: bool
    error: str | None
    outcome: Outcome | None

"""Feeds and sitemaps read again and again: what is new in them goes into the record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from onrecord.errors import InputError, RecordError
from onrecord.pipeline import Report, Summary, fill
from onrecord.settings import SHIPPED, Engine
from onrecord.types import Codebook

if TYPE_CHECKING:
    from onrecord.origins.web.fetching import Fetching
    from onrecord.origins.web.round import Asked
    from onrecord.origins.web.sources import Source

# Stages of failures that mean that there was nothing to read; the others are of articles, which come again.
_NO_ARTICLE = ("origins", "language")
_SHORTEST = 1.0  # seconds between two rounds, where one took longer than their distance


@dataclass(frozen=True, slots=True)
class Watching:
    """What is watched and how often; of articles from before ``since`` none is read."""

    places: tuple[str, ...]
    every: timedelta
    fetching: Fetching
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round came to: feeds asked, of which some had nothing new or failed, feeds left alone; what was read.

    ``next`` is when the next round begins.
    """

    at: datetime
    next: datetime
    asked: int = 0
    unchanged: int = 0
    waiting: int = 0
    failing: int = 0
    notes: tuple[str, ...] = ()
    summary: Summary = field(default_factory=Summary)


Tell = Callable[[int, int, str], None]


def watch(
    watching: Watching,
    record: str,
    *,
    codebook: Codebook | None = None,
    engine: Engine = SHIPPED,
    report: Report = lambda progress: None,
    tell: Tell = lambda done, total, now: None,
) -> Iterator[Round]:
    """Round after round, without end; what is wrong with a feed or an article is told and stops nothing.

    The files that list feeds are read anew for each round. Raises InputError, RecordError or MissingExtra where the
    first round cannot be made; later ones are tried again when their time comes.
    """
    from onrecord.origins.web.stage import require

    require()
    sources: Sequence[Source] = ()
    is_first = True
    while True:
        begun = _now()
        following = begun + watching.every
        try:
            sources, complaint = _sources(watching.places, sources)
            done = _round(watching, sources, record, (codebook, engine), (report, tell), begun)
            yield replace(done, next=following, notes=(*complaint, *done.notes))
        except (RecordError, OSError) as error:
            if is_first:
                raise
            yield Round(begun, following, notes=(f"{error}",))
        is_first = False
        time.sleep(max(_SHORTEST, (following - _now()).total_seconds()))


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _sources(places: Sequence[str], before: Sequence[Source]) -> tuple[Sequence[Source], tuple[str, ...]]:
    """The feeds to ask; those of the round before, with a word on it, where a list was damaged since."""
    from onrecord.origins.web.sources import sources_of

    try:
        return sources_of(places), ()
    except InputError as error:
        if not before:
            raise
        return before, (f"{error} The feeds that it listed before are asked.",)


def _round(
    watching: Watching,
    sources: Sequence[Source],
    record: str,
    means: tuple[Codebook | None, Engine],
    told: tuple[Report, Tell],
    now: datetime,
) -> Round:
    from onrecord.origins.web.held import HeldBack
    from onrecord.origins.web.round import Round as Asking
    from onrecord.record import open_record
    from onrecord.remembering import RecordMemory

    codebook, engine = means
    report, tell = told
    with open_record(record) as opened:
        memory = HeldBack(RecordMemory(opened), opened.transaction)
        asking = Asking(memory, watching.fetching, now=now, every=watching.every, since=watching.since)
        asked: Asked = asking.ask(sources, tell)
        summary = fill(opened, asking.articles(), codebook=codebook, engine=engine, report=report)
        with opened.transaction():
            asking.settle({failure.origin for failure in summary.failed if failure.stage not in _NO_ARTICLE})
    return Round(
        at=now,
        next=now,
        asked=asked.asked,
        unchanged=asked.unchanged,
        waiting=asked.waiting,
        failing=asked.failing,
        notes=tuple(asked.notes),
        summary=summary,
    )

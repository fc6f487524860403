"""Utterances with all their receipts, and how the outlets' words for one differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.quoted_rows import Report
    from onrecord.statements.drift import Drift

# So many names are listed where a name fits several; the rest would scroll the message away.
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of an utterance with the reports that have it, and how it differs from the earliest wording."""

    text: str
    reports: tuple[Report, ...]
    drift: Drift | None = None

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who has it so: outlets, or the origin of an article without one."""
        return tuple(dict.fromkeys(report.outlet or report.origin for report in self.reports))


@dataclass(frozen=True, slots=True)
class Quoted:
    """An utterance: who said it, and its wordings, the earliest report first."""

    id: str
    actor: str
    name: str
    variants: tuple[Variant, ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every receipt."""
        return tuple(report for variant in self.variants for report in variant.reports)

    @property
    def day(self) -> date | None:
        """The earliest day on which it was reported said."""
        return min((report.day for report in self.reports if report.day), default=None)

    @property
    def far(self) -> float:
        """How far the wording that differs most is from the earliest: 0 to 1."""
        return max((variant.drift.far for variant in self.variants if variant.drift), default=0.0)

    @property
    def grave(self) -> bool:
        """Whether a figure or a negation differs."""
        return any(variant.drift.grave for variant in self.variants if variant.drift)


def quotes(
    record: Record,
    name: str | None = None,
    *,
    option: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Quoted]:
    """The utterances of an actor, or of all, by the day on which they were said.

    ``option`` leaves those on which a position on it rests. Raises OnrecordError for a name or an option that is none.
    """
    from onrecord.record.quoted_rows import reports

    names = {actor.id: actor.name for actor in record.actors()}
    actors = None if name is None else (_actor(record, name),)
    if option is not None:
        _option(record, option)
    for group in reports(record, actors=actors, option=option, since=since, until=until):
        actor = group[0].actor
        yield Quoted(group[0].utterance, actor, names.get(actor, actor), _variants(group))


def drifting(found: Iterator[Quoted]) -> list[Quoted]:
    """Those that outlets give in different words: differing figures and negations first, then by day."""
    told = [one for one in found if _differs(one)]
    return sorted(told, key=lambda one: (not one.grave, one.day or date.max, one.id))


def _differs(quoted: Quoted) -> bool:
    several = {report.article for report in quoted.reports}
    return len(several) > 1 and any(variant.drift and variant.drift.far > 0 for variant in quoted.variants)


def _variants(group: list[Report]) -> tuple[Variant, ...]:
    """The wordings of an utterance; reports whose words are the same, but for their form, have one."""
    from onrecord.statements.drift import drift

    texts: list[tuple[str, list[Report]]] = []
    for report in group:
        like = next((held for text, held in texts if drift(text, report.text).far == 0), None)
        if like is None:
            texts.append((report.text, [report]))
        else:
            like.append(report)
    first = texts[0][0]
    return tuple(
        Variant(text, tuple(held), drift(first, text) if number else None) for number, (text, held) in enumerate(texts)
    )


def _actor(record: Record, name: str) -> str:
    from onrecord.web.finding import fitting

    known = record.actors()
    if any(actor.id == name for actor in known):
        return name
    found = fitting(known, name)
    if len(found) == 1:
        return found[0].id
    if found:
        several = ", ".join(f"{actor.name} ({actor.id})" for actor in found[:_LISTED])
        raise OnrecordError(f"Several actors are called {name!r}: {several}. Give the id.")
    raise OnrecordError(f"Nobody called {name!r} is in the record; `onrecord actors list` shows who is.")


def _option(record: Record, option: str) -> None:
    codebook = record.current_codebook()
    ids = [one.id for one in codebook.options] if codebook else []
    if option not in ids:
        there = f"there are {', '.join(ids[:_LISTED])}" if ids else "the record was not read with a codebook"
        raise OnrecordError(f"No option of the codebook is called {option!r}; {there}.")

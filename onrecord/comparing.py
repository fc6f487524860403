"""What several people coded of the same, side by side: units, where they differ, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.scores import (
    Agreement,
    Level,
    SpanAgreement,
    agreement,
    match,
    overlap,
    span_agreement,
    unitizing_alpha,
)
from onrecord.types import Position, Span, Stance

#: What a coder says of a unit by coding nothing there.
NONE = "none"

# Two passages are one unit from this share of common text on. Between half and nine tenths the counts hardly differ:
# people who mark the same clause differ by its first or last words; below half, neighbouring sentences run together.
TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """An item that was coded: its article, how long its text is, and whether it is one passage and no whole text."""

    ordinal: int
    article: str
    length: int
    passage: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that at least one coder found, or a passage in which nobody found anything.

    ``said`` has every coder who finished the item: None where they found nothing there.
    """

    ordinal: int
    article: str
    said: Mapping[str, Position | None]

    @property
    def agreed(self) -> bool:
        """Whether two or more coded it, and all the same way."""
        values = list(self.said.values())
        return len(values) > 1 and all(differences(values[0], value) == () for value in values[1:])

    @property
    def differing(self) -> tuple[str, ...]:
        """In what the coders differ: "found", "option", "actor", "stance", "scope"; nothing where they agree."""
        values = list(self.said.values())
        met = {what for one, other in combinations(values, 2) for what in differences(one, other)}
        return tuple(what for what in _PARTS if what in met)


_PARTS = ("found", "option", "actor", "stance", "scope")


def differences(one: Position | None, other: Position | None) -> tuple[str, ...]:
    """In what two codings of a unit differ."""
    if one is None or other is None:
        return () if one is other else ("found",)
    return tuple(what for what in _PARTS[1:] if getattr(one, what) != getattr(other, what))


@dataclass(frozen=True, slots=True)
class Pair:
    """How far two coders agree; the passages are matched with the tolerance of the comparison."""

    one: str
    other: str
    items: int
    stance: Agreement
    option: Agreement
    actor: Agreement
    spans: SpanAgreement


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far the coders of a sample agree, by what they had to decide.

    ``stance`` is ordinal and looks at units of which they chose the same option; ``stance_or_none`` is nominal, takes
    option by option, and counts what one did not find at all as "none". ``marked`` is alpha for the places that were
    marked as such, whatever was coded there; None where it is not defined.
    """

    coders: tuple[str, ...]
    items: int
    shared: int
    units: tuple[Compared, ...]
    stance: Agreement
    stance_or_none: Agreement
    option: Agreement
    actor: Agreement
    marked: float | None
    pairs: tuple[Pair, ...]
    tolerance: float

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The units that two or more had before them and coded differently."""
        return tuple(unit for unit in self.units if len(unit.said) > 1 and not unit.agreed)


def compare(
    tasks: Sequence[Task],
    coders: Sequence[str],
    codings: Mapping[tuple[int, str], Sequence[Position]],
    *,
    tolerance: float = TOLERANCE,
    seed: int = 0,
) -> Comparison:
    """Compare what coders found; ``codings`` has an entry, perhaps empty, for each item that a coder finished."""
    units = tuple(unit for task in tasks for unit in units_of(task, coders, codings, tolerance))
    pairs = tuple(_pair(one, other, (tasks, units, codings), tolerance) for one, other in combinations(coders, 2))
    return Comparison(
        coders=tuple(coders),
        items=len(tasks),
        shared=sum(sum((task.ordinal, coder) in codings for coder in coders) > 1 for task in tasks),
        units=units,
        stance=_agreement(units, coders, _stances, seed=seed, ordinal=True),
        stance_or_none=_agreement(units, coders, _stances_or_none, seed=seed),
        option=_agreement(units, coders, _options, seed=seed),
        actor=_agreement(units, coders, _actors, seed=seed),
        marked=_marked(tasks, coders, codings),
        pairs=pairs,
        tolerance=tolerance,
    )


def units_of(
    task: Task,
    coders: Sequence[str],
    codings: Mapping[tuple[int, str], Sequence[Position]],
    tolerance: float = TOLERANCE,
) -> list[Compared]:
    """The units of one item: each coder's positions set beside those of the others, one to one."""
    finished = [coder for coder in coders if (task.ordinal, coder) in codings]
    units: list[dict[str, Position]] = []
    least = 0.0 if task.passage else tolerance  # within one passage whatever is coded is of that passage
    for coder in finished:
        given = sorted(codings[task.ordinal, coder], key=lambda one: (one.evidence, one.option, one.actor))
        fits = [[_likeness(claim, list(unit.values()), least, task.passage) for unit in units] for claim in given]
        placed = dict(match(fits, 0.0))
        new = []
        for number, claim in enumerate(given):
            if number in placed:
                units[placed[number]][coder] = claim
            else:
                new.append({coder: claim})
        units += new
    units.sort(key=lambda unit: min((claim.evidence, claim.option) for claim in unit.values()))
    found = [Compared(task.ordinal, task.article, {c: unit.get(c) for c in finished}) for unit in units]
    if not found and task.passage and finished:
        found = [Compared(task.ordinal, task.article, dict.fromkeys(finished))]
    return found


# The words decide whether a coding may be of a unit; of several that may, the one with the same option comes before the
# one with the same actor, so that a passage in which two people each found two positions is not matched crosswise.
_OPTION, _ACTOR = 4.0, 2.0
_SOME = 1e-6  # within one passage: what shares no word with another is of the passage still


def _likeness(claim: Position, others: Sequence[Position], least: float, passage: bool) -> float:
    """How well a coding fits a unit, 0 where it is of another passage."""
    best = 0.0
    for other in others:
        words = overlap((claim.evidence,), (other.evidence,))
        words = max(words, _SOME) if passage else words
        if words > 0 and words >= least:
            same = _OPTION * (claim.option == other.option) + _ACTOR * (claim.actor == other.actor)
            best = max(best, words + same)
    return best


# ---------------------------------------------------------------- values by coder


_Row = list[Hashable | None]
_Values = Callable[["Compared", Sequence[str]], list[_Row]]


def _stances(unit: Compared, coders: Sequence[str]) -> list[_Row]:
    """For each option that two or more coders chose here, the stances of those who did."""
    return [
        [claim.stance if claim is not None and claim.option == option else None for claim in _said(unit, coders)]
        for option in _options_met(unit)
    ]


def _stances_or_none(unit: Compared, coders: Sequence[str]) -> list[_Row]:
    options = _options_met(unit) or [""]
    return [
        [
            None
            if coder not in unit.said
            else str(claim.stance)
            if claim is not None and claim.option == option
            else NONE
            for coder, claim in zip(coders, _said(unit, coders), strict=True)
        ]
        for option in options
    ]


def _options(unit: Compared, coders: Sequence[str]) -> list[_Row]:
    return [[claim and claim.option for claim in _said(unit, coders)]]


def _actors(unit: Compared, coders: Sequence[str]) -> list[_Row]:
    return [[claim and claim.actor for claim in _said(unit, coders)]]


def _said(unit: Compared, coders: Sequence[str]) -> list[Position | None]:
    return [unit.said.get(coder) for coder in coders]


def _options_met(unit: Compared) -> list[str]:
    return sorted({claim.option for claim in unit.said.values() if claim is not None})


def _agreement(
    units: Sequence[Compared],
    coders: Sequence[str],
    values: _Values,
    *,
    ordinal: bool = False,
    seed: int | None = None,
) -> Agreement:
    """Agreement on what ``values`` takes from each unit; with a seed also its interval, over whole articles."""
    rows, articles = [], []
    for unit in units:
        for row in values(unit, coders):
            rows.append(row)
            articles.append(unit.article)
    level: Level = "ordinal" if ordinal else "nominal"
    order = tuple(Stance) if ordinal else ()
    return agreement(rows, level, order=order, groups=articles, interval=seed is not None, seed=seed or 0)


# ---------------------------------------------------------------- places and pairs


def _marked(
    tasks: Sequence[Task], coders: Sequence[str], codings: Mapping[tuple[int, str], Sequence[Position]]
) -> float | None:
    """Alpha for what was marked, over all whole texts that every coder finished, one after the other."""
    whole = [task for task in tasks if not task.passage and all((task.ordinal, coder) in codings for coder in coders)]
    lines = []
    for coder in coders:
        line, start = [], 0
        for task in whole:
            line += [(start + a, start + b) for a, b in _merged([c.evidence for c in codings[task.ordinal, coder]])]
            start += task.length
        lines.append(line)
    return unitizing_alpha(sum(task.length for task in whole), lines) if whole else None


def _merged(spans: Sequence[Span]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for span in sorted(spans):
        if found and span.begin < found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], span.end)
        else:
            found.append((span.begin, span.end))
    return found


def _pair(
    one: str,
    other: str,
    held: tuple[Sequence[Task], Sequence[Compared], Mapping[tuple[int, str], Sequence[Position]]],
    tolerance: float,
) -> Pair:
    tasks, units, codings = held
    both = [task for task in tasks if (task.ordinal, one) in codings and (task.ordinal, other) in codings]
    passages = [
        tuple(sorted({(claim.evidence,) for claim in codings[task.ordinal, coder]}) for coder in (one, other))
        for task in both
    ]
    pair = (one, other)
    return Pair(
        one=one,
        other=other,
        items=len(both),
        stance=_agreement(units, pair, _stances, ordinal=True),
        option=_agreement(units, pair, _options),
        actor=_agreement(units, pair, _actors),
        spans=span_agreement([(first, second) for first, second in passages], tolerance),
    )

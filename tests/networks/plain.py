"""Networks by the book: loops over statements, written from the published definitions and from nothing else.

Leifeld, Gruber and Bossner (2018), Discourse Network Analyzer Manual, chapter 2: x(i, j, k) is how often i refers to j
at level k; sums run over statements and pairs of statements, so that a mistake in clever counting can not hide here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

Matrix = dict[tuple[str, str], float]

STEPS = {-1.0: -2, -0.5: -1, 0.0: 0, 0.5: 1, 1.0: 2}


@dataclass(frozen=True)
class Said:
    """One statement: who, on what, how, in which document, when; ``share`` is its weight under a kernel."""

    id: str
    actor: str
    option: str
    stance: float
    document: str
    day: date | None
    share: float = 1.0


def level(said: Said, qualifier: str) -> int | None:
    """The level k of a statement, None where it has none and is left out."""
    if qualifier == "none":
        return 0
    if qualifier in ("integer", "categories"):
        return STEPS[said.stance]
    if qualifier == "strict" and abs(said.stance) == 0.5:
        return None
    if said.stance == 0:
        return None
    return 1 if said.stance > 0 else 0


def likeness(k: int, other: int, qualifier: str) -> float:
    """1 - |k - k'| / (|K| - 1) on a scale, 1 or 0 for categories."""
    if qualifier == "categories":
        return 1.0 if k == other else 0.0
    distance = abs(k - other)
    return 1.0 - distance / 4 if qualifier == "integer" else 1.0 - distance


def without_duplicates(said: Iterable[Said], rule: str, qualifier: str, *, ignore: bool) -> list[Said]:
    """Each statement once per document, week, month, year or range; the earliest stays."""
    kept: list[Said] = []
    for one in sorted(said, key=lambda s: (s.day is None, s.day or date.min)):
        if not any(_same(one, other, rule, qualifier, ignore=ignore) for other in kept):
            kept.append(one)
    return kept


def _same(one: Said, other: Said, rule: str, qualifier: str, *, ignore: bool) -> bool:
    if rule == "include" or one.actor != other.actor or one.option != other.option:
        return False
    if not ignore and level(one, qualifier) != level(other, qualifier):
        return False
    if rule == "range":
        return True
    if rule == "document":
        return one.document == other.document
    if one.day is None or other.day is None:
        return one.day == other.day and one.document == other.document
    if rule == "week":
        return one.day.isocalendar()[:2] == other.day.isocalendar()[:2]
    if rule == "month":
        return (one.day.year, one.day.month) == (other.day.year, other.day.month)
    return one.day.year == other.day.year


def two_mode(said: Sequence[Said], weight: str, qualifier: str, normalise: str) -> Matrix:
    """Actors x options."""
    actors, options = sorted({s.actor for s in said}), sorted({s.option for s in said})
    made: Matrix = {}
    for actor, option in product(actors, options):
        here = [s for s in said if s.actor == actor and s.option == option]
        if weight == "ignore":
            value = sum(s.share for s in here)
        elif weight == "subtract":
            value = sum(s.share * _worth(s, qualifier) for s in here)
        else:
            value = _combination({_level(s, qualifier) for s in here}, qualifier)
        if normalise == "activity":
            value /= sum(s.share for s in said if s.actor == actor)
        elif normalise == "prominence":
            value /= sum(s.share for s in said if s.option == option)
        made[actor, option] = value
    return made


def _worth(said: Said, qualifier: str) -> float:
    k = _level(said, qualifier)
    if qualifier in ("categories", "none"):
        return 1
    return k if qualifier == "integer" else 2 * k - 1


def _combination(met: set[int], qualifier: str) -> float:
    """Each combination of levels as its own number; in the boolean case 1 is yes, 2 is no, 3 is both."""
    known = list(STEPS.values()) if qualifier in ("integer", "categories") else [0, 1]
    return sum(2.0 ** (len(known) - 1 - place) for place, k in enumerate(known) if k in met)


def _level(said: Said, qualifier: str) -> int:
    k = level(said, qualifier)
    assert k is not None
    return k


def one_mode(said: Sequence[Said], weight: str, qualifier: str, normalise: str, *, options: bool = False) -> Matrix:
    """Actors x actors over shared options, or options x options over shared actors."""
    node: Callable[[Said], str] = (lambda s: s.option) if options else (lambda s: s.actor)
    tie: Callable[[Said], str] = (lambda s: s.actor) if options else (lambda s: s.option)
    names = sorted({node(s) for s in said})
    of = {name: [s for s in said if node(s) == name] for name in names}
    made: Matrix = {}
    for one, other in product(names, names):
        if one == other:
            made[one, other] = 0.0
            continue
        congruence = conflict = both = 0.0
        for s, t in product(of[one], of[other]):
            if tie(s) == tie(t):
                alike = likeness(_level(s, qualifier), _level(t, qualifier), qualifier)
                share = math.sqrt(s.share * t.share)
                congruence += share * alike
                conflict += share * (1 - alike)
                both += share
        value = {
            "ignore": both,
            "congruence": congruence,
            "conflict": conflict,
            "subtract": congruence - conflict,
            "combine": float(congruence > 0) + 2.0 * float(conflict > 0),
        }[weight]
        divisor = _divisor(of[one], of[other], tie, qualifier, normalise)
        made[one, other] = value / divisor if divisor else 0.0
    return made


def _divisor(
    one: Sequence[Said], other: Sequence[Said], tie: Callable[[Said], str], qualifier: str, normalise: str
) -> float:
    if normalise == "no":
        return 1.0
    if normalise == "average":
        return (sum(s.share for s in one) + sum(s.share for s in other)) / 2
    if normalise == "cosine":
        return sum(math.sqrt(s.share) for s in one) * sum(math.sqrt(s.share) for s in other)
    cells_one = {(tie(s), _level(s, qualifier)) for s in one}
    cells_other = {(tie(s), _level(s, qualifier)) for s in other}
    only_one = sum(s.share for s in one if (tie(s), _level(s, qualifier)) not in cells_other)
    only_other = sum(s.share for s in other if (tie(s), _level(s, qualifier)) not in cells_one)
    matched = sum(
        math.sqrt(s.share * t.share)
        for s, t in product(one, other)
        if (tie(s), _level(s, qualifier)) == (tie(t), _level(t, qualifier))
    )
    return only_one + only_other + matched


def by_the_book(said: Iterable[Said], asked: Mapping[str, str]) -> Matrix:
    """The network of one question: mode, weight, qualifier, normalise and duplicates by name."""
    qualifier = asked["qualifier"]
    ignore = asked["weight"] == "ignore"
    counted = [s for s in said if level(s, qualifier) is not None]
    counted = without_duplicates(counted, asked["duplicates"], qualifier, ignore=ignore)
    if asked["mode"] == "two":
        return two_mode(counted, asked["weight"], qualifier, asked["normalise"])
    return one_mode(counted, asked["weight"], qualifier, asked["normalise"], options=asked["mode"] == "options")

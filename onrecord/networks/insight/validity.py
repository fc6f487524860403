"""Validity: how near the networks of two codings are, the longer the window over which positions are pooled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

import numpy as np

from onrecord.networks.asking import Known, NetworkOptions, Unit, Weight, Windows
from onrecord.networks.building import network, networks, selected
from onrecord.networks.columns import Columns
from onrecord.networks.insight.aligning import Coverage, Side, aligned, common_days, of_common_articles
from onrecord.networks.insight.grouping import Method, grouped
from onrecord.networks.insight.partitions import Labels, Reals, adjusted_rand
from onrecord.networks.insight.settled import of_actors, settled
from onrecord.networks.network import Network
from onrecord.networks.qualifying import levels
from onrecord.types import DateInterval

#: Months in a window, as Angst, Müller and Walker (2025) vary them; None is the whole period.
SIZES: tuple[int | None, ...] = (1, 3, 6, 12, None)
# A permutation test with 199 permutations can tell 0.005 from more; with fewer than three actors there is no pattern.
_PERMUTATIONS, _LEAST = 199, 3


@dataclass(frozen=True, slots=True)
class Validity:
    """How far two codings agree over windows of ``months`` (None: the whole).

    ``windows`` are those in which at least one side has a position. ``precision``, ``recall`` and ``f1`` are of
    actor, option and side, once a window. ``correlation`` is the mean over windows of Pearson's r of the ties, and
    ``chance`` the share of permutations of the actors that give as much (QAP: Krackhardt 1988); ``correlated`` the
    windows that it is known for. ``coalitions`` is the mean adjusted Rand index of the coalitions of the actors whom
    both have.
    """

    months: int | None
    windows: int
    precision: float | None
    recall: float | None
    f1: float | None
    correlation: float | None
    chance: float | None
    correlated: int
    coalitions: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two codings side by side: what one knows of the other, and their agreement by window; positions of both.

    ``articles`` is how many articles both have, where only those were compared; 0 where they have none in common.
    """

    positions: tuple[int, int]
    articles: int
    period: DateInterval | None
    coverage: Coverage
    by_window: tuple[Validity, ...]


def compare(
    one: Side,
    other: Side,
    asked: NetworkOptions,
    *,
    sizes: Sequence[int | None] = SIZES,
    method: Method = Method.LEIDEN,
    seed: int = 0,
) -> Comparison:
    """How near the first coding comes to the other one, say a machine's to that of people.

    Both are read at the level and with the filters that are asked for; actors and options are matched by id or name.
    Where the two have articles in common, only those count; and only the days in which both have positions.
    Undated positions count in the whole. Raises MissingExtra.
    """
    asked = replace(of_actors(asked, Weight.CONGRUENCE), windows=None)
    plain = settled(one.columns, asked, one.known).asked
    first, second = (Side(selected(side.columns, asked, side.known).columns, side.known) for side in (one, other))
    second, coverage = aligned(first, second)
    here, there, articles = of_common_articles(first.columns, second.columns)
    days = common_days(here, there)
    known = Known({**second.known.actors, **first.known.actors}, second.known.options)
    made = []
    for months in sizes:
        if months is not None and days is None:
            continue
        windows = None if months is None else Windows(unit=Unit.MONTHS, size=months, step=months)
        moments = list(_moments((here, there), replace(plain, windows=windows), known, days))
        made.append(_validity(moments, months, method, seed))
    period = None if days is None else DateInterval(date.fromordinal(days[0]), date.fromordinal(days[1]))
    return Comparison((len(here), len(there)), articles, period, coverage, tuple(made))


def validity_sentence(found: Comparison) -> str:
    """What a comparison says, in one or two plain sentences."""
    met = found.coverage
    for what, there, shared in (("actor", met.actors, met.actors_met), ("option", met.options, met.options_met)):
        if there and not shared:
            return f"No {what} of the second one is known to the first: are they of the same debate?"
    known = [one for one in found.by_window if one.correlation is not None]
    if not known:
        return (
            "The two have too little in common to compare their networks: fewer than three actors that both speak of."
        )
    whole = known[-1]
    assert whole.correlation is not None
    span = "the whole period" if whole.months is None else f"{whole.months} months"
    chance = f", which chance gives in {whole.chance:.1%} of cases" if whole.chance is not None else ""
    told = f"Over {span} the ties of the two networks correlate by {whole.correlation:.2f}{chance}."
    short = next((one for one in known if one.months is not None and one is not whole), None)
    if short is None or short.correlation is None:
        return told
    months = "a month" if short.months == 1 else f"{short.months} months"
    gain = whole.correlation - short.correlation
    # A tenth is what two seeds of drawn debates differ by.
    if gain > 0.1:
        return f"{told} Over {months} it is {short.correlation:.2f}: trust long windows, not short ones."
    if gain < -0.1:
        return f"{told} Over {months} it is {short.correlation:.2f}: pooling does not help here."
    return f"{told} Over {months} it is {short.correlation:.2f}: windows may be as short as that."


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """A window of both codings: their networks, and who says yes or no to what."""

    networks: tuple[Network, Network]
    cells: tuple[set[_Cell], set[_Cell]]


_Cell = tuple[str, str, int]


def _moments(
    sides: tuple[Columns, Columns], asked: NetworkOptions, known: Known, days: tuple[int, int] | None
) -> Iterator[_Moment]:
    """The windows in which at least one side has a position."""
    if asked.windows is None:
        one, other = (network(columns, asked, known) for columns in sides)
        yield _Moment((one, other), (_cells(sides[0], asked, None), _cells(sides[1], asked, None)))
        return
    assert days is not None
    choice = replace(asked.choice, since=date.fromordinal(days[0]), until=date.fromordinal(days[1]))
    asked = replace(asked, choice=choice)
    nothing = network(sides[0].where(np.zeros(0, dtype=np.intp)), replace(asked, windows=None), known)
    # a side without a dated position in the period has no window at all
    for one, other in zip_longest(*(networks(columns, asked, known) for columns in sides), fillvalue=nothing):
        period = one.period or other.period
        assert period is not None
        if one.counted or other.counted:
            yield _Moment((one, other), (_cells(sides[0], asked, period), _cells(sides[1], asked, period)))


def _cells(columns: Columns, asked: NetworkOptions, period: DateInterval | None) -> set[_Cell]:
    """Which actor is on which side of which option."""
    if period is not None:
        day = columns.day
        columns = columns.where((day >= period.first.toordinal()) & (day <= period.last.toordinal()))
    level = levels(columns, asked.qualifier)[1]
    codes = zip(columns.actor.tolist(), columns.option.tolist(), level.tolist(), strict=True)
    return {(columns.actors[actor], columns.options[option], side) for actor, option, side in codes}


def _validity(moments: list[_Moment], months: int | None, method: Method, seed: int) -> Validity:
    both = sum(len(one.cells[0] & one.cells[1]) for one in moments)
    precision = _share(both, sum(len(one.cells[0]) for one in moments))
    recall = _share(both, sum(len(one.cells[1]) for one in moments))
    f1 = _share(2 * both, sum(len(one.cells[0]) + len(one.cells[1]) for one in moments))
    laid = [matrices for one in moments if (matrices := _laid(*one.networks)) is not None]
    values = [_correlation(*matrices) for matrices in laid]
    correlation = float(np.mean(values)) if values else None
    chance = _chance(laid, float(np.mean(values)), np.random.default_rng(seed)) if values else None
    same = [value for one in moments if (value := _same_groups(*one.networks, method, seed)) is not None]
    return Validity(
        months,
        len(moments),
        precision,
        recall,
        f1,
        correlation,
        chance,
        len(laid),
        float(np.mean(same)) if same else None,
    )


def _laid(one: Network, other: Network) -> tuple[Reals, Reals] | None:
    """The matrices of both over the actors of either; None where nothing varies in the second one."""
    ids = sorted({node.id for node in (*one.rows, *other.rows)})
    if len(ids) < _LEAST:
        return None
    place = {name: number for number, name in enumerate(ids)}
    made = []
    for side in (one, other):
        matrix = np.zeros((len(ids), len(ids)))
        here = [place[node.id] for node in side.rows]
        if here:
            matrix[np.ix_(here, here)] = side.matrix
        made.append(matrix)
    upper = np.triu_indices(len(ids), 1)
    return None if np.ptp(made[1][upper]) == 0 else (made[0], made[1])


def _correlation(one: Reals, other: Reals) -> float:
    """Pearson's r of the ties; 0 for a first network in which nothing varies, for it tells nothing."""
    upper = np.triu_indices(len(one), 1)
    return 0.0 if np.ptp(one[upper]) == 0 else float(np.corrcoef(one[upper], other[upper])[0, 1])


def _chance(laid: list[tuple[Reals, Reals]], found: float, random: np.random.Generator) -> float:
    """The share of permutations in which the mean correlation is as high; the observed order is one of them."""
    as_high = 1
    for _ in range(_PERMUTATIONS):
        values = []
        for one, other in laid:
            order = random.permutation(len(one))
            values.append(_correlation(one, other[np.ix_(order, order)]))
        as_high += float(np.mean(values)) >= found - 1e-12
    return as_high / (_PERMUTATIONS + 1)


def _same_groups(one: Network, other: Network, method: Method, seed: int) -> float | None:
    shared = {node.id for node in one.rows} & {node.id for node in other.rows}
    if len(shared) < _LEAST:
        return None
    labels: list[Labels] = []
    for side in (one, other):
        found = dict(
            zip([node.id for node in side.rows], grouped(side.matrix, method, seed=seed).tolist(), strict=True)
        )
        labels.append(np.array([found[name] for name in sorted(shared)], dtype=np.int64))
    return adjusted_rand(labels[0], labels[1])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

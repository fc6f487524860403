"""Measures of agreement between coders, for the review app and for benchmarks; pure functions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, combinations
from typing import TYPE_CHECKING, Literal

from onrecord.errors import MissingExtra
from onrecord.types import Spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

Level = Literal["nominal", "ordinal"]

#: What the coders said of one unit, in the order of the coders; None where one did not see it.
Ratings = Sequence[Sequence[Hashable | None]]

# The library makes a table of values x values for every unit: from here on, alpha is counted without it.
_LIBRARY_VALUES = 40
# Bootstrap: 1000 rounds give the ends of a 95 % interval to about 0.01 (tried on 100 units, five seeds); below ten
# units (or articles, where units of one stand together) an interval would promise more than there is.
_ROUNDS, _LEAST_GROUPS = 1000, 10
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree; ``alpha`` is None where it is not defined, and ``why`` says why in words.

    ``units`` are those that two coders or more gave a value, ``pairs`` the pairs of values in them, ``percent`` the
    share of pairs that are the same (0 to 1), ``low`` and ``high`` the 95 % interval of alpha.
    """

    units: int
    pairs: int
    percent: float | None
    alpha: float | None
    low: float | None = None
    high: float | None = None
    why: str | None = None


def agreement(
    ratings: Ratings,
    level: Level = "nominal",
    *,
    order: Sequence[Hashable] = (),
    groups: Sequence[Hashable] | None = None,
    interval: bool = True,
    seed: int = 0,
) -> Agreement:
    """Krippendorff's alpha with a bootstrap interval, and the plain share of pairs that agree.

    ``order`` are the values of an ordinal scale from one end to the other; ``groups`` name for each unit the article
    that it stands in: units of one article are drawn together, because they are not independent of each other.
    """
    import numpy as np

    paired = [number for number, unit in enumerate(ratings) if sum(value is not None for value in unit) > 1]
    same = pairs = 0
    for number in paired:
        for one, other in combinations([value for value in ratings[number] if value is not None], 2):
            pairs += 1
            same += one == other
    if not paired:
        return Agreement(0, 0, None, None, why=_nothing_paired(ratings))
    percent = same / pairs
    met = {value for number in paired for value in ratings[number] if value is not None}
    if len(met) == 1:
        why = f"Everybody gave every unit the same value ({met.pop()}): where nothing varies, alpha is not defined"
        return Agreement(len(paired), pairs, percent, None, why=why)
    values = [value for value in order if value in met] if order else sorted(met, key=str)
    if len(values) < len(met):
        raise ValueError(f"Values that the scale does not have: {sorted(met.difference(order), key=str)}")
    place = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(paired), len(values)))
    for row, number in enumerate(paired):
        for value in ratings[number]:
            if value is not None:
                counts[row, place[value]] += 1
    # a value that the scale has and nobody chose would not change alpha: its count is 0
    alpha = _alpha(counts, level)
    if not interval:
        return Agreement(len(paired), pairs, percent, alpha)
    named = [number if groups is None else groups[number] for number in paired]
    low, high = _interval(counts, level, named, seed)
    return Agreement(len(paired), pairs, percent, alpha, low, high)


def _nothing_paired(ratings: Ratings) -> str:
    coders = {place for unit in ratings for place, value in enumerate(unit) if value is not None}
    if not coders:
        return "Nobody has coded anything yet"
    if len(coders) == 1:
        return "Only one person has coded: agreement needs two"
    return "No unit was coded by two people"


def _alpha(counts: Matrix, level: Level) -> float:
    import numpy as np

    if counts.shape[1] > _LIBRARY_VALUES and level == "nominal":
        return float(_resampled(counts, level, np.ones((1, len(counts))))[0])
    try:
        import krippendorff
    except ImportError as error:
        raise MissingExtra("Agreement between coders needs krippendorff: pip install 'onrecord[serve]'") from error
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))


def _interval(counts: Matrix, level: Level, groups: Sequence[Hashable], seed: int) -> tuple[float | None, float | None]:
    """The middle 95 % of alpha over units drawn anew with replacement, whole groups at a time."""
    import numpy as np

    numbers: dict[Hashable, int] = {}
    of_unit = np.array([numbers.setdefault(group, len(numbers)) for group in groups])
    if len(numbers) < _LEAST_GROUPS:
        return None, None
    drawn = np.random.default_rng(seed).multinomial(len(numbers), [1 / len(numbers)] * len(numbers), size=_ROUNDS)
    found = _resampled(counts, level, drawn[:, of_unit].astype(float))
    found = found[~np.isnan(found)]  # rounds in which nothing varied
    if len(found) < _ROUNDS / 2:
        return None, None
    low, high = np.percentile(found, _TAILS)
    return float(low), float(high)


def _resampled(counts: Matrix, level: Level, weights: Matrix) -> Matrix:
    """Alpha for each row of ``weights``, which says how often each unit counts; not a number where nothing varies."""
    import numpy as np

    sizes = counts.sum(axis=1)
    margins = weights @ counts
    total = margins.sum(axis=1)
    if level == "nominal":
        seen = weights @ ((sizes**2 - (counts**2).sum(axis=1)) / (sizes - 1))
        expected = total**2 - (margins**2).sum(axis=1)
    else:
        together = counts[:, :, None] * counts[:, None, :] / (sizes - 1)[:, None, None]
        below = np.cumsum(margins, axis=1) - margins / 2  # where the middle of each value lies among all values given
        apart = (below[:, :, None] - below[:, None, :]) ** 2
        seen = (np.tensordot(weights, together, axes=1) * apart).sum(axis=(1, 2))
        expected = (margins[:, :, None] * margins[:, None, :] * apart).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (total - 1) * seen / np.where(expected == 0, np.nan, expected))


# ---------------------------------------------------------------- places in a text


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """How far two coders mark the same passages; ``f1`` is None where neither marked any."""

    matched: int
    only_one: int
    only_other: int
    f1: float | None
    exact: int


def overlap(one: Spans, other: Spans) -> float:
    """The share of code points in both among those in either, from 0 to 1."""
    shared = sum(max(0, min(a.end, b.end) - max(a.begin, b.begin)) for a in one for b in other)
    either = sum(span.end - span.begin for span in (*one, *other)) - shared
    return shared / either if either else float(one == other)


def match(shares: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """Pairs of row and column, one to one: as many as can be, the greater shares first.

    Only pairs with a share above 0 and of ``least`` or more.
    """
    edges = sorted(
        ((share, row, column) for row, line in enumerate(shares) for column, share in enumerate(line)),
        key=lambda edge: (-edge[0], edge[1], edge[2]),
    )
    open_to: dict[int, list[int]] = {}
    for share, row, column in edges:
        if share > 0 and share >= least:
            open_to.setdefault(row, []).append(column)
    taken: dict[int, int] = {}  # column to row
    for _, row, column in edges:
        if column in open_to.get(row, ()) and column not in taken and row not in taken.values():
            taken[column] = row
    for row in open_to:
        if row not in taken.values():
            _place(row, open_to, taken, set())
    return sorted((row, column) for column, row in taken.items())


def _place(row: int, open_to: dict[int, list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find a column for the row, if need be by moving others (Kuhn's augmenting paths)."""
    for column in open_to[row]:
        if column in tried:
            continue
        tried.add(column)
        if column not in taken or _place(taken[column], open_to, taken, tried):
            taken[column] = row
            return True
    return False


def span_agreement(texts: Sequence[tuple[Sequence[Spans], Sequence[Spans]]], tolerance: float = 0.5) -> SpanAgreement:
    """Match the passages of two coders one to one, text by text, where they overlap by ``tolerance`` or more.

    1 asks for the same passage; 0 for one shared code point.
    """
    matched = exact = ones = others = 0
    for first, second in texts:
        ones, others = ones + len(first), others + len(second)
        shares = [[overlap(one, other) for other in second] for one in first]
        for row, column in match(shares, tolerance):
            matched += 1
            exact += first[row] == second[column]
    f1 = 2 * matched / (ones + others) if ones + others else None
    return SpanAgreement(matched, ones - matched, others - matched, f1, exact)


def unitizing_alpha(length: int, coders: Sequence[Sequence[tuple[int, int]]]) -> float | None:
    """Krippendorff's alpha for marking units on a line of ``length``: one category, units of a coder do not overlap.

    None where fewer than two coded or nobody marked anything. Krippendorff, Content Analysis (2004), chapter 11.6.
    """
    observed, expected = unitizing_disagreement(length, coders)
    return None if len(coders) < 2 or not expected else 1 - observed / expected


def unitizing_disagreement(length: int, coders: Sequence[Sequence[tuple[int, int]]]) -> tuple[float, float]:
    """The observed and the expected disagreement that the alpha of one category is made of."""
    lines = [_sections(length, sorted(units)) for units in coders]
    return _observed(length, lines), _expected(length, lines)


_Section = tuple[int, int, bool]


def _sections(length: int, units: Sequence[tuple[int, int]]) -> list[_Section]:
    """The line cut into units and gaps."""
    found: list[_Section] = []
    place = 0
    for begin, end in units:
        if begin < place or end > length or end <= begin:
            raise ValueError(f"Units of one coder have to lie apart, within 0 and {length}: {begin} to {end} does not")
        if begin > place:
            found.append((place, begin, False))
        found.append((begin, end, True))
        place = end
    if place < length:
        found.append((place, length, False))
    return found


def _observed(length: int, lines: Sequence[Sequence[_Section]]) -> float:
    total = 0.0
    for one, other in combinations(lines, 2):
        here = there = 0
        while here < len(one) and there < len(other):
            (b, e, unit), (c, f, also) = one[here], other[there]
            if unit and also:
                total += 2 * ((b - c) ** 2 + (e - f) ** 2)
            elif unit and c <= b and e <= f:
                total += 2 * (e - b) ** 2
            elif also and b <= c and f <= e:
                total += 2 * (f - c) ** 2
            here, there = here + (e <= f), there + (f <= e)
    return total / (len(lines) * (len(lines) - 1) * length**2) if len(lines) > 1 else 0.0


def _expected(length: int, lines: Sequence[Sequence[_Section]]) -> float:
    units = [e - b for line in lines for b, e, unit in line if unit]
    gaps = [e - b for line in lines for b, e, unit in line if not unit]
    gaps.sort()
    above = [0, *accumulate(reversed(gaps))]  # how long the so many longest gaps are together
    total = 0.0
    for size in units:
        inner = (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        longer = len(gaps) - bisect_left(gaps, size)
        total += inner + size**2 * (above[longer] - longer * (size - 1))
    whole = len(lines) * length
    below = whole * (whole - 1) - sum(size * (size - 1) for size in units)
    return 2 / length * total / below if below else 0.0


@cache
def in_words(alpha: float) -> str:
    """What an alpha of this size is held to be worth, after Krippendorff (2004, p. 241)."""
    # His own bounds: rely on .800 and more, draw tentative conclusions from .667 on.
    if alpha >= 0.8:
        return "reliable"
    return "enough for tentative conclusions" if alpha >= 0.667 else "not reliable"

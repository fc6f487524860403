"""Windows over time: on the calendar, around a moving day, or of so many events."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.networks.asking import Kernel, Unit, Windows

Days = NDArray[np.int32]

_LAST_DAY = date.max.toordinal()
_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
# Nobody looks at more pictures than this, and one stray date (year 9999) would ask for millions.
MOST_WINDOWS = 10_000


class Span(NamedTuple):
    """The days of a window by ordinal; ``middle`` is the day that a centred one lies around, in unclipped width."""

    first: int
    last: int
    middle: int | None = None
    before: int = 0
    after: int = 0


def spans(days: Days, asked: Windows, since: date | None, until: date | None) -> Iterator[Span]:
    """The windows over positions of these days, which are sorted and have no undated one.

    The range is the period that is asked for, or else goes from the first day to the last. Raises OnrecordError where
    it would take more than MOST_WINDOWS.
    """
    if len(days) == 0:
        return
    if asked.unit is Unit.EVENTS:
        yield from _of_events(days, asked)
        return
    first = since.toordinal() if since else int(days[0])
    last = until.toordinal() if until else int(days[-1])
    last = max(first, last)
    _check(_index(last, asked.unit) - _index(first, asked.unit), asked)
    if asked.kernel is not None:
        yield from _smoothed(first, last, asked)
    elif asked.centred:
        yield from _centred(first, last, asked)
    else:
        yield from _on_calendar(first, last, asked)


def shares(days: Days, span: Span, kernel: Kernel) -> NDArray[np.float64]:
    """How much a position of each day counts around the middle of a window.

    u is the distance in half widths. The uniform kernel is 1/2, the triangular one 1 - |u|, the one of Epanechnikov
    3/4 (1 - u^2), each of them 0 outside of the window; the Gaussian one is the standard normal density and reaches
    everywhere (Wand and Jones 1995, section 2.7).
    """
    assert span.middle is not None
    distance = days.astype(np.float64) - span.middle
    u = np.where(distance < 0, distance / max(span.before, 1), distance / max(span.after, 1))
    if kernel is Kernel.GAUSSIAN:
        return np.exp(-0.5 * u * u) / math.sqrt(2 * math.pi)
    inside = np.abs(u) <= 1
    if kernel is Kernel.UNIFORM:
        return np.where(inside, 0.5, 0.0)
    if kernel is Kernel.TRIANGULAR:
        return np.where(inside, 1 - np.abs(u), 0.0)
    return np.where(inside, 0.75 * (1 - u * u), 0.0)


def _on_calendar(first: int, last: int, asked: Windows) -> Iterator[Span]:
    index, end = _index(first, asked.unit), _index(last, asked.unit)
    while index <= end:
        after = index + asked.size
        yield Span(_start(index, asked.unit), _start(after, asked.unit) - 1)
        if after > end:
            return
        index += asked.step


def _centred(first: int, last: int, asked: Windows) -> Iterator[Span]:
    """Windows around a day, only those that lie in the range as a whole; an even size is one unit wider."""
    half = asked.size // 2
    for middle in _middles(first, last, asked):
        begin, end = _moved(middle, -half, asked.unit), _moved(middle, half, asked.unit)
        if begin >= first and end <= last:
            yield Span(begin, end, middle, middle - begin, end - middle)


def _smoothed(first: int, last: int, asked: Windows) -> Iterator[Span]:
    """Windows around every middle of the range, cut off at its ends; an odd size is one unit wider."""
    half = (asked.size + 1) // 2
    for middle in _middles(first, last, asked):
        begin, end = _moved(middle, -half, asked.unit), _moved(middle, half, asked.unit)
        before, after = middle - begin, end - middle
        if asked.kernel is Kernel.GAUSSIAN:
            yield Span(first, last, middle, before, after)
        else:
            yield Span(max(begin, first), min(end, last), middle, before, after)


def _middles(first: int, last: int, asked: Windows) -> Iterator[int]:
    number = 0
    while (middle := _moved(first, number * asked.step, asked.unit)) <= last:
        yield middle
        if middle == _LAST_DAY:
            return
        number += 1


def _of_events(days: Days, asked: Windows) -> Iterator[Span]:
    """Windows of so many positions; all of the first and of the last day are in, for none of them comes first."""
    _check(len(days) - asked.size, asked)
    previous: Span | None = None
    begin = 0
    while True:
        end = min(begin + asked.size, len(days))
        span = Span(int(days[begin]), int(days[end - 1]))
        if span != previous:
            yield span
        previous = span
        begin += asked.step
        if end == len(days) or begin >= len(days):
            return


def _check(moves: int, asked: Windows) -> None:
    count = moves // asked.step + 1
    if count > MOST_WINDOWS:
        raise OnrecordError(
            f"That would be {count:,} windows, more than {MOST_WINDOWS:,}. "
            "Take a larger step or unit, or a period (a stray date may stretch the range)."
        )


def _index(day: int, unit: Unit) -> int:
    """The number of the unit in which a day lies."""
    if unit is Unit.DAYS:
        return day
    if unit is Unit.WEEKS:
        return (day - 1) // 7
    on = date.fromordinal(day)
    return (on.year * 12 + on.month - 1) // _MONTHS[unit]


def _start(index: int, unit: Unit) -> int:
    """The first day of a unit; the day after the last of the calendar where the calendar has no such unit."""
    if unit is Unit.DAYS:
        return min(index, _LAST_DAY + 1)
    if unit is Unit.WEEKS:
        return min(index * 7 + 1, _LAST_DAY + 1)
    year, month = divmod(index * _MONTHS[unit], 12)
    return date(year, month + 1, 1).toordinal() if year <= date.max.year else _LAST_DAY + 1


def _moved(day: int, units: int, unit: Unit) -> int:
    """A day so many units on or back, the last of the month where that has no such day; cut off at the calendar."""
    if unit is Unit.DAYS:
        return min(max(day + units, 1), _LAST_DAY)
    if unit is Unit.WEEKS:
        return min(max(day + 7 * units, 1), _LAST_DAY)
    on = date.fromordinal(day)
    year, month = divmod(on.year * 12 + on.month - 1 + units * _MONTHS[unit], 12)
    if year > date.max.year:
        return _LAST_DAY
    if year < date.min.year:
        return 1
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1])).toordinal()

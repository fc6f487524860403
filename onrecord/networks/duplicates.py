"""Duplicates: the same position of the same actor, said again, counts once where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.asking import Count, Duplicates
from onrecord.networks.columns import NONE, UNDATED, Columns, Flags

Numbers = NDArray[np.int64]

# Ordinal 1 is the first of January of the year 1, a Monday.
_WEEK = 7


def once(columns: Columns, count: Count, level: NDArray[np.int8] | None) -> Flags:
    """Which rows count where utterances, articles or every statement are counted.

    The first report of an utterance counts, and the first paper of a story for what no statement says; where reports of
    one utterance differ in what the position is, each of the two positions counts. By articles, each paper counts once.
    """
    if count is Count.ARTICLES:
        return first_ones(columns, Duplicates.DOCUMENT, level)
    if count is Count.STATEMENTS or not np.any(columns.saying != NONE):
        return np.ones(len(columns), dtype=np.bool_)
    order = _in_time(columns)
    alone = np.where(columns.saying == NONE, np.arange(len(columns)), NONE)
    parts: list[NDArray[np.generic]] = [columns.actor, columns.option, columns.saying, alone]
    return _firsts(columns, order, parts if level is None else [*parts, level])


def first_ones(columns: Columns, rule: Duplicates, level: NDArray[np.int8] | None) -> Flags:
    """Which rows are the first of their actor, option and level in their document, week, month, year or the range.

    The first is the earliest, and of one day the first by id. Weeks begin on Monday; a month is that of one
    year. ``level`` is None where the stance is ignored. A position without a date is in no week, month or year: it is
    compared within its document.
    """
    if rule is Duplicates.INCLUDE or len(columns) == 0:
        return np.ones(len(columns), dtype=np.bool_)
    order = _in_time(columns)
    parts: list[NDArray[np.generic]] = [columns.actor, columns.option, *_within(columns, rule)]
    if level is not None:
        parts.append(level)
    return _firsts(columns, order, parts)


def _firsts(columns: Columns, order: NDArray[np.intp], parts: Sequence[NDArray[np.generic]]) -> Flags:
    """The first row in an order of each combination of parts."""
    key = _key([part[order] for part in parts])
    _, first = np.unique(key, return_index=True)
    kept = np.zeros(len(columns), dtype=np.bool_)
    kept[order[first]] = True
    return kept


def _in_time(columns: Columns) -> NDArray[np.intp]:
    """Places in the order of days; the undated ones come last, for no dated one is a repetition of them."""
    day = columns.day
    return np.lexsort((columns.ids.astype(np.str_), day, day == UNDATED))


def _within(columns: Columns, rule: Duplicates) -> list[NDArray[np.generic]]:
    """What two positions must share, besides actor, option and level, to be one."""
    if rule is Duplicates.RANGE:
        return []
    if rule is Duplicates.DOCUMENT:
        return [columns.article]
    day = columns.day
    undated = day == UNDATED
    return [_period(day, rule), np.where(undated, columns.article, -1)]


def _period(day: NDArray[np.int32], rule: Duplicates) -> Numbers:
    """The number of the week, month or year of each day; -1 where there is no day."""
    numbers = day.astype(np.int64) - 1
    if rule is Duplicates.WEEK:
        periods = numbers // _WEEK
    else:
        epoch = np.datetime64("0001-01-01", "D")
        unit = "datetime64[M]" if rule is Duplicates.MONTH else "datetime64[Y]"
        periods = (epoch + numbers).astype(unit).astype(np.int64)
    return np.where(day == UNDATED, np.int64(np.iinfo(np.int64).min), periods)


def _key(parts: Sequence[NDArray[np.generic]]) -> Numbers:
    """One number for each combination of parts; compressed as it grows so that it can not overflow."""
    key: Numbers = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        _, codes = np.unique(part, return_inverse=True)
        _, key = np.unique(key * (int(codes.max()) + 1) + codes, return_inverse=True)
    return key.astype(np.int64)

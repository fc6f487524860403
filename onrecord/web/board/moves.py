"""Changes over time: ``networks.shifts`` over columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.networks import shifts
from onrecord.networks.stands import day_of
from onrecord.types import DateInterval, ReportedShift, Scope, Shift
from onrecord.web.board.courses import courses, stand_keys
from onrecord.web.board.rows import STEPS, Flags, Lists, Numbers, Rows, day_of_ordinals, position_at


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """All changes of a board: columns of those between dates, and what texts tell, as ``networks.shifts`` finds them.

    ``before`` and ``after`` are places of rows; all sorted by actor.
    """

    actor: Numbers
    before: Numbers
    after: Numbers
    told: Mapping[str, tuple[Shift, ...]]

    def of(self, actor: str, rows: Rows, lists: Lists) -> tuple[Shift, ...]:
        """The changes of one actor, those between dates first."""
        place = lists.actors.place.get(actor)
        if place is None:
            return self.told.get(actor, ())
        begin, end = np.searchsorted(self.actor, [place, place + 1]).tolist()
        between = [self.shift(rows, lists, at) for at in range(begin, end)]
        return (*sorted(between, key=lambda shift: day_of(shift.date)), *self.told.get(actor, ()))

    def shift(self, rows: Rows, lists: Lists, at: int) -> Shift:
        """One of the changes between dates."""
        return _shift(rows, lists, int(self.before[at]), int(self.after[at]))


def changes_of(
    rows: Rows, lists: Lists, reported: Sequence[ReportedShift] = (), before: tuple[Changes, Flags] | None = None
) -> Changes:
    """Every change of a stand between dates and every change that a text reports.

    ``before`` are the changes of a board that differs by the positions of some actors only, and which these are: what
    is told of the others is taken over.
    """
    pairs = _between_dates(rows)
    actor = rows.actor[pairs[:, 1]]
    by_actor = np.argsort(actor, kind="stable")
    told = _told(rows, lists, reported, before[1] if before else None)
    if before is not None:
        touched = {lists.actors.names[place] for place in np.flatnonzero(before[1]).tolist()}
        told |= {one: found for one, found in before[0].told.items() if one not in touched}
    return Changes(actor[by_actor], pairs[by_actor, 0], pairs[by_actor, 1], told)


def _told(
    rows: Rows, lists: Lists, reported: Sequence[ReportedShift], among: Flags | None
) -> dict[str, tuple[Shift, ...]]:
    """What texts tell of changes, by actor; only of the actors that are meant."""
    # Only where a text marks a position as former, or reports a change, the whole of a stand has to be looked at.
    named = np.zeros(len(lists.actors), dtype=np.bool_)
    named[[lists.actors.place[one.actor] for one in reported if one.actor in lists.actors.place]] = True
    looked_at = (_with_former(rows) | named[rows.actor]) & ~rows.derived
    meant = list(reported)
    if among is not None:
        looked_at &= among[rows.actor]
        meant = [one for one in reported if one.actor in lists.actors.place and among[lists.actors.place[one.actor]]]
    positions = [position_at(rows, lists, place) for place in np.flatnonzero(looked_at).tolist()]
    told: dict[str, list[Shift]] = {}
    for shift in shifts(positions, meant):
        if shift.reported:
            told.setdefault(shift.actor, []).append(shift)
    return {one: tuple(found) for one, found in told.items()}


def _with_former(rows: Rows) -> Flags:
    """The rows of those stands of which a text marks a position as former."""
    every = stand_keys(rows, np.arange(len(rows)))
    found: Flags = np.isin(every, every[rows.former])
    return found


def _between_dates(rows: Rows) -> Numbers:
    """Pairs of rows, before and after each change: the deciding ones as the days go by."""
    dated = np.flatnonzero(~rows.derived & ~rows.former & (rows.last > 0))
    return _steps(rows, *courses(rows, dated))


def _steps(rows: Rows, deciding: Numbers, group: Numbers) -> Numbers:
    """The changes along each course; of two dates that overlap, none is the later one."""
    stance = rows.stance[deciding]
    changing = np.flatnonzero((group[1:] == group[:-1]) & (stance[1:] != stance[:-1])) + 1
    moving = np.isin(group, group[changing])
    deciding, group = deciding[moving], group[moving]
    told = zip(
        deciding.tolist(),
        group.tolist(),
        rows.stance[deciding].tolist(),
        rows.first[deciding].tolist(),
        rows.last[deciding].tolist(),
        strict=True,
    )
    pairs: list[tuple[int, int]] = []
    standing, of, held, until = -1, -1, -1, 0
    for row, which, said, first, last in told:
        if which == of and said != held:
            if until >= first:
                continue
            pairs.append((standing, row))
        standing, of, held, until = row, which, said, last
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _shift(rows: Rows, lists: Lists, before: int, after: int) -> Shift:
    return Shift(
        lists.actors.names[int(rows.actor[after])],
        lists.options.names[int(rows.option[after])],
        Scope.OWN if rows.own[after] else Scope.GENERAL,
        STEPS[int(rows.stance[before])],
        STEPS[int(rows.stance[after])],
        (rows.id[before], rows.id[after]),
        False,
        day_of_ordinals(int(rows.first[after]), int(rows.last[after])),
    )


def within(day: DateInterval | None, since: int, until: int) -> bool:
    """Whether a date touches a period of ordinals, 0 for an open end; undated claims never enter a dated one."""
    if not since and not until:
        return True
    if day is None:
        return False
    return day.last.toordinal() >= since and (not until or day.first.toordinal() <= until)

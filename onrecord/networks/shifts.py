"""Changes of an actor's stand over time, and changes that a text reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.networks.stands import StandKey, by_precedence, course, day_of, stands
from onrecord.types import DateInterval, Position, ReportedShift, Shift, Stance, Stand, Tense

_ReportedKey = tuple[str, str | None, Stance | None, Stance | None]


def shifts(positions: Iterable[Position], reported: Sequence[ReportedShift] = ()) -> tuple[Shift, ...]:
    """Every change of a stand between dates, then every change that a text reports, both in the order of days.

    ``positions`` of a shift name the position before and the one after. Of a reported shift they name the reports, or
    the position that the text marks as former and the one that stands now. Derived positions make no shift, and a
    former position that only repeats a change between dates makes no second one.
    """
    coded = tuple(position for position in positions if not position.derived)
    told = tuple(_told(reported))
    dated = tuple(_between_dates(coded))
    covered = {(shift.actor, shift.option) for shift in told}
    seen = {(shift.actor, shift.option, shift.scope, shift.before, shift.after) for shift in dated}
    former = tuple(
        shift
        for shift in _from_former(coded)
        if (shift.actor, shift.option) not in covered
        and (shift.actor, shift.option, shift.scope, shift.before, shift.after) not in seen
    )
    return (*sorted(dated, key=_in_order), *sorted((*told, *former), key=_in_order))


def _in_order(shift: Shift) -> tuple[int, str, str, str, tuple[str, ...]]:
    return day_of(shift.date), shift.actor, shift.option or "", shift.scope or "", shift.positions


def _between_dates(positions: Sequence[Position]) -> Iterator[Shift]:
    groups: dict[StandKey, list[Position]] = {}
    for position in positions:
        if position.tense is Tense.CURRENT and position.date is not None:
            groups.setdefault((position.actor, position.option, position.scope), []).append(position)
    for (actor, option, scope), group in groups.items():
        for before, after in _changes(group):
            pair = (before.id, after.id)
            yield Shift(actor, option, scope, before.stance, after.stance, pair, False, after.date)


def _changes(group: Sequence[Position]) -> Iterator[tuple[Position, Position]]:
    """The deciding positions before and after each change; of two dates that overlap, none is the later one."""
    standing: Position | None = None
    for deciding in course(group):
        if standing is not None and deciding.stance is not standing.stance:
            if not _later(deciding.date, standing.date):
                continue
            yield standing, deciding
        standing = deciding


def _later(date: DateInterval | None, than: DateInterval | None) -> bool:
    return date is not None and than is not None and than.last < date.first


def _told(reported: Sequence[ReportedShift]) -> Iterator[Shift]:
    """Reported changes; the same change told by several articles is one."""
    groups: dict[_ReportedKey, list[ReportedShift]] = {}
    for change in reported:
        groups.setdefault((change.actor, change.option, change.before, change.after), []).append(change)
    for (actor, option, before, after), group in groups.items():
        # The first report comes first; one without a date may be of any day and comes last.
        ordered = sorted(group, key=lambda change: (change.date is None, day_of(change.date), change.id))
        yield Shift(actor, option, None, before, after, tuple(c.id for c in ordered), True, ordered[0].date)


def _from_former(positions: Sequence[Position]) -> Iterator[Shift]:
    """A position that the text marks as former, against the one that stands now."""
    now: dict[StandKey, Stand] = {(stand.actor, stand.option, stand.scope): stand for stand in stands(positions)}
    seen: set[tuple[StandKey, Stance]] = set()
    for position in by_precedence([position for position in positions if position.tense is Tense.FORMER]):
        key = (position.actor, position.option, position.scope)
        stand = now.get(key)
        if stand is None or stand.stance is position.stance or (key, position.stance) in seen:
            continue
        seen.add((key, position.stance))
        pair = (position.id, stand.positions[0])
        yield Shift(*key, position.stance, stand.stance, pair, True, stand.date)

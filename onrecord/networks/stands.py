"""What the positions of an actor on an option add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.types import DateInterval, Position, Scope, Stand, Tense, Voice

VOICE_RANK: Mapping[Voice, int] = {Voice.OWN: 0, Voice.ATTRIBUTED: 1, Voice.REPORTED: 2}
"""Which voice comes first where they differ: the smaller number."""

StandKey = tuple[str, str, Scope]


def stands(positions: Iterable[Position]) -> tuple[Stand, ...]:
    """One stand per actor, option and scope, in the order in which they first appear.

    Own words come before attributed ones before reported ones; within a voice the latest decides, within a date
    the more extreme. Undated positions count as older than dated ones, former ones not at all, and derived ones
    only where nothing coded speaks. Of equals the surer one decides, then the one that stands later in its article,
    so that the order in which positions come never matters.
    """
    held: dict[StandKey, list[Position]] = {}
    for position in positions:
        if position.tense is Tense.CURRENT:
            held.setdefault((position.actor, position.option, position.scope), []).append(position)
    return tuple(_stand(key, group) for key, group in held.items())


def _stand(key: StandKey, group: Sequence[Position]) -> Stand:
    ordered = by_precedence(group)
    actor, option, scope = key
    return Stand(actor, option, scope, ordered[0].stance, tuple(p.id for p in ordered), ordered[0].date)


def by_precedence(group: Sequence[Position]) -> list[Position]:
    """The positions of one actor, option and scope, the one that decides first."""
    return sorted(group, key=_precedence)


def course(group: Sequence[Position]) -> list[Position]:
    """The positions of one actor, option and scope that decide in turn as the days go by, undated ones first."""
    days = sorted({day_of(position.date) for position in group})
    deciding = (by_precedence([p for p in group if day_of(p.date) <= day])[0] for day in days)
    return list({position.id: position for position in deciding}.values())


def _precedence(position: Position) -> tuple[bool, int, int, float, float, str, int, str]:
    return (
        position.derived,
        VOICE_RANK[position.voice],
        -day_of(position.date),
        -abs(position.stance.value_on_scale),
        -position.provenance.score,
        position.article,
        -position.evidence.begin,
        position.id,
    )


def day_of(date: DateInterval | None) -> int:
    """The last day of a date as a number; 0 where there is none, which sorts before every real day."""
    return date.last.toordinal() if date is not None else 0

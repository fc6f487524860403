"""Reading the map at a level: each position moves to the actor that it counts for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from onrecord.networks.bodies import bodies
from onrecord.types import Actor, ActorKind, Position, Provenance
from onrecord.version import __version__

MEMBER_METHOD = "member-of"
"""The provenance method of a position that a member holds through its group."""


class Level(StrEnum):
    """At which level the map is read; ``coded`` leaves every position with its own actor."""

    CODED = "coded"
    PERSON = "person"
    ORGANISATION = "organisation"
    PARTY = "party"
    STATE = "state"


_BODIES_AT: Mapping[Level, frozenset[ActorKind]] = {
    Level.ORGANISATION: frozenset({ActorKind.ORGANISATION, ActorKind.PARTY, ActorKind.STATE}),
    Level.PARTY: frozenset({ActorKind.PARTY}),
    Level.STATE: frozenset({ActorKind.STATE}),
}


def lift(positions: Iterable[Position], actors: Mapping[str, Actor], level: Level) -> tuple[Position, ...]:
    """The positions with the actors that they count for at that level.

    Who has no body of that level stays who they are. At state level a group with known members becomes its members,
    marked as derived, but for those that are coded from the same passage: there the text itself names them beside it.
    """
    coded = tuple(positions)
    if level in (Level.CODED, Level.PERSON):
        return coded
    return tuple(new for position in coded for new in _lifted(position, coded, actors, level))


def _lifted(
    position: Position, coded: Sequence[Position], actors: Mapping[str, Actor], level: Level
) -> Iterator[Position]:
    actor = actors.get(position.actor)
    if actor is None:
        yield position
    elif actor.kind is ActorKind.GROUP:
        yield from _expanded(position, actor, coded, actors) if level is Level.STATE else (position,)
    else:
        yield replace(position, actor=counts_for(position.actor, actors, level))


def counts_for(actor: str, actors: Mapping[str, Actor], level: Level) -> str:
    """Id of the body of that level that an actor counts for, its own where there is none."""
    wanted = _BODIES_AT.get(level, frozenset())
    if actor not in actors or actors[actor].kind in wanted:
        return actor
    return next((body for body in bodies(actor, actors) if actors[body].kind in wanted), actor)


def members_at_state(group: Actor, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """For whom the members of a group count at state level, those of groups within it too, each once."""
    found: dict[str, None] = {}
    seen = {group.id}
    waiting = list(group.members)
    while waiting:
        member = waiting.pop(0)
        if member in seen:
            continue
        seen.add(member)
        known = actors.get(member)
        if known is not None and known.kind is ActorKind.GROUP and known.members:
            waiting = [*known.members, *waiting]
        else:
            found[counts_for(member, actors, Level.STATE)] = None
    return tuple(found)


def _expanded(
    position: Position, group: Actor, coded: Sequence[Position], actors: Mapping[str, Actor]
) -> Iterator[Position]:
    named_beside = {
        end
        for other in coded
        if other.article == position.article
        and other.option == position.option
        and other.actor != group.id
        and other.evidence.overlaps(position.evidence)
        for end in (other.actor, counts_for(other.actor, actors, Level.STATE))
    }
    members = [member for member in members_at_state(group, actors) if member not in named_beside]
    if not members:
        yield position
    for member in members:
        provenance = Provenance(MEMBER_METHOD, __version__, position.provenance.score)
        yield replace(position, id=f"{position.id}>{member}", actor=member, derived=True, provenance=provenance)

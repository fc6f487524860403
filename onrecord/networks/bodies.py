"""Which bodies an actor counts for: the chain of affiliations up to the state."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.networks.offices import speaks_for_state
from onrecord.types import Actor, ActorKind


def bodies(actor: str, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Ids of the bodies that an actor counts for, the nearest first.

    An office holder without a known affiliation counts for its state; who has another role there (the opposition, a
    lawmaker, a farmer) does not. A party is the end of the chain: neither it nor who speaks for it speaks for the
    state in which it stands for election.
    """
    chain: list[str] = []
    known = actors.get(actor)
    while known is not None:
        above = _above(known, actors)
        if above is None or above not in actors or above == actor or above in chain:
            break
        chain.append(above)
        known = actors[above]
    return tuple(chain)


def _above(known: Actor, actors: Mapping[str, Actor]) -> str | None:
    if known.kind is ActorKind.PARTY:
        return None
    if known.kind is not ActorKind.PERSON or not known.role:
        return known.affiliation
    above = known.affiliation or known.state
    state = above is not None and above in actors and actors[above].kind is ActorKind.STATE
    return above if not state or speaks_for_state(known.role) else None


def home(actor: str, actors: Mapping[str, Actor]) -> str:
    """Id of the body under which an actor is listed: its state if known, else its topmost body, else itself."""
    known = actors.get(actor)
    if known is None or known.kind in (ActorKind.STATE, ActorKind.GROUP):
        return actor
    chain = bodies(actor, actors)
    for body in (actor, *chain):
        state = actors[body].state
        if actors[body].kind is ActorKind.STATE:
            return body
        if state is not None and state in actors:
            return state
    return chain[-1] if chain else actor

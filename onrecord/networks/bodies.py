"""Which bodies an actor counts for: the chain of affiliations up to the state."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.types import Actor, ActorKind


def bodies(actor: str, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Ids of the bodies that an actor counts for, the nearest first.

    An office holder without a known affiliation counts for its state. A party is the end of the chain:
    who speaks for a party does not speak for the state in which it stands for election.
    """
    chain: list[str] = []
    known = actors.get(actor)
    while known is not None:
        above = known.affiliation
        if above is None and known.kind is ActorKind.PERSON and known.role:
            above = known.state
        if above is None or above not in actors or above == actor or above in chain:
            break
        chain.append(above)
        known = actors[above]
        if known.kind is ActorKind.PARTY:
            break
    return tuple(chain)


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

"""Who the actors of a board are, for whom they count and under whom they are listed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from onrecord.networks import Level, bodies, counts_for, home
from onrecord.networks.lift import members_at_state
from onrecord.types import Actor, ActorKind
from onrecord.web.board.rows import Flags, Names, Numbers
from onrecord.web.finding import plain

KINDS = tuple(ActorKind)


class Crew:
    """The actors of a record with what the levels of the map need to know of them, each found out once.

    The columns of a board hold places in ``names``; an id that is no actor of the record is a name all the same.
    """

    def __init__(self, actors: Mapping[str, Actor], names: Names) -> None:
        """Take the actors; nothing is computed yet."""
        self.actors = actors
        self.names = names
        self._lifted: dict[Level, Numbers] = {}
        self._members: dict[int, tuple[int, ...]] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._spelled: dict[str, tuple[str, ...]] = {}

    def chain(self, actor: str) -> tuple[str, ...]:
        """The bodies that an actor counts for, the nearest first."""
        if actor not in self._chains:
            self._chains[actor] = bodies(actor, self.actors)
        return self._chains[actor]

    def counting_for(self, level: Level) -> Numbers:
        """For each actor the place of the one that it counts for at that level."""
        if level not in self._lifted:
            place = self.names.place
            found = [place.get(counts_for(one, self.actors, level), at) for at, one in enumerate(self.names.names)]
            self._lifted[level] = np.array(found, dtype=np.int64)
        return self._lifted[level]

    @cached_property
    def homes(self) -> Numbers:
        """For each actor the place of the body under which it is listed."""
        place = self.names.place
        found = [place.get(home(one, self.actors), at) for at, one in enumerate(self.names.names)]
        return np.array(found, dtype=np.int64)

    @cached_property
    def kinds(self) -> Numbers:
        """For each actor the place of its kind among the kinds; -1 where it is no actor of the record."""
        known = (self.actors.get(one) for one in self.names.names)
        return np.array([KINDS.index(actor.kind) if actor else -1 for actor in known], dtype=np.int64)

    def are(self, kind: ActorKind) -> Flags:
        """Which actors are of that kind."""
        found: Flags = self.kinds == KINDS.index(kind)
        return found

    @cached_property
    def counted(self) -> Mapping[str, tuple[int, ...]]:
        """For each body the places of the actors that count for it."""
        found: dict[str, list[int]] = {}
        for at, one in enumerate(self.names.names):
            for body in self.chain(one):
                found.setdefault(body, []).append(at)
        return {body: tuple(places) for body, places in found.items()}

    def under(self, body: str, *, listed: bool = True) -> Flags:
        """Which actors count for a body, itself included; with ``listed`` those too that are only listed under it."""
        found = np.zeros(len(self.names), dtype=np.bool_)
        place = self.names.place.get(body)
        if place is None:
            return found
        if listed:
            found |= self.homes == place
        found[[place, *self.counted.get(body, ())]] = True
        return found

    def name(self, actor: str | None) -> str:
        """The name of an actor; an id without an actor is its own name."""
        if actor is None:
            return "unnamed"
        known = self.actors.get(actor)
        return known.name if known else actor

    def spelled(self, actor: str) -> tuple[str, ...]:
        """The names of an actor without case and accents, each word behind a space."""
        if actor not in self._spelled:
            known = self.actors.get(actor)
            names = (known.name, *known.aliases) if known else (actor,)
            self._spelled[actor] = tuple(f" {plain(name).replace('-', ' ')}" for name in names)
        return self._spelled[actor]

    def members(self, group: int) -> tuple[int, ...]:
        """For whom the members of a group count among the states, as ``networks.lift`` has it."""
        if group not in self._members:
            place = self.names.place
            met = members_at_state(self.actors[self.names.names[group]], self.actors)
            self._members[group] = tuple(place[one] for one in met if one in place)
        return self._members[group]


def met_with(actors: Mapping[str, Actor]) -> set[str]:
    """The ids of all actors and of whom these name as affiliation, state or member."""
    named = {near for one in actors.values() for near in (one.affiliation, one.state, *one.members) if near}
    return named | set(actors)

"""What all articles together say of one sighted id, in sums that do not depend on the order of the articles."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from onrecord.actors.heard import heard
from onrecord.actors.lexicon import lexicon
from onrecord.actors.names import plain
from onrecord.types import Actor, ActorKind, Sighting

# A name, state or role counts as an actor's own where one sighting in ten has it: below that it is as often a misread
# article as not, and one such article in a thousand must not tie two persons together or tear one apart.
OWN = 0.1

# Sightings take less memory than their sums up to about here; nine in ten ids are never seen more often.
FEW = 3

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells one actor from another; all comparing is done on these.

    ``alone`` are actors that no likeness joins to another (states, groups, unnamed officials); ``listed`` is the id of
    the authority entry, if it is one.
    """

    person: bool
    alone: bool
    full: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    listed: str | None = None

    @property
    def joins_as_short(self) -> bool:
        """Whether it has a bare surname or an acronym only, so that it can but attach to a fuller one."""
        return not self.full and not self.alone and self.listed is None


@dataclass(slots=True)
class Held:
    """How often and on which days somebody was seen in a role."""

    seen: int = 0
    days: dict[date, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    def count(self, day: date | None, by: int) -> None:
        """Add a sighting (by 1) or take it away (by -1)."""
        self.seen += by
        if day is None:
            return
        _count(self.days, day, by)
        if by > 0:
            self.first = day if self.first is None else min(day, self.first)
            self.last = day if self.last is None else max(day, self.last)
        elif day in (self.first, self.last):
            self.first, self.last = min(self.days, default=None), max(self.days, default=None)

    def add(self, other: Held) -> None:
        """Add all that another one counted."""
        self.seen += other.seen
        _add(self.days, other.days)
        self.first, self.last = min(self.days, default=None), max(self.days, default=None)


# What an article's spelling of a name weighs that spells it in one way only; divided by the number of its spellings.
_ONE_SPELLING = 12


def _trust(actor: Actor) -> int:
    """An article that spells a surname in four ways, as translations by machine do, is worth a quarter for each."""
    return _trusted(actor.name, actor.aliases) if actor.aliases else _ONE_SPELLING


@lru_cache(maxsize=20_000)
def _trusted(name: str, aliases: tuple[str, ...]) -> int:
    surnames = {form.rpartition(" ")[2] for form in (name, *aliases)}
    if len(surnames) > 1:
        surnames = {plain(surname) for surname in surnames}
    return _ONE_SPELLING // min(_ONE_SPELLING, len(surnames))


@dataclass(slots=True)
class Counts:
    """What sightings say, added up."""

    names: dict[str, int] = field(default_factory=dict)
    spelt: dict[str, int] = field(default_factory=dict)  # names by how much their articles are to be trusted with them
    aliases: dict[str, int] = field(default_factory=dict)
    kinds: dict[ActorKind, int] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, int] = field(default_factory=dict)
    members: dict[tuple[str, ...], int] = field(default_factory=dict)
    roles: dict[tuple[str, str | None], Held] = field(default_factory=dict)

    def count(self, sightings: Iterable[Sighting], by: int) -> None:
        """Add sightings (by 1) or take them away (by -1)."""
        for sighting in sightings:
            actor = sighting.actor
            _count(self.names, actor.name, by)
            _count(self.spelt, actor.name, by * _trust(actor))
            _count(self.kinds, actor.kind, by)
            for alias in actor.aliases:
                _count(self.aliases, alias, by)
            if actor.state is not None:
                _count(self.states, actor.state, by)
            if actor.affiliation is not None:
                _count(self.bodies, actor.affiliation, by)
            if actor.members:
                _count(self.members, actor.members, by)
            if actor.role is not None:
                key = actor.role, actor.affiliation
                if key not in self.roles:
                    self.roles[key] = Held()
                self.roles[key].count(sighting.day, by)
                if not self.roles[key].seen:
                    del self.roles[key]

    def add(self, other: Counts) -> None:
        """Add all that another one counted."""
        _add(self.names, other.names)
        _add(self.spelt, other.spelt)
        _add(self.aliases, other.aliases)
        _add(self.kinds, other.kinds)
        _add(self.states, other.states)
        _add(self.bodies, other.bodies)
        _add(self.members, other.members)
        for key, held in other.roles.items():
            self.roles.setdefault(key, Held()).add(held)


@dataclass(slots=True)
class Profile:
    """The sightings of one id, added up; taking an article's sightings away again leaves no trace.

    Most ids are seen a few times only: their sightings are kept as they are, and added up when they are asked for.
    """

    id: str
    listed: Actor | None = None
    articles: int = 0
    seen: int = 0
    _few: tuple[Sighting, ...] = ()
    _many: Counts | None = None
    _rarest: int = field(default=0, compare=False)  # the count of the rarest of what is its own, as of its last traits

    def count(self, sightings: Iterable[Sighting], by: int) -> None:
        """Add an article's sightings (by 1) or take them away (by -1)."""
        some = tuple(sightings)
        self.articles += by
        self.seen += by * len(some)
        if self._many is not None:
            self._many.count(some, by)
        elif by > 0:
            self._few += some
        else:
            left = list(self._few)
            for sighting in some:
                left.remove(sighting)
            self._few = tuple(left)
        if len(self._few) > FEW:
            self._many, self._few = self.counts, ()

    def expects(self, sightings: Sequence[Sighting]) -> bool:
        """Whether its traits surely stay the same when these sightings are added."""
        after = (self.seen + len(sightings)) * OWN
        if self._many is None:
            return after <= 1 and all(any(s.actor == known.actor for known in self._few) for s in sightings)
        return after <= self._rarest and all(self._owns(self._many, sighting.actor) for sighting in sightings)

    def _owns(self, counts: Counts, actor: Actor) -> bool:
        """Whether all that an actor is here is its own already: more of it takes the place of nothing."""
        least = self.seen * OWN
        held = counts.roles.get((actor.role, actor.affiliation)) if actor.role is not None else None
        return (
            counts.names.get(actor.name, 0) >= least
            and len(counts.kinds) == 1
            and actor.kind in counts.kinds
            and all(counts.aliases.get(alias, 0) >= least for alias in actor.aliases)
            and (actor.state is None or counts.states.get(actor.state, 0) >= least)
            and (actor.role is None or (held is not None and held.seen >= least))
        )

    @property
    def counts(self) -> Counts:
        """What the sightings say; to be looked at only."""
        if self._many is not None:
            return self._many
        counts = Counts()
        counts.count(self._few, 1)
        return counts

    @property
    def empty(self) -> bool:
        """Whether neither an article nor an authority list knows it."""
        return not self.seen and self.listed is None

    def traits(self) -> Traits:
        """What tells this actor from others."""
        counts = self.counts
        self._rarest = self._least_own(counts) if self._many is not None else 0
        kind = self.listed.kind if self.listed is not None else most(counts.kinds)
        person = kind is ActorKind.PERSON
        alone = kind in (ActorKind.STATE, ActorKind.GROUP) or self.id.startswith("role:")
        states, held = self._own(counts.states), self._held(counts)
        if self.listed is not None and self.listed.state is not None:
            states = states | {self.listed.state}
        if alone:
            return Traits(person, alone, states=_shared(states), roles=_shared(held), listed=self._listed_id())
        forms = self._forms(counts)
        full = tuple(sorted(f for f in forms if (heard(f).given if person else not is_acronym(f))))
        short = tuple(sorted(forms.difference(full)))
        genders = _genders(full, held) if person else frozenset()
        words = _words_of(_shared(held)) if person else frozenset()
        return Traits(person, alone, full, short, _shared(states), words, _shared(genders), self._listed_id())

    def _listed_id(self) -> str | None:
        return self.listed.id if self.listed is not None else None

    def _least_own(self, counts: Counts) -> int:
        """The smallest count that is enough for what is its own."""
        least = self.seen * OWN
        numbers = chain(
            counts.names.values(),
            counts.aliases.values(),
            counts.states.values(),
            (held.seen for held in counts.roles.values()),
        )
        return min((number for number in numbers if number >= least), default=0)

    def _own(self, counts: Mapping[str, int]) -> frozenset[str]:
        least = self.seen * OWN
        return frozenset(item for item, number in counts.items() if number >= least)

    def _forms(self, counts: Counts) -> frozenset[str]:
        """The names that are its own; those of an authority list always are."""
        forms = self._own(counts.names) | self._own(counts.aliases)
        return forms | {self.listed.name, *self.listed.aliases} if self.listed is not None else forms

    def _held(self, counts: Counts) -> frozenset[str]:
        least = self.seen * OWN
        held = {role for (role, _), seen in counts.roles.items() if seen.seen >= least}
        if self.listed is not None:
            held |= {entry.role for entry in self.listed.roles} | ({self.listed.role} if self.listed.role else set())
        return frozenset(held)


def most(counts: Mapping[Item, int]) -> Item | None:
    """What was counted most; of equals, the first in the order of their writing."""
    if len(counts) < 2:
        return next(iter(counts), None)
    return min(counts, key=lambda item: (-counts[item], str(item)))


@lru_cache(maxsize=20_000)
def _shared(items: frozenset[str]) -> frozenset[str]:
    """One and the same set wherever its like occurs, as a hundred thousand actors have few states and roles."""
    return items


@lru_cache(maxsize=20_000)
def _words_of(roles: frozenset[str]) -> frozenset[str]:
    return _shared(frozenset(word for role in roles for word in role_words(role)))


@lru_cache(maxsize=20_000)
def role_words(role: str) -> frozenset[str]:
    """The words of a role that tell offices apart; "former" and the like do not."""
    small = {"of", "the", "for", "to", "and", "former", "deputy", "acting", "senior", "vice", "affairs", "general"}
    words = frozenset(role.lower().replace("defense", "defence").replace("premier", "prime minister").split()) - small
    return words - {"minister"} if len(words) > 1 else words


def is_acronym(name: str) -> bool:
    """Whether a name of a body is letters that stand for words: CDU, AfD."""
    # Two to six letters, most of them capitals: longer ones are words in capitals.
    return name.isalpha() and 2 <= len(name) <= 6 and 2 * sum(c.isupper() for c in name) > len(name)


def _genders(full: Iterable[str], roles: Iterable[str]) -> frozenset[str]:
    """Whether given names tell of a man or a woman; a role tells it only where no given name does."""
    told = {lexicon().given.get(heard(name).given, "x") for name in full}
    if not told:
        told = {lexicon().roles.gender.get(word, "x") for role in roles for word in (role, role.rpartition(" ")[2])}
    return frozenset(told - {"x"})


def _add(counts: dict[Item, int], more: Mapping[Item, int]) -> None:
    for item, number in more.items():
        counts[item] = counts.get(item, 0) + number


def _count(counts: dict[Item, int], item: Item, by: int) -> None:
    number = counts.get(item, 0) + by
    if number:
        counts[item] = number
    else:
        counts.pop(item, None)

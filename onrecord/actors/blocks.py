"""Indexes in which an actor's look-alikes are found without comparing it with everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onrecord.actors.evidence import initials_of
from onrecord.actors.heard import exact_keys, given_keys, heard, openings, shortened
from onrecord.actors.names import plain
from onrecord.actors.profiles import Traits

_NONE: frozenset[str] = frozenset()


class Filing:
    """Ids under keys; most keys have one id only, which is kept without a set around it."""

    __slots__ = ("filed",)

    def __init__(self) -> None:
        """Start empty."""
        self.filed: dict[str, str | set[str]] = {}

    def add(self, key: str, node: str) -> None:
        """File an id; twice under one key is once."""
        known = self.filed.setdefault(key, node)
        if isinstance(known, set):
            known.add(node)
        elif known != node:
            self.filed[key] = {known, node}

    def discard(self, key: str, node: str) -> None:
        """Take an id out, if it is there."""
        known = self.filed.get(key)
        if isinstance(known, set):
            known.discard(node)
            if len(known) == 1:
                self.filed[key] = known.pop()
        elif known == node:
            del self.filed[key]

    def get(self, key: str) -> Collection[str]:
        """The ids under a key."""
        known = self.filed.get(key)
        return (known,) if isinstance(known, str) else known or ()


class Blocks:
    """Names of persons by the sound of the family name with the given name, and by the sounds of two words in whatever
    order. That one name is near another holds in both directions or in none."""

    def __init__(self) -> None:
        """Start empty."""
        self._families: dict[str, Filing] = {}  # sound of the family name -> given name -> names
        self._shorter: dict[str, set[str]] = {}  # sound of a family name with one consonant left out -> such sounds
        self._exact = Filing()  # two sounds -> names
        self._alike: dict[str, set[str]] = {}  # given name -> given names that are like it
        self._givens: dict[str, set[str]] = {}  # key of given names -> given names

    def add(self, name: str) -> None:
        """File a name under all that it may be looked for."""
        for key in exact_keys(name):
            self._exact.add(key, name)
        known = heard(name)
        self._like(known.given)
        for family in known.families:
            if family not in self._families:
                self._families[family] = Filing()
                for key in shortened(family):
                    self._shorter.setdefault(key, set()).add(family)
            self._families[family].add(known.given, name)

    def discard(self, name: str) -> None:
        """Take a name out again."""
        for key in exact_keys(name):
            self._exact.discard(key, name)
        for family in heard(name).families:
            self._families[family].discard(heard(name).given, name)

    def near(self, name: str) -> set[str]:
        """The names that may be a spelling of this one (itself among them, if it is filed)."""
        found: set[str] = set()
        for key in exact_keys(name):
            found.update(self._exact.get(key))
        known = heard(name)
        alike, families = self._like(known.given), self._families
        for sound in {sound for family in known.families for key in shortened(family) for sound in self._short(key)}:
            filed = families[sound].filed
            # The smaller of the two is walked through: there are many Smiths, and many whose name begins with J.
            if filed.keys().isdisjoint(alike):
                continue
            for given in filed.keys() & alike:
                names = filed[given]
                if isinstance(names, str):
                    found.add(names)
                else:
                    found |= names
        return found

    def _short(self, key: str) -> Collection[str]:
        return self._shorter.get(key, _NONE)

    def _like(self, given: str) -> set[str]:
        """The given names that may be the same as this one (itself among them)."""
        alike = self._alike.get(given)
        if alike is None:
            filed, sought = given_keys(given)
            opening = openings(given)
            sounding = set().union(*(self._givens.get(key, _NONE) for key in sought))
            alike = self._alike[given] = {other for other in sounding if not opening.isdisjoint(openings(other))}
            alike.add(given)
            for other in alike:
                self._alike[other].add(given)
            for key in filed:
                self._givens.setdefault(key, set()).add(given)
        return alike


def attaching(traits: Traits) -> frozenset[str]:
    """The keys under which a short form and the fuller actors that it may stand for meet."""
    return frozenset(_attaching(traits))


def _attaching(traits: Traits) -> Iterator[str]:
    if traits.alone:
        return
    if traits.person:
        if traits.joins_as_short or traits.listed is not None:
            yield from (f"={plain(name)}" for name in traits.short)  # the user's list may name somebody so
        evidence = [*traits.roles, *_telling(traits)]
        if evidence:
            for sound in {sound for name in (*traits.full, *traits.short) for sound in heard(name).families}:
                for item in evidence:
                    yield f"{sound} {item}"
        return
    yield from (f"={plain(name)}" for name in traits.short)
    if not traits.states:
        return
    if not traits.full:
        yield from (f"{name.upper()} {state}" for name in traits.short for state in traits.states)
    yield from (f"{initials} {state}" for initials in initials_of(traits) for state in traits.states)


def _telling(traits: Traits) -> Iterator[str]:
    """States as keys: a state speaks for a person only where one of the two has no role (`fits`), so that a short form
    with a role meets by state those without one, and one without meets all."""
    if not (traits.joins_as_short and traits.roles):
        yield from traits.states
    if traits.joins_as_short is bool(traits.roles):
        yield from (f"{state} -" for state in traits.states)


def searched(traits: Traits) -> tuple[str, ...]:
    """The names by which an actor meets its look-alikes: full ones; short ones attach later, and only an authority
    list's are looked for by themselves."""
    if traits.alone:
        return ()
    return traits.full or (traits.short if traits.listed is not None else ())

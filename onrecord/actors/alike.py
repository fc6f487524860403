"""Which ids have like names: persons' names are compared once each, however many ids bear them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.actors.blocks import Blocks, Filing, searched
from onrecord.actors.evidence import POSSIBLE, likeness, name_likeness, plain_names, stems
from onrecord.actors.heard import spelt_apart
from onrecord.actors.profiles import Traits


class Alikes:
    """Ids by name, and names by the names that are like them."""

    def __init__(self, traits: Mapping[str, Traits]) -> None:
        """Start empty; ``traits`` are those of all ids that are filed, as they are at the time of asking."""
        self._traits = traits
        self._blocks = Blocks()
        self._named = Filing()  # names of persons -> ids
        self._bodies = Filing()  # names of bodies in plain letters, with and without the word for what it is -> ids
        self._scores: dict[str, dict[str, float]] = {}  # names of persons -> names like them; none where there are none

    def add(self, node: str, traits: Traits) -> None:
        """File an id under the names by which it meets its look-alikes."""
        for name in searched(traits) if traits.person else ():
            if not self._named.get(name):
                self._file(name)
            self._named.add(name, node)
        for key in () if traits.person else _keys(traits):
            self._bodies.add(key, node)

    def discard(self, node: str, traits: Traits) -> None:
        """Take an id out again, filed as it was."""
        for name in searched(traits) if traits.person else ():
            self._named.discard(name, node)
            if not self._named.get(name):
                self._blocks.discard(name)
                for other in self._scores.pop(name, ()):
                    del self._scores[other][name]
        for key in () if traits.person else _keys(traits):
            self._bodies.discard(key, node)

    def of(self, node: str) -> dict[str, float]:
        """The ids whose names are like those of one, and how much."""
        traits, found = self._traits[node], dict[str, float]()
        if not traits.person:
            for other in self._near_bodies(traits):
                score = likeness(traits, self._traits[other])
                if score >= POSSIBLE:
                    found[other] = score
        for name in searched(traits) if traits.person else ():
            found.update(dict.fromkeys(self._named.get(name), 1.0))
            for other, score in self._scores.get(name, {}).items():
                for known in self._named.get(other):
                    if score > found.get(known, 0.0):
                        found[known] = score
        found.pop(node, None)
        return found

    def score(self, one: Traits, other: Traits) -> float | None:
        """How alike the names of two persons are, if they are alike and filed."""
        if not (one.person and other.person):
            return None
        best = 0.0
        for name in searched(one):
            if name in searched(other):
                return 1.0
            like = self._scores.get(name)
            if like:
                best = max(best, *(like.get(known, 0.0) for known in searched(other)), 0.0)
        return best or None

    def near(self, node: str) -> set[str]:
        """Ids that are worth a comparison with one, as their names sound alike."""
        traits = self._traits[node]
        found = set() if traits.person else self._near_bodies(traits)
        for name in searched(traits) if traits.person else ():
            for other in self._blocks.near(name):
                found.update(self._named.get(other))
        return found - {node}

    def _near_bodies(self, traits: Traits) -> set[str]:
        return {node for key in _keys(traits) for node in self._bodies.get(key)}

    def _file(self, name: str) -> None:
        """Compare a new name with those that sound like it, and file it for those that come after it."""
        for other in self._blocks.near(name):
            if not spelt_apart(name, other):
                score = name_likeness(name, other)
                if score >= POSSIBLE:
                    self._scores.setdefault(name, {})[other] = score
                    self._scores.setdefault(other, {})[name] = score
        self._blocks.add(name)


def _keys(traits: Traits) -> Iterator[str]:
    names = searched(traits)
    yield from plain_names(names) | stems(names)

"""Persons of one sounding name whom articles name beside each other, so often that they are two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from onrecord.actors.heard import heard
from onrecord.types import Sighting

# Two ids that one article names beside each other are two, as the article itself keeps them apart; where that happens
# in fewer than one in ten of the articles of the rarer, it is taken for a slip of the reading.
SIDE_BY_SIDE = 10

Pair = tuple[str, str]


class Namesakes:
    """How often ids that sound alike stand in one article, and which of them are two persons by that."""

    def __init__(self, articles: Callable[[str], int]) -> None:
        """``articles`` tells in how many articles an id was seen."""
        self._articles = articles
        self._met: dict[str, dict[str, int]] = {}
        self._apart: dict[str, set[str]] = {}  # as of the last change: those who are two

    def count(self, of: Mapping[str, Iterable[Sighting]], by: int) -> set[Pair]:
        """Add an article's pairs (by 1) or take them away (by -1); returns them."""
        pairs = _pairs(of)
        for one, other in pairs:
            for a, b in ((one, other), (other, one)):
                met = self._met.setdefault(a, {})
                met[b] = met.get(b, 0) + by
                if not met[b]:
                    del met[b]
        return pairs

    def settle(self) -> None:
        """Work out for all pairs at once who is apart, as after a load."""
        self.changed({(min(a, b), max(a, b)) for a, met in self._met.items() for b in met})

    def of(self, nodes: Iterable[str]) -> set[Pair]:
        """All pairs in which one of these ids stands."""
        return {(min(a, b), max(a, b)) for a in nodes for b in self._met.get(a, ())}

    def kept_apart(self, nodes: Iterable[str]) -> set[Pair]:
        """Those of them that are two so far: more articles about either can change but these and the pairs in them."""
        return {(min(a, b), max(a, b)) for a in nodes for b in self._apart.get(a, ())}

    def changed(self, pairs: Iterable[Pair]) -> set[Pair]:
        """Look at pairs anew; returns those that were two and are not any more, or the other way round."""
        found: set[Pair] = set()
        for pair in pairs:
            a, b = pair
            now = self(a, b)
            if now is not (b in self._apart.get(a, ())):
                found.add(pair)
                for one, other in ((a, b), (b, a)):
                    known = self._apart.setdefault(one, set())
                    (known.add if now else known.discard)(other)
        return found

    def __call__(self, one: str, other: str) -> bool:
        """Whether articles name two ids beside each other so often that they are two persons."""
        met = self._met.get(one)
        together = met.get(other, 0) if met is not None else 0
        if not together:
            return False
        return together * SIDE_BY_SIDE >= self._articles(one) or together * SIDE_BY_SIDE >= self._articles(other)


def _pairs(of: Mapping[str, Iterable[Sighting]]) -> set[Pair]:
    """Pairs of persons of one article whose family names sound the same."""
    sounding: dict[str, list[str]] = {}
    for node, sightings in of.items():
        if node.startswith("person:"):
            for sound in {s for sighting in sightings for s in heard(sighting.actor.name).families}:
                sounding.setdefault(sound, []).append(node)
    return {(min(pair), max(pair)) for nodes in sounding.values() if len(nodes) > 1 for pair in combinations(nodes, 2)}

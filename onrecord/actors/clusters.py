"""Which sighted ids are one actor: a function of what is known of them, kept up to date as articles come and go.

First full names are grouped along their ties (`grouped`), then each bare surname or acronym attaches to the one group
that it fits, if there is just one. Everything is settled within what hangs together, so that an article costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from onrecord.actors.alike import Alikes
from onrecord.actors.blocks import searched
from onrecord.actors.evidence import Tie, at_odds, tie
from onrecord.actors.profiles import Traits
from onrecord.actors.rulings import Rulings
from onrecord.actors.short_forms import Group, ShortForms

Odds = Callable[[str, str], bool]


class Clusters:
    """Groups of ids, each one actor.

    ``side_by_side`` says of two ids whether articles name them beside each other, so that they are two.
    """

    def __init__(self, rulings: Rulings, side_by_side: Odds) -> None:
        """Start without any id."""
        self._rulings, self.side_by_side = rulings, side_by_side
        self.traits: dict[str, Traits] = {}
        self._alike = Alikes(self.traits)
        self.ties: dict[str, dict[str, Tie]] = {}
        self._group: dict[str, Group] = {}  # of every id, before short forms attach
        self._joint: dict[Group, Traits] = {}  # what is known of groups of several ids
        self._cluster: dict[str, Group] = {}
        self._shorts = ShortForms(self.traits, self._group, self._known, self._at_odds)

    def __contains__(self, node: str) -> bool:
        """Whether an id is in a cluster."""
        return node in self._cluster

    def cluster(self, node: str) -> Group:
        """All ids that are one actor with this one."""
        return self._cluster[node]

    def near(self, node: str) -> set[str]:
        """Ids whose names are like this one's, whether or not they are one actor."""
        return self._alike.near(node)

    def fitting(self, node: str) -> list[Group]:
        """The groups that an id may stand for, if it is a short form."""
        return self._shorts.fitting(self._group[node])

    def update(self, changed: Mapping[str, Traits | None], unsettled: Iterable[str]) -> tuple[set[Group], set[Group]]:
        """Take in new traits (None: the id is gone) and settle these and other unsettled ids anew.

        Returns the clusters that are no more and those that are new.
        """
        dirty = {*changed, *unsettled}
        renamed = [node for node, traits in changed.items() if not self._named_alike(node, traits)]
        for node in renamed:
            dirty |= self._forget(node)
        for node, traits in changed.items():
            self._refile(node, traits)
        for node in renamed:
            if node in self.traits:
                self._alike.add(node, self.traits[node])
        for node in changed:
            dirty |= self._tie(node)
        gone, come = self._regroup(dirty, {*changed, *unsettled})
        return self._assemble(gone, come, self._shorts.settle(gone, come))

    # ------------------------------------------------------------ ties

    def _named_alike(self, node: str, traits: Traits | None) -> bool:
        """Whether an id is looked for by the same names as before."""
        former = self.traits.get(node)
        if traits is None or former is None:
            return False
        return traits.person is former.person and searched(traits) == searched(former)

    def _forget(self, node: str) -> set[str]:
        """Forget which names are like an id's former ones; returns the ids that it was tied to."""
        former = self.traits.get(node)
        if former is None:
            return set()
        self._alike.discard(node, former)
        tied = self.ties.pop(node, {})
        for other in tied:
            del self.ties[other][node]
        return {*tied, *self._rulings.kin(node)}

    def _refile(self, node: str, traits: Traits | None) -> None:
        """Put an id's new traits in place of its former ones."""
        former = self.traits.pop(node, None)
        if former is not None:
            self._joint.pop(self._group[node], None)
        if traits is not None:
            self.traits[node] = traits
        self._shorts.refile(node, former, traits)

    def _tie(self, node: str) -> set[str]:
        """Tie an id to those with like names where the evidence reaches; returns all that it was and is linked with."""
        linked = self._linked(node)
        traits = self.traits.get(node)
        if traits is None or traits.joins_as_short:
            return linked
        for other, score in self._alike.of(node).items():
            theirs = self.traits[other]
            both_listed = traits.listed is not None and theirs.listed is not None
            found = None if both_listed else tie(traits, theirs, score)
            if found is not None:
                self.ties.setdefault(node, {})[other] = found
                self.ties.setdefault(other, {})[node] = found
                linked.add(other)
            elif other in self.ties.get(node, ()):
                del self.ties[node][other], self.ties[other][node]
        return linked

    def _linked(self, node: str) -> set[str]:
        """The ids that hang together with one, by ties or by a reviewer's word."""
        tied, kin = set(self.ties.get(node, ())), self._rulings.kin(node)
        return tied.union(k for k in kin if k in self.traits) if kin else tied

    def _at_odds(self, one: str, other: str) -> bool:
        """Whether two ids must not be one actor."""
        if self._rulings.same(one, other):
            return False  # a reviewer's word wins
        if self._rulings.different(one, other) or self.side_by_side(one, other):
            return True
        return at_odds(self.traits[one], self.traits[other], self._alike.score(self.traits[one], self.traits[other]))

    # ------------------------------------------------------------ groups

    def _regroup(self, dirty: set[str], other: set[str]) -> tuple[set[Group], set[Group]]:
        """Group anew whatever hangs together with an id that changed.

        Returns the groups that are no more, and those that are new or hold one of which other things are known.
        """
        old = {self._group.pop(node) for node in dirty if node in self._group}
        new: set[Group] = set()
        waiting = {node for node in dirty if node in self.traits}
        while waiting:
            component = self._component(waiting.pop())
            waiting -= component
            old |= {self._group[node] for node in component if node in self._group}
            new |= set(self._grouped(component))
        for group in old:
            self._joint.pop(group, None)
            for node in group:
                self._group.pop(node, None)
        for group in new:
            self._group.update(dict.fromkeys(group, group))
        return old - new, (new - old) | {self._group[node] for node in other if node in self._group}

    def _component(self, start: str) -> set[str]:
        found, edge = {start}, [start]
        while edge:
            further = self._linked(edge.pop()) - found
            found |= further
            edge.extend(further)
        return found

    def _grouped(self, component: set[str]) -> list[Group]:
        if len(component) == 1:
            return [tuple(component)]
        ties = {
            (one, other): found for one in component for other, found in self.ties.get(one, {}).items() if one < other
        }
        must = [
            (one, other) for one in component for other in self._rulings.kin(one) if other in component and one < other
        ]
        known: dict[tuple[str, str], bool] = {}

        def odds(one: str, other: str) -> bool:
            pair = (one, other) if one < other else (other, one)
            if pair not in known:
                known[pair] = self._at_odds(*pair)
            return known[pair]

        return grouped(component, ties, must, odds)

    # ------------------------------------------------------------ clusters

    def _known(self, group: Group) -> Traits:
        """What is known of all ids of a group."""
        if len(group) == 1:
            return self.traits[group[0]]
        if group not in self._joint:
            self._joint[group] = joint(self.traits[node] for node in group)
        return self._joint[group]

    def _assemble(self, gone: set[Group], come: set[Group], touched: set[str]) -> tuple[set[Group], set[Group]]:
        """Make clusters of the groups and what attaches to them; returns those that are no more, and new ones."""
        firsts = touched | {group[0] for group in come}
        for group in gone:
            firsts |= {self._group[node][0] for node in group if node in self._group}
        firsts |= {meant for first in firsts if (meant := self._shorts.meant(first)) is not None}
        old = {self._cluster.pop(node) for group in gone for node in group if node in self._cluster}
        new: set[Group] = set()
        for first in firsts:
            named = self._group.get(first)
            if named is not None and named[0] == first:
                new |= set(self._with_attached(named))
        old |= {self._cluster[node] for cluster in new for node in cluster if node in self._cluster}
        for cluster in old:
            for node in cluster:
                self._cluster.pop(node, None)
        for cluster in new:
            self._cluster.update(dict.fromkeys(cluster, cluster))
        return old - new, new - old

    def _with_attached(self, group: Group) -> list[Group]:
        """A group with the short forms that attach to it; two of these that are at odds with each other stay alone."""
        if self._shorts.meant(group[0]) is not None:
            return []
        shorts = [self._group[first] for first in sorted(self._shorts.short_for(group[0]))]
        quarrel = {
            quarreller
            for one, other in combinations(shorts, 2)
            if any(self._at_odds(a, b) for a in one for b in other)
            for quarreller in (one, other)
        }
        joined = [node for short in shorts if short not in quarrel for node in short]
        return [tuple(sorted((*group, *joined))), *sorted(quarrel)]


def grouped(
    nodes: Iterable[str], ties: Mapping[tuple[str, str], Tie], must: Iterable[tuple[str, str]], odds: Odds
) -> list[Group]:
    """Groups of ids along their ties, the strongest first, without any two in one group that are at odds.

    ``must`` are pairs that a reviewer joined. The result does not depend on the order in which anything is given.
    """
    group = {node: {node} for node in nodes}

    def join(one: str, other: str) -> None:
        both = group[one] | group[other]
        for node in both:
            group[node] = both

    for one, other in must:
        if group[one] is not group[other]:
            join(one, other)
    steady = _untorn(ties, odds)
    for one, other in sorted(steady, key=lambda pair: (*(-s for s in ties[pair].strength), pair)):
        if group[one] is not group[other] and not any(odds(a, b) for a in group[one] for b in group[other]):
            join(one, other)
    return sorted({tuple(sorted(members)) for members in group.values()})


def _untorn(ties: Mapping[tuple[str, str], Tie], odds: Odds) -> list[tuple[str, str]]:
    """The ties that count: who is tied to two that are at odds goes to the nearer one, or to none if both are near."""
    of: dict[str, dict[str, Tie]] = {}
    for (one, other), found in ties.items():
        of.setdefault(one, {})[other] = found
        of.setdefault(other, {})[one] = found
    torn: set[tuple[str, str]] = set()
    # Where all are tied to all, the pairs are far fewer than the pairs of neighbours of each.
    paths = sum(len(others) ** 2 for others in of.values())
    if len(of) ** 2 <= paths:
        pairs: Iterable[tuple[str, str]] = combinations(sorted(of), 2)
    else:
        pairs = {pair for others in of.values() for pair in combinations(sorted(others), 2)}
    for one, other in pairs:
        common = of[one].keys() & of[other].keys()
        if common and odds(one, other):
            for node in common:
                a, b = of[node][one].strength, of[node][other].strength
                torn |= {_pair(node, one)} if a <= b else set()
                torn |= {_pair(node, other)} if b <= a else set()
    return [pair for pair in ties if pair not in torn]


def joint(traits: Iterable[Traits]) -> Traits:
    """What is known of several ids that are one actor."""
    some = list(traits)
    if len(some) == 1:
        return some[0]
    return replace(
        some[0],
        full=tuple(sorted({name for t in some for name in t.full})),
        short=tuple(sorted({name for t in some for name in t.short})),
        states=frozenset().union(*(t.states for t in some)),
        roles=frozenset().union(*(t.roles for t in some)),
        genders=frozenset().union(*(t.genders for t in some)),
        listed=next((t.listed for t in some if t.listed is not None), None),
    )


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)

"""Coalitions: who agrees with each other more than with the rest, who is at the core of it and who at its edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.networks.insight.grouping import Method, consensus, grouped
from onrecord.networks.insight.partitions import (
    Labels,
    Reals,
    adjusted_rand,
    in_order,
    modularity,
    mutual_information,
    together,
)
from onrecord.networks.network import Network
from onrecord.types import DateInterval

# Bounds of the silhouette after Kaufman and Rousseeuw (1990): above a half a member clearly belongs where it is,
# below a quarter it might as well be elsewhere.
_CORE, _EDGE = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Member:
    """An actor in a coalition: ``within`` and ``outside`` are its ties to members and to all others.

    ``hold`` says how firmly it belongs: its mean tie to the other members against that to the nearest other
    coalition, 1 for members only, 0 for both alike, below 0 for the others more (a silhouette: Rousseeuw 1987).
    """

    id: str
    name: str
    kind: str
    within: float
    outside: float
    hold: float


@dataclass(frozen=True, slots=True)
class Coalition:
    """Two actors or more who agree; members from the core outwards, ``core`` and ``edge`` by id."""

    number: int
    members: tuple[Member, ...]
    core: tuple[str, ...]
    edge: tuple[str, ...]


@dataclass(frozen=True)
class Coalitions:
    """The coalitions of a network, the largest first; ``alone`` are the ids of actors who are in none.

    ``modularity`` is None where nobody agrees with anybody; ``by`` is the method, or "consensus".
    """

    by: str
    coalitions: tuple[Coalition, ...]
    alone: tuple[str, ...]
    modularity: float | None
    period: DateInterval | None = None

    @cached_property
    def of(self) -> dict[str, int]:
        """The number of the coalition of each actor that is in one."""
        return {member.id: one.number for one in self.coalitions for member in one.members}


@dataclass(frozen=True, eq=False)
class Agreeing:
    """How far methods find the same: for two methods the adjusted Rand index and normalised mutual information.

    ``together`` is the share of the methods that put two actors into one coalition, in the order of ``ids``.
    ``left_out`` says which method could not be asked, and why.
    """

    found: tuple[Coalitions, ...]
    pairs: tuple[tuple[Method, Method, float, float], ...]
    consensus: Coalitions
    ids: tuple[str, ...]
    together: Reals
    left_out: tuple[str, ...] = ()


def coalitions(
    network: Network,
    method: Method = Method.LEIDEN,
    *,
    seed: int = 0,
    resolution: float = 1.0,
    count: int | None = None,
) -> Coalitions:
    """The coalitions in a network of actors, best by congruence or by subtract, and averaged.

    Without any actor, or where nobody agrees with anybody, there is none. Raises MissingExtra and OnrecordError.
    """
    matrix = ties(network)
    labels = grouped(matrix, method, seed=seed, resolution=resolution, count=count)
    return named(network, matrix, labels, str(method))


def methods_agree(network: Network, *, seed: int = 0) -> Agreeing:
    """What each method finds, how far they agree, and what most of them have in common."""
    matrix = ties(network)
    found: list[tuple[Method, Labels]] = []
    left_out = []
    for method in Method:
        try:
            found.append((method, grouped(matrix, method, seed=seed)))
        except OnrecordError as error:
            if method is not Method.BETWEENNESS or not str(error).startswith("Edge betweenness"):
                raise
            left_out.append(str(error))
    partitions = [labels for _, labels in found]
    common = consensus(partitions, seed)
    return Agreeing(
        found=tuple(named(network, matrix, labels, str(method)) for method, labels in found),
        pairs=tuple(
            (one, other, adjusted_rand(first, second), mutual_information(first, second))
            for (one, first), (other, second) in combinations(found, 2)
        ),
        consensus=named(network, matrix, common, "consensus"),
        ids=tuple(node.id for node in network.rows),
        together=together(partitions),
        left_out=tuple(left_out),
    )


def ties(network: Network) -> Reals:
    """The matrix of a network in which groups can be looked for; raises OnrecordError for one of two modes."""
    if network.two_mode:
        raise OnrecordError("Coalitions are found in a network of actors (or of options): choose the mode actors.")
    return network.matrix


def named(network: Network, matrix: Reals, labels: Labels, by: str) -> Coalitions:
    """A partition of the nodes of a network as coalitions: groups of one are no coalition."""
    labels = in_order(labels)
    groups = [np.flatnonzero(labels == number) for number in range(int(labels.max(initial=-1)) + 1)]
    large = [group for group in groups if len(group) > 1]
    value = modularity(matrix, labels) if (matrix > 0).any() else None
    return Coalitions(
        by=by,
        coalitions=tuple(_coalition(number, group, large, network, matrix) for number, group in enumerate(large, 1)),
        alone=tuple(network.rows[int(group[0])].id for group in groups if len(group) == 1),
        modularity=value,
        period=network.period,
    )


def _coalition(number: int, group: Labels, groups: Sequence[Labels], network: Network, matrix: Reals) -> Coalition:
    inside = matrix[np.ix_(group, group)].sum(axis=1)
    other = np.ones(len(matrix), dtype=np.bool_)
    other[group] = False
    beyond = matrix[np.ix_(group, other)].sum(axis=1)
    own = inside / (len(group) - 1)
    others = [matrix[np.ix_(group, other)].mean(axis=1) for other in groups if other is not group]
    nearest = np.maximum(np.max(others, axis=0), 0.0) if others else np.zeros(len(group))
    larger = np.maximum(np.abs(own), nearest)
    hold = np.divide(own - nearest, larger, out=np.zeros(len(group)), where=larger > 0)
    members = [
        Member(*network.rows[int(place)], float(within), float(outside), float(firm))
        for place, within, outside, firm in zip(group, inside, beyond, hold, strict=True)
    ]
    members.sort(key=lambda member: (-member.within, -member.hold, member.name, member.id))
    middle = float(np.median(inside))
    core = [member.id for member in members if member.hold >= _CORE and member.within >= middle]
    core = core or [members[0].id]
    edge = [member.id for member in members if member.hold < _EDGE and member.id not in core]
    return Coalition(number, tuple(members), tuple(core), tuple(edge))

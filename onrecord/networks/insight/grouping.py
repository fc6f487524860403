"""Ways of finding groups in a matrix of ties; each gives every node the number of its group."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.networks.insight.libraries import library
from onrecord.networks.insight.partitions import Labels, Reals, in_order, modularity, together

# Edge betweenness removes ties one after the other and counts all shortest paths each time. At this many steps
# (nodes x ties x ties) it takes about half a minute (measured in 2026: 17 s on 120 nodes with 2,800 ties).
_MOST_STEPS = 2e9
# Seeds that a consensus asks Leiden for: the same partition comes back within two or three rounds of so many.
_VOICES = 10
_ROUNDS = 20
# Two betweennesses that differ by less are the same number, summed in another order.
_SAME = 1e-9


class Method(StrEnum):
    """How coalitions are found."""

    LEIDEN = "leiden"
    BETWEENNESS = "betweenness"
    HIERARCHICAL = "hierarchical"


def grouped(
    matrix: Reals, method: Method, *, seed: int = 0, resolution: float = 1.0, count: int | None = None
) -> Labels:
    """The groups that a method finds; who has no positive tie is a group of one.

    ``count`` asks for so many groups among those who have ties, where the method can be told; ``resolution`` is
    for Leiden: above 1 it finds more and smaller groups.
    """
    if count is not None and method is Method.LEIDEN:
        raise OnrecordError(
            "Leiden finds the number of coalitions itself: change the resolution, or take hierarchical."
        )
    if count is not None and count < 1:
        raise OnrecordError(f"{count} coalitions can not be found: ask for 1 or more.")
    if resolution <= 0:
        raise OnrecordError("The resolution must be above 0; 1 is usual, more gives more and smaller coalitions.")
    tied = np.flatnonzero((matrix > 0).any(axis=1))
    labels = np.arange(len(matrix), dtype=np.int64) + len(matrix)
    if len(tied):
        inner = matrix[np.ix_(tied, tied)]
        if method is Method.LEIDEN:
            labels[tied] = leiden(inner, seed, resolution)
        elif method is Method.BETWEENNESS:
            labels[tied] = betweenness(inner, count)
        else:
            labels[tied] = hierarchical(inner, count)
    return in_order(labels)


def leiden(matrix: Reals, seed: int = 0, resolution: float = 1.0) -> Labels:
    """The partition of highest modularity that Leiden finds (Traag, Waltman and van Eck 2019).

    Negative ties make it the signed modularity of Gómez, Jensen and Arenas (2009), as a second layer that counts
    against. The same seed gives the same partition.
    """
    partition = library("leidenalg")
    layers = [np.maximum(matrix, 0.0), np.maximum(-matrix, 0.0)]
    found = [
        partition.RBConfigurationVertexPartition(_graph(layer), weights="weight", resolution_parameter=resolution)
        for layer in layers
        if layer.any()
    ]
    if not found:
        return np.arange(len(matrix), dtype=np.int64)
    optimiser = partition.Optimiser()
    optimiser.set_rng_seed(seed)
    optimiser.optimise_partition_multiplex(found, layer_weights=[1.0, -1.0][: len(found)], n_iterations=-1)
    return in_order(np.array(found[0].membership, dtype=np.int64))


def betweenness(matrix: Reals, count: int | None = None) -> Labels:
    """Take away, again and again, the tie that most shortest paths run over (Girvan and Newman 2002).

    A tie's betweenness is divided by its weight (Newman 2004), and ties that are equal fall together, so that the
    order of the actors does not matter. Of all partitions on the way the one of highest modularity, or the first
    with ``count`` groups or more. Negative ties are no ties here.
    """
    ties = np.maximum(matrix, 0.0)
    graph = _graph(ties)
    if graph.vcount() * graph.ecount() ** 2 > _MOST_STEPS:
        raise OnrecordError(
            f"Edge betweenness is for small networks: {graph.ecount():,} ties would take hours. "
            "Take leiden, or fewer actors (a minimum of positions)."
        )
    best = np.array(graph.connected_components().membership, dtype=np.int64)
    groups, highest = len(set(best.tolist())), modularity(ties, best) or 0.0
    while graph.ecount() and (count is None or groups < count):
        through = np.array(graph.edge_betweenness(directed=False)) / np.array(graph.es["weight"])
        graph.delete_edges(np.flatnonzero(through >= through.max() * (1 - _SAME)).tolist())
        labels = np.array(graph.connected_components().membership, dtype=np.int64)
        found = len(set(labels.tolist()))
        if found == groups:
            continue
        groups, value = found, modularity(ties, labels) or 0.0
        if count is not None or value > highest + _SAME:
            best, highest = labels, max(value, highest)
    return in_order(best)


def hierarchical(matrix: Reals, count: int | None = None) -> Labels:
    """Join the two groups that are nearest on average, from single nodes upwards (UPGMA, Sokal and Michener 1958).

    Far is what has little weight: 1 for no tie (or for the strongest conflict), 0 for the strongest. Cut into
    ``count`` groups, or where modularity is highest.
    """
    if len(matrix) < 2:
        return np.zeros(len(matrix), dtype=np.int64)
    high, low = float(matrix.max()), min(float(matrix.min()), 0.0)
    distance = (high - matrix) / (high - low) if high > low else np.zeros_like(matrix)
    np.fill_diagonal(distance, 0.0)
    pairs = library("scipy.spatial.distance").squareform(distance, checks=False)
    joined = library("scipy.cluster.hierarchy").linkage(pairs, method="average")
    merges = [(int(one), int(other)) for one, other in joined[:, :2]]
    if count is not None:
        return _merged(len(matrix), merges[: max(len(matrix) - count, 0)])
    gains = np.cumsum(list(_gains(matrix, merges)))
    # of cuts that are equally good the one with the fewest groups
    best = len(gains) - int(np.round(gains, 12)[::-1].argmax())
    return _merged(len(matrix), merges[:best] if gains[best - 1] > -_SAME else [])


def _gains(matrix: Reals, merges: list[tuple[int, int]]) -> Iterator[float]:
    """By how much each merge raises modularity (signed), not yet divided by the mass of the ties."""
    parts = [(sign, np.maximum(sign * matrix, 0.0)) for sign in (1.0, -1.0)]
    layers = [(sign, part, part.sum(axis=1), float(part.sum())) for sign, part in parts if part.any()]
    slot = list(range(len(matrix)))
    for first, second in merges:
        one, other = slot[first], slot[second]
        gain = 0.0
        for sign, between, strength, total in layers:
            gain += sign * 2 * (float(between[one, other]) - float(strength[one] * strength[other]) / total)
            between[one] += between[other]
            between[:, one] += between[:, other]
            strength[one] += strength[other]
        slot.append(one)
        yield gain


def _merged(size: int, merges: list[tuple[int, int]]) -> Labels:
    """The groups after some merges, which name groups as scipy does: nodes first, then each merge."""
    members = [[place] for place in range(size)]
    gone = set()
    for first, second in merges:
        members.append(members[first] + members[second])
        gone |= {first, second}
    labels = np.zeros(size, dtype=np.int64)
    for number, group in enumerate(members):
        if number not in gone:
            labels[group] = number
    return in_order(labels)


def consensus(partitions: list[Labels], seed: int = 0) -> Labels:
    """What several partitions have in common (Lancichinetti and Fortunato 2012).

    Two nodes are tied by the share of partitions that put them together, if that is more than half; Leiden runs on
    these ties from several seeds, and again on what those runs have in common, until they all say the same.
    """
    if not partitions:
        return np.zeros(0, dtype=np.int64)
    found = partitions
    for turn in range(_ROUNDS):
        ties = together(found)
        # Above half: what a minority of the methods sees is noise to the rest.
        ties[ties <= 0.5] = 0.0
        np.fill_diagonal(ties, 0.0)
        found = [grouped(ties, Method.LEIDEN, seed=seed + turn * _VOICES + voice) for voice in range(_VOICES)]
        if all(np.array_equal(found[0], other) for other in found[1:]):
            break
    return found[0]


def _graph(matrix: Reals) -> Any:
    """An igraph Graph of the ties above 0."""
    source, target = np.nonzero(np.triu(matrix, 1))
    graph = library("igraph").Graph(n=len(matrix), edges=np.column_stack((source, target)).tolist())
    graph.es["weight"] = matrix[source, target].tolist()
    return graph

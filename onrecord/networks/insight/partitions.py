"""Partitions of nodes: how good one is, how far two are the same, which nodes stand together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Labels = NDArray[np.int64]


def in_order(labels: Labels) -> Labels:
    """The same partition with its groups numbered from 0 on, the larger first, then the one that comes first."""
    if len(labels) == 0:
        return labels.astype(np.int64)
    _, first, codes, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return place[codes]


def modularity(matrix: Reals, labels: Labels, resolution: float = 1.0) -> float | None:
    """How much more of the ties lies inside the groups than by chance: Newman (2004); None without any tie.

    Negative ties count by the rule of Gómez, Jensen and Arenas (2009): they should lie between the groups.
    """
    same = labels[:, None] == labels[None, :]
    inside = mass = 0.0
    for sign, part in ((1.0, np.maximum(matrix, 0.0)), (-1.0, np.maximum(-matrix, 0.0))):
        total = float(part.sum())
        if total == 0:
            continue
        strength = part.sum(axis=1)
        groups = np.bincount(labels, weights=strength) if len(labels) else np.zeros(1)
        inside += sign * (float(part[same].sum()) - resolution * float((groups**2).sum()) / total)
        mass += total
    return inside / mass if mass else None


def adjusted_rand(one: Labels, other: Labels) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985): 1 for the same partition, about 0 for two by chance.

    Two partitions that say nothing (all together, or everybody alone, in both) are the same.
    """
    table = _crossed(one, other)
    pairs = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    every = _pairs(np.array([float(len(one))]))[0]
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def mutual_information(one: Labels, other: Labels) -> float:
    """Normalised mutual information, by the mean of the entropies (Danon et al. 2005): 1 same, 0 independent.

    Two partitions into one group each are the same.
    """
    if len(one) == 0:
        return 1.0
    table = _crossed(one, other) / len(one)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    there = table > 0
    shared = float((table[there] * np.log(table[there] / np.outer(rows, columns)[there])).sum())
    entropies = float(-(rows * np.log(rows)).sum() - (columns * np.log(columns)).sum())
    return 1.0 if entropies == 0 else min(max(2 * shared / entropies, 0.0), 1.0)


def together(partitions: Sequence[Labels]) -> Reals:
    """For each pair of nodes the share of the partitions that put them into one group."""
    if not partitions:
        return np.zeros((0, 0))
    made = np.zeros((len(partitions[0]), len(partitions[0])))
    for labels in partitions:
        made += labels[:, None] == labels[None, :]
    return made / len(partitions)


def _crossed(one: Labels, other: Labels) -> Reals:
    """How many nodes are in each pair of groups."""
    _, rows = np.unique(one, return_inverse=True)
    _, columns = np.unique(other, return_inverse=True)
    height, width = (int(codes.max(initial=-1)) + 1 for codes in (rows, columns))
    return np.bincount(rows * width + columns, minlength=height * width).reshape(height, width).astype(np.float64)


def _pairs(counts: Reals) -> Reals:
    return counts * (counts - 1) / 2

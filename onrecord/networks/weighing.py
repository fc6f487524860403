"""The weights of edges: counts of positions by node and level, multiplied out.

Notation after Leifeld, Gruber and Bossner (2018, chapter 2): x(i, j, k) is how many positions node i takes on j at
level k. A two-mode edge adds up x(i, j, k); a one-mode edge adds up x(i, j, k) x(i', j, k') over j, k and k'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.networks.asking import Normalise, Weight
from onrecord.networks.columns import Codes
from onrecord.networks.qualifying import Levels, Scale

Reals = NDArray[np.float64]
Table = NDArray[np.floating[Any]]

# Rows of the product that are held at a time: 512 rows of 5,000 nodes are 10 MB, which stays near the processor.
# Measured in 2026 against 128 and 2,048 on 5,000 nodes: both are slower.
_BLOCK = 512
# Single precision holds whole numbers to 2^24; distances on five steps are quarters, which takes two bits off.
_EXACT = 2.0**22
# A table of more cells than this would take more than 1.6 GB.
_LARGEST = 200_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The positions that a network counts: for each its node, what it is tied by, its level.

    ``share`` is how much each counts, None where all count one; ``nodes`` and ``ties`` are how many there are.
    """

    node: Codes
    tie: Codes
    level: Levels
    share: Reals | None
    nodes: int
    ties: int


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges between places in the lists of nodes, sorted by source and target, none of them of weight 0.

    In one mode each is there once, with source < target.
    """

    source: Codes
    target: Codes
    weight: Reals


def two_mode(counted: Counted, scale: Scale, weight: Weight, normalise: Normalise) -> Edges:
    """Edges from nodes to ties.

    ``ignore`` counts positions, ``subtract`` adds up what each is worth (yes less no; the steps of an integer),
    ``combine`` codes which levels occur: the first level is the highest bit, so that 1 is yes, 2 is no, 3 is both.
    """
    share = _shares(counted)
    cells, cell = np.unique(counted.node.astype(np.int64) * counted.ties + counted.tie, return_inverse=True)
    if weight is Weight.COMBINE:
        value = _combination(cell, counted.level, len(scale.names), len(cells))
    elif weight is Weight.SUBTRACT:
        value = _sums(cell, scale.worth[counted.level] * share, len(cells))
    else:
        value = _sums(cell, share, len(cells))
    source, target = cells // max(counted.ties, 1), cells % max(counted.ties, 1)
    if normalise is Normalise.ACTIVITY:
        value = value / _sums(counted.node, share, counted.nodes)[source]
    elif normalise is Normalise.PROMINENCE:
        value = value / _sums(counted.tie, share, counted.ties)[target]
    kept = value != 0
    return Edges(source[kept].astype(np.int32), target[kept].astype(np.int32), value[kept])


def one_mode(counted: Counted, scale: Scale, weight: Weight, normalise: Normalise) -> Edges:
    """Edges between nodes that share a tie, each pair once.

    ``congruence`` multiplies counts by the likeness of their levels, ``conflict`` by their distance, ``subtract`` is
    the one less the other, ``ignore`` leaves levels aside, and ``combine`` is 1 for congruence alone, 2 for conflict
    alone, 3 for both.
    """
    if len(counted.node) == 0:
        none = np.empty(0, dtype=np.int32)
        return Edges(none, none, np.empty(0))
    tables = _Tables.of(counted, len(scale.names))
    found = list(_blocks(tables, _factors(tables, scale, weight), normalise))
    source, target, value = (np.concatenate(part) for part in zip(*found, strict=True))
    return Edges(source, target, value)


def _shares(counted: Counted) -> Reals:
    return np.ones(len(counted.node)) if counted.share is None else counted.share


def _sums(place: NDArray[np.integer[Any]], values: Reals, size: int) -> Reals:
    return np.bincount(place, values, size).astype(np.float64, copy=False)


def _combination(cell: NDArray[np.intp], level: Levels, count: int, cells: int) -> Reals:
    code = np.zeros(cells)
    for place in range(count):
        code += (np.bincount(cell[level == place], minlength=cells) > 0) * 2.0 ** (count - 1 - place)
    return code


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """Counts by node and, side by side, tie and level.

    ``mass`` is what activity counts; ``counts`` is what is multiplied: where shares weigh positions, a pair weighs the
    geometric mean of its two shares, and so each enters with its root.
    """

    counts: Table
    mass: Table
    levels: int

    @classmethod
    def of(cls, counted: Counted, levels: int) -> _Tables:
        size = counted.nodes * counted.ties * levels
        if size > _LARGEST:
            raise OnrecordError(
                f"{counted.nodes:,} nodes tied by {counted.ties:,} are too many for one network. "
                "Ask for fewer: a minimum of positions, a period, or another level."
            )
        place = (counted.node.astype(np.int64) * counted.ties + counted.tie) * levels + counted.level
        shape = (counted.nodes, counted.ties * levels)
        if counted.share is None:
            plain = np.bincount(place, minlength=size).reshape(shape)
            most = float(plain.sum(axis=1).max(initial=0)) ** 2
            table: Table = plain.astype(np.float32) if most < _EXACT else plain.astype(np.float64)
            return cls(table, table, levels)
        mass = _sums(place, counted.share, size).reshape(shape)
        return cls(_sums(place, np.sqrt(counted.share), size).reshape(shape), mass, levels)


_Factors = list[tuple[Table, Table]]


def _factors(tables: _Tables, scale: Scale, weight: Weight) -> _Factors:
    """The pairs of tables whose products are the weights; for combine the products of congruence and of conflict."""
    if weight is Weight.IGNORE:
        summed = _by_tie(tables).sum(axis=2)
        return [(summed, summed)]
    if weight is Weight.CONGRUENCE:
        return [_factor(tables, scale.likeness)]
    if weight is Weight.CONFLICT:
        return [_factor(tables, scale.distance)]
    if weight is Weight.SUBTRACT:
        return [_factor(tables, scale.likeness - scale.distance)]
    return [_factor(tables, scale.likeness), _factor(tables, scale.distance)]


def _factor(tables: _Tables, between: Reals) -> tuple[Table, Table]:
    if np.array_equal(between, np.eye(len(between))):
        return tables.counts, tables.counts
    mixed = _by_tie(tables) @ between.astype(tables.counts.dtype)
    return mixed.reshape(tables.counts.shape), tables.counts


def _by_tie(tables: _Tables) -> Table:
    return tables.counts.reshape(len(tables.counts), -1, tables.levels)


def _blocks(tables: _Tables, factors: _Factors, normalise: Normalise) -> Iterator[tuple[Codes, Codes, Reals]]:
    """Sources, targets and weights of the edges, some rows at a time."""
    divisor = _Divisor(tables, normalise)
    nodes = len(tables.counts)
    for begin in range(0, nodes, _BLOCK):
        end = min(begin + _BLOCK, nodes)
        products = [left[begin:end] @ right[begin:].T for left, right in factors]
        block = products[0] if len(products) == 1 else (products[0] > 0) + 2.0 * (products[1] > 0)
        size = end - begin
        there = block != 0  # flags first: numpy finds those that are set several times as fast as numbers
        there[:, :size][np.tril_indices(size)] = False  # each pair once, and nobody with themselves
        places = np.flatnonzero(there)
        in_row = np.count_nonzero(there, axis=1)
        row = np.repeat(np.arange(size, dtype=np.int64), in_row)
        column = places - row * block.shape[1]
        value = block.ravel()[places].astype(np.float64)
        if normalise is not Normalise.NO:
            value /= divisor.at(begin, end, row, column)
        yield (row + begin).astype(np.int32), (column + begin).astype(np.int32), value


class _Divisor:
    """What one-mode weights are divided by."""

    def __init__(self, tables: _Tables, normalise: Normalise) -> None:
        """Take the sums that all blocks need."""
        self._tables = tables
        self._normalise = normalise
        self._mass: Reals = tables.mass.sum(axis=1, dtype=np.float64)
        self._counts: Reals = tables.counts.sum(axis=1, dtype=np.float64)
        self._lacking: Table | None = None
        if normalise is Normalise.JACCARD:
            self._lacking = (tables.counts == 0).astype(tables.counts.dtype)

    def at(self, begin: int, end: int, row: NDArray[np.int64], column: NDArray[np.int64]) -> Reals:
        """The divisors of some pairs of a block: the mean activity, the union, or the product of activities."""
        one, other = row + begin, column + begin
        if self._normalise is Normalise.AVERAGE:
            return (self._mass[one] + self._mass[other]) / 2
        if self._normalise is Normalise.COSINE:
            return self._counts[one] * self._counts[other]
        assert self._lacking is not None
        counts, mass, lacking = self._tables.counts, self._tables.mass, self._lacking
        union = counts[begin:end] @ counts[begin:].T
        union += mass[begin:end] @ lacking[begin:].T
        union += lacking[begin:end] @ mass[begin:].T
        found: Reals = union[row, column].astype(np.float64)
        return found

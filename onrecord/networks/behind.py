"""The positions behind each edge, looked up when somebody asks for them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.asking import Weight
from onrecord.networks.columns import Codes
from onrecord.networks.qualifying import Scale
from onrecord.networks.weighing import Counted


class Behind:
    """The rows that a network was counted from; nothing is copied or sorted before the first question."""

    def __init__(self, counted: Counted, ids: NDArray[np.object_], *, meets: NDArray[np.bool_] | None) -> None:
        """``meets`` says which two levels make a one-mode edge; None in a two-mode network."""
        self._counted = counted
        self._ids = ids
        self._meets = meets

    def ids(self, source: int, target: int) -> tuple[str, ...]:
        """Ids of the positions behind the edge of two places in the lists of nodes, sorted."""
        one = self._rows(source)
        if self._meets is None:
            rows = one[self._counted.tie[one] == target]
        else:
            other = self._rows(target)
            rows = np.concatenate([self._met(one, other), self._met(other, one)])
        return tuple(sorted(self._ids[rows].tolist()))

    def _met(self, rows: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of the rows that make an edge with one of the others."""
        assert self._meets is not None
        there = set(zip(self._counted.tie[others].tolist(), self._counted.level[others].tolist(), strict=True))
        partners = [np.flatnonzero(line).tolist() for line in self._meets]
        pairs = zip(self._counted.tie[rows].tolist(), self._counted.level[rows].tolist(), strict=True)
        kept = [any((tie, level) in there for level in partners[own]) for tie, own in pairs]
        return rows[np.array(kept, dtype=np.bool_)]

    def _rows(self, node: int) -> NDArray[np.intp]:
        order, starts = self._by_node
        return order[starts[node] : starts[node + 1]]

    @cached_property
    def _by_node(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        node: Codes = self._counted.node
        order = np.argsort(node, kind="stable")
        return order, np.searchsorted(node[order], np.arange(self._counted.nodes + 1))


def meeting(scale: Scale, weight: Weight) -> NDArray[np.bool_]:
    """Which two levels add something to a one-mode edge of that weight."""
    if weight is Weight.CONGRUENCE:
        return np.not_equal(scale.likeness, 0)
    if weight is Weight.CONFLICT:
        return np.not_equal(scale.distance, 0)
    return np.ones(scale.likeness.shape, dtype=np.bool_)

"""Two camps: the split of the actors into two that congruence and conflict fit best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.insight.partitions import Reals

# A gain below this is rounding.
_NOTHING = 1e-12


class Camps(NamedTuple):
    """How far a network is bipolar, None without any tie, and the side of each node.

    1 is the larger camp, -1 the smaller one, 0 is for a node without ties.
    """

    value: float | None
    sides: NDArray[np.int8]


def bipolarity(congruence: Reals, conflict: Reals) -> Camps:
    """How far congruence lies inside two camps and conflict between them, from 0 to 1.

    The sum of the ties that fit the split, less those that do not, over the sum of all (the idea of structural balance:
    Cartwright and Harary 1956; Doreian and Mrvar 1996), times 4 p (1 - p) for a smaller camp with the share p of the
    actors. So a debate in which all agree is 0, and two equal camps with no agreement across and no conflict inside
    are 1. Leifeld's polarisation in Discourse Network Analyzer asks for two such blocks, too, but adds up absolute
    distances from their ideal, and so has no fixed range. The split is looked for from the leading eigenvector, by
    moving one node at a time while that gains (Newman 2006); the best is not certain, the same is.
    """
    sides = np.zeros(len(congruence), dtype=np.int8)
    tied = np.flatnonzero((congruence + conflict).any(axis=1))
    if len(tied) == 0:
        return Camps(None, sides)
    inner = np.ix_(tied, tied)
    signed, total = congruence[inner] - conflict[inner], float((congruence + conflict)[inner].sum())
    best = max((_improved(signed, start) for start in _starts(signed)), key=lambda found: _fit(signed, found))
    ahead = int((best > 0).sum()) * 2 - len(best)
    if ahead < 0 or (ahead == 0 and best[0] < 0):
        best = -best
    sides[tied] = best.astype(np.int8)
    smaller = float((best < 0).sum()) / len(best)
    return Camps(max(_fit(signed, best) / total, 0.0) * 4 * smaller * (1 - smaller), sides)


def _fit(signed: Reals, sides: Reals) -> float:
    return float(sides @ signed @ sides)


def _starts(signed: Reals) -> list[Reals]:
    """The signs of the leading eigenvector, of the one after it, and everybody in one camp."""
    _, vectors = np.linalg.eigh(signed)
    # signs of rounding errors would differ between machines: what is next to nothing is on the first side
    found = [np.where(vectors[:, place] < -1e-9, -1.0, 1.0) for place in (-1, -2)[: len(signed)]]
    return [*found, np.ones(len(signed))]


def _improved(signed: Reals, start: Reals) -> Reals:
    """Move the node that gains most to the other side, until none gains."""
    sides = start.copy()
    pull = signed @ sides
    for _ in range(len(sides) ** 2):
        gains = -sides * pull
        best = int(gains.argmax())
        if gains[best] <= _NOTHING:
            break
        sides[best] = -sides[best]
        pull += 2 * signed[:, best] * sides[best]
    return sides

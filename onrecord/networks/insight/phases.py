"""Phases: windows of time in which a network is in the same state, and when it passes into another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.networks.insight.libraries import library
from onrecord.networks.insight.partitions import Labels, Reals
from onrecord.networks.network import Network
from onrecord.types import DateInterval

# More states than this nobody can tell a story of.
_MOST_STATES = 10
# Below a quarter a silhouette shows no structure (Kaufman and Rousseeuw 1990): then it is one state.
_NO_STRUCTURE = 0.25


class Distance(StrEnum):
    """How far two windows are apart."""

    DIFFERENCE = "difference"
    SPECTRAL = "spectral"


@dataclass(frozen=True, slots=True, eq=False)
class Phases:
    """The state of each window, numbered in the order in which they first come, and the windows where it changes.

    ``silhouette`` says how clearly states differ, 1 at most: above 0.5 clearly, below 0.25 not; None for one state.
    ``distances`` are those of all windows, 0 to 1.
    """

    windows: tuple[DateInterval | None, ...]
    states: tuple[int, ...]
    changes: tuple[int, ...]
    silhouette: float | None
    distances: Reals


def phases(
    networks: Iterable[Network], *, distance: Distance = Distance.DIFFERENCE, count: int | None = None
) -> Phases:
    """The states that a network goes through, after Masuda and Holme (2019).

    Windows are joined by average linkage and cut into ``count`` states, or where the mean silhouette (Rousseeuw 1987)
    is highest, if any cut has a structure; Masuda and Holme cut by Dunn's index, which is infinite as soon as two
    windows are the same. ``difference`` is the sum of the differences of all ties over the sum of both networks (a
    graph edit distance with weights, for which it matters who is tied to whom); ``spectral`` is the distance of the
    eigenvalues of the Laplacians over the length of the longer one (for which it does not). Two empty windows are
    alike. Raises MissingExtra.
    """
    if count is not None and count < 1:
        raise OnrecordError(f"{count} states can not be found: ask for 1 or more.")
    listed = list(networks)
    matrices = _aligned(listed)
    apart = _differences(matrices) if distance is Distance.DIFFERENCE else _spectral(matrices)
    labels, clear = _states(apart, count)
    changes = tuple((np.flatnonzero(np.diff(labels)) + 1).tolist())
    return Phases(tuple(one.period for one in listed), tuple((labels + 1).tolist()), changes, clear, apart)


def _aligned(networks: list[Network]) -> list[Reals]:
    """The matrices of the networks over the nodes of all."""
    ids = sorted({node.id for one in networks for node in one.nodes})
    place = {name: number for number, name in enumerate(ids)}
    made = []
    for one in networks:
        matrix = np.zeros((len(ids), len(ids)))
        rows, columns = ([place[node.id] for node in nodes] for nodes in (one.rows, one.columns))
        if rows and columns:
            matrix[np.ix_(rows, columns)] = one.matrix
            if one.two_mode:
                matrix[np.ix_(columns, rows)] = one.matrix.T
        made.append(matrix)
    return made


def _differences(matrices: list[Reals]) -> Reals:
    made = np.zeros((len(matrices), len(matrices)))
    sums = [float(np.abs(matrix).sum()) for matrix in matrices]
    for one in range(len(matrices)):
        for other in range(one):
            both = sums[one] + sums[other]
            part = float(np.abs(matrices[one] - matrices[other]).sum()) / both if both else 0.0
            made[one, other] = made[other, one] = part
    return made


def _spectral(matrices: list[Reals]) -> Reals:
    spectra = [np.linalg.eigvalsh(np.diag(matrix.sum(axis=1)) - matrix) for matrix in matrices]
    made = np.zeros((len(spectra), len(spectra)))
    for one in range(len(spectra)):
        for other in range(one):
            # The longer one, where Masuda and Holme take the shorter: an empty window has a distance, too.
            longer = max(float((spectra[one] ** 2).sum()), float((spectra[other] ** 2).sum()))
            apart = float(((spectra[one] - spectra[other]) ** 2).sum())
            made[one, other] = made[other, one] = np.sqrt(apart / longer) if longer else 0.0
    return made


def _states(apart: Reals, count: int | None) -> tuple[Labels, float | None]:
    size = len(apart)
    whole = np.zeros(size, dtype=np.int64)
    if size < 2 or not apart.any() or count == 1:
        return whole, None
    tree = library("scipy.cluster.hierarchy")
    joined = tree.linkage(library("scipy.spatial.distance").squareform(apart, checks=False), method="average")
    wanted = range(2, min(_MOST_STATES, size - 1) + 1) if count is None else (min(count, size),)
    found = [_in_time(tree.cut_tree(joined, n_clusters=number).ravel()) for number in wanted or (2,)]
    values = [_silhouette(apart, labels) for labels in found]
    best = max(range(len(found)), key=lambda place: (values[place], -place))
    if count is None and values[best] < _NO_STRUCTURE and size > 2:
        return whole, None
    return found[best], values[best]


def _in_time(labels: Labels) -> Labels:
    """The same states, numbered in the order in which they first come."""
    _, first, codes = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[codes]


def _silhouette(apart: Reals, labels: Labels) -> float:
    """The mean silhouette of the windows; that of a window alone in its state is 0."""
    inside = labels[:, None] == labels[None, :]
    others = inside.sum(axis=1) - 1
    own = (apart * inside).sum(axis=1) / np.maximum(others, 1)
    groups = np.unique(labels)
    means = np.stack([apart[:, labels == group].mean(axis=1) for group in groups], axis=1)
    means[labels[:, None] == groups[None, :]] = np.inf
    nearest = means.min(axis=1)
    larger = np.maximum(own, nearest)
    values = np.divide(nearest - own, larger, out=np.zeros(len(labels)), where=(larger > 0) & (others > 0))
    return float(values.mean())

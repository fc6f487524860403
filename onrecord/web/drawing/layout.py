"""Where the nodes of a network stand: who is tied closely stands close, and no two names lie upon each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]

# Steps of the forces: after some 250 the places of debates of 10 to 150 actors no longer move by a pixel.
_STEPS = 280
# Pull to the middle, so that what is tied to nothing stays in the picture; parts without a tie between them need more
# of it, or an empty field lies between them (looked at for one to six parts).
_GRAVITY, _APART = 0.06, 3.0
_ROUNDS = 800
# The network takes so many times the room of its names: less and ties can no longer be followed, more and the names of
# 60 actors fall below 6 points on a page (looked at for debates of 10, 60 and 120 actors).
_AIR = 3.2
# Air around every box of a node and its name.
_GAP = 5.0


def force_layout(weights: Places, boxes: Places, aspect: float, *, seed: int = 0) -> Places:
    """The middle of each node, in units of the boxes, which no longer overlap; the same seed gives the same places.

    ``weights`` is square and symmetric, none below 0; ``boxes`` has width and height of each node with its name.
    Repulsion falls with distance and grows with ties, attraction grows with distance (Jacomy et al. 2014, ForceAtlas2).
    """
    count = len(weights)
    if count == 0:
        return np.zeros((0, 2))
    if count == 1:
        return np.zeros((1, 2))
    place = _forces(weights, np.random.default_rng(seed))
    place = _upright(place)
    area = float((boxes[:, 0] * boxes[:, 1]).sum()) * _AIR
    wanted = np.array([np.sqrt(area * aspect), np.sqrt(area / aspect)])
    extent = np.ptp(place, axis=0)
    place = (place - place.mean(axis=0)) / np.maximum(extent, 1e-9) * wanted
    return apart(place, boxes)


def apart(place: Places, boxes: Places) -> Places:
    """The places moved as little as it takes for boxes around them not to overlap."""
    half = boxes / 2 + _GAP / 2
    place = place.copy()
    count = len(place)
    # Boxes in the very same place have no direction in which to part; a hair's breadth gives them one.
    place[:, 1] += np.arange(count) * 1e-3
    upper = np.triu(np.ones((count, count), dtype=bool), 1)
    for _ in range(_ROUNDS):
        delta = place[None, :, :] - place[:, None, :]
        over = half[None, :, :] + half[:, None, :] - np.abs(delta)
        pairs = np.argwhere((over[:, :, 0] > 1e-6) & (over[:, :, 1] > 1e-6) & upper)
        if not len(pairs):
            return place
        for one, two in pairs.tolist():
            gap = half[one] + half[two] - np.abs(place[two] - place[one])
            if gap[0] <= 0 or gap[1] <= 0:
                continue
            axis = 0 if gap[0] < gap[1] else 1
            push = (gap[axis] / 2 + 0.01) * (1.0 if place[two][axis] >= place[one][axis] else -1.0)
            place[one][axis] -= push
            place[two][axis] += push
    return _in_rows(place, half)


def _in_rows(place: Places, half: Places) -> Places:
    """What could not be parted by pushing: from left to right, each as far as it needs from those before it."""
    place = place.copy()
    done: list[int] = []
    for one in np.argsort(place[:, 0], kind="stable").tolist():
        for other in done:
            if abs(place[one][1] - place[other][1]) < half[one][1] + half[other][1]:
                place[one][0] = max(place[one][0], place[other][0] + half[one][0] + half[other][0])
        done.append(one)
    return place


def _forces(weights: Places, chance: np.random.Generator) -> Places:
    count = len(weights)
    positive = weights[weights > 0]
    pull = weights / positive.mean() if len(positive) else weights.copy()
    np.fill_diagonal(pull, 0.0)
    degree = pull.sum(axis=1)
    # Pulls of a node sum to a few units, whatever its degree: else the busiest would fall into one point.
    pull /= np.sqrt(np.outer(degree + 1, degree + 1))
    mass = 1.0 + np.sqrt(degree)
    push = np.outer(mass, mass) / mass.mean() ** 2
    gravity = _GRAVITY if _in_one_piece(pull) else _APART
    place = _begin(pull, chance)
    for step in range(_STEPS):
        delta = place[:, None, :] - place[None, :, :]
        distance = np.sqrt((delta**2).sum(axis=2)) + 1e-6
        away = push / distance**2
        np.fill_diagonal(away, 0.0)
        force = (delta * (away / count * 4 - pull * 4)[:, :, None]).sum(axis=1)
        force -= gravity * place
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        heat = 0.12 * (1 - step / _STEPS) + 0.002
        place = place + force / length * np.minimum(length * 0.3, heat)
    return place


def _in_one_piece(pull: Places) -> bool:
    """Whether ties lead from the first node to every other."""
    reached = np.zeros(len(pull), dtype=bool)
    reached[0] = True
    for _ in range(len(pull)):
        further = reached | (pull[reached] > 0).any(axis=0)
        if (further == reached).all():
            break
        reached = further
    return bool(reached.all())


def _begin(pull: Places, chance: np.random.Generator) -> Places:
    """First places by the second and third eigenvectors of the ties (Hall 1970), shaken a little."""
    laplace = np.diag(pull.sum(axis=1) + 1e-3) - pull
    _, vectors = np.linalg.eigh(laplace)
    first = vectors[:, 1:3] if len(pull) > 2 else np.column_stack([vectors[:, 1], np.zeros(len(pull))])
    # The sign of an eigenvector is chance of the library; the largest entry decides it here.
    largest = np.argmax(np.abs(first), axis=0)
    signs = np.sign(first[largest, np.arange(2)])
    first = first * np.where(signs == 0, 1, signs)
    spread = float(np.abs(first).max()) or 1.0
    shaken: Places = first / spread + chance.normal(0, 0.08, first.shape)
    return shaken


def _upright(place: Places) -> Places:
    """Turned so that the network is widest from left to right."""
    centred = place - place.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned: Places = centred @ axes.T
    largest = np.argmax(np.abs(turned), axis=0)
    signs = np.sign(turned[largest, np.arange(turned.shape[1])])
    return turned * np.where(signs == 0, 1, signs)

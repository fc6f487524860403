"""Backbones: which options carry the structure of a network of actors, and which could be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.networks.asking import NOTHING, Known, Mode, NetworkOptions, Normalise, Weight
from onrecord.networks.columns import Columns
from onrecord.networks.insight.partitions import Reals
from onrecord.networks.insight.settled import settled
from onrecord.networks.qualifying import levels, scale

Kept = NDArray[np.bool_]

# Every subset is tried up to so many options (4,096 subsets take a second or two for 50 actors); above, annealing.
_EXACT = 12
# Annealing: so many moves for each option, the temperature falling from the loss of an average option to a thousandth
# of it (Kirkpatrick, Gelatt and Vecchi 1983). On 12 options it finds the exact solution for 50 of 50 seeds (see tests).
_MOVES = 250
_LAST = 1e-3
# Tables of actors x actors for every option: more numbers than this would take over 1.6 GB.
_LARGEST = 200_000_000
_SAME = 1e-12


class Loss(StrEnum):
    """How the loss of structure is measured."""

    SPECTRAL = "spectral"
    EUCLIDEAN = "euclidean"


@dataclass(frozen=True, slots=True)
class Layer:
    """An option that is taken away, and the loss with it and all before it gone."""

    option: str
    name: str
    loss: float


@dataclass(frozen=True, slots=True)
class Backbone:
    """The options that carry a network, and those that are redundant, by id.

    ``order`` has every option, the one that is missed least first. ``loss`` is what the kept ones alone lose, from 0
    (nothing) to about 1 (as much as without any option); ``exact`` says whether every choice was tried.
    """

    order: tuple[Layer, ...]
    kept: tuple[str, ...]
    redundant: tuple[str, ...]
    loss: float
    exact: bool


def backbone(
    columns: Columns,
    asked: NetworkOptions,
    known: Known = NOTHING,
    *,
    loss: Loss = Loss.SPECTRAL,
    penalty: float = 0.5,
    seed: int = 0,
) -> Backbone:
    """The options that carry the network of actors which is asked for; negative ties count as none.

    The question and the two ways are those of dna_backbone in rDNA (Leifeld and Henrichsen): ``order`` takes away,
    again and again, the option that is missed least ("nested"); ``kept`` has the lowest loss plus ``penalty`` times the
    share of the options that are kept. So an option stays if without it more than penalty / (number of options)
    would be lost; rDNA's penalty is another, exponential one. The loss is the Euclidean distance between the
    eigenvalues of the two Laplacians, each scaled to the sum 1 (spectral: structure, whoever is where), or between
    the two matrices (euclidean: tie by tie); both as a share of what the network without options loses.
    """
    if not 0 <= penalty <= 1:
        raise OnrecordError("The penalty lies between 0 (every option that matters is kept) and 1 (few are).")
    if asked.mode is not Mode.ACTORS or asked.weight is Weight.COMBINE:
        raise OnrecordError("A backbone is that of a network of actors by congruence, conflict or subtract.")
    if asked.windows is not None:
        raise OnrecordError("A backbone is that of one network: choose a period instead of windows.")
    pieces = _Pieces(columns, asked, known)
    count = len(pieces.options)
    missing = _missing(pieces, loss)
    nested = _nested(pieces, missing, known)
    if count == 0:
        return Backbone((), (), (), 0.0, True)

    def cost(kept: Kept) -> float:
        return missing(kept) + penalty * float(kept.mean())

    exact = count <= _EXACT
    best = _tried(count, cost) if exact else _annealed(count, cost, seed)
    names = np.array(pieces.options, dtype=np.object_)
    return Backbone(nested, tuple(names[best]), tuple(names[~best]), missing(best), exact)


class _Pieces:
    """What each option adds to the network: its part of the weights, and of what they are divided by."""

    def __init__(self, columns: Columns, asked: NetworkOptions, known: Known) -> None:
        """Count the positions of each actor on each option and level."""
        base = settled(columns, replace(asked, windows=None), known).columns
        ladder = scale(asked.qualifier)
        _, level = levels(base, asked.qualifier)
        actors, actor = np.unique(base.actor, return_inverse=True)
        options, option = np.unique(base.option, return_inverse=True)
        shape = (len(options), len(actors), len(ladder.names))
        if len(options) * len(actors) ** 2 > _LARGEST:
            raise OnrecordError(
                f"{len(actors):,} actors on {len(options)} options are too many for a backbone: ask for actors with a "
                "minimum of positions."
            )
        place = (option * shape[1] + actor) * shape[2] + level
        counts = np.bincount(place, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)
        between = {
            Weight.IGNORE: np.ones_like(ladder.likeness),
            Weight.CONGRUENCE: ladder.likeness,
            Weight.CONFLICT: ladder.distance,
            Weight.SUBTRACT: ladder.likeness - ladder.distance,
        }[asked.weight]
        self.options = [base.options[code] for code in options.tolist()]
        self.actors = len(actors)
        self.weights = counts @ between @ counts.transpose(0, 2, 1)
        self._mass = counts.sum(axis=2)
        self._normalise = asked.normalise
        self._union = _unions(counts) if asked.normalise is Normalise.JACCARD else None

    def matrix(self, kept: Kept) -> Reals:
        """The network that the kept options make."""
        made: Reals = self.weights[kept].sum(axis=0)
        mass = self._mass[kept].sum(axis=0)
        if self._normalise is Normalise.AVERAGE:
            below = (mass[:, None] + mass[None, :]) / 2
        elif self._normalise is Normalise.COSINE:
            below = np.outer(mass, mass)
        elif self._union is not None:
            below = self._union[kept].sum(axis=0)
        else:
            below = np.ones_like(made)
        made = np.divide(made, below, out=np.zeros_like(made), where=below > 0)
        np.fill_diagonal(made, 0.0)
        return np.asarray(np.maximum(made, 0.0))


def _unions(counts: Reals) -> Reals:
    lacking = (counts == 0).astype(np.float64)
    alone = counts @ lacking.transpose(0, 2, 1)
    return np.asarray(alone + alone.transpose(0, 2, 1) + counts @ counts.transpose(0, 2, 1))


def _missing(pieces: _Pieces, loss: Loss) -> Callable[[Kept], float]:
    """How much structure the network of some options lacks, 1 for that of none."""
    shape = _spectrum if loss is Loss.SPECTRAL else np.asarray
    whole = shape(pieces.matrix(np.ones(len(pieces.options), dtype=np.bool_)))
    most = float(np.linalg.norm(whole))

    def missing(kept: Kept) -> float:
        return float(np.linalg.norm(whole - shape(pieces.matrix(kept)))) / most if most else 0.0

    return missing


def _spectrum(matrix: Reals) -> Reals:
    values = np.linalg.eigvalsh(np.diag(matrix.sum(axis=1)) - matrix) if len(matrix) else np.zeros(0)
    total = float(values.sum())
    return np.asarray(values / total if total > _SAME else np.zeros_like(values))


def _nested(pieces: _Pieces, missing: Callable[[Kept], float], known: Known) -> tuple[Layer, ...]:
    kept = np.ones(len(pieces.options), dtype=np.bool_)
    made = []
    while kept.any():
        tried = []
        for place in np.flatnonzero(kept).tolist():
            kept[place] = False
            tried.append((round(missing(kept), 12), pieces.options[place], place))
            kept[place] = True
        least, option, place = min(tried)
        kept[place] = False
        made.append(Layer(option, known.options.get(option, option), least))
    return tuple(made)


def _tried(count: int, cost: Callable[[Kept], float]) -> Kept:
    """The best of all choices; of two that are equal the smaller one."""
    choices = [np.array(choice, dtype=np.bool_) for choice in product((False, True), repeat=count)]
    return min(choices, key=lambda kept: (round(cost(kept), 12), int(kept.sum())))


def _annealed(count: int, cost: Callable[[Kept], float], seed: int) -> Kept:
    """Simulated annealing: take an option in or out; worse choices are taken the more rarely the colder it is."""
    random = np.random.default_rng(seed)
    now = np.ones(count, dtype=np.bool_)
    value = cost(now)
    best, lowest = now.copy(), value
    steps = _MOVES * count
    for step in range(steps):
        heat = _LAST ** (step / steps) / count
        place = int(random.integers(count))
        now[place] = ~now[place]
        moved = cost(now)
        if moved <= value or random.random() < np.exp((value - moved) / heat):
            value = moved
            if value < lowest - _SAME:
                best, lowest = now.copy(), value
        else:
            now[place] = ~now[place]
    return best

"""The five-step stance as a qualifier: which level each position has, and how far levels are apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.asking import Qualifier
from onrecord.networks.columns import Columns, Flags

Levels = NDArray[np.int8]
Grid = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """The levels of a qualifier in rising order.

    ``worth`` is what a position of a level adds to a two-mode edge under subtract, ``likeness`` and ``distance`` what
    two positions of two levels add to congruence and conflict.
    """

    names: tuple[str, ...]
    worth: Grid
    likeness: Grid
    distance: Grid


def scale(qualifier: Qualifier) -> Scale:
    """The levels of a qualifier, those that nobody takes included.

    The distance of integer levels counts against the whole scale and not against the steps that happen to occur,
    after Leifeld, Gruber and Bossner (2018, section 2.3), so that networks of different times can be compared.
    """
    if qualifier is Qualifier.NONE:
        return _scale(("any",), np.ones(1), np.zeros((1, 1)))
    if qualifier is Qualifier.CATEGORIES:
        return _scale(_STEPS, np.ones(len(_STEPS)), 1.0 - np.eye(len(_STEPS)))
    if qualifier is Qualifier.INTEGER:
        worth = np.arange(-2.0, 3.0)
        return _scale(_STEPS, worth, np.abs(worth[:, None] - worth[None, :]) / (len(_STEPS) - 1))
    return _scale(("no", "yes"), np.array([-1.0, 1.0]), 1.0 - np.eye(2))


_STEPS = ("opposes", "reluctant", "undecided", "open", "supports")


def _scale(names: tuple[str, ...], worth: Grid, distance: Grid) -> Scale:
    return Scale(names, worth, 1.0 - distance, distance)


def levels(columns: Columns, qualifier: Qualifier) -> tuple[Flags, Levels]:
    """Which rows have a level of that qualifier, and for every row its place among the levels."""
    every = np.ones(len(columns), dtype=np.bool_)
    if qualifier is Qualifier.NONE:
        return every, np.zeros(len(columns), dtype=np.int8)
    if qualifier in (Qualifier.INTEGER, Qualifier.CATEGORIES):
        return every, np.rint(columns.stance * 2 + 2).astype(np.int8)
    # Half steps count as their side, or, strictly, not at all; nobody who is undecided has a side.
    has = np.abs(columns.stance) == 1 if qualifier is Qualifier.STRICT else columns.stance != 0
    return has, (columns.stance > 0).astype(np.int8)

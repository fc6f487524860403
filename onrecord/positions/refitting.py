"""The weights of both coders moved toward judgements, no further than these carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.positions.merging import Evidence, Floats, Weights, features
from onrecord.types import STANCE_COLUMNS, Stance

# What nobody judged counts half as much as what was judged, together: it holds the weights to what they said of it, so
# that a rule learned from what was shown to reviewers does not turn over what was not.
_UNJUDGED = 0.5
# Steps of Newton's method at most; from weights nearby it takes four or five.
_STEPS = 20
_NEAR_ENOUGH = 1e-6
# A number that hardly ever differs from nothing moves its weight against at least this resistance.
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True, slots=True)
class Example:
    """A holder and an option in a sentence of an article: what speaks for what, and what is right.

    ``stance`` None is no position. What nobody judged is not ``judged``; without ``evidence`` it is a position that
    reviewers added where the program asks nothing.
    """

    article: str
    evidence: Evidence | None
    stance: Stance | None = None
    judged: bool = True


def refit(examples: Sequence[Example], weights: Weights, hold: float) -> Weights:
    """The weights that fit the judged examples better, held back from leaving the given ones by ``hold``.

    A multinomial logistic regression that starts from the weights as they are and pays for every move by its effect.
    """
    found = [one for one in examples if one.evidence is not None]
    told = [one for one in found if one.judged]
    if not told:
        return weights
    given = np.array(weights.rows)
    matrix = np.stack([features(one.evidence) for one in found if one.evidence is not None])
    before = _chances(matrix @ given.T)
    wanted = np.where(np.array([one.judged for one in found])[:, None], _targets(found), before)
    untold = len(found) - len(told)
    share = min(1.0, _UNJUDGED * len(told) / untold) if untold else 0.0
    counts = np.array([1.0 if one.judged else share for one in found])
    moved = _moved((matrix, wanted, counts), given, hold)
    return replace(weights, rows=tuple(tuple(round(float(value), 4) for value in row) for row in given + moved))


def _targets(found: Sequence[Example]) -> Floats:
    wanted = np.zeros((len(found), len(STANCE_COLUMNS)))
    wanted[np.arange(len(found)), [STANCE_COLUMNS.index(one.stance) for one in found]] = 1.0
    return wanted


def _chances(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _moved(data: tuple[Floats, Floats, Floats], given: Floats, hold: float) -> Floats:
    """How far the weights move, by Newton's method with steps that are halved until they lead down."""
    matrix, wanted, counts = data
    spread = np.maximum((matrix**2).mean(axis=0), _LEAST_SPREAD)
    resistance = np.tile(hold * spread, len(given))
    moved = np.zeros_like(given)

    def cost(at: Floats) -> float:
        chances = _chances(matrix @ (given + at).T)
        missed = -(counts[:, None] * wanted * np.log(np.maximum(chances, 1e-12))).sum()
        return float(missed + 0.5 * (resistance * at.ravel() ** 2).sum())

    here = cost(moved)
    for _ in range(_STEPS):
        chances = _chances(matrix @ (given + moved).T)
        slope = ((chances - wanted) * counts[:, None]).T @ matrix
        slope = slope.ravel() + resistance * moved.ravel()
        step = np.linalg.solve(_curve(matrix, chances, counts) + np.diag(resistance), slope).reshape(moved.shape)
        size = 1.0
        while size > _NEAR_ENOUGH and (there := cost(moved - size * step)) > here:
            size /= 2
        if size <= _NEAR_ENOUGH:
            break
        moved, gained, here = moved - size * step, here - there, there
        if gained < _NEAR_ENOUGH * max(1.0, here):
            break
    return moved


def _curve(matrix: Floats, chances: Floats, counts: Floats) -> Floats:
    """The second derivative of the cost, a block for each pair of stances."""
    kinds, size = chances.shape[1], matrix.shape[1]
    curve = np.zeros((kinds * size, kinds * size))
    for one in range(kinds):
        for other in range(one, kinds):
            bend = counts * chances[:, one] * (float(one == other) - chances[:, other])
            block = (matrix * bend[:, None]).T @ matrix
            curve[one * size : (one + 1) * size, other * size : (other + 1) * size] = block
            curve[other * size : (other + 1) * size, one * size : (one + 1) * size] = block.T
    return curve

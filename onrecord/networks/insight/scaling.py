"""Scaling: places of actors on one dimension or two, from their yes and no, with how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.networks.asking import NOTHING, Known, Mode, NetworkOptions, Qualifier, Weight
from onrecord.networks.columns import Codes, Columns
from onrecord.networks.insight.partitions import Reals
from onrecord.networks.insight.settled import settled
from onrecord.networks.qualifying import levels, scale

# Points from -4 to 4 standard deviations on which places are weighed; twice as many change no place by 0.01.
_REACH, _POINTS = 4.0, {1: 61, 2: 25}
# Standard deviation of the prior of slopes and difficulties: an actor one deviation to the right of another says yes
# to an option of slope 2 with 0.88 where the other is at 0.5. Without it an option that splits actors cleanly would
# have no finite slope.
_PRIOR = 2.0
_ROUNDS, _NEAR = 500, 1e-4


@dataclass(frozen=True, slots=True)
class Point:
    """The place of an actor, with its standard error on each dimension, and how many positions it has."""

    id: str
    name: str
    place: tuple[float, ...]
    error: tuple[float, ...]
    counted: int


@dataclass(frozen=True, slots=True)
class Item:
    """How an option divides: the slope on each dimension, and the threshold (the yes of an actor at 0, in logits)."""

    id: str
    name: str
    slope: tuple[float, ...]
    easiness: float


@dataclass(frozen=True, slots=True)
class Scaling:
    """Places of actors, from left to right, and the options that tell them apart, the sharpest first.

    ``left_out`` are ids of actors who have no position with a side. ``settled`` says whether the estimate came to rest.
    """

    actors: tuple[Point, ...]
    options: tuple[Item, ...]
    left_out: tuple[str, ...]
    settled: bool


def scaling(
    columns: Columns,
    asked: NetworkOptions,
    known: Known = NOTHING,
    *,
    dimensions: int = 1,
    repeated: bool = False,
    anchor: str | None = None,
) -> Scaling:
    """Places of actors by item response theory: the chance of a yes is logistic in slope x place + easiness.

    The two-parameter model (Birnbaum 1968), which for votes is that of ideal points (Clinton, Jackman and Rivers
    2004), fitted by marginal maximum likelihood with a prior (Bock and Aitkin 1981): places are standard normal and
    weighed on a
    grid, slopes and easinesses come from an EM. A place is the mean of what is then known of it, its error the
    standard deviation; the errors take slopes as known, and so are too small with few actors. What an actor says of
    an option counts once, as the share of its yes; ``repeated`` counts every position as a saying of its own. The
    right side of the first dimension is that of ``anchor``, an option, or else of the sharpest option. Two dimensions
    are turned so that the first one divides most.
    """
    if dimensions not in _POINTS:
        raise OnrecordError("Scaling has one dimension or two: more can not be shown, or told apart in news.")
    if asked.qualifier in (Qualifier.CATEGORIES, Qualifier.NONE):
        raise OnrecordError("Scaling needs a yes and a no: choose the qualifier boolean, strict or integer.")
    asked = replace(asked, mode=Mode.ACTORS, weight=Weight.CONGRUENCE, windows=None)
    base = settled(columns, asked, known).columns
    everybody = settled(columns, replace(asked, qualifier=Qualifier.INTEGER), known).columns
    left_out = tuple(sorted(_named(everybody.actors, everybody.actor) - _named(base.actors, base.actor)))
    if len(base) == 0:
        return Scaling((), (), left_out, True)
    answers = _Answers.of(base, asked.qualifier, repeated)
    if anchor is not None and anchor not in answers.options:
        raise OnrecordError(f"No counted position is on {anchor!r}: name an option that somebody speaks of.")
    slopes, easiness, at_rest = _fitted(answers.yes, answers.said, dimensions)
    place, spread = _places(answers.yes, answers.said, slopes, easiness)
    turn = _turn(slopes, None if anchor is None else answers.options.index(anchor))
    place, slopes = place @ turn, slopes @ turn
    turned = np.einsum("da,ide,eb->iab", turn, spread, turn)
    error = np.sqrt(np.maximum(turned.diagonal(axis1=1, axis2=2), 0.0))
    points = [
        Point(name, _actor(name, known), tuple(place[row].tolist()), tuple(error[row].tolist()), answers.counted[row])
        for row, name in enumerate(answers.actors)
    ]
    found = [
        Item(name, known.options.get(name, name), tuple(slopes[row].tolist()), float(easiness[row]))
        for row, name in enumerate(answers.options)
    ]
    return Scaling(
        tuple(sorted(points, key=lambda one: (*one.place, one.name, one.id))),
        tuple(sorted(found, key=lambda one: (-sum(value**2 for value in one.slope), one.name))),
        left_out,
        at_rest,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """How often, or how far, each actor says yes to each option, and how often it says anything."""

    actors: tuple[str, ...]
    options: tuple[str, ...]
    yes: Reals
    said: Reals
    counted: tuple[int, ...]

    @classmethod
    def of(cls, base: Columns, qualifier: Qualifier, repeated: bool) -> _Answers:
        """Count every position, or what an actor says of an option once."""
        actors, actor = np.unique(base.actor, return_inverse=True)
        options, option = np.unique(base.option, return_inverse=True)
        shape = (len(actors), len(options))
        cell = actor * shape[1] + option
        worth = scale(qualifier).worth
        share = (worth[levels(base, qualifier)[1]] - worth.min()) / (worth.max() - worth.min())
        size = shape[0] * shape[1]
        yes = np.bincount(cell, share, size).reshape(shape).astype(np.float64)
        said = np.bincount(cell, minlength=size).reshape(shape).astype(np.float64)
        if not repeated:
            yes = np.divide(yes, said, out=np.zeros_like(yes), where=said > 0)
            said = (said > 0).astype(np.float64)
        counted = tuple(np.bincount(actor).tolist())
        names = tuple(base.actors[code] for code in actors.tolist())
        return cls(names, tuple(base.options[code] for code in options.tolist()), yes, said, counted)


def _named(names: tuple[str, ...], codes: Codes) -> set[str]:
    return {names[code] for code in np.unique(codes).tolist()}


def _actor(name: str, known: Known) -> str:
    return known.actors[name].name if name in known.actors else name


def _grid(dimensions: int) -> tuple[Reals, Reals]:
    """Points in space, and the logarithm of how likely a place is to be there before anything is known."""
    line = np.linspace(-_REACH, _REACH, _POINTS[dimensions])
    points = np.stack([part.ravel() for part in np.meshgrid(*[line] * dimensions, indexing="ij")], axis=1)
    weight = -0.5 * (points**2).sum(axis=1)
    return points, weight - np.log(np.exp(weight).sum())


def _fitted(yes: Reals, said: Reals, dimensions: int) -> tuple[Reals, Reals, bool]:
    """Slopes and easinesses of the options, and whether they came to rest."""
    points, before = _grid(dimensions)
    design = np.column_stack([points, np.ones(len(points))])
    values = _start(yes, said, dimensions)
    for _ in range(_ROUNDS):
        after = _posterior(yes, said, design @ values.T, before)
        moved = _improved(values, design, yes.T @ after, said.T @ after)
        change = float(np.abs(moved - values).max())
        values = moved
        if change < _NEAR:
            return values[:, :-1], values[:, -1], True
    return values[:, :-1], values[:, -1], False


def _start(yes: Reals, said: Reals, dimensions: int) -> Reals:
    """Slopes along the main directions in which actors differ; the same for the same answers."""
    signed = 2 * yes - said
    _, _, directions = np.linalg.svd(signed - signed.mean(axis=0), full_matrices=False)
    made = np.zeros((yes.shape[1], dimensions + 1))
    for number in range(min(dimensions, len(directions))):
        line = directions[number]
        made[:, number] = line * np.sign(line[np.abs(line).argmax()] or 1.0) * np.sqrt(len(line))
    return made


def _posterior(yes: Reals, said: Reals, logits: Reals, before: Reals) -> Reals:
    """How likely each actor is at each point."""
    # log p and log (1 - p) of the logistic, without overflow
    likely = yes @ -np.logaddexp(0, -logits).T + (said - yes) @ -np.logaddexp(0, logits).T + before
    likely -= likely.max(axis=1, keepdims=True)
    made: Reals = np.exp(likely)
    made /= made.sum(axis=1, keepdims=True)
    return made


def _improved(values: Reals, design: Reals, yes: Reals, said: Reals) -> Reals:
    """One step of Newton's method for every option at once, no longer than 1."""
    chance = 1 / (1 + np.exp(-np.clip(design @ values.T, -500, 500))).T
    gradient = (yes - said * chance) @ design - values / _PRIOR**2
    bend = np.einsum("jq,qd,qe->jde", said * chance * (1 - chance), design, design, optimize=True)
    bend += np.eye(design.shape[1]) / _PRIOR**2
    step = np.linalg.solve(bend, gradient[:, :, None])[:, :, 0]
    longest = np.maximum(np.abs(step).max(axis=1, keepdims=True), 1.0)
    return np.asarray(values + step / longest)


def _places(yes: Reals, said: Reals, slopes: Reals, easiness: Reals) -> tuple[Reals, Reals]:
    """The mean and the covariance of what is known of each actor's place."""
    points, before = _grid(slopes.shape[1])
    after = _posterior(yes, said, points @ slopes.T + easiness, before)
    mean = after @ points
    square = np.einsum("iq,qd,qe->ide", after, points, points, optimize=True)
    return mean, square - mean[:, :, None] * mean[:, None, :]


def _turn(slopes: Reals, anchor: int | None) -> Reals:
    """The rotation to the axes on which options differ most, the chosen option to the right and upwards."""
    _, directions = np.linalg.eigh(slopes.T @ slopes)
    turn = directions[:, ::-1]
    turned = slopes @ turn
    for number in range(turn.shape[1]):
        column = turned[:, number]
        leading = anchor if anchor is not None and number == 0 else int(np.abs(column).argmax())
        if column[leading] < 0:
            turn[:, number] *= -1
    return np.asarray(turn)

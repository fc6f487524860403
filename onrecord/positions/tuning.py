"""Fits weights and thresholds to judgements, and says on articles held back whether that is worth anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import comb

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.positions.merging import Floats, Weights, settled_on, weigh
from onrecord.positions.refitting import Example, refit
from onrecord.types import STANCE_COLUMNS, Stance

# Fewer judgements or articles than these say nothing: a third of them is held back, and with 20 judgements there the
# interval of an F1 is some 0.2 wide on either side.
LEAST_JUDGEMENTS = 60
LEAST_ARTICLES = 12
# Of the articles, the part that is held back: what is fitted is measured on nothing else.
_HELD_BACK = 1 / 3
_FOLDS = 4
# How hard the weights are held to what they were: from a handful of judgements moving them to hundreds that must agree.
_HOLDS = (3.0, 10.0, 30.0, 100.0)
_THRESHOLDS = (0.12, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
# Of the right ones among the suggestions, the share that a higher threshold for suggestions must leave.
_KEPT = 0.95
_DRAWS = 2000
# Chance passes for a gain once in forty times, as with the interval of the F1.
_BY_CHANCE = 0.025


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with the interval in which it lies in 95 of 100 draws of the articles."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Worth:
    """How well the sides of positions are found, of what is accepted and of what is right."""

    precision: Rate
    recall: Rate
    f1: Rate


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was fitted and what it is worth on the articles held back, beside the weights that it started from.

    ``gain`` is the difference of the F1; of the decisions that became others, ``better`` are right now and ``worse``
    were right before; ``chance`` is how likely as many would be better if it made no difference.
    """

    weights: Weights
    hold: float | None
    shipped: Worth
    tuned: Worth
    gain: Rate
    better: int
    worse: int
    chance: float
    judgements: int
    articles: int
    held_judgements: int
    held_articles: int

    @property
    def helps(self) -> bool:
        """Whether it is better than what it started from, beyond chance."""
        return self.gain.low > 0 and self.chance < _BY_CHANCE


def tune(examples: Sequence[Example], shipped: Weights, *, seed: int = 0) -> Tuned:
    """Fit to two thirds of the articles and measure on the third that was held back.

    OnrecordError where there are too few judgements to say anything.
    """
    told = [one for one in examples if one.judged]
    articles = sorted({one.article for one in told}, key=lambda name: _drawn(name, seed))
    check_enough(len(told), len(articles))
    if len({one.stance is None for one in told}) < 2:
        what = "rejected" if told[0].stance is None else "accepted"
        raise OnrecordError(f"All {len(told)} judged positions were {what}: there is no difference to learn from.")
    held_back = set(articles[: round(len(articles) * _HELD_BACK)])
    learned = [one for one in examples if one.article not in held_back]
    held = [one for one in told if one.article in held_back]
    weights, hold = _fitted(learned, shipped, seed)
    before, after = _decisions(held, shipped), _decisions(held, weights)
    better = sum(_is_right(one, b) < _is_right(one, a) for one, b, a in zip(held, before, after, strict=True))
    worse = sum(_is_right(one, b) > _is_right(one, a) for one, b, a in zip(held, before, after, strict=True))
    worth, gain = _worth(held, (before, after), seed)
    return Tuned(
        weights=weights,
        hold=hold,
        shipped=worth[0],
        tuned=worth[1],
        gain=gain,
        better=better,
        worse=worse,
        chance=_sign_test(better, worse),
        judgements=len(told),
        articles=len(articles),
        held_judgements=len(held),
        held_articles=len(held_back),
    )


def check_enough(judgements: int, articles: int) -> None:
    """Raise OnrecordError where there is too little to fit to."""
    if judgements < LEAST_JUDGEMENTS or articles < LEAST_ARTICLES:
        raise OnrecordError(
            f"There are {judgements} judged positions in {articles} articles; at least {LEAST_JUDGEMENTS} in "
            f"{LEAST_ARTICLES} are needed to fit anything and to tell whether it helps. Review more of the queue."
        )


def _drawn(article: str, seed: int) -> str:
    """By which the articles are drawn: the same ones are held back next time, though others came in between."""
    return hashlib.sha256(f"{seed} {article}".encode()).hexdigest()


# ---------------------------------------------------------------- fitting


_Known = tuple[list[float], Stance | None] | None  # the probabilities of an example, and what the calculus says


def _fitted(learned: Sequence[Example], shipped: Weights, seed: int) -> tuple[Weights, float | None]:
    """The weights for the examples, and how hard they were held: what does best on articles left out in turn."""
    told = [one for one in learned if one.judged]
    articles = sorted({one.article for one in learned}, key=lambda name: _drawn(name, seed + 1))
    fold = {article: place % _FOLDS for place, article in enumerate(articles)}
    best: tuple[float, float | None, list[_Known]] | None = None
    for hold in (None, *_HOLDS[::-1]):
        made = [
            shipped if hold is None else refit([one for one in learned if fold[one.article] != left], shipped, hold)
            for left in range(_FOLDS)
        ]
        known = [_known(one, made[fold[one.article]]) for one in told]
        missed = sum(_missed(one, seen) for one, seen in zip(told, known, strict=True))
        if best is None or missed < best[0]:
            best = missed, hold, known
    assert best is not None
    _, hold, known = best
    weights = shipped if hold is None else refit(learned, shipped, hold)
    return _with_thresholds(weights, list(zip(told, known, strict=True))), hold


def _known(one: Example, weights: Weights) -> _Known:
    if one.evidence is None:
        return None
    return [float(chance) for chance in weigh(one.evidence, weights)], one.evidence.calculus


def _missed(one: Example, known: _Known) -> float:
    """How surprising what is right was."""
    return 0.0 if known is None else -float(np.log(max(known[0][STANCE_COLUMNS.index(one.stance)], 1e-9)))


def _with_thresholds(weights: Weights, seen: Sequence[tuple[Example, _Known]]) -> Weights:
    """The thresholds with which most is decided right; of equal ones those nearest to what they were.

    None is below that from which on reviewers were shown anything: of what lies there nobody knows.
    """
    grid = [value for value in _THRESHOLDS if value >= weights.suggest]

    def right(made: Weights) -> int:
        return sum(_is_right(one, _decided(known, made)) for one, known in seen)

    pairs = [(weights.accept, weights.alone), *product(grid, grid)]
    made = [replace(weights, accept=accept, alone=alone) for accept, alone in pairs if accept <= alone]
    best = max(made, key=lambda one: (right(one), -abs(one.accept - weights.accept) - abs(one.alone - weights.alone)))
    return replace(best, suggest=_suggesting(best, seen))


def _suggesting(weights: Weights, seen: Sequence[tuple[Example, _Known]]) -> float:
    """From where on to suggest: as high as nearly all that is right and not accepted can still be seen."""
    chances = []
    for one, known in seen:
        if known is not None and one.stance is not None:
            stance, chance, standing = settled_on(*known, weights)
            if standing == "suggest" and stance.side == one.stance.side:
                chances.append(chance)
    fits = [
        value
        for value in (weights.suggest, *_THRESHOLDS)
        if weights.suggest <= value <= weights.accept
        and sum(chance >= value for chance in chances) >= _KEPT * len(chances)
    ]
    return max(fits) if chances else weights.suggest


# ---------------------------------------------------------------- measuring


def _decisions(examples: Iterable[Example], weights: Weights) -> list[int | None]:
    return [_decided(_known(one, weights), weights) for one in examples]


def _decided(known: _Known, weights: Weights) -> int | None:
    """The side of the position that comes of an example; None where none does."""
    if known is None:
        return None
    stance, _, standing = settled_on(*known, weights)
    return stance.side if standing == "accept" else None


def _is_right(one: Example, side: int | None) -> bool:
    return side == (None if one.stance is None else one.stance.side)


def _worth(
    held: Sequence[Example], decisions: tuple[list[int | None], list[int | None]], seed: int
) -> tuple[tuple[Worth, Worth], Rate]:
    """What both decisions are worth and by how much the F1 of the second is higher, over draws of whole articles."""
    names = sorted({one.article for one in held})
    counts = np.zeros((2, len(names), 3))
    for which, made in enumerate(decisions):
        for one, side in zip(held, made, strict=True):
            hit = side is not None and _is_right(one, side)
            counts[which, names.index(one.article)] += (hit, side is not None, one.stance is not None)
    drawn = np.random.default_rng(seed).integers(0, len(names), (_DRAWS, len(names)))
    whole = [_shares(counts[which].sum(axis=0)[None])[0] for which in (0, 1)]
    draws = [_shares(counts[which][drawn].sum(axis=1)) for which in (0, 1)]
    worth = [Worth(*(_rate(float(whole[which][part]), draws[which][:, part]) for part in range(3))) for which in (0, 1)]
    return (worth[0], worth[1]), _rate(float(whole[1][2] - whole[0][2]), draws[1][:, 2] - draws[0][:, 2])


def _shares(counts: Floats) -> Floats:
    """Precision, recall and F1 of rows of hits, of what was accepted and of what is right."""
    hits, taken, wanted = counts.T
    columns = (hits / np.maximum(taken, 1), hits / np.maximum(wanted, 1), 2 * hits / np.maximum(taken + wanted, 1))
    return np.stack(columns, axis=1)


def _rate(value: float, draws: Floats) -> Rate:
    low, high = np.quantile(draws, (0.025, 0.975))
    return Rate(round(value, 4), round(float(low), 4), round(float(high), 4))


def _sign_test(better: int, worse: int) -> float:
    """How likely at least so many of the changed decisions would be better by chance alone."""
    changed = better + worse
    return sum(comb(changed, more) for more in range(better, changed + 1)) / 2**changed if changed else 1.0

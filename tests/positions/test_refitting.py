"""Weights that move toward judgements, and how they are held back."""

from __future__ import annotations

import numpy as np

from onrecord.positions.merging import Evidence, shipped, weigh
from onrecord.positions.refitting import Example, refit
from onrecord.types import Stance, Voice

SEEN = Evidence((0.6, 0.1, 0.1, 0.05, 0.05, 0.1), Stance.SUPPORTS, 0.8, 0.5, Voice.OWN, True)
TOLD = Evidence((0.6, 0.1, 0.1, 0.05, 0.05, 0.1), Stance.SUPPORTS, 0.8, 0.5, Voice.REPORTED, False)
NO = [Example("a", TOLD) for _ in range(20)]


def none(evidence: Evidence, hold: float, examples: list[Example]) -> float:
    """How likely it is no position by the weights that were moved."""
    return float(weigh(evidence, refit(examples, shipped(), hold))[-1])


def test_what_was_rejected_becomes_less_likely_and_the_harder_it_is_held_the_less() -> None:
    before = float(weigh(TOLD, shipped())[-1])
    loose, held = none(TOLD, 1.0, NO), none(TOLD, 1000.0, NO)
    assert before < held < loose
    assert loose > 0.9


def test_what_nobody_judged_holds_the_weights() -> None:
    before = float(weigh(SEEN, shipped())[-1])
    alone = none(SEEN, 3.0, NO) - before
    beside = none(SEEN, 3.0, [*NO, *(Example("a", SEEN, judged=False) for _ in range(50))]) - before
    assert 0 <= beside < alone / 2


def test_without_judgements_nothing_moves() -> None:
    assert refit([Example("a", SEEN, judged=False), Example("a", None, Stance.OPEN)], shipped(), 1.0) is shipped()


def test_the_thresholds_and_the_size_stay() -> None:
    made = refit(NO, shipped(), 3.0)
    assert (made.accept, made.alone, made.suggest) == (shipped().accept, shipped().alone, shipped().suggest)
    assert np.shape(made.rows) == np.shape(shipped().rows)

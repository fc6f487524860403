"""The best way to cut a window, held against all ways to cut it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.segments import Segments

WORDS = 5


def segments(follows: np.ndarray, labels: tuple[str, ...] = ("source", "cue"), pair: int = 2) -> Segments:
    return Segments.of({"labels": labels, "pair": pair, "follows": follows.tolist()})


def cuts(at: int, kinds: int) -> Iterator[list[tuple[int, int, int]]]:
    if at == WORDS:
        yield []
        return
    for rest in cuts(at + 1, kinds):
        yield [(0, at, at), *rest]
    for kind in range(1, kinds + 1):
        for last in range(at, WORDS):
            for rest in cuts(last + 1, kinds):
                yield [(kind, at, last), *rest]


def score(head: Segments, gains: np.ndarray, cut: list[tuple[int, int, int]]) -> float:
    total, before = 0.0, 0
    for kind, first, last in cut:
        total += head.follows[before, kind] + (gains[kind - 1, first, last] if kind else 0.0)
        before = kind
    return total


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.2, 1.0, 3.0]))
def test_the_path_is_the_best_of_all(seed: int, spread: float) -> None:
    dice = np.random.default_rng(seed)
    head = segments(dice.normal(size=(3, 3)) * spread)
    scores = dice.normal(size=(WORDS, head.width))
    gains = head.gains(scores)
    best = max(cuts(0, 2), key=lambda cut: score(head, gains, cut))
    assert head.best(scores) == [(first, last, kind) for kind, first, last in best if kind]


def test_a_segment_counts_its_words_its_ends_and_how_they_fit() -> None:
    head = segments(np.zeros((2, 2)), ("cue",), pair=1)
    # none, inside, begin, end, left, right
    scores = np.array([[0.5, 1.0, 0.25, 9.0, 2.0, 9.0], [0.5, 1.0, 9.0, 0.125, 9.0, 3.0]])
    assert head.gains(scores)[0, 0, 1] == pytest.approx((1.0 - 0.5) * 2 + 0.25 + 0.125 + 2.0 * 3.0)


def test_nothing_said_nothing_found() -> None:
    head = segments(np.zeros((3, 3)))
    scores = np.zeros((40, head.width))
    scores[:, 0] = 1.0
    assert head.best(scores) == []
    assert head.best(np.zeros((0, head.width))) == []

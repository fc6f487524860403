"""The loss of whole segments, held against all ways to cut, and against the scores that the program reckons with."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from onrecord.reading.segments import Segments
from training.reading import segments
from training.reading.labels import PAIR, SEGMENTS
from training.reading.segments import KINDS, WIDTH, Gold, segment_loss, segment_scores


def ways(count: int, at: int = 0) -> list[list[tuple[int, int, int]]]:
    if at == count:
        return [[]]
    out = [[(0, at, at), *rest] for rest in ways(count, at + 1)]
    for kind in range(1, KINDS + 1):
        for last in range(at, count):
            out += [[(kind, at, last), *rest] for rest in ways(count, last + 1)]
    return out


def by_hand(
    parts: torch.Tensor, follows: torch.Tensor, cuts: list[list[tuple[int, int, int]]], lengths: list[int]
) -> torch.Tensor:
    none, scores = segment_scores(parts, torch.tensor(lengths))

    def score(row: int, cut: list[tuple[int, int, int]]) -> torch.Tensor:
        total, before = torch.zeros(()), 0
        for kind, first, last in cut:
            if kind or before:
                total = total + follows[before, kind]
            total = total + (scores[row, kind - 1, first, last] if kind else none[row, first])
            before = kind
        return total

    total = torch.zeros(())
    for row, length in enumerate(lengths):
        every = torch.logsumexp(torch.stack([score(row, cut) for cut in ways(length)]), 0)
        total = total + every - score(row, cuts[row])
    return total / sum(lengths)


def test_loss_and_gradient_are_those_of_all_ways_to_cut() -> None:
    torch.manual_seed(0)
    parts, follows = torch.randn(2, 4, WIDTH, requires_grad=True), torch.randn(KINDS + 1, KINDS + 1, requires_grad=True)
    gold = Gold(torch.tensor([[0, 0, 1, 1], [0, 3, 3, 3], [1, 0, 0, 2], [1, 1, 1, 2]]), torch.tensor([4, 2]))
    cuts = [[(1, 0, 1), (0, 2, 2), (3, 3, 3)], [(2, 0, 0), (2, 1, 1)]]
    ours = segment_loss(parts, follows, gold)
    ours_by = torch.autograd.grad(ours, (parts, follows))
    theirs = by_hand(parts, follows, cuts, [4, 2])
    theirs_by = torch.autograd.grad(theirs, (parts, follows))
    assert float(ours.detach()) == pytest.approx(float(theirs.detach()), abs=1e-5)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(ours_by, theirs_by, strict=True))


def test_training_and_reading_reckon_alike() -> None:
    torch.manual_seed(1)
    parts = torch.randn(1, 6, WIDTH)
    none, scores = segment_scores(parts, torch.tensor([6]))
    head = Segments(SEGMENTS, PAIR, np.zeros((KINDS + 1, KINDS + 1)))
    gains = head.gains(parts[0].double().numpy())
    for kind in range(KINDS):
        for first in range(6):
            for last in range(first, 6):
                free = float(none[0, first : last + 1].sum())
                assert gains[kind, first, last] == pytest.approx(float(scores[0, kind, first, last]) - free, abs=1e-4)
    assert head.width == segments.WIDTH

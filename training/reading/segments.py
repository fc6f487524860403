"""Segments of words scored as wholes: the semi-Markov conditional random field that finds source, cue and content.

A segment of kind k over the words i..j scores what its words say of being inside, what its first word says of
beginning, what its last word says of ending, and what the two say of each other (a product of two small vectors).
Method: Sarawagi & Cohen, "Semi-Markov conditional random fields for information extraction" (2004); the product of
begin and end after Dozat & Manning, "Deep biaffine attention" (2017).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from training.reading.labels import PAIR, SEGMENTS

KINDS = len(SEGMENTS)
WIDTH = (KINDS + 1) + 2 * KINDS + 2 * KINDS * PAIR  # inside (with none), begin, end, and the two vectors
_NEVER = -1e4


@dataclass
class Gold:
    """Segments of a batch: one row each of example, first word, last word and kind (from 1)."""

    rows: Tensor
    lengths: Tensor  # words of each example


def segment_scores(parts: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of the words as none (batch, words) and of all segments (batch, kind, first, last)."""
    batch, count, _ = parts.shape
    inside, begin, end, left, right = torch.split(parts, [KINDS + 1, KINDS, KINDS, KINDS * PAIR, KINDS * PAIR], dim=-1)
    none, inside = inside[..., 0], inside[..., 1:].transpose(1, 2)
    total = torch.cumsum(inside, dim=2)
    before = total - inside
    left = left.view(batch, count, KINDS, PAIR).transpose(1, 2)
    right = right.view(batch, count, KINDS, PAIR).transpose(1, 2)
    pair = left @ right.transpose(2, 3) * PAIR**-0.5
    scores = pair + (total + end.transpose(1, 2))[:, :, None, :] + (begin.transpose(1, 2) - before)[:, :, :, None]
    place = torch.arange(count)
    real = place[None, :] < lengths[:, None]
    forward = (place[:, None] <= place[None, :])[None] & real[:, None, :]
    return none, scores.masked_fill(~forward[:, None], _NEVER)


class _Partition(torch.autograd.Function):
    """The logarithm of the sum over all ways to cut; its gradient is the share of the ways that use each part."""

    @staticmethod
    def forward(context: Any, none: Tensor, scores: Tensor, follows: Tensor, lengths: Tensor) -> Tensor:
        batch, count = none.shape
        by_end = scores.permute(3, 0, 1, 2).contiguous()  # last, batch, kind, first
        by_begin = scores.permute(2, 0, 1, 3).contiguous()
        ahead = none.new_full((count + 1, batch, KINDS + 1), _NEVER)
        ahead[0, :, 0] = 0
        enter = none.new_full((count, batch, KINDS + 1), _NEVER)
        for at in range(count):
            enter[at] = torch.logsumexp(ahead[at][:, :, None] + follows, dim=1)
            ahead[at + 1, :, 0] = enter[at, :, 0] + none[:, at]
            reach = by_end[at, :, :, : at + 1] + enter[: at + 1, :, 1:].permute(1, 2, 0)
            ahead[at + 1, :, 1:] = torch.logsumexp(reach, dim=2)
        rows = torch.arange(batch)
        total = torch.logsumexp(ahead[lengths, rows], dim=1)
        back = none.new_full((count + 1, batch, KINDS + 1), _NEVER)
        leave = none.new_full((count, batch, KINDS + 1), _NEVER)
        back[lengths, rows] = 0
        for at in range(count - 1, -1, -1):
            leave[at, :, 0] = none[:, at] + back[at + 1, :, 0]
            reach = by_begin[at, :, :, at:] + back[at + 1 :, :, 1:].permute(1, 2, 0)
            leave[at, :, 1:] = torch.logsumexp(reach, dim=2)
            here = torch.logsumexp(follows + leave[at][:, None, :], dim=2)
            back[at] = torch.where((at < lengths)[:, None], here, back[at])
        of_none = torch.exp((enter[:, :, 0] + leave[:, :, 0]).T - total[:, None])
        of_none = of_none * (torch.arange(count)[None] < lengths[:, None])
        of_segments = torch.exp(
            scores
            + enter[:, :, 1:].permute(1, 2, 0)[:, :, :, None]
            + back[1:, :, 1:].permute(1, 2, 0)[:, :, None, :]
            - total[:, None, None, None]
        )
        of_follows = (
            torch.exp(ahead[:-1, :, :, None] + follows + leave[:, :, None, :] - total[None, :, None, None])
            * (torch.arange(count)[:, None] < lengths[None]).float()[:, :, None, None]
        )
        context.save_for_backward(of_none, of_segments, of_follows.sum(dim=0))
        return total

    @staticmethod
    def backward(context: Any, *given: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:
        of_none, of_segments, of_follows = context.saved_tensors
        (grad,) = given
        return (
            of_none * grad[:, None],
            of_segments * grad[:, None, None, None],
            (of_follows * grad[:, None, None]).sum(dim=0),
            None,
        )


def segment_loss(parts: Tensor, follows: Tensor, gold: Gold) -> Tensor:
    """Mean over the words of how unlikely the gold segments are; ``parts`` is (batch, words, WIDTH)."""
    follows = _pinned(follows)
    none, scores = segment_scores(parts, gold.lengths)
    total = _Partition.apply(none, scores, follows, gold.lengths)  # type: ignore[no-untyped-call]
    example, first, last, kind = gold.rows.unbind(1)
    count = none.shape[1]
    real = torch.arange(count)[None] < gold.lengths[:, None]
    covered = torch.zeros(len(gold.lengths), count + 1, dtype=torch.long)
    covered.index_put_((example, first), torch.ones_like(first), accumulate=True)
    covered.index_put_((example, last + 1), -torch.ones_like(first), accumulate=True)
    free = (covered.cumsum(dim=1)[:, :-1] == 0) & real
    path = (none * free).sum() + scores[example, kind - 1, first, last].sum()
    # the label of each step: none for a free word, the kind at the first word of a segment
    steps = torch.where(free, 0, -1)
    steps[example, first] = kind
    for row in range(len(gold.lengths)):
        taken = steps[row][steps[row] >= 0]
        path = path + follows[torch.cat((taken.new_zeros(1), taken[:-1])), taken].sum()
    return (total.sum() - path) / gold.lengths.sum()


def _pinned(follows: Tensor) -> Tensor:
    """None after none counts nothing, so that segments are scored against words without any."""
    mask = torch.ones_like(follows)
    mask[0, 0] = 0
    return follows * mask

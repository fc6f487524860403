"""Segments of words chosen as wholes: the best way to cut a window into sources, cues, contents and words of none.

The scores are those of a semi-Markov conditional random field (Sarawagi & Cohen 2004): what the words of a segment say
of being inside, its first of beginning, its last of ending, and the two of each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Larger products than this many rows make with the longest window (2 ** 18 multiplications) are split among threads by
# numpy's library (OpenBLAS), which then stand in the way of the encoder's: whole readings took a third longer.
_ROWS = 32


@dataclass(frozen=True, slots=True)
class Segments:
    """The segment head: its labels, the size of the vectors of begin and end, and how well one follows another.

    ``follows`` has a row and a column for none and for each label; none after none is 0. ``words`` says how much the
    labels of single words, from a head of their own, count beside the segments.
    """

    labels: tuple[str, ...]
    pair: int
    follows: Floats
    words: float = 0.0

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Segments:
        """The head as a manifest describes it."""
        follows = np.array(manifest["follows"], dtype=np.float64)
        follows[0, 0] = 0.0
        return cls(tuple(manifest["labels"]), int(manifest["pair"]), follows, float(manifest.get("words", 0.0)))

    @property
    def width(self) -> int:
        """How many columns of the scores belong to this head."""
        kinds = len(self.labels)
        return (kinds + 1) + 2 * kinds + 2 * kinds * self.pair

    def joined(self, scores: Floats, logs: Floats, labels: Sequence[str]) -> Floats:
        """The scores with those of single words (logarithms of the shares of BIO labels) counted in."""
        kinds = len(self.labels)
        begin = self.words * logs[:, [labels.index(f"B-{label}") for label in self.labels]]
        inside = self.words * logs[:, [labels.index(f"I-{label}") for label in self.labels]]
        out = scores.copy()
        out[:, 0] += self.words * logs[:, labels.index("O")]
        out[:, 1 : kinds + 1] += inside
        out[:, kinds + 1 : 2 * kinds + 1] += begin - inside
        return out

    def gains(self, scores: Floats) -> Floats:
        """What a segment of each kind from each word to each word is better than its words without any."""
        kinds, count = len(self.labels), len(scores)
        ends = np.cumsum([kinds + 1, kinds, kinds, kinds * self.pair])
        inside, begin, end, left, right = np.split(scores, ends, axis=1)
        total = np.cumsum(inside[:, 1:] - inside[:, :1], axis=0)
        before = np.concatenate((np.zeros((1, kinds)), total[:-1]))
        left = left.reshape(count, kinds, self.pair).transpose(1, 0, 2).astype(np.float32)
        right = right.reshape(count, kinds, self.pair).transpose(1, 2, 0).astype(np.float32)
        parts = [left[:, at : at + _ROWS] @ right for at in range(0, count, _ROWS)] or [left @ right]
        pair = np.concatenate(parts, axis=1) * self.pair**-0.5
        gains: Floats = pair + (total + end).T[:, None, :] + (begin - before).T[:, :, None]
        return gains

    def best(self, scores: Floats) -> list[tuple[int, int, int]]:
        """First word, last word and label (from 1) of each segment on the best path, in their order."""
        kinds, count = len(self.labels), len(scores)
        arriving = np.ascontiguousarray(self.gains(scores).transpose(2, 0, 1))  # by last word, label and first word
        rows = np.arange(kinds)
        entry = np.empty((kinds, count))  # the best way to a word at which a segment of each label begins
        came = np.empty((count, kinds + 1), dtype=np.int64)  # the label that this way comes from
        begun = np.empty((count, kinds), dtype=np.int64)  # where the best segment of each label that ends here begins
        state = np.full(kinds + 1, -np.inf)  # the best way to here with none or a label at its end
        state[0] = 0.0
        for place in range(count):
            ways = state[:, None] + self.follows
            came[place] = ways.argmax(axis=0)
            reached = ways.max(axis=0)
            entry[:, place] = reached[1:]
            options = arriving[place, :, : place + 1] + entry[:, : place + 1]
            begun[place] = options.argmax(axis=1)
            state = np.concatenate((reached[:1], options[rows, begun[place]]))
        out = []
        place, label = count, int(state.argmax())
        while place:
            first = int(begun[place - 1, label - 1]) if label else place - 1
            if label:
                out.append((first, place - 1, label))
            place, label = first, int(came[first, label])
        return out[::-1]

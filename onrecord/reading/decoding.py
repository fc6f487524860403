"""Scores of pieces to labels of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.segments import Segments
from onrecord.reading.windows import Window

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the heads say of the words of one window."""

    tags: list[tuple[str, int, int, float]]  # label, first and last word, how sure
    names: Ints
    name_scores: Floats
    begins: npt.NDArray[np.bool_]
    pos: Ints


@dataclass(frozen=True, slots=True)
class Heads:
    """The label sets of the network side by side, in the order of the manifest, and behind them the segments."""

    labels: dict[str, tuple[str, ...]]
    segments: Segments
    ends: tuple[int, int] = (101, 102)  # the pieces before and behind a window, by default those of BERT

    def columns(self, head: str) -> slice:
        """Where the scores of a head stand."""
        at = 0
        for name, labels in self.labels.items():
            if name == head:
                return slice(at, at + len(labels))
            at += len(labels)
        if head == "segments":
            return slice(at, at + self.segments.width)
        raise KeyError(head)


def decode(scores: npt.NDArray[np.float32], windows: Sequence[Window], heads: Heads) -> list[Decoded]:
    """Labels of the words of each window; ``scores`` has a row a window, with [CLS] in front."""
    names = heads.labels["entities"]
    counts = [len(window.begin) for window in windows]
    longest = max(counts)
    name_scores = np.zeros((len(windows), longest, len(names)))
    begins, pos, found = [], [], []
    for row, window in enumerate(windows):
        mine = scores[row, 1 : len(window.pieces) + 1].astype(np.float64)
        first = np.searchsorted(window.owner, np.arange(counts[row]))
        last = np.append(first[1:], len(window.owner))
        name_scores[row, : counts[row]] = _of_words(_logs(mine[:, heads.columns("entities")]), names, first, last)
        here = np.minimum(first, len(mine) - 1)
        found.append(_tags(mine[here], heads))
        sentence = mine[here][:, heads.columns("sentence")]
        begins.append((sentence[:, 1] > sentence[:, 0]) & (first < last) | window.starts)
        pos.append(mine[here][:, heads.columns("pos")].argmax(axis=1))
    name_paths = _best(name_scores, counts, names)
    out = []
    for row, count in enumerate(counts):
        name_path = name_paths[row, :count]
        sure_name = _certainty(name_scores[row, :count], name_path)
        out.append(Decoded(found[row], name_path, sure_name, begins[row], pos[row]))
    return out


def _tags(scores: Floats, heads: Heads) -> list[tuple[str, int, int, float]]:
    """The segments of one window; a row of scores a word."""
    labels = heads.labels["attribution"]
    logs = _logs(scores[:, heads.columns("attribution")])
    shares = np.exp(logs)
    out = []
    for first, last, number in heads.segments.best(
        heads.segments.joined(scores[:, heads.columns("segments")], logs, labels)
    ):
        name = heads.segments.labels[number - 1]
        columns = [labels.index(f"B-{name}"), labels.index(f"I-{name}")]
        out.append((name, first, last, float(shares[first : last + 1, columns].sum(axis=1).mean())))
    return out


def _logs(scores: Floats) -> Floats:
    top: Floats = scores - scores.max(axis=1, keepdims=True)
    logs: Floats = top - np.log(np.exp(top).sum(axis=1, keepdims=True))
    return logs


def _of_words(logs: Floats, labels: Sequence[str], first: Ints, last: Ints) -> Floats:
    """Scores of words from scores of pieces: the pieces behind the first go on with what it begins.

    A word without pieces (a lone control character) has no preference.
    """
    inside = np.array([labels.index("I-" + label[2:]) if label != "O" else 0 for label in labels])
    behind = np.concatenate((np.zeros((1, len(labels))), np.cumsum(logs[:, inside], axis=0)))
    here = np.minimum(first, len(logs) - 1)
    out: Floats = logs[here] + behind[last] - behind[np.minimum(first + 1, last)]
    out[first == last] = 0.0
    # the mean over its pieces, so that a long word does not outvote its neighbours
    out /= np.maximum(last - first, 1)[:, None]
    return out


def _best(scores: Floats, counts: Sequence[int], labels: Sequence[str]) -> Ints:
    """The best path through each row in which nothing goes on that has not begun (Viterbi)."""
    allowed = np.zeros((len(labels), len(labels)))
    for after, label in enumerate(labels):
        if label.startswith("I-"):
            kin = [labels.index("B-" + label[2:]), after]
            allowed[[n for n in range(len(labels)) if n not in kin], after] = _NEVER
    rows, length, _ = scores.shape
    back = np.zeros((length, rows, len(labels)), dtype=np.int64)
    first = np.array([_NEVER if label.startswith("I-") else 0.0 for label in labels])
    best = scores[:, 0] + first
    ends = np.array(counts)
    for at in range(1, length):
        paths = best[:, :, None] + allowed
        came = paths.argmax(axis=1)
        new = np.take_along_axis(paths, came[:, None, :], axis=1)[:, 0] + scores[:, at]
        going = (at < ends)[:, None]
        back[at] = np.where(going, came, np.arange(len(labels)))
        best = np.where(going, new, best)
    out = np.zeros((rows, length), dtype=np.int64)
    state = best.argmax(axis=1)
    for at in range(length - 1, -1, -1):
        out[:, at] = state
        state = back[at][np.arange(rows), state]
    return out


def _certainty(scores: Floats, path: Ints) -> Floats:
    """The share of a word's label among all that it might have been."""
    shares = np.exp(_logs(scores)) if len(scores) else scores
    out: Floats = shares[np.arange(len(path)), path]
    return out


def spans(labels: Ints, names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Kind, first and last word of each run of a BIO path."""
    out: list[tuple[str, int, int]] = []
    for at in np.flatnonzero(labels):
        name = names[labels[at]]
        if name.startswith("I-") and out and out[-1][2] == at - 1 and out[-1][0] == name[2:]:
            out[-1] = (name[2:], out[-1][1], int(at))
        else:
            out.append((name[2:], int(at), int(at)))
    return out

"""Two coders become one: the calculus and the encoder are weighed against each other by measured weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from onrecord.types import STANCE_COLUMNS, Stance, Voice

Floats = npt.NDArray[np.float64]

# A probability of zero would make its logarithm endless; the encoder is never surer than this.
_LEAST = 1e-3

_VOICES = (Voice.OWN, Voice.REPORTED, Voice.ATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a stance: the encoder's six probabilities (empty where it was not asked), the stance of the
    calculus and how sure it is of the option, how near sentence and option are, and how the holder stands in it.
    """

    scores: tuple[float, ...]
    calculus: Stance | None
    target: float
    likeness: float
    voice: Voice
    spoken: bool


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of weights for each column of ``STANCE_COLUMNS``, and from which probability of a side on it is a position
    (``accept``) or worth a reviewer's look (``suggest``).
    """

    rows: tuple[tuple[float, ...], ...]
    accept: float
    suggest: float


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that the package ships, made by ``training.merging``."""
    table = json.loads(resources.files("onrecord.positions").joinpath("merging.json").read_text(encoding="utf-8"))
    return Weights(tuple(map(tuple, table["rows"])), table["accept"], table["suggest"])


def features(evidence: Evidence) -> Floats:
    """The numbers that are weighed, in the order of ``NAMES``."""
    asked = len(evidence.scores) == len(STANCE_COLUMNS)
    logs = [float(np.log(max(score, _LEAST))) for score in evidence.scores] if asked else [0.0] * len(STANCE_COLUMNS)
    said = [float(evidence.calculus is stance) for stance in Stance]
    sure = evidence.target if evidence.calculus is not None else 0.0
    voices = [float(evidence.voice is voice) for voice in _VOICES[1:]]
    return np.array([1.0, float(asked), *logs, *said, sure, evidence.likeness, *voices, float(evidence.spoken)])


NAMES = (
    "one", "asked", *(f"log_{stance or 'irrelevant'}" for stance in STANCE_COLUMNS), *(f"calculus_{s}" for s in Stance),
    "target", "likeness", *(voice.value for voice in _VOICES[1:]), "spoken",
)  # fmt: skip


def weigh(evidence: Evidence, weights: Weights) -> Floats:
    """The probabilities of ``STANCE_COLUMNS``."""
    scores = np.array(weights.rows) @ features(evidence)
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def decided(chances: Sequence[float]) -> tuple[Stance | None, float]:
    """The likeliest side and on it the likeliest stance, with the probability of the side; None is no position."""
    by_side: dict[int | None, float] = {}
    for stance, chance in zip(STANCE_COLUMNS, chances, strict=True):
        side = None if stance is None else stance.side
        by_side[side] = by_side.get(side, 0.0) + float(chance)
    best = max(by_side, key=lambda side: by_side[side])
    if best is None:
        return None, by_side[best]
    mine = {s: c for s, c in zip(STANCE_COLUMNS, chances, strict=True) if s is not None and s.side == best}
    return max(mine, key=lambda stance: mine[stance]), by_side[best]

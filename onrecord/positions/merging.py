"""Two coders become one: the calculus and the encoder are weighed against each other by measured weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from onrecord.types import STANCE_COLUMNS, Stance, Voice

Floats = npt.NDArray[np.float64]

# A probability of zero would make its logarithm endless; the encoder is never surer than this.
_LEAST = 1e-3

# From this probability of the side on the step is that of both coders, below it that of the calculus: there the
# encoder has mostly seen nothing, and what is left of its probabilities tells no step. A stance of the calculus that
# the encoder would rather turn round must reach it too: without that, wrong sides on the development articles go from
# 16 to 18.
_SURE = 0.3

_VOICES = (Voice.OWN, Voice.REPORTED, Voice.ATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a stance: the encoder's six probabilities (empty where it was not asked), the stance of the
    calculus and how sure it is of the option, how near sentence and option are (in vectors, in words from 0 to 1, and
    whether no other option is nearer), and how the holder stands in it.
    """

    scores: tuple[float, ...]
    calculus: Stance | None
    target: float
    likeness: float
    voice: Voice
    spoken: bool
    cover: float = 0.0
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """A row of weights for each column of ``STANCE_COLUMNS``, and from which probability of a side on it is a position
    (``accept``; ``alone`` where the calculus does not find that side) or worth a reviewer's look (``suggest``).

    ``version`` names them where they are not the shipped ones.
    """

    rows: tuple[tuple[float, ...], ...]
    accept: float
    alone: float
    suggest: float
    version: str = ""


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that the package ships, made by ``training.merging``."""
    table = json.loads(resources.files("onrecord.positions").joinpath("merging.json").read_text(encoding="utf-8"))
    return Weights(tuple(map(tuple, table["rows"])), table["accept"], table["alone"], table["suggest"])


def features(evidence: Evidence) -> Floats:
    """The numbers that are weighed, in the order of ``NAMES``."""
    asked = len(evidence.scores) == len(STANCE_COLUMNS)
    logs = [float(np.log(max(score, _LEAST))) for score in evidence.scores] if asked else [0.0] * len(STANCE_COLUMNS)
    said = [float(evidence.calculus is stance) for stance in Stance]
    sure = evidence.target if evidence.calculus is not None else 0.0
    voices = [float(evidence.voice is voice) for voice in _VOICES[1:]]
    return np.array(
        [
            1.0,
            float(asked),
            *logs,
            *said,
            sure,
            evidence.likeness,
            *voices,
            float(evidence.spoken),
            evidence.cover,
            float(evidence.nearest),
        ]
    )


NAMES = (
    "one", "asked", *(f"log_{stance or 'irrelevant'}" for stance in STANCE_COLUMNS), *(f"calculus_{s}" for s in Stance),
    "target", "likeness", *(voice.value for voice in _VOICES[1:]), "spoken", "cover", "nearest",
)  # fmt: skip


def weigh(evidence: Evidence, weights: Weights) -> Floats:
    """The probabilities of ``STANCE_COLUMNS``."""
    scores = np.array(weights.rows) @ features(evidence)
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def settled(evidence: Evidence, weights: Weights) -> tuple[Stance, float, str]:
    """The stance, the probability of its side, and whether that is enough: "accept", "suggest" or "none".

    What the calculus found is turned round only by an encoder that would be believed alone; short of that, being
    contested makes it a suggestion. Its step is overruled where the two together are sure of the side.
    """
    return settled_on([float(chance) for chance in weigh(evidence, weights)], evidence.calculus, weights)


def settled_on(chances: Sequence[float], said: Stance | None, weights: Weights) -> tuple[Stance, float, str]:
    """The same of probabilities that are known already; ``said`` is the stance of the calculus."""
    stance, chance = decided(chances)
    least = weights.accept
    if said is not None and said.side != stance.side and chance < weights.alone:
        mine = [c for s, c in zip(STANCE_COLUMNS, chances, strict=True) if s is not None and s.side == said.side]
        stance, chance, least = said, sum(mine), _SURE
    both = said is not None and said.side == stance.side
    if both and said is not None and chance < _SURE:
        stance = said
    if chance >= (least if both else weights.alone):
        return stance, chance, "accept"
    return stance, chance, "suggest" if chance >= weights.suggest else "none"


def decided(chances: Iterable[float]) -> tuple[Stance, float]:
    """The likeliest side and on it the likeliest stance, with the probability of the side.

    That there is no position at all may be likelier still: how sure is sure enough is for ``Weights`` to say.
    """
    by_side: dict[int, list[tuple[float, Stance]]] = {}
    for stance, chance in zip(STANCE_COLUMNS, chances, strict=True):
        if stance is not None:
            by_side.setdefault(stance.side, []).append((float(chance), stance))
    side = max(by_side.values(), key=lambda found: sum(chance for chance, _ in found))
    return max(side, key=lambda one: one[0])[1], sum(chance for chance, _ in side)

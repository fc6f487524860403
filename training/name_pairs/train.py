"""A logistic regression over a dozen features of two names, cross-validated on the dev half of the name pairs.

python -m training.name_pairs.train [--out weights.json]
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler

from benchmarks.names import Pair, judged, pairs, score
from onrecord.actors.alignment import aligned
from onrecord.actors.lexicon import lexicon
from onrecord.actors.name_lists import given_genders
from onrecord.actors.native import in_latin, script_of
from onrecord.actors.spelling import loose_likeness, skeleton, word_likeness

Floats = npt.NDArray[np.float64]

FEATURES = (
    "bare", "given", "family", "least", "left_over", "turned", "other_script", "joined", "joined_sound", "last_sound",
    "last_loose", "first_equal", "last_equal", "genders_differ", "initial", "length",
)  # fmt: skip
_FOLDS, _STEPS, _RATE, _RIDGE = 10, 3000, 0.5, 1e-3


def features(a: str, b: str) -> list[float]:
    """What is seen of two names, in the order of FEATURES."""
    one, other = (tuple(in_latin(n).lower().replace("-", " ").replace(".", " ").split()) or ("",) for n in (a, b))
    across = script_of(a) != script_of(b)
    bare = len(one) == 1 or len(other) == 1
    laid = aligned(one, other, across) if not bare else None
    family = laid.family if laid else max(word_likeness(x, y) for x in one for y in other)
    given = laid.given if laid else 0.0
    genders = {given_genders().get(words[0], "") for words in (one, other)} - {""}
    joined = "".join(sorted(one)), "".join(sorted(other))
    return [
        float(bare), given, family, min(given, family), laid.left_over if laid else 0.0,
        float(laid.turned) if laid else 0.0,
        float(across), JaroWinkler.similarity(*joined), float(skeleton(joined[0]) == skeleton(joined[1])),
        float(skeleton(one[-1]) == skeleton(other[-1])), loose_likeness(one[-1], other[-1]), float(one[0] == other[0]),
        float(one[-1] == other[-1]), float(len(genders) == 2), float(min(len(one[0]), len(other[0])) == 1),
        abs(len(joined[0]) - len(joined[1])) / 10,
    ]  # fmt: skip


def generated(seed: int = 1) -> list[Pair]:
    """Pairs made of listed statespeople: slips, initials, bare surnames, and other names beside them."""
    chance = random.Random(seed)
    names = sorted({p.name for people in lexicon().statespeople.values() for p in people if " " in p.name})
    made = []
    for name in names:
        given, family = name.split(" ", 1)
        at = chance.randrange(1, len(family))
        slip = family[: at - 1] + family[at] + family[at - 1] + family[at + 1 :]
        other = chance.choice([n for n in names if n.split()[0] != given])
        same = (f"{given[0]}. {family}", f"{family} {given}", f"{given} {slip}", family)
        made += [Pair("made", True, name, form, "made") for form in same if form != name]
        different = (f"{other.split()[0]} {family}", f"{given} {other.split(' ', 1)[1]}", other)
        made += [Pair("made", False, name, form, "made") for form in different]
    return made


def fitted(rows: Floats, same: Floats) -> Floats:
    """Weights by gradient descent, the last one is the constant."""
    table = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        weights -= _RATE * (table.T @ (chance - same) / len(same) + _RIDGE * weights)
    return weights


def _answers(rows: Floats, weights: Floats) -> list[bool]:
    return [bool(x) for x in (rows @ weights[:-1] + weights[-1]) > 0]


def cross_validated(asked: Sequence[Pair], more: Sequence[Pair]) -> list[bool]:
    """The answer to each pair by weights that were learned from the other folds and the generated pairs."""
    rows = np.array([features(p.a, p.b) for p in asked])
    same = np.array([float(p.same) for p in asked])
    made, made_same = np.array([features(p.a, p.b) for p in more]), np.array([float(p.same) for p in more])
    folds = np.random.default_rng(1).integers(0, _FOLDS, len(asked))
    answers = [False] * len(asked)
    for fold in range(_FOLDS):
        kept = folds != fold
        table = np.vstack([rows[kept], made]) if len(made) else rows[kept]
        weights = fitted(table, np.concatenate([same[kept], made_same]) if len(made) else same[kept])
        for place, answer in zip(np.flatnonzero(~kept), _answers(rows[~kept], weights), strict=True):
            answers[place] = answer
    return answers


def main() -> None:
    """Print the figures of both ways; write the weights on request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    persons = [p for p in pairs("dev") if not p.kind.startswith("org-")]
    made = generated()
    print("by hand", score(persons, [judged(p) for p in persons]))
    print("learned from dev", score(persons, cross_validated(persons, [])))
    print("learned from dev and made pairs", score(persons, cross_validated(persons, made)))
    if asked.out:
        rows = np.array([features(p.a, p.b) for p in persons])
        weights = fitted(rows, np.array([float(p.same) for p in persons]))
        asked.out.write_text(
            json.dumps(dict(zip((*FEATURES, "constant"), weights.round(3).tolist(), strict=True)), indent=1)
        )


if __name__ == "__main__":
    main()

"""Logistic regression over the signs of onrecord.actors.signs, beside the rules of onrecord.actors.standing.

python -m training.standing.train [--out weights.json]
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.metonyms import CASES, WHOLE, cases
from onrecord.actors.around import Spot
from onrecord.actors.lexicon import lexicon
from onrecord.actors.listed import found_spots
from onrecord.actors.signs import signs
from onrecord.actors.standing import Judge, Standing
from onrecord.actors.tokens import page_of
from onrecord.types import Article, Span

SENTENCES = Path(__file__).parent / "sentences.txt"
_BRACKET = re.compile(r"\[([^\]]+)\]")
_ROUNDS, _RATE, _DECAY = 400, 0.5, 2e-3  # settled by then; the decay was the best of 5e-4, 2e-3 and 8e-3
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A name at its place, with the signs around it, what the rules say and whether it acts."""

    origin: str
    found: frozenset[str]
    rule: bool
    gold: bool


def sentences() -> Iterator[tuple[str, str, Span, bool]]:
    """Origin, text, place and whether it acts: the cases outside the test half, then the sentences of this folder."""
    for path in (CASES, *WHOLE):
        for case in cases(path.read_text(encoding="utf-8").splitlines()):
            if case.half != "test":
                yield case.half, case.text, case.span, bool(case.wanted)
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line[:2] not in ("0 ", "1 "):
            continue
        for match in _BRACKET.finditer(line):
            begin = len(re.sub(r"[\[\]]", "", line[2 : match.start()]))
            span = Span(begin, begin + len(match[1]))
            yield "own", re.sub(r"[\[\]]", "", line[2:]), span, line[0] == "1"


def examples() -> list[Example]:
    """An example for each name that the rules leave to judgement: not a person, team, tongue or part of a name."""
    from onrecord.reading import Reader

    asked = list(sentences())
    articles = [Article(str(number), text, f"{number}.txt") for number, (_, text, _, _) in enumerate(asked)]
    lex, made = lexicon(), []
    for article, reading, (origin, _, span, gold) in zip(
        articles, Reader.load(threads=1).read(articles), asked, strict=True
    ):
        page = page_of(article, reading)
        judge = Judge(page, reading, lex)
        for begin, end, entry in found_spots(page, lex):
            spot = Spot(begin, end, entry, judge.entity(begin))
            if page.span(begin, end).overlaps(span) and (rule := judge(spot)) is not Standing.OTHER:
                made.append(Example(origin, signs(judge.around, spot), rule is Standing.ACTS, gold))
    return made


def names(found: frozenset[str]) -> list[str]:
    """The features of a place: its signs, and each together with the sort of the name."""
    sort = next(sign for sign in found if sign.startswith("sort="))
    return ["bias", *found, *(f"{sort} {sign}" for sign in found)]


def trained(given: Sequence[Example]) -> dict[str, float]:
    """Weights by gradient descent on the whole set."""
    known = {name: n for n, name in enumerate(sorted({name for e in given for name in names(e.found)}))}
    rows = np.zeros((len(given), len(known)), dtype=np.float64)
    for row, example in zip(rows, given, strict=True):
        row[[known[name] for name in names(example.found)]] = 1.0
    gold = np.array([e.gold for e in given], dtype=np.float64)
    weights: npt.NDArray[np.float64] = np.zeros(len(known))
    for _ in range(_ROUNDS):
        guess = 1 / (1 + np.exp(-rows @ weights))
        weights -= _RATE * (rows.T @ (guess - gold) / len(given) + _DECAY * weights)
    return {name: round(float(weights[n]), 3) for name, n in known.items()}


def weight(found: frozenset[str], weights: Mapping[str, float]) -> float:
    """The sum of the weights of the signs, and of pairs of a sort and a sign."""
    sort = next(s for s in found if s.startswith("sort="))
    return sum(weights.get(s, 0.0) + weights.get(f"{sort} {s}", 0.0) for s in found) + weights.get("bias", 0.0)


def folds(given: Sequence[Example], origin: str) -> float:
    """Accuracy on an origin by cross-validation, in percent; the examples of the other origin always train."""
    order = np.random.default_rng(3).permutation(len(given))
    right = asked = 0
    for fold in range(FOLDS):
        held = [given[n] for n in order[fold::FOLDS]]
        seen = [e for k in range(FOLDS) if k != fold for e in (given[n] for n in order[k::FOLDS])]
        weights = trained(seen)
        mine = [e for e in held if e.origin == origin]
        right += sum((weight(e.found, weights) > 0) == e.gold for e in mine)
        asked += len(mine)
    return round(100 * right / asked, 1)


def main() -> None:
    """Print what rules and regression get right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    given = examples()
    for origin in ("dev", "own", "more"):
        mine = [e for e in given if e.origin == origin]
        rule = round(100 * sum(e.rule == e.gold for e in mine) / len(mine), 1)
        print(f"{origin}: {len(mine)} names, rules {rule}, learned (10 folds) {folds(given, origin)}")
    for other in ("dev", "own", "more"):
        weights = trained([e for e in given if e.origin != other])
        mine = [e for e in given if e.origin == other]
        hit = sum((weight(e.found, weights) > 0) == e.gold for e in mine)
        print(f"learned on the others, tried on {other}: {round(100 * hit / len(mine), 1)}")
    if asked.out:
        asked.out.write_text(json.dumps(trained(given), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Whether two reports give one utterance: the pairs of cases/utterances.jsonl, answered by the program.

python -m benchmarks.utterances [--split dev|test] [--json] [--check] [--misses]

F1, precision and recall of the pairs that are one, and how many of each kind are answered rightly: with the encoders,
with them as surely as a new report needs it to join others in a record, and by the words alone. The network was trained
on dev, so that the figure of dev says how well it fits and nothing more; what cross-validation gives there stands in
training/utterances/README.md. Nobody has published a figure for this question.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/utterances.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.reading import Pairs, Vectors
from onrecord.statements import Judge
from onrecord.statements.utterances import EVEN, SURE

HERE = Path(__file__).parent
CASES = HERE / "cases" / "utterances.jsonl"
FLOORS = HERE / "floors_utterances.json"
WAYS = ("encoders", "joining", "words")


@dataclass(frozen=True, slots=True)
class Case:
    """Two reports of one actor, how many days apart, and whether they give one utterance."""

    a: str
    b: str
    days: int
    same: bool
    kind: str


def cases(split: str) -> list[Case]:
    """The pairs of a split."""
    rows = (json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())
    return [Case(row["a"], row["b"], row["days"], row["same"], row["kind"]) for row in rows if row["split"] == split]


def judge(way: str) -> Judge:
    """Who answers: with what the texts mean, or by their words."""
    return Judge() if way == "words" else Judge(Vectors.load(1), Pairs.load(1))


def chances(given: Sequence[Case], by: Judge) -> list[float]:
    """How likely the program holds it that each pair is one utterance."""
    return [by(one.a, one.b, days=one.days).chance for one in given]


def answers(found: Sequence[float], least: float = EVEN) -> list[bool]:
    """What the program says of each pair, from a chance on."""
    return [chance >= least for chance in found]


def score(given: Sequence[Case], said: Sequence[bool]) -> dict[str, Any]:
    """F1, precision and recall in per cent, and the share of right answers by kind."""
    right = sum(one.same and answer for one, answer in zip(given, said, strict=True))
    precision = right / max(1, sum(said))
    recall = right / max(1, sum(one.same for one in given))
    kinds: dict[str, list[bool]] = {}
    for one, answer in zip(given, said, strict=True):
        kinds.setdefault(one.kind, []).append(one.same is answer)
    return {
        "f1": _percent(2 * precision * recall / max(1e-9, precision + recall)),
        "precision": _percent(precision),
        "recall": _percent(recall),
        "kinds": {kind: _percent(sum(found) / len(found)) for kind, found in kinds.items()},
    }


def figures(splits: Sequence[str] = ("dev", "test"), ways: Sequence[str] = WAYS) -> dict[str, Any]:
    """The figures of each split and way."""
    judges = {words: judge("words" if words else "encoders") for words in {way == "words" for way in ways}}
    made: dict[str, Any] = {}
    for split in splits:
        given = cases(split)
        found = {words: chances(given, by) for words, by in judges.items()}  # joining only wants higher ones
        made[split] = {
            way: score(given, answers(found[way == "words"], SURE if way == "joining" else EVEN)) for way in ways
        }
    return made


def meets(result: dict[str, Any], floors: dict[str, Any]) -> bool:
    """Whether no figure lies under its floor; what was not measured is not asked."""
    return all(
        meets(result[name], floor) if isinstance(floor, dict) else result[name] >= floor
        for name, floor in floors.items()
        if name in result
    )


def _percent(share: float) -> float:
    return round(100 * share, 1)


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--misses", action="store_true", help="what is wrong in dev; test is for measuring only")
    asked = parser.parse_args()
    if asked.misses and asked.split != "dev":
        parser.error("--misses shows dev only: add --split dev")
    result = figures((asked.split,) if asked.split else ("dev", "test"))
    print(json.dumps(result, indent=None if asked.json else 1))
    if asked.misses:
        given = cases("dev")
        for one, said in zip(given, answers(chances(given, judge("encoders"))), strict=True):
            if said is not one.same:
                print(f"{one.kind}, {one.days} days, {'one' if one.same else 'two'}:\n  {one.a}\n  {one.b}")
    if not asked.json:
        print("No figure has been published for this question.")
    if asked.check and not meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))):
        sys.exit("Under the floors of " + FLOORS.name)


if __name__ == "__main__":
    main()

"""Whether two written names may be one person's or organisation's: cases/names.csv, names_more.csv, names_third.csv.

python -m benchmarks.names [--half dev|more|third|test] [--json] [--check] [--show]
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/names.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.actors.names import SAME, same_person
from onrecord.actors.organisations import same_organisation

HERE = Path(__file__).parent
CASES = HERE / "cases" / "names.csv"
WHOLE = {half: HERE / "cases" / f"names_{half}.csv" for half in ("more", "third")}
FLOORS = HERE / "floors_names.json"

HALVES = ("dev", "test")
SETS = ("dev", "more", "third", "test")  # "more" and "third" are further sets to develop on, by other hands


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the file: two names, and whether they are one's."""

    half: str
    same: bool
    a: str
    b: str
    kind: str


def pairs(half: str) -> list[Pair]:
    """The pairs of a half of the first file, or those of another one."""
    if half in WHOLE:
        with WHOLE[half].open(encoding="utf-8", newline="") as file:
            return [Pair(half, r["same"] == "1", r["a"], r["b"], r["class"]) for r in csv.DictReader(file)]
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == half]
    return [Pair(half, row["same"] == "1", row["a"], row["b"], row["class"]) for row in rows]


def judged(pair: Pair) -> bool:
    """Whether the names may be one's, as the actor stage has it."""
    likeness = same_organisation if pair.kind.startswith("org") else same_person
    return likeness(pair.a, pair.b) >= SAME


def score(asked: Sequence[Pair], answers: Sequence[bool]) -> dict[str, float]:
    """Precision, recall and F1 of "one and the same", and the share of pairs judged right."""
    right = sum(answer and pair.same for pair, answer in zip(asked, answers, strict=True))
    said, true = sum(answers), sum(pair.same for pair in asked)
    agreed = sum(answer == pair.same for pair, answer in zip(asked, answers, strict=True))
    return {
        "pairs": len(asked),
        "precision": _percent(right, said),
        "recall": _percent(right, true),
        "f1": _percent(2 * right, said + true),
        "right": _percent(agreed, len(asked)),
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def figures(half: str | None = None, *, classes: bool = False) -> dict[str, Any]:
    """The figures of one set or all: all, persons, organisations; by class on request."""
    result: dict[str, Any] = {}
    for name in (half,) if half else SETS:
        asked = pairs(name)
        answers = [judged(pair) for pair in asked]
        kinds = {"all": ""} | {"organisations": "org"}
        parts = {part: [p.kind.startswith(start) for p in asked] for part, start in kinds.items()}
        parts["persons"] = [not p.kind.startswith("org") for p in asked]
        if classes:
            parts |= {kind: [p.kind == kind for p in asked] for kind in sorted({p.kind for p in asked})}
        result[name] = {
            part: score(
                [p for p, k in zip(asked, kept, strict=True) if k], [a for a, k in zip(answers, kept, strict=True) if k]
            )
            for part, kept in parts.items()
        }
    return result


def mistakes() -> list[str]:
    """The pairs to develop on that are judged wrong; the test half is for measuring only."""
    asked = [pair for half in SETS if half != "test" for pair in pairs(half)]
    return [f"{'same' if p.same else 'different'}\t{p.kind}\t{p.a}\t{p.b}" for p in asked if judged(p) != p.same]


def meets(result: dict[str, Any], floors: dict[str, Any]) -> bool:
    """Whether every figure that has a floor and was measured reaches it."""
    return all(
        result[half][part][figure] >= least
        for half, parts in floors.items()
        if half in result
        for part, least_of in parts.items()
        for figure, least in least_of.items()
    )


def microseconds(half: str) -> float:
    """What one judgement costs where no pair was met before, each name with many others."""
    names = sorted({name for pair in pairs(half) for name in (pair.a, pair.b) if not pair.kind.startswith("org")})[:400]
    begun = time.process_time()
    for a in names:
        for b in names:
            same_person(a, b)
    return round(1e6 * (time.process_time() - begun) / len(names) ** 2, 1)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=SETS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--classes", action="store_true", help="each class of pairs by itself")
    parser.add_argument("--speed", action="store_true", help="what a judgement costs")
    parser.add_argument("--show", action="store_true", help="what is wrong outside test, which is for measuring only")
    asked = parser.parse_args()
    result = figures(asked.half, classes=asked.classes)
    print(json.dumps(result, indent=None if asked.json else 1))
    if asked.speed:
        print(json.dumps({"microseconds": microseconds("dev")}))
    if asked.show:
        print("\n".join(mistakes()))
    if asked.check and not meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))):
        sys.exit("Under the floors of " + FLOORS.name)


if __name__ == "__main__":
    main()

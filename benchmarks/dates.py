"""When something was said, on cases/dates.jsonl: with the parts of the statements given, and by the whole chain.

python -m benchmarks.dates [--split dev|test] [--json] [--check] [--misses]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/dates.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.reading import Reader
from onrecord.statements import find_statements
from onrecord.types import Article, Reading, Span, Statement, Tag, TagLabel

HERE = Path(__file__).parent
CASES = HERE / "cases" / "dates.jsonl"
FLOORS = HERE / "floors_dates.json"

_LABELS = {"S": TagLabel.SOURCE, "C": TagLabel.CUE, "T": TagLabel.CONTENT}
_OPENING = re.compile(r"\[([SCT]) ")


@dataclass(frozen=True, slots=True)
class Case:
    """A passage with its parts, the article's day, and the day or days of the saying meant."""

    kind: str
    split: str
    article: Article
    tags: tuple[Tag, ...]
    content: Span
    said_on: str | None


def cases(path: Path = CASES) -> Iterator[Case]:
    """The passages of the file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        text, tags = unmarked(row["text"])
        contents = [tag.span for tag in tags if tag.label is TagLabel.CONTENT]
        published = date.fromisoformat(row["published"]) if row["published"] else None
        article = Article(f"case{number}", text, CASES.name, published=published, language="en")
        yield Case(row["class"], row["split"], article, tags, contents[row.get("which", 1) - 1], row["said_on"])


def unmarked(text: str) -> tuple[str, tuple[Tag, ...]]:
    """A text without its marks [S …], [C …], [T …], and what they mark."""
    plain: list[str] = []
    opened: list[tuple[TagLabel, int]] = []
    tags: list[Tag] = []
    at = 0
    while at < len(text):
        opening = _OPENING.match(text, at)
        if opening:
            opened.append((_LABELS[opening[1]], len(plain)))
            at = opening.end()
            continue
        if text[at] == "]":
            label, begin = opened.pop()
            tags.append(Tag(label, Span(begin, len(plain)), 1.0))
        else:
            plain.append(text[at])
        at += 1
    return "".join(plain), tuple(sorted(tags, key=lambda tag: tag.span))


def answers(asked: Sequence[Case], *, given: bool) -> list[str | None]:
    """What is found for each case; ``given`` puts the parts that the file marks in the place of the reader's."""
    readings = Reader.load(threads=1).read(case.article for case in asked)
    return [_answer(case, reading, given) for case, reading in zip(asked, readings, strict=True)]


def _answer(case: Case, reading: Reading, given: bool) -> str | None:
    if given:
        reading = replace(reading, tags=case.tags)
    statements = find_statements(case.article, reading)
    if not statements:
        return "no statement"
    best = max(statements, key=lambda statement: _shared(statement, case.content))
    if not _shared(best, case.content):
        return "no statement"
    if best.said_on is None:
        return None
    first, last = best.said_on.first.isoformat(), best.said_on.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _shared(statement: Statement, content: Span) -> float:
    """How much of both places is common."""
    common = sum(max(0, min(s.end, content.end) - max(s.begin, content.begin)) for s in statement.content)
    whole = sum(s.end - s.begin for s in statement.content) + content.end - content.begin - common
    return common / whole


def score(asked: Sequence[Case], found: Sequence[str | None]) -> dict[str, Any]:
    """The share of right days, over all, by class, for the passages that give a day and for those that give none."""
    pairs = list(zip(asked, found, strict=True))
    classes = Counter(case.kind for case, _ in pairs)
    right = Counter(case.kind for case, answer in pairs if answer == case.said_on)
    dated = [answer == case.said_on for case, answer in pairs if case.said_on is not None]
    undated = [answer == case.said_on for case, answer in pairs if case.said_on is None]
    return {
        "all": _share(sum(right.values()), len(pairs)),
        "dated": _share(sum(dated), len(dated)),
        "undated": _share(sum(undated), len(undated)),
        "cases": len(pairs),
        "classes": {kind: f"{right[kind]}/{count}" for kind, count in sorted(classes.items())},
    }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def figures(split: str | None = None, *, misses: bool = False) -> dict[str, Any]:
    """The figures of each half, with the parts given and by the whole chain."""
    out: dict[str, Any] = {}
    for half in ("dev", "test") if split is None else (split,):
        asked = [case for case in cases() if case.split == half]
        out[half] = {}
        for name, given in (("parts given", True), ("whole chain", False)):
            found = answers(asked, given=given)
            out[half][name] = score(asked, found)
            if misses:
                _show(name, asked, found)
    return out


def _show(name: str, asked: Sequence[Case], found: Sequence[str | None]) -> None:
    for case, answer in zip(asked, found, strict=True):
        if answer != case.said_on:
            print(f"{name} | {case.kind} | {case.article.published} | {case.said_on} != {answer}: {case.article.text}")


def meets(result: dict[str, Any], floors: dict[str, Any]) -> bool:
    """Whether every figure reaches its floor."""
    return all(
        meets(result[name], floor) if isinstance(floor, dict) else result[name] >= floor
        for name, floor in floors.items()
    )


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--misses", action="store_true", help="what is wrong in dev; test is for measuring only")
    asked = parser.parse_args()
    if asked.misses and asked.split != "dev":
        parser.error("--misses shows dev only: add --split dev")
    result = figures(asked.split, misses=asked.misses)
    print(json.dumps(result, indent=None if asked.json else 1))
    if asked.check and not meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))):
        sys.exit("Under the floors of " + FLOORS.name)


if __name__ == "__main__":
    main()

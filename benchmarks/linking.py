"""How well sources, cues and contents are joined, apart from how well they are found.

``python -m benchmarks.linking --polnear DIR`` scores linked statements of whole articles with the annotators' own tags
and with the reader's, by kind of statement, and tells what went wrong first with each statement that is missed with the
reader's tags. ``--json`` prints one object; ``--write`` keeps it under results/.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/linking.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attribution import HERE, LABELS, Counts, Parts, matched, overlapping
from benchmarks.brat import GoldArticle, GoldStatement, documents
from onrecord.reading.reader import Reader
from onrecord.statements import find_statements
from onrecord.statements.linking import link
from onrecord.statements.page import Page
from onrecord.types import Article, Reading, Span, Tag, TagLabel

KINDS = (
    "plain",
    "discontinuous content",
    "discontinuous source",
    "no source",
    "shared source",
    "nested",
    "source in another sentence",
    "source in another paragraph",
    "content in another sentence",
    "content over paragraphs",
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_AGREE: dict[str, Callable[[Parts, Parts], bool]] = {"exact": lambda a, b: a == b, "overlap": overlapping}


class Places:
    """The tokens of a text, to turn places into sets of token numbers."""

    def __init__(self, text: str) -> None:
        """Find the tokens."""
        matches = list(_TOKEN.finditer(text))
        self._begins = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]
        self.marks = frozenset(number for number, match in enumerate(matches) if not match.group()[0].isalnum())

    def tokens(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of all tokens that share a letter with the spans."""
        ranges = (range(bisect_right(self._ends, s.begin), bisect_left(self._begins, s.end)) for s in spans)
        return frozenset(number for numbers in ranges for number in numbers)

    def parts(self, source: Iterable[Span], cue: Iterable[Span], content: Iterable[Span]) -> Parts:
        """The token sets of a statement."""
        return self.tokens(source), self.tokens(cue), self.tokens(content)


@dataclass(frozen=True)
class Case:
    """An article with its reading, the reader's tags in it, and what the annotators joined."""

    gold: GoldArticle
    reading: Reading

    @property
    def article(self) -> Article:
        """The article as the stages take it."""
        return Article(self.gold.name, self.gold.text, self.gold.name)

    def with_gold_tags(self) -> Case:
        """The same with the annotators' parts in place of the reader's."""
        tags = {Tag(TagLabel(label), span, 1.0) for label, span in self.gold.spans}
        return Case(self.gold, replace(self.reading, tags=tuple(sorted(tags, key=lambda tag: (tag.span, tag.label)))))


def linked(case: Case, places: Places) -> list[Parts]:
    """What the linking step alone joins."""
    made = link(Page(case.article, case.reading), case.reading.tags)
    return [places.parts(one.source, one.cue, one.content) for one in made if one.content]


def stated(case: Case, places: Places) -> list[Parts]:
    """What the whole room makes of the tags."""
    made = find_statements(case.article, case.reading)
    return [places.parts(one.source, one.cue, one.content) for one in made]


def kinds(statement: GoldStatement, case: Case) -> list[str]:
    """What is hard about a statement; "plain" where nothing is."""
    paragraph = [match.start() for match in re.finditer("\n", case.gold.text)]
    sentences = [span.begin for span in case.reading.sentences]

    def numbers(spans: Sequence[Span], borders: list[int]) -> set[int]:
        return {bisect_right(borders, place) for span in spans for place in (span.begin, span.end - 1)}

    source, cue, content = statement.source, statement.cue, statement.content
    others = [other for other in case.gold.statements if other is not statement]
    far = bool(source) and not numbers(source, paragraph) & numbers(cue, paragraph)
    found = {
        "discontinuous content": len(content) > 1,
        "discontinuous source": len(source) > 1,
        "no source": not source,
        "shared source": bool(source) and any(other.source == source for other in others),
        "nested": any(span.overlaps(around) for span in cue for other in others for around in other.content),
        "source in another sentence": bool(source)
        and not far
        and not numbers(source, sentences) & numbers(cue, sentences),
        "source in another paragraph": far,
        "content in another sentence": bool(content) and not numbers(content, sentences) & numbers(cue, sentences),
        "content over paragraphs": len(numbers(content, paragraph)) > 1,
    }
    return [name for name, holds in found.items() if holds] or ["plain"]


def score(cases: Sequence[Case], way: Callable[[Case, Places], list[Parts]]) -> dict[str, Any]:
    """F1 of statements, and the share found of each kind."""
    counts = {name: Counts() for name in _AGREE}
    by_kind = {name: Counter[str]() for name in KINDS}
    for case in cases:
        places = Places(case.gold.text)
        made = way(case, places)
        real = [places.parts(one.source, one.cue, one.content) for one in case.gold.statements]
        for name, same in _AGREE.items():
            hits = matched(made, real, same)
            row = counts[name]
            row.found, row.gold = row.found + len(made), row.gold + len(real)
            row.hits_found, row.hits_gold = row.hits_found + hits, row.hits_gold + hits
        for statement, parts in zip(case.gold.statements, real, strict=True):
            for kind in kinds(statement, case):
                by_kind[kind]["statements"] += 1
                for name, same in _AGREE.items():
                    by_kind[kind][name] += any(same(one, parts) for one in made)
    return {
        **{name: row.figures() for name, row in counts.items()},
        "kinds": {kind: _shares(row) for kind, row in by_kind.items()},
    }


def _shares(row: Counter[str]) -> dict[str, float]:
    many = row["statements"]
    return {"statements": many, **{name: round(100 * row[name] / many, 1) if many else 0.0 for name in _AGREE}}


def mistakes(cases: Sequence[Case]) -> dict[str, dict[str, int]]:
    """What went wrong first with each statement that the whole room misses, exactly and by overlap."""
    out = {name: Counter[str]() for name in _AGREE}
    for case in cases:
        places = Places(case.gold.text)
        made = stated(case, places)
        tags = {
            label: [places.tokens((tag.span,)) for tag in case.reading.tags if tag.label.value == label]
            for label in LABELS
        }
        for statement in case.gold.statements:
            real = places.parts(statement.source, statement.cue, statement.content)
            for name, same in _AGREE.items():
                if not any(same(one, real) for one in made):
                    out[name][_cause(real, tags, made, places, name)] += 1
    return {name: dict(row.most_common()) for name, row in out.items()}


def _cause(real: Parts, tags: dict[str, list[frozenset[int]]], made: Sequence[Parts], places: Places, way: str) -> str:
    lacking, blurred, marks = [], [], True
    for label, part in zip(LABELS, real, strict=True):
        over = frozenset().union(*(tag for tag in tags[label] if tag & part))
        if part and not over:
            lacking.append(label)
        elif over != part:
            blurred.append(label)
            marks = marks and over ^ part <= places.marks
    if lacking:
        return "reader: no " + " and ".join(lacking)
    if blurred and way == "exact":
        return "convention: marks at the border" if marks else "reader: border of " + " and ".join(blurred)
    return "link: " + _wrong_link(real, made)


def _wrong_link(real: Parts, made: Sequence[Parts]) -> str:
    near = [one for one in made if one[1] & real[1]] or [one for one in made if one[2] & real[2]]
    if not near:
        return "statement left out"
    source, _, content = max(near, key=lambda one: len(one[2] & real[2]))
    if not content & real[2]:
        return "other content"
    if real[0] and not source & real[0]:
        return "other source" if source else "source left out"
    if source and not real[0]:
        return "source that is none"
    return "not the same parts of content" if content != real[2] else "other borders"


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The result as a page of text."""
    for name in ("gold tags, linking", "gold tags, whole room", "reader's tags, linking", "reader's tags, whole room"):
        if name not in result:
            continue
        for way in _AGREE:
            figures = " ".join(f"{key} {value:.1f}" for key, value in result[name][way].items())
            yield f"{name:26} {way:8} {figures}"
        for kind, row in result[name]["kinds"].items():
            yield f"    {kind:28} {row['statements']:6} exact {row['exact']:5.1f} overlap {row['overlap']:5.1f}"
    for way, row in result.get("mistakes", {}).items():
        yield f"missed, {way}: {sum(row.values())}"
        for cause, many in row.items():
            yield f"    {cause:44} {many:5}"


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True, help="a split of PolNeAR, with text/ and attributions/")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped one")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    given = parser.parse_args()
    gold = list(documents(given.polnear))
    readings = Reader.load(given.threads, given.weights).read(Article(one.name, one.text, one.name) for one in gold)
    cases = [Case(one, reading) for one, reading in zip(gold, readings, strict=True)]
    annotated = [case.with_gold_tags() for case in cases]
    result = {
        "articles": len(cases),
        "gold tags, linking": score(annotated, linked),
        "gold tags, whole room": score(annotated, stated),
        "reader's tags, linking": score(cases, linked),
        "reader's tags, whole room": score(cases, stated),
        "mistakes": mistakes(cases),
    }
    print(json.dumps(result) if given.json else "\n".join(lines(result)))
    if given.write:
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / "linking.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

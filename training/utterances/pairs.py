"""Pairs of sayings to learn from: written ones, and remarks of one source in one article that are two."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.brat import GoldArticle, documents
from onrecord.statements.likeness import weight
from onrecord.statements.wordings import wording
from onrecord.types import Span

HERE = Path(__file__).parent
_ENTRY = re.compile(r"^(?=[=!] \d)", re.MULTILINE)
_DAY = re.compile(r"_(\d{4})-(\d\d)-(\d\d)_")
_FAR = 40  # days
_SEEN = 60  # so many others are looked through
_SHORTEST, _LONGEST = 6, 60
_SHARED = 0.5  # remarks that share more of their words may well be one saying, told twice


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sayings of one actor: how many days lie between, whether they are one, from where the pair comes."""

    a: str
    b: str
    days: int
    same: bool
    kind: str


def cases(path: Path, split: str) -> list[Pair]:
    """The pairs of one half of the benchmark."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Pair(row["a"], row["b"], row["days"], row["same"], row["kind"])
        for row in rows
        if row.get("split", split) == split
    ]


def written(path: Path = HERE / "pairs.txt") -> list[Pair]:
    """The pairs written for training."""
    out = []
    for entry in _ENTRY.split(path.read_text(encoding="utf-8"))[1:]:
        head, a, b = entry.strip().splitlines()
        out.append(Pair(a, b, int(head[2:]), head.startswith("="), "written"))
    return out


def remarks(folder: Path, number: int, seed: int) -> list[Pair]:
    """So many pairs of remarks that follow each other from one source in an article: two sayings each."""
    found = [pair for article in documents(folder) for pair in _neighbours(article)]
    random.Random(seed).shuffle(found)
    return found[:number]


def months_apart(folder: Path, number: int, seed: int) -> list[Pair]:
    """The likest remarks of one source in two articles so far apart that they cannot be one utterance."""
    by_source: dict[str, list[tuple[date, str]]] = {}
    for article in documents(folder):
        found = _DAY.search(article.name)
        for statement in article.statements if found else ():
            words = _text(article, statement.source).split()
            text = _text(article, statement.content).strip(' "“”')
            if found and words and words[-1][:1].isupper() and _SHORTEST <= len(text.split()) <= _LONGEST:
                by_source.setdefault(words[-1], []).append((date(*map(int, found.groups())), text))
    out = []
    drawn = random.Random(seed)
    for name in sorted(by_source):
        said = by_source[name]
        for day, text in said:
            others = [other for when, other in said if (when - day).days > _FAR]
            if others:
                like = max(
                    drawn.sample(others, min(_SEEN, len(others))), key=lambda other: (_shared(text, other), other)
                )
                if 0 < _shared(text, like) <= _SHARED:
                    out.append(Pair(text, like, 0, False, "months apart"))
    drawn.shuffle(out)
    return out[:number]


def _shared(a: str, b: str) -> float:
    one, other = wording(a).matter.keys(), wording(b).matter.keys()
    return sum(map(weight, one & other)) / max(1e-9, min(sum(map(weight, one)), sum(map(weight, other))))


def crossed(pairs: list[Pair], number: int, seed: int) -> list[Pair]:
    """One side each of so many pairs that have nothing to do with each other."""
    chosen = random.Random(seed)
    drawn = (chosen.sample(pairs, 2) for _ in range(number))
    return [Pair(one.a, other.b, one.days, False, "crossed") for one, other in drawn]


def _neighbours(article: GoldArticle) -> Iterator[Pair]:
    by_source: dict[str, list[str]] = {}
    for statement in article.statements:
        source = _text(article, statement.source)
        if len(source) > 4:  # a pronoun alone may be anybody
            by_source.setdefault(source, []).append(_text(article, statement.content).strip(' "“”'))
    for contents in by_source.values():
        sized = [text for text in dict.fromkeys(contents) if _SHORTEST <= len(text.split()) <= _LONGEST]
        for a, b in pairwise(sized):
            one, other = wording(a).matter.keys(), wording(b).matter.keys()
            if len(one & other) <= _SHARED * min(len(one), len(other)):
                yield Pair(a, b, 0, False, "remarks")


def _text(article: GoldArticle, spans: tuple[Span, ...]) -> str:
    return " ".join(article.text[span.begin : span.end] for span in spans)

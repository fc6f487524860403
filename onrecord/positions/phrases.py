"""Patterns of words, written in readable data, found in rows of tokens."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

Label = TypeVar("Label")

# A gap `~` stands for up to three words: "ruled the idea out", "no clear position on". More lets patterns jump clauses.
GAP = 3
# Words of which a phrasebook remembers the patterns that they begin: the words of some hundred thousand articles.
_REMEMBERED = 65_536


@lru_cache(maxsize=1)
def language() -> dict[str, Any]:
    """The tables of language.toml."""
    return tomllib.loads((files("onrecord.positions") / "language.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def relation_language() -> dict[str, Any]:
    """The tables of relations.toml."""
    return tomllib.loads((files("onrecord.positions") / "relations.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Hit(Generic[Label]):
    """A pattern found at tokens [begin, end)."""

    begin: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[Label]):
    elements: tuple[tuple[str, ...], ...]  # alternatives per token; ("~",) is a gap
    label: Label


_GAP = ("~",)


class Phrasebook(Generic[Label]):
    """Finds which of many patterns stand in a row of lower-case tokens; the longest at a place wins."""

    def __init__(self, entries: Iterable[tuple[str, Label]]) -> None:
        """Index the patterns by their first word."""
        self._exact: dict[str, list[_Pattern[Label]]] = {}
        self._stems: dict[str, list[_Pattern[Label]]] = {}
        self._begun: dict[str, tuple[_Pattern[Label], ...]] = {}  # what each word met so far can begin
        for text, label in entries:
            pattern = _Pattern(tuple(tuple(element.split("|")) for element in text.split()), label)
            for first in pattern.elements[0]:
                table = self._stems if first.endswith("*") else self._exact
                table.setdefault(first.rstrip("*"), []).append(pattern)

    def find(self, tokens: Sequence[str]) -> list[Hit[Label]]:
        """Every longest hit, left to right; hits at different places may overlap."""
        hits = []
        for begin, token in enumerate(tokens):
            best: Hit[Label] | None = None
            begun = self._begun.get(token)
            for pattern in self._candidates(token) if begun is None else begun:
                end = _match(pattern.elements, tokens, begin)
                if end and (best is None or end > best.end):
                    best = Hit(begin, end, pattern.label)
            if best is not None:
                hits.append(best)
        return hits

    def _candidates(self, token: str) -> tuple[_Pattern[Label], ...]:
        stems = (self._stems.get(token[:length], ()) for length in range(2, len(token) + 1))
        found = (*self._exact.get(token, ()), *(pattern for patterns in stems for pattern in patterns))
        if len(self._begun) < _REMEMBERED:
            self._begun[token] = found
        return found


def without_overlap(hits: Sequence[Hit[Label]]) -> list[Hit[Label]]:
    """The hits with each one dropped that begins inside an earlier one."""
    kept: list[Hit[Label]] = []
    for hit in hits:
        if not kept or hit.begin >= kept[-1].end:
            kept.append(hit)
    return kept


def _match(elements: tuple[tuple[str, ...], ...], tokens: Sequence[str], begin: int) -> int:
    """The end of the match, or 0."""
    place = begin
    for number, element in enumerate(elements):
        if element == _GAP:
            rest = elements[number + 1 :]
            for skip in range(GAP + 1):
                if place + skip < len(tokens) and tokens[place + skip] in {".", ";", ",", ":"}:
                    break
                end = _match(rest, tokens, place + skip)
                if end:
                    return end
            return 0
        if place >= len(tokens):
            return 0
        token = tokens[place]
        # a plain word is the rule; only where it is another one are the stems looked at
        if token not in element and not any(a.endswith("*") and token.startswith(a[:-1]) for a in element):
            return 0
        place += 1
    return place

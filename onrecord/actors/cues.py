"""The words of standing.toml, with their inflected forms."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cues:
    """Words around a name that tell whether it acts, by section and class."""

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    around: Mapping[str, frozenset[str]]
    sport: Mapping[str, frozenset[str]]
    contexts: Mapping[str, frozenset[str]]
    articled: frozenset[str]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The words in memory, read at the first call."""
    data = tomllib.loads((files("onrecord.actors") / "data" / "standing.toml").read_text(encoding="utf-8"))
    return Cues(
        {name: _inflected(words, _verb_forms) for name, words in data["verbs"].items()},
        {name: _inflected(words, _noun_forms) for name, words in data["nouns"].items()},
        {name: frozenset(words) for name, words in data["around"].items()},
        {name: frozenset(words) for name, words in data["sport"].items()},
        {actor: frozenset(words) for actor, words in data["contexts"].items()},
        frozenset(data["articled"]["words"]),
    )


def _inflected(words: Iterable[str], forms: Callable[[str], Iterable[str]]) -> frozenset[str]:
    return frozenset(form for word in words for form in forms(word))


def _verb_forms(word: str) -> Iterable[str]:
    """Every regular form, and some that are no words, which do no harm."""
    stem = word[:-1]
    if word.endswith("e"):
        return (word, word + "s", word + "d", stem + "ing")
    if word.endswith("y"):
        return (word, word + "s", word + "ed", word + "ing", stem + "ies", stem + "ied")
    twice = word + word[-1]
    return (word, word + "s", word + "es", word + "ed", word + "ing", twice + "ed", twice + "ing")


def _noun_forms(word: str) -> Iterable[str]:
    return (word, word + "s", word + "es", *((word[:-1] + "ies",) if word.endswith("y") else ()))

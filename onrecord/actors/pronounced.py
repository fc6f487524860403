"""Names respelt as they are heard: whether one spelling is what a language's reading of the other sounds like."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.actors.name_lists import given_groups, known_given, listed

# Ways to hear one word in one language that are followed; a word of many open letters would have hundreds.
_WAYS = 24

_RESPELT = "respelt"
_HOOKED = "hooked"  # Džo Bajden, Šarls Mišels: those who respell with hooked letters, which plain letters have lost
_Rule = tuple[re.Pattern[str], tuple[str, ...]]


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    tables = tomllib.loads((files("onrecord.actors") / "data" / "readings.toml").read_text(encoding="utf-8"))
    return {
        language: tuple((re.compile(letters), tuple(heard)) for letters, *heard in table["rules"])
        for language, table in tables.items()
    }


@lru_cache(maxsize=20_000)
def heard(word: str, language: str) -> frozenset[str]:
    """What a reader of the language hears in a word of plain letters, in every way that its letters allow."""
    ways = [""]
    at = 0
    while at < len(word):
        size = 1
        sounds: tuple[str, ...] = (word[at],)
        for letters, found in _rules()[language]:
            match = letters.match(word, at)
            if match and match.end() > at:
                size, sounds = match.end() - at, found
                break
        ways = [way + sound for sound in sounds for way in ways][:_WAYS]
        at += size
    return frozenset(_levelled(way) for way in ways)


_LEVELS = (
    (
        re.compile(r"i+(?=[aeou])"),
        "",
    ),  # ya, ye after a consonant or before a vowel: the softening that scripts show or not
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ii"), "i"),
    (re.compile(r"dZ"), "J"),
    (re.compile(r"tS"), "C"),
    (re.compile(r"ts"), "T"),
    (re.compile(r"n(?=[pb])"), "m"),
)


def _levelled(sounds: str) -> str:
    for letters, level in _LEVELS:
        sounds = letters.sub(level, sounds)
    return sounds


def heard_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether every word of one name, as a language reads it, is heard as the other name writes it."""
    if len(a) != len(b):
        return False
    return any(_reads(one, form) for one, other in ((a, b), (b, a)) for form in _forms(other, one))


def _forms(respelt: tuple[str, ...], written: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The name as it stands, and without the endings that Latvian and Lithuanian give to men's or that cases give."""
    forms = [respelt]
    for ending in ("s", "as", "is", "a", "u", "em", "om"):
        if all(w.endswith(ending) and len(w) > len(ending) + 2 for w in respelt) and not written[0].endswith(ending):
            forms.append(tuple(w.removesuffix(ending) for w in respelt))
    return forms


def _reads(written: tuple[str, ...], respelt: tuple[str, ...]) -> bool:
    """One language reads all words so, or, of two words that change, each has its own ("Zhan-Klod Yunker")."""
    shared: frozenset[str] | None = None
    told = 0
    for word, other in zip(written, respelt, strict=True):
        if word == other:
            continue
        found = _languages(word, other)
        if not found:
            return False
        shared = found if shared is None else shared & found
        # Silent letters at the end alone tell two families apart.
        told += not (word.startswith(other) or other.startswith(word))
    return told > 1 or (told == 1 and bool(shared))


@lru_cache(maxsize=50_000)
def _languages(word: str, respelt: str) -> frozenset[str]:
    if min(len(word), len(respelt)) < 2 or _both_known(word, respelt):
        return frozenset()
    sounds = heard(respelt, _RESPELT) | heard(respelt, _HOOKED)
    return frozenset(lang for lang in _rules() if lang != _RESPELT and not sounds.isdisjoint(heard(word, lang)))


def _both_known(a: str, b: str) -> bool:
    """Two families or two given names that are both well known are two, however they sound."""
    if a in listed("surnames.txt") and b in listed("surnames.txt"):
        return True
    if not (a in known_given() and b in known_given()):
        return False
    groups = given_groups()
    return not groups.get(a, frozenset()) & groups.get(b, frozenset())

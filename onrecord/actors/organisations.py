"""Whether two names are one organisation's: abbreviations, articles and legal forms, turned ministries, spelling."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from onrecord.actors.lexicon import Sort, lexicon
from onrecord.actors.name_lists import name_words
from onrecord.actors.spelling import word_likeness


@cache
def _of_states() -> frozenset[str]:
    """Bodies that a state has one of each."""
    return frozenset(name_words()["bodies"]["of_states"])


@dataclass(frozen=True, slots=True)
class _Written:
    """An organisation's name as it is compared."""

    words: tuple[str, ...]  # in order, one spelling for each word, no small words
    spelt: tuple[str, ...]  # every word as written, in small letters
    capitals: str  # as written, where it is one word
    alias: str  # an abbreviation in brackets
    ids: frozenset[str]  # listed bodies of that name


def same_organisation(a: str, b: str) -> float:
    """How likely two names are one organisation's as far as names can tell, 0 to 1."""
    return _same(a, b) if a <= b else _same(b, a)


@lru_cache(maxsize=50_000)
def _same(a: str, b: str) -> float:
    left, right = _written(a), _written(b)
    if left.ids and right.ids:
        return 1.0 if left.ids & right.ids else 0.2
    if left.spelt == right.spelt:
        return 1.0
    for one, other in ((left, right), (right, left)):
        if one.alias and len(other.spelt) == 1 and one.alias == other.spelt[0]:
            return 0.97
        if _abbreviates(one, other):
            return 0.9
    if not left.words or not right.words:
        return 0.0
    return max(_same_words(left.words, right.words), _spelt_alike(left.words, right.words))


def _same_words(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    if a == b:
        return 0.97
    first, second = _with_states(a), _with_states(b)
    if sorted(first) == sorted(second):
        return 0.95
    for long, short in ((first, second), (second, first)):
        rest = list(long)
        if all(word in rest and (rest.remove(word) or True) for word in short):  # type: ignore[func-returns-value]
            dropped = frozenset(name_words()["bodies"]["dropped"])
            if rest and all(word in dropped for word in rest):
                return 0.9
            if rest == ["federal"] and set(short) & _of_states():
                return 0.88  # the Federal Ministry of Finance
            ruled = set(short) & _of_states() and len(short) > 1
            if (ruled and all(w in _states().values() for w in rest)) or (rest in (["un"], ["eu"]) and len(short) > 1):
                return 0.85  # the country goes without saying
    return 0.0


def _with_states(words: tuple[str, ...]) -> tuple[str, ...]:
    """A people's adjective and its country's name are one beside a body that every state has."""
    if not set(words) & _of_states():
        return words
    return tuple(_states().get(word, word) for word in words)


def _spelt_alike(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Transliterations and slips: every word like its counterpart, short ones only where they sound so."""
    joined_a, joined_b = "".join(a), "".join(b)
    if joined_a == joined_b:
        return 0.95
    if len(a) != len(b):
        return 0.0
    scores = []
    for x, y in zip(a, b, strict=True):
        score = word_likeness(x, y)
        scores.append(score if score >= 0.9 or min(len(x), len(y)) >= 7 else min(score, 0.6))
    return 0.95 * min(scores)


def _abbreviates(short: _Written, full: _Written) -> bool:
    if len(short.spelt) != 1 or len(full.spelt) < 2 or not 2 <= len(short.capitals) <= 9:
        return False
    if sum(c.isupper() for c in short.capitals) < 2 and len(short.capitals) < 4:
        return False  # Unesco, Asean; but Ana is no abbreviation
    small = frozenset(name_words()["bodies"]["small"]) | frozenset(name_words()["bodies"]["articles"])
    letters = short.spelt[0]
    forms = [[w for w in full.spelt if w not in small], list(full.spelt)]
    legal = frozenset(name_words()["bodies"]["legal"])
    forms.append([w for w in forms[0] if w not in legal])
    capitals = "".join(c for c in short.capitals if c.isupper()).lower()
    # ECtHR: small letters inside tell it from another body of the same initials.
    read = (letters, capitals) if len(capitals) > 2 else (letters,)
    return any(_initials(form, tuple(words)) for words in forms if len(words) >= 2 for form in read)


def _initials(letters: str, words: tuple[str, ...]) -> bool:
    """Whether the letters are begun by every word in turn: its first letter, more of its beginning, or one inside."""
    if not words:
        return not letters
    word = words[0]
    if not letters or letters[0] != word[0]:
        return False
    for size in range(1, min(5, len(letters)) + 1):
        if word[:size] != letters[:size]:
            break
        if _initials(letters[size:], words[1:]):
            return True
    # ASEAN: the E stands inside "Southeast"
    return len(letters) > 1 and len(word) >= 6 and letters[1] in word[2:] and _initials(letters[2:], words[1:])


@lru_cache(maxsize=20_000)
def _written(name: str) -> _Written:
    alias = ""
    bracketed = re.fullmatch(r"(.*\w.*?)\s*\(([^()]{2,12})\)", name.strip())
    if bracketed:
        name, alias = bracketed[1], anyascii(bracketed[2]).lower().replace(".", "")
    name = re.sub(r"(?<=\w)['’]s?$", "", name.strip())
    text = anyascii(name)
    text = re.sub(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?", lambda m: m[0].replace(".", ""), text)
    text = re.sub(r"\b[Cc]o-op", "coop", text).replace("&", " and ").replace("'", "")
    parts = [p for p in re.split(r"[^A-Za-z0-9+]+", text) if p]
    lists = name_words()["bodies"]
    spelt = [p.lower() for p in parts]
    while len(spelt) > 1 and spelt[0] in lists["articles"]:
        spelt = spelt[1:]
    if len(spelt) > 1 and all(len(w) == 1 or w == "and" for w in spelt):
        spelt = ["".join(w for w in spelt if w != "and")]  # P&G
        parts = [spelt[0].upper()]
    small, legal = frozenset(lists["small"]), frozenset(lists["legal"])
    core = [w for w in spelt if w not in small] or spelt
    core = [w for w in core if w not in legal] or core
    ids = _listed().get(" ".join(spelt), frozenset())
    capitals = parts[-1] if len(spelt) == 1 else ""
    return _Written(tuple(_one_spelling(core)), tuple(spelt), capitals, alias, ids)


def _one_spelling(words: list[str]) -> list[str]:
    text = " ".join(words)
    for phrase, form in _phrases():
        if phrase in text:
            text = re.sub(rf"\b{phrase}\b", form, text)
    return list(dict.fromkeys(_spellings().get(word, word) for word in (_english().get(w, w) for w in text.split())))


@cache
def _spellings() -> dict[str, str]:
    groups = [group.split() for group in name_words()["bodies"]["same"]]
    return {word: group[0] for group in groups for word in group if "_" not in word}


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    groups = [group.split() for group in name_words()["bodies"]["same"]]
    known = tuple((w.replace("_", " "), group[0]) for group in groups for w in group if "_" in w)
    return known + tuple((w.replace("_", " "), english) for w, english in _english().items() if "_" in w)


@cache
def _english() -> dict[str, str]:
    """What words in the names of bodies mean that stand there in other languages."""
    return {word: row["english"] for row in _table("body_words.csv") for word in row["abroad"].split()}


def _table(file: str) -> list[dict[str, str]]:
    text = (files("onrecord.actors") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _states() -> dict[str, str]:
    """Names and adjectives of states, one for each."""
    return {
        entry.words[0].lower(): entry.actor
        for entries in lexicon().entries.values()
        for entry in entries
        if entry.sort in (Sort.STATE, Sort.DEMONYM) and len(entry.words) == 1
    } | {"us": "state:US", "uk": "state:GB", "usa": "state:US"}


@cache
def _listed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entries in lexicon().entries.values():
        for entry in entries:
            if entry.sort in (Sort.BODY, Sort.PARTY) and not entry.weak:
                words = re.findall(r"[a-z0-9+]+", anyascii(" ".join(entry.words)).lower().replace(".", ""))
                found.setdefault(" ".join(words), set()).add(entry.actor)
    for row in _table("bodies_abroad.csv"):
        for name in row["names"].split(";"):
            words = re.findall(r"[a-z0-9+]+", anyascii(name).lower().replace("'", ""))
            found.setdefault(" ".join(words), set()).add(row["id"])
    return {name: frozenset(ids) for name, ids in found.items()}

"""What a saying is made of when two are compared: its words in plain form, its figures, names, clauses, negations."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.statements.figures import figured, is_figure, ungrouped

_BRACKETS = re.compile(r"\[[^\]]*\]|\((?=[^)]{1,40}\))[^)]*\)")
_WORD = re.compile(r"\d+(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d_]+(?:'[^\W\d_]+)?")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_STATES = re.compile(r"\bUS\b")
_CLAUSES = re.compile(r"[,;:.!?…—–]+(?=\s|$)|\s[—–-]+\s|\.\.\.")
_JOINTS = re.compile(r"\s(?=(?:and|but|because|though|although|unless|whether|while|since|until|if|or|so)\s)")
_CAPITAL = re.compile(r"(?<![.!?…]\s)(?<!^)(?<!^[\"“'‘])\b[A-ZÀ-Þ][\w’'-]*")
_FEWEST = 3  # words of a clause that says something by itself
_MONEY = {"$": " dollar ", "€": " euro ", "£": " pound ", "¥": " yen ", "%": " percent "}
_SUM = r"({})\s?([\d.,]*\d)(\s?(?:million|billion|trillion|thousand|bn|tn|m)\b)?"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: ``text`` in plain words without person and tense, ``words`` the same one by one.

    ``matter`` are the stems of those that carry some, each with its word.

    ``figures`` and ``names`` are among the stems, ``aside`` are the stems in brackets, ``clauses`` the parts of the
    text as they stand, ``negations`` how many words turn it round.
    """

    text: str
    words: tuple[str, ...]
    matter: Mapping[str, str]
    aside: frozenset[str]
    figures: frozenset[str]
    names: frozenset[str]
    clauses: tuple[str, ...]
    negations: int


@lru_cache(maxsize=65536)
def wording(text: str) -> Wording:
    """What a text is made of."""
    folded = _folded(text)
    clauses = _clauses(_BRACKETS.sub(" ", folded))
    words = [word for clause in clauses for word in clause]
    matter = _matter(words)
    names = {stem_of(part) for name in _CAPITAL.findall(folded) for part in _parts(name.casefold())}
    return Wording(
        " ".join(words),
        tuple(words),
        matter,
        frozenset(stem for found in _BRACKETS.findall(folded) for stem in _matter(_words(found))),
        frozenset(stem for stem in matter if is_figure(stem)),
        frozenset(names & matter.keys()),
        tuple(map(" ".join, clauses)),
        sum(word in sameness().negations for word in words),
    )


def _words(folded: str) -> list[str]:
    return [sameness().reported.get(word, word) for word in _spelt_out(folded)]


def _spelt_out(folded: str) -> list[str]:
    plain = folded.casefold()
    for sign, word in _MONEY.items():
        plain = re.sub(_SUM.format(re.escape(sign)), rf"\2\3{word}", plain).replace(sign, word)
    words: list[str] = []
    for word in _WORD.findall(ungrouped(plain.replace("per cent", "percent").replace("-", " "))):
        words.extend(_parts(word))
    return figured(words)


def _matter(words: Iterable[str]) -> dict[str, str]:
    """The stems of the words that carry matter, in order, each with the first of its words."""
    out: dict[str, str] = {}
    for word in words:
        if word not in sameness().empty:
            out.setdefault(stem_of(word), word)
    return out


def _folded(text: str) -> str:
    """Without accents and with straight marks: outlets keep or drop both."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _STATES.sub("USA", _INITIALS.sub(lambda found: found.group().replace(".", ""), plain))


def _parts(word: str) -> list[str]:
    """A word with its short forms written out."""
    if word in ("can't", "cannot"):
        return ["can", "not"]
    if word in ("won't", "shan't"):
        return ["will", "not"]
    if word.endswith("n't"):
        return [word[:-3], "not"]
    head, _, tail = word.partition("'")
    return [head, *([tail] if tail in ("re", "ve", "ll", "d", "m") else [])] if head else [tail]


def _clauses(folded: str) -> list[list[str]]:
    """The words between marks and before conjunctions; what is too short goes with the part before it."""
    out: list[list[str]] = []
    for piece in (_words(one) for part in _CLAUSES.split(folded) for one in _JOINTS.split(part)):
        if out and min(len(piece), len(out[-1])) < _FEWEST:
            out[-1].extend(piece)
        elif piece:
            out.append(piece)
    return out


@lru_cache(maxsize=65536)
def stem_of(word: str) -> str:
    """A word without its commonest endings, in one spelling; enough for likeness, no claim on grammar."""
    if is_figure(word) or len(word) < 4:
        return word
    for long, short in _SPELLINGS:
        word = long.sub(short, word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "se":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


_SPELLINGS = [
    (re.compile(r"ise(?=[sdr]?$)|is(?=ing$|ation)"), "iz"),
    (re.compile(r"ize(?=[sdr]?$)"), "iz"),
    (re.compile(r"our(?=$|s$|ed$|ing$|able|ite)"), "or"),
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"^enquir"), "inquir"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"onn?e(?=s?$)"), "on"),
    (re.compile(r"^farther$"), "further"),
]
_ENDINGS = [
    *(("ations", ""), ("ation", ""), ("ments", ""), ("ment", ""), ("ingly", ""), ("ings", ""), ("ing", "")),
    *(("iness", "y"), ("ness", ""), ("ities", ""), ("ity", ""), ("ies", "y"), ("ied", "y"), ("edly", "")),
    *(("ed", ""), ("ers", ""), ("er", ""), ("ors", ""), ("or", ""), ("ly", ""), ("es", ""), ("s", ""), ("'s", "")),
]


@dataclass(frozen=True, slots=True)
class Sameness:
    """The word lists of sameness.toml."""

    negations: frozenset[str]
    empty: frozenset[str]
    reported: Mapping[str, str]
    opposites: Mapping[str, frozenset[str]]


@cache
def sameness() -> Sameness:
    """The word lists, read once."""
    raw = tomllib.loads(files(__package__).joinpath("sameness.toml").read_text(encoding="utf-8"))
    reported = {word: base for base, words in raw["reported"].items() for word in words}
    opposites: dict[str, set[str]] = {}
    for one, other in (pair.split(" / ") for pair in raw["opposites"]):
        for word in one.split():
            for against in other.split():
                opposites.setdefault(stem_of(word), set()).add(stem_of(against))
                opposites.setdefault(stem_of(against), set()).add(stem_of(word))
    frozen = {stem: frozenset(against) for stem, against in opposites.items()}
    return Sameness(frozenset(raw["negations"]), frozenset(raw["empty"]), reported, frozen)

"""Which language a text is in, be it a headline or a page of two languages; English or not is what matters."""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from onrecord.errors import OnrecordError

# Letters of a piece of text that is judged by itself: two sentences, which the model tells without fail.
_PIECE = 250
_MOST_PIECES = 24  # of a long text, evenly spread: ten times as many give the same verdict
# Below so many Latin letters a text is a name or two, which say nothing of the language around them.
_FEWEST = 8
# English is what the model holds for English, or for some other language by no more than this: names of people and
# places, which headlines are full of, pull towards theirs. In log-likelihood, and by letters. Of 6,000 sentences of EWT
# and GUM 5 are then taken for another language, without it 251; of 144 short texts in 45 other languages none is taken
# for English (benchmarks.languages, dev).
_ALLOWED, _ALLOWED_A_LETTER = 8.0, 0.3
# Share of small English words from which on a piece is English without asking the model, which takes half a second
# to load: of 835 English news articles the median has 20 %, and 99 of 100 have more than 13 %; a Dutch text, which
# shares "of", "was" and "had", has 3 to 5 %. So many words are the least for a share.
_PLAINLY_ENGLISH, _ENOUGH_WORDS = 0.12, 30
# What a small word is worth that is frequent in English and in no other language, or in another and not in English.
# Names have none. Of the samples cut to 24 characters, 85 of 100 in other languages are then told from English and 90
# of the English ones kept, without it 79 and 88.
_SMALL_WORD = 8.0
_WORD = re.compile(r"[^\W\d_]+")
# A word with a capital and a letter that English has not: a name, most often.
_FOREIGN_NAME = re.compile(r"\b[A-ZÀ-ÞĀ-Ž][\w’'-]*[À-ÖØ-öø-ɏ][\w’'-]*|\b[À-ÞĀ-Ž]\w+")
_SHOUTED = 0.6  # share of capitals among the letters; a title With Every Word Like This has some 20 %
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a text as two letters, how much of the text is in it, and how much in English."""

    code: str
    share: float = 1.0
    english: float = 0.0


def detect(text: str) -> str:
    """The language of a text as two letters; a text that is too short to tell counts as English."""
    return tongue(text).code


def tongue(text: str) -> Tongue:
    """The language that most of a text is in; English where half of it is."""
    counted: Counter[str] = Counter()
    for piece in _pieces(_ADDRESS.sub(" ", text)):
        counted[_language_of(piece)] += _letters(piece)
    whole = counted.total()
    if not whole:
        return Tongue("en", 1.0, 1.0)
    english = counted["en"] / whole
    (code, most), *_ = counted.most_common(1)
    return Tongue("en", english, english) if english >= 0.5 else Tongue(code, most / whole, english)


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs of a text, short ones together, as many as are needed for a verdict."""
    pieces: list[str] = []
    lines: list[str] = []
    size = 0
    for line in text.splitlines():
        # a paragraph without an end is cut: nobody needs more than its beginning
        kept = " ".join(line[: 8 * _PIECE].split())
        lines.append(kept)
        size += len(kept)
        if size >= _PIECE:
            pieces.append(" ".join(lines))
            lines, size = [], 0
    if lines:
        pieces = [*pieces[:-1], " ".join([*pieces[-1:], *lines])]  # what is left goes with the last one
    step = max(1, -(-len(pieces) // _MOST_PIECES))
    yield from pieces[::step]


def _language_of(piece: str) -> str:
    words = piece.lower().split()
    if len(words) >= _ENOUGH_WORDS and sum(word in _small_words() for word in words) >= _PLAINLY_ENGLISH * len(words):
        return "en"
    letters = [char for char in piece if char.isalpha()]
    if sum(map(str.isupper, letters)) > _SHOUTED * len(letters):
        piece = piece.lower()  # else every word would look like a name
    if 2 * sum(char < "\u0250" for char in letters) < len(letters):
        return _judged(piece)[0]  # in another script than the Latin one
    without_names = _FOREIGN_NAME.sub(" ", piece)
    if _letters(without_names) < _FEWEST:
        return "en"
    code, lead = _judged(piece)
    if lead < 0 and without_names != piece and len(without_names.split()) > 2:
        lead = max(lead, _judged(without_names)[1])
    for word in _WORD.findall(piece):
        lead += _SMALL_WORD * ((word.lower() in _small_words()) - (word in _other_small_words()))
    return "en" if lead >= 0 else code


def _judged(piece: str) -> tuple[str, float]:
    """The most likely language but English, and by how much English is more likely, with what it is allowed."""
    english, other, code = 0.0, float("-inf"), ""
    for name, likelihood in _model()(piece):
        if name == "en":
            english = likelihood
        elif likelihood > other and name not in _unlikely():
            other, code = likelihood, name
    lead = english - other + _ALLOWED + _ALLOWED_A_LETTER * _letters(piece)
    return _SAME.get(code, code), float(lead)


@cache
def _model() -> Callable[[str], list[tuple[str, float]]]:
    """The model, which its library unpacks into a temporary file."""
    from py3langid import rank

    try:
        rank("a")
    except OSError as error:
        where = f"a temporary file in {tempfile.gettempdir()} ({error.strerror or error})"
        raise OnrecordError(
            f"The model of languages cannot be unpacked into {where}. Free some space there, or set TMPDIR to a folder "
            "on another disk; what was read so far is in the record."
        ) from error
    return cast(Callable[[str], list[tuple[str, float]]], rank)


# Two written forms of one language are one here, as their readers' newspapers see it.
_SAME = {"nn": "no", "wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar"}


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def code_of(said: str) -> str:
    """The two letters of a language that is written in any usual way ("en-GB", "English", "eng")."""
    first = re.split(r"[-_ (,;]", said.strip().lower())[0]
    return _codes().get(first, first)


@cache
def _codes() -> dict[str, str]:
    with (files("onrecord.origins") / "language_names.csv").open(encoding="utf-8") as file:
        return {name: row["code"] for row in csv.DictReader(file) for name in row["names"].split()}


@cache
def _small_words() -> frozenset[str]:
    return _listed("english.txt")


@cache
def _other_small_words() -> frozenset[str]:
    return frozenset(word for word in _listed("small_words.txt") if not word.endswith(":"))


@cache
def _unlikely() -> frozenset[str]:
    return _listed("unlikely_languages.txt")


def _listed(name: str) -> frozenset[str]:
    lines = (files("onrecord.origins") / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

"""Numbers in running words: "twenty-six million", "26 million", "1 400" and "1,400" as one plain figure each."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "m": 10**6, "k": 1_000, "billion": 10**9, "bn": 10**9}
_LARGE |= {"trillion": 10**12, "tn": 10**12, "lakh": 10**5, "crore": 10**7, "dozen": 12}
_ORDINALS = {
    **{"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12},
    **{f"{word}th": number for word, number in _SMALL.items() if word not in ("five", "eight", "nine", "twelve")},
    **{f"{word[:-1]}ieth": number for word, number in _SMALL.items() if word.endswith("y")},
}
_ROUND = ("hundred", "thousand", "million", "billion", "trillion", "dozen")
_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:st|nd|rd|th)?$")
_GROUPS = re.compile(r"(?<=\d)[,\u202f\u00a0 ](?=\d{3}(?!\d))")
_POINTS = re.compile(r"(?<=\d)(?:,(?=\d\d?(?!\d))|:(?=\d\d(?!\d)))")  # 1,5 and 10:30
_GLUED = re.compile(r"(?<=\d)(?=[a-z])(?!st\b|nd\b|rd\b|th\b)")
_ENDINGS = re.compile(r"(?:st|nd|rd|th)$")


def ungrouped(text: str) -> str:
    """A lower-cased text with "1,400" and "13 400" as 1400 and "20mph" as "20 mph"."""
    return _GLUED.sub(" ", _POINTS.sub(".", _GROUPS.sub("", text)))


def is_figure(word: str) -> bool:
    """Whether a word that ``figured`` gave is a number."""
    return word[:1].isdigit()


def figured(words: Sequence[str]) -> list[str]:
    """The words with every number in digits: "two", "hundred", "and", "six" is one word, 206.

    "one" alone stays a word, for it is mostly a pronoun; so do ordinals, but for those of a day or of a rank in digits.
    """
    out: list[str] = []
    place = 0
    while place < len(words):
        value, after = _round(words, place) or _number(words, place)
        if after == place:
            out.append(words[place])
            place += 1
            continue
        alone = after == place + 1 and words[place] in ("one", "second")
        out.append(words[place] if alone else _plain(value))
        place = after
    return out


def _number(words: Sequence[str], begin: int) -> tuple[float, int]:
    """The number that begins at a word and the place behind it; the place itself where none begins."""
    total, part, place, last = 0.0, None, begin, 0.0
    while place < len(words):
        word = words[place]
        if word == "and" and part is not None and last in (100, 1000) and words[place + 1 : place + 2]:
            if words[place + 1] not in _SMALL:
                break
            place += 1
            continue
        value = _SMALL.get(word)
        if _DIGITS.match(word) and part is None and total == 0:
            part = float(_ENDINGS.sub("", word))
        elif word in _ORDINALS and (part is None or (20 <= part % 100 <= 90 and part % 10 == 0)):
            return total + (part or 0) + _ORDINALS[word], place + 1
        elif value is not None and part is None:
            part = float(value)
        elif value is not None and part is not None and _goes_on(part, value, last):
            part = part * 100 + value if 13 <= part <= 20 and value >= 10 else part + value
        elif word in _LARGE and (part is not None or word not in ("m", "k", "bn", "tn")) and part != 0:
            if part is None:
                if word in ("dozen", "hundred", "thousand", "million", "billion"):
                    break  # "a hundred", "hundreds of": no exact figure
                break
            size = _LARGE[word]
            if size == 100 and part < 100:
                part *= 100
            else:
                total, part = total + part * size, 0.0
            last = size
            place += 1
            continue
        else:
            break
        last = 0.0 if value is None else float(value)
        place += 1
    if part is None:
        return 0.0, begin
    return total + part, place


def _round(words: Sequence[str], place: int) -> tuple[float, int] | None:
    """Half a million, a hundred, two and a half (million)."""
    some = list(words[place : place + 5])
    if some[:2] == ["half", "a"] and some[2:3] and some[2] in _ROUND:
        return _LARGE[some[2]] / 2, place + 3
    if some[:1] == ["a"] and some[1:2] and some[1] in _ROUND:
        return float(_LARGE[some[1]]), place + 2
    if some[1:4] == ["and", "a", "half"] and (some[0] in _SMALL or some[0].isdigit()):
        size = _LARGE[some[4]] if some[4:] and some[4] in _ROUND else 1
        return (float(_SMALL.get(some[0], 0) or some[0]) + 0.5) * size, place + (5 if size > 1 else 4)
    return None


def _goes_on(part: float, value: int, last: float) -> bool:
    """Whether a small number goes on: sixty-one, two hundred (and) six, nineteen ninety-nine."""
    if part == 0 or last >= 100:
        return True
    if part % 100 >= 20 and part % 10 == 0 and 1 <= value <= 9:
        return True
    return 13 <= part <= 20 and value >= 10


def _plain(value: float) -> str:
    return f"{value:.10g}" if value < 1e10 else str(int(value))

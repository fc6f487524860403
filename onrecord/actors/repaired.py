"""Names as they were meant: letters that an encoding broke, digits and strokes that a scanner read for letters."""

from __future__ import annotations

import re
from functools import lru_cache

# What UTF-8 looks like where it is read as Windows-1252 or Latin-1: Ã©, Ä‡, Å‚, Ð
_BROKEN = re.compile(r"[ÂÃÄÅÐÑÎÏ][\u0080-\u00bf\u0100-\u2fff]")
# A digit inside a word or at its end; words that begin with one (2nd) and numbers behind letters (G20) stay.
_DIGIT = re.compile(r"(?<=[^\W\d_]{2})[015](?=[^\W\d_]|\W|$)|(?<=\b[^\W\d_])[015](?=[^\W\d_]{2})")
_READ = {"0": "o", "1": "l", "5": "s"}
_DIGITS = frozenset(_READ)
# An l between consonants, or at the end behind one, where an i was: Salvlni, Rishl
_STROKE = re.compile(r"(?<=[^aeiouyl])l(?=[^aeiouyl]|$)")
_SHORTEST = 5  # letters: a shorter word is too easily another one


def repaired(name: str) -> str:
    """A name with its broken letters mended, and with letters for the digits inside its words."""
    if name.isascii():
        return name if _DIGITS.isdisjoint(name) else _DIGIT.sub(_letter, name)
    if _BROKEN.search(name):
        for encoding in ("cp1252", "latin-1"):
            try:
                name = name.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            break
    return _DIGIT.sub(_letter, name)


def _letter(match: re.Match[str]) -> str:
    return _READ[match[0]]


@lru_cache(maxsize=50_000)
def misread(a: str, b: str) -> bool:
    """Whether two words are one that was scanned: l for i where no l can be spoken, rn for m, cl for d, vv for w."""
    if a == b or min(len(a), len(b)) < _SHORTEST:
        return False
    for one, other in ((a, b), (b, a)):
        if len(one) == len(other):
            if _STROKE.sub("i", one) == other:
                return True
        elif any(pair in one and letter in other and one.replace(pair, letter) == other for pair, letter in _PAIRS):
            return True
    return False


_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"))

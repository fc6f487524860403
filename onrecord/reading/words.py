"""Words and marks of a text with their places, cut as the Penn treebank cuts them."""

from __future__ import annotations

import functools
import re
from importlib import resources

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

# Every repetition gives nothing back (++), so that no input takes more than linear time.
_WORD = re.compile(
    r"""
      [\w\u0300-\u036f]++(?:[-&'’‘ʼ/][\w\u0300-\u036f]++)*+   # what contracts is cut below
    | ['’ʼ](?:s|re|ve|ll|d|m|S|RE|VE|LL|D|M)\b
    | [@\#]\w++
    | \.{2,}+|…|-{2,}+|``|''|[^\w\s]
    """,
    re.VERBOSE,
)
# what a word goes on to be where a mark follows it at once
_LONGER = re.compile(
    r"""
      (?<=\d)(?:[.,:]\d++)++(?:st|nd|rd|th|s|bn|m|k)?+(?!\w)   # 3.5, 8:30
    | (?<=[^\W\d_])(?:\.[^\W\d_](?!\w))++\.?                    # U.S.
    | (?:[.+]\w++(?:-\w++)*+){0,8}@\w++(?:[.-]\w++)++            # the address of a person
    | ://[^\s<>"“”«»]{1,500}(?<![.,;:!?)\]'’])                  # and of a page
    | (?:\.\w++(?:-\w++)*+){1,8}(?:/[^\s<>"“”«»]{0,500}(?<![.,;:!?)\]'’]))?  # site.example/page
    """,
    re.VERBOSE,
)
_CONTRACTED = re.compile(r"(?i:(?:n['’ʼ]t|['’ʼ](?:s|re|ve|ll|d|m)))$")
_CAPITAL_FOLLOWS = re.compile(r"\.\s+[^\W\d_]")


@functools.cache
def _abbreviations() -> frozenset[str]:
    lines = resources.files(__package__).joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def words(text: str) -> tuple[Ints, Ints]:
    """Begin and end of every word or mark."""
    short = _abbreviations()
    places: list[tuple[int, int]] = []
    at = 0
    for match in _WORD.finditer(text):
        begin, end = match.span()
        if begin < at:  # the full stop of an abbreviation
            continue
        first = text[begin]
        if end - begin == 1 and not first.isalnum():
            places.append((begin, end))
            continue
        mark = text[end : end + 1]
        if mark and mark in ".,:@+":
            longer = _LONGER.match(text, end)
            if longer and _is_one(text, begin, end, longer):
                end = longer.end()
        contracted = _CONTRACTED.search(text, max(begin, end - 3), end) if first.isalpha() else None
        if contracted and contracted.start() > begin:
            places += [(begin, contracted.start()), (contracted.start(), end)]
        elif text[end : end + 1] == "." and _keeps_stop(text, begin, end, short):
            end += 1
            places.append((begin, end))
        else:
            places.append((begin, end))
        at = end
    array = np.array(places, dtype=np.int64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _is_one(text: str, begin: int, end: int, longer: re.Match[str]) -> bool:
    """Whether a word and what follows it at once are one: not so where two sentences stick together (end.The)."""
    if text[end] == "." and text[begin:end].isalpha() and "@" not in longer[0]:
        return end - begin == 1 or longer[0][1:2].islower()
    return True


def _keeps_stop(text: str, begin: int, end: int, short: frozenset[str]) -> bool:
    """Whether the full stop behind a word belongs to it: Mr. and J. before a word, on the same line or the next."""
    if end - begin == 1:
        return text[begin].isupper() and text[begin] != "I" and bool(_CAPITAL_FOLLOWS.match(text, end))
    return end - begin <= 6 and text[begin:end].lower() in short and bool(text[end + 1 : end + 3].strip())

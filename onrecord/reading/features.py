"""What the uncased encoder is told about the surface of each word piece: its case and the gap before it."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

CASES = 6  # no letter, lower, Title, UPPER, one capital, mixed
GAPS = 3  # nothing, blank, line break

_NEWLINES = (0x0A, 0x0D, 0x0B, 0x0C, 0x85, 0x2028, 0x2029)
# Planes above this hold next to no cased letters of news text (Deseret, Osage…); they count as no letter.
_CASED = 0x10000


@functools.cache
def _tables() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    letters = [chr(code) for code in range(_CASED)]
    upper = np.array([letter.isupper() or letter.istitle() for letter in letters])
    lower = np.array([letter.islower() for letter in letters])
    space = np.array([letter.isspace() for letter in letters])
    return upper, lower, space


def codes(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text as an array."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def trimmed(points: npt.NDArray[np.uint32], place: Ints) -> Ints:
    """The places of pieces without the blanks that some tokenizers count to the piece behind them."""
    _, _, space = _tables()
    out = place.copy()
    while len(out):
        inside = out[:, 0] < out[:, 1] - 1
        blank = inside & space[np.minimum(points[np.minimum(out[:, 0], len(points) - 1)], _CASED - 1)]
        if not blank.any():
            break
        out[blank, 0] += 1
    return out


def surface(points: npt.NDArray[np.uint32], begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Case class and gap class of the pieces at [begin, end), which are sorted by place."""
    upper_table, lower_table, space_table = _tables()
    known = np.minimum(points, _CASED - 1)
    upper = upper_table[known]
    uppers = _count(upper, begin, end)
    lowers = _count(lower_table[known], begin, end)
    first = np.zeros(len(begin), dtype=bool)
    inside = begin < len(points)
    first[inside] = upper[begin[inside]]
    case: Ints = np.full(len(begin), 5, dtype=np.int64)
    case[(uppers == 0) & (lowers == 0)] = 0
    case[(uppers == 0) & (lowers > 0)] = 1
    case[(uppers == 1) & first & (lowers > 0)] = 2
    case[(uppers > 1) & (lowers == 0)] = 3
    case[(uppers == 1) & (lowers == 0)] = 4
    before = np.concatenate(([0], end[:-1])) if len(end) else end
    before = np.minimum(before, begin)
    gap: Ints = (_count(space_table[known], before, begin) > 0).astype(np.int64)
    gap[_count(np.isin(points, _NEWLINES), before, begin) > 0] = 2
    gap[:1] = 2  # a window starts where a line or a sentence starts
    return case, gap


def _count(flags: npt.NDArray[np.bool_], begin: Ints, end: Ints) -> Any:
    total = np.concatenate(([0], np.cumsum(flags)))
    return total[end] - total[begin]

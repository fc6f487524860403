"""Where words that somebody quoted stand in a text."""

from __future__ import annotations

import re

from onrecord.types import Span

# Characters on either side that are compared; a quotation's prefix and suffix are seldom longer than 32.
_AROUND = 200


def quoted(words: str, text: str, *, before: str = "", after: str = "", near: int = 0) -> Span | None:
    """The place of a quotation, whatever its white space: of several the one whose surroundings fit best.

    Of those that fit as well, the one nearest to ``near``. None where the text does not have the words.
    """
    left, right = before.split()[::-1], after.split()

    def fit(span: Span) -> tuple[int, int]:
        ahead = text[max(0, span.begin - _AROUND) : span.begin].split()[::-1]
        behind = text[span.end : span.end + _AROUND].split()
        same = sum(a == b for a, b in zip(left, ahead, strict=False))
        return same + sum(a == b for a, b in zip(right, behind, strict=False)), -abs(span.begin - near)

    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [Span(*one.span()) for one in re.finditer(pattern, text)] if pattern else []
    return max(found, key=fit, default=None)

"""Places in a text as Java counts them (UTF-16 units, lines that end with one newline), and as onrecord does."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_PAIR = re.compile("\r\n")


def with_newlines(text: str) -> str:
    """The text with one newline at the end of each line, whatever stood there."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Places:
    """One text's places: code points into it, and UTF-16 units into what a document of it holds.

    With ``newlines`` the document holds the text as `with_newlines` makes it, else the text itself.
    """

    def __init__(self, text: str, *, newlines: bool) -> None:
        """Look where the two counts part."""
        held = with_newlines(text) if newlines else text
        pairs = [found.start() for found in _PAIR.finditer(text)] if newlines and "\r" in text else []
        wide = [found.start() for found in _WIDE.finditer(held)] if not held.isascii() else []
        self.text = held
        self._pairs = pairs
        self._joined = [place - before for before, place in enumerate(pairs)]  # where each stands in ``held``
        self._wide = wide
        self._units = [place + before for before, place in enumerate(wide)]
        self.length = len(held) + len(wide)  # in units

    def units(self, point: int) -> int:
        """A place of the text, in units of the document; between the two halves of a line end, before it."""
        held = self.held(point)
        return held + bisect_left(self._wide, held)

    def point(self, unit: int) -> int:
        """A place of the document, in code points of the text; ValueError within a character or beyond the end."""
        if not 0 <= unit <= self.length:
            raise ValueError(f"{unit} lies outside of the text, which ends at {self.length}")
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            raise ValueError(f"{unit} lies inside the character {self.text[self._wide[before - 1]]!a}")
        return self.point_of(unit - before)

    def held(self, point: int) -> int:
        """A place of the text, in code points of the document."""
        return point - bisect_left(self._pairs, point)

    def point_of(self, held: int) -> int:
        """A place of the document in code points, in those of the text."""
        return held + bisect_left(self._joined, held)

"""Lines as documents and downloads give them, and the paragraphs that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BLANKS = re.compile(r"[ \t\xa0\u2000-\u200b\u202f\u3000\ufeff]+")


def tidy(line: str) -> str:
    """A line with single blanks."""
    return _BLANKS.sub(" ", line).strip()


_BROKEN_AT = 100  # characters; databases and mail programs break at 65 to 80
_LONG = 52  # characters; a line of this length with another right below it goes on


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are broken where the page ends rather than where the paragraph does.

    One line in fifty may be longer, for addresses cannot be broken.
    """
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if not lengths or lengths[int(len(lengths) * 0.98)] > _BROKEN_AT:
        return False
    long = [place for place, line in enumerate(lines) if len(line.strip()) >= _LONG]
    going_on = sum(place + 1 < len(lines) and bool(lines[place + 1].strip()) for place in long)
    return going_on * 3 >= len(long) > 0


def paragraphs(lines: Iterable[str], wrapped: bool) -> tuple[str, ...]:
    """Paragraphs of lines: between blank lines where lines are wrapped, else each line."""
    if not wrapped:
        return tuple(text for line in lines if (text := tidy(line)))
    found: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(tidy(line))
        elif block:
            found.append(" ".join(block))
            block = []
    return tuple(found)

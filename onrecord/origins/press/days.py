"""The day in the date line of a download, in the language of the paper or of the interface."""

from __future__ import annotations

import re
from functools import lru_cache

# Languages of papers and interfaces in which day and month come as words; English first, where a name is shared.
_LANGUAGES = ["en", "fr", "de", "es", "it", "nl", "pt", "sv", "da", "nb", "pl", "fi", "cs"]
_MONTH = r"[^\W\d_]{3,12}\.?"
_SHAPES = (
    # 8 March 2024 · 8. März 2024 · 1er mars 2024 · 8 de marzo de 2024 · 10.Dezember 2019
    re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|di\s+|of\s+)?({_MONTH}),?\s+(?:de\s+|del\s+)?(\d{{4}})(?!\d)"
    ),
    # March 8, 2024 · décembre 10 2019 · Mar. 8, 2024
    re.compile(rf"({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)"),
)
_NUMBERS = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)|(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


def day_in(line: str) -> str | None:
    """The first whole day that a line names, as 2024-03-08; None where it names none, for none is guessed."""
    line = " ".join(line.split())[:300]
    for shape, day_first in zip(_SHAPES, (True, False), strict=True):
        for match in shape.finditer(line):
            day, month = (match[1], match[2]) if day_first else (match[2], match[1])
            if found := _day(int(day), month.rstrip(".").lower(), match[3]):
                return found
    if numbers := _NUMBERS.search(line):
        year, month, day = numbers.group(1, 2, 3) if numbers[1] else numbers.group(6, 5, 4)
        return _iso(int(year), int(month), int(day))
    return None


def only_day(line: str) -> str | None:
    """The day of a line that says hardly more than that: a weekday, an hour, an edition of a few words at most."""
    return day_in(line) if len(line) <= 120 and len(line.split()) <= 14 else None


@lru_cache(maxsize=4096)
def _day(day: int, month: str, year: str) -> str | None:
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    found = dateparser.parse(f"{day} {month} {year}", languages=_LANGUAGES, settings=settings)
    return _iso(found.year, found.month, found.day) if found and found.day == day else None


def _iso(year: int, month: int, day: int) -> str | None:
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 and year >= 1000 else None

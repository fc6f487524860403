"""The day on which a report was published, from what people write; a day is never guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from onrecord.errors import InputError

_ISO = re.compile(r"^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ].*)?$")
_NUMERIC = re.compile(r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T, ].*)?$")
_EPOCH = re.compile(r"^(\d{10})(?:\d{3})?(?:\.\d+)?$")


def parse_day(value: str) -> date:
    """The day that a text names: ISO 8601, a Unix time, 31.12.2024, or words like "8 March 2024".

    Raises InputError where day and month cannot be told apart (03/04/2024) or no full day is named.
    With dots the day comes first, as wherever dots are used; the day is the one written, whatever the time zone.
    """
    value = value.strip()
    try:
        if match := _ISO.match(value):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := _EPOCH.match(value):
            return datetime.fromtimestamp(int(match[1]), UTC).date()
        if match := _NUMERIC.match(value):
            return _numeric(value, int(match[1]), match[2], int(match[3]), int(match[4]))
    except ValueError:
        raise InputError(f"there is no such day as {value!r}; write the date as 2024-12-31.") from None
    return _worded(value)


def _numeric(value: str, first: int, mark: str, second: int, year: int) -> date:
    if mark == "." or first > 12 or first == second:
        return date(year, second, first)
    if second > 12:
        return date(year, first, second)
    one, other = date(year, second, first), date(year, first, second)
    raise InputError(
        f"the date {value!r} can be {one.day} {one:%B} or {other.day} {other:%B}; write it as {one.isoformat()} "
        f"or {other.isoformat()}."
    )


def _worded(value: str) -> date:
    import dateparser

    # Only whole, absolute days: a lone year or "yesterday" would be filled up with the day of reading.
    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    found: datetime | None = None
    if re.search(r"[^\W\d_]{3}", value) and re.search(r"(?<!\d)\d{4}(?!\d)", value) and len(value) <= 80:
        found = dateparser.parse(value, languages=["en"], settings=settings)
    if found is None:
        raise InputError(f"the date {value[:80]!r} cannot be read; write it as 2024-12-31.")
    return found.date()

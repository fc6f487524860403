"""The moments that feeds give, as ISO 8601 text; the day is the one written, whatever the time zone."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_tz
from time import struct_time

from onrecord.errors import InputError
from onrecord.origins.dates import parse_day

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?")


def moment(written: str | None, parsed: struct_time | None = None) -> str | None:
    """A moment as written in a feed, RFC 822 or ISO 8601; else as its reader understood it; None for none.

    Programs that know no date write the first day of 1970, or of the year 1.
    """
    text = " ".join((written or "").split())
    found = _iso(text) or _mail(text) or _other(text) or (_parts(*parsed[:5]) if parsed else None)
    return None if found is None or found.startswith(("1970-01-01", "0")) else found


def _iso(text: str) -> str | None:
    match = _ISO.match(text)
    return _parts(*(int(part) for part in match.groups() if part)) if match else None


def _mail(text: str) -> str | None:
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):  # numbers without end, empty names of months
        return None
    return _parts(*parts[:5]) if parts else None


def _other(text: str) -> str | None:
    """Any other way of writing a day; "10:30" and the like behind it is left out."""
    try:
        return parse_day(re.sub(r"[\s,-]+\d{1,2}:\d\d.*$", "", text)).isoformat() if text else None
    except InputError:
        return None


def _parts(year: int, month: int, day: int, hour: int | None = None, minute: int = 0) -> str | None:
    try:
        found = datetime(year, month, day, hour or 0, minute)
    except (ValueError, OverflowError):
        return None
    return found.isoformat(timespec="minutes") if hour is not None else found.date().isoformat()

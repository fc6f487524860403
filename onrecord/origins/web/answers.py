"""What the web answers, in words that name the address and the way out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from onrecord.origins.web.addresses import shown

_SAVE = "open it in a browser, save the page and read the file"
_MEANING = {
    400: f"the server does not understand the request; {_SAVE}",
    401: f"it asks for a name and a password; {_SAVE}",
    402: f"it is to be paid for; {_SAVE}",
    403: f"the server refuses programs, or readers who have not paid; {_SAVE}",
    404: "there is no such page; check the address",
    406: f"the server has nothing that it would give to a program; {_SAVE}",
    407: "a proxy on the way asks for a name and a password",
    410: "the page was taken down for good; look for a copy in a web archive",
    418: f"the server refuses programs; {_SAVE}",
    429: "the server is asked too often; run the same command again later, with a longer --delay",
    451: f"it is withheld here for legal reasons; {_SAVE}, from where it can be read",
}
# Statuses that no second question will change.
LASTING = frozenset((400, 401, 402, 403, 404, 405, 406, 410, 414, 418, 451))


def said_by_status(status: int) -> str:
    """Why an answer of this status brought no page, and what to do."""
    meaning = _MEANING.get(status)
    if meaning is None and status >= 500:
        meaning = "the server fails; run the same command again later"
    return f"{meaning or _SAVE} (HTTP {status})"


def not_before(moment: datetime) -> str:
    """That a server wants to be left alone for a while."""
    return f"the server asked not to be asked again before {moment:%Y-%m-%d %H:%M} UTC; run the same command then"


def not_fetched(url: str, why: str) -> str:
    """A sentence on an address that gave nothing."""
    return f"{shown(url)} was not fetched: {why}."


def asked_back(value: str | None, now: datetime) -> datetime | None:
    """When a server wants to be asked again, by its header Retry-After: seconds, or a moment."""
    if not value:
        return None
    if value.strip().isdigit():
        return now + timedelta(seconds=min(int(value), 366 * 24 * 3600))
    return _moment(value)


def fresh_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Until when an answer holds, by its headers Cache-Control and Age, else Expires; None where it does not say."""
    said = headers.get("Cache-Control", "").lower()
    if re.search(r"\bno-(?:cache|store)\b", said):
        return now
    if match := re.search(r"(?<!s-)\bmax-age\s*=\s*\"?(\d{1,9})", said):
        age = headers.get("Age", "").strip()
        return now + timedelta(seconds=max(0, int(match[1]) - (int(age) if age.isdigit() and len(age) < 10 else 0)))
    return _moment(headers.get("Expires", ""))


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

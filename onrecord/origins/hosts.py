"""Names that addresses and keys give: the outlet of a page, the origin of an article in a file of many."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

_LONGEST_KEY = 1000  # characters; longer addresses are those of trackers, and no name for a row of a table


def host_of(url: str | None) -> str | None:
    """The host of an address without its "www.", which is how pages without a name of their own are listed."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # no address, whatever it says
        return None
    return host.removeprefix("www.") if host and "." in host and host.isprintable() else None


def place_of(origin: str, keys: Iterable[str | None], number: int, seen: set[int]) -> str:
    """The origin of an article in a file of many: by the first of its keys that is new in the file, else by its number.

    ``seen`` remembers the keys of the file by their hashes, which stay small where a file has a million of them.
    """
    for key in keys:
        if key and len(key) <= _LONGEST_KEY and key.isprintable() and hash(key) not in seen:
            seen.add(hash(key))
            return f"{origin}#{key}"
    return f"{origin}#{number}"

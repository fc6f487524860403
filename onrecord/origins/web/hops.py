"""The way of one address to its answer: what it was asked for, where it was sent, how often it was tried."""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from onrecord.origins.web.addresses import identity, shown
from onrecord.origins.web.answers import fresh_until, not_fetched
from onrecord.origins.web.fetching import Answer, Fetched, Remembered, Unfetched, Wanted

if TYPE_CHECKING:
    from onrecord.origins.web.asking import Reply

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
# A page that only sends on (<meta http-equiv="refresh" content="0; url=…">) has little else in it.
_LARGEST_SIGNPOST = 4_000
_META = re.compile(rb"<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh\b[^>]*>", re.IGNORECASE)
_META_TARGET = re.compile(
    r"content\s*=\s*([\"'])\s*[0-3]?(?:\.0)?\s*[;,]\s*url\s*=\s*(.+?)\1", re.IGNORECASE | re.DOTALL
)
_ACCEPT = {
    "page": "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
}


@dataclass(slots=True)
class Hop:
    """Where an address stands on its way."""

    wanted: Wanted
    url: str  # to be asked next
    known: Remembered | None
    answer: Future[Answer] = field(default_factory=Future)
    way: tuple[str, ...] = ()  # asked so far
    tries: int = 0
    seconds: float = 0.0  # spent on waiting for the server
    is_for_good: bool = True

    def headers(self) -> dict[str, str]:
        """What is said with the question: what is wanted, and what is held already."""
        said = {"Accept": _ACCEPT.get(self.wanted.kind, _ACCEPT["feed"])}
        known = self.known
        if self.wanted.conditional and known is not None:
            if known.etag:
                said["If-None-Match"] = known.etag
            if known.modified:
                said["If-Modified-Since"] = known.modified
        return said

    def sent_on(self, reply: Reply) -> str | None:
        """Where a reply sends on to, None where it does not."""
        target = reply.headers.get("Location") if reply.status in _REDIRECTS else _signpost(reply)
        if not target:
            return None
        try:
            return str(urljoin(self.url, target.strip()))
        except ValueError:  # no address, whatever it says; so it is told when it is looked at
            return target.strip()

    def follow(self, target: str, status: int) -> None:
        """Go on to there."""
        self.way = (*self.way, self.url)
        self.is_for_good = self.is_for_good and status in _FOR_GOOD
        self.url, self.tries = target, 0

    def give_up(self, why: str, *, status: int | None = None, again: datetime | None = None, **more: bool) -> None:
        """The answer that there is none, and why; ``more`` is ``lasting`` and ``was_asked``."""
        by_way_of = f"it leads to {identity(self.url)}: " if self.way else ""
        said = {"lasting": False, "was_asked": status is not None, **more}
        reason = not_fetched(self.wanted.url, by_way_of + why)
        self.answer.set_result(Unfetched(self.wanted.url, reason, status, again, **said))

    def fetched(self, reply: Reply) -> Fetched:
        """The answer that a reply makes, of status 200 or 304."""
        said, known = reply.headers, self.known
        is_same = reply.status == 304
        kind, _, rest = said.get("Content-Type", "").partition(";")
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE)
        digest = hashlib.sha256(reply.data).hexdigest() if reply.data else None
        if self.wanted.conditional and known is not None and digest is not None:
            is_same = is_same or digest == known.digest
        held = known if is_same else None
        return Fetched(
            url=self.wanted.url,
            final=shown(self.url),
            status=reply.status,
            data=b"" if reply.status == 304 else reply.data,
            type=kind.strip().lower(),
            charset=charset[1] if charset else None,
            etag=said.get("ETag") or (held.etag if held else None),
            modified=said.get("Last-Modified") or (held.modified if held else None),
            digest=held.digest if held else digest,
            moved=identity(self.url) if self.way and self.is_for_good else None,
            unchanged=is_same,
            fresh=fresh_until(said, datetime.now(UTC)),
        )


def site_of(url: str) -> str:
    """Scheme, host and port: what a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def _signpost(reply: Reply) -> str | None:
    """Where a page sends on to that has nothing else in it."""
    if reply.status != 200 or len(reply.data) > _LARGEST_SIGNPOST or not (tag := _META.search(reply.data)):
        return None
    target = _META_TARGET.search(tag[0].decode("utf-8", "replace"))
    return unescape(target[2]) if target else None

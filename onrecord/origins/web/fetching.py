"""What is asked of the web, and what comes of it: settings, answers, and what is remembered from run to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from onrecord.types import Article


@dataclass(frozen=True, slots=True)
class Fetching:
    """How the web is asked: politely by default, and never what is not public.

    ``delay`` is the least time between two requests to a host, in seconds; a longer Crawl-delay of its robots.txt
    wins. ``contact`` (an address of a page or of a mailbox) is told to every server.
    """

    contact: str | None = None
    proxy: str | None = None  # the address of a proxy (http://…) through which everything is asked
    delay: float = 1.0
    allow_private: bool = False
    ignore_robots: bool = False
    hosts: int = 8  # asked side by side, each one thing at a time
    connect: float = 10.0  # seconds
    read: float = 20.0  # seconds without a byte
    total: float = 90.0  # seconds for one answer, redirects included
    largest: int = 20_000_000  # bytes of a page, decoded; pages with all their pictures inside have some 10 MB
    largest_feed: int = 50_000_000  # bytes of a feed or sitemap; that is the limit of the sitemap protocol
    most_redirects: int = 10
    # Seconds that are waited for where a server asks for it; what asks for more is left for another run.
    most_wait: float = 120.0
    backoff: float = 2.0  # seconds before the second try where the server does not say; three times as long each time


#: How the web is asked where nobody says otherwise.
POLITE = Fetching()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of an address from the last time: a row of the record's table ``fetched``.

    ``kind`` is page, feed, sitemap or robots; ``facts`` is JSON of what its reader wants to remember.
    """

    kind: str
    status: int
    at: datetime  # UTC, with its time zone
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    next: datetime | None = None  # not to be asked for before
    failures: int = 0  # in a row
    facts: str | None = None


class Memory(Protocol):
    """What outlives a run; it is asked and told only from the thread that takes the answers."""

    def get(self, url: str) -> Remembered | None:
        """What is remembered of an address."""

    def put(self, url: str, remembered: Remembered) -> None:
        """Remember it, over what was remembered before."""

    def article(self, origin: str) -> Article | None:
        """The article that was read from there last, if it is still held."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to ask for; ``conditional``: only if it is other than what ``Memory`` remembers."""

    url: str
    kind: str = "page"
    conditional: bool = True


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave; ``unchanged`` (304, or the same bytes as last time) with ``conditional`` only.

    ``url`` is the address as asked for, ``final`` the one that answered after redirects, ``moved`` where it has gone
    for good (301, 308), ``type`` the content type without its parameters.
    """

    url: str
    final: str
    status: int
    data: bytes = field(repr=False, default=b"")  # decoded; empty where unchanged by 304
    type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    moved: str | None = None
    unchanged: bool = False
    fresh: datetime | None = None  # until when the server says that this holds, if it says so


@dataclass(frozen=True, slots=True)
class Unfetched:
    """An address that gave nothing, and why; ``again`` is when the server wants to be asked again, if it says so.

    ``lasting``: asking again will not help (404, 410, robots.txt, refused addresses). ``was_asked``: the server was
    asked for just this, and did not answer or not with what was wanted.
    """

    url: str
    reason: str  # a sentence that names the address and the way out
    status: int | None = None
    again: datetime | None = None
    lasting: bool = False
    was_asked: bool = False


Answer = Fetched | Unfetched

"""Where the app stands, and what it can have done for it by rooms that it does not know."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from onrecord.types import Codebook, Failure


@dataclass(frozen=True, slots=True)
class Place:
    """The record that is worked on, the address that the app answers at, and who works without an account.

    ``names`` are further host names under which browsers may call it; ``https`` says that they only do so through
    something in front that encrypts.
    """

    record: str
    host: str = "127.0.0.1"
    port: int = 8000
    visitor: str = "local"
    names: tuple[str, ...] = ()
    https: bool = False

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can reach the app."""
        return is_loopback(self.host)

    @property
    def mark(self) -> str:
        """A short word that no other record on this machine has: apps side by side do not share their cookies."""
        where = self.record if "://" in self.record else str(Path(self.record).absolute())
        return hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


# ---------------------------------------------------------------- what is read, and how it goes


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed over: where it lies now, and what its sender calls it. The name is never a path."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text typed or pasted into the page."""

    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read into the record: files, texts, a folder of this machine or the bundled debate.

    ``codebook`` is the YAML text of another codebook than the record's own, ``published`` and ``outlet`` hold for the
    articles that do not say it themselves.
    """

    title: str
    by: str
    uploads: tuple[Upload, ...] = ()
    texts: tuple[Pasted, ...] = ()
    folder: str | None = None
    bundled: bool = False
    codebook: str | None = None
    published: date | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far a reading is: the stage ("opening", "reading", "positions"), how much of it, and what it is at."""

    stage: str
    done: int
    total: int | None
    now: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reading came to, with every article that was left out and why."""

    read: int = 0
    known: int = 0
    coded: int = 0
    skipped: tuple[Failure, ...] = ()
    failed: tuple[Failure, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Stopped(Exception):
    """Raised by a report of steps where the reading is to stop."""


class ReadsArticles(Protocol):
    """Reads an order into a record, tells its steps, and stops where telling raises Stopped."""

    def __call__(self, order: Order, report: Callable[[Step], None], /) -> Outcome:
        """Read it."""
        ...


@dataclass(frozen=True, slots=True)
class Doings:
    """What the command line hands over: verbs of rooms that the pages do not know; None where there is none.

    ``parse_codebook`` takes a YAML text and its name and raises CodebookError with every problem; ``extra`` are the
    verbs of single pages by their name. ``endings`` are those of files that are read; what has none may be read too.
    """

    read: ReadsArticles | None = None
    parse_codebook: Callable[[str, str], Codebook] | None = None
    extra: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    endings: tuple[str, ...] = ()

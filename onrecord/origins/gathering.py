"""What files hold, in pieces that can be opened elsewhere and passed over when they were read to their end before."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Address, Defaults, Draft, Entry, Found, Unopened
from onrecord.origins.opening import finish
from onrecord.origins.paths import expand
from onrecord.types import Article, Failure

# Entries of one file that are passed over together: after a kill, so many at most are recognised one by one, which
# takes some seconds; a file of a million articles has a thousand rows until it is done.
STRETCH = 1_000
# Bytes at the beginning and at the end of a file that are looked at, beside its size and the time of its last change,
# to tell whether it is still the file that was read: enough for the whole of most articles, too few to take time.
_ENDS = 64_000


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry that is still to be made an article, here or in another process."""

    entry: Entry
    defaults: Defaults

    @property
    def origin(self) -> str:
        """Where it comes from."""
        return _known(self.entry).origin

    @property
    def size(self) -> int:
        """Characters or bytes, whichever it has."""
        return len(self.entry.data) if isinstance(self.entry, Unopened) else len(_known(self.entry).text)

    def open(self) -> Article | Failure:
        """The article, or the reason why there is none."""
        return finish(self.entry, self.defaults)


@dataclass(frozen=True, slots=True)
class Passed:
    """How many articles and failures a file gave that is passed over."""

    articles: int
    failures: int


@dataclass(frozen=True, slots=True)
class Bound:
    """The end of a file or of a stretch of it, behind the last that came of it.

    ``id`` is another one as soon as the file holds something else or is read by other rules; ``whole`` says that it is
    the file's end. ``size`` are the bytes of the file, or of a stretch that was passed over; ``passed`` is what the
    record has of it, where it was.
    """

    id: str
    origin: str
    whole: bool = True
    size: int = 0
    passed: Passed | None = None


Gatherable = Entry | Failure | Bound
Through = Callable[[Iterable[Gatherable]], Iterator[Gatherable]]


@dataclass(frozen=True, slots=True)
class Rules:
    """By what files are read, and what is known of them: ``known`` tells what came of an id that is held as read to
    its end; ``through`` is what all entries pass on their way, as they come.
    """

    version: str = ""
    known: Callable[[str], tuple[int, int] | None] = lambda identifier: None
    through: Through = lambda items: iter(items)


@dataclass
class Gathering:
    """Everything that some paths lead to, in order; ``size`` is how many bytes the files have."""

    found: Sequence[Found | Address]
    failures: Sequence[Failure]
    defaults: Defaults
    rules: Rules = Rules()
    size: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up the files."""
        self.size = sum(_size(one) for one in self.found if isinstance(one, Found))

    def under(self, rules: Rules) -> Gathering:
        """The same, by these rules."""
        return replace(self, rules=rules)

    def __iter__(self) -> Iterator[Sealed | Failure | Bound]:
        """What files hold, not yet opened, and the ends of files and stretches."""
        for item in self.rules.through(self._entries()):
            yield item if isinstance(item, Failure | Bound) else Sealed(item, self.defaults)

    def _entries(self) -> Iterator[Gatherable]:
        yield from self.failures
        for one in self.found:
            # an address is read as often as it is asked for: what is behind it may be another page by then
            yield from self._of_file(one) if isinstance(one, Found) else entries_of(one)

    def _of_file(self, file: Found) -> Iterator[Gatherable]:
        mark = _mark(file, self.rules.version, self.defaults)
        if mark is None:
            yield from entries_of(file)
            return
        known = self.rules.known
        size = _size(file)
        if (held := known(mark)) is not None:
            yield Bound(mark, file.origin, size=size, passed=Passed(*held))
            return
        entries, lasting, number = entries_of(file), True, 0
        while True:
            stretch = _digest(mark, str(number))
            if (held := known(stretch)) is not None:
                sizes = [
                    0 if isinstance(one, Failure) else Sealed(one, self.defaults).size
                    for one in islice(entries, STRETCH)
                ]
                taken = len(sizes)
                yield Bound(stretch, file.origin, whole=False, size=sum(sizes), passed=Passed(*held))
            else:
                taken = 0
                for entry in islice(entries, STRETCH):
                    taken += 1
                    lasting = lasting and isinstance(entry, Draft | Unopened | Failure)
                    yield entry
                if taken == STRETCH and lasting:
                    yield Bound(stretch, file.origin, whole=False)
            if taken < STRETCH:
                break
            number += 1
        yield Bound(mark if lasting else "", file.origin, size=size)


def gather(
    paths: Sequence[str | Path],
    *,
    published: date | None = None,
    outlet: str | None = None,
    rules: Rules = Rules(),
) -> Gathering:
    """What files, folders and patterns hold, to be opened later; raises InputError where no path leads to a file.

    ``published`` and ``outlet`` hold for articles that do not say it themselves.
    """
    found, failures = expand(paths)
    return Gathering(found, failures, Defaults(published, outlet), rules)


def _known(entry: Entry) -> Draft:
    return entry if isinstance(entry, Draft) else entry.known


def _size(file: Found) -> int:
    try:
        return file.path.stat().st_size
    except OSError:  # gone meanwhile
        return 0


def _mark(file: Found, version: str, defaults: Defaults) -> str | None:
    """What tells a file as it is now, and the rules that it is read by, from others; None where it cannot be read."""
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):  # a pipe waits for who writes, and is not read twice
            return None
        with file.path.open("rb") as stream:
            held = os.fstat(stream.fileno())
            head = stream.read(_ENDS)
            stream.seek(max(_ENDS, held.st_size - _ENDS))
            tail = stream.read(_ENDS)
    except OSError:  # who reads it says what is wrong with it
        return None
    content = hashlib.sha256(head + tail).hexdigest()
    return _digest(
        file.origin, str(held.st_size), str(held.st_mtime_ns), content, version, repr(defaults), str(file.named)
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:24]

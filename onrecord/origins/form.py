"""What a format is: by what it is told, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from onrecord.origins.draft import Entry, Found
from onrecord.types import Failure

#: Bytes at the beginning of a file by which its format is told.
HEAD = 64_000


@dataclass(frozen=True)
class Head:
    """The ending of a file's name, in lower case and with its dot, and how the file begins."""

    suffix: str
    data: bytes

    @cached_property
    def text(self) -> str:
        """The beginning as text in lower case, without a byte order mark and blanks: enough to find marks in."""
        coding = "utf-16" if self.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        return self.data.decode(coding, "replace").lstrip().lower()


@dataclass(frozen=True, slots=True)
class Format:
    """A format by name; a file has it where its ending fits and, where the format says so, how it begins.

    ``begins`` without ``suffixes`` is for files whose ending says nothing. ``read`` gives the articles of a file, and
    a Failure for each that it has to leave out; it raises InputError, MissingExtra or OSError where the whole file
    cannot be read.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Found], Iterator[Entry | Failure]]
    begins: Callable[[Head], bool] | None = None


def suffix_of(name: str) -> str:
    """The ending of a name, in lower case and with its dot."""
    return PurePath(name).suffix.lower()


def ending_of(found: Found) -> str:
    """The ending by which a file's format is told."""
    return suffix_of(found.origin) if found.suffix is None else found.suffix

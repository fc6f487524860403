"""The bytes of an archive as one stream, with the places where its compressed members begin."""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 18
_TAIL = 8192  # bytes; heads of records have some 500
_GZIP = b"\x1f\x8b\x08"
RECORD = b"WARC/"
# How many times its size an archive may unfold to. Pages shrink to a fifth or tenth, log-like pages to a fiftieth;
# gzip cannot go beyond 1032, so that whoever comes near that has made it so.
MOST_UNFOLDED = 300
_ALWAYS_ALLOWED = 200_000_000  # bytes; a small archive of one large page is no attack


@dataclass
class Members:
    """A file read from some place on, gzip members unfolded, as a stream that can only be read forward.

    What is wrong with the stream is no exception, for its reader would hide it, but stands in ``fault``.
    """

    path: Path
    begin: int = 0
    fault: str | None = None
    bomb: bool = False
    #: (place in what was unfolded, place in the file) of members not yet left behind
    starts: deque[tuple[int, int]] = field(default_factory=deque)
    _file: BinaryIO | None = None
    _unfolder: zlib._Decompress | None = None
    _left: bytes = b""
    _read: int = 0  # bytes of the file, from begin on
    _unfolded: int = 0
    _tail: bytes = b""

    def __post_init__(self) -> None:
        """Open the file."""
        self._file = self.path.open("rb")
        self._file.seek(self.begin)
        self._packed = self._file.read(3) == _GZIP
        self._file.seek(self.begin)
        if not self._packed:
            self.starts.append((0, self.begin))

    def tell(self) -> int:
        """How many bytes have been given."""
        return self._unfolded

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay: the stream is read forward only."""
        raise OSError("an archive is read forward only")

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most so many; none at the end or where something is wrong."""
        if self.fault or self._file is None:
            return b""
        size = _CHUNK if size < 0 else size
        data = self._unpack(size) if self._packed else self._file.read(size)
        self._unfolded += len(data)
        self._tail = (self._tail + data)[-_TAIL:] if len(data) < _TAIL else data[-_TAIL:]
        if not data and not self.fault and _is_open(self._tail):
            self.fault = "it ends in the middle of a record"
        if self._packed and self._unfolded > max(_ALWAYS_ALLOWED, MOST_UNFOLDED * max(1, self._read)):
            self.bomb = True
            self.fault = f"it unfolds to more than {MOST_UNFOLDED} times its size, as only a bomb does"
            return b""
        return data

    def member_of(self, place: int) -> int:
        """Where in the file the member begins that holds a place of the unfolded stream; earlier ones are forgotten."""
        while len(self.starts) > 1 and self.starts[1][0] <= place:
            self.starts.popleft()
        if not self.starts:
            return self.begin
        return self.starts[0][1] + (0 if self._packed else place)

    def _unpack(self, size: int) -> bytes:
        assert self._file is not None
        while True:
            more = self._left or self._file.read(_CHUNK)
            if not self._left:
                self._read += len(more)
            self._left = b""
            if not more:
                if self._unfolder is not None:
                    self.fault = "it ends in the middle of a record"
                return b""
            if self._unfolder is None:
                more = more.lstrip(b"\0") if more.startswith(b"\0") else more  # some writers fill up with zeros
                if not more:
                    continue
                self.starts.append((self._unfolded, self.begin + self._read - len(more)))
                self._unfolder = zlib.decompressobj(wbits=31)
            try:
                data = self._unfolder.decompress(more, size)
            except zlib.error:
                self.fault = "its compressed bytes are damaged"
                return b""
            if self._unfolder.eof:
                self._left = self._unfolder.unused_data
                self._unfolder = None
            else:
                self._left = self._unfolder.unconsumed_tail
            if data:
                return data


def most_unfolded(path: Path) -> int:
    """How many bytes a file may unfold to."""
    return max(_ALWAYS_ALLOWED, MOST_UNFOLDED * path.stat().st_size)


def _is_open(tail: bytes) -> bool:
    """Whether a stream that ends so ends in the head of a record, behind which a blank line is missing."""
    begin = tail.rfind(b"\n" + RECORD)
    return begin >= 0 and not any(blank in tail[begin + 1 :] for blank in (b"\r\n\r\n", b"\n\n"))


def next_record(path: Path, place: int) -> int | None:
    """Where in a file the next record begins behind a place: a gzip member that holds one, or its first line."""
    with path.open("rb") as file:
        mark = _GZIP if file.read(3) == _GZIP else b"\n" + RECORD
        base, window = place, b""
        file.seek(base)
        while chunk := file.read(_CHUNK):
            window += chunk
            at = window.find(mark)
            while at >= 0:
                begin = base + at + (mark != _GZIP)
                if mark != _GZIP or begins_record(window[at : at + 2000]) or begins_record(_at(path, begin)):
                    return begin
                at = window.find(mark, at + 1)
            keep = len(mark) - 1
            base += max(0, len(window) - keep)
            window = window[-keep:]
    return None


def _at(path: Path, place: int) -> bytes:
    with path.open("rb") as file:
        file.seek(place)
        return file.read(2000)


def begins_record(data: bytes) -> bool:
    """Whether bytes, compressed with gzip or not, begin as a record does."""
    if data.startswith(RECORD):
        return True
    if not data.startswith(_GZIP):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 2000).startswith(RECORD)
    except zlib.error:
        return False

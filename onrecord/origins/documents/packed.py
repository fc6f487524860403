"""Office documents and books are zip archives; their members are read within bounds, whatever they declare."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import InputError

# Bytes unpacked of one member. The text of a book of 500,000 words is 20 MB of Word's XML; a bomb has gigabytes.
_LARGEST_MEMBER = 60_000_000
_LARGEST_SUM = 150_000_000
_MOST_MEMBERS = 20_000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


class Packed:
    """A zip archive in memory."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open the archive; raises InputError."""
        self._what = what
        self._left = _LARGEST_SUM
        with self._telling():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {info.filename: info for info in self._zip.infolist()}
        if len(self._names) > _MOST_MEMBERS:
            raise InputError(f"it holds {len(self._names):,} parts, which {what} never does.")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its members, as they come."""
        return tuple(self._names)

    def member(self, name: str) -> bytes | None:
        """The bytes of a member, None where there is none; raises InputError for what is broken or too large."""
        info = self._names.get(name)
        if info is None:
            return None
        bound = min(_LARGEST_MEMBER, self._left)
        if info.flag_bits & 0x1:
            raise InputError("it is protected by a password; open it in its program and save it without.")
        with self._telling(), self._zip.open(info) as stream:
            data = stream.read(bound + 1)
        if len(data) > bound:
            raise InputError(
                f"its part {name} unpacks to more than {bound // 1_000_000} MB, which {self._what} never does."
            )
        self._left -= len(data)
        return data

    def wanted(self, name: str) -> bytes:
        """The bytes of a member without which there is no document; raises InputError."""
        data = self.member(name)
        if data is None:
            raise InputError(f"it is not {self._what}: it has no part {name}. Open it in its program and save it anew.")
        return data

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            raise InputError(
                f"it is damaged ({str(error)[:80] or type(error).__name__}); fetch or save it anew."
            ) from None

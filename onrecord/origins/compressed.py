"""Streams of compressed files, measured as they grow: a few bytes may be made to fill a disk."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from onrecord.errors import InputError, MissingExtra

# A text shrinks to a fifth, a page of HTML to a tenth or twentieth, and a year of pages of one site that are packed
# together by zstd or xz to a fiftieth; what shrinks to a two-hundredth is padding.
MOST_SHRUNK = 200
# Bytes below which it does not matter how far something shrank.
SMALL = 5_000_000

_MAGIC = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
_WINDOW = 1 << 27  # bytes; what zstd makes with all levels but --long=28 and more, which needs as much memory again

#: What the libraries raise where packed data is damaged, or made to be.
DAMAGES: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(OSError, NotImplementedError, EOFError, RuntimeError, ValueError, UnicodeError, MemoryError),
)


class Overgrown(InputError):
    """What is unpacked grows beyond all measure; the message says so."""


@dataclass(slots=True)
class Room:
    """How much may still come out of one packed file with all that is packed in it."""

    bytes_left: int
    files_left: int

    def take(self, size: int) -> None:
        """Give so many bytes of it away; raises Overgrown where they are not left."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise Overgrown(f"it grows to more than {MOST_SHRUNK} times its size when it is unpacked: no report does")


class Measured(io.RawIOBase):
    """A stream that stops where it grows too far for what was ``packed`` so far, whatever is said of its size."""

    def __init__(self, stream: BinaryIO, packed: Callable[[], int], room: Room) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._packed = packed
        self._room = room
        self._seen = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next part."""
        part = self._read(len(buffer))
        buffer[: len(part)] = part
        self._seen += len(part)
        self._room.take(len(part))
        if self._seen > SMALL and self._seen > MOST_SHRUNK * max(self._packed(), 1):
            raise Overgrown(f"it grows to more than {MOST_SHRUNK} times its size when it is unpacked: no report does")
        return len(part)


def compression(head: bytes) -> str | None:
    """How a file is compressed that begins so, if it is."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


def decompressed(raw: BinaryIO, how: str) -> BinaryIO:
    """The stream of what is compressed in a file; several pieces one after the other are one."""
    import bz2
    import gzip

    if how == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if how == "bzip2":
        return cast(BinaryIO, bz2.BZ2File(raw))
    if how == "xz":
        return cast(BinaryIO, lzma.LZMAFile(raw))
    try:
        import zstandard
    except ModuleNotFoundError:
        raise MissingExtra("zstd needs zstandard: pip install 'onrecord[archives]'") from None
    return cast(BinaryIO, _Zstd(zstandard, raw))


class _Zstd:
    """A stream of zstd whose errors are those of the others."""

    def __init__(self, library: Any, raw: BinaryIO) -> None:
        self._error = library.ZstdError
        self._stream = library.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(raw, read_across_frames=True)

    def read(self, size: int) -> bytes:
        try:
            return bytes(self._stream.read(size))
        except self._error as error:
            raise OSError(str(error)) from error

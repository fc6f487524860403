"""Archives of reports are opened with care: they may be made to fill a disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from onrecord.types import Failure
from onrecord.web.refusals import Refusal

_PART = 256_000
# A text shrinks to a fifth, a page of HTML to a tenth or twentieth; what shrinks to a two-hundredth is padding.
_MOST_SHRUNK = 200
# Bytes of one file in an archive below which it does not matter how far it shrank.
_SMALL = 5_000_000
# Files of one archive that are looked at at all: the list of names alone can be made to fill the memory.
_MOST_LISTED = 200_000


# What the library raises where an archive is damaged, or made to be.
_DAMAGES = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, EOFError, RuntimeError)


class Damaged(Exception):
    """A file of an archive cannot be read to its end."""


@dataclass(slots=True)
class Unpacked:
    """How much may still come out of archives, and what was left in them."""

    bytes_left: int
    files_left: int
    left_out: list[Failure] = field(default_factory=list)


def is_archive(name: str) -> bool:
    """Whether a file is an archive that is opened."""
    return name.lower().endswith(".zip")


def unpack(source: BinaryIO, name: str, room: Unpacked) -> Iterator[tuple[str, BinaryIO]]:
    """The files of a zip archive with the names that they are shown by; a refusal where they are too much.

    What is in it under a password, or is an archive itself, is left in it and told in ``room.left_out``.
    """
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        room.left_out.append(Failure(name, "origins", f"{name} is no zip archive, or is damaged; pack it anew."))
        return
    with archive:
        listed = archive.infolist()
        if len(listed) > min(_MOST_LISTED, room.files_left + _MOST_LISTED // 2):
            raise Refusal(413, f"The archive {name} has {len(listed):,} files.", "Pack them into several archives.")
        for item in listed:
            inner = f"{name}/{item.filename}"
            if item.is_dir() or _is_clutter(item.filename):
                continue
            if is_archive(item.filename):
                reason = f"{inner} was passed over: an archive in an archive is not opened; unpack it first."
                room.left_out.append(Failure(inner, "origins", reason, skipped=True))
            elif item.flag_bits & 1:
                reason = f"{inner} was passed over: it is under a password; pack it without one."
                room.left_out.append(Failure(inner, "origins", reason, skipped=True))
            else:
                room.files_left -= 1
                if room.files_left < 0:
                    raise Refusal(413, f"The archive {name} has too many files.", "Pack them into several archives.")
                yield from _opened(archive, item, inner, room)


def _opened(
    archive: zipfile.ZipFile, item: zipfile.ZipInfo, inner: str, room: Unpacked
) -> Iterator[tuple[str, BinaryIO]]:
    try:
        stream = archive.open(item)
    except _DAMAGES as error:
        room.left_out.append(damaged(inner, error))
        return
    with stream:
        yield inner, cast(BinaryIO, _Measured(cast(BinaryIO, stream), item, inner, room))


def damaged(name: str, error: Exception) -> Failure:
    """What is told of a file that cannot be taken out of its archive."""
    return Failure(name, "origins", f"{name} cannot be unpacked: {error}. Pack it anew.")


class _Measured:
    """A file of an archive that stops where it grows beyond all measure, whatever its entry says of its size."""

    def __init__(self, stream: BinaryIO, item: zipfile.ZipInfo, name: str, room: Unpacked) -> None:
        self._stream = stream
        self._packed = max(item.compress_size, 1)
        self._name = name
        self._room = room
        self._seen = 0

    def read(self, size: int = -1) -> bytes:
        """The next part, never a very large one."""
        try:
            part = self._stream.read(_PART if size < 0 else min(size, _PART))
        except _DAMAGES as error:
            raise Damaged(str(error) or type(error).__name__) from error
        self._seen += len(part)
        self._room.bytes_left -= len(part)
        if self._seen > _SMALL and self._seen > _MOST_SHRUNK * self._packed:
            what = f"{self._name} grows to more than {_MOST_SHRUNK} times its size: that is no report."
            raise Refusal(413, what, "Take it out of the archive.")
        if self._room.bytes_left < 0:
            raise Refusal(413, "The archive is too large when it is unpacked.", "Pack its files into several archives.")
        return part


def _is_clutter(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)

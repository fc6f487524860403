"""Packed files: compressed ones, and archives of reports, whose files are read one by one."""

from __future__ import annotations

import io
import os
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import InputError, MissingExtra
from onrecord.origins.compressed import (
    DAMAGES,
    MOST_SHRUNK,
    SMALL,
    Measured,
    Overgrown,
    Room,
    compression,
    decompressed,
)
from onrecord.origins.draft import Entry, Found
from onrecord.origins.form import Head, ending_of, suffix_of
from onrecord.origins.inner_names import inner_name, is_clutter, told_apart
from onrecord.types import Failure

COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
ARCHIVES = (".zip", ".tar", ".tgz", ".tbz2", ".tbz", ".txz", ".tzst")

_MOST_FILES = 500_000  # in one archive: their names alone take some 300 MB
_LARGEST_LIST = 100_000_000  # bytes of the list of names at the end of a zip archive, which is read as a whole
_DEEPEST = 2  # an archive in an archive is what download pages make; what is packed more often was made to be
_PART = 1 << 18
_SPARE = 200_000_000  # bytes that stay free on the disk of temporary files: others need it too
# What is read line by line: of a file that is cut in the middle, the lines before the cut are whole.
_BY_LINES = (".jsonl", ".ndjson", ".csv", ".tsv")


def is_packed(head: Head) -> bool:
    """Whether a file begins as something that is unpacked here."""
    return head.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or bool(compression(head.data)) or _is_tar(head.data)


def read_packed(found: Found) -> Iterator[Entry | Failure]:
    """The articles of all files that are packed in a file."""
    from onrecord.origins.collect import entries_of  # which knows all formats, of which this is one

    for item in members(found):
        if isinstance(item, Failure):
            yield item
        else:
            yield from entries_of(item)


def members(found: Found) -> Iterator[Found | Failure]:
    """The files packed in a file, those of archives within it too; each lies there until the next is asked for.

    What cannot be unpacked is a Failure in its place and the rest goes on; what is no report is passed over.
    """
    with tempfile.TemporaryDirectory(prefix="onrecord-", ignore_cleanup_errors=True) as folder:
        size = found.path.stat().st_size
        at_work = _Unpacking(Path(folder), Room(SMALL * 2 + MOST_SHRUNK * size, _MOST_FILES))
        empty = True
        for item in at_work.layer(found, 0):
            empty = False
            yield item
        if empty:
            rest = f" (only {at_work.others} files of other kinds)" if at_work.others else ""
            raise InputError(f"there is nothing in it that can be read{rest}.")


@dataclass(slots=True)
class _Unpacking:
    """One packed file being opened."""

    folder: Path
    room: Room
    others: int = 0
    number: int = 0
    names: set[str] = field(default_factory=set)

    def layer(self, file: Found, depth: int) -> Iterator[Found | Failure]:
        """What is packed in a file of this folder or the one that was given."""
        try:
            with file.path.open("rb") as raw:
                head = raw.read(512)
                raw.seek(0)
                if how := compression(head):
                    yield from self._compressed(file, raw, how, depth)
                elif _is_tar(head):
                    yield from self._tar(file, raw, depth + 1)
                elif zipfile.is_zipfile(raw):
                    yield from self._zip(file, raw, depth + 1)
                else:
                    raise InputError("it is not packed as its name says, or is damaged at its beginning; pack it anew.")
        except Overgrown as error:
            yield _failed(file.origin, f"was not read to its end: {error}. If it is all right, unpack it yourself.")
        except (InputError, MissingExtra) as error:
            yield _failed(file.origin, f"cannot be read: {error}")
        except DAMAGES as error:
            yield _damaged(file.origin, error)

    # ------------------------------------------------------------ the three kinds

    def _compressed(self, file: Found, raw: BinaryIO, how: str, depth: int) -> Iterator[Found | Failure]:
        stream = io.BufferedReader(Measured(decompressed(raw, how), raw.tell, self.room), _PART)
        inner = _without(file)
        head = stream.peek(512)[:512]
        if _is_tar(head) or (inner.suffix == ".tar" and head):
            yield from self._tar(file, cast(BinaryIO, stream), depth + 1)
            return
        if compression(head):
            yield _passed(file.origin, "it is compressed twice; uncompress it first")
            return
        if said := _told_by_name(file, inner):
            yield said
            return
        path, fault = self._copied(cast(BinaryIO, stream))
        if fault is not None:
            if inner.suffix not in _BY_LINES or not path.stat().st_size:
                path.unlink()
                raise fault
            why = fault.strerror if isinstance(fault, OSError) and fault.strerror else fault
            yield _failed(file.origin, f"is damaged or cut ({why}); what stands before that is read.")
        yield from self._handed(Found(path, file.origin, file.named, inner.suffix), depth)

    def _zip(self, file: Found, raw: BinaryIO, depth: int) -> Iterator[Found | Failure]:
        if _list_size(raw) > _LARGEST_LIST:
            raise InputError("it has millions of files; pack them into several archives.")
        with zipfile.ZipFile(raw) as archive:
            for item in archive.infolist():
                name = inner_name(item)
                if item.is_dir() or stat.S_ISLNK(item.external_attr >> 16) or not self._is_wanted(name):
                    continue
                origin = told_apart(f"{file.origin}/{name}", self.names)
                if said := self._why_not(origin, depth):
                    yield said
                elif item.flag_bits & 1:
                    yield _passed(origin, "it is under a password; pack it without one")
                else:
                    yield from self._from_zip(archive, item, origin, depth)

    def _from_zip(
        self, archive: zipfile.ZipFile, item: zipfile.ZipInfo, origin: str, depth: int
    ) -> Iterator[Found | Failure]:
        try:
            with archive.open(item) as stream:
                measured = Measured(cast(BinaryIO, stream), lambda: item.compress_size, self.room)
                path, fault = self._copied(cast(BinaryIO, measured))
            if fault is not None:
                path.unlink()
                raise fault
        except Overgrown as error:
            if self.room.bytes_left < 0:
                raise  # the archive as a whole is too much, not this one alone
            yield _failed(origin, f"was not read: {error}.")
            return
        except DAMAGES as error:
            yield _damaged(origin, error)
            return
        yield from self._handed(Found(path, origin, named=False), depth)

    def _tar(self, file: Found, raw: BinaryIO, depth: int) -> Iterator[Found | Failure]:
        with tarfile.open(fileobj=raw, mode="r|") as archive:
            for item in archive:
                archive.members = []  # type: ignore[attr-defined]  # else it keeps what it has met
                name = inner_name(item)
                if not item.isreg() or not self._is_wanted(name):
                    continue
                origin = told_apart(f"{file.origin}/{name}", self.names)
                if said := self._why_not(origin, depth):
                    yield said
                    continue
                stream = None if item.issparse() else archive.extractfile(item)
                if stream is None:
                    yield _passed(origin, "it has holes (a sparse file); pack it anew")
                    continue
                path, fault = self._copied(cast(BinaryIO, stream))
                if fault is not None:
                    path.unlink()
                    raise fault
                yield from self._handed(Found(path, origin, named=False), depth)

    # ------------------------------------------------------------ one file of them

    def _is_wanted(self, name: str) -> bool:
        """Whether a name in an archive is that of a report, by the rule for files met in a folder."""
        from onrecord.origins.paths import is_of_use

        if is_clutter(name):
            return False
        self.others += not is_of_use(name)
        return is_of_use(name)

    def _why_not(self, origin: str, depth: int) -> Failure | None:
        from onrecord.origins.paths import passed_over

        self.room.files_left -= 1
        if self.room.files_left < 0:
            raise Overgrown(f"it has more than {_MOST_FILES:,} files")
        if depth >= _DEEPEST and suffix_of(origin) in ARCHIVES:
            return _passed(origin, "it is an archive in an archive in an archive; unpack it first")
        return passed_over(origin)

    def _copied(self, stream: BinaryIO) -> tuple[Path, Exception | None]:
        """A file of our own with what the stream gives, and what went wrong on the way."""
        self.number += 1
        path = self.folder / f"{self.number:06}"
        size = 0
        read = getattr(stream, "read1", stream.read)  # as it comes: what stands before a fault is not lost with it
        with path.open("xb") as target:
            try:
                while part := read(_PART):
                    size += len(part)
                    if size > SMALL and shutil.disk_usage(self.folder).free < _SPARE:
                        raise Overgrown(f"the disk of temporary files ({self.folder.parent}) is nearly full")
                    target.write(part)
            except Overgrown:
                path.unlink()
                raise
            except DAMAGES as error:
                return path, error
        return path, None

    def _handed(self, file: Found, depth: int) -> Iterator[Found | Failure]:
        """A file that was unpacked, or what is packed in it; gone when the next is asked for."""
        from onrecord.origins.formats import SUFFIXES, format_of

        ending = ending_of(file)
        may_be_packed = ending in COMPRESSED or ending in ARCHIVES or ending not in SUFFIXES
        try:
            if may_be_packed and file.path.stat().st_size and format_of(file).read is read_packed:
                yield from self.layer(file, depth)
            else:
                yield file
        finally:
            file.path.unlink(missing_ok=True)


def _without(file: Found) -> Found:
    """A compressed file as it is called when it is not: news.jsonl.gz is news.jsonl."""
    ending = ending_of(file)
    if ending in ARCHIVES:  # .tgz
        return Found(file.path, file.origin, file.named, ".tar")
    name = file.origin[: -len(ending)] if ending in COMPRESSED and file.suffix is None else file.origin
    return Found(file.path, name, file.named, suffix_of(name) if file.suffix is None else "")


def _told_by_name(file: Found, inner: Found) -> Failure | None:
    """Why what is compressed in a file is left alone, where the name says that it is no report."""
    from onrecord.origins.paths import is_of_use, passed_over

    if said := passed_over(inner.origin):
        return said
    if not file.named and inner.suffix and not is_of_use(inner.origin):
        return _passed(file.origin, f"what is in it is a {inner.suffix} file; name it by itself to have it read")
    return None


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _list_size(raw: BinaryIO) -> int:
    """Bytes of the list of names of a zip archive, as its end says."""
    end = raw.seek(0, os.SEEK_END)
    raw.seek(max(0, end - 66_000))
    tail = raw.read()
    raw.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if size == 0xFFFFFFFF and (far := tail.rfind(b"PK\x06\x06")) >= 0:
        size = int.from_bytes(tail[far + 40 : far + 48], "little")
    return min(size, end)


def _passed(origin: str, why: str) -> Failure:
    return Failure(origin, "origins", f"{origin} was passed over: {why}.", skipped=True)


def _failed(origin: str, why: str) -> Failure:
    return Failure(origin, "origins", f"{origin} {why}")


def _damaged(origin: str, error: Exception) -> Failure:
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _failed(origin, f"cannot be unpacked: {said.rstrip('.')}. Pack it anew, or unpack it yourself.")

"""A folder that every machine sees, here or in an object store: files in it are there whole or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from onrecord.errors import InputError, MissingExtra

NEEDS = "Reading on a cluster and loading its folders"


def is_remote(place: str) -> bool:
    """Whether a place is an address (``s3://…``) and no path of this machine."""
    return "://" in place


def filesystem(place: str) -> tuple[Any, str]:
    """The file system of a place, as pyarrow gives it, and the path in it; InputError for a kind that is not known."""
    try:
        from pyarrow import ArrowException, fs
    except ImportError as error:
        raise MissingExtra(f"{NEEDS} needs pyarrow: pip install 'onrecord[cluster]'") from error
    if not is_remote(place):
        return fs.LocalFileSystem(), os.path.abspath(place)
    try:
        found, path = fs.FileSystem.from_uri(place)
    except (ArrowException, OSError, ValueError) as error:
        ways = "a folder, s3://BUCKET/PATH, gs://BUCKET/PATH, abfs://… or hdfs://…"
        raise InputError(f"{place} cannot be opened: {error}. Name {ways}.") from None
    return found, path


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in a folder: its place, how large it is and, where the store tells, when it changed last."""

    place: str
    size: int
    changed: str


def without_secrets(place: str) -> str:
    """An address as it may be written down: without options and keys."""
    return place.partition("?")[0] if is_remote(place) else place


def listed(place: str) -> list[Listed]:
    """The files of an address, or of the folder at it, by name; InputError where there are none."""
    from pyarrow import fs

    files, path = filesystem(place)
    try:
        info = files.get_file_info(path)
        found = [info] if info.is_file else files.get_file_info(fs.FileSelector(path, recursive=True))
    except OSError as error:
        raise InputError(f"{place} cannot be listed: {error}. Check the address and the keys to it.") from None
    parts = urlsplit(place)
    host = parts.netloc if path.startswith("/") else ""  # of a bucket, the name is a part of the path
    options = f"?{parts.query}" if parts.query else ""
    kept = [
        Listed(f"{parts.scheme}://{host}{one.path}{options}", one.size, str(one.mtime_ns or ""))
        for one in found
        if one.is_file and not one.base_name.startswith((".", "_"))
    ]
    if not kept:
        raise InputError(f"There is no file at {place}.")
    return sorted(kept, key=lambda one: one.place)


@contextmanager
def here(place: str) -> Iterator[Path]:
    """A file as a path of this machine: itself, or a copy that lasts as long as the block."""
    if not is_remote(place):
        yield Path(place)
        return
    files, path = filesystem(place)
    with TemporaryDirectory(prefix="onrecord-") as folder:
        copy = Path(folder, Path(path).name or "file")
        with files.open_input_stream(path) as stream, copy.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        yield copy


class Shelf:
    """The folder into which blocks are written."""

    def __init__(self, place: str) -> None:
        """Open it; nothing is made yet. Raises InputError where the place is of no kind that is known."""
        self.place = place
        self._files, self._root = filesystem(place)
        self._is_local = self._files.type_name == "local"

    def put(self, name: str, data: bytes) -> None:
        """Write a file over what lay there; another machine sees the old one or the new one and nothing between."""
        path = self._path(name)
        if not self._is_local:  # an object is there once it is closed
            with self._files.open_output_stream(path) as stream:
                stream.write(data)
            return
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        beside = Path(f"{path}.{uuid.uuid4().hex}.part")
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)

    def get(self, name: str) -> bytes | None:
        """What a file holds, None where there is none."""
        try:
            with self._files.open_input_stream(self._path(name)) as stream:
                return bytes(stream.read())
        except FileNotFoundError:
            return None

    def is_new(self) -> bool:
        """Whether nothing lies in the folder."""
        from pyarrow import fs

        return not self._files.get_file_info(fs.FileSelector(self._root, allow_not_found=True))

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

"""Files that are there whole or not at all, and what must be installed to write them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from onrecord.errors import MissingExtra, OnrecordError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place beside ``path`` to write into; it becomes ``path`` when the block ends, and is gone where it fails.

    What lay at ``path`` stays as it was until then. A device or pipe is written straight into.
    Raises OnrecordError where the place can not be written.
    """
    target = path.resolve() if path.is_symlink() else path
    if target.is_dir():
        raise OnrecordError(f"{path} is a folder. Name a file in it, for example {path / 'export'}.")
    if target.exists() and not target.is_file():
        yield target
        return
    if not target.absolute().parent.is_dir():
        raise OnrecordError(f"The folder of {path} does not exist. Create it or name another file.")
    beside = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")  # most file systems end a name at 255 bytes
    try:
        yield beside
        os.replace(beside, target)
    except OSError as error:
        if error.filename not in (str(beside), None):
            raise
        raise OnrecordError(
            f"{path} can not be written: {error.strerror or error}. Name another place, or free it."
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def write_lines(path: Path, lines: Iterable[str], *, encoding: str = "utf-8") -> None:
    """Write lines into a file, whole or not at all."""
    with replacing(path) as place, place.open("w", encoding=encoding, newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def extra(module: str, name: str, what: str) -> ModuleType:
    """An optional library; MissingExtra with the pip line where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtra(f"{what} needs {module.partition('.')[0]}: pip install 'onrecord[{name}]'") from error

"""Which program a file is of, told by what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.imports.incoming import NO_WISHES, Incoming, Wishes


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name in words, whether a file is of it, and how it is read."""

    words: str
    recognises: Callable[[Path], bool]
    read: Callable[[Path, Wishes], Incoming]


def _is_dna(path: Path) -> bool:
    from onrecord.dna import is_dna

    return is_dna(path)


def _read_dna(path: Path, wishes: Wishes) -> Incoming:
    from onrecord.imports.dna import read

    return read(path, wishes)


def _is_qdpx(path: Path) -> bool:
    from onrecord.imports.qdpx_file import is_qdpx

    return is_qdpx(path)


def _read_qdpx(path: Path, wishes: Wishes) -> Incoming:
    from onrecord.imports.qdpx import read

    return read(path, wishes)


def _is_webanno(path: Path) -> bool:
    from onrecord.imports.webanno import recognises

    return recognises(path)


def _read_webanno(path: Path, wishes: Wishes) -> Incoming:
    from onrecord.imports.webanno import read

    return read(path, wishes)


def _is_codings(path: Path) -> bool:
    from onrecord.imports.codings import recognises

    return recognises(path)


def _read_codings(path: Path, wishes: Wishes) -> Incoming:
    from onrecord.imports.codings import read

    return read(path, wishes)


#: The formats by name, asked in this order; each loads what it needs when it is used.
READERS: Mapping[str, Reader] = {
    "dna": Reader("a .dna database of Discourse Network Analyzer 3", _is_dna, _read_dna),
    "qdpx": Reader("a REFI-QDA project (.qdpx)", _is_qdpx, _read_qdpx),
    "webanno": Reader("Web Annotations (JSON-LD) or annotations of Hypothesis", _is_webanno, _read_webanno),
    "codings": Reader("a table of codings (CSV with actor, option and stance)", _is_codings, _read_codings),
}


def read_file(path: Path, wishes: Wishes = NO_WISHES, *, form: str | None = None) -> Incoming:
    """What a file says; its format is told by what it holds, unless ``form`` names it.

    Raises InputError where the file can not be read or is of no format that is known.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder. Name a file in it")
    if not path.exists():
        raise InputError(f"There is no file {path}. Check the name and the folder")
    if form is not None:
        return READERS[form].read(path, wishes)
    for reader in READERS.values():
        if reader.recognises(path):
            return reader.read(path, wishes)
    known = "; ".join(reader.words for reader in READERS.values())
    raise InputError(
        f"{path} is of no format that can be imported ({known}). Articles without codings are read with: onrecord read "
        f"{path}"
    )

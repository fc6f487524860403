"""What the files in archives are called: names that can be shown, and never places."""

from __future__ import annotations

import tarfile
import unicodedata
import zipfile
from pathlib import PurePosixPath

_LONGEST = 300  # characters
_UTF8 = 0x800  # the flag of a name in a zip archive that is UTF-8
_CLUTTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


def inner_name(item: zipfile.ZipInfo | tarfile.TarInfo) -> str:
    """The name of a file in an archive: no controls, no drive, no way up, not endless."""
    name = item.name if isinstance(item, tarfile.TarInfo) else _zip_name(item)
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).replace("\\", "/")
    parts = ["".join(char for char in part if char.isprintable()).strip() for part in plain.split("/")]
    if parts and parts[0].endswith(":"):
        parts = parts[1:]
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return kept[-_LONGEST:].lstrip("/") or "without a name"


def _zip_name(item: zipfile.ZipInfo) -> str:
    """The name as meant: some programs write UTF-8 and do not say so."""
    if item.flag_bits & _UTF8:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return item.filename


def is_clutter(name: str) -> bool:
    """Whether a file is one that a system keeps for itself (.DS_Store, __MACOSX, what begins with a dot)."""
    parts = PurePosixPath(name).parts
    return not parts or any(part.startswith((".", "~$")) or part in _CLUTTER for part in parts)


def told_apart(origin: str, known: set[str]) -> str:
    """The name, numbered where it was there before, and remembered."""
    place = PurePosixPath(origin)
    number, name = 1, origin
    while name in known:
        number += 1
        name = str(place.with_name(f"{place.stem} ({number}){place.suffix}"))
    known.add(name)
    return name

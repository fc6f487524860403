"""From the paths that a caller gives to the files that are read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.origins.draft import Found
from onrecord.origins.form import suffix_of
from onrecord.origins.formats import SUFFIXES
from onrecord.types import Failure

# Documents in a folder that may well hold reports: passed over, but never without a word.
DOCUMENTS = (
    frozenset((".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mbox", ".mht", ".mhtml", ".webarchive"))
    | frozenset((".xls", ".xlsx", ".ods"))
    | frozenset((".zip", ".gz", ".7z"))
)
_READABLE = ".txt, .md, .html, .jsonl, .json, .csv or .tsv"


def expand(paths: Sequence[str | Path]) -> tuple[list[Found], list[Failure]]:
    """The files behind files, folders and patterns, each once, and what could not be followed.

    Raises InputError where no path leads to a file.
    """
    found: dict[str, Found] = {}
    failures: list[Failure] = []
    for path in paths:
        for item in _expand_one(str(path)):
            if isinstance(item, Failure):
                failures.append(replace(item, origin=_written(item.origin), reason=_written(item.reason)))
            else:
                found.setdefault(os.path.realpath(item.path), replace(item, origin=_written(item.origin)))
    if not paths:
        raise InputError("No reports were given; name files, folders or patterns such as reports/*.txt.")
    if not found:
        reasons = list(dict.fromkeys(failure.reason for failure in failures))
        raise InputError(" ".join(reasons[:10]) + (f" (and {len(reasons) - 10} more)" if len(reasons) > 10 else ""))
    return list(found.values()), failures


def _written(name: str) -> str:
    """A name as it can be written down: bytes that are no UTF-8 as backslash and number."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _expand_one(given: str) -> Iterator[Found | Failure]:
    path = Path(given)
    is_there, is_folder = os.path.lexists(path), os.path.isdir(path)
    if not given or "\0" in given:
        yield Failure(given, "origins", f"{given!r} is no path; name a file, a folder or a pattern.")
    elif is_folder:
        yield from _folder(given)
    elif is_there:
        yield Found(path, given, named=True)
    elif "://" in given[:12]:
        reason = f"{given} is an address; onrecord reads files: save the page and give the file."
        yield Failure(given, "origins", reason)
    elif glob.has_magic(given):
        yield from _pattern(given)
    else:
        yield Failure(given, "origins", f"{given} does not exist; check the spelling and the folder you are in.")


def _pattern(given: str) -> Iterator[Found | Failure]:
    matches = sorted(glob.glob(given, recursive=True))
    if not matches:
        yield Failure(given, "origins", f"No file matches {given}; check the pattern and the folder you are in.")
    for match in matches:
        if os.path.isdir(match):
            # `**` names the folders as well as what is in them.
            if "**" not in given:
                yield from _folder(match)
        else:
            yield from _met(match)


def _folder(given: str) -> Iterator[Found | Failure]:
    errors: list[OSError] = []
    items: list[Found | Failure] = []
    others = 0
    for folder, folders, names in os.walk(given, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            met = list(_met(os.path.join(folder, name)))
            items.extend(met)
            others += not met
    for error in errors:
        where = error.filename or given
        items.append(Failure(str(where), "origins", f"The folder {where} cannot be opened: {error.strerror}."))
    if not any(isinstance(item, Found) for item in items):
        rest = f" (only {others} of other kinds)" if others else ""
        reason = f"The folder {given} has no reports that can be read{rest}: they must be {_READABLE} files."
        items.insert(0, Failure(given, "origins", reason))
    yield from items


def _met(path: str) -> Iterator[Found | Failure]:
    """A file met in a folder or through a pattern: read, named as passed over, or none of our business."""
    suffix = suffix_of(path)
    if suffix in SUFFIXES:
        yield Found(Path(path), path, named=False)
    elif suffix in DOCUMENTS:
        reason = f"{path} was passed over: {suffix} files are not read; save its text as a .txt file."
        yield Failure(path, "origins", reason, skipped=True)

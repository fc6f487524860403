"""From the paths that a caller gives to the files that are read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.errors import InputError
from onrecord.origins.draft import Address, Found
from onrecord.origins.form import suffix_of
from onrecord.origins.formats import SUFFIXES
from onrecord.origins.web.addresses import scheme_of, shown
from onrecord.origins.web.lists import address_of
from onrecord.types import Failure

# Documents in a folder that may well hold reports: passed over, but never without a word.
DOCUMENTS = frozenset((".xls", ".xlsx", ".ods", ".pages", ".msg", ".pst")) | frozenset((".7z", ".rar"))
_READABLE = "text, page, table, download, document, letter, feed or archive of a known ending"


def expand(paths: Sequence[str | Path]) -> tuple[list[Found | Address], list[Failure]]:
    """The files behind files, folders and patterns and the addresses, each once, and what could not be followed.

    Raises InputError where no path leads to a file.
    """
    found: dict[str, Found | Address] = {}
    failures: list[Failure] = []
    for path in paths:
        for item in _expand_one(str(path)):
            if isinstance(item, Failure):
                failures.append(replace(item, origin=_written(item.origin), reason=_written(item.reason)))
            elif isinstance(item, Address):
                found.setdefault(item.known.origin, item)
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


def _expand_one(given: str) -> Iterator[Found | Address | Failure]:
    path = Path(given)
    is_there, is_folder = os.path.lexists(path), os.path.isdir(path)
    if not given or "\0" in given:
        yield Failure(given, "origins", f"{given!r} is no path; name a file, a folder or a pattern.")
    elif is_folder:
        yield from _folder(given)
    elif is_there:
        yield Found(path, given, named=True)
    elif scheme_of(given) in ("http", "https"):
        yield address_of(given)
    elif (scheme := scheme_of(given)) is not None:
        yield Failure(given, "origins", f"{shown(given)} is no address of the web: {_elsewhere(scheme)}.")
    elif glob.has_magic(given):
        yield from _pattern(given)
    else:
        hint = f"; if it is an address, write https://{given}" if given.startswith("www.") else ""
        reason = f"{given} does not exist; check the spelling and the folder you are in{hint}."
        yield Failure(given, "origins", reason)


def _elsewhere(scheme: str) -> str:
    if scheme in ("s3", "gs", "gcs", "abfs", "az", "hdfs"):
        return f"what lies in a store ({scheme}://) is read on a cluster (--cluster ADDRESS --out DIR), or copy it here"
    if scheme == "file":
        return "give the path of the file, without file://"
    if scheme == "feed":
        return "write https:// in place of feed://"
    return "only http:// and https:// are asked; fetch it with another program and read the file"


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
        reason = f"The folder {given} has no reports that can be read{rest}: no {_READABLE}. Name a file to try it."
        items.insert(0, Failure(given, "origins", reason))
    yield from items


def _met(path: str) -> Iterator[Found | Failure]:
    """A file met in a folder or through a pattern: read, named as passed over, or none of our business."""
    if said := passed_over(path):
        yield said
    elif is_of_use(path) or _is_in_mail_folder(path):
        yield Found(Path(path), path, named=False)


def _is_in_mail_folder(path: str) -> bool:
    """Whether a file is a letter of a mail folder (Maildir), where names have no endings."""
    folder, state = os.path.split(os.path.dirname(path))
    return state in ("cur", "new") and all(os.path.isdir(os.path.join(folder, part)) for part in ("cur", "new", "tmp"))


def is_of_use(name: str) -> bool:
    """Whether a file that nobody named is looked at: it may hold reports, by its ending."""
    return suffix_of(name) in SUFFIXES or suffix_of(name) in DOCUMENTS


def passed_over(name: str) -> Failure | None:
    """What is told of a file that may well hold a report and is of a kind that is not read."""
    suffix = suffix_of(name)
    if suffix in SUFFIXES or suffix not in DOCUMENTS:
        return None
    way_out = "unpack it" if suffix in (".7z", ".rar") else "save its text as a .txt file"
    return Failure(name, "origins", f"{name} was passed over: {suffix} files are not read; {way_out}.", skipped=True)

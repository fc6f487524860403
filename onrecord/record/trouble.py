"""What the database says when it fails, in words that name the record and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from onrecord.errors import InputError, RecordError, SchemaError

# What SQLite says, and what it means to the person who reads it.
_MEANING = {
    "database is locked": "is in use by another process. Wait until that one has finished, then run this again",
    "database or disk is full": (
        "can not grow: the disk is full. Free some space or name a record on another disk; "
        "what was written before is safe, and the same command goes on from there"
    ),
    "readonly database": (
        "can not be written: the file is read-only. Change its permissions, or copy it and name the copy"
    ),
    "unable to open database file": (
        "can not be opened. Check that the file and its folder can be read and written, or name another record"
    ),
    "disk I/O error": "can not be read or written: the disk reports an error. Copy the file to another disk and retry",
    "malformed": (
        "is damaged. Restore a copy of it, or save what can be saved with: sqlite3 OLD .recover | sqlite3 NEW"
    ),
}
# PostgreSQL raises an error of its own, SQLite's driver those of Python.
_UNHOLDABLE = "No record holds such a value: a text with a zero byte or half a character in it, or a number too large"


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what a database raises into RecordError, and into ValueError where the values contradict each other.

    Values that no record can hold, as they come in forged addresses and forms, are an InputError: it is not the record
    that failed.
    """
    try:
        yield
    except DBAPIError as error:
        raise _explanation(_first(error), where) from error
    except (OverflowError, UnicodeEncodeError) as error:
        if isinstance(error, UnicodeEncodeError) or "SQLite INTEGER" in str(error):
            raise InputError(_UNHOLDABLE) from error
        raise


def _first(error: DBAPIError) -> DBAPIError:
    """The error that began it: after a full disk, undoing fails as well."""
    first, step = error, error.__context__
    while step is not None:
        if isinstance(step, DBAPIError):
            first = step
        step = step.__context__
    return first


def _explanation(error: DBAPIError, where: str) -> Exception:
    said = str(error.orig)
    if isinstance(error, DataError):
        return InputError(_UNHOLDABLE)
    if isinstance(error, IntegrityError):
        return ValueError(f"The values do not fit what the record {where} holds: {said}")
    if "not a database" in said:
        return SchemaError(not_a_record(where))
    for words, meaning in _MEANING.items():
        if words in said:
            return RecordError(f"The record {where} {meaning}. ({said})")
    return RecordError(f"The record {where} failed: {said}. Check that it can be reached, read and written")


def not_a_record(where: str) -> str:
    """The message for a file that is something else."""
    return f"{where} is not a record of onrecord and was left as it is. Name another file"

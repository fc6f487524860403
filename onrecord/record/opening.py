"""Where a record lies: files and database addresses to an open record."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import RecordError, SchemaError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from onrecord.record.store import Record

_SQLITE_HEADER = b"SQLite format 3\x00"

# Files that this process has looked into. Never again: with the closing of a file, whoever opened it, all locks of the
# process on it are gone (POSIX), also those of SQLite. The next other process to close the record would take itself
# for the last one and remove the log that this process goes on writing to; what is written then is lost.
_looked_at: set[tuple[int, int]] = set()
_looking = threading.Lock()

# Seconds to wait for another process: a chunk of articles is written in well under one.
_WAIT = 10.0


def open_record(where: str | Path = "onrecord.db", *, create: bool = True, wait: float = _WAIT) -> Record:
    """Open the record in a file or at a ``sqlite://`` or ``postgresql://`` address, bringing its tables up to date.

    With ``create`` a missing or empty record is made. Raises RecordError where it can not be opened, SchemaError
    where it is something else or newer than this program, MissingExtra where the database's driver is not installed.
    ``wait`` is how many seconds to wait for another process that writes.
    """
    if isinstance(where, str) and "://" in where:
        engine, name = _at_address(where, create=create, wait=wait)
    else:
        engine, name = _in_file(Path(where), create=create, wait=wait), str(where)
    return _opened(engine, name, create=create)


def _opened(engine: Engine, name: str, *, create: bool) -> Record:
    from onrecord.record.dialects import announce_writing, log_ahead
    from onrecord.record.migrating import is_current, prepare
    from onrecord.record.store import Record
    from onrecord.record.trouble import explained

    with explained(name):
        connection = engine.connect()
        try:
            announce_writing(connection, False)
            with connection.begin():
                current = is_current(connection, name, create=create)
            if not current:
                announce_writing(connection, True)
                with connection.begin():
                    prepare(connection, name)
            log_ahead(connection)
        except BaseException:
            connection.close()
            engine.dispose()
            raise
    if engine.dialect.name == "sqlite":
        _remember(Path(name))
    return Record(connection, name)


def _at_address(address: str, *, create: bool, wait: float) -> tuple[Engine, str]:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    from onrecord.record.dialects import postgresql_engine, sqlite_engine

    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # not chained: what they say may hold the password
        raise RecordError(
            f"{address.rpartition('@')[2]} is no address of a database. Write a file name, "
            "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME"
        ) from None
    kind = url.get_backend_name()
    name = url.render_as_string(hide_password=True)
    if kind == "sqlite":
        if url.database in (None, "", ":memory:"):
            return sqlite_engine(None, wait=wait), "in memory"
        return _in_file(Path(str(url.database)), create=create, wait=wait), str(url.database)
    if kind in ("postgresql", "postgres"):
        return postgresql_engine(url), name
    raise RecordError(f"{name}: a record lies in SQLite or PostgreSQL; write a file name or postgresql://…")


def _in_file(path: Path, *, create: bool, wait: float) -> Engine:
    from onrecord.record.dialects import sqlite_engine

    try:
        exists = _looks_like_sqlite(path)
    except OSError as error:
        reason = error.strerror or error
        raise RecordError(f"The record {path} can not be read: {reason}. Check the name and its permissions") from error
    if not exists:
        if not create:
            raise RecordError(f"There is no record {path}. Make one with: onrecord read PATH --record {path}")
        if not path.absolute().parent.is_dir():
            raise RecordError(f"The folder of the record {path} does not exist. Create it or name another file")
    return sqlite_engine(path, wait=wait, writable=not exists or _may_write(path))


def _looks_like_sqlite(path: Path) -> bool:
    """False where there is no file yet; SchemaError where it is of another format."""
    if path.is_dir():
        raise RecordError(f"{path} is a folder. Name the file of the record in it, for example {path / 'onrecord.db'}")
    if not path.exists():
        return False
    with _looking:
        if _which(path) in _looked_at:
            return True
        with path.open("rb") as file:
            header = file.read(len(_SQLITE_HEADER))
        if header == _SQLITE_HEADER:
            _looked_at.add(_which(path))
    if header not in (b"", _SQLITE_HEADER):
        from onrecord.record.trouble import not_a_record

        raise SchemaError(not_a_record(str(path)))
    return True


def _which(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_dev, state.st_ino


def _remember(path: Path) -> None:
    """A record that was just made lies in a file that this process has not looked into, and must not."""
    if path.exists():
        with _looking:
            _looked_at.add(_which(path))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)

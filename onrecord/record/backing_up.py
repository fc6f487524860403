"""A copy of a record in a file of its own, made while others go on reading and writing it."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, func, select

from onrecord.errors import RecordError
from onrecord.record.dialects import write_rows
from onrecord.record.opening import open_record
from onrecord.record.schema import metadata
from onrecord.record.store import Record

Progress = Callable[[int, int], None]

# Pages of 4 kB that are copied at a time: some milliseconds, in which others who write have to wait.
_PAGES = 2000

# Rows that are fetched and written at a time: few enough for long texts to fit in memory.
_ROWS = 1000


def back_up(record: Record, file: Path, *, force: bool = False, progress: Progress | None = None) -> int:
    """Write all that the record holds at one moment into an SQLite record; how many rows that are.

    The file has its name only when it is whole and was looked through. Raises RecordError where it is there already,
    unless ``force`` lets it be replaced, and where the copy is not as it should be.
    """
    if file.is_dir():
        raise RecordError(f"{file} is a folder. Name a file in it, for example {file / 'onrecord-backup.db'}")
    if file.exists() and not force:
        raise RecordError(f"{file} is there already. Name another file, or replace it with --force")
    if not file.absolute().parent.is_dir():
        raise RecordError(f"The folder of {file} does not exist. Create it or name another file")
    if _same(record, file):
        raise RecordError(f"{file} is the record itself. Name another file")
    with _beside(file) as copy:
        with record.reading() as connection:
            if connection.dialect.name == "sqlite":
                counts = _copy_pages(connection, copy, progress)
            else:
                counts = _copy_rows(connection, copy, progress)
        _prove(copy, counts, file)
        _settle(copy)
        os.replace(copy, file)
        for rest in ("-wal", "-shm"):  # of the file that was replaced
            file.with_name(file.name + rest).unlink(missing_ok=True)
    return sum(counts.values())


def _same(record: Record, file: Path) -> bool:
    held = Path(record.where)
    return file.exists() and held.exists() and file.samefile(held)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new name in the same folder, which may be renamed into place; what is left of it goes."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.absolute().parent)
    except OSError as error:
        raise RecordError(f"{file} can not be written: {error.strerror}. Check the folder's permissions") from error
    os.close(handle)
    copy = Path(name)
    try:
        yield copy
    except (sqlite3.Error, OSError) as error:
        raise RecordError(f"{file} could not be written: {error}. What was there before is as it was") from error
    finally:
        for rest in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + rest).unlink(missing_ok=True)


def _counts(connection: Connection) -> dict[str, int]:
    """The rows of every table, as they stand in the transaction that is open."""
    return {
        name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in metadata.tables.items()
    }


def _copy_pages(connection: Connection, copy: Path, progress: Progress | None) -> dict[str, int]:
    """Of an SQLite record, page by page."""
    source = connection.connection.dbapi_connection
    assert isinstance(source, sqlite3.Connection)
    counts = _counts(connection)  # from here on the connection sees the record as it is at this moment

    def tell(status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=_PAGES, progress=tell, sleep=0.001)
    return counts


def _copy_rows(connection: Connection, copy: Path, progress: Progress | None) -> dict[str, int]:
    """Of a record in PostgreSQL, row by row, under one snapshot."""
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    counts = _counts(connection)
    done, total = 0, sum(counts.values())
    copy.unlink()
    with open_record(copy) as target, target.transaction() as writing:
        for table in metadata.sorted_tables:
            writing.execute(table.delete())  # a new record holds a line on itself already
            for rows in _portions(connection, table):
                write_rows(writing, table, rows)
                done += len(rows)
                if progress is not None:
                    progress(done, total)
    return counts


def _portions(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = connection.execute(select(table).execution_options(yield_per=_ROWS))
    for rows in found.partitions(_ROWS):
        yield [dict(row._mapping) for row in rows]


def _prove(copy: Path, counts: dict[str, int], file: Path) -> None:
    """Look through the copy: that it is sound, that it opens, and that it holds every row."""
    with closing(sqlite3.connect(copy)) as connection:
        (said,) = connection.execute("PRAGMA quick_check").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok" or broken is not None:
        raise RecordError(f"The copy for {file} is not sound ({said}): it was not kept. Check the disk and try again")
    with open_record(copy, create=False) as opened, opened.reading() as reading:
        held = _counts(reading)
    if held != counts:
        raise RecordError(f"The copy for {file} does not hold every row: it was not kept. Try again")


def _settle(copy: Path) -> None:
    """Bring all of the copy into the one file, and the file onto the disk."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    with copy.open("rb") as file:
        os.fsync(file.fileno())

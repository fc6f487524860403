"""Rows to a new .dna file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.dna.schema import TABLES, creation
from onrecord.dna.tables import Database, Row
from onrecord.errors import OnrecordError

# Rows written at once: enough to make a call cheap, few enough to need no memory worth naming.
_ROWS = 2000


class Writer:
    """A new .dna file while it is written; it is whole when the block ends without an error."""

    def __init__(self, path: Path) -> None:
        """Name the place, where nothing stands yet."""
        self._path = path
        self._waiting: dict[str, list[Row]] = {table: [] for table in TABLES}

    def __enter__(self) -> Self:
        """Make the tables."""
        try:
            self._connection = sqlite3.connect(self._path, isolation_level=None)
            # The file is nobody's until it is whole, so that no journal need guard it.
            for setting in ("journal_mode = OFF", "synchronous = OFF", "encoding = 'UTF-8'"):
                self._connection.execute(f"PRAGMA {setting}")
            self._connection.execute("BEGIN")
            for table in TABLES:
                self._connection.execute(creation(table))
        except sqlite3.Error as error:
            raise _unwritable(self._path, error) from error
        return self

    def add(self, table: str, row: Row) -> None:
        """Add a row, its cells in the order of the columns."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _ROWS:
            self._flush(table)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what waits, and close."""
        try:
            if kind is None:
                for table in TABLES:
                    self._flush(table)
                self._connection.execute("COMMIT")
        except sqlite3.OperationalError as failed:
            raise _unwritable(self._path, failed) from failed
        finally:
            self._connection.close()

    def _flush(self, table: str) -> None:
        rows = self._waiting[table]
        if not rows:
            return
        marks = ", ".join("?" * len(TABLES[table]))
        try:
            self._connection.executemany(f"INSERT INTO {table} ({', '.join(TABLES[table])}) VALUES ({marks})", rows)
        except sqlite3.OperationalError as error:
            raise _unwritable(self._path, error) from error
        rows.clear()


def write_database(database: Database, path: Path) -> None:
    """Write all rows of a database."""
    with Writer(path) as writer:
        add_all(writer, database.tables.items())


def add_all(writer: Writer, tables: Iterable[tuple[str, Iterable[Row]]]) -> None:
    """Add the rows of some tables."""
    for table, rows in tables:
        for row in rows:
            writer.add(table, row)


def _unwritable(path: Path, reason: sqlite3.Error) -> OnrecordError:
    return OnrecordError(f"{path} can not be written: {reason}. Name another place, or free it.")

"""What differs between SQLite and PostgreSQL: connecting, beginning, and writing over a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Date, Dialect, Engine, Insert, Table, create_engine, event, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.compiler import SQLCompiler

from onrecord.errors import MissingExtra

_WRITING = "writing"  # set on a connection whose next transaction is going to write


def sqlite_engine(path: Path | None, *, wait: float, writable: bool = True) -> Engine:
    """An engine on a file, or in memory where path is None; ``wait`` is for another process's lock, in seconds."""

    def connect() -> sqlite3.Connection:
        if path is None:
            connection = sqlite3.connect(":memory:", isolation_level=None)
        else:
            # Without a writable folder SQLite can not keep its lock beside the file: immutable does without.
            mode = "rwc" if writable else "ro" if _has_log(path) else "ro&immutable=1"
            name = f"file:{quote(str(path.absolute()))}?mode={mode}"
            # One thread at a time uses it, but not always the same: the app hands open records from request to request.
            connection = sqlite3.connect(name, timeout=wait, isolation_level=None, uri=True, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        # More than the 2 MB that are the default, so that the pages which searches touch again and again stay.
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("PRAGMA mmap_size = 1073741824")
        connection.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
        # In WAL mode a killed process loses nothing at NORMAL; a power cut may lose the last commits, whole.
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgresql_engine(url: URL) -> Engine:
    """An engine on a PostgreSQL database; MissingExtra where psycopg is not installed."""
    try:
        import_module("psycopg")
    except ImportError as error:
        raise MissingExtra("A record in PostgreSQL needs psycopg: pip install 'onrecord[postgres]'") from error
    return create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)


def log_ahead(connection: Connection) -> None:
    """Switch a SQLite file to write-ahead logging, so that readers and the writer do not wait for each other."""
    if connection.dialect.name != "sqlite":
        return
    driver = connection.connection.cursor()
    try:
        if driver.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
            driver.execute("PRAGMA journal_mode = WAL")
    finally:
        driver.close()


def announce_writing(connection: Connection, writing: bool) -> None:
    """Say whether the transaction that begins next is going to write."""
    connection.info[_WRITING] = writing


def upsert(connection: Connection, table: Table, *, keys: tuple[str, ...], over: tuple[str, ...] = ()) -> Insert:
    """An insert that, where a row has the same keys, writes over the columns in ``over`` and leaves the others."""
    return _upsert(connection.dialect.name, table, keys, over)


@cache
def _upsert(dialect: str, table: Table, keys: tuple[str, ...], over: tuple[str, ...]) -> Insert:
    statement: Any = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if not over:
        return statement.on_conflict_do_nothing(index_elements=keys)  # type: ignore[no-any-return]
    new = {name: statement.excluded[name] for name in over}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)  # type: ignore[no-any-return]


def write_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns: texts, numbers, truth values and days.

    SQLAlchemy's own work for each row, which is left out here, took most of the time of writing an article.
    """
    if not rows:
        return
    text, names = _insert(connection.dialect, table, tuple(rows[0]))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(text, [dict(row) for row in rows])
        return
    days = [names.index(column.name) for column in table.c if isinstance(column.type, Date) and column.name in names]
    written = [[row[name] for name in names] for row in rows]
    for values in written:
        for place in days:
            if values[place] is not None:
                values[place] = values[place].isoformat()  # as SQLAlchemy keeps days in SQLite
    connection.exec_driver_sql(text, [tuple(values) for values in written])


@cache
def _insert(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> tuple[str, list[str]]:
    compiled = insert(table).inline().compile(dialect=dialect, column_keys=list(columns))
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), list(compiled.positiontup or columns)


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE takes the write lock at once: a lock taken halfway can not wait its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get(_WRITING) else "BEGIN")


def _has_log(path: Path) -> bool:
    return path.with_name(path.name + "-wal").exists()

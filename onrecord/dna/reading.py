"""A .dna file to its rows, or a message that says what it is instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from onrecord.dna.schema import TABLES
from onrecord.dna.tables import Cell, Database, Row
from onrecord.errors import InputError

_HEADER = b"SQLite format 3\x00"
_NOTHING = "Nothing was imported"
_ANEW = "Copy it anew from where it comes, with the program that writes it closed"


def is_dna(path: Path) -> bool:
    """Whether a file is, or by its name is meant to be, of Discourse Network Analyzer; every SQLite file may be."""
    if path.suffix.lower() in (".dna", ".dnc"):
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except OSError:
        return False


def read_database(path: Path) -> Database:
    """All rows of a .dna database of version 3; InputError where it is damaged or something else.

    No password is needed: DNA asks for one, but what stands in its files is not encrypted.
    """
    _check_header(path)
    name = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(name, uri=True, timeout=5)) as connection:
            connection.text_factory = _decoded
            connection.execute("PRAGMA trusted_schema = OFF")  # no file makes this program run anything
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("BEGIN")  # one state, also where DNA writes meanwhile
            held = _held(connection)
            _check_kind(connection, path, held)
            found: dict[str, Sequence[Row]] = {}
            unknown = [table for table in held if table not in TABLES and not table.startswith("sqlite_")]
            for table in TABLES:
                more = _check_columns(connection, path, table)
                unknown += [f"{table}.{column}" for column in more]
                found[table] = _rows(connection, path, table)
    except sqlite3.Error as error:
        raise InputError(f"{path} is damaged: SQLite says {error}. {_ANEW}. {_NOTHING}") from error
    return Database(found, tuple(unknown))


class _Torn(str):
    """Bytes that are no text."""

    __slots__ = ()


def _decoded(held: bytes) -> str:
    try:
        return held.decode()
    except UnicodeDecodeError:
        return _Torn(held.decode(errors="backslashreplace"))


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path} can not be read: {error.strerror or error}. Check the name") from error
    if path.suffix.lower() == ".dnc":
        raise InputError(
            f"{path} is a connection profile of DNA, which holds an encrypted password and no data. Connect with it in "
            f"DNA and save the database as a .dna file. {_NOTHING}"
        )
    if not head.startswith(_HEADER):
        what = "it is XML, as DNA 1 wrote it" if head.lstrip().startswith(b"<") else "it does not begin as SQLite does"
        raise InputError(
            f"{path} is no .dna database of version 3, or is encrypted as a whole: {what}. Open it in DNA 3 and save "
            f"it there as a .dna file. {_NOTHING}"
        )
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    # The count of pages is valid where the two counters of changes agree.
    if len(head) < 100 or (head[24:28] == head[92:96] and (1 << 16 if page == 1 else page) * pages > size):
        raise InputError(f"{path} ends in the middle of its data ({size:,} bytes). {_ANEW}. {_NOTHING}")


def _held(connection: sqlite3.Connection) -> list[str]:
    """The names of the plain tables: a view or virtual table of that name would run what its file says."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for name, sql in found if sql is None or sql.upper().startswith("CREATE TABLE")]


def _check_kind(connection: sqlite3.Connection, path: Path, held: Sequence[str]) -> None:
    if {"alembic_version", "articles"} <= set(held):
        raise InputError(f"{path} is a record of onrecord, not a .dna database. Name it with --record. {_NOTHING}")
    version = None
    if "SETTINGS" in held:
        found = connection.execute("SELECT Value FROM SETTINGS WHERE lower(Property) = 'version'").fetchone()
        version = None if found is None else str(found[0])
    if version is None and not {"STATEMENTTYPES", "DOCUMENTS"} & set(held):
        raise InputError(f"{path} is a SQLite database, but not of DNA: it has no table SETTINGS. {_NOTHING}")
    if version is None or not version.startswith("3."):
        said = f"of version {version}" if version else "without a version"
        raise InputError(
            f"{path} is a .dna database {said}; only those of version 3 can be read. Open it in DNA 3, which takes "
            f"older ones in, and save it there. {_NOTHING}"
        )
    missing = [table for table in TABLES if table not in held]
    if missing:
        tables = f"tables {', '.join(missing)}" if len(missing) > 1 else f"table {missing[0]}"
        raise InputError(f"{path} says it is of DNA {version}, but lacks the {tables}. {_ANEW}. {_NOTHING}")


def _check_columns(connection: sqlite3.Connection, path: Path, table: str) -> list[str]:
    """The columns that a table has beyond those known; InputError where one of these is missing."""
    present = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    missing = [column for column in TABLES[table] if column not in present]
    if missing:
        raise InputError(f"{path}: the table {table} has no column {', '.join(missing)}. {_ANEW}. {_NOTHING}")
    return [column for column in present if column not in TABLES[table]]


def _rows(connection: sqlite3.Connection, path: Path, table: str) -> tuple[Row, ...]:
    rows: list[tuple[Cell, ...]] = connection.execute(
        f"SELECT {', '.join(TABLES[table])} FROM {table} ORDER BY rowid"
    ).fetchall()
    for row in rows:
        for column, cell in zip(TABLES[table], row, strict=True):
            if isinstance(cell, _Torn):
                raise InputError(
                    f"{path}, {table} {row[0]!r}: {column} is not UTF-8 text; it may have half a character in it. "
                    f"Mend it in DNA. {_NOTHING}"
                )
    return tuple(rows)

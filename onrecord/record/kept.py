"""What imported files say that the record has no words for: their rows as they were, and what came of which."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from onrecord.record.codec import json_text
from onrecord.record.dialects import upsert
from onrecord.record.kept_tables import kept_files, kept_links, kept_parts
from onrecord.record.store import Record

# Rows kept in one piece: enough for compression to see what repeats, few enough to be read without much memory.
_PIECE = 2000

Cell = int | float | str | bytes | None
KeptRow = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was imported: its format, the name it goes by, and a digest of what is kept of it."""

    id: int
    form: str
    name: str
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptLink:
    """What of the file (an article, a claim, an actor, an option) became what of the record; ``basis`` is as what."""

    kind: str
    key: str
    target: str
    basis: Mapping[str, Any] | None = None


class Kept:
    """The files that were imported into an open record."""

    def __init__(self, record: Record) -> None:
        """Look at the files of this record."""
        self._record = record

    def files(self, form: str | None = None) -> tuple[KeptFile, ...]:
        """The files of one format or of all, the first imported first."""
        found = select(kept_files).order_by(kept_files.c.id)
        if form is not None:
            found = found.where(kept_files.c.form == form)
        with self._record.reading() as connection:
            return tuple(KeptFile(row.id, row.form, row.name, row.digest, row.at) for row in connection.execute(found))

    def find(self, form: str, name: str) -> KeptFile | None:
        """The file of that format and name, if it was imported."""
        return next((file for file in self.files(form) if file.name == name), None)

    def save(self, form: str, name: str, tables: Mapping[str, Sequence[KeptRow]], digest: str) -> KeptFile:
        """Keep the tables of a file, in place of those of an earlier import of the same name with another digest."""
        row = {"form": form, "name": name, "digest": digest, "at": datetime.now(UTC)}
        with self._record.transaction() as connection:
            held = self.find(form, name)
            if held is not None and held.digest == digest:
                return held
            written = upsert(connection, kept_files, keys=("form", "name"), over=("digest", "at"))
            connection.execute(written, row)
            held = self.find(form, name)
            assert held is not None
            connection.execute(delete(kept_parts).where(kept_parts.c.file == held.id))
            for table, rows in tables.items():
                _write_parts(connection, held.id, table, rows)
        return held

    def tables(self, file: KeptFile) -> Mapping[str, tuple[KeptRow, ...]]:
        """The tables of a file as they were kept."""
        return {name: tuple(self.rows(file, name)) for name in self._names(file)}

    def rows(self, file: KeptFile, table: str) -> Iterator[KeptRow]:
        """The rows of one table of a file in their order; few of them are in memory at once."""
        part = 0
        while True:
            found = select(kept_parts.c.content).where(
                kept_parts.c.file == file.id, kept_parts.c.name == table, kept_parts.c.part == part
            )
            with self._record.reading() as connection:
                content = connection.scalar(found)
            if content is None:
                return
            yield from _rows_of(content)
            part += 1

    def link(self, file: KeptFile, links: Iterable[KeptLink]) -> None:
        """Write what came of what in a file, over what was said of the same before."""
        rows = [
            {
                "file": file.id,
                "kind": link.kind,
                "key": link.key,
                "target": link.target,
                "basis": None if link.basis is None else json_text(link.basis),
            }
            for link in links
        ]
        if not rows:
            return
        with self._record.transaction() as connection:
            written = upsert(connection, kept_links, keys=("file", "kind", "key"), over=("target", "basis"))
            connection.execute(written, rows)

    def links(self, file: KeptFile, kind: str) -> dict[str, KeptLink]:
        """What came of everything of one kind in a file, by what the file calls it."""
        found = select(kept_links).where(kept_links.c.file == file.id, kept_links.c.kind == kind)
        with self._record.reading() as connection:
            return {
                row.key: KeptLink(kind, row.key, row.target, None if row.basis is None else json.loads(row.basis))
                for row in connection.execute(found.order_by(kept_links.c.key))
            }

    def forget(self, file: KeptFile) -> None:
        """Take out what is kept of a file; what came of it in the record stays."""
        with self._record.transaction() as connection:
            for table in (kept_links, kept_parts):
                connection.execute(delete(table).where(table.c.file == file.id))
            connection.execute(delete(kept_files).where(kept_files.c.id == file.id))

    def _names(self, file: KeptFile) -> list[str]:
        with self._record.reading() as connection:
            found = select(kept_parts.c.name).where(kept_parts.c.file == file.id).distinct()
            return list(connection.scalars(found.order_by(kept_parts.c.name)))


def digest_of(tables: Mapping[str, Sequence[KeptRow]], mark: str = "") -> str:
    """A short text that is the same for the same rows of the same tables, and the same mark, only."""
    seen = sha256(mark.encode())
    for name in sorted(tables):
        seen.update(f"{name}\n".encode())
        for row in tables[name]:
            seen.update(json_text([_written(cell) for cell in row]).encode())
    return seen.hexdigest()[:32]


def _write_parts(connection: Connection, file: int, table: str, rows: Sequence[KeptRow]) -> None:
    pieces = [rows[begin : begin + _PIECE] for begin in range(0, len(rows), _PIECE)] or [()]
    connection.execute(
        insert(kept_parts),
        [
            {
                "file": file,
                "name": table,
                "part": part,
                "content": zlib.compress(json_text([[_written(cell) for cell in row] for row in piece]).encode()),
            }
            for part, piece in enumerate(pieces)
        ],
    )


def _rows_of(content: bytes) -> Iterator[KeptRow]:
    for row in json.loads(zlib.decompress(content)):
        yield tuple(bytes.fromhex(cell["bytes"]) if isinstance(cell, dict) else cell for cell in row)


def _written(cell: Cell) -> object:
    return {"bytes": cell.hex()} if isinstance(cell, bytes) else cell

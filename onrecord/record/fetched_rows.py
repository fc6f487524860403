"""Rows of the table ``fetched``: what was asked of the web, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from onrecord.record.dialects import upsert
from onrecord.record.origin_tables import fetched

_COLUMNS = tuple(column.name for column in fetched.c)


@dataclass(frozen=True, slots=True)
class FetchedRow:
    """What is known of an address from the last time that it was asked."""

    url: str
    kind: str
    status: int
    at: datetime
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    next: datetime | None = None
    failures: int = 0
    facts: str | None = None


def read_row(connection: Connection, url: str) -> FetchedRow | None:
    """The row of an address."""
    row = connection.execute(select(fetched).where(fetched.c.url == url)).one_or_none()
    return None if row is None else FetchedRow(**row._mapping)


def read_rows(connection: Connection, kind: str) -> Iterator[FetchedRow]:
    """The rows of a kind, by address."""
    for row in connection.execute(select(fetched).where(fetched.c.kind == kind).order_by(fetched.c.url)):
        yield FetchedRow(**row._mapping)


def write_row(connection: Connection, row: FetchedRow) -> None:
    """Write a row over the one of the same address."""
    over = tuple(name for name in _COLUMNS if name != "url")
    connection.execute(upsert(connection, fetched, keys=("url",), over=over), asdict(row))


def delete_row(connection: Connection, url: str) -> None:
    """Forget an address."""
    connection.execute(delete(fetched).where(fetched.c.url == url))

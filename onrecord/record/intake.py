"""What a reading leaves in the record beside articles: what could not be read, what no longer fails, what is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from onrecord.record import article_rows, revisions, shard_rows
from onrecord.record.actor_rows import chunks
from onrecord.record.schema import failures
from onrecord.record.shard_rows import Shard
from onrecord.record.store import Record
from onrecord.types import Failure

_AT = select(failures).where(failures.c.origin.in_(bindparam("places", expanding=True)))
_ANY = select(failures.c.id).limit(1)
_PARTING = re.compile(r"/+|#")


@dataclass(slots=True)
class Leavings:
    """What has come about and is not yet written: failures, origins that were read, origins that were coded, shards."""

    failed: list[Failure] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    coded: list[str] = field(default_factory=list)
    shards: list[Shard] = field(default_factory=list)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.failed) + len(self.read) + len(self.coded) + len(self.shards)


class Intake:
    """The view of a record that a reading needs beside articles."""

    def __init__(self, record: Record) -> None:
        """Look at this record."""
        self._record = record

    def counts_of(self, shard: str) -> tuple[int, int] | None:
        """How many articles and failures came of a piece of the input that was read to its end; None if it was not."""
        with self._record.reading() as connection:
            return shard_rows.counts_of(connection, shard)

    def failures_in(self, origin: str) -> tuple[Failure, ...]:
        """The failures of a file and of what is in it."""
        with self._record.reading() as connection:
            # byte by byte, as SQLite compares: "$" is what follows "#"
            place = failures.c.origin if connection.dialect.name == "sqlite" else failures.c.origin.collate("C")
            within = (place >= f"{origin}#") & (place < f"{origin}$")
            found = (
                select(failures).where(or_(failures.c.origin == origin, within)).order_by(failures.c.at, failures.c.id)
            )
            return tuple(map(_failure, connection.execute(found)))

    def write(self, left: Leavings) -> None:
        """Take out the failures of what was read or coded, write those that came about, and what is done with.

        A failure of a folder or table is settled where something in it was read.
        """
        with self._record.transaction() as connection:
            bad = {failure.origin for failure in left.failed}
            settled = [
                *_failures_of((one for one in left.read if one not in bad), connection, coded=False),
                *_failures_of(left.coded, connection, coded=True),
            ]
            if settled:
                article_rows.delete_failures(connection, settled)
                revisions.note_change(connection)
            for failure in left.failed:
                if article_rows.write_failure(connection, failure):
                    revisions.note_change(connection)
            for shard in left.shards:
                shard_rows.write_shard(connection, shard)


def _failures_of(origins: Iterable[str], connection: Connection, *, coded: bool) -> Iterator[Failure]:
    """The failures of origins, and of the folders and files that they are in."""
    wanted = list(origins)
    if not wanted or connection.execute(_ANY).first() is None:
        return
    for chunk in chunks(sorted({place for origin in wanted for place in places(origin)})):
        for row in connection.execute(_AT, {"places": chunk}):
            if (row.stage == "positions") is coded:
                yield _failure(row)


def _failure(row: Row[Any]) -> Failure:
    return Failure(row.origin, row.stage, row.reason, row.skipped)


def places(origin: str) -> Sequence[str]:
    """An origin and all that it is in: ``a/b.csv#3`` is in ``a``, ``a/`` and ``a/b.csv``."""
    found = [origin]
    for parting in _PARTING.finditer(origin):
        found.append(origin[: parting.start()])
        if parting.group() != "#":
            found.append(origin[: parting.end()])
    return [place for place in dict.fromkeys(found) if place]

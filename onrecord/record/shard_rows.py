"""Rows of pieces of the input that were read to their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select

from onrecord.record.dialects import upsert
from onrecord.record.origin_tables import shards

_COUNTS = select(shards.c.articles, shards.c.failures).where(shards.c.id == bindparam("shard"))
_OTHERS = delete(shards).where(shards.c.origin == bindparam("place"), shards.c.id != bindparam("shard"))


@dataclass(frozen=True, slots=True)
class Shard:
    """A file or a stretch of one that was read to its end, and how many articles and failures came of it."""

    id: str
    origin: str
    articles: int
    failures: int
    whole: bool


def counts_of(connection: Connection, shard: str) -> tuple[int, int] | None:
    """How many articles and failures came of a piece that was read to its end; None where it was not."""
    held = connection.execute(_COUNTS, {"shard": shard}).one_or_none()
    return None if held is None else (held.articles, held.failures)


def write_shard(connection: Connection, shard: Shard) -> None:
    """Write that a piece was read to its end; a whole file takes the place of its stretches and of what it was."""
    if shard.whole:
        connection.execute(_OTHERS, {"place": shard.origin, "shard": shard.id})
    row = {name: getattr(shard, name) for name in ("id", "origin", "articles", "failures")}
    over = ("articles", "failures", "at")
    connection.execute(
        upsert(connection, shards, keys=("id",), over=over), {**row, "complete": shard.whole, "at": datetime.now(UTC)}
    )

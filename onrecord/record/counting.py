"""How much the record holds."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from onrecord.record.coding_rows import current_version
from onrecord.record.schema import (
    actors,
    articles,
    codebooks,
    failures,
    judgements,
    mentions,
    positions,
    relations,
    shifts,
    statements,
)
from onrecord.record.values import RecordCounts


def count(connection: Connection) -> RecordCounts:
    """The sizes of the tables, of the positions under the current codebook only."""
    codebook = current_version(connection)

    def size(table: Table) -> int:
        found = select(func.count()).select_from(table)
        return connection.scalar(found if "codebook" not in table.c else found.where(table.c.codebook == codebook)) or 0

    skipped = connection.scalar(select(func.count()).select_from(failures).where(failures.c.skipped)) or 0
    return RecordCounts(
        articles=size(articles),
        failures=size(failures) - skipped,
        skipped=skipped,
        statements=size(statements),
        mentions=connection.scalar(
            select(func.count()).select_from(select(mentions.c.article, mentions.c.ordinal).distinct().subquery())
        )
        or 0,
        actors=size(actors),
        codebooks=size(codebooks),
        positions=size(positions) - _suggested(connection, codebook),
        relations=size(relations),
        shifts=size(shifts),
        judgements=size(judgements),
    )


def _suggested(connection: Connection, codebook: str | None) -> int:
    """How many rows of positions are not sure enough to be some."""
    found = select(func.count()).select_from(positions)
    return connection.scalar(found.where(positions.c.codebook == codebook, positions.c.suggested)) or 0

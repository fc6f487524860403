"""How much the record holds."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, func, select

from onrecord.record.claim_rows import options_under
from onrecord.record.coding_rows import current_version
from onrecord.record.review_tables import judged, judged_statements
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
    """The sizes of the tables, of what stands, and of positions under the current codebook only."""
    codebook = current_version(connection)

    def size(table: Table) -> int:
        found = select(func.count()).select_from(table)
        return connection.scalar(found if "codebook" not in table.c else found.where(table.c.codebook == codebook)) or 0

    skipped = connection.scalar(select(func.count()).select_from(failures).where(failures.c.skipped)) or 0
    return RecordCounts(
        articles=size(articles),
        failures=size(failures) - skipped,
        skipped=skipped,
        statements=size(statements)
        - _number(connection, statements, statements.c.covered.is_not(None))
        + _number(connection, judged_statements, judged_statements.c.state != "rejected"),
        # every mention has a row for its first actor
        mentions=connection.scalar(select(func.count()).where(mentions.c.place == 0)) or 0,
        actors=size(actors),
        codebooks=size(codebooks),
        positions=_standing(connection, codebook),
        relations=size(relations),
        shifts=size(shifts),
        judgements=size(judgements),
    )


def _standing(connection: Connection, codebook: str | None) -> int:
    """How many positions stand: the machine's that are sure enough, and what reviewers made of them or added."""
    if codebook is None:
        return 0
    machine = (positions.c.codebook == codebook, positions.c.suggested.is_(False), positions.c.covered.is_(None))
    options = sorted(options_under(connection, codebook))
    ours = (judged.c.state != "rejected", judged.c.suggested.is_(False), judged.c.option.in_(options))
    return _number(connection, positions, *machine) + _number(connection, judged, *ours)


def _number(connection: Connection, table: Table, *held: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(table).where(*held)) or 0

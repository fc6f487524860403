"""Claims accepted in bulk: of these ids, or all of the queue that a filter lets through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import position_of
from onrecord.record.coding_rows import current_version
from onrecord.record.judgement_rows import judgement_of
from onrecord.record.matching import beside, trace_of
from onrecord.record.queue_rows import conditions
from onrecord.record.review_tables import queue
from onrecord.record.schema import codebooks, judgements, positions
from onrecord.record.snapshots import Basis, basis_text, claim_text
from onrecord.record.values import Identities, Judgement, QueueFilter, Verdict


def filter_told(wanted: QueueFilter) -> dict[str, object]:
    """What a filter asks, for the log."""
    return {name: str(value) for name, value in asdict(wanted).items() if value is not None}


def unjudged(connection: Connection, wanted: QueueFilter) -> list[Row[Any]]:
    """The rows of the machine in the queue that nobody has judged and that a filter lets through."""
    if wanted.suggested is None:  # what is only suggested is accepted where that is said
        wanted = replace(wanted, suggested=False)
    ids = select(queue.c.id).where(*conditions(wanted), queue.c.judged.is_(False)).order_by(queue.c.id)
    return unjudged_of(connection, list(connection.scalars(ids)))


def unjudged_of(connection: Connection, ids: Sequence[str], *, at_least: float | None = None) -> list[Row[Any]]:
    """The rows of the machine under the current codebook with these ids that nobody has judged."""
    codebook = current_version(connection) or ""
    rows: list[Row[Any]] = []
    for chunk in chunks(ids):
        found = select(positions).where(
            positions.c.codebook == codebook, positions.c.id.in_(chunk), positions.c.covered.is_(None)
        )
        if at_least is not None:
            found = found.where(positions.c.score >= at_least)
        rows += connection.execute(found)
    return rows


def accept(connection: Connection, rows: Sequence[Row[Any]], reviewer: str, known: Identities) -> list[Judgement]:
    """Write that claims of the machine are right, all at one stroke; not what becomes of it."""
    moment = datetime.now(UTC)
    others = _beside(connection, rows, known)
    written: list[dict[str, object]] = []
    for row in rows:
        claim = position_of(row, Identities())
        basis = Basis(claim, row.ordinal, suggested=row.suggested, beside=others[row.id])
        written.append(
            {
                "target_kind": "position",
                "target_id": row.id,
                "verdict": Verdict.RIGHT.value,
                "value": claim_text(claim),
                "reviewer": reviewer,
                "at": moment,
                "basis": basis_text(basis),
            }
        )
    step = connection.scalar(insert(judgements).returning(judgements.c.id), written[0])
    connection.execute(update(judgements).where(judgements.c.id == step).values(step=step))
    if written[1:]:
        connection.execute(insert(judgements), [{**row, "step": step} for row in written[1:]])
    found = select(judgements).where(judgements.c.step == step).order_by(judgements.c.id)
    return [judgement_of(row) for row in connection.execute(found)]


def _beside(
    connection: Connection, rows: Sequence[Row[Any]], known: Identities
) -> dict[str, frozenset[tuple[str, str]]]:
    """For each row what the machine says besides in its article, under whichever codebook."""
    others: dict[str, list[Row[Any]]] = {}
    for chunk in chunks(row.article for row in rows):
        found = select(positions).where(
            positions.c.codebook.in_(select(codebooks.c.version)), positions.c.article.in_(chunk)
        )
        for row in connection.execute(found):
            others.setdefault(row.article, []).append(row)
    traces = {
        article: [(one, trace_of(position_of(one, Identities()), known)) for one in some]
        for article, some in others.items()
    }
    result: dict[str, frozenset[tuple[str, str]]] = {}
    for row in rows:
        behind = [trace for one, trace in traces[row.article] if one.id == row.id]
        result[row.id] = beside(behind, (trace for one, trace in traces[row.article] if one.id != row.id))
    return result

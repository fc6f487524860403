"""Positions that an import adds in the names of their coders, all at one stroke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import update

from onrecord.record import revisions, stepping
from onrecord.record.audit_rows import write_audit
from onrecord.record.coverings import bring_about
from onrecord.record.judging_rows import Saying, write_saying
from onrecord.record.schema import judgements
from onrecord.record.snapshots import claim_of
from onrecord.record.values import Judgement, Verdict
from onrecord.types import Position

if TYPE_CHECKING:
    from onrecord.record.store import Record


def add_positions(record: Record, claims: Sequence[tuple[Position, str]], source: str) -> list[Position]:
    """Add positions, each with the name of its reviewer; they as they stand now, with their ids.

    Of each reviewer they are one step for undo and one row of the log, which names their ``source``.
    """
    if not claims:
        return []
    written: list[Judgement] = []
    first: dict[str, Judgement] = {}
    with record.transaction() as connection:
        turn = revisions.next_turn(connection)
        known = record.identities()
        for claim, reviewer in claims:
            begun = first.get(reviewer)
            saying = Saying(
                claim=claim, verdict=Verdict.CORRECTED, reviewer=reviewer, step=None if begun is None else begun.id
            )
            written.append(write_saying(connection, saying, known))
            first.setdefault(reviewer, written[-1])
        for reviewer, judgement in first.items():
            stepping.forget_undone(connection, reviewer, sample=None)
            connection.execute(update(judgements).where(judgements.c.id == judgement.id).values(step=judgement.id))
            count = sum(one.reviewer == reviewer for one in written)
            detail: dict[str, object] = {"source": source, "count": count}
            write_audit(connection, reviewer, "import", "position", judgement.target_id, detail)
        bring_about(connection, written, turn, known)
    stand = [claim_of(one.value or "") for one in written]
    return [one for one in stand if isinstance(one, Position)]

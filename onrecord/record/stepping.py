"""What one reviewer did last, taken back and brought back, as often as there is something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, func, select, update

from onrecord.record.judgement_rows import judgement_of
from onrecord.record.schema import judgements
from onrecord.record.values import Judgement

_STEP = func.coalesce(judgements.c.step, judgements.c.id)


def last_step(
    connection: Connection, reviewer: str, kinds: Iterable[str], *, sample: int | None, undone: bool
) -> list[Judgement]:
    """The judgements that an undo takes back next or, of those ``undone``, that a redo brings back; none: empty."""
    mine = (judgements.c.reviewer == reviewer, judgements.c.target_kind.in_(sorted(kinds)), _within(sample))
    if undone:
        # Whatever was undone is later than all that still stands, for a new judgement forgets it: its first is the
        # one that was undone last.
        some = select(_STEP).where(*mine, judgements.c.undone).order_by(judgements.c.id).limit(1)
    else:
        stands = judgements.c.withdrawn_at.is_(None)
        some = select(_STEP).where(*mine, stands).order_by(judgements.c.id.desc()).limit(1)
    step = connection.scalar(some)
    if step is None:
        return []
    state = judgements.c.undone if undone else judgements.c.withdrawn_at.is_(None)
    found = select(judgements).where(*mine, state, judgements.c.id >= step, step == _STEP).order_by(judgements.c.id)
    return [judgement_of(row) for row in connection.execute(found)]


def mark(connection: Connection, said: Sequence[Judgement], *, undone: bool) -> None:
    """Take judgements back, or bring them back."""
    moment = datetime.now(UTC) if undone else None
    for begin in range(0, len(said), 500):  # as many as one question may name
        ids = [one.id for one in said[begin : begin + 500]]
        change = update(judgements).where(judgements.c.id.in_(ids))
        connection.execute(change.values(withdrawn_at=moment, undone=undone))


def forget_undone_before(connection: Connection, new: Judgement) -> None:
    """A judgement is made: what its reviewer undid before can no longer be brought back."""
    forget_undone(connection, new.reviewer, sample=new.sample)


def forget_undone(connection: Connection, reviewer: str, *, sample: int | None) -> None:
    """What a reviewer undid before can no longer be brought back."""
    undone = (judgements.c.reviewer == reviewer, judgements.c.undone, _within(sample))
    if connection.execute(select(judgements.c.id).where(*undone).limit(1)).first() is not None:
        connection.execute(update(judgements).where(*undone).values(undone=False))


def _within(sample: int | None) -> ColumnElement[bool]:
    return judgements.c.sample.is_(None) if sample is None else judgements.c.sample == sample

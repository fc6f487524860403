"""What of the queue is to be made anew before it is next looked at."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from onrecord.record.actor_rows import chunks
from onrecord.record.dialects import upsert
from onrecord.record.judged_rows import POSITION, Kind
from onrecord.record.review_tables import judged, queue, queue_waiting
from onrecord.record.schema import positions

_SOME: BindParameter[str] = bindparam("these", expanding=True)
# What an article has on an option: where a claim is, was, and is in the machine's words.
_PLACES = (
    select(judged.c.article, judged.c.option).where(judged.c.id.in_(_SOME)),
    select(queue.c.article, queue.c.option).where(queue.c.id.in_(_SOME)),
    select(positions.c.article, positions.c.option).where(positions.c.covered.in_(_SOME)),
)


def let_cells_wait(connection: Connection, kind: Kind, targets: Sequence[str]) -> None:
    """Have the queue's cells made anew that claims are in; called before these change and after it."""
    if kind is not POSITION:
        return
    found: set[tuple[str, str]] = set()
    for chunk in chunks(targets):
        for places in _PLACES:
            found.update((row.article, row.option) for row in connection.execute(places, {"these": chunk}))
    if found:
        rows = [{"article": article, "option": option} for article, option in sorted(found)]
        connection.execute(upsert(connection, queue_waiting, keys=("article", "option")), rows)

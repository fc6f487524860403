"""In what state the record is: short marks that become others when something changes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, Integer, String, cast, select, update

from onrecord.record.dialects import upsert
from onrecord.record.identity_rows import read_mark
from onrecord.record.review_tables import judged_articles, queue_waiting
from onrecord.record.schema import meta

# Rows of meta: a mark that changes with what the machine found, and the number of the last judging.
_MACHINE, _TURN = "machine mark", "turn"
_CHANGED = "changed"  # set on a connection in whose transaction the machine's rows changed

_NEXT = (
    update(meta)
    .where(meta.c.name == _TURN)
    .values(value=cast(cast(meta.c.value, Integer) + 1, String))
    .returning(meta.c.value)
)


def read_revision(connection: Connection) -> str:
    """``machine.register.turn``: what was found, who is who, and how often somebody judged."""
    held = {row.name: row.value for row in connection.execute(select(meta).where(meta.c.name.in_((_MACHINE, _TURN))))}
    return f"{held.get(_MACHINE, '0')}.{read_mark(connection) or '0'}.{held.get(_TURN, '0')}"


def note_change(connection: Connection) -> None:
    """Let the machine's mark be another one once the transaction ends.

    Not at once: the row is one for all, and on PostgreSQL whoever has written it keeps the others waiting.
    """
    connection.info[_CHANGED] = True


def write_changes(connection: Connection) -> None:
    """Write the mark anew if something changed; the last thing in a transaction."""
    if connection.info.pop(_CHANGED, False):
        row = {"name": _MACHINE, "value": secrets.token_hex(6)}
        connection.execute(upsert(connection, meta, keys=("name",), over=("value",)), row)


def forget_changes(connection: Connection) -> None:
    """Nothing changed after all: the transaction was undone."""
    connection.info.pop(_CHANGED, None)


def next_turn(connection: Connection) -> int:
    """The number of this judging. Who has it is alone with judgements until the transaction ends.

    Whatever changes judgements or what is made of them begins with it, so that nobody judges on what is just changing.
    Where the register is changed as well, its mark comes first: always in the same order, nobody waits in a ring.
    """
    value = connection.scalar(_NEXT)
    if value is None:
        connection.execute(upsert(connection, meta, keys=("name",)), {"name": _TURN, "value": "0"})
        value = connection.scalar(_NEXT)
    assert value is not None
    return int(value)


def lock_turn(connection: Connection) -> None:
    """Be alone with judgements until the transaction ends, as with a turn, but without one."""
    same = update(meta).where(meta.c.name == _TURN).values(value=meta.c.value)
    if connection.execute(same).rowcount == 0:
        connection.execute(upsert(connection, meta, keys=("name",)), {"name": _TURN, "value": "0"})


def note_articles(connection: Connection, articles: Iterable[str], turn: int) -> None:
    """Write that judgements on these articles, or what they stand for, changed at this turn."""
    rows = [{"article": article, "turn": turn} for article in sorted(set(articles))]
    if rows:
        connection.execute(upsert(connection, judged_articles, keys=("article",), over=("turn",)), rows)


def articles_since(connection: Connection, turn: int) -> list[str]:
    """The articles in which judgements changed anything after a turn."""
    found = select(judged_articles.c.article).where(judged_articles.c.turn > turn)
    return list(connection.scalars(found.order_by(judged_articles.c.article)))


def let_wait(connection: Connection, articles: Iterable[object]) -> None:
    """Have the queue's part of these articles made anew before it is next looked at; all of it for an empty id.

    Who needs a turn as well takes that first, lest two wait for each other.
    """
    rows = [{"article": article, "option": ""} for article in articles]
    if rows:
        connection.execute(upsert(connection, queue_waiting, keys=("article", "option")), rows)


def is_waiting(connection: Connection) -> bool:
    """Whether any part of the queue is to be made anew."""
    return connection.execute(select(queue_waiting.c.article).limit(1)).first() is not None

"""Positions as plain values, for work on whole columns of a large record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, Table, literal, null, select

from onrecord.record import coding_rows, revisions
from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import moved_statements, options_under
from onrecord.record.review_tables import judged
from onrecord.record.schema import positions
from onrecord.record.values import Identities, PositionRow

if TYPE_CHECKING:
    from onrecord.record.store import Record

# Rows fetched at once: a few megabytes.
_BATCH = 5000
_PLAIN = ("id", "article", "option", "actor", "stance", "scope", "voice", "date_first", "date_last", "tense", "derived")


def position_rows(
    record: Record, codebook: str | None = None, *, articles: Collection[str] | None = None, suggested: bool = False
) -> Iterator[PositionRow]:
    """The effective positions under a codebook, the current one by default, in no particular order.

    ``articles`` leaves those of some articles only; with ``suggested`` what is only suggested comes as well, marked as
    such. The record must not be written by the same connection until the last row has come.
    """
    with record.reading() as connection:
        version = codebook or coding_rows.current_version(connection)
        if version is None:
            return
        known, moved = record.identities(), moved_statements(connection)
        for chunk in [None] if articles is None else chunks(articles):
            for found in _questions(connection, version, chunk, suggested=suggested):
                yield from _rows(connection, found, known, moved)


def articles_since(record: Record, turn: int) -> tuple[str, ...]:
    """The articles in which judgements changed anything after a turn: the third part of a revision of the record.

    Where the first two parts are the same, only the rows of these articles are others than before.
    """
    with record.reading() as connection:
        return tuple(revisions.articles_since(connection, turn))


def _questions(
    connection: Connection, codebook: str, articles: list[str] | None, *, suggested: bool
) -> Iterator[Select[Any]]:
    machine = _columns(positions, null()).where(positions.c.codebook == codebook, positions.c.covered.is_(None))
    options = options_under(connection, codebook)
    ours = _columns(judged, judged.c.state).where(judged.c.state != "rejected", judged.c.option.in_(sorted(options)))
    for table, found in ((positions, machine), (judged, ours)):
        if not suggested:
            found = found.where(table.c.suggested.is_(False))
        yield found if articles is None else found.where(table.c.article.in_(articles))


def _columns(table: Table, state: Any) -> Select[Any]:
    limited = table.c.condition_kind.is_not(None)
    more = (table.c.score, state.label("state"), table.c.statement, table.c.by, limited, table.c.suggested)
    return select(*(table.c[name] for name in _PLAIN), *more, literal(0))


def _rows(
    connection: Connection, found: Select[Any], known: Identities, moved: Mapping[str, str | None]
) -> Iterator[PositionRow]:
    # The database's own rows, without SQLAlchemy's work on each, for there may be a million.
    compiled = found.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    names = getattr(compiled, "positiontup", None)
    values: Any = compiled.params if names is None else tuple(compiled.params[name] for name in names)
    answer = connection.exec_driver_sql(str(compiled), values, execution_options={"stream_results": True})
    whole, parts = known.whole.get, bool(known.parts)
    while some := answer.fetchmany(_BATCH):
        for row in some:
            i, article, option, actor, stance, scope, voice, first, last, tense, derived, *rest = row
            score, state, statement, by, limited, suggested, _ = rest
            if parts:
                actor, by = known.of(actor, article), known.of(by, article)
            else:
                actor, by = whole(actor, actor), by and whole(by, by)
            if statement in moved:
                statement = moved[statement]
            yield PositionRow(
                i,
                article,
                option,
                actor,
                stance,
                scope,
                voice,
                None if first is None else _ordinal(first),
                None if last is None else _ordinal(last),
                tense,
                bool(derived),
                score,
                state,
                statement,
                by,
                bool(limited),
                bool(suggested),
            )


@lru_cache(maxsize=50_000)  # more days than any debate has
def _ordinal(day: str | date) -> int:
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()

"""What one actor said in a span of days: how much it is, and the statements; both by the index of actor and day."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from onrecord.record.schema import UNDATED, articles, statements
from onrecord.record.statement_rows import statement_of
from onrecord.record.store import Record
from onrecord.record.values import Identities
from onrecord.types import Statement

_NOBODY = Identities()


class Spoken(NamedTuple):
    """How many statements there are, the highest of their numbers, and the id of that one."""

    size: int = 0
    number: int = 0
    last: str = ""


class Dated(NamedTuple):
    """A statement, its actor as sighted, with the day of its article."""

    statement: Statement
    day: date | None


def spoken(record: Record, sighted: str, first: date, last: date) -> Spoken:
    """How it stands with what an actor, as sighted, said in these days; the undated is always among it."""
    asked = select(func.count(), func.max(statements.c.number)).where(*_within(sighted, first, last))
    with record.reading() as connection:
        size, number = connection.execute(asked).one()
        if not size:
            return Spoken()
        name = connection.scalar(select(statements.c.id).where(statements.c.number == number))
        return Spoken(size, number, name or "")


def said_since(record: Record, sighted: str, first: date, last: date, *, after: int = 0) -> dict[int, Dated]:
    """These statements by number, those with a higher number than ``after``."""
    found: Any = select(statements, articles.c.published).join(articles, articles.c.id == statements.c.article)
    found = found.where(*_within(sighted, first, last), statements.c.number > after).order_by(statements.c.number)
    with record.reading() as connection:
        return {row.number: Dated(statement_of(row, _NOBODY), row.published) for row in connection.execute(found)}


def _within(sighted: str, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    day = statements.c.day
    return statements.c.actor == sighted, or_(day.between(first, last), day == UNDATED)

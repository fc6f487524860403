"""Pages of a list that lies in two tables, the machine's rows and those of reviewers, without ever counting it off."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Date, Select, Table, and_, func, literal, or_, select

from onrecord.record.search_filters import COUNTED, Arm
from onrecord.record.wanted import Order

# No page is longer, whoever asks.
LONGEST = 1000


class Key(NamedTuple):
    """Where a row stands in the list: by how it fits or by its day, then by its number in its table."""

    place: float
    arm: int
    number: int


@dataclass(frozen=True)
class Page:
    """The keys of a page, how many rows the list has (capped), and the cursor of the page behind it."""

    keys: tuple[Key, ...]
    total: int
    exact: bool
    after: str | None


@dataclass(frozen=True)
class Turn:
    """Which page of a list is wanted: in which order, behind which cursor, and how long."""

    order: Order
    after: str | None
    limit: int


def turn(connection: Connection, arms: Sequence[Arm | None], to: Turn) -> Page:
    """The keys of a page of the list that lies in some tables."""
    limit, order = max(1, min(to.limit, LONGEST)), to.order
    lying = [(place, arm) for place, arm in enumerate(arms) if arm is not None]
    if order is Order.BEST and any(arm.words is None or arm.hits > COUNTED for _, arm in lying):
        order = Order.NEWEST
    total, last = _opened(to.after, order.value) or (None, None)
    found: list[Key] = []
    counted, newest = 0, order is Order.NEWEST
    for place, arm in lying:
        keys = _ranked(arm, place, last) if order is Order.BEST else _dated(arm, place, last, order)
        sized = _with_size(arm, keys, limit, newest=newest) if total is None else keys.limit(limit + 1)
        rows = connection.execute(sized).all()
        counted += rows[0].size if rows and total is None else 0
        sign = -1 if newest else 1
        for rank, number, *_ in rows:
            found.append(Key(sign * rank.toordinal() if isinstance(rank, date) else rank, place, number))
    if total is None:
        total = min(counted, COUNTED + 1)
    found.sort()
    after = _closed(order.value, total, found[limit - 1]) if len(found) > limit else None
    return Page(tuple(found[:limit]), min(total, COUNTED), total <= COUNTED, after)


def _with_size(arm: Arm, keys: Select[Any], limit: int, *, newest: bool) -> Select[Any]:
    """The first rows and, in the same question, how many there are, as far as that is counted."""
    if arm.hits > COUNTED and not arm.narrows:
        return keys.add_columns(literal(arm.hits).label("size")).limit(limit + 1)
    rank, number = keys.limit(COUNTED + 1).subquery().c
    sized = select(rank, number, func.count().over().label("size"))
    return sized.order_by(rank.desc() if newest else rank, number).limit(limit + 1)


def _dated(arm: Arm, place: int, last: Key | None, order: Order) -> Select[Any]:
    """Day and number of the next rows of one table; ``place`` is which of the tables it is."""
    day, number, newest = arm.table.c.day, arm.table.c.number, order is Order.NEWEST
    found = arm.rows(day, number)
    if last is not None:
        found = found.where(_behind(day, number, last, place, newest=newest))
    return found.order_by(day.desc() if newest else day, number)


def _ranked(arm: Arm, place: int, last: Key | None) -> Select[Any]:
    """Fit and number of the next rows of one table."""
    found, fit, number = arm.ranked()
    if last is not None:
        found = found.where(_behind(fit, number, last, place))
    return found.order_by(fit, number)


def _behind(
    ranked: ColumnElement[Any], number: ColumnElement[int], last: Key, place: int, *, newest: bool = False
) -> ColumnElement[bool]:
    """What comes after a row in the list, whichever table it is in."""
    edge: Any = date.fromordinal(int(abs(last.place))) if isinstance(ranked.type, Date) else last.place
    further: ColumnElement[bool] = ranked < edge if newest else ranked > edge
    if place < last.arm:
        return further
    level: ColumnElement[bool] = ranked == edge
    if place == last.arm:
        level = and_(level, number > last.number)
    return and_(ranked <= edge if newest else ranked >= edge, or_(further, level))


# ---------------------------------------------------------------- cursors


def is_cursor(cursor: str) -> bool:
    """Whether a list gave this cursor, in whichever order."""
    return any(_opened(cursor, order.value) is not None for order in Order)


def _closed(meant: str, total: int, last: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps([meant, total, *last]).encode()).decode().rstrip("=")


def _opened(cursor: str | None, meant: str) -> tuple[int, Key] | None:
    """What a cursor says; None where it says nothing, or something of a list in another order."""
    if not cursor:
        return None
    try:
        order, total, place, arm, number = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        key = Key(float(place), int(arm), int(number))
        if order == meant and 0 <= int(total) <= COUNTED + 1 and _is_sound(key, meant):
            return int(total), key
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        pass
    return None


def _is_sound(key: Key, meant: str) -> bool:
    fits = meant == "best" or 1 <= abs(key.place) <= date.max.toordinal()
    return fits and abs(key.place) < float("inf") and key.arm in (0, 1) and 0 <= key.number < 2**31


def by_number(connection: Connection, table: Table, keys: Iterable[Key], arm: int) -> dict[int, Any]:
    """The rows of one table that a page shows, by number."""
    numbers = [key.number for key in keys if key.arm == arm]
    if not numbers:
        return {}
    return {row.number: row for row in connection.execute(select(table).where(table.c.number.in_(numbers)))}

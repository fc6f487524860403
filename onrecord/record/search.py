"""Looking for articles, statements and positions: what stands behind every number of every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, String, Table, and_, cast, func, select

from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import position_of
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import articles, identities, positions, statements
from onrecord.record.search_filters import Arm, Filters
from onrecord.record.search_pages import Key, Turn, by_number, turn
from onrecord.record.search_words import Query, hits, snippet
from onrecord.record.statement_rows import statement_of
from onrecord.record.store import Record
from onrecord.record.values import Identities
from onrecord.record.wanted import ArticleLine, Found, Hit, Order, Snippet, Wanted
from onrecord.types import Position, Statement

__all__ = ["ArticleLine", "Found", "Hit", "Order", "Search", "Snippet", "Wanted"]

Claim = TypeVar("Claim", Statement, Position)

# Of an article in a list that was not asked for by its words, this much of the beginning is shown.
_LEAD = 280

_LINE = ("id", "origin", "outlet", "title", "published", "language", "url")


class Search:
    """Lists out of an open record, page by page.

    ``after`` is the cursor that the page before gave; one that means nothing begins anew. A list that changes
    meanwhile neither repeats nor leaves out what was there all the time.
    """

    def __init__(self, record: Record) -> None:
        """Search that record."""
        self._record = record

    def articles(self, wanted: Wanted, *, after: str | None = None, limit: int = 50) -> Found[ArticleLine]:
        """Articles: by words of title or text, and by what stands in them."""
        with self._record.reading() as connection:
            filters = Filters.of(connection, wanted)
            arms = [filters.arm(articles)]
            page = turn(connection, arms, Turn(wanted.order, after, limit))
            shown = _articles(connection, articles.c.number, [key.number for key in page.keys], filters.query)
            rows = tuple(shown[key.number] for key in page.keys if key.number in shown)
            return Found(rows, page.total, page.exact, page.after)

    def statements(self, wanted: Wanted, *, after: str | None = None, limit: int = 50) -> Found[Statement]:
        """Statements with canonical actors: by their words, and by whose they are."""
        with self._record.reading() as connection:
            filters = Filters.of(connection, wanted)
            arms = [filters.arm(table) for table in (statements, judged_statements)]
            page = turn(connection, arms, Turn(wanted.order, after, limit))
            rows = _rows(connection, (statements, judged_statements), page.keys)
            known = _identities(connection, rows, ("actor",))
            values = [statement_of(row, known) for row in rows]
            return Found(_hits(connection, rows, values, filters.query), page.total, page.exact, page.after)

    def positions(self, wanted: Wanted, *, after: str | None = None, limit: int = 50) -> Found[Position]:
        """Effective positions with canonical actors; ``suggested`` those that are not sure enough to be some."""
        with self._record.reading() as connection:
            filters = Filters.of(connection, wanted)
            arms = [filters.arm(table) for table in (positions, judged)]
            page = turn(connection, arms, Turn(wanted.order, after, limit))
            rows = _rows(connection, (positions, judged), page.keys)
            known = _identities(connection, rows, ("actor", "by", "via", "addressee"))
            moved = _moved(connection, rows)
            values = [
                replace(one, statement=moved.get(one.statement, one.statement)) if one.statement else one
                for one in (position_of(row, known) for row in rows)
            ]
            return Found(_hits(connection, rows, values, filters.query), page.total, page.exact, page.after)

    def count_positions(self, wanted: Wanted, by: str) -> dict[str, int]:
        """How many effective positions there are for each option, actor, stance, scope, voice, outlet, month (like
        2031-05) or state of review ("" where nobody has judged them), the most first.
        """
        with self._record.reading() as connection:
            filters = Filters.of(connection, wanted)
            return _counts(connection, [filters.arm(table) for table in (positions, judged)], by)

    def count_statements(self, wanted: Wanted, by: str) -> dict[str, int]:
        """How many statements there are for each kind, actor, outlet, month or state of review, the most first."""
        with self._record.reading() as connection:
            filters = Filters.of(connection, wanted)
            tables = (statements, judged_statements)
            return _counts(connection, [filters.arm(table) for table in tables], by)

    def outlets(self) -> tuple[tuple[str, int], ...]:
        """Every outlet with the number of its articles, the largest first."""
        many = func.count().label("many")
        found = select(articles.c.outlet, many).where(articles.c.outlet.is_not(None)).group_by(articles.c.outlet)
        with self._record.reading() as connection:
            return tuple((row.outlet, row.many) for row in connection.execute(found.order_by(many.desc(), "outlet")))


# ---------------------------------------------------------------- the rows of a page


def _rows(connection: Connection, tables: Sequence[Table], keys: Sequence[Key]) -> list[Row[Any]]:
    held = [by_number(connection, table, keys, arm) for arm, table in enumerate(tables)]
    return [held[key.arm][key.number] for key in keys]


def _hits(
    connection: Connection, rows: Sequence[Row[Any]], values: Sequence[Claim], query: Query
) -> tuple[Hit[Claim], ...]:
    within = _articles(connection, articles.c.id, [row.article for row in rows])
    return tuple(
        Hit(
            value,
            within[row.article].article,
            snippet(row.text, query, whole=True),
            state=row._mapping.get("state"),
        )
        for row, value in zip(rows, values, strict=True)
    )


def _articles(
    connection: Connection, key: ColumnElement[Any], wanted: Iterable[Any], query: Query | None = None
) -> dict[Any, Hit[ArticleLine]]:
    """Articles by number or id, with the words around what was looked for."""
    line = [articles.c[name] for name in _LINE]
    text = articles.c.text if query else func.substr(articles.c.text, 1, 0 if query is None else _LEAD)
    asked = select(key.label("key"), *line, func.length(articles.c.text).label("long"), text.label("shown"))
    found: dict[Any, Hit[ArticleLine]] = {}
    for chunk in chunks(wanted):
        for row in connection.execute(asked.where(key.in_(chunk))):
            known: dict[str, Any] = {name: getattr(row, name) for name in _LINE}
            of = ArticleLine(**known, length=row.long)
            title = hits(of.title or "", query) if query else ()
            found[row.key] = Hit(of, of, snippet(row.shown, query or Query()), title)
    return found


def _identities(connection: Connection, rows: Iterable[Row[Any]], columns: Sequence[str]) -> Identities:
    """Whom the ids mean that some rows name, without reading whom all the others mean."""
    named = {value for row in rows for name in columns if (value := row._mapping[name]) is not None}
    whole: dict[str, str] = {}
    parts: dict[tuple[str, str], str] = {}
    for chunk in chunks(sorted(named)):
        for one, article, actor in connection.execute(select(*identities.c).where(identities.c.sighted.in_(chunk))):
            if article:
                parts[one, article] = actor
            else:
                whole[one] = actor
    return Identities(whole, parts)


def _moved(connection: Connection, rows: Iterable[Row[Any]]) -> Mapping[str, str | None]:
    """Statements of some positions in whose place another one stands, or none because a reviewer rejected it."""
    moved: dict[str, str | None] = {}
    for chunk in chunks(row.statement for row in rows if row.statement is not None):
        found = select(statements.c.id, statements.c.covered, judged_statements.c.state)
        found = found.join(judged_statements, judged_statements.c.id == statements.c.covered)
        for row in connection.execute(found.where(statements.c.id.in_(chunk))):
            moved[row.id] = None if row.state == "rejected" else row.covered
    return moved


# ---------------------------------------------------------------- how many of each


def _counts(connection: Connection, arms: Iterable[Arm | None], by: str) -> dict[str, int]:
    counted: dict[str, int] = {}
    many = func.count().label("many")
    for arm in arms:
        if arm is None:
            continue
        if by == "actor":
            found = _by_actor(arm)
        elif by == "outlet":
            found = arm.rows(articles.c.outlet.label("each"), many).group_by(articles.c.outlet)
            found = found.join_from(arm.table, articles, articles.c.id == arm.table.c.article)
        else:
            each = _part(arm.table, by)
            found = arm.rows(each.label("each"), many).group_by(each)
        for row in connection.execute(found):
            name = row.each or ""
            counted[name] = counted.get(name, 0) + row.many
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _part(table: Table, by: str) -> ColumnElement[Any]:
    if by == "month":
        return func.substr(cast(table.c.day, String), 1, 7)
    if by == "state" and "covered" in table.c:
        return func.coalesce(table.c.covered, "")  # none is covered that is listed
    if by not in {"option", "stance", "scope", "voice", "kind", "state"} or by not in table.c:
        raise ValueError(f"Claims of this sort can not be counted by {by}")
    return table.c[by]


def _by_actor(arm: Arm) -> Select[Any]:
    """Counted by whom the sighted ids mean, which may be another one in this article than elsewhere."""
    some = arm.rows(arm.table.c.actor, arm.table.c.article).subquery()
    whole, part = identities.alias("whole"), identities.alias("part")
    means = func.coalesce(part.c.actor, whole.c.actor, some.c.actor)
    joined = some.outerjoin(whole, and_(whole.c.sighted == some.c.actor, whole.c.article == ""))
    joined = joined.outerjoin(part, and_(part.c.sighted == some.c.actor, part.c.article == some.c.article))
    columns: tuple[Any, ...] = (means.label("each"), func.count().label("many"))
    counted: Select[Any] = select(*columns).select_from(joined).group_by(means)
    return counted

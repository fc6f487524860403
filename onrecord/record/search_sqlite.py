"""Full text in SQLite: FTS5 tables beside those that hold the texts, kept in step by triggers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Float, Integer, Select, Table, column, func, select, table, text
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from onrecord.record.search_words import Query, Term

# Porter's stemmer over words in small letters without marks. The texts themselves are not kept twice: an FTS table
# reads them where they are, by number.
_TOKENS = "porter unicode61 remove_diacritics 2"

# Prefixes of one, two and three letters have an index of their own: without, every word that begins so would be read.
_PREFIXES = "1 2 3"


def index_words(connection: Connection, name: str, columns: Sequence[str]) -> None:
    """Make the index of a table's words, and fill it with what the table holds."""
    for statement in _made(name, columns):
        connection.exec_driver_sql(statement)


def drop_words(connection: Connection, name: str) -> None:
    """Take the index of a table's words away."""
    for event in ("insert", "delete", "update"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_words_{event}")
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}_words")


def keep_day(connection: Connection, name: str, given: str) -> None:
    """Let the day of a row be the one ``given`` in it, else that of its article."""
    if name == "articles":
        new = "coalesce(new.published, '0001-01-01')"
    else:
        published = "SELECT published FROM articles WHERE id = new.article"
        new = f"coalesce(new.{given}, ({published}), '0001-01-01')"
    does = f"BEGIN UPDATE {name} SET day = {new} WHERE number = new.number; END"
    connection.exec_driver_sql(f"CREATE TRIGGER {name}_day_insert AFTER INSERT ON {name} {does}")
    connection.exec_driver_sql(f"CREATE TRIGGER {name}_day_update AFTER UPDATE OF {given} ON {name} {does}")
    if name != "articles":
        later = f"UPDATE {name} SET day = coalesce(new.published, '0001-01-01')"
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name}_day_published AFTER UPDATE OF published ON articles "
            f"BEGIN {later} WHERE article = new.id AND {given} IS NULL; END"
        )


def forget_day(connection: Connection, name: str) -> None:
    """Take away what ``keep_day`` made."""
    for event in ("insert", "update", "published"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}_day_{event}")


def _made(name: str, columns: Sequence[str]) -> Iterator[str]:
    index, named = f"{name}_words", ", ".join(columns)
    new, old = (", ".join(f"{row}.{each}" for each in columns) for row in ("new", "old"))
    yield (
        f"CREATE VIRTUAL TABLE {index} USING fts5({named}, content='{name}', content_rowid='number', "
        f"tokenize='{_TOKENS}', prefix='{_PREFIXES}')"
    )
    added = f"INSERT INTO {index} (rowid, {named}) VALUES (new.number, {new});"
    gone = f"INSERT INTO {index} ({index}, rowid, {named}) VALUES ('delete', old.number, {old});"
    yield f"CREATE TRIGGER {index}_insert AFTER INSERT ON {name} BEGIN {added} END"
    yield f"CREATE TRIGGER {index}_delete AFTER DELETE ON {name} BEGIN {gone} END"
    yield f"CREATE TRIGGER {index}_update AFTER UPDATE OF {named} ON {name} BEGIN {gone} {added} END"
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"


# ---------------------------------------------------------------- questions


def matching(of: Table, query: Query, *, few: bool) -> ColumnElement[bool]:
    """Whether a row of the table has the words; where those are ``few``, they are looked up one by one.

    Else SQLite is to begin with another condition, or with the order.
    """
    if not query.groups:
        return of.c.number.not_in(_numbers(of, " OR ".join(map(_sought, query.without))))
    return (of.c.number if few else unindexed(of.c.number)).in_(_numbers(of, _question(query)))


def hit_count(connection: Connection, of: Table, query: Query, most: int) -> int:
    """How many rows have the words; ``most`` is as far as is counted."""
    if not query.groups:
        return most
    some = _numbers(of, _question(query)).limit(most).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def unindexed(of: ColumnElement[str]) -> ColumnElement[str]:
    """The column as something that no index has.

    Where an index has two columns that are each to be one of many, SQLite goes through all pairs of these.
    """
    return UnaryExpression(of, operator=custom_op("+"))


def ranked(of: Table, query: Query) -> Select[tuple[int, float]]:
    """The number of every row that has the words, and a figure that is least for the best of them."""
    index = _index(of)
    return select(unindexed(index.c.rowid).label("number"), index.c.rank.label("fit")).where(
        _match(of, _question(query))
    )


def among(of: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column has one of values that may be a great many: SQLite takes 999 of them one by one."""
    return of.in_(select(func.json_each(json.dumps(list(values))).table_valued("value").c.value))


def _numbers(of: Table, question: str) -> Select[tuple[int]]:
    return select(_index(of).c.rowid).where(_match(of, question))


def _index(of: Table):  # type: ignore[no-untyped-def]  # a table clause with columns that SQLAlchemy does not know
    return table(f"{of.name}_words", column("rowid", Integer), column("rank", Float))


def _match(of: Table, question: str) -> ColumnElement[bool]:
    name = f"{of.name}_words"
    return text(f"{name} MATCH :{name}").bindparams(**{name: question})  # type: ignore[return-value]


def _question(query: Query) -> str:
    """In the language of FTS5; every word stands in quotation marks, so that none can be an operator."""
    wanted = " AND ".join(f"({' OR '.join(map(_sought, group))})" for group in query.groups)
    return f"({wanted}) NOT ({' OR '.join(map(_sought, query.without))})" if query.without else wanted


def _sought(term: Term) -> str:
    if not term.prefix:
        return '"' + term.text.replace('"', " ") + '"'
    return " OR ".join(f'"{" ".join(form)}"{" *" if goes_on else ""}' for form, goes_on in term.forms)

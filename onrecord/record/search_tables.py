"""Tables: full-text search over articles, statements and positions, and the days by which they are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, event

from onrecord.record import search_postgresql, search_sqlite
from onrecord.record.schema import metadata

#: The tables with words to look for, and the columns in which these are.
WORDS: Mapping[str, Sequence[str]] = {
    "articles": ("title", "text"),
    "statements": ("text",),
    "positions": ("text",),
    "judged": ("text",),
    "judged_statements": ("text",),
}

#: The tables whose rows are listed by day, and the column that gives it; a row that has none is of its article's day.
DAYS: Mapping[str, str] = {
    "articles": "published",
    "statements": "said_first",
    "positions": "date_first",
    "judged": "date_first",
    "judged_statements": "said_first",
}


def dialect(connection: Connection) -> ModuleType:
    """What is peculiar to the database: search_sqlite or search_postgresql."""
    return search_postgresql if connection.dialect.name == "postgresql" else search_sqlite


def make_search(connection: Connection) -> None:
    """Make all that search needs beside the tables; a migration that makes one of these anew calls it again."""
    of = dialect(connection)
    for name, columns in WORDS.items():
        of.drop_words(connection, name)
        of.index_words(connection, name, columns)
    for name, given in DAYS.items():
        of.forget_day(connection, name)
        of.keep_day(connection, name, given)


def drop_search(connection: Connection) -> None:
    """Take away what ``make_search`` made."""
    of = dialect(connection)
    for name in WORDS:
        of.drop_words(connection, name)
    for name in DAYS:
        of.forget_day(connection, name)


@event.listens_for(metadata, "after_create")
def _made(target: object, connection: Connection, **options: Any) -> None:
    make_search(connection)

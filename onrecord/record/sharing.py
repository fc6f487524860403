"""What stands in the record more than once: sayings of several reports, stories of several papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from onrecord.record.origin_tables import stories
from onrecord.record.schema import statements
from onrecord.record.store import Record


@dataclass(frozen=True, slots=True)
class Shared:
    """Keys under which reports count once: of statements by their id, of what stands without one by its article.

    What is in neither is there once.
    """

    statements: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)

    def of(self, statement: str | None, article: str) -> str | None:
        """The key of what rests on a statement, or on none, in an article."""
        return self.articles.get(article) if statement is None else self.statements.get(statement)


def shared(record: Record) -> Shared:
    """What the record holds more than once.

    Statements of one utterance share it; statements that have none, as attitudes, share the story that they stand in.
    """
    with record.reading() as connection:
        return read_shared(connection)


def read_shared(connection: Connection) -> Shared:
    """The same, on a connection."""
    several = (
        select(statements.c.utterance)
        .where(statements.c.utterance.is_not(None))
        .group_by(statements.c.utterance)
        .having(func.count() > 1)
    )
    said = select(statements.c.id, statements.c.utterance).where(statements.c.utterance.in_(several))
    keys = {row.id: row.utterance for row in connection.execute(said)}
    of_article = read_told(connection)
    silent = (
        select(statements.c.id, statements.c.article)
        .join(stories, stories.c.article == statements.c.article)
        .where(statements.c.utterance.is_(None))
    )
    keys |= {row.id: of_article[row.article] for row in connection.execute(silent)}
    return Shared(keys, of_article)


def read_told(connection: Connection) -> dict[str, str]:
    """The key of the story of each article that is in one: the table holds those of several papers only."""
    return {row.article: f"story {row.story}" for row in connection.execute(select(stories.c.article, stories.c.story))}

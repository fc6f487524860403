"""Rows of statements and of mentions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby, product
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from onrecord.record.actor_rows import chunks
from onrecord.record.codec import interval_columns, interval_of, provenance_columns, spans_of, spans_text
from onrecord.record.dialects import write_rows
from onrecord.record.review_tables import judged_statements
from onrecord.record.schema import articles, mentions, positions, sightings, statements
from onrecord.record.values import Identities
from onrecord.types import Mention, MentionForm, Part, Provenance, Span, Statement, StatementKind


def clear(connection: Connection, article: str) -> dict[str, str]:
    """Take out what the machine found in an article; the utterances that its statements belonged to."""
    rows = select(statements.c.id, statements.c.utterance).where(
        statements.c.article == article, statements.c.utterance.is_not(None)
    )
    utterances = {row.id: row.utterance for row in connection.execute(rows)}
    connection.execute(delete(statements).where(statements.c.article == article))
    connection.execute(delete(mentions).where(mentions.c.article == article))
    connection.execute(delete(sightings).where(sightings.c.article == article))
    return utterances


def write_statements(connection: Connection, found: Sequence[Statement], utterances: dict[str, str]) -> None:
    """Write the statements of one article; ``utterances`` holds those known from before, by statement."""
    rows = [
        {
            **statement_row(statement),
            "ordinal": ordinal,
            "utterance": statement.utterance or utterances.get(statement.id),
        }
        for ordinal, statement in enumerate(found)
    ]
    write_rows(connection, statements, rows)


def statement_row(statement: Statement) -> dict[str, Any]:
    """The columns of a statement, but for its place among the others."""
    said_first, said_last = interval_columns(statement.said_on)
    holder = statement.holder
    return {
        "id": statement.id,
        "article": statement.article,
        "kind": statement.kind.value,
        "part": statement.part.value,
        "content": spans_text(statement.content),
        "cue": spans_text(statement.cue),
        "source": spans_text(statement.source),
        "text": statement.text,
        "holder_begin": None if holder is None else int(holder.begin),
        "holder_end": None if holder is None else int(holder.end),
        "actor": statement.actor,
        "said_first": said_first,
        "said_last": said_last,
        "utterance": statement.utterance,
        **provenance_columns(statement.provenance),
    }


def update_statements(connection: Connection, changed: Iterable[Statement]) -> None:
    """Write what later stages found out of statements: day and utterance."""
    rows = []
    for statement in changed:
        said_first, said_last = interval_columns(statement.said_on)
        rows.append(
            {
                "this": statement.id,
                "new_first": said_first,
                "new_last": said_last,
                "new_utterance": statement.utterance,
            }
        )
    unknown = {str(row["this"]) for row in rows}
    for chunk in chunks(sorted(unknown)):
        unknown.difference_update(connection.scalars(select(statements.c.id).where(statements.c.id.in_(chunk))))
    if unknown:
        raise ValueError(f"Statements that the record does not hold: {', '.join(sorted(unknown)[:5])}")
    if rows:
        change = update(statements).where(statements.c.id == bindparam("this"))
        connection.execute(
            change.values(
                said_first=bindparam("new_first"),
                said_last=bindparam("new_last"),
                utterance=bindparam("new_utterance"),
            ),
            rows,
        )


def read_statements(
    connection: Connection,
    identities: Identities | None = None,
    *,
    article: str | None = None,
    between: tuple[int, int] | None = None,
    actors: Collection[str] | None = None,
    as_read: bool = False,
) -> list[Statement]:
    """Statements in their order of arrival, of one article, of the articles from one number to another or of some
    actors where these are given.

    With identities their actors are canonical ones, and what reviewers judged stands in the place of what they judged;
    without them, or ``as_read``, they are the machine's alone.
    """
    known = identities or Identities()
    wanted = chunks(known.sighted_as(actors) if identities else actors) if actors is not None else (None,)
    tables = (statements,) if as_read or identities is None else (statements, judged_statements)
    rows: list[Row[Any]] = []
    for chunk, table in product(wanted, tables):
        found = select(table, articles.c.number.label("arrival")).join(articles, articles.c.id == table.c.article)
        found = found.order_by(articles.c.number, table.c.ordinal)
        if len(tables) > 1:
            found = found.where(table.c.covered.is_(None) if table is statements else table.c.state != "rejected")
        if article is not None:
            found = found.where(table.c.article == article)
        if between is not None:
            found = found.where(articles.c.number.between(*between))
        if chunk is not None:
            found = found.where(table.c.actor.in_(chunk))
        some = connection.execute(found)
        rows += some if actors is None else (row for row in some if known.of(row.actor, row.article) in actors)
    if len(tables) > 1 or actors is not None:
        rows.sort(key=lambda row: (row.arrival, row.ordinal, row.id))
    return [statement_of(row, known) for row in rows]


def statements_told(connection: Connection, article: str) -> list[tuple[object, ...]]:
    """What tells the statements of an article from others."""
    columns = [column for column in statements.c if column.name not in ("covered", "number", "day")]
    return [
        tuple(row)
        for row in connection.execute(select(*columns).where(statements.c.article == article).order_by(statements.c.id))
    ]


def unlink_statements(connection: Connection, article: str) -> None:
    """Let no position of an article point at a statement that a later reading no longer finds."""
    present = select(statements.c.id).where(statements.c.article == article)
    connection.execute(
        update(positions)
        .where(positions.c.article == article, positions.c.statement.not_in(present))
        .values(statement=None)
    )


def write_mentions(connection: Connection, article: str, found: Sequence[Mention]) -> None:
    """Write the mentions of one article, a row for each actor."""
    rows = [
        {
            "article": article,
            "ordinal": ordinal,
            "place": place,
            "actor": actor,
            "begin": int(mention.span.begin),
            "end": int(mention.span.end),
            "form": mention.form.value,
            **provenance_columns(mention.provenance),
        }
        for ordinal, mention in enumerate(found)
        for place, actor in enumerate(mention.actors or (None,))
    ]
    write_rows(connection, mentions, rows)


def read_mentions(connection: Connection, article: str) -> list[Mention]:
    """The mentions of an article in their order, actors as sighted."""
    rows = connection.execute(
        select(mentions).where(mentions.c.article == article).order_by(mentions.c.ordinal, mentions.c.place)
    )
    return [_mention_of(list(group)) for _, group in groupby(rows, key=lambda row: row.ordinal)]


def statement_of(row: Row[Any], identities: Identities) -> Statement:
    """The statement of a row, whether the machine's or a judged one."""
    return Statement(
        id=row.id,
        article=row.article,
        kind=StatementKind(row.kind),
        part=Part(row.part),
        content=spans_of(row.content),
        cue=spans_of(row.cue),
        source=spans_of(row.source),
        text=row.text,
        provenance=Provenance(row.method, row.version, row.score),
        holder=None if row.holder_begin is None else Span(row.holder_begin, row.holder_end),
        actor=identities.of(row.actor, row.article),
        said_on=interval_of(row.said_first, row.said_last),
        utterance=row.utterance,
    )


def _mention_of(rows: list[Row[Any]]) -> Mention:
    first = rows[0]
    return Mention(
        span=Span(first.begin, first.end),
        actors=tuple(dict.fromkeys(row.actor for row in rows if row.actor is not None)),
        form=MentionForm(first.form),
        provenance=Provenance(first.method, first.version, first.score),
    )

"""A record's articles one after another with what was found in each: for exports of any size in little memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, select

from onrecord.record import article_rows, coding_rows
from onrecord.record.claim_rows import read_positions, read_relations
from onrecord.record.schema import articles
from onrecord.record.statement_rows import read_statements
from onrecord.record.values import Identities
from onrecord.types import Article, Position, Relation, Statement

if TYPE_CHECKING:
    from onrecord.record.store import Record

#: What can be asked for of each article.
PARTS = ("text", "statements", "positions", "suggestions", "relations")

# Articles fetched at once: some 4,000 statements, which is 2 MB of text; more did not make an export faster.
_BATCH = 200

_SHORT = ("number", *article_rows.SHORT)  # all but the text

_Claim = TypeVar("_Claim", Statement, Position, Relation)


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article and what was found in it, as far as it was asked for; its text is empty where it was not."""

    article: Article
    statements: tuple[Statement, ...] = ()
    positions: tuple[Position, ...] = ()
    suggestions: tuple[Position, ...] = ()
    relations: tuple[Relation, ...] = ()


def chapters(record: Record, parts: Collection[str], *, codebook_version: str | None = None) -> Iterator[Chapter]:
    """Every article in the order of arrival with the parts asked for, actors as the register has them.

    ``parts`` are some of PARTS; claims are those under a codebook, the current one by default. Memory does not grow
    with the record.
    """
    if unknown := set(parts) - set(PARTS):
        raise ValueError(f"No part of a record: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    with record.reading() as connection:
        book = codebook_version or coding_rows.current_version(connection)
    number = 0
    while True:
        with record.reading() as connection:
            batch = _articles_after(connection, number, texts="text" in parts)
            if not batch:
                return
            span = batch[0][0], batch[-1][0]
            read = _read(connection, record.identities(), parts, (book, *span))
        number = span[1]
        for _, article in batch:
            yield Chapter(
                article,
                tuple(read.statements.get(article.id, ())),
                tuple(read.positions.get(article.id, ())),
                tuple(read.suggestions.get(article.id, ())),
                tuple(read.relations.get(article.id, ())),
            )


@dataclass(frozen=True, slots=True)
class _Found:
    statements: Mapping[str, list[Statement]]
    positions: Mapping[str, list[Position]]
    suggestions: Mapping[str, list[Position]]
    relations: Mapping[str, list[Relation]]


def _read(
    connection: Connection, known: Identities, parts: Collection[str], place: tuple[str | None, int, int]
) -> _Found:
    """What was found in the articles from one number to another, by article."""
    book, first, last = place
    between = (first, last)
    statements = read_statements(connection, known, between=between) if "statements" in parts else []
    positions: list[Position] = []
    suggestions: list[Position] = []
    relations: list[Relation] = []
    if book is not None and "positions" in parts:
        positions = read_positions(connection, book, known, between=between)
    if book is not None and "suggestions" in parts:
        suggestions = read_positions(connection, book, known, suggested=True, between=between)
    if book is not None and "relations" in parts:
        relations = read_relations(connection, book, known, between=between)
    return _Found(_by_article(statements), _by_article(positions), _by_article(suggestions), _by_article(relations))


def _by_article(claims: list[_Claim]) -> dict[str, list[_Claim]]:
    found: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.article].append(claim)
    return found


def _articles_after(connection: Connection, number: int, *, texts: bool) -> list[tuple[int, Article]]:
    """The next articles with their numbers, without texts where these are not wanted: most of a record is text."""
    if texts:
        return article_rows.articles_after(connection, number, _BATCH)
    found = (
        select(*(articles.c[name] for name in _SHORT))
        .where(articles.c.number > number)
        .order_by(articles.c.number)
        .limit(_BATCH)
    )
    return [(row.number, article_rows.short_article_of(row)) for row in connection.execute(found)]

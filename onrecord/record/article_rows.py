"""Rows of articles, of their readings, and of articles that were not read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from onrecord.record.codec import json_text, provenance_columns, reading_bytes, reading_of
from onrecord.record.dialects import upsert
from onrecord.record.schema import articles, failures, readings
from onrecord.types import Article, Failure, Provenance, Reading

_MAIN = ("outlet", "title", "published", "language", "url")
_DETAILS = (*_MAIN, "author", "agency", "section")
#: What is read of an article where its text is not wanted: the columns before the text, which is most of a record.
SHORT = ("id", "origin", *_MAIN)

_BY_ID = select(articles).where(articles.c.id == bindparam("article"))
_READING = select(readings).where(readings.c.article == bindparam("article"))
_READER = select(readings.c.version).where(readings.c.article == bindparam("article"))
_READING_TOLD = (
    select(readings.c.method, readings.c.version, readings.c.content, *(articles.c[name] for name in _DETAILS))
    .join(articles, articles.c.id == readings.c.article)
    .where(readings.c.article == bindparam("article"))
)
_FROM = select(articles.c.id).where(articles.c.origin == bindparam("origin")).order_by(articles.c.number)
_NEW = insert(articles)


def write_article(connection: Connection, article: Article) -> bool:
    """Write an article, or fill in what is newly known about it; whether it was there before."""
    held = connection.execute(_BY_ID, {"article": article.id}).one_or_none()
    if held is None:
        row = {name: getattr(article, name) for name in ("id", "text", "origin", *_DETAILS)}
        connection.execute(_NEW, {**row, "added_at": datetime.now(UTC)})
        return False
    if held.text != article.text or held.origin != article.origin:
        raise ValueError(f"The record holds another text or origin under the article id {article.id}")
    new = {name: getattr(article, name) for name in _DETAILS}
    changed = {name: value for name, value in new.items() if value is not None and value != getattr(held, name)}
    if changed:
        connection.execute(update(articles).where(articles.c.id == article.id).values(changed))
    return True


def write_reading(connection: Connection, reading: Reading) -> None:
    """Write the reading of an article over the one before."""
    row = {
        "article": reading.article,
        **provenance_columns(reading.provenance),
        "content": reading_bytes(reading),
    }
    over = ("method", "version", "score", "content")
    connection.execute(upsert(connection, readings, keys=("article",), over=over), row)


def reader_version(connection: Connection, article_id: str) -> str | None:
    """The version of the reader that read an article last, None where none did."""
    return connection.scalar(_READER, {"article": article_id})


def find_article(connection: Connection, article_id: str) -> Article | None:
    """The article of that id, if there is one."""
    held = connection.execute(_BY_ID, {"article": article_id}).one_or_none()
    return None if held is None else _article_of(held)


def articles_after(connection: Connection, number: int, limit: int) -> list[tuple[int, Article]]:
    """The next articles in their order of arrival, with their numbers."""
    found = select(articles).where(articles.c.number > number).order_by(articles.c.number).limit(limit)
    return [(row.number, _article_of(row)) for row in connection.execute(found)]


def find_reading(connection: Connection, article_id: str) -> Reading | None:
    """The reading of an article, if there is one."""
    held = connection.execute(_READING, {"article": article_id}).one_or_none()
    if held is None:
        return None
    return reading_of(article_id, held.content, Provenance(held.method, held.version, held.score))


def ids_from(connection: Connection, origin: str) -> list[str]:
    """The articles that came from an origin, in the order of arrival."""
    return list(connection.scalars(_FROM, {"origin": origin}))


def reading_told(connection: Connection, article_id: str) -> tuple[object, ...] | None:
    """What tells the reading of an article, and what is known of the article, from another; None before any."""
    held = connection.execute(_READING_TOLD, {"article": article_id}).one_or_none()
    return None if held is None else tuple(held)


def write_failure(connection: Connection, failure: Failure) -> bool:
    """Write an article that was not read; the same failure again adds nothing, and is no change."""
    row = {
        "id": _failure_id(failure),
        "origin": failure.origin,
        "stage": failure.stage,
        "reason": failure.reason,
        "skipped": failure.skipped,
        "at": datetime.now(UTC),
    }
    return connection.execute(upsert(connection, failures, keys=("id",)), row).rowcount > 0


def delete_failures(connection: Connection, settled: Iterable[Failure]) -> None:
    """Take out failures."""
    for failure in settled:
        connection.execute(delete(failures).where(failures.c.id == _failure_id(failure)))


def read_failures(connection: Connection) -> Iterator[Failure]:
    """Every article that was not read, the first one first."""
    for row in connection.execute(select(failures).order_by(failures.c.at, failures.c.origin, failures.c.id)):
        yield Failure(row.origin, row.stage, row.reason, row.skipped)


def _failure_id(failure: Failure) -> str:
    identity = json_text([failure.origin, failure.stage, failure.reason])
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def short_article_of(row: Row[Any]) -> Article:
    """The article of a row of the ``SHORT`` columns, without its text."""
    return Article(text="", **{name: getattr(row, name) for name in SHORT})


def _article_of(row: Row[Any]) -> Article:
    return Article(**{name: getattr(row, name) for name in ("id", "text", "origin", *_DETAILS)})

"""JSON Lines: one object per line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from onrecord.exports.objects import (
    Exported,
    Sources,
    actor_object,
    article_object,
    position_object,
    relation_object,
    statement_object,
)
from onrecord.types import Actor, Article, Position, Relation, Statement

# Some readers end a line at these, although JSON allows them in a string.
ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\u0085\u2028\u2029"}


def statement_lines(statements: Iterable[Statement], sources: Sources) -> Iterator[str]:
    """One line per statement, without the newline."""
    return (_line(statement_object(statement, sources)) for statement in statements)


def position_lines(positions: Iterable[Position], sources: Sources) -> Iterator[str]:
    """One line per position, without the newline."""
    return (_line(position_object(position, sources)) for position in positions)


def relation_lines(relations: Iterable[Relation], sources: Sources) -> Iterator[str]:
    """One line per relation, without the newline."""
    return (_line(relation_object(relation, sources)) for relation in relations)


def actor_lines(actors: Iterable[Actor], sources: Sources) -> Iterator[str]:
    """One line per actor, without the newline."""
    return (_line(actor_object(actor, sources)) for actor in actors)


def article_lines(articles: Iterable[Article]) -> Iterator[str]:
    """One line per article, without the newline."""
    return (_line(article_object(article)) for article in articles)


def lines(objects: Iterable[Exported]) -> Iterator[str]:
    """One line for each object, without the newline."""
    return map(_line, objects)


def _line(exported: Exported) -> str:
    return json.dumps(exported, ensure_ascii=False).translate(ESCAPED)

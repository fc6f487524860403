"""CSV for spreadsheets: flat columns, safe to open.

Files are meant to be written as ``utf-8-sig`` (``ENCODING``), because a spreadsheet takes a file without a byte
order mark for an old code page. A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab
or a line break) gets an apostrophe in front. Nested objects become columns named with a dot ("actor.name"),
spans are written as "0-12 40-57", lists of names are joined with " | ".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

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

ENCODING = "utf-8-sig"
"""The encoding to write the lines in."""

# The full-width forms are formulas to spreadsheets that are set to an East Asian language.
_FORMULA_START = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?")
_END = "\r\n"  # for the writer, which quotes what holds a part of it; the lines are yielded without
_SPAN_COLUMNS = frozenset({"content", "cue", "source", "evidence", "context", "spans"})
_ARTICLE = tuple(f"article.{key}" for key in ("id", "origin", "outlet", "title", "published", "language"))
_PROVENANCE = ("score", "provenance.method", "provenance.version")


def _actor_columns(name: str) -> tuple[str, ...]:
    return tuple(f"{name}.{key}" for key in ("id", "name", "kind", "role", "affiliation"))


STATEMENT_COLUMNS: tuple[str, ...] = (
    *("id", *_ARTICLE, "kind", "part", "content", "cue", "source", "text"),
    *(*_actor_columns("actor"), "said_on", "utterance", *_PROVENANCE),
)
POSITION_COLUMNS: tuple[str, ...] = (
    *("id", "issue", "option", *_actor_columns("actor"), "stance"),
    *("condition.kind", "condition.text", "condition.spans", "scope", "voice", *_actor_columns("by")),
    *("via", "addressee", "reason.text", "reason.spans", "tense", "derived", "date", *_ARTICLE),
    *("evidence", "context", "text", "statement", *_PROVENANCE),
)
RELATION_COLUMNS: tuple[str, ...] = (
    *("id", "kind", *_actor_columns("actor"), *_actor_columns("toward"), "voice", "reason.text", "reason.spans"),
    *(*_ARTICLE, "evidence", "text", "date", *_PROVENANCE),
)
ACTOR_COLUMNS: tuple[str, ...] = (
    *("id", "name", "kind", "role", "affiliation", "affiliation_id", "state", "aliases", "members"),
    *("roles", "wikidata"),
)
ARTICLE_COLUMNS: tuple[str, ...] = (
    *("id", "origin", "outlet", "title", "published", "language", "url", "author", "agency", "section"),
    "text",
)
COLUMNS = {
    "statements": STATEMENT_COLUMNS,
    "positions": POSITION_COLUMNS,
    "suggestions": POSITION_COLUMNS,
    "relations": RELATION_COLUMNS,
    "actors": ACTOR_COLUMNS,
    "articles": ARTICLE_COLUMNS,
}


def statement_lines(statements: Iterable[Statement], sources: Sources) -> Iterator[str]:
    """A heading line and one line per statement, without the newline."""
    return _table(STATEMENT_COLUMNS, (statement_object(statement, sources) for statement in statements))


def position_lines(positions: Iterable[Position], sources: Sources) -> Iterator[str]:
    """A heading line and one line per position, without the newline."""
    return _table(POSITION_COLUMNS, (position_object(position, sources) for position in positions))


def relation_lines(relations: Iterable[Relation], sources: Sources) -> Iterator[str]:
    """A heading line and one line per relation, without the newline."""
    return _table(RELATION_COLUMNS, (relation_object(relation, sources) for relation in relations))


def actor_lines(actors: Iterable[Actor], sources: Sources) -> Iterator[str]:
    """A heading line and one line per actor, without the newline."""
    return _table(ACTOR_COLUMNS, (actor_object(actor, sources) for actor in actors))


def article_lines(articles: Iterable[Article]) -> Iterator[str]:
    """A heading line and one line per article, without the newline; a quoted cell may hold newlines of its own."""
    return _table(ARTICLE_COLUMNS, (article_object(article) for article in articles))


def lines(what: str, objects: Iterable[Exported]) -> Iterator[str]:
    """A heading line and one line for each object of that sort ("statements", "positions"…), without the newline."""
    return _table(COLUMNS[what], objects)


def plain(cell: str) -> str:
    """The text that a cell was made of: without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA_START.match(cell) else cell


def cells(exported: Exported) -> dict[str, str]:
    """An object as the texts of its columns, unprotected; what it has not is left out or empty."""
    return dict(_flat("", exported))


def rows(table: Iterable[Iterable[str]], *, numbers: bool = False) -> Iterator[str]:
    """Lines of any table, safe to open, without the newline; with ``numbers`` one below zero stays a number."""
    for cells in table:
        yield _row(cell if numbers and _NUMBER.fullmatch(cell) else _safe(cell) for cell in cells)


def _table(columns: tuple[str, ...], objects: Iterable[Exported]) -> Iterator[str]:
    yield _row(columns)
    for exported in objects:
        held = cells(exported)
        yield _row(_safe(held.get(column, "")) for column in columns)


class _Line:
    """Something to write one line into, for the writer of the standard library."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _row(cells: Iterable[str]) -> str:
    line = _Line()
    csv.writer(line, lineterminator=_END).writerow(list(cells))
    return line.text.removesuffix(_END)


def _flat(prefix: str, exported: Exported) -> Iterator[tuple[str, str]]:
    for key, value in exported.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from _flat(f"{name}.", value)
        else:
            yield name, _cell(key, value)


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if key in _SPAN_COLUMNS and isinstance(value, list):
        return " ".join(f"{begin}-{end}" for begin, end in value)
    if key == "roles":
        return " | ".join(_role(seen) for seen in value)
    if isinstance(value, list):
        return " | ".join(str(item) for item in value)
    return str(value)


def _role(seen: Exported) -> str:
    """A role with its body and days in a cell: "minister, Norland, 2021-03-05/2022-01-09", an open end as ".."."""
    known = seen["first"] or seen["last"]
    days = "/".join(dict.fromkeys(seen[end] or ".." for end in ("first", "last"))) if known else ""
    return ", ".join(filter(None, (seen["role"], seen["body"], days)))


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA_START.match(cell) else cell

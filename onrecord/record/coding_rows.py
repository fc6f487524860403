"""Rows of codebooks, and of what was coded under them: which article, with what result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, and_, bindparam, delete, select, update

from onrecord.record.actor_rows import unknown_actors
from onrecord.record.article_rows import reader_version
from onrecord.record.claim_rows import position_row, relation_row, shift_row
from onrecord.record.codec import codebook_text, options_of
from onrecord.record.dialects import upsert, write_rows
from onrecord.record.schema import articles, codebooks, codings, positions, readings, relations, shifts
from onrecord.types import Codebook, Coding, Position, Relation, ReportedShift

CLAIMS: tuple[Table, ...] = (positions, relations, shifts)

_CODEBOOK = select(codebooks.c.version).where(codebooks.c.version == bindparam("codebook"))
_CODER = select(codings.c.coder_version).where(
    codings.c.codebook == bindparam("codebook"), codings.c.article == bindparam("article")
)
_CODER_OF_READING = _CODER.join_from(
    codings, readings, and_(readings.c.article == codings.c.article, readings.c.version == codings.c.reader_version)
)
_OUTDATE = update(codings).where(codings.c.article == bindparam("this")).values(reader_version="")


def write_codebook(connection: Connection, codebook: Codebook) -> bool:
    """Write a codebook and make it the current one; where it already is, nothing changes, and that is said."""
    current = connection.execute(select(codebooks).order_by(codebooks.c.turn.desc()).limit(1)).one_or_none()
    if current is not None and (current.version, current.source) == (codebook.version, codebook.source):
        return False
    turn = 1 if current is None else current.turn + 1
    connection.execute(
        upsert(connection, codebooks, keys=("version",), over=("source", "turn")),
        {
            "version": codebook.version,
            "source": codebook.source,
            "content": codebook_text(codebook),
            "first_used": datetime.now(UTC),
            "turn": turn,
        },
    )
    return True


def read_codebooks(connection: Connection) -> list[Codebook]:
    """Every codebook that the record was read with; the current one is the last."""
    rows = connection.execute(select(codebooks).order_by(codebooks.c.turn))
    return [Codebook(options_of(row.content), row.version, row.source) for row in rows]


def current_version(connection: Connection) -> str | None:
    """The version of the current codebook, None where there is none."""
    return connection.scalar(select(codebooks.c.version).order_by(codebooks.c.turn.desc()).limit(1))


def is_coded(connection: Connection, article: str, codebook: str, coder: str) -> bool:
    """Whether the present reading of an article was coded by that coder with that codebook."""
    return connection.scalar(_CODER_OF_READING, {"codebook": codebook, "article": article}) == coder


def uncoded(connection: Connection, codebook: str, coder: str) -> list[str]:
    """The articles that were read but, as they are read now, not coded by that coder with that codebook."""
    coded = and_(
        codings.c.article == readings.c.article,
        codings.c.reader_version == readings.c.version,
        codings.c.codebook == codebook,
        codings.c.coder_version == coder,
    )
    found = select(articles.c.id).join_from(articles, readings, readings.c.article == articles.c.id)
    found = found.outerjoin(codings, coded).where(codings.c.article.is_(None)).order_by(articles.c.number)
    return list(connection.scalars(found))


def outdate(connection: Connection, article: str) -> None:
    """Let what was coded in an article count as coded from an older reading, for it has been read anew."""
    connection.execute(_OUTDATE, {"this": article})


def write_coding(connection: Connection, codebook: str, coder: str, coding: Coding) -> bool:
    """Write what was coded in an article over what the machine had coded there with the same codebook; whether that
    is anything else.
    """
    reader = reader_version(connection, coding.article)
    if reader is None:
        raise ValueError(f"The record holds no reading of the article {coding.article}: save the article first")
    if connection.scalar(_CODEBOOK, {"codebook": codebook}) is None:
        raise ValueError(f"The record holds no codebook {codebook}: save the codebook first")
    found: tuple[Position | Relation | ReportedShift, ...] = (
        *coding.positions,
        *coding.suggestions,
        *coding.relations,
        *coding.shifts,
    )
    if any(claim.article != coding.article for claim in found):
        raise ValueError(f"The coding of the article {coding.article} holds claims of another article")
    _check_actors(connection, coding)
    header = {"codebook": codebook, "article": coding.article}
    before = _coded(connection, codebook, coding.article)
    if before:
        for table in CLAIMS:
            connection.execute(delete(table).where(table.c.codebook == codebook, table.c.article == coding.article))
    connection.execute(
        upsert(connection, codings, keys=("codebook", "article"), over=("coder_version", "reader_version")),
        {**header, "coder_version": coder, "reader_version": reader},
    )
    rows_of = (
        (
            positions,
            [*map(position_row, coding.positions), *(position_row(p, suggested=True) for p in coding.suggestions)],
        ),
        (relations, [relation_row(relation) for relation in coding.relations]),
        (shifts, [shift_row(shift) for shift in coding.shifts]),
    )
    for table, rows in rows_of:
        write_rows(connection, table, [{**header, "ordinal": place, **row} for place, row in enumerate(rows)])
    return _coded(connection, codebook, coding.article) != before


# What is not the machine's saying: what stands in place of a row, its number and day, the reading that it was of.
_APART = ("covered", "number", "day", "reader_version")


def _coded(connection: Connection, codebook: str, article: str) -> list[tuple[object, ...]]:
    """Every row of what was coded in an article, but for what stands in its place."""
    found: list[tuple[object, ...]] = []
    for table in (codings, *CLAIMS):
        columns = [column for column in table.c if column.name not in _APART]
        rows = select(*columns).where(table.c.codebook == codebook, table.c.article == article)
        found += [tuple(row) for row in connection.execute(rows.order_by(table.c.get("id", table.c.article)))]
    return found


def _check_actors(connection: Connection, coding: Coding) -> None:
    named: Iterable[str | None] = (
        *(actor for p in (*coding.positions, *coding.suggestions) for actor in (p.actor, p.by)),
        *(actor for relation in coding.relations for actor in (relation.actor, relation.toward)),
        *(shift.actor for shift in coding.shifts),
    )
    unknown = unknown_actors(connection, {actor for actor in named if actor is not None})
    if unknown:
        raise ValueError(
            f"The coding of the article {coding.article} names actors that the record does not hold: "
            f"{', '.join(sorted(unknown)[:5])}. Save the article first"
        )

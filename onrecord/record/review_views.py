"""Claims with all that is known of them: what the machine says, what reviewers made of it, all that they said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, select

from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import moved_statements, position_of
from onrecord.record.coding_rows import current_version
from onrecord.record.judged_rows import (
    POSITION,
    STATEMENT,
    Kind,
    judged_in,
    judged_position,
    judged_statement,
)
from onrecord.record.judgement_rows import judgement_of
from onrecord.record.schema import codebooks, judgements
from onrecord.record.statement_rows import statement_of
from onrecord.record.values import ClaimView, Identities, Judgement, StatementView
from onrecord.types import Position

_View = TypeVar("_View", ClaimView, StatementView)


def position_views(connection: Connection, article: str, known: Identities) -> list[ClaimView]:
    """The positions of an article: those of the machine under the current codebook, and those that are judged."""
    machine = _machine(connection, POSITION, article)
    moved = moved_statements(connection)

    def present(position: Position) -> Position:
        """The position with the statement that stands in the place of its own."""
        link = position.statement
        return position if link is None or link not in moved else replace(position, statement=moved[link])

    def made(
        identifier: str, rows: Sequence[Row[Any]], ours: Row[Any] | None, said: tuple[Judgement, ...]
    ) -> ClaimView:
        judged = None if ours is None else judged_position(ours, known)
        return ClaimView(
            id=identifier,
            machine=tuple(present(position_of(row, known)) for row in rows),
            judged=judged and replace(judged, claim=present(judged.claim)),
            history=said,
            suggested=bool((rows[0] if ours is None else ours).suggested),
        )

    return _views(connection, POSITION, (article, machine), made)


def statement_views(connection: Connection, article: str, known: Identities) -> list[StatementView]:
    """The statements of an article: those of the machine, and those that are judged."""

    def made(
        identifier: str, rows: Sequence[Row[Any]], ours: Row[Any] | None, said: tuple[Judgement, ...]
    ) -> StatementView:
        return StatementView(
            id=identifier,
            machine=tuple(statement_of(row, known) for row in rows),
            judged=None if ours is None else judged_statement(ours, known),
            history=said,
        )

    return _views(connection, STATEMENT, (article, _machine(connection, STATEMENT, article)), made)


def find_article_of(connection: Connection, kind: Kind, claim: str) -> str | None:
    """The article of a claim, judged or the machine's under whichever codebook."""
    found: str | None = connection.scalar(select(kind.table.c.article).where(kind.table.c.id == claim))
    if found is not None:
        return found
    machine = select(kind.machine.c.article).where(kind.machine.c.id == claim)
    if kind is POSITION:
        machine = machine.where(kind.machine.c.codebook.in_(select(codebooks.c.version)))
    found = connection.scalar(machine.limit(1))
    return found


def _machine(connection: Connection, kind: Kind, article: str) -> Sequence[Row[Any]]:
    table = kind.machine
    found = select(table).where(table.c.article == article).order_by(table.c.ordinal)
    if kind is POSITION:
        found = found.where(table.c.codebook == (current_version(connection) or ""))
    return connection.execute(found).all()


def _views(
    connection: Connection,
    kind: Kind,
    article: tuple[str, Sequence[Row[Any]]],
    made: Callable[[str, Sequence[Row[Any]], Row[Any] | None, tuple[Judgement, ...]], _View],
) -> list[_View]:
    identifier, machine = article
    ours = {row.id: row for row in judged_in(connection, kind, identifier)}
    behind: dict[str, list[Row[Any]]] = {one: [] for one in ours}
    alone: list[Row[Any]] = []
    for row in machine:
        if row.covered in behind:
            behind[row.covered].append(row)
        else:
            alone.append(row)
    places = [(row.ordinal, row.id, (row,), None) for row in alone]
    places += [(row.ordinal, one, tuple(behind[one]), row) for one, row in ours.items()]  # type: ignore[misc]
    said = _said(connection, kind, [one for _, one, _, _ in places])
    return [made(one, rows, row, tuple(said.get(one, ()))) for _, one, rows, row in sorted(places, key=lambda p: p[:2])]


def _said(connection: Connection, kind: Kind, claims: Iterable[str]) -> dict[str, list[Judgement]]:
    """What was said of claims, also what no longer stands; not what is said blind, in samples."""
    found: dict[str, list[Judgement]] = {}
    for chunk in chunks(claims):
        rows = select(judgements).where(
            judgements.c.target_kind == kind.name, judgements.c.target_id.in_(chunk), judgements.c.sample.is_(None)
        )
        for row in connection.execute(rows.order_by(judgements.c.id)):
            found.setdefault(row.target_id, []).append(judgement_of(row))
    return found

"""Rows of positions, relations and reported shifts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy import Row as DatabaseRow

from onrecord.record.actor_rows import chunks
from onrecord.record.codec import (
    Row,
    interval_columns,
    interval_of,
    options_of,
    passage_columns,
    passage_of,
    provenance_columns,
    spans_of,
    spans_text,
)
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import articles, codebooks, positions, relations, shifts, statements
from onrecord.record.values import Identities
from onrecord.types import (
    Condition,
    ConditionKind,
    Position,
    Provenance,
    Relation,
    RelationKind,
    ReportedShift,
    Scope,
    Span,
    Stance,
    Tense,
    Voice,
)

# From this many articles on it is less work to make the whole queue anew than their part of it.
_MANY = 500


def position_row(position: Position, *, suggested: bool = False) -> Row:
    """The columns of a position, or of what is suggested as one."""
    condition = position.condition
    reason_text, reason_spans = passage_columns(position.reason)
    return {
        **_receipt(position),
        "option": position.option,
        "actor": position.actor,
        "stance": position.stance.value,
        "scope": position.scope.value,
        "voice": position.voice.value,
        "condition_kind": None if condition is None else condition.kind.value,
        "condition_text": None if condition is None else condition.text,
        "condition_spans": None if condition is None else spans_text(condition.spans),
        "reason_text": reason_text,
        "reason_spans": reason_spans,
        "by": position.by,
        "via": position.via,
        "addressee": position.addressee,
        "tense": position.tense.value,
        "derived": bool(position.derived),
        "context": spans_text(position.context),
        "statement": position.statement,
        "suggested": suggested,
    }


def relation_row(relation: Relation) -> Row:
    """The columns of a relation."""
    reason_text, reason_spans = passage_columns(relation.reason)
    return {
        **_receipt(relation),
        "kind": relation.kind.value,
        "actor": relation.actor,
        "toward": relation.toward,
        "voice": relation.voice.value,
        "reason_text": reason_text,
        "reason_spans": reason_spans,
    }


def shift_row(shift: ReportedShift) -> Row:
    """The columns of a shift that a text reports."""
    return {
        **_receipt(shift),
        "actor": shift.actor,
        "option": shift.option,
        "before": None if shift.before is None else shift.before.value,
        "after": None if shift.after is None else shift.after.value,
    }


def read_positions(
    connection: Connection,
    codebook: str,
    identities: Identities,
    *,
    actor: str | None = None,
    suggested: bool = False,
    as_coded: bool = False,
    between: tuple[int, int] | None = None,
    **equal: str | None,
) -> list[Position]:
    """Positions, or what is suggested as such, under a codebook in their order of arrival, those of an actor, of the
    articles from one number to another, or with the given column values only.

    They are those of the machine with those of reviewers in the place of what these judged, ``as_coded`` the machine's
    alone.
    """
    found = _found(positions, equal, between).where(
        positions.c.codebook == codebook, positions.c.suggested.is_(suggested)
    )
    if as_coded:
        rows = _of_actor(connection, found, positions, (identities, actor))
        return [position_of(row, identities) for row in rows]
    rows = _of_actor(connection, found.where(positions.c.covered.is_(None)), positions, (identities, actor))
    if not suggested:
        chosen = judged.c.option.in_(sorted(options_under(connection, codebook)))
        stands = (judged.c.state != "rejected", judged.c.suggested.is_(False), chosen)
        ours = _of_actor(connection, _found(judged, equal, between).where(*stands), judged, (identities, actor))
        if ours:
            rows = sorted((*rows, *ours), key=lambda row: (row.arrival, row.ordinal, row.id))
    moved = moved_statements(connection)
    read = [position_of(row, identities) for row in rows]
    if not moved:
        return read
    return [replace(one, statement=moved.get(one.statement, one.statement)) if one.statement else one for one in read]


def moved_statements(connection: Connection) -> dict[str, str | None]:
    """Statements of the machine in whose place another one stands, or none because a reviewer rejected it."""
    found = select(statements.c.id, statements.c.covered, judged_statements.c.state).join(
        judged_statements, judged_statements.c.id == statements.c.covered
    )
    found = found.where(
        statements.c.covered.is_not(None),
        (statements.c.covered != statements.c.id) | (judged_statements.c.state == "rejected"),
    )
    return {row.id: None if row.state == "rejected" else row.covered for row in connection.execute(found)}


def articles_with(connection: Connection, sighted: Collection[str]) -> list[str]:
    """The articles with positions of any of these sighted ids; where they are many, an empty id for all articles."""
    found: set[str] = set()
    for chunk in chunks(sorted(sighted)):
        rows = select(positions.c.article).where(positions.c.actor.in_(chunk)).distinct().limit(_MANY)
        found.update(connection.scalars(rows))
        if len(found) >= _MANY:
            return [""]
    return sorted(found)


def options_under(connection: Connection, codebook: str) -> frozenset[str]:
    """The ids of the options of a codebook."""
    content = connection.scalar(select(codebooks.c.content).where(codebooks.c.version == codebook))
    return frozenset() if content is None else _option_ids(content)


@lru_cache(maxsize=16)
def _option_ids(content: str) -> frozenset[str]:
    return frozenset(option.id for option in options_of(content))


def _of_actor(
    connection: Connection, found: Select[Any], table: Table, wanted: tuple[Identities, str | None]
) -> list[DatabaseRow[Any]]:
    """The rows of an actor, who may stand in them under other ids; all where none is wanted."""
    identities, actor = wanted
    if actor is None:
        return list(connection.execute(found))
    found = found.where(table.c.actor.in_(sorted(identities.sighted_as((actor,)))))
    return [row for row in connection.execute(found) if identities.of(row.actor, row.article) == actor]


def read_relations(
    connection: Connection,
    codebook: str,
    identities: Identities,
    *,
    between: tuple[int, int] | None = None,
    **equal: str | None,
) -> list[Relation]:
    """Relations under a codebook in their order of arrival, those of the articles from one number to another or with
    the given column values only.
    """
    return [_relation_of(row, identities) for row in connection.execute(_under(relations, codebook, equal, between))]


def read_shifts(
    connection: Connection, codebook: str, identities: Identities, **equal: str | None
) -> list[ReportedShift]:
    """Reported shifts under a codebook in their order of arrival, those with the given column values only."""
    return [_shift_of(row, identities) for row in connection.execute(_under(shifts, codebook, equal))]


def _under(
    table: Table, codebook: str, equal: dict[str, str | None], between: tuple[int, int] | None = None
) -> Select[Any]:
    return _found(table, equal, between).where(table.c.codebook == codebook)


def _found(table: Table, equal: dict[str, str | None], between: tuple[int, int] | None = None) -> Select[Any]:
    found = select(table, articles.c.number.label("arrival")).join(articles, articles.c.id == table.c.article)
    if between is not None:
        found = found.where(articles.c.number.between(*between))
    for name, value in equal.items():
        if value is not None:
            found = found.where(table.c[name] == value)
    return found.order_by(articles.c.number, table.c.ordinal)


def _receipt(claim: Position | Relation | ReportedShift) -> Row:
    first, last = interval_columns(claim.date)
    return {
        "id": claim.id,
        "begin": int(claim.evidence.begin),
        "end": int(claim.evidence.end),
        "text": claim.text,
        "date_first": first,
        "date_last": last,
        **provenance_columns(claim.provenance),
    }


def position_of(row: DatabaseRow[Any], identities: Identities) -> Position:
    """The position of a row, whether the machine's or a judged one."""
    condition = None
    if row.condition_kind is not None:
        condition = Condition(ConditionKind(row.condition_kind), row.condition_text, spans_of(row.condition_spans))
    return Position(
        id=row.id,
        article=row.article,
        option=row.option,
        actor=identities.of(row.actor, row.article),
        stance=Stance(row.stance),
        scope=Scope(row.scope),
        voice=Voice(row.voice),
        evidence=Span(row.begin, row.end),
        text=row.text,
        provenance=Provenance(row.method, row.version, row.score),
        condition=condition,
        reason=passage_of(row.reason_text, row.reason_spans),
        by=identities.of(row.by, row.article),
        via=identities.of(row.via, row.article),
        addressee=identities.of(row.addressee, row.article),
        tense=Tense(row.tense),
        derived=row.derived,
        date=interval_of(row.date_first, row.date_last),
        context=spans_of(row.context),
        statement=row.statement,
    )


def _relation_of(row: DatabaseRow[Any], identities: Identities) -> Relation:
    return Relation(
        id=row.id,
        article=row.article,
        kind=RelationKind(row.kind),
        actor=identities.of(row.actor, row.article),
        toward=identities.of(row.toward, row.article),
        voice=Voice(row.voice),
        evidence=Span(row.begin, row.end),
        text=row.text,
        provenance=Provenance(row.method, row.version, row.score),
        reason=passage_of(row.reason_text, row.reason_spans),
        date=interval_of(row.date_first, row.date_last),
    )


def _shift_of(row: DatabaseRow[Any], identities: Identities) -> ReportedShift:
    return ReportedShift(
        id=row.id,
        article=row.article,
        actor=identities.of(row.actor, row.article),
        option=row.option,
        before=None if row.before is None else Stance(row.before),
        after=None if row.after is None else Stance(row.after),
        evidence=Span(row.begin, row.end),
        text=row.text,
        provenance=Provenance(row.method, row.version, row.score),
        date=interval_of(row.date_first, row.date_last),
    )

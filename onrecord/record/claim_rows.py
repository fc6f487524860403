"""Rows of positions, relations and reported shifts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy import Row as DatabaseRow

from onrecord.record.codec import (
    Row,
    interval_columns,
    interval_of,
    passage_columns,
    passage_of,
    provenance_columns,
    spans_of,
    spans_text,
)
from onrecord.record.schema import articles, positions, relations, shifts
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
    **equal: str | None,
) -> list[Position]:
    """Positions, or what is suggested as such, under a codebook in their order of arrival, those of an actor or with
    the given column values only.
    """
    found = _found(positions, codebook, equal).where(positions.c.suggested.is_(suggested))
    if actor is not None:
        found = found.where(positions.c.actor.in_(sorted(identities.sighted_as((actor,)))))
    read = (_position_of(row, identities) for row in connection.execute(found))
    return [position for position in read if actor is None or position.actor == actor]


def read_relations(
    connection: Connection, codebook: str, identities: Identities, **equal: str | None
) -> list[Relation]:
    """Relations under a codebook in their order of arrival, those with the given column values only."""
    return [_relation_of(row, identities) for row in connection.execute(_found(relations, codebook, equal))]


def read_shifts(
    connection: Connection, codebook: str, identities: Identities, **equal: str | None
) -> list[ReportedShift]:
    """Reported shifts under a codebook in their order of arrival, those with the given column values only."""
    return [_shift_of(row, identities) for row in connection.execute(_found(shifts, codebook, equal))]


def _found(table: Table, codebook: str, equal: dict[str, str | None]) -> Select[Any]:
    found = select(table).join(articles, articles.c.id == table.c.article).where(table.c.codebook == codebook)
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


def _position_of(row: DatabaseRow[Any], identities: Identities) -> Position:
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

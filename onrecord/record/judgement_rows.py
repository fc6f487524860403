"""Rows of human judgements, which no machine ever touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from onrecord.record.schema import judgements
from onrecord.record.values import Judgement, Verdict

_MORE = ("sample", "settles", "step", "undone", "basis", "note")


def write_judgement(connection: Connection, judgement: Judgement) -> Judgement:
    """Write a judgement as a new row; the judgement with its id and moment."""
    dated = replace(judgement, at=judgement.at or datetime.now(UTC))
    row = {
        "target_kind": dated.target_kind,
        "target_id": dated.target_id,
        "verdict": dated.verdict.value,
        "field": dated.field,
        "value": dated.value,
        "reviewer": dated.reviewer,
        "at": dated.at,
        "withdrawn_at": dated.withdrawn_at,
        **{name: getattr(dated, name) for name in _MORE},
    }
    key = connection.execute(insert(judgements), row).inserted_primary_key
    assert key is not None
    return replace(dated, id=key[0])


def withdraw_judgement(connection: Connection, identifier: int) -> Judgement:
    """Mark a judgement as withdrawn; its row stays."""
    found = update(judgements).where(judgements.c.id == identifier, judgements.c.withdrawn_at.is_(None))
    if connection.execute(found.values(withdrawn_at=datetime.now(UTC))).rowcount != 1:
        raise ValueError(f"The record holds no judgement {identifier} that still stands")
    return judgement_of(connection.execute(select(judgements).where(judgements.c.id == identifier)).one())


def read_judgements(
    connection: Connection, *, target_kind: str | None, target_id: str | None, withdrawn: bool
) -> list[Judgement]:
    """Judgements in their order, the withdrawn ones only on demand."""
    found = select(judgements).order_by(judgements.c.id)
    if target_kind is not None:
        found = found.where(judgements.c.target_kind == target_kind)
    if target_id is not None:
        found = found.where(judgements.c.target_id == target_id)
    if not withdrawn:
        found = found.where(judgements.c.withdrawn_at.is_(None))
    return [judgement_of(row) for row in connection.execute(found)]


def judgement_of(row: Row[Any]) -> Judgement:
    """The judgement of a row."""
    return Judgement(
        target_kind=row.target_kind,
        target_id=row.target_id,
        verdict=Verdict(row.verdict),
        reviewer=row.reviewer,
        field=row.field,
        value=row.value,
        id=row.id,
        at=row.at,
        withdrawn_at=row.withdrawn_at,
        **{name: getattr(row, name) for name in _MORE},
    )

"""Rows of samples: values of ``sample_values`` to columns and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from onrecord.errors import OnrecordError
from onrecord.record.audit_rows import write_audit
from onrecord.record.codec import json_text
from onrecord.record.people_tables import sample_items, sample_work, samples
from onrecord.record.sample_values import Coded, DrawFrom, Progress, Sample, SampleItem, SamplePlan, Stratum, Unit
from onrecord.record.schema import judgements
from onrecord.record.snapshots import claim_of
from onrecord.record.values import Identities, Verdict
from onrecord.types import Position, Span


def needed(connection: Connection, number: int, *, alone: bool = False) -> Row[Any]:
    """The row of a sample, OnrecordError where there is none; ``alone`` lets others who ask so wait."""
    found = select(samples).where(samples.c.id == number)
    row = connection.execute(found.with_for_update() if alone else found).one_or_none()
    if row is None:
        raise OnrecordError(f"There is no sample {number}")
    return row


def items_of(connection: Connection, number: int) -> tuple[SampleItem, ...]:
    """The items of a sample in their order."""
    found = select(sample_items).where(sample_items.c.sample == number).order_by(sample_items.c.ordinal)
    return tuple(item_of(row) for row in connection.execute(found))


def item_of(row: Row[Any]) -> SampleItem:
    """The item of a row."""
    span = None if row.begin is None else Span(row.begin, row.end)
    return SampleItem(row.ordinal, row.article, row.target, span, row.stratum, row.settled_by, row.settled_at)


def coded_in(
    connection: Connection, number: int, unit: Unit, known: Identities, *, coder: str | None = None
) -> list[Coded]:
    """The last word of coders on each position that they gave in a sample, in the order in which they came."""
    found = select(judgements).where(judgements.c.sample == number, judgements.c.withdrawn_at.is_(None))
    found = found.where(judgements.c.target_kind == "position").order_by(judgements.c.id)
    if coder is not None:
        found = found.where(judgements.c.reviewer == coder)
    last: dict[tuple[str, str], Row[Any]] = {}
    for row in connection.execute(found):
        last[row.reviewer, row.target_id] = row
    items = items_of(connection, number)
    coded = []
    for (person, target), row in last.items():
        claim = claim_of(row.value)
        if not isinstance(claim, Position) or row.verdict == Verdict.WRONG.value:
            continue
        ordinal = _item_meant(target, claim, number, items, unit)
        if ordinal is not None:
            claim = replace(claim, actor=known.of(claim.actor, claim.article))
            coded.append(Coded(target, ordinal, person, claim, row.at, row.note))
    return coded


def _item_meant(target: str, claim: Position, number: int, items: Sequence[SampleItem], unit: Unit) -> int | None:
    """Which item a coding is on: its target says so, else it is on the words of the item."""
    if target.startswith(f"{number}/"):
        return int(target.split("/")[1])
    here = [item for item in items if item.article == claim.article]
    for item in here:
        if target == item.target or belongs(claim, item, unit):
            return item.ordinal
    return next((item.ordinal for item in here if item.span is not None and item.span.overlaps(claim.evidence)), None)


def belongs(claim: Position, item: SampleItem, unit: Unit) -> bool:
    """Whether a position of the item's article is a matter of the item."""
    if unit is Unit.ARTICLE:
        return True
    if unit is Unit.STATEMENT:
        inside = item.span is not None and item.span.covers(claim.evidence)
        return claim.statement == item.target or (claim.statement is None and inside)
    return claim.id == item.target


def sample_of(connection: Connection, row: Row[Any]) -> Sample:
    """The sample of a row, with how far everybody is."""
    work = select(sample_work.c.coder, func.count(), func.count(sample_work.c.done_at))
    work = work.where(sample_work.c.sample == row.id).group_by(sample_work.c.coder).order_by(sample_work.c.coder)
    progress = tuple(Progress(coder, done, items) for coder, items, done in connection.execute(work))
    counted = select(func.count(), func.count(sample_items.c.settled_at)).where(sample_items.c.sample == row.id)
    items, settled = connection.execute(counted).one()
    return Sample(
        id=row.id,
        name=row.name,
        plan=_plan_of(row.plan),
        codebook=row.codebook,
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        progress=progress,
        settled=settled,
        items=items,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def note(connection: Connection, by: str, verb: str, number: int, detail: Mapping[str, object]) -> None:
    """Write into the log of all that people did."""
    write_audit(connection, by, verb, "sample", str(number), detail)


def plan_text(plan: SamplePlan) -> str:
    """A plan as JSON."""
    part = plan.drawn_from
    return json_text(
        {
            "unit": plan.unit.value,
            "size": plan.size,
            "seed": plan.seed,
            "coders": list(plan.coders),
            "overlap": plan.overlap,
            "strata": [one.value for one in plan.strata],
            "blind": plan.blind,
            "outlet": part.outlet,
            "option": part.option,
            "actor": part.actor,
            "since": part.since and part.since.isoformat(),
            "until": part.until and part.until.isoformat(),
        }
    )


def _plan_of(text: str) -> SamplePlan:
    held = json.loads(text)
    return SamplePlan(
        unit=Unit(held["unit"]),
        size=held["size"],
        seed=held["seed"],
        coders=tuple(held["coders"]),
        overlap=held["overlap"],
        strata=tuple(Stratum(one) for one in held["strata"]),
        blind=held["blind"],
        drawn_from=DrawFrom(
            outlet=held["outlet"],
            option=held["option"],
            actor=held["actor"],
            since=held["since"] and date.fromisoformat(held["since"]),
            until=held["until"] and date.fromisoformat(held["until"]),
        ),
    )

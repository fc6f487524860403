"""Rows of judged claims: a function of the judgements that stand, and kept in step with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, insert, select
from sqlalchemy import Row as DatabaseRow

from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import position_of, position_row
from onrecord.record.codec import Row
from onrecord.record.judgement_rows import judgement_of
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import judgements, positions, statements
from onrecord.record.snapshots import Basis, Claim, basis_of, claim_of
from onrecord.record.statement_rows import statement_of, statement_row
from onrecord.record.values import (
    Disagreement,
    Identities,
    Judged,
    JudgedStatement,
    Judgement,
    State,
    Verdict,
)
from onrecord.types import Position, Provenance, Statement

_Claim = TypeVar("_Claim", Position, Statement)


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between judged positions and judged statements."""

    name: str
    table: Table
    machine: Table
    row: Callable[[Any], Row]
    value: Callable[[DatabaseRow[Any], Identities], Claim]


POSITION = Kind("position", judged, positions, position_row, position_of)
STATEMENT = Kind("statement", judged_statements, statements, statement_row, statement_of)
KINDS = {kind.name: kind for kind in (POSITION, STATEMENT)}

_SOME: BindParameter[str] = bindparam("these", expanding=True)
_SAID = (
    select(judgements)
    .where(judgements.c.target_kind == bindparam("kind"), judgements.c.target_id.in_(_SOME))
    .order_by(judgements.c.id)
)
_FORGET = {kind.name: delete(kind.table).where(kind.table.c.id.in_(_SOME)) for kind in KINDS.values()}
_NEW = {kind.name: insert(kind.table) for kind in KINDS.values()}


def kind_of(claim: Claim) -> Kind:
    """The kind of a claim."""
    return STATEMENT if isinstance(claim, Statement) else POSITION


@dataclass(frozen=True, slots=True)
class Folded:
    """What the judgements on a claim come to: the last one that stands, and what it makes of the claim."""

    last: Judgement
    snapshot: Claim
    basis: Basis
    state: State
    disputed: bool


def fold(said: Iterable[Judgement]) -> Folded | None:
    """What judgements on one claim, the earliest first, come to; None where none stands."""
    standing = [one for one in said if is_shared(one) and one.withdrawn_at is None]
    if not standing:
        return None
    last = standing[-1]
    assert last.value is not None
    snapshot, basis = claim_of(last.value), basis_of(last.basis)
    latest = {one.reviewer: _meaning(one) for one in standing}
    meanings = {meaning for meaning in latest.values() if meaning is not None}
    return Folded(last, snapshot, basis, _state(last.verdict, snapshot, basis), len(meanings) > 1)


def is_shared(one: Judgement) -> bool:
    """Whether a judgement is on a whole claim, and not one within a sample."""
    whole = one.value is not None and one.basis is not None and one.field is None
    return whole and one.sample is None and one.target_kind in KINDS


def refold(connection: Connection, kind: Kind, targets: Sequence[str]) -> None:
    """Bring the rows of judged claims in step with what stands of the judgements on them."""
    for chunk in chunks(targets):
        said: dict[str, list[Judgement]] = {}
        for row in connection.execute(_SAID, {"kind": kind.name, "these": chunk}):
            said.setdefault(row.target_id, []).append(judgement_of(row))
        connection.execute(_FORGET[kind.name], {"these": chunk})
        found = {target: folded for target, some in said.items() if (folded := fold(some)) is not None}
        if found:
            connection.execute(_NEW[kind.name], [judged_row(kind, one, folded) for one, folded in found.items()])


def judged_row(kind: Kind, target: str, folded: Folded) -> Row:
    """The columns of a judged claim; how the machine differs is found out when it is set against its claims."""
    last, basis = folded.last, folded.basis
    claim = replace(folded.snapshot, id=target, provenance=_provenance(folded))
    row = {**kind.row(claim), "article": claim.article, "ordinal": basis.ordinal}
    if kind is POSITION:
        row["suggested"] = folded.state is State.UNSURE and basis.suggested
    return {
        **row,
        "state": folded.state.value,
        "judgement": last.id,
        "reviewer": last.reviewer,
        "at": last.at,
        "note": last.note,
        "basis": last.basis,
        "disputed": folded.disputed,
        "disagrees": None,
    }


def find_judged(connection: Connection, kind: Kind, target: str) -> DatabaseRow[Any] | None:
    """The row of a judged claim, if it is one."""
    return connection.execute(select(kind.table).where(kind.table.c.id == target)).one_or_none()


def judged_in(connection: Connection, kind: Kind, article: str) -> Sequence[DatabaseRow[Any]]:
    """The rows of the judged claims of an article, in their order."""
    table = kind.table
    return connection.execute(
        select(table).where(table.c.article == article).order_by(table.c.ordinal, table.c.id)
    ).all()


def judged_position(row: DatabaseRow[Any], known: Identities) -> Judged:
    """The judged position of a row, actors as the register has them."""
    machine = basis_of(row.basis).machine
    basis = in_register(machine, known) if isinstance(machine, Position) else None
    return Judged(claim=position_of(row, known), basis=basis, **_details(row))


def judged_statement(row: DatabaseRow[Any], known: Identities) -> JudgedStatement:
    """The judged statement of a row, actors as the register has them."""
    machine = basis_of(row.basis).machine
    basis = in_register(machine, known) if isinstance(machine, Statement) else None
    return JudgedStatement(claim=statement_of(row, known), basis=basis, **_details(row))


def in_register(claim: _Claim, known: Identities) -> _Claim:
    """A claim with the actors that the register has for those sighted."""
    if isinstance(claim, Statement):
        return replace(claim, actor=known.of(claim.actor, claim.article))
    return replace(
        claim, **{name: known.of(getattr(claim, name), claim.article) for name in ("actor", "by", "via", "addressee")}
    )


def _details(row: DatabaseRow[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": State(row.state),
        "version": row.judgement,
        "reviewer": row.reviewer,
        "at": row.at,
        "note": row.note,
        "disputed": row.disputed,
        "disagreement": None if row.disagrees is None else Disagreement(row.disagrees),
    }


def _state(verdict: Verdict, snapshot: Claim, basis: Basis) -> State:
    if verdict is Verdict.WRONG:
        return State.REJECTED
    if verdict is Verdict.UNSURE:
        return State.UNSURE
    if basis.machine is None:
        return State.ADDED
    return State.ACCEPTED if _content(snapshot) == _content(basis.machine) else State.CHANGED


def _content(claim: Claim) -> Claim:
    """A claim without what tells nothing of what it says."""
    bare = replace(claim, id="", provenance=Provenance("", ""))
    return replace(bare, utterance=None) if isinstance(bare, Statement) else replace(bare, statement=None)


def _provenance(folded: Folded) -> Provenance:
    machine, reviewer = folded.basis.machine, Provenance("reviewer", folded.last.reviewer)
    if machine is None or folded.state is State.CHANGED:
        return reviewer
    if folded.state is State.ACCEPTED:
        return replace(machine.provenance, score=1.0)
    return machine.provenance


def _meaning(one: Judgement) -> tuple[object, ...] | None:
    """What a judgement says, so far as two that say otherwise differ; None of a reviewer who is unsure."""
    if one.verdict is Verdict.UNSURE:
        return None
    if one.verdict is Verdict.WRONG:
        return ("wrong",)
    claim = claim_of(one.value or "")
    if isinstance(claim, Statement):
        return claim.kind, claim.actor, claim.content
    return claim.option, claim.actor, claim.stance, claim.scope, claim.tense


def said_in_sample(
    connection: Connection, sample: int, reviewer: str | None, known: Identities
) -> list[Judged | JudgedStatement]:
    """The last word of a reviewer, or of each, on every claim of a sample."""
    found = select(judgements).where(judgements.c.sample == sample, judgements.c.withdrawn_at.is_(None))
    if reviewer is not None:
        found = found.where(judgements.c.reviewer == reviewer)
    latest: dict[tuple[str, str, str], Judgement] = {}
    for row in connection.execute(found.order_by(judgements.c.id)):
        if row.value is not None and row.target_kind in KINDS:
            latest[row.reviewer, row.target_kind, row.target_id] = judgement_of(row)
    return [_alone(one, known) for one in sorted(latest.values(), key=lambda one: one.id or 0)]


def _alone(one: Judgement, known: Identities) -> Judged | JudgedStatement:
    """A judgement as if no other were."""
    folded = fold([replace(one, sample=None)])
    assert folded is not None
    assert one.id is not None
    assert one.at is not None
    claim = replace(folded.snapshot, id=one.target_id, provenance=_provenance(folded))
    common: dict[str, Any] = {
        "id": one.target_id,
        "state": folded.state,
        "version": one.id,
        "reviewer": one.reviewer,
        "at": one.at,
    }
    machine = folded.basis.machine
    if isinstance(claim, Statement):
        basis = in_register(machine, known) if isinstance(machine, Statement) else None
        return JudgedStatement(claim=in_register(claim, known), basis=basis, note=one.note, **common)
    was = in_register(machine, known) if isinstance(machine, Position) else None
    return Judged(claim=in_register(claim, known), basis=was, note=one.note, **common)

"""Decisions of reviewers: one at a time, many at once, taken back and brought back; all of it as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, cast

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from onrecord.errors import Stale
from onrecord.record import Record
from onrecord.record.accounts import Role
from onrecord.record.audit_rows import read_audit
from onrecord.record.naming import actors_called
from onrecord.record.reviews import Reviews
from onrecord.record.stepping import last_step
from onrecord.record.values import AuditRow, ClaimView, StatementView, Step, Verdict
from onrecord.types import Position, Statement
from onrecord.web.claimed import (
    Said,
    changed_position,
    changed_statement,
    judgement_told,
    position_told,
    statement_told,
)
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.refusals import Refusal, not_found
from onrecord.web.renewals import Renewal
from onrecord.web.wording import counted

router = APIRouter()

# Lines of the panel of one's own decisions.
_LINES = 100
# Rows of the log that are looked through for what was done today: more decisions than a day has seconds of work.
_TODAY = 20_000
# Seconds that a page waits for the register before it is told that this goes on behind it.
_PATIENCE = 2.0

_DECIDES = frozenset({"accept", "reject", "change", "add", "doubt", "settle"})
_STEPS = frozenset({"undo", "redo"})
_VERB_WORDS: Mapping[str, str] = {
    "accept": "Accepted",
    "reject": "Rejected",
    "change": "Changed",
    "add": "Added",
    "doubt": "Held unsure",
    "settle": "Settled",
    "undo": "Took back",
    "redo": "Brought back",
    "same": "Merged",
    "different": "Held apart",
    "apart": "Split",
    "withdraw": "Withdrew",
}

Steps = Callable[[Record, str], Step | None]


class StepAsked(BaseModel):
    """An undo or redo: taking back what was said of who is who makes the register anew, in the background."""

    redo: bool = False


# ---------------------------------------------------------------- one claim


@router.get("/review/claim.json")
def claim_json(desk: AtDesk, id: Annotated[str, Query(max_length=2000)], kind: str = "position") -> Response:
    """A claim as it stands, with what the machine says and what was said of it."""
    return JSONResponse(told(desk.record, view_of(desk, kind, id)))


@router.post("/review/judge.json")
def judge(desk: AtDesk, said: Annotated[Said, Body()]) -> Response:
    """Write a decision; 409 with how it stands now where somebody else was first."""
    person = desk.require(Role.REVIEWER)
    view = view_of(desk, said.kind, said.of) if said.of is not None else None
    try:
        done = _write(desk.record, said, view, person.name)
    except Stale as stale:
        raise Refusal(
            409, f"{stale}.", "Choose which of the two is to stand.", detail=_conflict(desk, said, stale)
        ) from None
    except ValueError as error:
        raise Refusal(422, f"{error}.", "Correct it and try again.") from None
    return JSONResponse({"id": done.id, "version": done.version, "state": done.state.value, "kind": said.kind})


def _write(record: Record, said: Said, view: ClaimView | StatementView | None, reviewer: str) -> Any:
    reviews = Reviews(record)
    more: dict[str, Any] = {"expected": said.expected, "of": said.of, "note": said.note or None}
    if said.kind == "position":
        base = view.claim if isinstance(view, ClaimView) else None
        position = changed_position(base, said.change) if said.verdict is Verdict.CORRECTED else _as_is(base)
        return reviews.judge(position, said.verdict, reviewer, **more)
    held = view.claim if isinstance(view, StatementView) else None
    statement = changed_statement(held, said.change) if said.verdict is Verdict.CORRECTED else _as_is(held)
    return reviews.judge_statement(statement, said.verdict, reviewer, **more)


def _as_is(claim: Any) -> Any:
    if claim is None:
        raise Refusal(422, "There is no claim to decide on.", "Name it, or send a new one as a correction.")
    return claim


def _conflict(desk: Desk, said: Said, stale: Stale) -> dict[str, Any]:
    """Both versions: how the claim stands now, and what was to be written."""
    now = told(desk.record, view_of(desk, said.kind, said.of or ""))
    mine = said.model_dump(mode="json", exclude_unset=True)
    at = stale.at.isoformat() if stale.at else None
    return {"stale": True, "who": stale.who, "at": at, "version": stale.version, "now": now, "mine": mine}


def view_of(desk: Desk, kind: str, identifier: str) -> ClaimView | StatementView:
    """A claim by its id; 404 where there is none."""
    reviews = Reviews(desk.record)
    view = reviews.statement(identifier) if kind == "statement" else reviews.claim(identifier)
    if view is None:
        raise not_found("statement" if kind == "statement" else "position", identifier)
    return view


def told(record: Record, view: ClaimView | StatementView) -> dict[str, Any]:
    """A claim for a script: how it stands, what the machine says now, what everybody said."""
    claims: list[Position | Statement] = [view.claim, *view.machine]
    if view.judged is not None and view.judged.basis is not None:
        claims.append(view.judged.basis)
    names = {one.id: one.name for one in actors_called(record, named_in(claims)).values()}
    codebook = record.current_codebook()
    labels = {option.id: option.label for option in (codebook.options if codebook else ())}
    return view_told(view, names, labels)


def view_told(view: ClaimView | StatementView, names: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, Any]:
    """The same, where the names are known already."""

    def one(claim: Position | Statement) -> dict[str, Any]:
        if isinstance(claim, Statement):
            return statement_told(claim, names)
        return position_told(claim, names, labels)

    judged = view.judged
    return {
        "id": view.id,
        "kind": "position" if isinstance(view, ClaimView) else "statement",
        "version": view.version,
        "state": view.state.value if view.state else None,
        "suggested": isinstance(view, ClaimView) and view.suggested,
        "claim": one(view.claim),
        "machine": [one(claim) for claim in view.machine],
        "basis": one(judged.basis) if judged and judged.basis else None,
        "reviewer": judged.reviewer if judged else None,
        "at": judged.at.isoformat() if judged else None,
        "note": judged.note if judged else None,
        "disputed": bool(judged and judged.disputed),
        "disagreement": view.disagreement.value if view.disagreement else None,
        "history": [judgement_told(said) for said in view.history],
    }


def named_in(claims: list[Position | Statement]) -> set[str]:
    """The ids of the actors that claims name."""
    found: set[str | None] = set()
    for claim in claims:
        found.add(claim.actor)
        if isinstance(claim, Position):
            found.update((claim.by, claim.via, claim.addressee))
    return {one for one in found if one}


# ---------------------------------------------------------------- taking back


@router.post("/review/undo.json")
def undo(desk: AtDesk, asked: Annotated[StepAsked, Body()]) -> Response:
    """Take back what one decided last, or bring it back, whatever it was on."""
    name = desk.require(Role.REVIEWER).name
    over_all = cast("Steps | None", desk.doings.extra.get("redo" if asked.redo else "undo"))
    with desk.record.reading() as connection:
        kinds = ("position", "statement", *(("actor",) if over_all else ()))
        next_one = last_step(connection, name, kinds, sample=None, undone=asked.redo)
    if over_all is None or not next_one or next_one[0].target_kind != "actor":
        reviews = Reviews(desk.record)
        step = reviews.redo(name) if asked.redo else reviews.undo(name)
        return JSONResponse(_step_told(step))
    made = over_all

    def does(record: Record) -> tuple[str, str]:
        done = _step_told(made(record, name))
        return str(done["said"]), ""

    begun = desk.house.renewals.submit("Redo" if asked.redo else "Undo", name, does)
    return JSONResponse(renewal_told(desk.house.renewals.wait(begun.number, _PATIENCE) or begun))


def _step_told(step: Step | None) -> dict[str, Any]:
    if step is None:
        return {"done": False, "said": "There is nothing more.", "targets": []}
    kind = step.judgements[0].target_kind
    noun = {"actor": "decision on who is who"}.get(kind, kind)
    what = counted(len(step.targets), noun) if len(step.targets) > 1 else f"one {noun}"
    said = f"{'Taken back' if step.undone else 'Brought back'}: {what}."
    return {"done": True, "said": said, "kind": kind, "targets": list(step.targets[:100]), "undone": step.undone}


@router.get("/review/renewals/{number}.json")
def renewal(desk: AtDesk, number: int) -> Response:
    """How a decision on who is who stands that is done in the background."""
    found = desk.house.renewals.get(number)
    if found is None:
        raise not_found("decision under way", str(number))
    return JSONResponse(renewal_told(found))


def renewal_told(one: Renewal) -> dict[str, Any]:
    """A decision in the background for a script."""
    return {
        "renewal": one.number,
        "title": one.title,
        "state": one.state.value,
        "over": one.is_over,
        "done": one.state.value == "done",
        "said": one.said or f"{one.title}: the register is being made anew…",
        "url": one.url,
        "targets": [],
    }


# ---------------------------------------------------------------- what one did


@router.get("/review/mine.json")
def mine(desk: AtDesk) -> Response:
    """What one decided, the latest first; nothing of what is said blind, in samples."""
    name = desk.require(Role.REVIEWER).name
    with desk.record.reading() as connection:
        rows = []
        for row in read_audit(connection, person=name, newest_first=True, limit=20 * _LINES):
            detail = _detail(row)
            if row.verb in _VERB_WORDS and not detail.get("sample"):
                rows.append((row, detail))
            if len(rows) == _LINES:
                break
        actors = {str(detail["actor"]) for _, detail in rows if detail.get("actor")}
        names = {one.id: one.name for one in actors_called(desk.record, actors).values()}
        codebook = desk.record.current_codebook()
    labels = {option.id: option.label for option in (codebook.options if codebook else ())}
    return JSONResponse({"today": today(desk.record, name), "rows": [_row_told(*row, names, labels) for row in rows]})


def today(record: Record, name: str) -> int:
    """How many claims somebody decided on since midnight, the server's."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    count = 0
    with record.reading() as connection:
        for row in read_audit(connection, person=name, newest_first=True, limit=_TODAY):
            if row.at < midnight:
                break
            detail = _detail(row)
            if detail.get("sample"):
                continue
            if row.verb in _DECIDES:
                count += int(str(detail.get("count") or 1))
            elif row.verb in _STEPS and row.target_kind != "actor":
                claims = detail.get("claims")
                number = len(claims) if isinstance(claims, list) else 1
                count += number if row.verb == "redo" else -number
    return max(0, count)


def _detail(row: AuditRow) -> dict[str, Any]:
    try:
        found = json.loads(row.detail)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _row_told(
    row: AuditRow, detail: Mapping[str, Any], names: Mapping[str, str], labels: Mapping[str, str]
) -> dict[str, Any]:
    actor, option = str(detail.get("actor") or ""), str(detail.get("option") or "")
    parts = [names.get(actor, actor), f"on {labels.get(option, option)}" if option else ""]
    many = int(str(detail.get("count") or 1))
    said = " ".join(part for part in parts if part)
    if many > 1:
        said = counted(many, row.target_kind)
    url = ""
    if row.target_kind == "position" and many == 1:
        url = f"/review/{row.target_id}"
    elif row.target_kind == "statement" and detail.get("article"):
        url = f"/articles/{detail['article']}#statement-{row.target_id}"
    return {
        "id": row.id,
        "at": row.at.isoformat(),
        "word": _VERB_WORDS[row.verb],
        "noun": row.target_kind,
        "said": said,
        "url": url,
    }

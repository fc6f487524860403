"""Judging over JSON: what waits, claims with their history, judgements, undo and redo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from onrecord import judging
from onrecord.errors import Stale
from onrecord.exports.standing import judgement_object
from onrecord.record.accounts import Role
from onrecord.record.reviews import Reviews
from onrecord.record.values import ClaimView, StatementView, Step, Verdict
from onrecord.types import Position
from onrecord.web.api import answers, asking
from onrecord.web.api.calls import Call, Called, Marked, number_of
from onrecord.web.api.given import claim_given
from onrecord.web.refusals import Refusal, not_found

router = APIRouter(tags=["Review"])

View = ClaimView | StatementView

_STALE: dict[int | str, dict[str, Any]] = {
    409: {"model": answers.Problem, "description": "Somebody judged it meanwhile; `detail` has both versions"}
}


@router.get("/queue", response_model=answers.Page[answers.Waiting])
def queue(call: Marked, asked: Annotated[asking.QueueAsked, Query()]) -> Any:
    """What waits for a reviewer, what matters most first."""
    reviews, wanted = Reviews(call.desk.record), asked.wanted()
    try:
        found = reviews.queue(wanted, after=asked.after, limit=asked.limit)
    except ValueError as error:
        raise Refusal(400, f"{error}.", "Follow the address in `next` as it is.") from error
    told = call.told([one.claim for one in found])
    items = [
        {
            "id": one.id,
            "version": one.version,
            "weight": one.weight,
            "reasons": list(one.reasons),
            "suggested": one.suggested,
            "state": one.state,
            "position": position,
        }
        for one, position in zip(found, told, strict=True)
    ]
    after = found[-1].cursor if len(found) == asked.limit else None
    return call.listed(items, reviews.queue_size(wanted), after)


@router.get("/articles/{article}/claims", response_model=list[answers.Claim])
def claims_of(call: Marked, article: str) -> Any:
    """Every claim of an article with its history, rejected and suggested ones too, in the order of the text."""
    if call.desk.record.article(article) is None:
        raise not_found("article", article)
    reviews = Reviews(call.desk.record)
    views: list[View] = [*reviews.of_article(article), *reviews.statements_of_article(article)]
    return claim_objects(call, views)


@router.get("/claims/{claim:path}", response_model=answers.Claim)
def claim(call: Marked, claim: str) -> Any:
    """A position or statement with all that is known of it: what the machine says, and what people said of it."""
    return claim_object(call, _view(call, claim))


@router.get("/judgements", response_model=answers.Page[answers.Judgement])
def judgements(call: Marked, asked: Annotated[asking.LogAsked, Query()]) -> Any:
    """What reviewers said, in order; nothing of what is said in blind samples. The cursor is the last id seen."""
    last = number_of(asked.after)
    said = call.desk.record.judgements(target_kind=asked.kind, target_id=asked.claim, withdrawn=asked.withdrawn)
    found = [one for one in said if one.sample is None and asked.reviewer in (None, one.reviewer)]
    rest = [one for one in found if (one.id or 0) > last]
    some = rest[: asked.limit]
    after = str(some[-1].id) if len(rest) > len(some) else None
    return call.listed([judgement_object(one) for one in some], len(found), after)


@router.post("/judgements", status_code=201, response_model=answers.Claim, responses=_STALE)
def judge(call: Called, given: asking.JudgementGiven) -> Any:
    """Judge a claim, or add one that was missed; the claim as it stands then.

    Right and wrong need only the id and the version; corrected needs the claim, or what of it should be another.
    """
    person = call.desk.require(Role.REVIEWER)
    reviews = Reviews(call.desk.record)
    base = None if given.of is None else _view(call, given.of, given.kind)
    try:
        claim = claim_given(given, None if base is None else base.claim)
        if isinstance(claim, Position):
            _check_option(call, claim, base)
        said: Mapping[str, Any] = {"expected": given.expected, "of": given.of, "note": given.note}
        verdict = Verdict(given.verdict)
        if isinstance(claim, Position):
            made = reviews.judge(claim, verdict, person.name, **said).id
        else:
            made = reviews.judge_statement(claim, verdict, person.name, **said).id
    except Stale as stale:
        raise _conflict(call, given, stale) from stale
    except ValueError as error:
        raise Refusal(422, f"{error}.", "Mend the claim and send it again.") from error
    return claim_object(call, _view(call, made, given.kind))


@router.post("/judgements/undo", response_model=answers.Stepped)
def undo(call: Called) -> Any:
    """Take back what you judged last of what still stands, on claims or on who is who."""
    return _stepped(judging.undo(call.desk.record, call.desk.require(Role.REVIEWER).name), undone=True)


@router.post("/judgements/redo", response_model=answers.Stepped)
def redo(call: Called) -> Any:
    """Bring back what you took back last."""
    return _stepped(judging.redo(call.desk.record, call.desk.require(Role.REVIEWER).name), undone=False)


# ---------------------------------------------------------------- what they are made of


def claim_object(call: Call, view: View) -> dict[str, Any]:
    """A claim with all that is known of it."""
    return claim_objects(call, [view])[0]


def claim_objects(call: Call, views: Sequence[View]) -> list[dict[str, Any]]:
    """Claims with all that is known of them; what they name is looked up once for all."""
    told = iter(call.told([claim for view in views for claim in (view.claim, *view.machine)]))
    return [_claim(view, next(told), [next(told) for _ in view.machine]) for view in views]


def _claim(view: View, told: dict[str, Any], machine: list[dict[str, Any]]) -> dict[str, Any]:
    judged = view.judged
    is_position = isinstance(view, ClaimView)
    return {
        "id": view.id,
        "kind": "position" if is_position else "statement",
        "version": view.version,
        "state": view.state,
        "suggested": isinstance(view, ClaimView) and view.suggested,
        "disputed": judged is not None and judged.disputed,
        "disagreement": view.disagreement,
        "reviewer": judged.reviewer if judged else None,
        "at": judged.at.isoformat() if judged else None,
        "note": judged.note if judged else None,
        "position": told if is_position else None,
        "statement": None if is_position else told,
        "machine": machine,
        "history": [judgement_object(one) for one in view.history],
    }


def _check_option(call: Call, claim: Position, base: View | None) -> None:
    """Refuse an option that the codebook has not; a claim that stands on one that was taken out may keep it."""
    book = call.desk.record.current_codebook()
    known = {one.id for one in book.options} if book else set()
    if claim.option not in known and (base is None or getattr(base.claim, "option", None) != claim.option):
        raise Refusal(422, f"The codebook has no option “{claim.option[:80]}”.", "Choose one of /api/v1/options.")


def _view(call: Call, claim: str, kind: str | None = None) -> View:
    reviews = Reviews(call.desk.record)
    found: View | None = None if kind == "statement" else reviews.claim(claim)
    if found is None and kind != "position":
        found = reviews.statement(claim)
    if found is None:
        raise not_found(kind or "claim", claim)
    return found


def _conflict(call: Call, given: asking.JudgementGiven, stale: Stale) -> Refusal:
    """Both versions: the one that stands, and the one that was not written."""
    theirs = None if given.of is None else claim_object(call, _view(call, given.of, given.kind))
    detail = {
        "who": stale.who,
        "at": stale.at.isoformat() if stale.at else None,
        "version": stale.version,
        "theirs": theirs,
        "yours": given.model_dump(mode="json", exclude_unset=True),
    }
    way_out = f"Look at both; to let yours stand, send it again with expected {stale.version}."
    return Refusal(409, f"{stale}.", way_out, detail=detail)


def _stepped(step: Step | None, *, undone: bool) -> dict[str, Any]:
    said = step.judgements if step else ()
    return {
        "undone": undone,
        "judgements": [judgement_object(one) for one in said],
        "targets": list(step.targets) if step else [],
    }

"""The page on which an owner decides what an item of a sample comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from onrecord.comparing import NONE
from onrecord.errors import OnrecordError, RecordError
from onrecord.record.accounts import Role
from onrecord.record.sample_values import Sample
from onrecord.record.samples import Samples
from onrecord.sampling import answered, names_of
from onrecord.types import Actor, Option, Position, Scope, Span, Stance, Voice
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.pages.agreement import Shown, shown_of
from onrecord.web.pages.coding import Given, actors_in, claim_of, options_of, passages_of
from onrecord.web.refusals import not_found

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SettlePage:
    """What the settlement of one item shows."""

    sample: Sample
    shown: Shown
    names: Mapping[str, str]
    labels: Mapping[str, str]
    options: tuple[Option, ...]
    actors: tuple[Actor, ...]
    passages: tuple[tuple[Span, str], ...]
    problem: str | None = None


@router.post("/samples/{number:int}/settle-agreed")
def settle_agreed(desk: AtDesk, number: int) -> Response:
    """Settle every item on which all agree, as the first of them coded it."""
    by, samples = desk.require(Role.OWNER), Samples(desk.record)
    _, items = answered(desk.record, number)
    settled = 0
    for one in items:
        if one.agreed and one.item.settled_at is None:
            claims = [claim for unit in one.units if (claim := next(iter(unit.said.values()))) is not None]
            samples.settle(number, one.item.ordinal, claims, by=by.name)
            settled += 1
    said = f"{settled} items on which all agree are settled." if settled != 1 else "1 item is settled."
    return desk.redirect(f"/samples/{number}/differences", said)


@router.get("/samples/{number:int}/settle/{item:int}")
def settle_page(desk: AtDesk, number: int, item: int) -> Response:
    """Decide what one item comes to."""
    desk.require(Role.OWNER)
    return desk.render("settle.html", _settle_page(desk, number, item))


@router.post("/samples/{number:int}/settle/{item:int}")
async def settle(desk: AtDesk, number: int, item: int) -> Response:
    """Write what the form decides into the record."""
    form = await desk.request.form()
    return await run_in_threadpool(_settle, desk, number, item, form)


def _settle(desk: Desk, number: int, item: int, form: FormData) -> Response:
    by, samples = desk.require(Role.OWNER), Samples(desk.record)
    page = _settle_page(desk, number, item)
    try:
        claims = [*_decided(desk, page, form)]
        samples.settle(number, item - 1, claims, by=by.name)
    except RecordError:
        raise
    except OnrecordError as error:
        return desk.render("settle.html", _settle_page(desk, number, item, problem=str(error)), status=422)
    return desk.redirect(f"/samples/{number}/differences", f"Item {item} is settled; the record has it now.")


def _decided(desk: Desk, page: SettlePage, form: FormData) -> Iterator[Position]:
    """What was chosen for each unit: what a coder said, nothing, or what the form itself says."""
    for number, unit in enumerate(page.shown.units):
        choice = str(form.get(f"unit-{number}", ""))
        if choice == "anew":
            yield claim_of(desk, unit.article, _given(form, f"{number}-"), page.options)
        elif choice.startswith("of:"):
            claim = unit.said.get(choice[3:])
            if claim is not None:
                yield claim
        elif choice != NONE:
            raise OnrecordError(f"Decide on unit {number + 1}: choose one of the answers")
    if form.get("more-option"):
        yield claim_of(desk, page.shown.article.id, _given(form, "more-"), page.options)


def _given(form: FormData, prefix: str) -> Given:
    held = {name: str(form.get(f"{prefix}{name}", ""))[:2000] for name in ("option", "actor", "passage", "other")}
    stance, scope, voice = (str(form.get(f"{prefix}{name}", "")) for name in ("stance", "scope", "voice"))
    return Given(
        option=held["option"],
        actor=held["actor"],
        other=held["other"][:300],
        passage=held["passage"][:40],
        stance=Stance(stance) if stance in set(Stance) else None,
        scope=Scope(scope) if scope in set(Scope) else Scope.GENERAL,
        voice=Voice(voice) if voice in set(Voice) else Voice.OWN,
    )


def _settle_page(desk: Desk, number: int, item: int, *, problem: str | None = None) -> SettlePage:
    sample, items = answered(desk.record, number, item - 1)
    if not items:
        raise not_found("item", str(item))
    shown = shown_of(desk, items[0])
    options = options_of(desk, sample)
    try:
        sentences = desk.record.material(shown.article.id).reading.sentences
    except KeyError:
        sentences = (Span(0, len(shown.article.text)),)
    passages = dict(passages_of(shown.article, sentences, shown.item.span))
    for unit in shown.units:
        for claim in unit.said.values():
            if claim is not None:
                passages.setdefault(claim.evidence, claim.text)
    return SettlePage(
        sample=sample,
        shown=shown,
        names=names_of(desk.record, shown.units),
        labels={option.id: option.label for option in options},
        options=options,
        actors=actors_in(desk, shown.article.id),
        passages=tuple(sorted(passages.items())),
        problem=problem,
    )

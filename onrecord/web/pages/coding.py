"""The page on which a coder works through a sample, and the same as JSON for other screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Body, Form
from markupsafe import Markup
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from onrecord.errors import OnrecordError, RecordError
from onrecord.record.accounts import Role
from onrecord.record.naming import actors_called
from onrecord.record.sample_values import Sample, Unit, Work
from onrecord.record.samples import Samples
from onrecord.types import (
    Actor,
    Article,
    Block,
    Condition,
    ConditionKind,
    Option,
    Passage,
    Position,
    Provenance,
    Scope,
    Span,
    Stance,
    Voice,
)
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.highlighting import Highlight, Layer, marked_text
from onrecord.web.refusals import Refusal, not_found

router = APIRouter()

_BY_HAND = Provenance("reviewer", "")


class Given(BaseModel):
    """A position as the form gives it: ``actor`` is an id, ``other`` a name instead of one.

    ``passage``, ``condition`` and ``reason`` are places as "begin-end".
    """

    option: Annotated[str, Field(max_length=2000)] = ""
    actor: Annotated[str, Field(max_length=2000)] = ""
    other: Annotated[str, Field(max_length=300)] = ""
    stance: Stance | None = None
    scope: Scope = Scope.GENERAL
    voice: Voice = Voice.OWN
    passage: Annotated[str, Field(max_length=40)] = ""
    condition: Annotated[str, Field(max_length=40)] = ""
    condition_kind: ConditionKind = ConditionKind.CONDITION
    reason: Annotated[str, Field(max_length=40)] = ""
    note: Annotated[str, Field(max_length=2000)] = ""
    coding: Annotated[str, Field(max_length=200)] = ""  # the coding that it changes


@dataclass(frozen=True, slots=True)
class CodingPage:
    """What a coder has before them."""

    sample: Sample
    work: Work
    article: Article
    text: Markup
    passages: tuple[tuple[Span, str], ...]
    options: tuple[Option, ...]
    actors: tuple[Actor, ...]
    names: Mapping[str, str]
    labels: Mapping[str, str]
    machine: tuple[Position, ...] | None
    given: Given
    left: int
    open: bool
    problem: str | None = None

    @property
    def address(self) -> str:
        """Where this item is sent to."""
        return f"/samples/{self.sample.id}/items/{self.work.item.ordinal + 1}"


# ---------------------------------------------------------------- the page


@router.get("/samples/{number:int}/code")
def go_on(desk: AtDesk, number: int) -> Response:
    """Lead to the next item of whoever asks."""
    person = desk.require(Role.REVIEWER)
    ordinal = Samples(desk.record).next_item(number, person.name)
    if ordinal is None:
        raise Refusal(403, "You are not a coder of this sample.", "An owner names the coders when the sample is drawn.")
    return desk.redirect(f"/samples/{number}/items/{ordinal + 1}")


@router.get("/samples/{number:int}/items/{item:int}")
def item_page(desk: AtDesk, number: int, item: int) -> Response:
    """One item, with what the coder said of it so far."""
    return desk.render("coding.html", _page(desk, number, item))


@router.post("/samples/{number:int}/items/{item:int}")
def code(desk: AtDesk, number: int, item: int, given: Annotated[Given, Form()]) -> Response:
    """Write what the form gives; back to the item."""
    try:
        _code(desk, number, item, given)
    except RecordError:
        raise
    except OnrecordError as error:
        page = _page(desk, number, item, given=given, problem=str(error))
        return desk.render("coding.html", page, status=422)
    return desk.redirect(f"/samples/{number}/items/{item}")


@router.post("/samples/{number:int}/items/{item:int}/remove")
def remove(desk: AtDesk, number: int, item: int, coding: Annotated[str, Form(max_length=200)]) -> Response:
    """Take a coding back."""
    person = desk.require(Role.REVIEWER)
    Samples(desk.record).take_back(number, coding, person.name)
    return desk.redirect(f"/samples/{number}/items/{item}", "Taken back.")


@router.post("/samples/{number:int}/items/{item:int}/done")
def done(desk: AtDesk, number: int, item: int, finished: Annotated[bool, Form(alias="done")] = True) -> Response:
    """Mark an item as finished, or as not; on to the next one."""
    person, samples = desk.require(Role.REVIEWER), Samples(desk.record)
    sample = samples.done(number, item - 1, person.name, done=finished)
    if not finished:
        return desk.redirect(f"/samples/{number}/items/{item}")
    mine = next(one for one in sample.progress if one.coder == person.name)
    if mine.finished:
        said = "You have finished the sample. Everybody can compare it now." if sample.comparable else None
        return desk.redirect(f"/samples/{number}", said or "You have finished your part of the sample.")
    return desk.redirect(f"/samples/{number}/code")


@router.post("/samples/{number:int}/undo")
def undo(
    desk: AtDesk, number: int, item: Annotated[int, Form()] = 1, redo: Annotated[bool, Form()] = False
) -> Response:
    """Take back what one said last in this sample, or bring it back."""
    person = desk.require(Role.REVIEWER)
    changed = Samples(desk.record).undo(number, person.name, redo=redo)
    said = ("Brought back." if redo else "Taken back.") if changed else "There is nothing more."
    return desk.redirect(f"/samples/{number}/items/{item}", said)


# ---------------------------------------------------------------- the same as JSON


@router.get("/samples/{number:int}/items/{item:int}.json")
def item_json(desk: AtDesk, number: int, item: int) -> Response:
    """An item for a screen of another page: what is asked, what was said, what may be shown beside it."""
    return JSONResponse(_told(_page(desk, number, item)))


@router.post("/samples/{number:int}/items/{item:int}.json")
def code_json(desk: AtDesk, number: int, item: int, given: Annotated[Given, Body()]) -> Response:
    """Write a coding; the item as it is then."""
    _code(desk, number, item, given)
    return JSONResponse(_told(_page(desk, number, item)))


@router.delete("/samples/{number:int}/items/{item:int}.json")
def remove_json(desk: AtDesk, number: int, item: int, coding: str) -> Response:
    """Take a coding back; the item as it is then."""
    person = desk.require(Role.REVIEWER)
    Samples(desk.record).take_back(number, coding, person.name)
    return JSONResponse(_told(_page(desk, number, item)))


def _told(page: CodingPage) -> dict[str, Any]:
    item, work = page.work.item, page.work
    return {
        "sample": page.sample.id,
        "item": item.ordinal + 1,
        "article": item.article,
        "unit": page.sample.plan.unit.value,
        "passage": None if item.span is None else [item.span.begin, item.span.end],
        "blind": page.sample.plan.blind,
        "open": page.open,
        "done": work.done_at is not None,
        "place": work.place + 1,
        "of": work.items,
        "left": page.left,
        "before": None if work.before is None else work.before + 1,
        "after": None if work.after is None else work.after + 1,
        "options": [{"id": one.id, "label": one.label} for one in page.options],
        "actors": [{"id": one.id, "name": one.name} for one in page.actors],
        "codings": [{"id": one.id, "note": one.note, **_claim_told(one.claim, page)} for one in work.coded],
        "machine": None if page.machine is None else [_claim_told(one, page) for one in page.machine],
    }


def _claim_told(claim: Position, page: CodingPage) -> dict[str, Any]:
    return {
        "option": claim.option,
        "actor": {"id": claim.actor, "name": page.names.get(claim.actor, claim.actor)},
        "stance": claim.stance.value,
        "scope": claim.scope.value,
        "voice": claim.voice.value,
        "evidence": [claim.evidence.begin, claim.evidence.end],
        "text": claim.text,
        "condition": claim.condition and {"kind": claim.condition.kind.value, "text": claim.condition.text},
        "reason": claim.reason and claim.reason.text,
    }


# ---------------------------------------------------------------- what both need


def _code(desk: Desk, number: int, item: int, given: Given) -> None:
    person, samples = desk.require(Role.REVIEWER), Samples(desk.record)
    work = _work(samples, number, item, person.name)
    claim = claim_of(desk, work.item.article, given, options_of(desk, samples.sample(number)))
    samples.code(number, work.item.ordinal, person.name, claim, of=given.coding or None, remark=given.note or None)


def claim_of(desk: Desk, article: str, given: Given, options: tuple[Option, ...]) -> Position:
    """The position that a form means; OnrecordError where something is missing in it."""
    evidence = _place(given.passage)
    if evidence is None:
        raise OnrecordError("Say on which words it rests: choose a passage, or mark the words in the text")
    condition, reason = _place(given.condition), _place(given.reason)
    if given.stance is None:
        raise OnrecordError("Choose a stance")
    if given.option not in {option.id for option in options}:
        raise OnrecordError("Choose an option")
    return Position(
        id="",
        article=article,
        option=given.option,
        actor=_actor(desk, article, given),
        stance=given.stance,
        scope=given.scope,
        voice=given.voice,
        evidence=evidence,
        text="",
        provenance=_BY_HAND,
        condition=None if condition is None else Condition(given.condition_kind, "", (condition,)),
        reason=None if reason is None else Passage("", (reason,)),
    )


def _place(given: str) -> Span | None:
    begin, _, end = given.partition("-")
    return Span(int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else None


def _actor(desk: Desk, article: str, given: Given) -> str:
    typed = " ".join(given.other.split()).casefold()
    if not typed:
        if not given.actor:
            raise OnrecordError("Choose an actor, or type the name of one")
        return given.actor
    for known in (actors_in(desk, article), desk.record.actors()):
        found = [one.id for one in known if typed in {name.casefold() for name in (one.name, *one.aliases)}]
        if len(found) == 1:
            return found[0]
        if found:
            raise OnrecordError(f"Several actors are called {given.other.strip()}: choose one from the list")
    raise OnrecordError(f"The record holds no actor {given.other.strip()}. Choose one from the list")


def _work(samples: Samples, number: int, item: int, coder: str) -> Work:
    if item < 1:
        raise not_found("item", str(item))
    work = samples.work(number, coder, item - 1)
    assert work is not None
    return work


def options_of(desk: Desk, sample: Sample) -> tuple[Option, ...]:
    """The options that the sample is coded with: those of the codebook that was current when it was drawn."""
    books = desk.record.codebooks()
    book = next((one for one in books if one.version == sample.codebook), books[-1] if books else None)
    return book.options if book else ()


def actors_in(desk: Desk, article: str) -> tuple[Actor, ...]:
    """The actors that an article names, as the register has them, by name."""
    known = desk.record.identities()
    try:
        met = desk.record.material(article).resolution.actors
    except KeyError:
        return ()
    found = actors_called(desk.record, {known.of(one.id, article) for one in met})
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.id)))


def passages_of(article: Article, sentences: tuple[Span, ...], around: Span | None) -> tuple[tuple[Span, str], ...]:
    """The passages to choose from without a mouse: the one in question, and the sentences that it lies in, or all."""
    chosen = [span for span in sentences if around is None or span.overlaps(around)]
    if around is not None and around not in chosen:
        chosen.insert(0, around)
    return tuple((span, _short(span.of(article.text))) for span in chosen if span.of(article.text).strip())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:60]} … {words[-25:]}"


def _page(desk: Desk, number: int, item: int, *, given: Given | None = None, problem: str | None = None) -> CodingPage:
    person, samples, record = desk.require(Role.REVIEWER), Samples(desk.record), desk.record
    with record.reading():
        sample = samples.sample(number)
        work = _work(samples, number, item, person.name)
        article = record.article(work.item.article)
        assert article is not None
        blocks: tuple[Block, ...] = ()
        sentences: tuple[Span, ...] = ()
        try:
            reading = record.material(article.id).reading
            blocks, sentences = reading.blocks, reading.sentences
        except KeyError:
            sentences = (Span(0, len(article.text)),)
        actors, options = actors_in(desk, article.id), options_of(desk, sample)
        machine = None if sample.plan.blind else samples.machine_of(number, work.item.ordinal)
        met = {one.claim.actor for one in work.coded} | {one.actor for one in machine or ()}
        named = {one.id: one for one in actors} | dict(actors_called(record, met))
    passages = passages_of(article, sentences, work.item.span)
    mine = next(one for one in sample.progress if one.coder == person.name)
    # In an article nothing is chosen before the coder chooses; in a passage it is the passage.
    begun = Given(passage="" if work.item.span is None else f"{work.item.span.begin}-{work.item.span.end}")
    return CodingPage(
        sample=sample,
        work=work,
        article=article,
        text=marked_text(article.text, blocks, _highlights(work, sample.plan.unit)),
        passages=passages,
        options=options,
        actors=actors,
        names={one.id: one.name for one in named.values()},
        labels={one.id: one.label for one in options},
        machine=machine,
        given=given or begun,
        left=mine.items - mine.done,
        open=not sample.comparable and sample.closed_at is None,
        problem=problem,
    )


def _highlights(work: Work, unit: Unit) -> list[Highlight]:
    found = [Highlight(one.claim.evidence, Layer.EVIDENCE, f"coding-{one.id}") for one in work.coded]
    if work.item.span is not None and unit is not Unit.ARTICLE:
        found.append(Highlight(work.item.span, Layer.CONTENT, "passage"))
    return found

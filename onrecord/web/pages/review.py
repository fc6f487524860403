"""The queue: what waits for a reviewer, what matters most first, one claim at a time with the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from onrecord.record import Record
from onrecord.record.accounts import Role
from onrecord.record.naming import actors_called
from onrecord.record.reviews import Reviews
from onrecord.record.values import ClaimView, QueueFilter, QueueItem
from onrecord.record.weighing import REASONS
from onrecord.types import Article, Position, Stance, Statement, StatementKind
from onrecord.web.desk import AtDesk, Desk, date_of
from onrecord.web.pages.judging import named_in, today, view_told
from onrecord.web.passages import around, highlights_of, marked_passage
from onrecord.web.refusals import Refusal, not_found
from onrecord.web.wording import STANCE_WORDS, article_name, counted, date_words

router = APIRouter()

_Kind = TypeVar("_Kind", bound=StrEnum)

# Claims that are sent at once: as many as a list beside the one in hand can show.
_LOT = 20
# The parts of an address that narrow the queue.
NAMES = (
    "option",
    "actor",
    "stance",
    "outlet",
    "since",
    "until",
    "kind",
    "article",
    "suggested",
    "at_least",
    "reason",
)
REASON_WORDS: Mapping[str, str] = {
    "reviewers": "two reviewers differ",
    "other": "the machine now says otherwise",
    "gone": "the machine no longer finds it",
    "opposite": "both sides of one option",
    "doubted": "a reviewer was unsure",
    "suggested": "only suggested",
    "unsure": "the machine is unsure",
    "decides": "it decides a stand",
    "only": "all there is of a stand",
    "many": "actors with many positions",
    "unseen": "nobody has looked at it",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows before its script has asked for anything."""

    given: Mapping[str, str]
    query: str
    total: int
    today: int
    chips: tuple[tuple[str, str], ...]
    may_review: bool
    options: tuple[tuple[str, str], ...]
    actor_name: str
    reasons: Mapping[str, str]
    first: str = ""  # the id of a claim that is to be looked at first
    items: tuple[QueueItem, ...] = ()
    names: Mapping[str, str] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.given)


class Accepting(BaseModel):
    """Many claims at once: these ids, or what the filter of an address lets through with a score of at least this."""

    ids: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=500)] | None = None
    query: dict[str, Annotated[str, Field(max_length=2000)]] = {}
    at_least: Annotated[float, Field(ge=0, le=1)] | None = None
    preview: bool = False


# ---------------------------------------------------------------- the page


@router.get("/review")
def review(desk: AtDesk) -> Response:
    """The queue."""
    return desk.render("review.html", _page(desk))


@router.get("/review/queue.json")
def queue_json(
    desk: AtDesk,
    after: Annotated[str | None, Query(max_length=2000)] = None,
    limit: Annotated[int, Query(ge=1, le=50)] = _LOT,
) -> Response:
    """The next claims behind a cursor, with all that is needed to decide on them."""
    wanted, reviews = filter_of(desk.request.query_params), Reviews(desk.record)
    try:
        items = reviews.queue(wanted, after=after, limit=limit)
    except ValueError:
        raise Refusal(422, "That is no place in the queue.", "Begin with the first.") from None
    told = items_told(desk.record, [(item.id, item) for item in items])
    more = len(items) == limit
    left = reviews.queue_size(wanted) if after is None else None
    return JSONResponse({"items": told, "after": items[-1].cursor if items and more else None, "total": left})


@router.get("/review/item.json")
def item_json(desk: AtDesk, id: Annotated[str, Query(max_length=2000)]) -> Response:
    """One claim as the queue has it, whether it waits or not."""
    found = items_told(desk.record, [(id, None)])
    if not found:
        raise not_found("position", id)
    return JSONResponse(found[0])


@router.post("/review/accept.json")
def accept(desk: AtDesk, asked: Annotated[Accepting, Body()]) -> Response:
    """Accept many at one stroke, or with ``preview`` only say how many that would be."""
    person = desk.require(Role.REVIEWER)
    reviews = Reviews(desk.record)
    if asked.ids is not None:
        if asked.preview:
            return JSONResponse({"count": len(set(asked.ids))})
        count = reviews.accept_all(asked.ids, person.name)
    else:
        wanted = filter_of(asked.query)
        least = max((value for value in (asked.at_least, wanted.at_least) if value is not None), default=None)
        if least is None:
            raise Refusal(422, "Accepting by the filter needs a score that the claims have at least.", "Give one.")
        wanted = replace(wanted, at_least=least, suggested=bool(wanted.suggested), judged=False)
        if asked.preview:
            some = reviews.queue(wanted, limit=5)
            return JSONResponse({"count": reviews.queue_size(wanted), "some": _short(desk.record, some)})
        count = reviews.accept_all(wanted, person.name)
    return JSONResponse({"count": count, "said": f"{counted(count, 'claim')} accepted."})


@router.get("/review/{claim:path}")
def claim(desk: AtDesk, claim: str) -> Response:
    """The queue, with one claim of it or of any article in hand first."""
    view = Reviews(desk.record).claim(claim)
    if view is None:
        raise not_found("position", claim)
    return desk.render("review.html", _page(desk, first=view.id))


def _page(desk: Desk, first: str = "") -> Page:
    query = desk.request.query_params
    given = {name: query[name] for name in NAMES if query.get(name)}
    wanted, reviews = filter_of(given), Reviews(desk.record)
    items = reviews.queue(wanted, limit=_LOT)
    codebook = desk.record.current_codebook()
    asked = {wanted.actor} if wanted.actor else set()
    names = {one.id: one.name for one in actors_called(desk.record, {i.claim.actor for i in items} | asked).values()}
    options = tuple((option.id, option.label) for option in (codebook.options if codebook else ()))
    return Page(
        given=given,
        query=urlencode(given),
        total=reviews.queue_size(wanted),
        today=today(desk.record, desk.person.name),
        may_review=desk.person.may(Role.REVIEWER),
        chips=_chips(given, {**dict(options), **names}),
        options=options,
        actor_name=names.get(wanted.actor or "", wanted.actor or ""),
        reasons=REASON_WORDS,
        first=first,
        items=items,
        names=names,
    )


def _chips(given: Mapping[str, str], called: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What narrows the queue, in words, each with the address without it."""
    words = {"since": "from ", "until": "to ", "at_least": "score at least "}
    said = {name: called.get(value, value) if name in ("option", "actor") else value for name, value in given.items()}
    if "stance" in given:
        said["stance"] = STANCE_WORDS[Stance(given["stance"])]
    if "reason" in given:
        said["reason"] = REASON_WORDS[given["reason"]]
    if "article" in given:
        said["article"] = "one article"
    if "suggested" in given:
        said["suggested"] = "only suggested" if given["suggested"] == "true" else "on the map"
    return tuple(
        (words.get(name, "") + said[name], urlencode({other: value for other, value in given.items() if other != name}))
        for name in given
    )


# ---------------------------------------------------------------- filters


def filter_of(query: Mapping[str, str]) -> QueueFilter:
    """What an address asks of the queue; a refusal where it says something that can not be."""
    score = query.get("at_least") or None
    try:
        least = None if score is None else min(1.0, max(0.0, float(score)))
    except ValueError:
        raise Refusal(422, f"“{score}” is no score.", "Give a number from 0 to 1, for example 0.9.") from None
    reason = query.get("reason") or None
    if reason is not None and reason not in REASONS:
        raise Refusal(422, f"“{reason[:40]}” is no reason of the queue.", "Choose one from the list.")
    suggested = query.get("suggested") or None
    return QueueFilter(
        option=query.get("option") or None,
        actor=query.get("actor") or None,
        stance=_one_of(Stance, query.get("stance"), "stance"),
        outlet=query.get("outlet") or None,
        since=date_of(query.get("since")),
        until=date_of(query.get("until")),
        kind=_one_of(StatementKind, query.get("kind"), "kind of statement"),
        article=query.get("article") or None,
        suggested=None if suggested is None else suggested in ("1", "true", "yes"),
        at_least=None if least is None or least != least else least,
        reason=reason,
    )


def _one_of(kind: type[_Kind], given: str | None, noun: str) -> _Kind | None:
    if not given:
        return None
    try:
        return kind(given)
    except ValueError:
        raise Refusal(422, f"“{given[:40]}” is no {noun}.", "Choose one from the list.") from None


# ---------------------------------------------------------------- the claims


def items_told(record: Record, wanted: Sequence[tuple[str, QueueItem | None]]) -> list[dict[str, Any]]:
    """Claims for the script, each with its passage; what is no longer there is left out."""
    with record.reading():
        reviews = Reviews(record)
        views: dict[str, ClaimView] = {}
        said: dict[str, Statement] = {}
        texts: dict[str, Article] = {}
        for identifier, item in wanted:
            if identifier in views:
                continue
            view = reviews.claim(identifier) if item is None else None
            article = item.claim.article if item is not None else view.claim.article if view else None
            if article is None or article in texts:
                continue
            found = record.article(article)
            if found is None:
                continue
            texts[article] = found
            for one in reviews.of_article(article):
                views[one.id] = one
                for machine in one.machine:
                    views.setdefault(machine.id, one)
            for held in reviews.statements_of_article(article):
                said |= dict.fromkeys((held.id, *(one.id for one in held.machine)), held.claim)
        met = [(view, item) for name, item in wanted if (view := views.get(name)) is not None]
        claims: list[Position | Statement] = []
        for view, _ in met:
            claims += [view.claim, *view.machine]
            if view.judged is not None and view.judged.basis is not None:
                claims.append(view.judged.basis)
        names = {one.id: one.name for one in actors_called(record, named_in(claims)).values()}
        codebook = record.current_codebook()
    labels = {option.id: option.label for option in (codebook.options if codebook else ())}
    return [_item_told(view, item, texts[view.claim.article], said, (names, labels)) for view, item in met]


def _item_told(
    view: ClaimView,
    item: QueueItem | None,
    article: Article,
    said: Mapping[str, Statement],
    called: tuple[Mapping[str, str], Mapping[str, str]],
) -> dict[str, Any]:
    claim = view.claim
    place = around(article.text, claim.evidence)
    statement = said.get(claim.statement or "")
    return {
        **view_told(view, *called),
        "reasons": list(item.reasons) if item is not None else [],
        "sentence": sentence(claim, *called),
        "passage": {
            "article": article.id,
            "called": article_name(article),
            "outlet": article.outlet,
            "date": date_words(claim.date) if claim.date else None,
            "url": f"/articles/{quote(article.id, safe='')}#position-{quote(view.id, safe='')}",
            "begin": place.begin,
            "end": place.end,
            "length": len(article.text),
            "html": str(marked_passage(article, place, highlights_of(claim, statement))),
        },
    }


def sentence(claim: Position, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """A position in words that fit one actor and many: Varga: against “A levy”, in own words."""
    stance = _SAYS[claim.stance]
    parts = [f"{names.get(claim.actor, claim.actor)}: {stance} “{labels.get(claim.option, claim.option)}”"]
    if claim.tense.value == "former":
        parts.append("formerly")
    if claim.scope.value == "own":
        parts.append("with own means")
    if claim.voice.value == "own":
        parts.append("in own words")
    elif claim.voice.value == "attributed" and claim.by:
        parts.append(f"as {names.get(claim.by, claim.by)} says")
    else:
        parts.append("as reported")
    if claim.condition is not None:
        words = " ".join(claim.condition.text.split())
        parts.append(f"limited to “{words}”" if claim.condition.kind.value == "limit" else f"on condition: “{words}”")
    return ", ".join(parts)


_SAYS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "for",
    Stance.OPEN: "open to",
    Stance.UNDECIDED: "undecided on",
    Stance.RELUCTANT: "reluctant about",
    Stance.OPPOSES: "against",
}


def _short(record: Record, items: Sequence[QueueItem]) -> list[str]:
    names = {one.id: one.name for one in actors_called(record, {item.claim.actor for item in items}).values()}
    codebook = record.current_codebook()
    labels = {option.id: option.label for option in (codebook.options if codebook else ())}
    return [
        f"{names.get(one.claim.actor, one.claim.actor)} · {STANCE_WORDS[one.claim.stance]} · "
        f"{labels.get(one.claim.option, one.claim.option)} ({one.claim.provenance.score:.2f})"
        for one in items
    ]

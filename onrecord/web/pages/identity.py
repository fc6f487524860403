"""Who is who: merging actors, holding them apart, splitting one by its articles, with what it changes shown before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Protocol
from urllib.parse import quote

import numpy as np
from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from onrecord.record import Record
from onrecord.record.accounts import Role
from onrecord.record.naming import actors_called
from onrecord.types import Actor, IdentityJudgement, IdentityVerdict
from onrecord.web.board import Board
from onrecord.web.board.finding import named_like
from onrecord.web.board.rows import STEPS
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.pages.judging import renewal_told
from onrecord.web.refusals import Refusal, not_found
from onrecord.web.renewals import Does, Renewal
from onrecord.web.wording import article_name, counted, day_words

router = APIRouter()

# Seconds that a form waits for the register: most records need less, and then the page that follows shows the change.
_PATIENCE = 3.0
# Articles to choose from when one is split; who has more is split from the command line.
_ARTICLES = 500

_Id = Annotated[str, Field(max_length=2000)]


class Ruled(Protocol):
    """What came of a judgement, as the command line's verbs give it."""

    actors: tuple[Actor, ...]
    before: int
    after: int


class Asked(BaseModel):
    """A judgement on who is who as a form gives it."""

    doing: Literal["same", "different", "split"]
    other: _Id = ""
    articles: Annotated[list[_Id], Field(max_length=_ARTICLES)] = []


@dataclass(frozen=True, slots=True)
class Side:
    """An actor as far as a merge is concerned: what it is called, and how much stands under it."""

    id: str
    name: str
    what: str
    aliases: tuple[str, ...]
    positions: int
    articles: int
    options: frozenset[str]
    for_it: frozenset[str]
    against_it: frozenset[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would change."""

    one: Side
    other: Side
    both_sides: tuple[str, ...]  # options on which the one is for and the other against
    shared: int  # options on which both have something


@dataclass(frozen=True, slots=True)
class Line:
    """An article in which an actor is met, and as what."""

    id: str
    name: str
    day: str
    outlet: str
    seen_as: str


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement on who is who that stands."""

    number: int
    reviewer: str
    at: Any
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows."""

    actor: Side
    url: str
    preview: Preview | None
    problem: str
    articles: tuple[Line, ...]
    total: int
    said: tuple[Said, ...]
    can: bool
    has_proposals: bool


@router.get("/actors/{actor_id:path}/identity")
def identity(desk: AtDesk, actor_id: str, other: Annotated[str, Query(max_length=2000)] = "") -> Response:
    """Who this actor is: merge, hold apart, split; ``other`` shows what a merge with it would change."""
    record, board = desk.record, desk.house.boards.of(desk.record)
    with record.reading():
        if actor_id not in board.lists.actors.place and not actors_called(record, {actor_id}):
            raise not_found("actor", actor_id)
        lines, total = _articles(record, actor_id)
        preview, problem = None, ""
        if other:
            meant, problem = _meant(record, board, other)
            preview = preview_of(record, board, actor_id, meant) if meant not in ("", actor_id) else None
        page = Page(
            actor=_side(record, board, actor_id),
            url=f"/actors/{quote(actor_id)}/identity",
            preview=preview,
            problem=problem,
            articles=lines,
            total=total,
            said=_said(record, actor_id),
            can=desk.person.may(Role.REVIEWER) and "judge_same" in desk.doings.extra,
            has_proposals="proposals" in desk.doings.extra,
        )
    return desk.render("identity.html", page)


@router.get("/review/merge.json")
def merge_json(
    desk: AtDesk, one: Annotated[str, Query(max_length=2000)], other: Annotated[str, Query(max_length=2000)]
) -> Response:
    """What a merge of two actors would change, for a script."""
    board = desk.house.boards.of(desk.record)
    known = actors_called(desk.record, {one, other})
    for asked in (one, other):
        if asked not in known:
            raise not_found("actor", asked)
    found = preview_of(desk.record, board, one, other)
    return JSONResponse({"lines": list(lines_of(found)), "warning": warning_of(found)})


@router.post("/actors/{actor_id:path}/identity.json")
def decide_json(desk: AtDesk, actor_id: str, asked: Asked) -> Response:
    """Write a judgement on who is who; it is done behind the page, and how it stands is asked for."""
    return JSONResponse(renewal_told(_begin(desk, actor_id, asked)))


@router.post("/actors/{actor_id:path}/identity")
def decide(desk: AtDesk, actor_id: str, asked: Annotated[Asked, Form()]) -> Response:
    """Write a judgement on who is who, from a form."""
    begun = _begin(desk, actor_id, asked)
    done = desk.house.renewals.wait(begun.number, _PATIENCE) or begun
    if done.state.value == "failed":
        raise Refusal(422, done.said, "Go back and choose otherwise.")
    if not done.is_over:
        said = f"{done.title}: under way. The register is being made anew; the pages show it when it is done."
        return desk.redirect(f"/actors/{quote(actor_id)}", said)
    return desk.redirect(done.url or "/actors", done.said)


def _begin(desk: Desk, actor_id: str, asked: Asked) -> Renewal:
    person = desk.require(Role.REVIEWER)
    name = person.name
    known = actors_called(desk.record, {actor_id, asked.other} - {""})
    if actor_id not in known:
        raise not_found("actor", actor_id)
    called = known[actor_id].name
    if asked.doing == "split":
        if not asked.articles:
            raise Refusal(422, "A split needs the articles in which it is somebody else.", "Choose at least one.")
        title = f"Split {called} in {counted(len(asked.articles), 'article')}"
        return desk.house.renewals.submit(title, name, _does(desk, "split", (actor_id, asked.articles, name)))
    if asked.other not in known:
        raise not_found("actor", asked.other)
    verb, word = ("judge_same", "Merge") if asked.doing == "same" else ("judge_different", "Hold apart")
    title = f"{word} {called} and {known[asked.other].name}"
    return desk.house.renewals.submit(title, name, _does(desk, verb, (actor_id, asked.other, name)))


def _does(desk: Desk, verb: str, arguments: tuple[Any, ...]) -> Does:
    made: Callable[..., Any] | None = desk.doings.extra.get(verb)
    if made is None:
        raise Refusal(
            503, "This server does not decide on who is who.", "Use `onrecord actors` on the command line instead."
        )
    does = made

    def done(record: Record) -> tuple[str, str]:
        ruled: Ruled = does(record, *arguments)
        names = " and ".join(actor.name for actor in ruled.actors[:3])
        said = {"judge_same": "Merged", "judge_different": "Held apart", "split": "Split"}[verb]
        change = ruled.after - ruled.before
        more = (
            ""
            if not change
            else f" ({abs(change)} {'actor' if abs(change) == 1 else 'actors'} " + ("fewer)" if change < 0 else "more)")
        )
        return f"{said}: {names}{more}.", f"/actors/{quote(ruled.actors[0].id)}" if ruled.actors else "/actors"

    return done


def _meant(record: Record, board: Board, given: str) -> tuple[str, str]:
    """The actor that an id or a name means, or what is wrong with it."""
    if actors_called(record, {given}):
        return given, ""
    found = [board.lists.actors.names[at] for at in np.flatnonzero(named_like(board.crew, given)).tolist()]
    if len(found) == 1:
        return found[0], ""
    if not found:
        return "", f"Nobody in this record is called “{given[:80]}”."
    names = ", ".join(board.name(one) for one in found[:6])
    return "", f"“{given[:80]}” fits several actors: {names}{' and more' if len(found) > 6 else ''}. Choose one."


# ---------------------------------------------------------------- what it would change


def preview_of(record: Record, board: Board, one: str, other: str) -> Preview:
    """What a merge of two actors would change."""
    a, b = _side(record, board, one), _side(record, board, other)
    split = (a.for_it & b.against_it) | (a.against_it & b.for_it)
    labels = [board.options[option].label for option in sorted(split) if option in board.options]
    return Preview(a, b, tuple(labels), len(a.options & b.options))


def lines_of(preview: Preview) -> tuple[str, ...]:
    """What a merge would change, in words."""
    a, b = preview.one, preview.other
    sides = tuple(
        f"{side.name}: {side.what}; {counted(side.positions, 'position')} in "
        f"{counted(side.articles, 'article')}" + (f"; also {', '.join(side.aliases[:4])}" if side.aliases else "")
        for side in (a, b)
    )
    total = f"Together: {counted(a.positions + b.positions, 'position')} on "
    return (*sides, f"{total}{counted(len(a.options | b.options), 'option')}, {preview.shared} of them shared.")


def warning_of(preview: Preview) -> str:
    """On which options the two stand on opposite sides."""
    if not preview.both_sides:
        return ""
    return f"They stand on opposite sides of {', '.join(preview.both_sides[:5])}."


def _side(record: Record, board: Board, actor: str) -> Side:
    called = actors_called(record, {actor}).get(actor)
    known = board.actors.get(actor) or called
    place = board.lists.actors.place.get(actor)
    rows = board.rows
    options: dict[str, set[int]] = {}
    positions = 0
    if place is not None:
        mine = (rows.actor == place) & ~rows.derived
        positions = int(mine.sum())
        pairs = set(zip(rows.option[mine].tolist(), rows.stance[mine].tolist(), strict=True))
        for option, stance in pairs:
            options.setdefault(board.lists.options.names[option], set()).add(STEPS[stance].side)
    met = {article for some in record.appearances(actor).values() for article in some}
    what = ", ".join(part for part in (known.kind.value, known.role) if part) if known else "not in the register"
    name = known.name if known else actor
    return Side(
        id=actor,
        name=name,
        what=what,
        aliases=tuple(alias for alias in (known.aliases if known else ()) if alias != name),
        positions=positions,
        articles=len(met),
        options=frozenset(options),
        for_it=frozenset(option for option, sides in options.items() if 1 in sides),
        against_it=frozenset(option for option, sides in options.items() if -1 in sides),
    )


def _articles(record: Record, actor: str) -> tuple[tuple[Line, ...], int]:
    """The articles in which an actor is met, the earliest first and not more than can be shown; how many there are."""
    seen: dict[str, list[str]] = {}
    for sighted, where in record.appearances(actor).items():
        for article in where:
            seen.setdefault(article, []).append(sighted)
    met = {sighted for some in seen.values() for sighted in some}
    names = {one: known.name for one, known in actors_called(record, met).items()}
    found = [held for one in list(seen)[:_ARTICLES] if (held := record.article(one)) is not None]
    found.sort(key=lambda one: (one.published or date.max, one.id))
    lines = (
        Line(
            one.id,
            article_name(one),
            day_words(one.published) if one.published else "undated",
            one.outlet or "",
            ", ".join(dict.fromkeys(names.get(sighted, sighted) for sighted in seen[one.id])),
        )
        for one in found
    )
    return tuple(lines), len(seen)


def _said(record: Record, actor: str) -> tuple[Said, ...]:
    """The judgements that stand and are on one of the ids that mean this actor."""
    mine = set(record.appearances(actor)) | record.identities().sighted_as((actor,))
    found = [
        (one, [said for said in some if {said.one, said.other} & mine]) for one, some in record.identity_judgements()
    ]
    met = {x for _, some in found for said in some for x in (said.one, said.other) if x}
    names = {one: known.name for one, known in actors_called(record, met).items()}
    return tuple(
        Said(one.id or 0, one.reviewer, one.at, "; ".join(_words(said, names) for said in some[:3]))
        for one, some in found
        if some
    )[::-1]


def _words(said: IdentityJudgement, names: Mapping[str, str]) -> str:
    one, other = names.get(said.one, said.one), names.get(said.other or "", said.other or "")
    if said.verdict is IdentityVerdict.SAME:
        return f"{one} is the same as {other}"
    if said.verdict is IdentityVerdict.DIFFERENT:
        return f"{one} is not the same as {other}"
    return f"{one} is somebody else in {counted(len(said.articles), 'article')}"

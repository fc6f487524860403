"""What a reviewer can choose from: the options of the codebook, the actors by what is typed, and a new actor."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from onrecord.record.accounts import Role
from onrecord.record.audit_rows import write_audit
from onrecord.record.naming import actors_called
from onrecord.types import Actor, ActorKind, Scope, Stance, StatementKind, Tense, Voice
from onrecord.web.board.finding import named_like
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.finding import plain
from onrecord.web.pages.coding import actors_in
from onrecord.web.refusals import Refusal
from onrecord.web.wording import CONDITION_WORDS, SCOPE_WORDS, STANCE_MEANINGS, STANCE_WORDS, VOICE_WORDS

router = APIRouter()

# Actors in a list to choose from: more are found by typing more.
_LINES = 12

_KIND_WORDS = {
    ActorKind.PERSON: "person",
    ActorKind.ORGANISATION: "organisation",
    ActorKind.PARTY: "party",
    ActorKind.STATE: "state",
    ActorKind.GROUP: "group",
}
STATEMENT_WORDS = {
    StatementKind.DIRECT: "direct",
    StatementKind.INDIRECT: "indirect",
    StatementKind.MIXED: "mixed",
    StatementKind.ATTITUDE: "attitude",
}
_TENSE_WORDS = {Tense.CURRENT: "held now", Tense.FORMER: "a former one"}


class NewActor(BaseModel):
    """An actor that the texts name and the record does not know."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: ActorKind = ActorKind.PERSON


@router.get("/review/choices.json")
def choices(desk: AtDesk) -> Response:
    """All that can be chosen of a claim, each with its word."""
    codebook = desk.record.current_codebook()
    options = [
        {"id": one.id, "label": one.label, "issue": one.issue, "hint": one.description}
        for one in (codebook.options if codebook else ())
    ]
    stances = [{"id": s.value, "label": STANCE_WORDS[s], "hint": STANCE_MEANINGS[s]} for s in Stance]
    return JSONResponse(
        {
            "options": options,
            "stances": stances,
            "scopes": [{"id": s.value, "label": SCOPE_WORDS[s]} for s in Scope],
            "voices": [{"id": v.value, "label": VOICE_WORDS[v]} for v in Voice],
            "tenses": [{"id": t.value, "label": _TENSE_WORDS[t]} for t in Tense],
            "conditions": [{"id": c.value, "label": word} for c, word in CONDITION_WORDS.items()],
            "kinds": [{"id": k.value, "label": word} for k, word in STATEMENT_WORDS.items()],
            "actorKinds": [{"id": k.value, "label": word} for k, word in _KIND_WORDS.items()],
        }
    )


@router.get("/review/actors.json")
def find_actors(
    desk: AtDesk,
    find: Annotated[str, Query(max_length=300)] = "",
    article: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The actors whose name has what is typed: those of the article first, then those most spoken of."""
    near = actors_in(desk, article) if article else ()
    asked = plain(find).split()
    found = [one for one in near if _fits(one, asked)]
    told = [_told(one, "in this article") for one in found[:_LINES]]
    if asked and len(told) < _LINES:
        known = {one.id for one in found}
        told += [one for one in _elsewhere(desk, find) if one["id"] not in known]
    return JSONResponse({"actors": told[:_LINES]})


def _elsewhere(desk: Desk, find: str) -> list[dict[str, Any]]:
    board = desk.house.boards.of(desk.record)
    fits = np.flatnonzero(named_like(board.crew, find))
    said = np.bincount(board.rows.actor, minlength=len(board.lists.actors))
    names = board.lists.actors.names
    best = sorted(fits.tolist(), key=lambda at: (-said[at], board.name(names[at]).casefold()))
    shown = [board.actors[names[at]] for at in best if names[at] in board.actors][: 2 * _LINES]
    listed = {one.id for one in shown}
    # Entries of the own list that no article names are no actors of the board; one may just have been added.
    asked = plain(find).split()
    if len(shown) < _LINES:
        shown += [one for one in desk.record.authority() if one.id not in listed and _fits(one, asked)][:_LINES]
    return [_told(one, "") for one in shown]


def _fits(actor: Actor, asked: list[str]) -> bool:
    names = [f" {plain(name).replace('-', ' ')}" for name in (actor.name, *actor.aliases)]
    return any(all(f" {word}" in name for word in asked) for name in names)


def _told(actor: Actor, where: str) -> dict[str, Any]:
    hint = ", ".join(part for part in (_KIND_WORDS[actor.kind], actor.role, where) if part)
    return {"id": actor.id, "label": actor.name, "hint": hint}


@router.post("/review/actors.json")
def add_actor(desk: AtDesk, new: Annotated[NewActor, Body()]) -> Response:
    """Put an actor into the own list, so that claims can be its; one that is there already is that one."""
    person = desk.require(Role.REVIEWER)
    name = " ".join(new.name.split())
    if not name or not name.isprintable():
        raise Refusal(422, "An actor needs a name that can be seen.", "Type it as the text has it.")
    # The same name and kind is the same entry, also when two add it at once.
    digest = hashlib.sha256(f"{new.kind.value} {plain(name)}".encode()).hexdigest()[:8]
    slug = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in plain(name)).split())[:60]
    actor = Actor(f"own:{slug or 'actor'}-{digest}", name, new.kind)
    with desk.record.transaction() as connection:
        if not actors_called(desk.record, {actor.id}):
            desk.record.save_authority([actor])
            write_audit(connection, person.name, "add", "actor", actor.id, {"name": name, "kind": new.kind.value})
    return JSONResponse(_told(actor, "added"))

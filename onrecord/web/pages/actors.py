"""Actors: who there is, and all that the record holds on one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import numpy as np
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from onrecord.networks import Level, bodies
from onrecord.record.board_rows import relations_with
from onrecord.record.search import Search, Wanted
from onrecord.types import Actor, ActorKind, RoleSeen, Shift, Split
from onrecord.web.board import Board
from onrecord.web.board.asked import Asked, asked_for
from onrecord.web.board.chart import ChartCell, cells_of, families
from onrecord.web.board.finding import named_like
from onrecord.web.board.lifelines import Lifeline, lifelines_of
from onrecord.web.board.rows import Rows
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drawing import Picture, as_file, on_page, png_of
from onrecord.web.pages.choices import KINDS
from onrecord.web.pages.files import csv_lines
from onrecord.web.pages.map import cell_url, rests, told
from onrecord.web.pages.receipts import STATE_WORDS, Named, Saying, Tie, named, sayings_of, tie_of
from onrecord.web.pages.timeline import course_picture
from onrecord.web.refusals import not_found
from onrecord.web.report import notes
from onrecord.web.wording import RELATION_WORDS, counted, day_words

router = APIRouter()

_LINES = 50
# Lines of a part of an actor's page; who wants more goes to the list.
_SOME = 12
_MOST_ALIASES = 40
# Options in the picture of an actor: those most spoken of; the table has all.
_BANDS = 24
_CHANGES = 25


class Proposed(Protocol):
    """Two actors that may be one, as the command line's verb gives them."""

    one: Actor
    other: Actor
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in the list."""

    id: str
    name: str
    kind: str
    role: str | None
    body: Named | None
    aliases: tuple[str, ...]
    positions: int
    options: int


@dataclass(frozen=True, slots=True)
class ActorsPage:
    """The list of actors with how many there are of each kind."""

    find: str
    kind: ActorKind | None
    sort: str
    kinds: tuple[tuple[ActorKind, int], ...]
    lines: tuple[ActorLine, ...]
    total: int
    page: int
    pages: int

    def url(self, path: str = "/actors", **changes: Any) -> str:
        """The address of this list, or of one that differs."""
        told = {"find": self.find, "kind": self.kind.value if self.kind else "", "sort": self.sort} | changes
        query = urlencode({name: value for name, value in told.items() if value and (name, value) != ("sort", "said")})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who may be the same actor, and what speaks for and against it."""

    other: Named
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that the page of an actor shows."""

    id: str
    name: str
    actor: Actor | None
    facts: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, Named | None, str], ...]
    above: tuple[Named, ...]
    members: tuple[Named, ...]
    under: tuple[tuple[Named, str | None, int], ...]
    under_total: int
    cells: tuple[tuple[Named, ChartCell], ...]
    picture: Markup | None
    shifts: tuple[Shift, ...]
    shifts_total: int
    splits: tuple[Split, ...]
    ties: tuple[Tie, ...]
    ties_total: int
    sayings: tuple[Saying, ...]
    sayings_total: str
    asked: Asked
    path: str
    suggests: bool


# ---------------------------------------------------------------- the list


@router.get("/actors")
def actors(desk: AtDesk) -> Response:
    """Every actor of the record."""
    board, page = _list(desk)
    return desk.render("actors.html", page, kind_words=KINDS, name=board.name)


@router.get("/actors.csv")
def actors_csv(desk: AtDesk) -> Response:
    """The actors of the list, all of them."""
    _, page = _list(desk, whole=True)

    def lines() -> Iterator[tuple[object, ...]]:
        yield ("id", "name", "kind", "role", "counts_for", "positions", "options", "aliases")
        for one in page.lines:
            body = one.body.name if one.body else ""
            yield one.id, one.name, one.kind, one.role or "", body, one.positions, one.options, "; ".join(one.aliases)

    return desk.download(csv_lines(lines()), "actors.csv", "text/csv; charset=utf-8")


def _list(desk: Desk, *, whole: bool = False) -> tuple[Board, ActorsPage]:
    board = desk.house.boards.of(desk.record)
    query = desk.request.query_params
    asked = asked_for(query)
    sort = "name" if query.get("sort") == "name" else "said"
    known = np.array([one in board.actors for one in board.lists.actors.names], dtype=np.bool_)
    if asked.find:
        known &= named_like(board.crew, asked.find)
    kinds = board.crew.kinds
    counts = tuple((kind, int((known & board.crew.are(kind)).sum())) for kind in ActorKind)
    if asked.kind is not None:
        known &= board.crew.are(asked.kind)
    said, options = board.answers.get("said", lambda: _said(board))
    places = np.flatnonzero(known & (kinds >= 0)).tolist()
    names = board.lists.actors.names
    if sort == "name":
        places.sort(key=lambda at: board.name(names[at]).casefold())
    else:
        places.sort(key=lambda at: (-said[at], board.name(names[at]).casefold()))
    pages = max(1, -(-len(places) // _LINES))
    page = min(max(1, asked.page), pages)
    shown = places if whole else places[(page - 1) * _LINES : page * _LINES]
    lines = tuple(_line(board, names[at], said[at], options[at]) for at in shown)
    return board, ActorsPage(asked.find, asked.kind, sort, counts, lines, len(places), page, pages)


def _said(board: Board) -> tuple[list[int], list[int]]:
    """How many positions each actor has, and on how many options."""
    rows, size, width = board.rows, len(board.lists.actors), len(board.lists.options)
    coded = ~rows.derived
    pairs = np.unique(rows.actor[coded] * width + rows.option[coded])
    said: list[int] = np.bincount(rows.actor[coded], minlength=size).tolist()
    options: list[int] = np.bincount(pairs // max(1, width), minlength=size).tolist()
    return said, options


def _line(board: Board, identifier: str, said: int, options: int) -> ActorLine:
    actor = board.actors[identifier]
    body = next(iter(bodies(identifier, board.actors)), None) or actor.state
    return ActorLine(
        id=identifier,
        name=actor.name,
        kind=actor.kind.value,
        role=actor.role,
        body=named(board, body) if body and body != identifier else None,
        aliases=tuple(alias for alias in actor.aliases if alias != actor.name),
        positions=said,
        options=options,
    )


# ---------------------------------------------------------------- one actor


@router.get("/actors/{actor_id:path}/same")
def same(desk: AtDesk, actor_id: str) -> Response:
    """Who may be the same actor; a part of a page, for it takes a while in a large record."""
    board = desk.house.boards.of(desk.record)
    propose = desk.doings.extra.get("proposals")
    found: list[Proposed] = list(propose(desk.record)) if propose else []  # type: ignore[call-overload]
    mine = [one for one in found if actor_id in (one.one.id, one.other.id)]
    shown = tuple(
        Proposal(
            named(board, one.other.id if one.one.id == actor_id else one.one.id), one.score, one.reasons, one.against
        )
        for one in mine
    )
    return desk.render("same.html", shown, actor=named(board, actor_id))


@router.get("/actors/{actor_id:path}.csv")
def actor_csv(desk: AtDesk, actor_id: str) -> Response:
    """The positions of an actor: the list of them as a file."""
    _known(desk, actor_id)
    return desk.redirect(f"/positions.csv?{urlencode({'actor': actor_id})}")


@router.get("/actors/{actor_id:path}.svg")
def actor_svg(desk: AtDesk, actor_id: str) -> Response:
    """The stands of an actor over time as a picture."""
    return desk.download([as_file(_drawn(desk, actor_id))], "actor.svg", "image/svg+xml")


@router.get("/actors/{actor_id:path}.png")
def actor_png(desk: AtDesk, actor_id: str) -> Response:
    """The stands of an actor over time in pixels."""
    return desk.download([png_of(_drawn(desk, actor_id))], "actor.png", "image/png")


@router.get("/actors/{actor_id:path}")
def actor(desk: AtDesk, actor_id: str) -> Response:
    """All that the record holds on one actor."""
    board = _known(desk, actor_id)
    asked = replace(asked_for(desk.request.query_params), issue=None, by=Level.CODED)
    known = board.actors.get(actor_id)
    cells = cells_of(board, asked, actor_id)
    ties = sorted(relations_with(desk.record, actor_id), key=lambda one: one.date.last if one.date else _never())
    found = Search(desk.record).statements(Wanted(actor=actor_id), limit=_SOME)
    under = _under(board, actor_id)
    lines = _lifelines(board, actor_id)
    shifts = board.changes.of(actor_id, board.rows, board.lists)
    page = ActorPage(
        id=actor_id,
        name=board.name(actor_id),
        actor=known,
        facts=_facts(board, actor_id, f"{'' if found.exact else 'more than '}{found.total:,}"),
        roles=tuple(_role(board, role) for role in known.roles) if known else (),
        above=tuple(named(board, body) for body in bodies(actor_id, board.actors)),
        members=tuple(named(board, one) for one in known.members) if known else (),
        under=tuple(under[:_SOME]),
        under_total=len(under),
        cells=tuple((Named(o.id, o.label), cells[o.id]) for o in families(board.codebook.options) if o.id in cells),
        picture=on_page(_picture(board, actor_id, lines)) if lines else None,
        shifts=shifts[-_CHANGES:],
        shifts_total=len(shifts),
        splits=tuple(cell.split for cell in cells.values() if cell.split),
        ties=tuple(tie_of(one, board, RELATION_WORDS[one.kind]) for one in ties[::-1][:_SOME]),
        ties_total=len(ties),
        sayings=sayings_of(desk.record, found, board),
        sayings_total=f"{'' if found.exact else 'more than '}{found.total:,}",
        asked=asked,
        path=f"/actors/{quote(actor_id)}",
        suggests="proposals" in desk.doings.extra,
    )
    return desk.render("actor.html", page, **_words(board, asked))


def _never() -> Any:
    from datetime import date

    return date.min


def _words(board: Board, asked: Asked) -> dict[str, Any]:
    return {
        "notes": notes,
        "rests": rests,
        "told": lambda cell: told(board, cell),
        "cell_url": lambda cell: cell_url(asked, cell),
        "name": board.name,
        "option_name": lambda option: board.options[option].label if option in board.options else option or "",
        "state_words": STATE_WORDS,
        "most_aliases": _MOST_ALIASES,
    }


def _known(desk: Desk, actor_id: str) -> Board:
    """The board; a refusal where the record has no such actor."""
    board = desk.house.boards.of(desk.record)
    if actor_id not in board.lists.actors.place:
        raise not_found("actor", actor_id)
    return board


def _facts(board: Board, actor: str, statements: str) -> tuple[tuple[str, str], ...]:
    said, options = board.answers.get("said", lambda: _said(board))
    place = board.lists.actors.place[actor]
    query = urlencode({"actor": actor})
    return (
        (counted(said[place], "position"), f"/positions?{query}"),
        (f"on {counted(options[place], 'option')}", ""),
        (f"{statements} statement{'' if statements == '1' else 's'}", f"/statements?{query}"),
        ("articles with it", f"/articles?{query}"),
    )


def _role(board: Board, seen: RoleSeen) -> tuple[str, Named | None, str]:
    days = [day_words(day) for day in dict.fromkeys((seen.first, seen.last)) if day]
    return seen.role, named(board, seen.body) if seen.body else None, " to ".join(days)


def _under(board: Board, actor: str) -> list[tuple[Named, str | None, int]]:
    """Who counts for a body, the most spoken first."""
    said, _ = board.answers.get("said", lambda: _said(board))
    names = board.lists.actors.names
    places = sorted(board.crew.counted.get(actor, ()), key=lambda at: (-said[at], names[at]))
    found = []
    for at in places:
        known = board.actors.get(names[at])
        found.append((named(board, names[at]), known.role if known else None, said[at]))
    return found


def _lifelines(board: Board, actor: str) -> tuple[Rows, list[Lifeline], list[str]] | None:
    place = board.lists.actors.place[actor]
    rows = board.rows.take(np.flatnonzero(board.rows.actor == place))
    if not len(rows):
        return None
    found, labels = [], []
    counts = np.bincount(rows.option, minlength=len(board.lists.options))
    shown = set(np.argsort(-counts, kind="stable")[:_BANDS].tolist())
    for option in families(board.codebook.options):
        place_of = board.lists.options.place[option.id]
        if place_of not in shown:
            continue
        mine = np.flatnonzero(rows.option == place_of)
        for line in lifelines_of(board, rows, mine, actor):
            found.append(line)
            labels.append(option.label)
    return rows, found, labels


def _picture(board: Board, actor: str, lines: tuple[Rows, list[Lifeline], list[str]]) -> Picture:
    rows, found, labels = lines
    return course_picture(board, f"{board.name(actor)}:", list(zip(found, labels, strict=True)), rows)


def _drawn(desk: Desk, actor: str) -> Picture:
    board = _known(desk, actor)
    lines = _lifelines(board, actor)
    if lines is None:
        raise not_found("picture of", actor)
    return _picture(board, actor, lines)

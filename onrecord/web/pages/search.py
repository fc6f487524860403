"""Search over articles and statements, with what was looked for marked and counts to narrow it by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from onrecord.record.search import Search, Wanted
from onrecord.types import ActorKind, StatementKind
from onrecord.web.board import Board
from onrecord.web.board.finding import named_like
from onrecord.web.desk import AtDesk
from onrecord.web.pages.facets import Facet, plain_facet
from onrecord.web.pages.lists import ListPage, report_of
from onrecord.web.pages.receipts import STATE_WORDS, Named, sayings_of
from onrecord.web.pages.wanting import asking_of, wanted_of

router = APIRouter()

_LINES = 30
# Actors whose names fit are offered above what was found; more of them would push it off the page.
_ACTORS = 8
# What can be chosen in each facet beside a search.
_OPTIONS = 40

KIND_WORDS = {
    StatementKind.DIRECT: "direct, in quotation marks",
    StatementKind.INDIRECT: "indirect",
    StatementKind.MIXED: "mixed",
    StatementKind.ATTITUDE: "attitude",
}


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found, in one of two tabs."""

    text: str
    inside: str
    found: ListPage | None
    numbers: tuple[tuple[str, str, str], ...]
    actors: tuple[Named, ...]
    options: tuple[Named, ...]


@router.get("/search")
def search(desk: AtDesk) -> Response:
    """Look for words in articles and statements."""
    board = desk.house.boards.of(desk.record)
    query = desk.request.query_params
    inside = "articles" if query.get("in") == "articles" else "statements"
    asking = asking_of(query, "/search")
    wanted = wanted_of(asking, board)
    look = Search(desk.record)
    if not asking.given:
        return desk.render("search.html", SearchPage("", inside, None, (), (), _options(board)), **_words())
    articles = look.articles(wanted, after=asking.after if inside == "articles" else None, limit=_LINES)
    statements = look.statements(wanted, after=asking.after if inside == "statements" else None, limit=_LINES)
    found: Any = articles if inside == "articles" else statements
    lines: tuple[Any, ...]
    if inside == "articles":
        lines = tuple(report_of(hit) for hit in articles.rows)
    else:
        lines = sayings_of(desk.record, statements, board)
    chips = tuple(replace(chip, without=_inside(chip.without, inside)) for chip in asking.chips(board))
    facets = _facets(look, wanted) if inside == "statements" and found.exact else ()
    page = ListPage(inside[:-1], lines, found.total, found.exact, chips, asking, found.after, facets)
    numbers = tuple(
        (name, _inside(asking.url(), name), f"{'' if one.exact else 'more than '}{one.total:,}")
        for name, one in (("statements", statements), ("articles", articles))
    )
    shown = SearchPage(wanted.text, inside, page, numbers, _actors(board, wanted.text), _options(board))
    return desk.render("search.html", shown, **_words())


def _words() -> dict[str, Any]:
    return {"state_words": STATE_WORDS, "kind_words": KIND_WORDS, "inside": _inside}


def _inside(url: str, name: str) -> str:
    """The same address in another tab."""
    return url if name == "statements" else f"{url}{'&' if '?' in url else '?'}in=articles"


def _facets(look: Search, wanted: Wanted) -> tuple[Facet, ...]:
    """Counts of what was found; only where it is little enough to be counted exactly."""
    kinds = look.count_statements(replace(wanted, kind=None), "kind")
    outlets = look.count_statements(replace(wanted, outlet=None), "outlet")
    return (
        plain_facet("kind", "Kind", kinds, wanted.kind, {str(kind): word for kind, word in KIND_WORDS.items()}),
        plain_facet("outlet", "Outlet", outlets, wanted.outlet, {}),
    )


def _actors(board: Board, text: str) -> tuple[Named, ...]:
    """Actors whose name or alias has every word that was typed."""
    if not text.strip() or not any(mark.isalpha() for mark in text):
        return ()
    names = board.lists.actors.names
    found = [
        names[place] for place in named_like(board.crew, text).nonzero()[0].tolist() if names[place] in board.actors
    ]
    found.sort(key=lambda one: (board.actors[one].kind is ActorKind.GROUP, len(board.name(one)), board.name(one)))
    return tuple(Named(one, board.name(one)) for one in found[:_ACTORS])


def _options(board: Board) -> tuple[Named, ...]:
    return tuple(Named(option.id, option.label) for option in board.codebook.options[:_OPTIONS])

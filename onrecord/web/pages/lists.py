"""What stands behind every number: articles, statements and positions in lists that can be narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from onrecord.record.search import Found, Hit, Search, Wanted
from onrecord.record.stories import Stories
from onrecord.record.wanted import ArticleLine
from onrecord.types import Position, Statement
from onrecord.web.board import Board
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.pages.facets import Facet, plain_facet, position_facets
from onrecord.web.pages.files import csv_lines
from onrecord.web.pages.receipts import (
    STATE_WORDS,
    Pieces,
    marked,
    option_name,
    pieces,
    receipt_of,
    sayings_of,
    source_of,
)
from onrecord.web.pages.wanting import Asking, Chip, asking_of, wanted_of
from onrecord.web.wording import counted

router = APIRouter()

# Lines of a page: what one reads before going on.
_LINES = 50
# Lines that a download asks for at a time.
_BATCH = 500

Value = TypeVar("Value")
Ask = Callable[..., Found[Value]]


@dataclass(frozen=True, slots=True)
class Report:
    """An article in a list; ``title`` and ``pieces`` are marked where they were looked for."""

    id: str
    title: Pieces
    outlet: str | None
    day: str
    href: str
    length: int
    pieces: Pieces
    others: int = 0  # articles that carry the same copy


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that a list shows; ``what`` names its lines."""

    what: str
    lines: tuple[Any, ...]
    total: int
    exact: bool
    chips: tuple[Chip, ...]
    asking: Asking
    after: str | None
    facets: tuple[Facet, ...] = ()

    @property
    def counted(self) -> str:
        """How many there are of all, in words."""
        if self.exact:
            return counted(self.total, self.what)
        return f"more than {self.total:,} {self.what}s"


def report_of(hit: Hit[ArticleLine], carried: int = 1) -> Report:
    """The line of an article whose story so many carry."""
    one = hit.article
    at = source_of(one)
    title = marked(one.title, hit.title_hits) if one.title else ((at.name, False),)
    return Report(one.id, title, one.outlet, at.day, at.href, one.length, pieces(hit.snippet), carried - 1)


# ---------------------------------------------------------------- pages


@router.get("/positions")
def positions(desk: AtDesk) -> Response:
    """Positions, each with its receipt."""
    board, asking, wanted = _asked(desk, "/positions")
    found = Search(desk.record).positions(wanted, after=asking.after, limit=_LINES)
    facets = () if wanted.text or wanted.suggested else position_facets(board, wanted)
    lines = tuple(receipt_of(hit, board) for hit in found.rows)
    return _render(desk, _page("position", lines, found, asking, board, facets))


@router.get("/statements")
def statements(desk: AtDesk) -> Response:
    """Statements, each with its receipt."""
    board, asking, wanted = _asked(desk, "/statements")
    found = Search(desk.record).statements(wanted, after=asking.after, limit=_LINES)
    lines = sayings_of(desk.record, found, board)
    return _render(desk, _page("statement", lines, found, asking, board))


@router.get("/articles")
def articles(desk: AtDesk) -> Response:
    """Articles, with the words that were looked for."""
    board, asking, wanted = _asked(desk, "/articles")
    search = Search(desk.record)
    found = search.articles(wanted, after=asking.after, limit=_LINES)
    outlets = plain_facet("outlet", "Outlet", dict(board.answers.get("outlets", search.outlets)), wanted.outlet, {})
    told = Stories(desk.record).among(hit.value.id for hit in found.rows)
    lines = tuple(report_of(hit, told.get(hit.value.id, ("", 1))[1]) for hit in found.rows)
    return _render(desk, _page("article", lines, found, asking, board, (outlets,) if outlets.counts else ()))


@router.get("/positions.csv")
def positions_csv(desk: AtDesk) -> Response:
    """The positions of the list, all of them."""
    board, _, wanted = _asked(desk, "/positions")
    rows = _all(Search(desk.record).positions, wanted)
    return _csv(desk, "positions", _POSITION, (_position(hit, board) for hit in rows))


@router.get("/statements.csv")
def statements_csv(desk: AtDesk) -> Response:
    """The statements of the list, all of them."""
    board, _, wanted = _asked(desk, "/statements")
    rows = _all(Search(desk.record).statements, wanted)
    return _csv(desk, "statements", _STATEMENT, (_statement(hit, board) for hit in rows))


@router.get("/articles.csv")
def articles_csv(desk: AtDesk) -> Response:
    """The articles of the list, all of them."""
    _, _, wanted = _asked(desk, "/articles")
    rows = _all(Search(desk.record).articles, wanted)
    return _csv(desk, "articles", _ARTICLE, (_article(hit) for hit in rows))


# ---------------------------------------------------------------- what they are made of


def _asked(desk: Desk, path: str) -> tuple[Board, Asking, Wanted]:
    board = desk.house.boards.of(desk.record)
    asking = asking_of(desk.request.query_params, path)
    return board, asking, wanted_of(asking, board)


def _page(
    what: str,
    lines: tuple[Any, ...],
    found: Found[Any],
    asking: Asking,
    board: Board,
    facets: tuple[Facet, ...] = (),
) -> ListPage:
    return ListPage(what, lines, found.total, found.exact, asking.chips(board), asking, found.after, facets)


def _render(desk: Desk, page: ListPage) -> Response:
    return desk.render("list.html", page, state_words=STATE_WORDS)


def _all(ask: Ask[Value], wanted: Wanted) -> Iterator[Hit[Value]]:
    after: str | None = None
    while True:
        found = ask(wanted, after=after, limit=_BATCH)
        yield from found.rows
        if found.after is None or found.after == after:
            return
        after = found.after


def _csv(desk: Desk, name: str, headings: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> Response:
    def lines() -> Iterator[tuple[object, ...]]:
        yield headings
        yield from rows

    return desk.download(csv_lines(lines()), f"{name}.csv", "text/csv; charset=utf-8")


_POSITION = (
    "id",
    "actor_id",
    "actor",
    "option_id",
    "option",
    "stance",
    "value",
    "scope",
    "voice",
    "tense",
    "derived",
    "score",
    "state",
    "said_first",
    "said_last",
    "text",
    "condition",
    "reason",
    "by",
    "article_id",
    "outlet",
    "title",
    "published",
)
_STATEMENT = (
    "id",
    "actor_id",
    "actor",
    "kind",
    "part",
    "said_first",
    "said_last",
    "text",
    "state",
    "article_id",
    "outlet",
    "title",
    "published",
)
_ARTICLE = ("id", "title", "outlet", "published", "language", "url", "origin", "length")


def _position(hit: Hit[Position], board: Board) -> tuple[object, ...]:
    one = hit.value
    return (
        one.id,
        one.actor,
        board.name(one.actor),
        one.option,
        option_name(board, one.option),
        one.stance.value,
        one.stance.value_on_scale,
        one.scope.value,
        one.voice.value,
        one.tense.value,
        one.derived,
        round(one.provenance.score, 3),
        hit.state or "",
        one.date.first if one.date else "",
        one.date.last if one.date else "",
        one.text,
        one.condition.text if one.condition else "",
        one.reason.text if one.reason else "",
        board.name(one.by) if one.by else "",
        *_where(hit),
    )


def _statement(hit: Hit[Statement], board: Board) -> tuple[object, ...]:
    one = hit.value
    return (
        one.id,
        one.actor or "",
        board.name(one.actor) if one.actor else "",
        one.kind.value,
        one.part.value,
        one.said_on.first if one.said_on else "",
        one.said_on.last if one.said_on else "",
        one.text,
        hit.state or "",
        *_where(hit),
    )


def _where(hit: Hit[Any]) -> tuple[object, ...]:
    return hit.article.id, hit.article.outlet or "", hit.article.title or "", hit.article.published or ""


def _article(hit: Hit[ArticleLine]) -> tuple[object, ...]:
    one = hit.article
    return (
        one.id,
        one.title or "",
        one.outlet or "",
        one.published or "",
        one.language or "",
        one.url or "",
        one.origin,
        one.length,
    )

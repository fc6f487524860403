"""The map: actors and options, and what stands behind each cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from onrecord.networks import Level
from onrecord.record.search import Order, Search, Wanted
from onrecord.types import Option, Scope, Shift, Split
from onrecord.web.board import Board
from onrecord.web.board.asked import Asked, Evidence, Sort, asked_for
from onrecord.web.board.behind import origins_of
from onrecord.web.board.chart import Chart, ChartCell, cells_of, chart_of, issue_of, issues_of
from onrecord.web.board.movement import shifts_behind
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drawing import Bar, draw_histogram, on_page
from onrecord.web.grid import Mark
from onrecord.web.pages import map_files
from onrecord.web.pages.choices import EVIDENCE, KINDS, LEVELS
from onrecord.web.pages.receipts import STATE_WORDS, Named, Receipt, named, receipt_of
from onrecord.web.report import notes
from onrecord.web.wording import COUNT_WORDS, STANCE_WORDS, VOICE_WORDS, counted

router = APIRouter()
router.include_router(map_files.router)

# Bars of the histogram: wide enough to be pointed at on a phone.
_BARS = 60
# Receipts that a panel shows; who wants more goes to the list.
_RECEIPTS = 30


@dataclass(frozen=True, slots=True)
class Period:
    """The days that there are, those chosen, and how many positions there are when; handles count days."""

    first: date
    last: date
    since: date
    until: date
    picture: Markup
    undated: int
    dated: int

    @property
    def length(self) -> int:
        """The days from first to last."""
        return (self.last - self.first).days

    @property
    def handles(self) -> tuple[int, int]:
        """Where the two handles stand, in days from the first."""
        return (self.since - self.first).days, (self.until - self.first).days


@dataclass(frozen=True, slots=True)
class MapPage:
    """All that the page of the map shows."""

    asked: Asked
    chart: Chart
    issues: tuple[tuple[str, int], ...]
    period: Period | None
    body: Named | None
    url: Callable[[int], str]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CellPage:
    """What stands behind a cell: its answers, changes and receipts."""

    actor: Named
    role: str | None
    option: Named
    marks: tuple[Mark, ...]
    links: tuple[str, ...]
    shifts: tuple[Shift, ...]
    receipts: tuple[Receipt, ...]
    total: int
    every: str
    timeline: str
    split: Split | None
    voices: tuple[Receipt, ...]


# ---------------------------------------------------------------- pages


@router.get("/map")
def show(desk: AtDesk) -> Response:
    """The map, one page of rows."""
    board = desk.house.boards.of(desk.record)
    asked = asked_for(desk.request.query_params)
    chart = chart_of(board, asked)
    spoken = board.answers.get("issues", lambda: issues_of(board))
    page = MapPage(
        asked=asked,
        chart=chart,
        issues=spoken,
        period=_period(board, asked),
        body=named(board, asked.body) if asked.body else None,
        url=lambda number: asked.url(page=number),
        facts=_facts(board, asked, chart),
    )
    return desk.render("map.html", page, **_words(board, asked))


@router.get("/map/cell")
def cell(desk: AtDesk) -> Response:
    """What stands behind one cell, as a part of a page or, without scripts, as a page."""
    board = desk.house.boards.of(desk.record)
    query = desk.request.query_params
    asked = asked_for(query)
    shown = _cell_page(desk, board, asked, (query.get("actor", ""), query.get("option", "")))
    template = "cell.html" if query.get("part") == "yes" else "cell_page.html"
    return desk.render(template, shown, state_words=STATE_WORDS, **_words(board, asked))


# ---------------------------------------------------------------- what they are made of


def _words(board: Board, asked: Asked) -> dict[str, Any]:
    """What the templates of the map may call."""
    return {
        "levels": LEVELS,
        "counts": COUNT_WORDS,
        "evidence": EVIDENCE,
        "kinds": KINDS,
        "scopes": {Scope.GENERAL: "in general", Scope.OWN: "own means"},
        "sorts": {Sort.SAID: "most said", Sort.NAME: "name", Sort.CAMP: "camps"},
        "name": board.name,
        "actors": board.actors,
        "notes": notes,
        "rests": rests,
        "told": partial(told, board),
        "cell_url": partial(cell_url, asked),
    }


def cell_url(asked: Asked, cell: ChartCell, path: str = "/map/cell", **more: str) -> str:
    """The address of what stands behind a cell."""
    bare = replace(asked, body=None, find="", kind=None, sort=Sort.SAID, on=None)
    head = urlencode({"actor": cell.actor, "option": cell.option, "by": asked.by.value, **more})
    rest = "&".join(part for part in bare.query().split("&") if part and not part.startswith("by="))
    return f"{path}?{head}&{rest}" if rest else f"{path}?{head}"


def rests(mark: Mark) -> str:
    """How many passages in how many articles say it, in whose voice."""
    passages = counted(mark.count, "passage")
    if mark.articles > 1:
        passages += f" in {counted(mark.articles, 'article')}"
    return f"{passages}, {', '.join(VOICE_WORDS[voice] for voice in mark.backing.voices)}"


def told(board: Board, cell: ChartCell) -> str:
    """A cell in words, for those who hear the page."""
    answers = []
    for mark in cell.marks:
        extra = notes(mark, cell)  # type: ignore[arg-type]
        if mark.derived:
            extra.append("nobody said it in so many words")
        elif mark.weak:
            extra.append("rests on one weak line")
        answers.append(", ".join([STANCE_WORDS[mark.stance], *extra, rests(mark)]))
    if cell.moved:
        answers.append(counted(cell.moved.times, "change"))
    if cell.split:
        answers.append("split" if cell.split.opposite else "two voices")
    option = board.options.get(cell.option)
    return f"{board.name(cell.actor)}, {option.label if option else cell.option}: {'; '.join(answers)}"


def _facts(board: Board, asked: Asked, chart: Chart) -> tuple[tuple[str, str], ...]:
    """Numbers of the head with what each leads to."""
    coded = int((~board.rows.derived).sum())
    return (
        (counted(len(board.heads), "article"), "/articles"),
        (counted(chart.actors, "actor") + (" shown" if asked.is_narrowed else ""), "#matrix"),
        (f"{counted(coded, 'position')} in the record", "/positions"),
    )


def _period(board: Board, asked: Asked) -> Period | None:
    """The slider over the positions of the issue; None where none has a date."""
    issue = issue_of(board, asked)
    rows = board.rows
    on = np.zeros(len(board.lists.options), dtype=np.bool_)
    for option in board.codebook.options:
        on[board.lists.options.place[option.id]] = option.issue == issue
    mine = on[rows.option] & ~rows.derived
    days = rows.last[mine & (rows.last > 0)]
    if not len(days) or days.min() == days.max():
        return None
    first, last = int(days.min()), int(days.max())
    size = min(_BARS, last - first + 1)
    edges = np.linspace(first, last + 1, size + 1).round().astype(np.int64)
    counts, _ = np.histogram(days, edges)
    since = max(first, asked.days[0] or first)
    until = min(last, asked.days[1] or last)
    bars = [
        Bar(date.fromordinal(begin), date.fromordinal(end - 1), count, end > since and begin <= until)
        for begin, end, count in zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True)
    ]
    return Period(
        date.fromordinal(first),
        date.fromordinal(last),
        date.fromordinal(min(since, last)),
        date.fromordinal(max(until, first)),
        on_page(draw_histogram(bars), "histogram"),
        int((mine & (rows.last == 0)).sum()),
        len(days),
    )


def _cell_page(desk: Desk, board: Board, asked: Asked, which: tuple[str, str]) -> CellPage:
    actor, option = which
    found = chart_of_cell(board, asked, actor, option)
    ids = origins_of(board, asked, actor, option)
    receipts, total = _receipts(desk, board, ids)
    torn = tuple(one.partition(">")[0] for one in found.split.positions) if found.split else ()
    known = board.actors.get(actor)
    asked_option = board.options.get(option) or Option(option, "", option)
    moved = shifts_behind(board, asked, actor, option)
    return CellPage(
        actor=named(board, actor),
        role=known.role or known.kind.value if known else None,
        option=Named(asked_option.id, asked_option.label),
        marks=found.marks,
        links=tuple(mark_url(asked, found, mark) for mark in found.marks),
        shifts=moved,
        receipts=receipts,
        total=total,
        every=cell_url(asked, found, "/positions"),
        timeline=f"/options/{_quoted(option)}?{asked_query(asked, actor)}",
        split=found.split,
        voices=_receipts(desk, board, torn)[0],
    )


def _receipts(desk: Desk, board: Board, ids: tuple[str, ...]) -> tuple[tuple[Receipt, ...], int]:
    """The first of these positions with the words around them, and how many they are."""
    if not ids:
        return (), 0
    found = Search(desk.record).positions(Wanted(ids=ids, order=Order.NEWEST), limit=_RECEIPTS)
    texts: dict[str, str] = {}
    for hit in found.rows:
        if hit.article.id not in texts:
            held = desk.record.article(hit.article.id)
            texts[hit.article.id] = held.text if held else ""
    return tuple(receipt_of(hit, board, texts[hit.article.id]) for hit in found.rows), found.total


def asked_query(asked: Asked, actor: str) -> str:
    """The query of the timeline of one actor at the same level."""
    query = {"actor": actor} | ({"by": asked.by.value} if asked.by is not Level.CODED else {})
    return urlencode(query)


def _quoted(identifier: str) -> str:
    return quote(identifier, safe="")


def mark_url(asked: Asked, cell: ChartCell, mark: Mark) -> str:
    """The list of those positions that a mark counts."""
    more = {"stance": mark.stance.value, "derived": "yes" if mark.derived else "no"}
    if len(cell.marks) > 1 and len(mark.scopes) == 1:
        more["scope"] = mark.scopes[0].value
    plain = replace(asked, derived=True, scope=None if "scope" in more else asked.scope)
    return cell_url(plain, cell, "/positions", **more)


def chart_of_cell(board: Board, asked: Asked, actor: str, option: str) -> ChartCell:
    """One cell of the map, empty where there is nothing in it."""
    issue = board.options[option].issue if option in board.options else None
    alone = replace(asked, issue=issue, body=None, find="", kind=None, evidence=Evidence.ANY, derived=True)
    return cells_of(board, alone, actor).get(option, ChartCell(actor, option, ()))

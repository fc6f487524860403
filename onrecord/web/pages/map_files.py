"""The map as files: a table and a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from onrecord.networks import Level
from onrecord.types import DateInterval, Scope
from onrecord.web.board import Board
from onrecord.web.board.asked import Asked, Evidence, asked_for
from onrecord.web.board.chart import Chart, ChartLine, chart_of
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drawing import Answer, Head, Line, Picture, as_file, draw_matrix, png_of
from onrecord.web.grid import Mark
from onrecord.web.pages.choices import EVIDENCE
from onrecord.web.pages.files import csv_lines
from onrecord.web.wording import counted, date_words, day_words

router = APIRouter()

# A picture with more rows than these can be read by nobody; the file then has the first of them.
_MOST_ROWS = 150


@router.get("/map.csv")
def as_csv(desk: AtDesk) -> Response:
    """The whole map, a line for each answer."""
    board = desk.house.boards.of(desk.record)
    chart = chart_of(board, asked_for(desk.request.query_params), whole=True)
    return desk.download(csv_lines(_table(board, chart)), "map.csv", "text/csv; charset=utf-8")


@router.get("/map.svg")
def as_svg(desk: AtDesk) -> Response:
    """The map as a picture."""
    return desk.download([as_file(_picture(desk))], "map.svg", "image/svg+xml")


@router.get("/map.png")
def as_png(desk: AtDesk) -> Response:
    """The map as a picture of pixels."""
    return desk.download([png_of(_picture(desk))], "map.png", "image/png")


_HEADINGS = (
    "actor_id",
    "actor",
    "kind",
    "option_id",
    "option",
    "stance",
    "value",
    "scope",
    "voice",
    "derived",
    "strength",
    "passages",
    "articles",
    "sayings",
    "score",
    "disputed",
    "reviewed",
    "changes",
    "split",
    "date_first",
    "date_last",
)


def _table(board: Board, chart: Chart) -> Iterator[tuple[object, ...]]:
    yield _HEADINGS
    for line in chart.lines:
        known = board.actors.get(line.actor)
        for column in chart.columns:
            cell = line.cells.get(column.option.id)
            for mark in cell.marks if cell else ():
                yield (
                    line.actor,
                    board.name(line.actor),
                    known.kind.value if known else "",
                    column.option.id,
                    column.option.label,
                    mark.stance.value,
                    mark.stance.value_on_scale,
                    " ".join(scope.value for scope in mark.scopes),
                    mark.voice.value,
                    mark.derived,
                    mark.backing.strength.value,
                    mark.count,
                    mark.articles,
                    mark.backing.sayings,
                    round(mark.backing.score, 3),
                    mark.disputed,
                    cell.reviewed if cell else 0,
                    cell.moved.times if cell and cell.moved else 0,
                    "" if not cell or not cell.split else "split" if cell.split.opposite else "two voices",
                    mark.date.first.isoformat() if mark.date else "",
                    mark.date.last.isoformat() if mark.date else "",
                )


def _picture(desk: Desk) -> Picture:
    board = desk.house.boards.of(desk.record)
    asked = asked_for(desk.request.query_params)
    chart = chart_of(board, asked, whole=True)
    heads = [
        Head(column.option.id, column.option.label, f"part of {column.parent.label}" if column.parent else "")
        for column in chart.columns
    ]
    lines = [_drawn(board, line) for line in chart.lines[:_MOST_ROWS]]
    return draw_matrix(chart.issue or "Who stands where", _about(asked, chart), heads, lines)


def _drawn(board: Board, line: ChartLine) -> Line:
    answers = {
        option: [Answer(mark.stance, _note(mark), mark.derived, mark.weak, mark.firm) for mark in cell.marks]
        for option, cell in line.cells.items()
        if cell.marks
    }
    return Line(board.name(line.actor), line.depth, answers)


def _note(mark: Mark) -> str:
    told = ["own" if mark.scopes == (Scope.OWN,) else "", f"×{mark.count}" if mark.count > 1 else ""]
    return " ".join(part for part in told if part)


def _about(asked: Asked, chart: Chart) -> str:
    """In words what a picture shows, so that it can stand alone."""
    told = [counted(chart.actors, "actor")]
    if len(chart.lines) > _MOST_ROWS:
        told.append(f"the first {_MOST_ROWS} rows")
    if asked.by not in (Level.CODED, Level.PERSON):
        told.append(f"by {asked.by.value}")
    if asked.since and asked.until:
        told.append(date_words(DateInterval(asked.since, asked.until)))
    elif asked.since or asked.until:
        told.append(f"since {day_words(asked.since)}" if asked.since else f"until {day_words(asked.until or date.max)}")
    if asked.evidence is not Evidence.ANY:
        told.append(EVIDENCE[asked.evidence])
    if asked.reviewed:
        told.append("checked positions only")
    return " · ".join(told)

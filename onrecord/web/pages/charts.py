"""Heat map, coalitions over time, polarisation and trajectories: a picture each, its table, and both as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from onrecord.errors import MissingExtra
from onrecord.networks import Mode, NetworkOptions, Unit
from onrecord.web.alone import page_of
from onrecord.web.board import Board
from onrecord.web.charts import Chart, coalition_chart, heat_chart, heat_of, polarisation_chart, trajectory_chart
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drawing import as_file, on_page, pdf_of, png_of
from onrecord.web.pages.files import csv_lines
from onrecord.web.pages.network import columns_of, issues_of, known_of, outlets_of, words_of
from onrecord.web.pages.network_asked import UNITS, NetworkAsked, network_asked
from onrecord.web.refusals import Refusal, not_found

router = APIRouter()

# Rows of the table under a picture; who wants more takes the file.
_LINES = 200
# Draws behind the bands of a page: a second or two; the command line takes any number.
ROUNDS = 20

Drawn = Callable[[Desk, Board, NetworkAsked], Chart]


@dataclass(frozen=True, slots=True)
class Kind:
    """A page of this module: where it is, what it is called, and what is to be known before it is looked at."""

    path: str
    title: str
    lead: str
    over_time: bool


@dataclass(frozen=True, slots=True)
class ChartPage:
    """All that such a page shows."""

    kind: Kind
    asked: NetworkAsked
    chart: Chart
    picture: Markup | None
    rows: tuple[tuple[str, ...], ...]
    issues: tuple[str, ...]
    outlets: tuple[str, ...]
    bands: bool
    address: Callable[[str], str]


KINDS: Mapping[str, Kind] = {
    "heatmap": Kind("/heatmap", "Heat map", "How actors stand on options on average.", False),
    "coalitions": Kind(
        "/coalitions", "Coalitions over time", "Who agrees with whom, window by window, and who moves.", True
    ),
    "polarisation": Kind("/polarisation", "Polarisation", "How far the debate falls apart, window by window.", True),
    "trajectories": Kind(
        "/trajectories", "Trajectories", "How the most outspoken actors stand on each option, window by window.", True
    ),
}
UNIT_WORDS = {Unit.WEEKS: "weeks", Unit.MONTHS: "months", Unit.QUARTERS: "quarters", Unit.YEARS: "years"}


@router.get("/heatmap")
@router.get("/coalitions")
@router.get("/polarisation")
@router.get("/trajectories")
def show(desk: AtDesk) -> Response:
    """The picture with its table."""
    name = desk.request.url.path.strip("/")
    board = desk.house.boards.of(desk.record)
    kind, asked = KINDS[name], _asked(desk)
    chart = _chart(desk, board, name)
    bands = _bands(desk)
    page = ChartPage(
        kind,
        asked,
        chart,
        None if chart.empty else on_page(chart.picture, "network"),
        chart.rows[:_LINES],
        issues_of(board),
        outlets_of(board),
        bands,
        lambda path: _address(asked, path, bands=bands),
    )
    return desk.render("chart.html", page, units={one: UNIT_WORDS[one] for one in UNITS}, **words_of(asked))


@router.get("/heatmap.{form}")
@router.get("/coalitions.{form}")
@router.get("/polarisation.{form}")
@router.get("/trajectories.{form}")
def as_file_of(desk: AtDesk, form: str) -> Response:
    """The same as a file."""
    name = desk.request.url.path.strip("/").partition(".")[0]
    if form not in _FORMS:
        raise not_found("file", f"{name}.{form}"[:80])
    chart = _chart(desk, desk.house.boards.of(desk.record), name, linked=False)
    if chart.empty:
        raise Refusal(404, chart.sentence, "Choose more on the page of the picture.")
    made, kind = _FORMS[form]
    return desk.download(made(chart), f"{name}.{form}", kind)


def _as_csv(chart: Chart) -> list[str | bytes]:
    return [*csv_lines([chart.headings, *chart.rows])]


_FORMS: Mapping[str, tuple[Callable[[Chart], list[str | bytes]], str]] = {
    "csv": (_as_csv, "text/csv; charset=utf-8"),
    "svg": (lambda chart: [as_file(chart.picture)], "image/svg+xml"),
    "png": (lambda chart: [png_of(chart.picture)], "image/png"),
    "pdf": (lambda chart: [pdf_of(chart.picture)], "application/pdf"),
    "html": (lambda chart: [page_of(chart.picture, chart.headings, chart.rows)], "text/html; charset=utf-8"),
}


# ---------------------------------------------------------------- what they are made of


def _asked(desk: Desk) -> NetworkAsked:
    query = dict(desk.request.query_params)
    if "unit" not in query:
        query["unit"] = Unit.QUARTERS
    return network_asked({**query, "mode": Mode.ACTORS}, Mode.ACTORS)


def _bands(desk: Desk) -> bool:
    return desk.request.query_params.get("bands") == "yes"


def _address(asked: NetworkAsked, path: str, *, bands: bool) -> str:
    """The address of a file of this page: its state without what every such page has anyway."""
    told = [part for part in asked.query().split("&") if part and not part.startswith(("mode=", "unit="))]
    if asked.unit is not Unit.QUARTERS:
        told.append(f"unit={asked.unit}")
    if bands:
        told.append("bands=yes")
    return f"{path}?{'&'.join(told)}" if told else path


def _chart(desk: Desk, board: Board, name: str, *, linked: bool = True) -> Chart:
    asked = _asked(desk)
    options = asked.options(board)
    if KINDS[name].over_time:
        options = replace(options, windows=asked.windows())
    rounds = ROUNDS if _bands(desk) else 0
    question = ("chart", name, options, asked.seed, asked.size, rounds, linked)
    return board.answers.get(question, lambda: _made(desk, board, asked, (name, options, rounds, linked)))


def _made(desk: Desk, board: Board, asked: NetworkAsked, what: tuple[str, NetworkOptions, int, bool]) -> Chart:
    name, options, rounds, linked = what
    columns, known = columns_of(desk, board), known_of(board)
    try:
        if name == "heatmap":
            return heat_chart(heat_of(columns, options, known), _behind(asked) if linked else None)
        if name == "coalitions":
            return coalition_chart(columns, options, known, seed=asked.seed, size=asked.size)
        if name == "polarisation":
            return polarisation_chart(columns, options, known, rounds=rounds, seed=asked.seed, size=asked.size)
        return trajectory_chart(columns, options, known, size=asked.size)
    except MissingExtra as error:
        raise Refusal(422, "This needs libraries that are not installed.", str(error)) from error


def _behind(asked: NetworkAsked) -> Callable[[str, str], str]:
    """The list of positions behind a cell."""

    def href(actor: str, option: str) -> str:
        query = {
            "actor": actor,
            "by": str(asked.by),
            "option": option,
            "derived": "no",
            "since": asked.since or "",
            "until": asked.until or "",
            "scope": str(asked.scope or ""),
            "voice": str(asked.voice or ""),
        }
        return f"/positions?{urlencode({key: value for key, value in query.items() if value})}"

    return href

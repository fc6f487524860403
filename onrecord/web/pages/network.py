"""The network: who goes with whom or with what, as a picture and as a table, with the positions behind every tie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import numpy as np
from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from onrecord.networks import (
    Columns,
    Duplicates,
    Known,
    Mode,
    Network,
    NetworkOptions,
    Normalise,
    Qualifier,
    Weight,
    network,
)
from onrecord.networks.insight import trust_sentence
from onrecord.record.board_rows import article_heads
from onrecord.record.light_rows import position_rows
from onrecord.record.search import Order, Search, Wanted
from onrecord.record.sharing import shared
from onrecord.types import Scope, Voice
from onrecord.web.alone import page_of
from onrecord.web.board import Board
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drawing import Picture, Size, Web, as_file, on_page, pdf_of, png_of
from onrecord.web.pages.choices import LEVELS
from onrecord.web.pages.files import csv_file
from onrecord.web.pages.network_asked import NORMALISATIONS, WEIGHTS, Layout, NetworkAsked, network_asked
from onrecord.web.pages.receipts import STATE_WORDS, Receipt, receipt_of
from onrecord.web.pictures import Camps, Drawing, camps_of, draw, tie_table, web_of
from onrecord.web.refusals import not_found
from onrecord.web.templating import address
from onrecord.web.wording import COUNT_WORDS

router = APIRouter()

# Lines of the table beside the picture; who wants more takes the file.
_LINES = 100
# Receipts behind a tie that are shown at once.
_RECEIPTS = 40

MODE_WORDS = {Mode.TWO: "actors and options", Mode.ACTORS: "actors", Mode.OPTIONS: "options"}
WEIGHT_WORDS = {
    Weight.IGNORE: "all positions",
    Weight.COMBINE: "for and against together",
    Weight.CONGRUENCE: "agreement",
    Weight.CONFLICT: "conflict",
    Weight.SUBTRACT: "agreement less conflict",
}
NORMALISE_WORDS = {
    Normalise.NO: "counts as they are",
    Normalise.ACTIVITY: "by activity of the actor",
    Normalise.PROMINENCE: "by prominence of the option",
    Normalise.AVERAGE: "by average activity",
    Normalise.JACCARD: "Jaccard",
    Normalise.COSINE: "cosine",
}
QUALIFIER_WORDS = {
    Qualifier.BOOLEAN: "for or against",
    Qualifier.STRICT: "for or against, strictly",
    Qualifier.INTEGER: "five steps by distance",
    Qualifier.CATEGORIES: "five steps, each apart",
}
DUPLICATE_WORDS = {
    Duplicates.INCLUDE: "every position",
    Duplicates.DOCUMENT: "once an article",
    Duplicates.WEEK: "once a week",
    Duplicates.MONTH: "once a month",
    Duplicates.YEAR: "once a year",
    Duplicates.RANGE: "once in all",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A tie in the table; ``number`` is that of its line in the picture."""

    number: int
    source: str
    target: str
    weight: float
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """All that the page shows."""

    asked: NetworkAsked
    picture: Markup | None
    sentence: str
    rows: tuple[Row, ...]
    total: int
    nodes: int
    counted: int
    issues: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TiePage:
    """What stands behind a tie."""

    source: str
    target: str
    weight: float
    receipts: tuple[Receipt, ...]
    total: int
    back: str


@dataclass(frozen=True, slots=True)
class Found:
    """A network as it was asked for, with the coalitions of its actors."""

    asked: NetworkAsked
    network: Network
    camps: Camps


# ---------------------------------------------------------------- pages


@router.get("/network")
def show(desk: AtDesk) -> Response:
    """The picture with the table of its ties."""
    board = desk.house.boards.of(desk.record)
    found = found_in(desk, board)
    web = board.answers.get(("web", found.asked), lambda: _web(found))
    page = NetworkPage(
        asked=found.asked,
        picture=on_page(_drawn(found, web), "network") if len(found.network.ties.weight) else None,
        sentence=web.caption,
        rows=_rows(web),
        total=len(found.network.ties.weight),
        nodes=len(found.network.nodes),
        counted=found.network.counted,
        issues=issues_of(board),
        outlets=outlets_of(board),
    )
    return desk.render("network.html", page, **words_of(found.asked))


@router.get("/network/tie")
def tie(desk: AtDesk) -> Response:
    """What stands behind one tie, as a part of the page or, without scripts, as a page."""
    board = desk.house.boards.of(desk.record)
    query = desk.request.query_params
    found = found_in(desk, board)
    source, target = query.get("source", ""), query.get("target", "")
    names = {node.id: node.name for node in found.network.nodes}
    try:
        ids = found.network.positions(source, target)
    except KeyError:
        raise not_found("tie with", source if source not in names else target) from None
    # A member at the level of states has the position of its group.
    plain = tuple(dict.fromkeys(one.partition(">")[0] for one in ids))
    page = TiePage(
        names[source],
        names[target],
        _weight(found.network, source, target),
        _receipts(desk, board, plain),
        len(plain),
        found.asked.url(),
    )
    template = "tie.html" if query.get("part") == "yes" else "tie_page.html"
    return desk.render(template, page, state_words=STATE_WORDS)


def words_of(asked: NetworkAsked) -> dict[str, Any]:
    """What the form of choices calls everything."""
    plain = {Weight.SUBTRACT: "support less opposition"} if asked.mode is Mode.TWO else {}
    return {
        "modes": MODE_WORDS,
        "weights": {one: plain.get(one, WEIGHT_WORDS[one]) for one in WEIGHTS[asked.mode]},
        "normalisations": {one: NORMALISE_WORDS[one] for one in NORMALISATIONS[asked.mode]},
        "qualifiers": QUALIFIER_WORDS,
        "counts": COUNT_WORDS,
        "duplicates": DUPLICATE_WORDS,
        "levels": LEVELS,
        "layouts": {Layout.COLUMNS: "in two columns", Layout.FORCES: "by nearness"},
        "sizes": {Size.PAPER: "paper", Size.SLIDE: "slide"},
        "voices": {Voice.OWN: "own words", Voice.REPORTED: "reported", Voice.ATTRIBUTED: "said by another"},
        "scopes": {Scope.GENERAL: "in general", Scope.OWN: "own means"},
    }


# ---------------------------------------------------------------- files


@router.get("/network.csv")
def as_csv(desk: AtDesk) -> Response:
    """The ties with the positions behind each."""
    from onrecord.exports.edges_csv import edge_lines
    from onrecord.exports.graph import graph_of

    lines = edge_lines(graph_of(_found(desk).network))
    return desk.download(csv_file(lines), "network.csv", "text/csv; charset=utf-8")


@router.get("/network.graphml")
def as_graphml(desk: AtDesk) -> Response:
    """The network for Gephi, visone, igraph and networkx."""
    from onrecord.exports import graphml
    from onrecord.exports.graph import graph_of

    found = _found(desk)
    graph = graph_of(found.network, facts=_facts(found))
    return desk.download(_ended(graphml.lines(graph)), "network.graphml", "application/graphml+xml")


@router.get("/network.gexf")
def as_gexf(desk: AtDesk) -> Response:
    """The network for Gephi."""
    from onrecord.exports import gexf
    from onrecord.exports.graph import graph_of

    found = _found(desk)
    return desk.download(_ended(gexf.lines(graph_of(found.network, facts=_facts(found)))), "network.gexf", "text/xml")


@router.get("/network.svg")
def as_svg(desk: AtDesk) -> Response:
    """The picture, which any program that draws can open and change."""
    return desk.download([as_file(_picture(desk))], "network.svg", "image/svg+xml")


@router.get("/network.png")
def as_png(desk: AtDesk) -> Response:
    """The picture in pixels."""
    return desk.download([png_of(_picture(desk))], "network.png", "image/png")


@router.get("/network.pdf")
def as_pdf(desk: AtDesk) -> Response:
    """The picture for print."""
    return desk.download([pdf_of(_picture(desk))], "network.pdf", "application/pdf")


@router.get("/network.html")
def as_html(desk: AtDesk) -> Response:
    """The picture that can be moved, as one file that needs nothing beside it."""
    found = _found(desk)
    web = web_of(found.network, found.camps, trust_sentence(found.network))
    picture = draw(web, _drawing(found.asked))
    return desk.download([page_of(picture, *tie_table(web))], "network.html", "text/html; charset=utf-8")


# ---------------------------------------------------------------- what they are made of


def issues_of(board: Board) -> tuple[str, ...]:
    """The issues of the codebook in its order."""
    return tuple(dict.fromkeys(option.issue for option in board.codebook.options if option.issue))


def outlets_of(board: Board) -> tuple[str, ...]:
    """The outlets that the record has articles of."""
    return tuple(sorted({head.outlet for head in board.heads.values() if head.outlet}))


def columns_of(desk: Desk, board: Board) -> Columns:
    """The positions of the record as networks count them, kept as long as the board is."""

    def read() -> Columns:
        outlets = {head.id: head.outlet for head in article_heads(desk.record)}
        return Columns.of(position_rows(desk.record), outlets, shared(desk.record))

    return board.answers.get("columns", read)


def known_of(board: Board) -> Known:
    """The names of actors and options."""
    return Known(board.actors, {option.id: option.label for option in board.codebook.options})


def found_in(desk: Desk, board: Board) -> Found:
    """The network that the address asks for, worked out once for the page and its files."""
    asked = network_asked(desk.request.query_params)
    options = asked.options(board)
    made, camps = board.answers.get(("network", options), lambda: _made(desk, board, options))
    return Found(asked, _strong(made, asked.least), camps)


def _made(desk: Desk, board: Board, options: NetworkOptions) -> tuple[Network, Camps]:
    columns, known = columns_of(desk, board), known_of(board)
    return network(columns, options, known), camps_of(columns, options, known)


def _strong(found: Network, least: float) -> Network:
    """The network without the ties that are weaker."""
    if least <= 0:
        return found
    kept = np.abs(found.ties.weight) >= least
    ties = replace(
        found.ties, source=found.ties.source[kept], target=found.ties.target[kept], weight=found.ties.weight[kept]
    )
    return replace(found, ties=ties)


def _found(desk: Desk) -> Found:
    return found_in(desk, desk.house.boards.of(desk.record))


def _web(found: Found) -> Web:
    return web_of(found.network, found.camps, trust_sentence(found.network), _drawing(found.asked))


def _picture(desk: Desk) -> Picture:
    found = _found(desk)
    return _drawn(found, web_of(found.network, found.camps, trust_sentence(found.network)))


def _drawn(found: Found, web: Web) -> Picture:
    return draw(web, _drawing(found.asked))


def _drawing(asked: NetworkAsked) -> Drawing:
    return Drawing(
        size=asked.size,
        columns=asked.layout is Layout.COLUMNS,
        seed=asked.seed,
        node_href=_node_url,
        tie_href=lambda source, target: tie_url(asked, source, target),
    )


def _node_url(kind: str, identifier: str) -> str:
    return address("options", identifier.removeprefix("option:")) if kind == "option" else address("actors", identifier)


def tie_url(asked: NetworkAsked, source: str, target: str) -> str:
    """The address of what stands behind a tie."""
    ends = urlencode({"source": source, "target": target})
    rest = asked.query()
    return f"/network/tie?{ends}&{rest}" if rest else f"/network/tie?{ends}"


def _rows(web: Web) -> tuple[Row, ...]:
    """The strongest drawn ties."""
    order = sorted(range(len(web.ties)), key=lambda at: -abs(web.ties[at].weight))[:_LINES]
    knots = web.knots
    return tuple(
        Row(at, knots[tie.source].name, knots[tie.target].name, tie.weight, tie.count, tie.href or "")
        for at, tie in ((at, web.ties[at]) for at in order)
    )


def _weight(found: Network, source: str, target: str) -> float:
    rows = {node.id: at for at, node in enumerate(found.rows)}
    columns = {node.id: at for at, node in enumerate(found.columns)} if found.two_mode else rows
    one, two = rows[source], columns[target]
    if not found.two_mode:
        one, two = min(one, two), max(one, two)
    here = (found.ties.source == one) & (found.ties.target == two)
    return float(found.ties.weight[here].sum())


def _receipts(desk: Desk, board: Board, ids: tuple[str, ...]) -> tuple[Receipt, ...]:
    if not ids:
        return ()
    found = Search(desk.record).positions(Wanted(ids=ids, order=Order.NEWEST), limit=_RECEIPTS)
    texts: dict[str, str] = {}
    for hit in found.rows:
        if hit.article.id not in texts:
            held = desk.record.article(hit.article.id)
            texts[hit.article.id] = held.text if held else ""
    return tuple(receipt_of(hit, board, texts[hit.article.id]) for hit in found.rows)


def _facts(found: Found) -> dict[str, dict[str, str | int | float | bool | None]]:
    """The coalition of each actor, for programs that colour by it."""
    return {name: {"coalition": camp} for name, camp in found.camps.of.items()}


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n"

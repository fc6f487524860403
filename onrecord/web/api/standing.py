"""Who stands where: the map, stands, changes, splits and networks, with the codebook that they are counted by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query

from onrecord.exports.objects import Sources
from onrecord.exports.standing import named_object, shift_object, split_object, stand_object
from onrecord.networks import Columns, Known, Network, network
from onrecord.networks.stands import day_of
from onrecord.record.light_rows import position_rows
from onrecord.record.sharing import shared
from onrecord.types import Scope, Shift, Stand
from onrecord.web.api import answers, asking
from onrecord.web.api.calls import Call, Marked
from onrecord.web.board import Board
from onrecord.web.board.chart import ChartCell, chart_of, issues_of
from onrecord.web.board.moves import within
from onrecord.web.board.rows import STEPS, Flags, day_of_ordinals
from onrecord.web.board.voices import Torn
from onrecord.web.lines import mark_object
from onrecord.web.pages.map import cell_url
from onrecord.web.refusals import Refusal

router = APIRouter(tags=["Who stands where"])

# Edges of one answer: some 10 MB, and with the positions behind each, which are looked up one by one, some seconds.
_MOST_EDGES, _MOST_RECEIPTS = 100_000, 5_000
_WITH = {True: " with their receipts", False: ""}
# States of review in which a person has settled a position: accepted, changed, added.
_SETTLED = (1, 2, 3)


@router.get("/issues", response_model=list[answers.Issue])
def issues(call: Marked) -> Any:
    """The debates of the codebook, the most spoken of first."""
    board = _board(call)
    told: dict[str, list[str]] = {}
    for option in board.codebook.options:
        told.setdefault(option.issue, []).append(option.id)
    return [{"issue": name, "options": told[name], "positions": said} for name, said in issues_of(board)]


@router.get("/options", response_model=list[answers.Option])
def options(call: Marked) -> Any:
    """The options of the codebook, with how much there is on each."""
    board = _board(call)
    coded, size = ~board.rows.derived, len(board.lists.options)
    said = np.bincount(board.rows.option[coded], minlength=size).tolist()
    settled = coded & np.isin(board.rows.state, _SETTLED)
    reviewed = np.bincount(board.rows.option[settled], minlength=size).tolist()
    places = board.lists.options.place
    return [
        {
            "id": one.id,
            "issue": one.issue,
            "label": one.label,
            "description": one.description,
            "keywords": list(one.keywords),
            "parent": one.parent,
            "opposed": list(one.opposed),
            "positions": said[places[one.id]],
            "reviewed": reviewed[places[one.id]],
        }
        for one in board.codebook.options
    ]


@router.get("/map", response_model=answers.Page[answers.MapCell])
def cells(call: Marked, asked: Annotated[asking.MapAsked, Query()]) -> Any:
    """The cells of the map of one issue, row by row; the most spoken of where none is named."""
    board, chart_asked = _board(call), asked.chart()
    chart = board.answers.get(("api map", chart_asked), lambda: chart_of(board, chart_asked, whole=True))
    found = [
        line.cells[column.option.id]
        for line in chart.lines
        for column in chart.columns
        if column.option.id in line.cells and line.cells[column.option.id].marks
    ]
    some, after = call.cut(found, asked.after, asked.limit)
    base = str(call.desk.request.base_url).rstrip("/")

    def told(cell: ChartCell) -> dict[str, Any]:
        return {**_cell(board, cell), "positions": base + cell_url(chart_asked, cell, "/positions")}

    return call.listed([told(cell) for cell in some], len(found), after)


@router.get("/stands", response_model=answers.Page[answers.Stand])
def stands(call: Marked, asked: Annotated[asking.StandsAsked, Query()]) -> Any:
    """What the positions of each actor on each option add up to, with the ids of all that it rests on."""
    board = _board(call)
    rows = board.rows
    question = ("api stands", asked.actor, asked.option, asked.scope, asked.since, asked.until)
    held = board.answers.get(question, lambda: _grouped(board, _kept(board, asked) & ~rows.former))
    some, after = call.cut(sorted(held), asked.after, asked.limit)
    names, options = board.lists.actors.names, board.lists.options.names
    found = [
        Stand(
            names[key[0]],
            options[key[1]],
            Scope.OWN if key[2] else Scope.GENERAL,
            STEPS[int(rows.stance[held[key][0]])],
            tuple(rows.id[held[key]].tolist()),
            day_of_ordinals(int(rows.first[held[key][0]]), int(rows.last[held[key][0]])),
        )
        for key in some
    ]
    sources = _sources(board)
    told = [stand_object(one, sources) for one in found]
    return call.listed(told, len(held), after)


@router.get("/shifts", response_model=answers.Page[answers.Shift])
def shifts(call: Marked, asked: Annotated[asking.ShiftsAsked, Query()]) -> Any:
    """Who moved: changes between dates and those that texts report, in the order of days."""
    board = _board(call)
    every = board.answers.get("api shifts", lambda: _every_shift(board))
    since = asked.since.toordinal() if asked.since else 0
    until = asked.until.toordinal() if asked.until else 0
    found = [
        one
        for one in every
        if asked.actor in (None, one.actor)
        and asked.option in (None, one.option)
        and asked.reported in (None, one.reported)
        and (asked.scope is None or one.scope in (None, asked.scope))
        and within(one.date, since, until)
    ]
    some, after = call.cut(found, asked.after, asked.limit)
    return call.listed([_shift(board, one) for one in some], len(found), after)


@router.get("/splits", response_model=answers.Page[answers.Split])
def splits(call: Marked, asked: Annotated[asking.StandsAsked, Query()]) -> Any:
    """Bodies whose office holders say different things at one time; ``actor`` is the body."""
    board = _board(call)
    question = ("api splits", asked.since, asked.until, asked.scope)
    torn = board.answers.get(
        question, lambda: Torn(board.rows, board.lists, board.crew, _kept(board, asked, whole=True))
    )
    bodies = [one for one in _bodies(board) if asked.actor in (None, one)]
    found = [one for one in torn.splits(bodies) if asked.option in (None, one.option)]
    some, after = call.cut(found, asked.after, asked.limit)
    sources = _sources(board)
    told = [split_object(one, sources) for one in some]
    return call.listed(told, len(found), after)


@router.get("/network", response_model=answers.Network)
def one_network(call: Marked, asked: Annotated[asking.NetworkAsked, Query()]) -> Any:
    """Who goes together: actors by options, actors or options; with ``receipts`` the positions behind each edge."""
    board = _board(call)
    outlets = {head.id: head.outlet for head in board.heads.values()}
    record = call.desk.record
    columns = board.answers.get("api columns", lambda: Columns.of(position_rows(record), outlets, shared(record)))
    labels = {one.id: one.label for one in board.codebook.options}
    made = network(columns, asked.options(), Known(board.actors, labels))
    edges, most = len(made.ties.weight), _MOST_RECEIPTS if asked.receipts else _MOST_EDGES
    if edges > most:
        raise Refusal(
            422,
            f"This network has {edges:,} edges; no more than {most:,} are given at once{_WITH[asked.receipts]}.",
            "Ask for a shorter period, some options or a higher minimum, or write it with `onrecord network`.",
        )
    period = made.period
    return {
        "mode": asked.mode,
        "counted": made.counted,
        "since": period.first.isoformat() if period else None,
        "until": period.last.isoformat() if period else None,
        "nodes": [one._asdict() for one in made.nodes],
        "edges": list(_edges(made, receipts=asked.receipts)),
    }


def _edges(made: Network, *, receipts: bool) -> Iterator[dict[str, Any]]:
    ties = made.ties
    for source, target, weight in zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True):
        behind = list(made.behind.ids(source, target)) if receipts else None
        yield {
            "source": made.rows[source].id,
            "target": made.columns[target].id,
            "weight": weight,
            "positions": behind,
        }


# ---------------------------------------------------------------- what they are made of


def _board(call: Call) -> Board:
    return call.desk.house.boards.of(call.desk.record)


def _kept(board: Board, asked: asking.CellsAsked, *, whole: bool = False) -> Flags:
    """Which rows count: all that is asked for, or with ``whole`` of all actors and options."""
    rows = board.rows
    kept = np.ones(len(rows), dtype=np.bool_)
    if asked.actor is not None and not whole:
        kept &= rows.actor == board.lists.actors.place.get(asked.actor, -1)
    if asked.option is not None and not whole:
        kept &= rows.option == board.lists.options.place.get(asked.option, -1)
    if asked.scope is not None:
        kept &= rows.own == (asked.scope is Scope.OWN)
    if asked.since or asked.until:
        kept &= rows.last > 0
    if asked.since:
        kept &= rows.last >= asked.since.toordinal()
    if asked.until:
        kept &= rows.first <= asked.until.toordinal()
    return kept


def _grouped(board: Board, kept: Flags) -> dict[tuple[int, int, bool], list[int]]:
    """The places of rows by actor, option and scope; they lie in the order in which they decide."""
    rows, places = board.rows, np.flatnonzero(kept)
    keys = zip(rows.actor[places].tolist(), rows.option[places].tolist(), rows.own[places].tolist(), strict=True)
    held: dict[tuple[int, int, bool], list[int]] = {}
    for place, key in zip(places.tolist(), keys, strict=True):
        held.setdefault(key, []).append(place)
    return held


def _every_shift(board: Board) -> list[Shift]:
    changes = board.changes
    between = [changes.shift(board.rows, board.lists, at) for at in range(len(changes.actor))]
    every = [*between, *(one for told in changes.told.values() for one in told)]
    return sorted(every, key=lambda one: (day_of(one.date), one.actor, one.option or "", one.positions))


def _shift(board: Board, one: Shift) -> dict[str, Any]:
    sources = _sources(board)
    chain = board.crew.chain(one.actor)
    return {**shift_object(one, sources), "counts_for": named_object(chain[0], sources) if chain else None}


def _bodies(board: Board) -> list[str]:
    """Actors that others may speak for."""
    return [one.id for one in board.actors.values() if one.kind.value not in ("person", "group")]


def _cell(board: Board, cell: ChartCell) -> dict[str, Any]:
    first, split = cell.marks[0], cell.split
    return {
        "issue": board.options[cell.option].issue,
        "option": cell.option,
        "actor": named_object(cell.actor, _sources(board)),
        "stance": first.stance,
        "disputed": any(mark.disputed for mark in cell.marks),
        "strength": first.backing.strength,
        "count": cell.positions,
        "stands": [mark_object(mark) for mark in cell.marks],
        "reviewed": cell.reviewed,
        "changes": cell.moved.times if cell.moved else 0,
        "split": None if split is None else "split" if split.opposite else "two voices",
    }


def _sources(board: Board) -> Sources:
    return Sources({}, board.actors, board.codebook)

"""What actors said on one option as the days went by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.types import Stance
from onrecord.web.board.asked import Asked, Sort
from onrecord.web.board.chart import in_period, kept_rows
from onrecord.web.board.courses import courses
from onrecord.web.board.finding import named_like
from onrecord.web.board.marks import Marks, marks_of
from onrecord.web.board.rows import STEPS, Flags, Numbers, Rows
from onrecord.web.board.shared import Board
from onrecord.web.grid import Mark

# Bands of one page: a picture of three screens.
_BANDS = 20


@dataclass(frozen=True, slots=True)
class Lifeline:
    """The positions of an actor on an option in one scope, as places of rows from the earliest to the latest.

    ``deciding`` are those that decided in turn, ``shifts`` those with which the stand changed.
    """

    actor: str
    own: bool
    rows: tuple[int, ...]
    deciding: tuple[int, ...]
    shifts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor's stand on the option, with its lifelines."""

    actor: str
    marks: tuple[Mark, ...]
    lines: tuple[Lifeline, ...]
    positions: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class OptionView:
    """One page of an option: who stands where, how many do, and how many pages there are."""

    standings: tuple[Standing, ...]
    tally: tuple[tuple[Stance, int], ...]
    actors: int
    page: int
    pages: int
    rows: Rows


def option_view(
    board: Board,
    asked: Asked,
    option: str,
    stance: Stance | None = None,
    actor: str | None = None,
    *,
    whole: bool = False,
) -> OptionView:
    """Who said what on an option over time, one page of actors or the ``whole`` of it for a file."""
    rows = board.at(asked.by)
    kept = _kept(board, asked, option, rows)
    mine = rows.take(np.flatnonzero(kept))
    marks = marks_of(mine, np.ones(len(mine), dtype=np.bool_))
    wanted = _wanted(board, asked, marks, actor)
    marks = marks if wanted.all() else marks.take(wanted[marks.actor])
    firsts = np.flatnonzero(marks.first)
    tally = np.bincount(marks.stance[firsts], minlength=len(STEPS)).tolist()
    if stance is not None:
        firsts = firsts[marks.stance[firsts] == STEPS.index(stance)]
    ordered = _ordered(board, asked, mine, marks, firsts)
    pages = max(1, -(-len(ordered) // _BANDS))
    page = min(max(1, asked.page), pages)
    shown = ordered if whole else ordered[(page - 1) * _BANDS : page * _BANDS]
    return OptionView(
        standings=tuple(_standing(board, mine, marks, int(marks.actor[place])) for place in shown),
        tally=tuple(zip(STEPS, tally, strict=True)),
        actors=len(ordered),
        page=page,
        pages=pages,
        rows=mine,
    )


def _kept(board: Board, asked: Asked, option: str, rows: Rows) -> Flags:
    known = [board.options[option]]
    return kept_rows(board, asked, rows, known) & in_period(rows, asked)


def _wanted(board: Board, asked: Asked, marks: Marks, actor: str | None) -> Flags:
    wanted = np.ones(len(board.lists.actors), dtype=np.bool_)
    if actor is not None:
        wanted &= board.crew.under(actor, listed=False)
    if asked.kind is not None:
        wanted &= board.crew.are(asked.kind)
    if asked.find:
        wanted &= named_like(board.crew, asked.find, np.unique(marks.actor))
    return wanted


def _ordered(board: Board, asked: Asked, rows: Rows, marks: Marks, firsts: Numbers) -> Numbers:
    names = board.lists.actors.names
    actors = marks.actor[firsts]
    if asked.sort is Sort.NAME:
        order = sorted(range(len(firsts)), key=lambda at: board.name(names[int(actors[at])]).casefold())
        return firsts[order]
    said = np.bincount(rows.actor[~rows.derived], minlength=len(names))
    return firsts[np.lexsort((-marks.positions[firsts], -said[actors]))]


def _changed(board: Board) -> frozenset[str]:
    """The ids of all positions with which a stand changed, between dates or from what a text marks as former."""

    def found() -> frozenset[str]:
        told = (shift.positions[-1] for shifts in board.changes.told.values() for shift in shifts if shift.scope)
        return frozenset((*board.rows.id[board.changes.after].tolist(), *told))

    return board.answers.get("changed", found)


def lifelines_of(board: Board, rows: Rows, places: Numbers, actor: str) -> tuple[Lifeline, ...]:
    """The lifelines of an actor on one option, in general and for its own means; derived ones where none is coded."""
    if (~rows.derived[places]).any():
        places = places[~rows.derived[places]]
    changed = _changed(board)
    return tuple(
        _lifeline(rows, places[rows.own[places] == own], actor, changed)
        for own in (False, True)
        if (rows.own[places] == own).any()
    )


def _standing(board: Board, rows: Rows, marks: Marks, actor: int) -> Standing:
    places = np.flatnonzero(rows.actor == actor)
    name = board.lists.actors.names[actor]
    lines = lifelines_of(board, rows, places, name)
    mine = marks.of_actor(actor)
    return Standing(
        name,
        tuple(marks.mark(place) for place in mine),
        lines,
        sum(len(line.rows) for line in lines),
        int(marks.reviewed[list(mine)].sum()),
    )


def _lifeline(rows: Rows, places: Numbers, actor: str, changed: frozenset[str]) -> Lifeline:
    current = places[~rows.former[places]]
    deciding, _ = courses(rows, current)
    by_day = places[np.argsort(rows.last[places], kind="stable")].tolist()
    return Lifeline(
        actor,
        bool(rows.own[places[0]]),
        tuple(by_day),
        tuple(deciding.tolist()),
        frozenset(place for place in by_day if rows.id[place] in changed),
    )

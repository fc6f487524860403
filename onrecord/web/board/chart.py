"""The rows and columns of one page of the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.networks import Level
from onrecord.types import Option, Scope, Split, Stance
from onrecord.web.board.actors import KINDS
from onrecord.web.board.asked import Asked, Evidence, Sort
from onrecord.web.board.camps import camp_places
from onrecord.web.board.finding import named_like
from onrecord.web.board.marks import Marks, marks_of
from onrecord.web.board.movement import Moved, bodies_shown, moved_in, splits_in
from onrecord.web.board.rows import SCALE, STEPS, Flags, Numbers, Rows
from onrecord.web.board.shared import Board
from onrecord.web.grid import Mark

# Rows of a page: more than two screens of them, few enough for a page of 80 options to come at once.
_ROWS = 40
# Of a body with many voices the first ones stand under it; the others have a page of their own.
_UNDER = 8


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """An option with how many actors stand where."""

    option: Option
    parent: Option | None
    tally: Mapping[Stance, int]


@dataclass(frozen=True, slots=True)
class ChartCell:
    """What an actor answers on an option; ``reviewed`` of the passages behind it were judged by a person."""

    actor: str
    option: str
    marks: tuple[Mark, ...]
    reviewed: int = 0
    moved: Moved | None = None
    split: Split | None = None

    @property
    def positions(self) -> int:
        """How many passages say what the cell shows."""
        return sum(mark.count for mark in self.marks)


@dataclass(frozen=True, slots=True)
class ChartLine:
    """An actor with its answers; ``depth`` is 1 for who is listed under a body, ``more`` counts who is not shown."""

    actor: str
    depth: int
    cells: Mapping[str, ChartCell]
    said: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """One page of the map, and how much there is of it as a whole."""

    issue: str | None
    columns: tuple[ChartColumn, ...]
    lines: tuple[ChartLine, ...]
    actors: int
    cells: int
    page: int
    pages: int


def issue_of(board: Board, asked: Asked) -> str | None:
    """The issue that is shown: the one asked for or, where there is none of that name, the most spoken of."""
    spoken = board.answers.get("issues", lambda: issues_of(board))
    if asked.issue in dict(spoken):
        return asked.issue
    return spoken[0][0] if spoken else None


def issues_of(board: Board) -> tuple[tuple[str, int], ...]:
    """Every issue with the number of its coded positions, the most spoken of first."""
    counts = np.bincount(board.rows.option[~board.rows.derived], minlength=len(board.lists.options))
    found: dict[str, int] = {}
    for option in board.codebook.options:
        found[option.issue] = found.get(option.issue, 0) + int(counts[board.lists.options.place[option.id]])
    return tuple(sorted(found.items(), key=lambda item: -item[1]))


def chart_of(board: Board, asked: Asked, *, whole: bool = False) -> Chart:
    """The page of the map that is asked for, or the ``whole`` map for a file."""
    issue = issue_of(board, asked)
    options = families([option for option in board.codebook.options if option.issue == issue])
    marks = board.answers.get((issue, *asked.question[1:]), lambda: _answers(board, asked, options))
    wanted = _wanted(board, asked, marks)
    shown = marks.take(wanted[marks.actor]) if not wanted.all() else marks
    blocks = _blocks(board, asked, shown)
    pages = [blocks] if whole else _paged(blocks, alone=asked.body is not None)
    page = min(max(1, asked.page), max(1, len(pages)))
    lines = [line for block in (pages[page - 1] if pages else []) for line in _lines(board, shown, block)]
    lines = _with_movement(board, replace(asked, issue=issue), options, lines)
    return Chart(
        issue=issue,
        columns=tuple(_columns(board, options, shown)),
        lines=tuple(lines),
        actors=len(np.unique(shown.actor)),
        cells=int(shown.first.sum()),
        page=page,
        pages=len(pages),
    )


def kept_rows(board: Board, asked: Asked, rows: Rows, options: Sequence[Option]) -> Flags:
    """Which rows count in the map that is asked for."""
    on = np.zeros(len(board.lists.options), dtype=np.bool_)
    on[[board.lists.options.place[option.id] for option in options]] = True
    kept: Flags = on[rows.option]
    return kept & in_period(rows, asked) & of_claims(rows, asked)


def in_period(rows: Rows, asked: Asked) -> Flags:
    """Which rows lie in the period; the undated ones in no dated one."""
    since, until = asked.days
    kept = np.ones(len(rows), dtype=np.bool_)
    if since or until:
        kept &= rows.last > 0
    if since:
        kept &= rows.last >= since
    if until:
        kept &= rows.first <= until
    return kept


def of_claims(rows: Rows, asked: Asked) -> Flags:
    """Which rows are of the scope, and judged where only those count."""
    kept = np.ones(len(rows), dtype=np.bool_)
    if asked.scope is not None:
        kept &= rows.own == (asked.scope is Scope.OWN)
    if asked.reviewed:
        kept &= (rows.state > 0) & (rows.state < 4)
    return kept


def _answers(board: Board, asked: Asked, options: Sequence[Option]) -> Marks:
    rows = board.at(asked.by)
    marks = marks_of(rows, kept_rows(board, asked, rows, options), asked.count)
    kept = np.ones(len(marks), dtype=np.bool_)
    if not asked.derived:
        kept &= ~marks.derived
    if asked.evidence is Evidence.PLAIN:
        kept &= ~marks.weak
    elif asked.evidence is Evidence.FIRM:
        kept &= marks.firm
    elif asked.evidence is not Evidence.ANY:
        kept &= marks.sayings >= int(asked.evidence.value)
    return marks if kept.all() else marks.take(kept)


def _wanted(board: Board, asked: Asked, marks: Marks) -> Flags:
    """Which actors are to be shown."""
    wanted = np.ones(len(board.lists.actors), dtype=np.bool_)
    if asked.kind is not None:
        wanted &= board.crew.kinds == KINDS.index(asked.kind)
    if asked.body is not None:
        wanted &= board.crew.under(asked.body)
    if asked.find:
        wanted &= named_like(board.crew, asked.find, np.unique(marks.actor))
    return wanted


# ---------------------------------------------------------------- the order of rows


@dataclass(frozen=True, slots=True)
class _Block:
    body: int
    under: Numbers
    more: int = 0


def _blocks(board: Board, asked: Asked, marks: Marks) -> list[_Block]:
    """Bodies with those listed under them in the order that is asked for; at other levels everybody is a block."""
    size = len(board.lists.actors)
    said = np.bincount(marks.actor, weights=marks.positions, minlength=size).astype(np.float64)
    speakers = np.unique(marks.actor)
    homes = board.crew.homes if asked.by is Level.CODED else np.arange(size)
    key = _sort_keys(board, asked, marks, homes, said)
    order = np.lexsort((-said[speakers], homes[speakers]))
    if asked.sort is not Sort.SAID:
        own = _sort_keys(board, asked, marks, np.arange(size), said)
        order = np.lexsort((own[speakers], homes[speakers]))
    ordered = speakers[order]
    cuts = np.flatnonzero(np.diff(homes[ordered])) + 1
    made = []
    for members in np.split(ordered, cuts) if len(ordered) else []:
        body = int(homes[members[0]])
        made.append(_Block(body, members[members != body]))
    return sorted(made, key=lambda block: (key[block.body], board.name(board.lists.actors.names[block.body])))


def _sort_keys(board: Board, asked: Asked, marks: Marks, homes: Numbers, said: npt.NDArray[np.float64]) -> Numbers:
    """A number for each block, the smallest comes first."""
    size = len(board.lists.actors)
    total = np.bincount(homes, weights=said, minlength=size)
    if asked.sort is Sort.SAID:
        return (-total).astype(np.int64)
    if asked.sort is Sort.NAME:
        names = sorted(range(size), key=lambda at: board.name(board.lists.actors.names[at]).casefold())
        rank = np.empty(size, dtype=np.int64)
        rank[names] = np.arange(size)
        return rank
    value, weight = _means(marks, homes, size, len(board.lists.options))
    if asked.sort is Sort.CAMP:
        return (-camp_places(value, weight) * 1_000_000).astype(np.int64)
    place = board.lists.options.place.get(asked.on or "", -1)
    if place < 0:
        return (-total).astype(np.int64)
    # Who says nothing on it comes last; of equals who says more comes first.
    answered = weight[:, place] > 0
    found = np.where(answered, -value[:, place] * 1_000_000, 2_000_000)
    return (found - np.minimum(total, 900_000) / 1_000).astype(np.int64)


def _means(
    marks: Marks, homes: Numbers, size: int, options: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The mean answer of each block on each option, of its actors' mean answers, and how many of these there are."""
    cell = np.cumsum(marks.first) - 1
    answers = np.bincount(cell, weights=SCALE[marks.stance]) / np.maximum(1, np.bincount(cell))
    block, option = homes[marks.actor[marks.first]], marks.option[marks.first]
    key = block * options + option
    weight = np.bincount(key, minlength=size * options).astype(np.float64)
    value = np.bincount(key, weights=answers, minlength=size * options) / np.maximum(1.0, weight)
    return value.reshape(size, options), weight.reshape(size, options)


def _paged(blocks: Sequence[_Block], *, alone: bool) -> list[list[_Block]]:
    """Blocks in pages of about as many rows; long ones are cut, but that of a body looked at alone has pages itself."""
    if alone and len(blocks) == 1:
        only = blocks[0]
        begins = range(0, max(1, len(only.under)), _ROWS)
        return [[replace(only, under=only.under[begin : begin + _ROWS])] for begin in begins]
    pages: list[list[_Block]] = []
    room = 0
    for block in blocks:
        cut = _cut(block)
        rows = 1 + len(cut.under)
        if not pages or room < rows:
            pages.append([])
            room = _ROWS
        pages[-1].append(cut)
        room -= rows
    return pages


def _cut(block: _Block) -> _Block:
    more = len(block.under) - _UNDER
    return block if more < 2 else replace(block, under=block.under[:_UNDER], more=more)


def _lines(board: Board, marks: Marks, block: _Block) -> list[ChartLine]:
    body = _line(board, marks, block.body, 0)
    return [replace(body, more=block.more), *(_line(board, marks, place, 1) for place in block.under.tolist())]


def _line(board: Board, marks: Marks, actor: int, depth: int) -> ChartLine:
    cells = _cells(board, marks, actor)
    return ChartLine(board.lists.actors.names[actor], depth, cells, sum(cell.positions for cell in cells.values()))


def _cells(board: Board, marks: Marks, actor: int) -> dict[str, ChartCell]:
    found: dict[str, list[int]] = {}
    for place in marks.of_actor(actor):
        found.setdefault(board.lists.options.names[int(marks.option[place])], []).append(place)
    name = board.lists.actors.names[actor]
    return {
        option: ChartCell(name, option, tuple(marks.mark(place) for place in places), int(marks.reviewed[places].sum()))
        for option, places in found.items()
    }


def _with_movement(
    board: Board, asked: Asked, options: Sequence[Option], lines: Sequence[ChartLine]
) -> list[ChartLine]:
    """The lines with the changes and the two voices of those who are shown."""
    shown = [line.actor for line in lines]
    moved = moved_in(board, asked, shown)
    kept = kept_rows(board, asked, board.rows, options)
    splits = splits_in(board, asked, kept, bodies_shown(board, asked, shown))
    torn: dict[str, list[str]] = {}
    for body, option in splits:
        torn.setdefault(body, []).append(option)
    made = []
    for line in lines:
        cells = {
            option: replace(cell, moved=moved.get((line.actor, option)), split=splits.get((line.actor, option)))
            for option, cell in line.cells.items()
        }
        for option in torn.get(line.actor, ()):
            if option not in cells and line.depth == 0:
                cells[option] = ChartCell(line.actor, option, (), split=splits[line.actor, option])
        made.append(replace(line, cells=cells))
    return made


# ---------------------------------------------------------------- the columns


def _columns(board: Board, options: Sequence[Option], marks: Marks) -> list[ChartColumn]:
    width = len(STEPS)
    key = marks.option[marks.first] * width + marks.stance[marks.first]
    counts = np.bincount(key, minlength=len(board.lists.options) * width).reshape(-1, width)
    known = board.options
    return [
        ChartColumn(
            option,
            known.get(option.parent or ""),
            {step: int(counts[board.lists.options.place[option.id], at]) for at, step in enumerate(STEPS)},
        )
        for option in options
    ]


def families(options: Sequence[Option]) -> tuple[Option, ...]:
    """Every option followed by its parts."""
    ids = {option.id for option in options}
    told: dict[str, Option] = {}

    def family(option: Option) -> None:
        if option.id not in told:
            told[option.id] = option
            for part in options:
                if part.parent == option.id:
                    family(part)

    for option in options:
        if option.parent is None or option.parent not in ids:
            family(option)
    for option in options:  # what hangs in a circle of parents has no first
        family(option)
    return tuple(told.values())


def cells_of(board: Board, asked: Asked, actor: str) -> dict[str, ChartCell]:
    """The cells of one actor on the options of an issue, or on all of them."""
    place = board.lists.actors.place.get(actor)
    if place is None:
        return {}
    rows = board.at(asked.by)
    mine = rows.take(np.flatnonzero(rows.actor == place))
    options = [option for option in board.codebook.options if asked.issue in (None, option.issue)]
    cells = _cells(board, marks_of(mine, kept_rows(board, asked, mine, options), asked.count), place)
    line = ChartLine(actor, 0, cells, 0)
    return dict(_with_movement(board, asked, options, [line])[0].cells)

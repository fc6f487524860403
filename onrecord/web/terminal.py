"""The map in the terminal: actors and options in a table, then changes, voices, relations and receipts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.types import DateInterval, Stance
from onrecord.web.finding import find_actor
from onrecord.web.grid import Cell, Column, IssueMap, Row
from onrecord.web.marks import LETTERS, WEAK, answer, clean, outlet, quoted, written
from onrecord.web.portrait import print_who
from onrecord.web.ties import print_changes, print_relations, print_splits, title
from onrecord.web.view import MapView
from onrecord.web.wording import counted, date_words

__all__ = ["find_actor", "print_map", "print_who"]

# A name of more letters wraps ...
_LONGEST_NAME = 34
# ... and names give way to the answers down to this: "transport minister of" still stands on one line.
_SHORTEST_NAME = 24
# With less, the label of an option breaks into a word per line and is better read from a list above the table.
_LABEL = 13
# Columns of a table are this far apart: one letter of padding, one for the line under the head.
_GAP = 2
# The source of a receipt gets this share of the line; the words that are quoted are worth more.
_SOURCE = 0.3


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written: letters for the names, and whether answers are words or symbols only."""

    names: int
    word: bool


def print_map(view: MapView, console: Console) -> None:
    """Print the whole map with what it rests on; where labels do not fit, the options are numbered."""
    console.print(Text(clean(view.title), style="bold"))
    console.print(Text(_facts(view), style="dim"))
    if not view.cells():
        console.print("\nNo positions were found.")
        return
    numbers = {option: place for place, option in enumerate(view.options, start=1)}
    for issue in view.maps:
        if issue.blocks:
            _print_issue(view, issue, numbers, console)
    _print_legend(view, console)
    if view.shifts:
        title("Changes of position", len(view.shifts), console)
        print_changes(view, view.shifts, console)
    if view.splits:
        title("Two voices", len(view.splits), console)
        print_splits(view, view.splits, console)
    if view.relations:
        title("Relations", len(view.relations), console)
        print_relations(view, view.relations, console)
    _print_receipts(view, numbers, console)


def _facts(view: MapView) -> str:
    actors = {cell.actor for cell in view.cells()}
    facts = [counted(len(view.articles), "article"), counted(len(actors), "actor")]
    if isinstance(view.period, DateInterval):
        facts.insert(1, date_words(view.period))
    return ", ".join(facts)


def _print_issue(view: MapView, issue: IssueMap, numbers: Mapping[str, int], console: Console) -> None:
    title(clean(issue.issue), None, console)
    names = min(_LONGEST_NAME, max(len(_name(view, row)) + 2 * row.depth for b in issue.blocks for row in b.rows))
    wide = [max(_LABEL, _width(issue, column, word=True)) + _GAP for column in issue.columns]
    room = console.width - _GAP - sum(wide)
    if room >= min(names, _SHORTEST_NAME):
        console.print(_table(view, issue, issue.columns, numbers, Form(min(names, room), word=True)))
        return
    _print_options(issue, numbers, console)
    narrow = {column.option.id: _width(issue, column, word=False) + _GAP for column in issue.columns}
    names = min(names, max(_SHORTEST_NAME, console.width - _GAP - sum(narrow.values())))
    for columns in _fitting(issue.columns, narrow, console.width - names - _GAP):
        console.print(_table(view, issue, columns, numbers, Form(names, word=False)))


def _print_options(issue: IssueMap, numbers: Mapping[str, int], console: Console) -> None:
    for column in issue.columns:
        line = Text(f"{numbers[column.option.id]:>3} {clean(column.option.label)}", style="bold")
        if column.parent and column.parent.id in numbers:
            line.append(f", part of {numbers[column.parent.id]}", style="not bold dim")
        console.print(line)


def _fitting(columns: Sequence[Column], widths: Mapping[str, int], room: int) -> Iterator[tuple[Column, ...]]:
    """The columns in as many tables as it takes, at least one column in each."""
    taken: list[Column] = []
    for column in columns:
        if taken and sum(widths[known.option.id] for known in (*taken, column)) > room:
            yield tuple(taken)
            taken = []
        taken.append(column)
    yield tuple(taken)


def _width(issue: IssueMap, column: Column, *, word: bool) -> int:
    """How wide the widest answer of a column is."""
    cells = (row.cells.get(column.option.id) for block in issue.blocks for row in block.rows)
    return max((written(mark, word=word).cell_len for cell in cells if cell for mark in cell.marks), default=3)


def _table(view: MapView, issue: IssueMap, columns: Sequence[Column], numbers: Mapping[str, int], form: Form) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", width=form.names, overflow="fold")
    for column in columns:
        number = str(numbers[column.option.id])
        head = Text(f"{number} {clean(column.option.label)}" if form.word else number)
        width = _width(issue, column, word=form.word)
        table.add_column(head, vertical="top", overflow="fold", width=max(_LABEL, width) if form.word else width)
    for row in (row for block in issue.blocks for row in block.rows):
        name = Padding(
            Text(_name(view, row), style="" if row.depth else "bold"), (0, 0, 0, 2 * row.depth), expand=False
        )
        silent = "" if not row.cells else "."
        answers = [_cell(row.cells.get(column.option.id), silent, word=form.word) for column in columns]
        table.add_row(name, *answers)
    return table


def _name(view: MapView, row: Row) -> str:
    return clean(view.name(row.actor))


def _cell(cell: Cell | None, silent: str, *, word: bool) -> Text:
    if cell is None:
        return Text(silent, style="dim")
    return Text("\n").join(written(mark, word=word) for mark in cell.marks)


def _print_legend(view: MapView, console: Console) -> None:
    marks = [mark for cell in view.cells() for mark in cell.marks]
    shown = "".join(str(written(mark, word=False)) for mark in marks)
    entries = [answer(stance) for stance in Stance]
    if any(mark.derived for mark in marks):
        entries.append(Text("(+) follows from another option or a group"))
    if any(mark.weak and not mark.derived for mark in marks):
        entries.append(Text(f"{WEAK} rests on one weak line"))
    if any(mark.articles > 1 for mark in marks):
        entries.append(Text("x3/2 three passages in two articles"))
    elif any(mark.count > 1 for mark in marks):
        entries.append(Text("x2 in two passages"))
    entries += [Text(f"{letter} {meaning}") for letter, meaning in LETTERS.items() if letter in shown]
    line = Text()
    console.print()
    for entry in entries:
        if line and line.cell_len + 3 + entry.cell_len > console.width:
            console.print(line)
            line = Text()
        line.append("   " if line else "").append_text(entry)
    console.print(line)


def _print_receipts(view: MapView, numbers: Mapping[str, int], console: Console) -> None:
    """The deciding passage of every answer, under the name of its actor."""
    cells = view.cells()
    title("Receipts", len(cells), console)
    told = ""
    table = _receipt_table(console)
    for cell in cells:
        if cell.actor != told:
            if told:
                console.print(table)
                table = _receipt_table(console)
            told = cell.actor
            console.print(Text(clean(view.name(cell.actor)), style="bold"))
        position = view.positions[cell.positions[0]]
        mark = cell.marks[0]
        source = f"{outlet(view.articles[position.article])}, {date_words(position.date)}"
        table.add_row(
            answer(mark.stance, word=False, hollow=mark.derived),
            Text(str(numbers[cell.option])),
            Text(quoted(position.text)),
            Text(source),
        )
    console.print(table)


def _receipt_table(console: Console) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column(no_wrap=True, min_width=6, justify="right")
    table.add_column(no_wrap=True, min_width=2, style="dim")
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=int(console.width * _SOURCE), style="dim")
    return table

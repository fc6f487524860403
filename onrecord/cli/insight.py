"""The commands `onrecord insight` and `onrecord compare`: what networks tell, and how far to trust it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from onrecord.cli.choosing import COUNTED, asked_for, chosen_among, with_choices
from onrecord.cli.options import OUT, RECORD, printable, where
from onrecord.insights import MEASURES, Wishes

if TYPE_CHECKING:
    from onrecord.insights import Cell, Table

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True
)
_SEED = click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same answer.")
_WISHES = (
    click.option("--method", type=click.Choice(["leiden", "betweenness", "hierarchical"]), default="leiden",
                 show_default=True, help="How coalitions are found."),
    click.option("--resolution", type=click.FloatRange(0, min_open=True), default=1.0, metavar="X",
                 help="Leiden: above 1 gives more and smaller coalitions."),
    click.option("--count", type=click.IntRange(min=1), metavar="N",
                 help="So many coalitions (not leiden), or states."),
    click.option("--over", type=click.Choice(["positions", "articles", "outlets"]), default="articles",
                 show_default=True, help="Trust: what is drawn with replacement."),
    click.option("--rounds", type=click.IntRange(0, 10_000), metavar="N",
                 help="Draws; default 200 for trust and errors, 0 (no bands) for polarisation."),
    click.option("--loss", type=click.Choice(["spectral", "euclidean"]), default="spectral", show_default=True,
                 help="Backbone: how the loss of structure is measured."),
    click.option("--penalty", type=click.FloatRange(0, 1), default=0.5, show_default=True, metavar="X",
                 help="Backbone: the higher, the fewer options are kept."),
    click.option("--distance", type=click.Choice(["difference", "spectral"]), default="difference", show_default=True,
                 help="Phases: how far two windows are apart."),
    click.option("--dimensions", type=click.IntRange(1, 2), default=1, show_default=True, metavar="N",
                 help="Scaling: one dimension or two."),
    click.option("--anchor", metavar="ID", help="Scaling: the option whose supporters are on the right."),
    _SEED,
)  # fmt: skip


def _with_wishes(command: Any) -> Any:
    return reduce(lambda made, option: option(made), reversed(_WISHES), command)


@click.command()
@click.argument("measure", type=click.Choice(list(MEASURES)))
@_with_wishes
@COUNTED
@with_choices
@_FORMAT
@RECORD
@OUT
def insight(measure: str, form: str, record: str | None, out: Path | None, **given: Any) -> int:
    """Tell what a network of actors shows: coalitions, polarisation, brokers, backbones, and how far to trust it.

    Without --weight and --normalise agreement is counted by congruence, divided by the average activity of the two.
    """
    from onrecord.insights import insight as ask
    from onrecord.networking import counting

    wishes = Wishes(**{name: given.pop(name) for name in Wishes.__dataclass_fields__})
    held = counting(where(record))
    table = ask(measure, held, chosen_among(_asked(given), given, held), wishes)
    _write(table, form, out)
    return 0


@click.command()
@click.argument("one", metavar="RECORD")
@click.argument("other", metavar="OTHER")
@click.option(
    "--months",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="N",
    help="Windows of so many months (may be given again); default 1, 3, 6 and 12, and the whole.",
)
@COUNTED
@with_choices
@_FORMAT
@OUT
def compare(one: str, other: str, months: tuple[int, ...], form: str, out: Path | None, **given: Any) -> int:
    """Compare the networks of a record with those of another one, say one that people coded by hand.

    Shows for windows of growing length how far positions, ties and coalitions agree, and what chance would give.
    """
    from onrecord.insights import comparison
    from onrecord.networking import counting

    asked = _asked(given)
    first, second = counting(one), counting(other)
    asked = replace(chosen_among(asked, given, first), windows=None)
    _write(comparison(first, second, asked, (*months, None) if months else None), form, out)
    return 0


def _asked(given: dict[str, Any]) -> Any:
    """What is asked for, averaged unless another normalisation is: else who says much agrees with everybody."""
    source = click.get_current_context().get_parameter_source("normalise")
    usual = given["normalise"] if source is not ParameterSource.DEFAULT else "average"
    return asked_for({**given, "mode": "actors", "isolates": False, "normalise": usual})


# ---------------------------------------------------------------- writing


def _write(table: Table, form: str, out: Path | None) -> None:
    """The rows to the terminal or into a file, and the sentence: below a table, else on the error stream."""
    if form == "table" and out is None:
        _print(table)
        return
    from onrecord.exports.csv import ENCODING
    from onrecord.exports.writing import write_lines

    lines = {"csv": _csv, "jsonl": _json, "table": _plain}[form](table)
    if out is None:
        for line in lines:
            click.echo(line)
    else:
        write_lines(out, lines, encoding=ENCODING if form == "csv" else "utf-8")
        click.echo(f"Wrote {out}.", err=True)
    click.echo(printable(table.sentence), err=True)


def _print(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    headings, rows = _narrow(table)
    empty = len(rows)
    if "positions" in headings:
        rows = [row for row in rows if row[headings.index("positions")] != "0"]
    empty -= len(rows)
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, heading in enumerate(headings):
        numbers = any(_NUMBER.match(row[place]) for row in rows)
        drawn.add_column(heading, justify="right" if numbers else "left", overflow="fold")
    for row in rows[:_SHOWN]:
        drawn.add_row(*(Text(printable(cell)) for cell in row))
    console = Console()
    if rows:
        console.print(drawn)
    if len(rows) > _SHOWN:
        console.print(Text(f"{len(rows) - _SHOWN} more rows: take --format csv or --out FILE."))
    if empty:
        console.print(Text(f"{empty} windows without a position are left out."))
    console.print(Text(printable(table.sentence)))


# Rows that a terminal is shown; nobody reads more, and ties may be thousands.
_SHOWN = 60
_NUMBER = re.compile(r"-?[0-9.]+( |$)")


def _narrow(table: Table) -> tuple[list[str], list[list[str]]]:
    """The table without ids where names stand beside them, and with bands in one cell with what they are bands of."""
    place = {heading: number for number, heading in enumerate(table.headings)}
    banded = {heading for heading in place if f"{heading} low" in place}
    hidden = {f"{heading} {end}" for heading in banded for end in ("low", "high")}
    hidden |= {heading for heading in place if f"{heading} name" in place or (heading == "id" and "name" in place)}
    headings = [heading for heading in table.headings if heading not in hidden]

    def cell(row: tuple[Cell, ...], heading: str) -> str:
        shown = _shown(row[place[heading]])
        if heading not in banded:
            return shown
        low, high = (_shown(row[place[f"{heading} {end}"]]) for end in ("low", "high"))
        return f"{shown} [{low}, {high}]" if low else shown

    return headings, [[cell(row, heading) for heading in headings] for row in table.rows]


def _plain(table: Table) -> Iterator[str]:
    """The table with tabs, for a file."""
    yield "\t".join(table.headings)
    for row in table.rows:
        yield "\t".join(" ".join(_shown(cell).split()) for cell in row)
    yield ""
    yield table.sentence


def _csv(table: Table) -> Iterator[str]:
    from onrecord.exports.csv import rows

    cells = (["" if cell is None else str(cell) for cell in row] for row in table.rows)
    return rows([list(table.headings), *cells], numbers=True)


def _json(table: Table) -> Iterator[str]:
    import json
    import math

    for row in table.rows:
        values = (None if isinstance(cell, float) and not math.isfinite(cell) else cell for cell in row)
        yield json.dumps(dict(zip(table.headings, values, strict=True)), ensure_ascii=False)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    # the sum makes a zero of a minus zero
    return f"{round(cell, 2) + 0.0:.2f}" if isinstance(cell, float) else str(cell)

"""The command that lists stories that more than one article carries."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import OUT, RECORD, printable, where, write

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record.stories import Carried, Story

_WIDTH = 140  # of a table that is written into a file
_OUTLETS = 6  # named in the table; --format jsonl and csv have all


@click.command()
@RECORD
@click.option("--least", type=click.IntRange(min=2), default=2, show_default=True, help="Carried so often or more.")
@click.option("--format", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@OUT
def stories(record: str | None, least: int, form: str, out: Path | None) -> int:
    """List the stories that several articles carry, each under its earliest: who has it, when, how much is the same."""
    from onrecord.exports.story_lines import csv_lines, json_lines
    from onrecord.record import open_record
    from onrecord.record.stories import Stories

    with open_record(where(record), create=False) as opened:
        held = Stories(opened)
        if held.unsigned(1):
            click.echo("Not all articles have been compared yet; the next `onrecord read` compares them.", err=True)
        found = (story for story in held.listed() if len(story.carried) >= least)
        if form == "csv":
            write(csv_lines(found), out, encoding="utf-8-sig" if out else "utf-8")
        elif form == "jsonl":
            write(json_lines(found), out)
        else:
            _print(found, out)
    return 0


def _print(found: Iterable[Story], out: Path | None) -> None:
    from rich.console import Console

    if out is None:
        _show(found, Console())
        return
    with out.open("w", encoding="utf-8") as file:
        _show(found, Console(file=file, width=_WIDTH))
    click.echo(f"Wrote {out}.", err=True)


def _show(found: Iterable[Story], console: Console) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("Earliest", no_wrap=True)
    table.add_column("Story", ratio=3)
    table.add_column("Carried", justify="right", no_wrap=True)
    table.add_column("By", ratio=3)
    table.add_column("The same", justify="right", no_wrap=True)
    for story in found:
        first = story.carried[0].article
        cells = (_day(story.carried), first.title or first.origin, str(story.times), _by(story), _shares(story))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    if table.row_count:
        console.print(table)
    else:
        console.print("No story is carried by more than one article.")


def _day(carried: Iterable[Carried]) -> str:
    return next((one.article.published.isoformat() for one in carried if one.article.published), "undated")


def _by(story: Story) -> str:
    named = story.outlets
    more = len(named) - _OUTLETS
    return ", ".join((*named[:_OUTLETS], *([f"and {more} more"] if more > 0 else [])))


def _shares(story: Story) -> str:
    shares = [round(one.share * 100) for one in story.carried[1:]]
    return f"{min(shares)}–{max(shares)} %" if min(shares) < max(shares) else f"{shares[0]} %"

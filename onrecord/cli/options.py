"""What the commands share: options, messages, a line of progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from onrecord.pipeline import Progress, Report
from onrecord.settings import from_environment

RECORD = click.option("--record", metavar="FILE", help="The record; default onrecord.db, or ONRECORD_RECORD.")
OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write here instead of to the terminal.",
)


def where(record: str | None) -> str:
    """The record that a command is about."""
    return record or from_environment().record


def write(lines: Iterable[str], out: Path | None, *, encoding: str = "utf-8") -> None:
    """Write lines into a file, or to the terminal."""
    if out is None:
        for line in lines:
            click.echo(line)
        return
    with out.open("w", encoding=encoding, newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
    click.echo(f"Wrote {out}.", err=True)


def printable(text: str) -> str:
    """A message with what a name may hold to steer the terminal made visible."""
    return "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)


@contextmanager
def progress() -> Iterator[Report]:
    """A line of progress on a terminal; nothing where the output goes to a file."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {
            "reading": bar.add_task("Reading", total=None, now=""),
            "positions": bar.add_task("Positions", total=None, now="", visible=False),
        }

        def report(step: Progress) -> None:
            bar.update(
                tasks[step.stage],
                completed=step.done,
                total=step.total,
                now=printable(step.now[-60:]),
                visible=True,
            )

        yield report


@contextmanager
def rows_read() -> Iterator[Callable[[int], None]]:
    """A count of rows on a terminal; nothing where the output goes to a file."""
    shown = sys.stderr.isatty()

    def report(rows: int) -> None:
        if shown:
            click.echo(f"\r{rows:,} rows", nl=False, err=True)

    yield report
    if shown:
        click.echo("\r" + " " * 30 + "\r", nl=False, err=True)

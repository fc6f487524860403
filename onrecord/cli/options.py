"""What the commands share: options, messages, a line of progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.pipeline import Progress, Report
from onrecord.settings import from_environment

if TYPE_CHECKING:
    from onrecord.cli.pace import Pace

# Seconds between two lines in a log.
_EVERY = 60.0

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
    """A line of progress on a terminal; a plain line now and then where the output goes to a file."""
    from onrecord.cli.pace import Pace

    if not sys.stderr.isatty():
        yield _plain_lines(Pace)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.fields[count]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[pace]}"),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {
            "reading": bar.add_task("Reading", total=None, count="", pace="", now=""),
            "positions": bar.add_task("Positions", total=None, visible=False, count="", pace="", now=""),
        }
        paces = {stage: Pace() for stage in tasks}

        def report(step: Progress) -> None:
            paces[step.stage].note(step)
            now = printable(step.now[-60:])
            bar.update(tasks[step.stage], count=_count(step), pace=str(paces[step.stage]), now=now, visible=True)

        yield report


def _plain_lines(pace: Callable[[], Pace]) -> Report:
    """A report that writes a line a minute: a log of a long run tells how far it is."""
    paces: dict[str, Pace] = {}
    told = time.monotonic()

    def report(step: Progress) -> None:
        nonlocal told
        paces.setdefault(step.stage, pace()).note(step)
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            rest = str(paces[step.stage])
            click.echo(f"{step.stage}: {_count(step)}{'; ' if rest else ''}{rest}", err=True)

    return report


def _count(step: Progress) -> str:
    of = f" of {step.total:,}" if step.total is not None else ""
    known = f" ({step.known:,} known)" if step.known else ""
    return f"{step.done:,}{of}{known}"


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

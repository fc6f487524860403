"""The command that reads feeds and sitemaps again and again."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.asking import from_the_web
from onrecord.cli.options import RECORD, printable, where
from onrecord.settings import from_environment

if TYPE_CHECKING:
    from onrecord.origins.web.fetching import Fetching
    from onrecord.pipeline import Progress
    from onrecord.watching import Round

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="FILE.opml|ADDRESS…")
@RECORD
@click.option("--codebook", metavar="FILE", help="The issues and options to code (YAML). Default: the record's newest.")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    metavar="MINUTES",
    help="From one round to the next.",
)
@click.option("--once", is_flag=True, help="One round and no more, for cron and the like.")
@click.option("--since", type=_DAY, metavar="DATE", help="Leave articles from before this day (YYYY-MM-DD) alone.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read and code.")
@from_the_web
def watch(places: tuple[str, ...], record: str | None, codebook: str | None, fetching: Fetching, **more: Any) -> int:
    """Read feeds and sitemaps again and again until stopped: what is new in them goes into the record.

    Give addresses of feeds (RSS, Atom, JSON Feed), of sitemaps, or of pages that announce a feed; or files that list
    them, as OPML or one address a line.
    """
    from onrecord.watching import Watching
    from onrecord.watching import watch as rounds

    book = None
    if codebook is not None:
        from onrecord.positions import load

        book = load(Path(codebook))
    since = more["since"].date() if more["since"] else None
    watching = Watching(places, timedelta(minutes=more["every"]), fetching, since)
    engine = replace(from_environment().engine, jobs=more["jobs"])
    code, line = 0, _Line()
    try:
        with _ending_cleanly():
            place = where(record)
            given = rounds(watching, place, codebook=book, engine=engine, report=line.reading, tell=line.asking)
            for done in given:
                line.clear()
                code = _tell(done, last=more["once"])
                if more["once"]:
                    return code
    except KeyboardInterrupt:
        line.clear()
        click.echo("Stopped. What was read is in the record; what was not comes with the next round.", err=True)
        return 0
    return code


@contextmanager
def _ending_cleanly() -> Iterator[None]:
    """Take the word by which systems end a program (SIGTERM) for Ctrl-C: what is half written is undone."""

    def stop(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # once is enough
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Line:
    """One line on a terminal that says how far a round is; nothing where the output goes to a file."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def asking(self, done: int, total: int, now: str) -> None:
        """So many feeds are asked."""
        self._show(f"{done} of {total} feeds  {now[:60]}")

    def reading(self, step: Progress) -> None:
        """So many articles are read or coded."""
        of = f" of {step.total}" if step.total else ""
        self._show(f"{step.done}{of} articles ({step.stage})  {step.now[-60:]}")

    def clear(self) -> None:
        """Make room for what stays."""
        self._show("")

    def _show(self, words: str) -> None:
        if self._shown:
            click.echo(f"\r\x1b[K{printable(words)}", nl=False, err=True)


def _tell(done: Round, *, last: bool) -> int:
    """What a round came to, in a line; before it whatever went wrong."""
    summary = done.summary
    for note in done.notes:
        click.echo(printable(f"note: {note}"), err=True)
    for failure in (*summary.skipped, *summary.failed):
        word = "skipped" if failure.skipped else "failed"
        click.echo(printable(f"{word}: {failure.origin}: {failure.reason}"), err=True)
    for origin in summary.changed:
        said = f"changed: {origin}: its text is another than before; the record keeps both articles."
        click.echo(printable(said), err=True)
    click.echo(status(done, last=last))
    return 1 if summary.failed or done.failing else 0


def status(done: Round, *, last: bool = False) -> str:
    """A round in a line."""
    summary = done.summary
    feeds = [f"{_feeds(done.asked)} asked"]
    feeds += [
        f"{number} {what}" for number, what in ((done.unchanged, "unchanged"), (done.failing, "failed")) if number
    ]
    if done.waiting:
        feeds.append(f"{done.waiting} not due")
    skipped, failed = len(summary.skipped) + summary.more_skipped, len(summary.failed) + summary.more_failed
    changed = len(summary.changed) + summary.more_changed
    read = [f"{summary.read - changed} new"]
    told = ((changed, "changed"), (skipped, "skipped"), (failed, "failed"))
    read += [f"{number} {what}" for number, what in told if number]
    following = "" if last else f" Next round at {_clock(done.next)}."
    return f"{_clock(done.at)} {', '.join(feeds)}; articles: {', '.join(read)}; {summary.coded} coded.{following}"


def _feeds(number: int) -> str:
    return f"{number} feed{'' if number == 1 else 's'}"


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%H:%M")

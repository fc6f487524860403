"""The program: its commands put together, what each says at its end, and how it leaves."""

from __future__ import annotations

import io
import os
import signal
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from onrecord import verbs
from onrecord.cli.actors import actors
from onrecord.cli.asking import from_the_web
from onrecord.cli.audit import audit
from onrecord.cli.backup import backup
from onrecord.cli.changes import shifts, splits
from onrecord.cli.cluster import There, on_cluster, read_there
from onrecord.cli.codebook import codebook as codebook_commands
from onrecord.cli.export import export
from onrecord.cli.importing import export_dna, import_
from onrecord.cli.insight import compare, insight
from onrecord.cli.llm import language_model
from onrecord.cli.load import load
from onrecord.cli.network import network
from onrecord.cli.options import OUT, RECORD, printable, progress, where, write
from onrecord.cli.people import people
from onrecord.cli.picture import picture
from onrecord.cli.quotes import quotes
from onrecord.cli.samples import samples
from onrecord.cli.serve import serve
from onrecord.cli.stories import stories
from onrecord.cli.surveying import can_be_tried
from onrecord.cli.telling import tell
from onrecord.cli.tune import tune
from onrecord.cli.watch import watch
from onrecord.errors import OnrecordError
from onrecord.settings import ModelUse, Settings, from_environment
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.origins.web.fetching import Fetching
    from onrecord.web import MapView

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="onrecord")
def commands() -> None:
    """Reads the news on a debate: who stands where, who said what, and since when, each with its receipt."""


@commands.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@RECORD
@click.option("--codebook", metavar="FILE", help="The issues and options to code (YAML). Default: the record's newest.")
@click.option("--published", type=_DAY, metavar="DATE", help="Date (YYYY-MM-DD) of the articles that give none.")
@click.option("--outlet", metavar="NAME", help="Outlet of the articles that give none.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read and code. Default: one a core where there is much to read.",
)
@can_be_tried
@language_model
@on_cluster
@from_the_web
def read(
    paths: tuple[str, ...],
    record: str | None,
    codebook: str | None,
    published: datetime | None,
    outlet: str | None,
    jobs: int | None,
    model: ModelUse | None,
    there: There | None,
    fetching: Fetching,
) -> int:
    """Read articles into the record: files, folders, patterns and addresses.

    What a file is, is told by what it holds: texts, web pages, feeds, tables, downloads of press databases, documents,
    mail, archives of the web, packed or not. `--dry-run` shows what is recognised. With the same input again, nothing
    changes.
    """
    settings = from_environment()
    engine = replace(settings.engine, jobs=jobs, model=model)
    origin = verbs.Origin(published.date() if published else None, outlet, fetching)
    if there is not None:
        return read_there(paths, there, codebook, origin, engine)
    place = where(record)
    with progress() as report:
        summary = verbs.read(paths, record=place, codebook=codebook, origin=origin, engine=engine, report=report)
    tell(summary)
    if model is None or not model.dry:
        click.echo(f"Record: {place}. Next: `onrecord map{_named(place, settings)}`.")
    return 1 if summary.failed else 0


@commands.command("map")
@RECORD
@click.option("--issue", metavar="NAME", help="Only this issue of the codebook.")
@click.option(
    "--by",
    type=click.Choice(["person", "organisation", "party", "state"]),
    help="For whom actors count; default: each as it was coded.",
)
@click.option(
    "--since",
    type=_DAY,
    metavar="DATE",
    help="Only what was said on this day or later; undated positions are left out.",
)
@click.option(
    "--count",
    type=click.Choice(["utterances", "articles", "statements"]),
    default="utterances",
    show_default=True,
    help="What counts behind a stand: each saying once, each paper, or each report.",
)
@click.option("--format", "form", type=click.Choice(["table", "html", "jsonl"]), default="table", show_default=True)
@OUT
def map_(record: str | None, since: datetime | None, form: str, out: Path | None, **asked: Any) -> int:
    """Show actors and options, with stance and receipts."""
    seen = verbs.view(where(record), since=_day(since), **asked)
    if form == "table":
        _table(seen, out)
    elif form == "jsonl":
        from onrecord.web import map_lines

        write(map_lines(seen), out)
    else:
        from onrecord.web.report import render_report

        page = out or Path("onrecord-map.html")
        page.write_text(render_report(seen), encoding="utf-8")
        click.echo(f"Wrote {page}.")
    return 0


@commands.command()
@click.argument("name")
@RECORD
def who(name: str, record: str | None) -> int:
    """Show one actor: aliases, roles, stand on every option over time, relations, statements."""
    from rich.console import Console

    from onrecord.web.finding import find_actor
    from onrecord.web.portrait import print_who

    seen = verbs.view(where(record))
    print_who(seen, find_actor(seen, name), Console())
    return 0


@commands.command()
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Where record and report are written; default: here.",
)
def demo(folder: Path) -> int:
    """Read the bundled debate (fiction), print its map and write its HTML report."""
    settings = from_environment()
    with progress() as report:
        done = verbs.demo(folder, engine=settings.engine, report=report)
    _table(verbs.view(done.record), None)
    tell(done.summary)
    click.echo(f"Record: {done.record}. Open the report in a browser: {done.report}")
    return 1 if done.summary.failed else 0


_MORE = (
    *(actors, audit, backup, codebook_commands, compare, export, export_dna, import_),
    *(insight, load, network, people, picture, quotes, samples, serve, shifts, splits, stories, tune, watch),
)
for _command in _MORE:
    commands.add_command(_command)


def main() -> None:
    """Run the command line.

    Exit code 0 where all went well, 1 where some articles failed, 2 for a wrong call and for what stops the whole
    run (a full disk, a damaged record), 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal of few letters must not stop the run
    try:
        code = commands.main(standalone_mode=False) or 0
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C adds nothing
        code = _told("Stopped. What was read so far is in the record; run the same command again to go on.", 130)
    except click.ClickException as wrong:
        wrong.show()
        code = 2
    except OnrecordError as error:
        code = _told(str(error), 2)
    except SystemExit:  # what click makes of an output that was closed (`onrecord export … | head`)
        code = 0
    except BrokenPipeError:
        code = 0
    except OSError as error:
        what = error.filename or "The output"
        code = _told(f"{what} cannot be read or written: {error.strerror or error}. Name another place, or free it.", 2)
    _leave(code)


def _told(message: str, code: int) -> int:
    click.echo(printable(f"onrecord: {message}"), err=True)
    return code


def _leave(code: int) -> NoReturn:
    """Exit; where nobody takes the rest of the output any more, without a word about it."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _named(record: str, settings: Settings) -> str:
    return "" if record == settings.record else f" --record {record}"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _table(seen: MapView, out: Path | None) -> None:
    from rich.console import Console

    from onrecord.web.terminal import print_map

    if out is None:
        print_map(seen, Console())
        return
    with out.open("w", encoding="utf-8") as file:
        print_map(seen, Console(file=file, width=120))
    click.echo(f"Wrote {out}.", err=True)

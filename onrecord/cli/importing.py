"""The commands that take files of other programs into the record, and write databases of DNA out of it."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import RECORD, printable, progress, where
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.imports import Brought, Incoming


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@RECORD
@click.option(
    "--dry-run", is_flag=True, help="Say how the file is understood and what would come of it; write nothing."
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="VARIABLE=ROLE",
    help="What a variable is: actor, organization, option, stance or nothing; repeatable.",
)
@click.option("--issue", metavar="NAME", help="The issue that new options belong to; default: the name of the file.")
@click.option("--name", metavar="NAME", help="What the file goes by from one import to the next; default: its name.")
@click.option("--read", "read_too", is_flag=True, help="Let the articles be read and coded by the machine as well.")
def import_(
    file: Path,
    record: str | None,
    dry_run: bool,
    mapping: tuple[str, ...],
    issue: str | None,
    name: str | None,
    read_too: bool,
) -> int:
    """Take in FILE with the codings that it holds: a .dna database of DNA 3 and other formats, told by what it holds.

    Documents become articles, coders reviewers, and what they coded positions that they added. What the record has no
    words for is kept as it is and written again by an export to the same format. The same file again changes nothing.
    """
    from onrecord.imports import Wishes, read_file
    from onrecord.interchange import bring, finder
    from onrecord.record import open_record

    wishes = Wishes(dict(map(_pair, mapping)), name, issue)
    place = where(record)
    incoming = None
    if _is_missing(place):  # a file that can not be read leaves no record behind
        incoming = read_file(file, wishes)
    with open_record("sqlite://" if incoming is not None and dry_run else place) as opened:
        if incoming is None:
            incoming = read_file(file, replace(wishes, find=finder(opened)))
        done = bring(opened, incoming, by=_who(), dry=dry_run)
        for line in _told(incoming, done, dry_run, read_too):
            click.echo(printable(line))
        if read_too and not dry_run:
            from onrecord.pipeline import fill
            from onrecord.settings import from_environment

            with progress() as report:
                articles = (article for one in done.articles if (article := opened.article(one)) is not None)
                summary = fill(opened, articles, engine=from_environment().engine, report=report)
            click.echo(f"{summary.read} read, {len(summary.failed)} failed; {summary.coded} coded.")
            return 1 if summary.failed else 0
    return 0


def _pair(said: str) -> tuple[str, str]:
    variable, sign, role = said.rpartition("=")
    if not sign:
        raise InputError(f"--map {said}: write VARIABLE=ROLE, as --map speaker=actor")
    return variable, role


def _is_missing(place: str) -> bool:
    return "://" not in place and not Path(place).exists()


def _who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return "local"


def _told(incoming: Incoming, done: Brought, dry: bool, read_too: bool) -> Iterator[str]:
    """What was understood, done, and left out."""
    yield from incoming.understood
    would = "Would come of it: " if dry else ""
    yield (
        f"{would}{done.new_articles:,} new articles ({done.known_articles:,} known already), {done.new_actors:,} new "
        f"actors, {done.new_options:,} new options, {done.new_positions:,} new positions "
        f"({done.known_positions:,} known already, {done.changed:,} changed)."
    )
    if done.gone:
        yield f"{done.gone:,} positions of an earlier import are no longer in the file; they stay in the record."
    yield from incoming.left
    yield from done.notes
    if done.new_options and not dry and not read_too:
        yield (
            "The machine has not coded the new options yet: `onrecord read` on your articles, or this import with "
            "--read, lets it."
        )


@click.command("dna")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@RECORD
@click.option("--strict", is_flag=True, help="Give no agreement to half steps (open, reluctant).")
@click.option("--former", is_flag=True, help="Give an agreement to former positions too.")
@click.option("--derived", is_flag=True, help="Take in positions that follow from those on other options.")
@click.option("--plain", is_flag=True, help="Only the statement type of DNA, without that of graded positions.")
@click.option("--password", default="onrecord", show_default=True, metavar="WORD", help="Of Admin and every new coder.")
@click.option(
    "--like", metavar="NAME", help="Which imported .dna database is written again; NEW: none, make a new one."
)
def export_dna(
    out: Path,
    record: str | None,
    strict: bool,
    former: bool,
    derived: bool,
    plain: bool,
    password: str,
    like: str | None,
) -> int:
    """Write articles and positions as FILE, a database that Discourse Network Analyzer 3 opens."""
    from onrecord.exports.dna import DnaWishes
    from onrecord.interchange import write_dna
    from onrecord.record import open_record

    wishes = DnaWishes(strict=strict, former=former, derived=derived, plain=plain, password=password)
    with open_record(where(record), create=False) as opened:
        done = write_dna(opened, out, wishes=wishes, like="" if like == "NEW" else like)
    made = ", ".join(f"{count:,} of type {label}" for label, count in done.statements.items()) or "none"
    click.echo(printable(f"Wrote {out}: {done.documents:,} documents; statements: {made}."))
    for line in done.left:
        click.echo(printable(line))
    if done.coders:
        click.echo(printable(f"DNA asks for a password; that of {', '.join(done.coders)} is {password!r}."))
    return 0

"""The commands on actors: the own list, proposals, and judgements on who is who."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import OUT, RECORD, printable, rows_read, where, write
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.reviewing import Proposal, Ruled
    from onrecord.types import IdentityJudgement

_REVIEWER = click.option("--reviewer", metavar="NAME", help="Who judges; default: the name that you are logged in by.")


@click.group()
def actors() -> None:
    """Say who is who: bring a list of your own, look at proposals, join and split actors, undo it."""


@contextmanager
def _opened(record: str | None) -> Iterator[Record]:
    from onrecord.record import open_record

    with open_record(where(record), create=False) as opened:
        yield opened


@actors.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@RECORD
@click.option("--alone", is_flag=True, help="Forget the entries of earlier imports that are not in this file.")
def import_(file: Path, record: str | None, alone: bool) -> int:
    """Take in a CSV of actors: name, kind and, if known, aliases, state, role, affiliation, wikidata, from, to, id."""
    from onrecord import reviewing
    from onrecord.record import open_record

    if not file.is_file():
        raise OnrecordError(f"There is no file {file}. Name the CSV with your list of actors.")
    with open_record(where(record)) as opened, rows_read() as report:
        done = reviewing.import_authority(opened, file, alone=alone, report=report)
    click.echo(f"Entries: {done.entries}; new or changed: {done.changed}; named in the articles: {done.named}.")
    return 0


@actors.command()
@RECORD
@click.option("--limit", type=click.IntRange(min=1), metavar="N", default=50, show_default=True, help="How many.")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@OUT
def suggest(record: str | None, limit: int, form: str, out: Path | None) -> int:
    """Propose actors that may be one, with reasons for and against; nothing is changed."""
    from onrecord import reviewing

    with _opened(record) as opened:
        found = reviewing.proposals(opened, limit)
    if form == "csv":
        write(_csv(found), out, encoding="utf-8-sig" if out else "utf-8")
    elif found:
        write((line for one in found for line in _told(one)), out)
    else:
        click.echo("Nobody in the record may be somebody else in it, as far as names tell.")
    return 0


@actors.command("list")
@RECORD
@click.option("--find", metavar="TEXT", help="Only those with this in a name or the id.")
@OUT
def list_(record: str | None, find: str | None, out: Path | None) -> int:
    """List the actors: id, name, kind, in how many articles, role, Wikidata id, other names."""
    from onrecord import reviewing

    with _opened(record) as opened:
        found = reviewing.actors(opened, find)
    lines = (
        "  ".join(
            filter(
                None,
                (
                    actor.id,
                    actor.name,
                    actor.kind.value,
                    f"{articles} article{'' if articles == 1 else 's'}",
                    actor.role,
                    actor.wikidata,
                    f"({'; '.join(actor.aliases)})" if actor.aliases else None,
                ),
            )
        )
        for actor, articles in found
    )
    write(map(printable, lines), out)
    return 0


@actors.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_REVIEWER
@RECORD
def same(one: str, other: str, reviewer: str | None, record: str | None) -> int:
    """Judge that A and B (ids or names) are one actor."""
    from onrecord import reviewing

    return _judged(record, lambda opened: reviewing.judge_same(opened, one, other, _who(reviewer)))


@actors.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_REVIEWER
@RECORD
def different(one: str, other: str, reviewer: str | None, record: str | None) -> int:
    """Judge that A and B (actors, or two ids within one) are two."""
    from onrecord import reviewing

    return _judged(record, lambda opened: reviewing.judge_different(opened, one, other, _who(reviewer)))


@actors.command()
@click.argument("actor")
@click.option("--articles", multiple=True, required=True, metavar="ID", help="An article, by id or origin; repeatable.")
@click.argument("more", nargs=-1, metavar="[ID…]")
@_REVIEWER
@RECORD
def split(
    actor: str, articles: tuple[str, ...], more: tuple[str, ...], reviewer: str | None, record: str | None
) -> int:
    """Judge that ACTOR is somebody else in these articles than in all others."""
    from onrecord import reviewing

    return _judged(record, lambda opened: reviewing.split(opened, actor, (*articles, *more), _who(reviewer)))


@actors.command()
@click.argument("number", type=int, metavar="N")
@RECORD
def undo(number: int, record: str | None) -> int:
    """Take judgement N back."""
    from onrecord import reviewing

    with _opened(record) as opened:
        done = reviewing.undo(opened, number)
    click.echo(f"Judgement {number} no longer stands; {_counts(done)}.")
    return 0


@actors.command()
@RECORD
def judgements(record: str | None) -> int:
    """List the judgements that stand, each with the number by which it is undone."""
    from onrecord import reviewing

    with _opened(record) as opened:
        for judgement, said in reviewing.judgements(opened):
            day = f"{judgement.at:%Y-%m-%d}" if judgement.at else "undated"
            click.echo(printable(f"{judgement.id}  {day}  {judgement.reviewer}  {'; '.join(map(_words, said))}"))
    return 0


def _judged(record: str | None, judge: Callable[[Record], Ruled]) -> int:
    with _opened(record) as opened:
        done = judge(opened)
    named = ", ".join(f"{actor.name} ({actor.id})" for actor in done.actors)
    click.echo(printable(f"Judgement {done.number} stands: {named}; {_counts(done)}."))
    return 0


def _counts(done: Ruled) -> str:
    if done.before == done.after:
        return f"{done.after} actors as before"
    return f"{done.after} actors, {done.before} before"


def _words(said: IdentityJudgement) -> str:
    if said.other is None:
        return f"{said.one} is another one in {', '.join(said.articles)}"
    return f"{said.one} and {said.other} are {'one' if said.verdict.value == 'same' else 'two'}"


def _told(one: Proposal) -> Iterator[str]:
    yield printable(f"{one.score:.2f}  {one.one.name} ({one.one.id})  =  {one.other.name} ({one.other.id}) ?")
    if one.reasons:
        yield printable(f"      for: {'; '.join(one.reasons)}")
    if one.against:
        yield printable(f"      against: {'; '.join(one.against)}")


def _csv(found: Sequence[Proposal]) -> Iterator[str]:
    from onrecord.exports.csv import rows

    heading = ("score", "one", "one.name", "other", "other.name", "reasons", "against")
    yield from rows(
        (
            heading,
            *(
                (
                    f"{one.score:.2f}",
                    *(one.one.id, one.one.name, one.other.id, one.other.name),
                    *(" | ".join(one.reasons), " | ".join(one.against)),
                )
                for one in found
            ),
        )
    )


def _who(reviewer: str | None) -> str:
    if reviewer and reviewer.strip():
        return reviewer.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise OnrecordError("Who judges? Give --reviewer NAME.") from error

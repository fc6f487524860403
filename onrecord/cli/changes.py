"""The commands on changes: who moved, and which bodies speak with two voices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord import verbs
from onrecord.cli.options import OUT, RECORD, where, write

if TYPE_CHECKING:
    from onrecord.types import Shift, Split
    from onrecord.web import MapView

# A file has no width of its own; this is what `map --out` takes too.
_WIDTH = 120

_Command = Callable[..., int]
_CHOICES = (
    click.option("--issue", metavar="NAME", help="Only this issue of the codebook."),
    click.option("--option", metavar="ID", help="Only this option of the codebook."),
    click.option("--actor", metavar="NAME", help="Only this actor and those who count for it."),
    click.option(
        "--since",
        type=click.DateTime(formats=["%Y-%m-%d"]),
        metavar="DATE",
        help="Only from this day on; none undated.",
    ),
    click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True),
    RECORD,
    OUT,
)


def _with_choices(command: _Command) -> _Command:
    return reduce(lambda made, option: option(made), reversed(_CHOICES), command)


@click.command()
@_with_choices
@click.option(
    "--by", type=click.Choice(["person", "organisation", "party", "state"]), help="Name the body that each counts for."
)
def shifts(form: str, out: Path | None, by: str | None, **asked: Any) -> int:
    """Show who moved: from what to what, when, by whose account, each with its receipts."""
    from onrecord.web.changes import chosen_shifts
    from onrecord.web.lines import shift_lines
    from onrecord.web.ties import print_moves

    seen, actor = _seen(asked, by)
    found = chosen_shifts(seen, option=asked["option"], actor=actor)
    if form == "jsonl":
        write(shift_lines(seen, found), out)
    else:
        _print(print_moves, seen, found, out)
    return 0


@click.command()
@_with_choices
def splits(form: str, out: Path | None, **asked: Any) -> int:
    """Show bodies with two voices: office holders on opposite sides, or with different answers, each with receipts."""
    from onrecord.web.changes import chosen_splits
    from onrecord.web.lines import split_lines
    from onrecord.web.ties import print_voices

    seen, actor = _seen(asked, None)
    found = chosen_splits(seen, option=asked["option"], actor=actor)
    if form == "jsonl":
        write(split_lines(seen, found), out)
    else:
        _print(print_voices, seen, found, out)
    return 0


def _seen(asked: dict[str, Any], by: str | None) -> tuple[MapView, str | None]:
    """The view that was asked for, and the id of the actor that was named."""
    since: datetime | None = asked["since"]
    seen = verbs.view(where(asked["record"]), by=by, issue=asked["issue"], since=since.date() if since else None)
    if asked["actor"] is None:
        return seen, None
    from onrecord.web.finding import find_actor

    return seen, find_actor(seen, asked["actor"])


def _print(
    printed: Callable[[MapView, Any, Any], None], seen: MapView, found: Sequence[Shift | Split], out: Path | None
) -> None:
    from rich.console import Console

    from onrecord.web.ties import print_none

    chosen = printed if found else print_none
    if out is None:
        chosen(seen, found, Console())
        return
    with out.open("w", encoding="utf-8") as file:
        chosen(seen, found, Console(file=file, width=_WIDTH))
    click.echo(f"Wrote {out}.", err=True)

"""The command `onrecord network`: who goes together, as a file for any other program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.choosing import COUNT, ISOLATES, MODE, asked_for, chosen_among, with_choices
from onrecord.cli.options import OUT, RECORD, where, write
from onrecord.cli.picture import FORMS as PICTURES
from onrecord.cli.picture import network_pictures, write_pictures
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.networking import Counting
    from onrecord.networks import Network, NetworkOptions


@click.command()
@MODE
@COUNT
@with_choices
@ISOLATES
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "matrix", "graphml", "gexf", "dl", *PICTURES]),
    default="csv",
    show_default=True,
    help="csv is an edge list, matrix a table of weights; svg, png, pdf and html are pictures.",
)
@RECORD
@OUT
def network(form: str, record: str | None, out: Path | None, **given: Any) -> int:
    """Write who goes together: actors by options, actors or options, as a network or over time.

    The measures are those of discourse network analysis; each edge carries the ids of the positions behind it.
    """
    from onrecord.networking import counting

    events = given["mode"] == "events"
    if events and form not in ("csv", "jsonl"):
        raise OnrecordError(f"A list of events is no network: {form} can not hold it. Choose csv or jsonl.")
    asked = asked_for(given)
    held = counting(where(record))
    asked = chosen_among(asked, given, held)
    if events:
        _write_events(held, asked, form, out)
        return 0
    if form in PICTURES:
        write_pictures(network_pictures(held, asked), form, out)
        return 0
    found = _networks(held, asked)
    if asked.windows is None or form in _OVER_TIME:
        writer = _WRITERS[form] if asked.windows is None else _OVER_TIME[form]
        _write(writer(found), out, form)
    else:
        _write_each(found, form, out)
    return 0


def _networks(held: Counting, asked: NetworkOptions) -> Iterator[Network]:
    """The networks as they are written; at the end, on the error stream, what they came to."""
    from onrecord.networks import networks

    made = edges = counted = 0
    for one in networks(held.columns, asked, held.known):
        made, edges, counted = made + 1, edges + len(one.ties.weight), max(counted, one.counted)
        yield one
        if asked.windows is None:
            click.echo(_sentence(one), err=True)
    if asked.windows is not None:
        click.echo(f"{made} windows, {edges} edges, at most {counted} positions in a window.", err=True)


def _sentence(network: Network) -> str:
    from onrecord.networks import Qualifier

    if network.counted == 0:
        sided = network.asked.qualifier in (Qualifier.BOOLEAN, Qualifier.STRICT)
        hint = " Who is undecided has no side: see --qualifier." if sided else ""
        return f"No position is left to count: the record has none that these options choose.{hint}"
    nodes = f"{len(network.rows)} by {len(network.columns)}" if network.two_mode else str(len(network.rows))
    count = len(network.ties.weight)
    none = "" if count else " No two nodes meet in what these options count."
    return f"{nodes} nodes, {count} {'edge' if count == 1 else 'edges'}, {network.counted} positions.{none}"


# ---------------------------------------------------------------- files


def _edge_list(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports.edges_csv import edge_lines
    from onrecord.exports.graph import graph_of

    for one in found:
        yield from edge_lines(graph_of(one))


def _matrix(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports.network_lines import matrix_lines

    for one in found:
        yield from matrix_lines(one)


def _json(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports.network_lines import json_lines

    return json_lines(found)


def _windows_csv(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports.network_lines import csv_lines

    return csv_lines(found)


def _graphml(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports import graphml
    from onrecord.exports.graph import graph_of

    for one in found:
        yield from graphml.lines(graph_of(one))


def _dl(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports import dl
    from onrecord.exports.graph import graph_of

    for one in found:
        yield from dl.lines(graph_of(one))


def _gexf(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports import gexf
    from onrecord.exports.graph import graph_of

    for one in found:
        yield from gexf.lines(graph_of(one))


def _gexf_over_time(found: Iterator[Network]) -> Iterator[str]:
    from onrecord.exports import gexf
    from onrecord.exports.graph import graph_over_time

    return gexf.lines(graph_over_time(found))


_Writer = Callable[["Iterator[Network]"], Iterator[str]]
_WRITERS: dict[str, _Writer] = {
    "csv": _edge_list,
    "jsonl": _json,
    "matrix": _matrix,
    "graphml": _graphml,
    "gexf": _gexf,
    "dl": _dl,
}
# Formats that hold several windows in one file; of the others each window is a file of its own.
_OVER_TIME: dict[str, _Writer] = {"csv": _windows_csv, "jsonl": _json, "gexf": _gexf_over_time}
_ENDINGS = {"matrix": ".csv", "graphml": ".graphml", "dl": ".dl"}


def _encoding(form: str) -> str:
    return "utf-8-sig" if form in ("csv", "matrix") else "utf-8"


def _write(lines: Iterable[str], out: Path | None, form: str) -> None:
    """To the terminal, or into a file that is there whole or not at all."""
    if out is None:
        write(lines, None)
        return
    from onrecord.exports.writing import write_lines

    write_lines(out, lines, encoding=_encoding(form))
    click.echo(f"Wrote {out}.", err=True)


def _write_each(found: Iterator[Network], form: str, out: Path | None) -> None:
    """One file for each window, named after --out, its number and its first day."""
    if out is None:
        raise OnrecordError(f"Several windows are several {form} files: name them with --out, for example --out net.x.")
    from onrecord.exports.writing import write_lines

    ending = out.suffix or _ENDINGS[form]
    count = 0
    for count, one in enumerate(found, start=1):
        first = one.period.first.isoformat() if one.period else "undated"
        write_lines(
            out.with_name(f"{out.stem}-{count:04d}-{first}{ending}"),
            _WRITERS[form](iter((one,))),
            encoding=_encoding(form),
        )
    click.echo(f"Wrote {count} files beside {out.with_name(out.stem)}-….", err=True)


def _write_events(held: Counting, asked: NetworkOptions, form: str, out: Path | None) -> None:
    from onrecord.exports.network_lines import event_csv_lines, event_json_lines
    from onrecord.networks import Event, events

    found = events(held.columns, asked, held.known)
    lines = event_json_lines(found) if form == "jsonl" else event_csv_lines(found, Event._fields)
    _write(lines, out, form)

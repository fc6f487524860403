"""The command `onrecord network`: who goes together, as a file for any other program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli_options import OUT, RECORD, where, write
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.networking import Counting
    from onrecord.networks import Among, Choice, Network, NetworkOptions, Windows

_FIELDS = ("actor", "option", "outlet", "kind", "voice", "scope", "stance")
_STANCES = ("supports", "open", "undecided", "reluctant", "opposes")
_KINDS = ("person", "organisation", "party", "state", "group")
_DAY = click.DateTime(formats=["%Y-%m-%d"])
# So many names are listed where somebody asks for one that is not there; the rest would scroll the message away.
_LISTED = 8

_Command = Callable[..., int]
_CHOICES = (
    click.option("--mode", type=click.Choice(["two", "actors", "options", "events"]), default="two", show_default=True,
                 help="Actors by options, actors, options, or the list of events."),
    click.option("--weight", type=click.Choice(["ignore", "combine", "congruence", "conflict", "subtract"]),
                 help="What edges count. Default: subtract for two, congruence for actors and options."),
    click.option("--qualifier", type=click.Choice(["boolean", "strict", "integer", "categories", "none"]),
                 default="boolean", show_default=True, help="What the five steps are read as."),
    click.option("--normalise", default="no", show_default=True,
                 type=click.Choice(["no", "activity", "prominence", "average", "jaccard", "cosine"])),
    click.option("--duplicates", type=click.Choice(["include", "document", "week", "month", "year", "range"]),
                 default="include", show_default=True, help="Within what the same position counts once."),
    click.option("--level", type=click.Choice(["person", "organisation", "party", "state"]),
                 help="For whom actors count; default: each as it was coded."),
    click.option("--isolates", is_flag=True, help="Keep nodes that nothing counted speaks of."),
    click.option("--actor", multiple=True, metavar="NAME", help="Only this actor (may be given again)."),
    click.option("--option", multiple=True, metavar="ID", help="Only this option of the codebook."),
    click.option("--outlet", multiple=True, metavar="NAME", help="Only from this outlet."),
    click.option("--kind", multiple=True, type=click.Choice(_KINDS), help="Only actors of this kind."),
    click.option("--voice", multiple=True, type=click.Choice(["own", "reported", "attributed"])),
    click.option("--scope", multiple=True, type=click.Choice(["own", "general"])),
    click.option("--stance", multiple=True, type=click.Choice(_STANCES), help="Only this step of the five."),
    click.option("--without", multiple=True, type=click.Choice(_FIELDS), metavar="FIELD",
                 help=f"Leave out what is named for this field instead ({', '.join(_FIELDS)})."),
    click.option("--since", type=_DAY, metavar="DATE", help="Only from this day on; none undated."),
    click.option("--until", type=_DAY, metavar="DATE", help="Only to this day; none undated."),
    click.option("--minimum", type=click.IntRange(min=1), default=1, metavar="N",
                 help="Only actors with at least so many positions."),
    click.option("--score", type=click.FloatRange(0, 1), default=0.0, metavar="X", help="Only claims so sure."),
    click.option("--reviewed", is_flag=True, help="Only what a reviewer has settled."),
    click.option("--former", is_flag=True, help="Positions that the text marks as former too."),
    click.option("--derived", is_flag=True, help="Positions derived from those on a part of an option too."),
    click.option("--window", type=click.Choice(["events", "days", "weeks", "months", "quarters", "years"]),
                 help="One network for each window of --size such units."),
    click.option("--size", type=click.IntRange(min=1), default=1, metavar="N", help="Units in a window."),
    click.option("--step", type=click.IntRange(min=1), default=1, metavar="N", help="Units from one to the next."),
    click.option("--centred", is_flag=True, help="Windows around a moving day, not on the calendar."),
    click.option("--kernel", type=click.Choice(["uniform", "epanechnikov", "triangular", "gaussian"]),
                 help="Count what lies far from the middle of a window less."),
)  # fmt: skip


def _with_choices(command: _Command) -> _Command:
    return reduce(lambda made, option: option(made), reversed(_CHOICES), command)


@click.command()
@_with_choices
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "matrix", "graphml", "gexf", "dl"]),
    default="csv",
    show_default=True,
    help="csv is an edge list, matrix a table of weights.",
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
    asked = _asked(given)
    held = counting(where(record))
    asked = _among(asked, given, held)
    if events:
        _write_events(held, asked, form, out)
        return 0
    found = _networks(held, asked)
    if asked.windows is None or form in _OVER_TIME:
        writer = _WRITERS[form] if asked.windows is None else _OVER_TIME[form]
        _write(writer(found), out, form)
    else:
        _write_each(found, form, out)
    return 0


def _asked(given: Mapping[str, Any]) -> NetworkOptions:
    from onrecord import networks as room

    mode = room.Mode.TWO if given["mode"] == "events" else room.Mode(given["mode"])
    usual = "subtract" if mode is room.Mode.TWO else "congruence"
    if given["qualifier"] == "none":
        usual = "ignore"
    asked = room.NetworkOptions(
        mode=mode,
        weight=room.Weight(given["weight"] or usual),
        qualifier=room.Qualifier(given["qualifier"]),
        normalise=room.Normalise(given["normalise"]),
        duplicates=room.Duplicates(given["duplicates"]),
        level=room.Level(given["level"]) if given["level"] else room.Level.CODED,
        isolates=given["isolates"],
        windows=_windows(given),
    )
    room.check(asked)
    return asked


def _windows(given: Mapping[str, Any]) -> Windows | None:
    from onrecord import networks as room

    if given["window"] is None:
        if given["kernel"] or given["centred"]:
            raise OnrecordError("A kernel or a centred window needs --window: days, weeks, months, quarters or years.")
        return None
    return room.Windows(
        unit=room.Unit(given["window"]),
        size=given["size"],
        step=given["step"],
        centred=given["centred"],
        kernel=room.Kernel(given["kernel"]) if given["kernel"] else None,
    )


def _among(asked: NetworkOptions, given: Mapping[str, Any], held: Counting) -> NetworkOptions:
    """The options with the filters, whose names are looked up in the record."""
    from dataclasses import replace

    from onrecord.networks import Among, counts_for

    actors = held.known.actors
    without = set(given["without"])
    empty = sorted(field for field in without if not given[field])
    if empty:
        raise OnrecordError(f"--without {empty[0]} says what --{empty[0]} is to do: name at least one there.")

    def among(field: str, values: Iterable[str]) -> Among | None:
        return Among(frozenset(values), field in without) if given[field] else None

    since: datetime | None = given["since"]
    until: datetime | None = given["until"]
    choice: Choice = replace(
        asked.choice,
        actors=among("actor", (counts_for(_actor(name, held), actors, asked.level) for name in given["actor"])),
        options=among("option", _known(given["option"], held.known.options, "option of the codebook")),
        outlets=among("outlet", _known(given["outlet"], held.columns.outlets, "outlet")),
        kinds=among("kind", given["kind"]),
        voices=among("voice", given["voice"]),
        scopes=among("scope", given["scope"]),
        stances=among("stance", given["stance"]),
        since=since.date() if since else None,
        until=until.date() if until else None,
        minimum=given["minimum"],
        score=given["score"],
        reviewed=given["reviewed"],
        former=given["former"],
        derived=given["derived"],
    )
    return replace(asked, choice=choice)


def _actor(name: str, held: Counting) -> str:
    from onrecord.web.finding import fitting

    if name in held.known.actors:
        return name
    found = fitting(held.known.actors.values(), name)
    if len(found) == 1:
        return found[0].id
    if found:
        several = ", ".join(f"{actor.name} ({actor.id})" for actor in found[:_LISTED])
        raise OnrecordError(f"Several actors are called {name!r}: {several}. Give the id.")
    raise OnrecordError(f"Nobody called {name!r} is in the record; `onrecord map` shows who is.")


def _known(names: Sequence[str], known: Iterable[str], what: str) -> Sequence[str]:
    listed = list(known)
    for name in names:
        if name not in listed:
            more = ", …" if len(listed) > _LISTED else ""
            there = f"there are {', '.join(listed[:_LISTED])}{more}" if listed else "there is none"
            raise OnrecordError(f"No {what} is called {name!r}; {there}.")
    return names


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

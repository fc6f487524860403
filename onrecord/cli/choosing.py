"""What the commands on networks share: the options that say which network is meant, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.networking import Counting
    from onrecord.networks import Among, Choice, NetworkOptions, Windows

_FIELDS = ("actor", "option", "outlet", "kind", "voice", "scope", "stance")
_STANCES = ("supports", "open", "undecided", "reluctant", "opposes")
_KINDS = ("person", "organisation", "party", "state", "group")
_DAY = click.DateTime(formats=["%Y-%m-%d"])
# So many names are listed where somebody asks for one that is not there; the rest would scroll the message away.
_LISTED = 8

_Command = Callable[..., int]
_CHOICES = (
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


_COUNT = {
    "type": click.Choice(["utterances", "articles", "statements"]),
    "default": "utterances",
    "show_default": True,
    "help": "What counts: each saying once, each paper, or each report.",
}
COUNT: Callable[[_Command], _Command] = click.option("--count", "counted", **_COUNT)  # type: ignore[arg-type]
# Where --count is how many coalitions.
COUNTED: Callable[[_Command], _Command] = click.option("--counted", **_COUNT)  # type: ignore[arg-type]
MODE = click.option(
    "--mode",
    type=click.Choice(["two", "actors", "options", "events"]),
    default="two",
    show_default=True,
    help="Actors by options, actors, options, or the list of events.",
)
ISOLATES = click.option("--isolates", is_flag=True, help="Keep nodes that nothing counted speaks of.")


def with_choices(command: _Command) -> _Command:
    """The options of every network, on a command; ``MODE`` and ``ISOLATES`` are for those that show one."""
    return reduce(lambda made, option: option(made), reversed(_CHOICES), command)


def asked_for(given: Mapping[str, Any]) -> NetworkOptions:
    """What the options of a command ask for, but for the filters."""
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
        count=room.Count(given["counted"]),
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


def chosen_among(asked: NetworkOptions, given: Mapping[str, Any], held: Counting) -> NetworkOptions:
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

"""How actors stand on options on average, in an order that brings those together who stand alike; and over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.asking import AS_IT_IS, NOTHING, Known, Mode, NetworkOptions, Normalise, Qualifier, Weight
from onrecord.networks.building import selected
from onrecord.networks.columns import UNDATED, Columns
from onrecord.networks.network import Node
from onrecord.networks.windows import spans
from onrecord.types import DateInterval

Reals = NDArray[np.float64]
Counts = NDArray[np.int64]

# Two who speak of nothing in common are as far apart as one who is for and one who is undecided.
_NOTHING_COMMON = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """Mean stances from -1 to 1, not a number where nothing was said, and how many positions each is the mean of.

    ``low`` and ``high`` are the outermost stances. Actors are rows, options columns; ``left_out`` is how many positions
    are of those who are not among them.
    """

    actors: tuple[Node, ...]
    options: tuple[Node, ...]
    mean: Reals
    count: Counts
    low: Reals
    high: Reals
    period: DateInterval | None
    counted: int
    left_out: int = 0


def heat(
    columns: Columns, asked: NetworkOptions = AS_IT_IS, known: Known = NOTHING, *, most: tuple[int, int] = (150, 60)
) -> Heat:
    """The mean stances of the ``most`` outspoken actors on the options most spoken of, clustered by average linkage.

    Average linkage: Sokal and Michener (1958). Neighbouring clusters are turned so that their nearest ends meet.
    """
    found = selected(columns, _plain(asked), known).columns
    actor, actors = _used(found.actor, most[0])
    option, options = _used(found.option, most[1])
    kept = (actor >= 0) & (option >= 0)
    size = (len(actors), len(options))
    place = actor[kept].astype(np.int64) * max(1, size[1]) + option[kept]
    stance = found.stance[kept].astype(np.float64)
    cells = size[0] * size[1]
    count = np.bincount(place, minlength=cells).astype(np.int64)
    total = np.bincount(place, stance, minlength=cells)
    low, high = np.full(cells, np.inf), np.full(cells, -np.inf)
    np.minimum.at(low, place, stance)
    np.maximum.at(high, place, stance)
    mean = np.full(cells, np.nan)
    mean[count > 0] = total[count > 0] / count[count > 0]
    means = mean.reshape(size)
    down, across = _order(means), _order(means.T)
    grid = np.ix_(down, across)
    day = found.day[kept]
    return Heat(
        tuple(_actor(found.actors[actors[one]], known) for one in down),
        tuple(_option(found.options[options[one]], known) for one in across),
        means[grid],
        count.reshape(size)[grid],
        low.reshape(size)[grid],
        high.reshape(size)[grid],
        _period(day),
        len(day),
        len(found) - len(day),
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """The mean stance of an actor in a window, with the outermost ones and how many positions it is the mean of."""

    period: DateInterval
    mean: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Trajectory:
    """How an actor stands on an option in one window after the other; windows in which it says nothing are left out."""

    actor: Node
    option: Node
    moments: tuple[Moment, ...]
    count: int


def trajectories(
    columns: Columns, asked: NetworkOptions, known: Known = NOTHING, *, most: int = 8
) -> tuple[Trajectory, ...]:
    """For each option the ``most`` outspoken actors, window by window; options most spoken of first."""
    if asked.windows is None:
        return ()
    found = selected(columns, _plain(asked), known).columns
    dated = found.where(found.day != UNDATED)
    days = np.sort(dated.day)
    periods = [
        DateInterval(date.fromordinal(span.first), date.fromordinal(span.last))
        for span in spans(days, asked.windows, asked.choice.since, asked.choice.until)
    ]
    spoken = np.bincount(dated.option, minlength=len(dated.options))
    made: list[Trajectory] = []
    for option in np.argsort(-spoken, kind="stable")[: int((spoken > 0).sum())].tolist():
        about = dated.where(dated.option == option)
        said = np.bincount(about.actor, minlength=len(about.actors))
        for actor in np.argsort(-said, kind="stable")[: min(most, int((said > 0).sum()))].tolist():
            mine = about.where(about.actor == actor)
            moments = tuple(_moments(mine, periods))
            made.append(
                Trajectory(
                    _actor(found.actors[actor], known), _option(found.options[option], known), moments, len(mine)
                )
            )
    return tuple(made)


def _moments(mine: Columns, periods: list[DateInterval]) -> Iterator[Moment]:
    day = mine.day
    for period in periods:
        here = mine.stance[(day >= period.first.toordinal()) & (day <= period.last.toordinal())]
        if len(here):
            yield Moment(period, float(here.mean()), float(here.min()), float(here.max()), len(here))


def _plain(asked: NetworkOptions) -> NetworkOptions:
    """The same choices for stances as they are: all five steps, each position with its own."""
    return replace(
        asked,
        mode=Mode.TWO,
        weight=Weight.COMBINE,
        qualifier=Qualifier.INTEGER,
        normalise=Normalise.NO,
        isolates=False,
    )


def _used(codes: NDArray[np.int32], most: int) -> tuple[Counts, list[int]]:
    """The codes as places among those that are used most, -1 for the rest, and the codes of these places."""
    counts = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.int64)
    chosen = sorted(one for one in np.argsort(-counts, kind="stable")[:most].tolist() if counts[one])
    place = np.full(len(counts), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    return place[codes], chosen


def _order(values: Reals) -> list[int]:
    """The rows clustered: each cluster is a list whose ends are turned to the nearest end of the other."""
    size = len(values)
    if size < 3:
        return list(range(size))
    distance = _distances(values)
    between = distance.copy()
    np.fill_diagonal(between, np.inf)
    groups: dict[int, list[int]] = {one: [one] for one in range(size)}
    for _ in range(size - 1):
        one, two = divmod(int(np.argmin(between)), size)
        one, two = min(one, two), max(one, two)
        mine, other = groups[one], groups.pop(two)
        share = len(mine) / (len(mine) + len(other))
        joined = share * between[one] + (1 - share) * between[two]
        between[one], between[:, one] = joined, joined
        between[two], between[:, two] = np.inf, np.inf
        between[one, one] = np.inf
        groups[one] = _turned(mine, other, distance)
    return next(iter(groups.values()))


def _turned(mine: list[int], other: list[int], distance: Reals) -> list[int]:
    ways = [(a, b) for a in (mine, mine[::-1]) for b in (other, other[::-1])]
    one, two = min(ways, key=lambda way: float(distance[way[0][-1], way[1][0]]))
    return [*one, *two]


def _distances(values: Reals) -> Reals:
    """Mean distances over what both speak of."""
    there = ~np.isnan(values)
    filled = np.where(there, values, 0.0)
    both = there.astype(np.float64) @ there.T.astype(np.float64)
    apart = np.zeros((len(values), len(values)))
    for column in range(values.shape[1]):
        mask = there[:, column]
        gaps = np.abs(filled[:, column][:, None] - filled[:, column][None, :])
        apart += gaps * np.outer(mask, mask)
    return np.where(both > 0, apart / np.maximum(both, 1), _NOTHING_COMMON)


def _actor(name: str, known: Known) -> Node:
    actor = known.actors.get(name)
    return Node(name, actor.name, str(actor.kind)) if actor else Node(name, name, "unknown")


def _option(name: str, known: Known) -> Node:
    return Node(name, known.options.get(name, name), "option")


def _period(day: NDArray[np.int32]) -> DateInterval | None:
    dated = day[day != UNDATED]
    if not len(dated):
        return None
    return DateInterval(date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max())))

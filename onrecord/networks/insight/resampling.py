"""Bootstrap: the same network from positions, articles or outlets drawn with replacement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.networks.asking import NOTHING, Known, Mode, NetworkOptions
from onrecord.networks.columns import NONE, Columns
from onrecord.networks.insight.partitions import Labels
from onrecord.networks.insight.settled import Settled, settled
from onrecord.networks.insight.stability import AS_USUAL, Draws, Trust, steadiness


class Over(StrEnum):
    """What is drawn: positions one by one, or all that an article or an outlet gives."""

    POSITIONS = "positions"
    ARTICLES = "articles"
    OUTLETS = "outlets"


def trust(
    columns: Columns,
    asked: NetworkOptions,
    known: Known = NOTHING,
    *,
    over: Over = Over.ARTICLES,
    draws: Draws = AS_USUAL,
) -> Trust:
    """How far ties and coalitions of a network of actors depend on what happened to be reported (Efron 1979).

    Positions of one article are not independent of each other, nor are articles of one outlet: over articles and
    outlets the bands are wider, and truer. An article without an outlet is one of its own. Raises OnrecordError where
    there are fewer than two things to draw from, and MissingExtra.
    """
    base = of_one_network(columns, asked, known)
    unit = _units(base.columns, over)
    count = int(unit.max(initial=-1)) + 1
    if count == 1:
        raise OnrecordError(f"There is one of {over} only: nothing can be drawn. Take another --over, or read more.")
    made = _drawn(base, unit, count, draws)
    return steadiness(base, made, draws, drawn=str(over), units=count)


def of_one_network(columns: Columns, asked: NetworkOptions, known: Known) -> Settled:
    """What the question counts; raises OnrecordError where it is not one network of actors."""
    if asked.mode is not Mode.ACTORS:
        raise OnrecordError("How far to trust coalitions is asked of a network of actors: choose the mode actors.")
    if asked.windows is not None:
        raise OnrecordError("Trust is that of one network: choose a period instead of windows.")
    return settled(columns, replace(asked, isolates=False), known)


def _units(columns: Columns, over: Over) -> Labels:
    """For each position the number of what it is drawn with."""
    if over is Over.POSITIONS:
        return np.arange(len(columns), dtype=np.int64)
    codes = columns.article.astype(np.int64)
    if over is Over.OUTLETS:
        codes = np.where(columns.outlet == NONE, codes + len(columns.outlets), columns.outlet)
    _, numbers = np.unique(codes, return_inverse=True)
    return np.asarray(numbers, dtype=np.int64)


def _drawn(base: Settled, unit: Labels, count: int, draws: Draws) -> Iterator[Columns]:
    if count == 0:
        return
    random = np.random.default_rng(draws.seed)
    for _ in range(draws.rounds):
        times = np.bincount(random.integers(0, count, count), minlength=count)
        yield base.columns.where(np.repeat(np.arange(len(unit)), times[unit]))

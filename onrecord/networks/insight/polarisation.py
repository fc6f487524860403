"""Polarisation, at one time and over time: how far a debate falls into camps, by four measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from onrecord.networks.asking import NOTHING, Known, NetworkOptions, Qualifier, Weight
from onrecord.networks.building import network, networks
from onrecord.networks.columns import Columns
from onrecord.networks.insight.bipolarity import Camps, bipolarity
from onrecord.networks.insight.grouping import Method, grouped
from onrecord.networks.insight.partitions import Labels, Reals, modularity
from onrecord.networks.insight.settled import Settled, check_fixed, of_actors, settled
from onrecord.networks.network import Network
from onrecord.types import DateInterval

# How much the size of a camp counts for the identity of its members; Esteban and Ray (1994) show that it lies between
# 0 and 1.6, and 1.3 is the value that their followers settled on (Esteban, Gradín and Ray 2007 use 1, 1.3 and 1.6).
_IDENTITY = 1.3
# An option that one actor alone speaks of divides nobody.
_LEAST_ACTORS = 2
# The middle 95 % of the draws.
_TAILS = (2.5, 97.5)

#: The measures in the order of a table.
MEASURES = ("modularity", "outward", "bipolarity", "spread")


class OptionSpread(NamedTuple):
    """How far one option divides, from 0 to 1, and how many actors it has."""

    option: str
    spread: float
    actors: int


@dataclass(frozen=True, slots=True)
class Polarisation:
    """How far a debate is polarised in a period; a measure is None where nothing can be said.

    ``modularity`` is that of the Leiden coalitions in the congruence network (Newman 2004). ``outward`` is the E-I
    index of those coalitions (Krackhardt and Stern 1988): -1 where all agreement stays inside, 1 where all of it goes
    to others. ``bipolarity`` is how far congruence and conflict fit two camps of like size, 0 to 1; ``camps`` are
    these. ``spread`` is the polarisation of stances after Esteban and Ray (1994), 0 to 1: 1 where half of the actors
    support and half oppose; the mean over ``options``, each as often as it has actors. ``bands`` are 95 % intervals.
    """

    period: DateInterval | None
    counted: int
    actors: int
    modularity: float | None
    outward: float | None
    bipolarity: float | None
    spread: float | None
    camps: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    options: tuple[OptionSpread, ...] = ()
    bands: dict[str, tuple[float, float]] = field(default_factory=dict)


def polarisation(
    columns: Columns, asked: NetworkOptions, known: Known = NOTHING, *, seed: int = 0, rounds: int = 0
) -> Polarisation:
    """How far the debate is polarised as a whole; ``rounds`` of bootstrap over positions give bands."""
    return polarisation_over_time(columns, replace(asked, windows=None), known, seed=seed, rounds=rounds)[0]


def polarisation_over_time(
    columns: Columns, asked: NetworkOptions, known: Known = NOTHING, *, seed: int = 0, rounds: int = 0
) -> tuple[Polarisation, ...]:
    """How far the debate is polarised in each window that is asked for; the weight that is asked for does not matter.

    With ``rounds``, positions are drawn so many times with replacement, and the bands hold the middle 95 % of what
    they give. A kernel weighs the networks and not the spread. Raises MissingExtra.
    """
    asked = of_actors(asked, Weight.CONGRUENCE)
    if rounds:
        check_fixed(asked)
    base = settled(columns, asked, known)
    # stances need all five steps, whatever the networks read them as
    wide = settled(columns, replace(asked, qualifier=Qualifier.INTEGER), known)
    found = list(_series(base, base.columns, wide.columns, seed))
    if not rounds:
        return tuple(found)
    draws: list[list[Polarisation]] = []
    random = np.random.default_rng(seed)
    for _ in range(rounds):
        narrow, broad = (
            one.drawn(random.integers(0, max(len(one.columns), 1), len(one.columns))) for one in (base, wide)
        )
        draw = list(_series(base, narrow, broad, seed))
        if len(draw) == len(found):
            draws.append(draw)
    return tuple(replace(one, bands=_bands([draw[place] for draw in draws])) for place, one in enumerate(found))


def _series(base: Settled, columns: Columns, wide: Columns, seed: int) -> Iterator[Polarisation]:
    agree, clash = (of_actors(base.asked, weight) for weight in (Weight.CONGRUENCE, Weight.CONFLICT))
    if base.asked.windows is None:
        one, other = network(columns, agree, base.known), network(columns, clash, base.known)
        yield _measured(one, other, wide, base.known, seed)
        return
    day = wide.day
    pairs = zip(networks(columns, agree, base.known), networks(columns, clash, base.known), strict=True)
    for one, other in pairs:
        assert one.period is not None
        inside = (day >= one.period.first.toordinal()) & (day <= one.period.last.toordinal())
        yield _measured(one, other, wide.where(inside), base.known, seed)


def _measured(agree: Network, clash: Network, wide: Columns, known: Known, seed: int) -> Polarisation:
    congruence, conflict = agree.matrix, clash.matrix
    labels = grouped(congruence, Method.LEIDEN, seed=seed)
    camps = bipolarity(congruence, conflict)
    options = spreads(wide, known)
    actors = sum(one.actors for one in options)
    return Polarisation(
        period=agree.period,
        counted=agree.counted,
        actors=len(agree.rows),
        modularity=modularity(congruence, labels),
        outward=outward(congruence, labels),
        bipolarity=camps.value,
        spread=sum(one.spread * one.actors for one in options) / actors if actors else None,
        camps=(_on_side(agree, camps, 1), _on_side(agree, camps, -1)),
        options=options,
    )


def _on_side(network: Network, camps: Camps, side: int) -> tuple[str, ...]:
    return tuple(node.id for node, own in zip(network.rows, camps.sides.tolist(), strict=True) if own == side)


def outward(matrix: Reals, labels: Labels) -> float | None:
    """The E-I index of a partition (Krackhardt and Stern 1988), by the weight of ties; None without any tie."""
    ties = np.maximum(matrix, 0.0)
    total = float(ties.sum())
    if total == 0:
        return None
    inside = float(ties[labels[:, None] == labels[None, :]].sum())
    return (total - 2 * inside) / total


def spreads(columns: Columns, known: Known = NOTHING) -> tuple[OptionSpread, ...]:
    """The polarisation of the stances on each option that two actors or more speak of, the most divisive first."""
    width = len(columns.options)
    cells, cell = np.unique(columns.actor.astype(np.int64) * max(width, 1) + columns.option, return_inverse=True)
    means = np.bincount(cell, columns.stance, len(cells)) / np.maximum(np.bincount(cell, minlength=len(cells)), 1)
    of_option = cells % max(width, 1)
    found = []
    for place in np.unique(of_option).tolist():
        stances = means[of_option == place]
        if len(stances) >= _LEAST_ACTORS:
            name = columns.options[place]
            found.append(OptionSpread(name, esteban_ray(stances), len(stances)))
    return tuple(sorted(found, key=lambda one: (-one.spread, known.options.get(one.option, one.option), one.option)))


def esteban_ray(stances: Reals) -> float:
    """The polarisation of values between -1 and 1 after Esteban and Ray (1994); 1 for two halves at the ends.

    Values are brought to the nearest of the five steps, because the measure needs groups. Nobody is not polarised.
    """
    if len(stances) == 0:
        return 0.0
    steps, counts = np.unique(np.rint(stances * 2) / 2, return_counts=True)
    shares = counts / counts.sum()
    apart = np.abs(steps[:, None] - steps[None, :])
    return float(2**_IDENTITY * (shares[:, None] ** (1 + _IDENTITY) * shares[None, :] * apart).sum())


def _bands(draws: list[Polarisation]) -> dict[str, tuple[float, float]]:
    """For each measure the interval of its draws, if at least half of them gave a value."""
    found = {}
    for measure in MEASURES:
        values = [value for draw in draws if (value := getattr(draw, measure)) is not None]
        if values and len(values) >= len(draws) / 2:
            low, high = np.percentile(values, _TAILS)
            found[measure] = (float(low), float(high))
    return found

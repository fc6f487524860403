"""How steady a network is over draws: bands for its ties, and how firmly its actors stay in their coalitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from onrecord.networks.building import network
from onrecord.networks.columns import Columns
from onrecord.networks.insight.coalitions import Coalitions, coalitions
from onrecord.networks.insight.grouping import Method
from onrecord.networks.insight.partitions import Labels, Reals, adjusted_rand
from onrecord.networks.insight.settled import Settled
from onrecord.networks.network import Network

# The ends of a 95 % interval move by a tenth of its width between seeds at 200 rounds, by a twentieth at 1,000.
_ROUNDS = 200
# The middle 95 % of the draws.
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How networks are drawn: how often, from which seed, and how coalitions are found in each."""

    rounds: int = _ROUNDS
    seed: int = 0
    method: Method = Method.LEIDEN


#: What is drawn where nothing is said.
AS_USUAL = Draws()


@dataclass(frozen=True, slots=True)
class EdgeBand:
    """A tie with the interval of its weight over the draws, and the share of draws in which it is there at all."""

    source: str
    target: str
    weight: float
    low: float
    high: float
    there: float


@dataclass(frozen=True, slots=True)
class Trust:
    """What of a network comes back in draws; ``edges`` are its ties, the heaviest first.

    ``members`` says for each actor how much of its coalition comes back around it, and ``groups`` for each coalition
    by number how much of it does (Jaccard, after Hennig 2007: above 0.75 it is stable, below 0.6 it is not to be
    trusted). ``agreement`` is the mean adjusted Rand index of the draws. ``drawn`` says in words what was drawn,
    ``units`` how many.
    """

    drawn: str
    units: int
    rounds: int
    coalitions: Coalitions
    edges: tuple[EdgeBand, ...]
    members: dict[str, float]
    groups: dict[int, float]
    agreement: float | None


def steadiness(base: Settled, made: Iterable[Columns], draws: Draws, *, drawn: str, units: int) -> Trust:
    """The ties and coalitions of each draw beside those of the whole; who is not in a draw does not count in it."""
    whole = network(base.columns, base.asked, base.known)
    found = coalitions(whole, draws.method, seed=draws.seed)
    ids = [node.id for node in whole.rows]
    place = {name: number for number, name in enumerate(ids)}
    labels = _labels(found, ids)
    values: list[Reals] = []
    agreements: list[float] = []
    shares: list[Reals] = []
    best: dict[int, list[float]] = {one.number: [] for one in found.coalitions}
    for columns in made:
        one = network(columns, base.asked, base.known)
        here = np.array([place[node.id] for node in one.rows], dtype=np.intp)
        matrix = np.zeros((len(ids), len(ids)))
        if len(here):
            matrix[np.ix_(here, here)] = one.matrix
        values.append(matrix[whole.ties.source, whole.ties.target])
        again = coalitions(one, draws.method, seed=draws.seed)
        new = _labels(again, [ids[number] for number in here.tolist()])
        shares.append(_fellows(labels, new, here))
        if len(here) > 1:
            agreements.append(adjusted_rand(labels[here], new))
        present = {ids[number] for number in here.tolist()}
        for number, share in _returned(found, again, present):
            best[number].append(share)
    return Trust(
        drawn=drawn,
        units=units,
        rounds=len(values),
        coalitions=found,
        edges=_bands(whole, values),
        members=_means(ids, shares),
        groups={number: float(np.mean(listed)) for number, listed in best.items() if listed},
        agreement=float(np.mean(agreements)) if agreements else None,
    )


def _labels(found: Coalitions, ids: list[str]) -> Labels:
    """The coalition of each actor; who is in none has a number of their own."""
    return np.array([found.of.get(name, -place) for place, name in enumerate(ids, 1)], dtype=np.int64)


def _fellows(labels: Labels, new: Labels, here: Labels) -> Reals:
    """For each actor of a draw how much of their coalition is the same; not a number for those that it lacks."""
    made = np.full(len(labels), np.nan)
    one = labels[here][:, None] == labels[here][None, :]
    other = new[:, None] == new[None, :]
    made[here] = (one & other).sum(axis=1) / np.maximum((one | other).sum(axis=1), 1)
    return made


def _returned(found: Coalitions, again: Coalitions, present: set[str]) -> Iterable[tuple[int, float]]:
    """For each coalition, as far as its members are in the draw, the likeness of the group that is most like it."""
    groups = [{member.id for member in one.members} for one in again.coalitions]
    for one in found.coalitions:
        here = {member.id for member in one.members} & present
        if len(here) > 1:
            yield one.number, max((len(here & group) / len(here | group) for group in groups), default=0.0)


def _bands(whole: Network, values: list[Reals]) -> tuple[EdgeBand, ...]:
    edges = whole.ties
    if not values or len(edges.weight) == 0:
        return ()
    table = np.array(values)
    low, high = np.percentile(table, _TAILS, axis=0)
    # A tie is there where it has the sign that it has in the whole.
    there = (np.sign(table) == np.sign(edges.weight)).mean(axis=0)
    columns = (edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), low, high, there)
    made = [
        EdgeBand(whole.rows[source].id, whole.rows[target].id, weight, float(least), float(most), float(share))
        for source, target, weight, least, most, share in zip(*columns, strict=True)
    ]
    return tuple(sorted(made, key=lambda one: (-abs(one.weight), one.source, one.target)))


def _means(ids: list[str], shares: list[Reals]) -> dict[str, float]:
    if not shares:
        return {}
    table = np.array(shares)
    seen = ~np.isnan(table)
    sums = np.where(seen, table, 0.0).sum(axis=0)
    counts = seen.sum(axis=0)
    return {name: float(sums[place] / counts[place]) for place, name in enumerate(ids) if counts[place]}

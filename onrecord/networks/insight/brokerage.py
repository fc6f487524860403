"""Brokers: who stands between two actors that have no tie, inside a coalition and between coalitions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.networks.insight.coalitions import Coalitions
from onrecord.networks.insight.partitions import Reals
from onrecord.networks.network import Network


@dataclass(frozen=True, slots=True)
class Broker:
    """How many pairs an actor alone links among its neighbours, by the coalitions of the three.

    ``coordinator``: all three in one; ``itinerant``: the pair in one and the broker not in it; ``gatekeeper``: the
    broker with one of the pair; ``liaison``: three coalitions.
    """

    id: str
    name: str
    kind: str
    coalition: int | None
    coordinator: int
    itinerant: int
    gatekeeper: int
    liaison: int

    @property
    def total(self) -> int:
        """All pairs."""
        return self.coordinator + self.itinerant + self.gatekeeper + self.liaison

    @property
    def across(self) -> int:
        """The pairs whose two are of different coalitions."""
        return self.gatekeeper + self.liaison


def brokers(network: Network, found: Coalitions, *, least: float = 0.0) -> tuple[Broker, ...]:
    """The brokerage of each actor, who bridges coalitions most first; ties of ``least`` or less are no ties.

    The roles of Gould and Fernandez (1989). Agreement has no direction, so that their gatekeeper and representative
    are one (as Täube 2004 has it), and each pair counts once. Who is in no coalition is one for themselves.
    """
    size = len(network.rows)
    there = network.matrix > least
    apart = ~there
    np.fill_diagonal(apart, False)
    numbers = [found.of.get(node.id) for node in network.rows]
    groups = np.array([-place if number is None else number for place, number in enumerate(numbers, 1)], dtype=np.int64)
    same = groups[:, None] == groups[None, :]
    linked = there.astype(np.float64)
    every = _pairs(linked, apart)
    own = _pairs(linked * same, apart)
    alike = _pairs(linked, apart & same)
    # pairs of which exactly one is with the broker: neighbours inside against neighbours outside
    mixed = np.einsum("ij,jk,ik->i", linked * same, apart.astype(np.float64), linked * ~same, optimize=True)
    made = []
    for place in range(size):
        coordinator, itinerant = round(own[place]), round(alike[place] - own[place])
        gatekeeper = round(mixed[place])
        liaison = round(every[place]) - coordinator - itinerant - gatekeeper
        made.append(Broker(*network.rows[place], numbers[place], coordinator, itinerant, gatekeeper, liaison))
    return tuple(sorted(made, key=lambda one: (-one.across, -one.total, one.name, one.id)))


def _pairs(linked: Reals, apart: np.ndarray) -> Reals:
    """For each node how many pairs of its neighbours are apart."""
    return np.asarray(((linked @ apart.astype(np.float64)) * linked).sum(axis=1) / 2)

"""A network as the files of other programs see it: nodes and edges with attributes of one type each.

``Graph`` is what every network format writes; ``graph_of`` and ``graph_over_time`` make one of networks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from onrecord.types import DateInterval

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``id`` is unique in its graph, ``name`` is what people read."""

    id: str
    name: str
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which an edge is there, first and last day included, and its weight then where that is known."""

    first: date
    last: date
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between the ids of two nodes, with the ids of the positions behind it."""

    source: str
    target: str
    weight: float = 1.0
    attributes: Mapping[str, Value] = field(default_factory=dict)
    positions: Sequence[str] = ()
    spells: Sequence[Spell] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges; ``second`` are the ids of the nodes of the second mode where the network has two."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    directed: bool = False
    name: str = ""
    second: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what no program could read: two nodes of one id, or an edge to nowhere."""
        known = {node.id for node in self.nodes}
        if len(known) < len(self.nodes):
            raise ValueError("Two nodes of the network have the same id")
        for edge in self.edges:
            if edge.source not in known or edge.target not in known:
                raise ValueError(f"An edge from {edge.source!r} to {edge.target!r} has an end that is no node")

    def numbers(self) -> dict[str, int]:
        """The place of each node by its id."""
        return {node.id: number for number, node in enumerate(self.nodes)}


class NetworkNode(Protocol):
    """A node of a network as it is computed."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What people read."""

    @property
    def kind(self) -> str:
        """Person, state… or option."""


class NetworkEdge(Protocol):
    """An edge of a network as it is computed."""

    @property
    def source(self) -> str:
        """The id of one end."""

    @property
    def target(self) -> str:
        """The id of the other."""

    @property
    def weight(self) -> float:
        """Its weight."""

    @property
    def positions(self) -> Sequence[str]:
        """The ids of the positions behind it."""


class Network(Protocol):
    """A network as it is computed; in two modes, rows are actors and columns options."""

    @property
    def rows(self) -> Sequence[NetworkNode]:
        """The nodes of one mode."""

    @property
    def columns(self) -> Sequence[NetworkNode]:
        """The nodes of the other mode, or the same ones."""

    @property
    def two_mode(self) -> bool:
        """Whether the two are not the same."""

    @property
    def period(self) -> DateInterval | None:
        """The days that it covers."""

    @property
    def middle(self) -> date | None:
        """The day around which a centred window lies."""

    def edges(self) -> Iterable[NetworkEdge]:
        """Every edge."""


Facts = Mapping[str, Mapping[str, Value]]


def graph_of(
    network: Network, *, facts: Facts | None = None, days: Mapping[str, DateInterval] | None = None, name: str = ""
) -> Graph:
    """A network for a file; ``facts`` are further attributes by the id of the node.

    With ``days`` of positions, by their id, an edge is there in the days of the positions behind it.
    """
    edges = [
        Edge(edge.source, edge.target, edge.weight, {}, edge.positions, _spells(edge.positions, days or {}))
        for edge in network.edges()
    ]
    return Graph(_nodes((network,), facts or {}), edges, name=name, second=_second((network,)))


def graph_over_time(networks: Iterable[Network], *, facts: Facts | None = None, name: str = "") -> Graph:
    """The networks of successive windows as one for a file: an edge has its weight of each window, and their mean.

    A window counts from its first day, or its middle where it is centred, to the day before the next one.
    """
    slices = [network for network in networks if network.period is not None]
    spans = _slices(slices)
    found: dict[tuple[str, str], tuple[list[Spell], dict[str, None]]] = {}
    for network, (first, last) in zip(slices, spans, strict=True):
        for edge in network.edges():
            spells, positions = found.setdefault((edge.source, edge.target), ([], {}))
            spells.append(Spell(first, last, edge.weight))
            positions.update(dict.fromkeys(edge.positions))
    edges = [
        Edge(*ends, sum(one.weight or 0.0 for one in spells) / len(slices), {}, tuple(positions), tuple(spells))
        for ends, (spells, positions) in found.items()
    ]
    return Graph(_nodes(slices, facts or {}), edges, name=name, second=_second(slices))


def _slices(networks: Sequence[Network]) -> list[tuple[date, date]]:
    begins = [one.middle or one.period.first for one in networks if one.period is not None]
    ends = [max(begin, after - timedelta(days=1)) for begin, after in pairwise(begins)]
    ends += [one.period.last for one in networks[-1:] if one.period is not None]
    return list(zip(begins, ends, strict=True))


def _nodes(networks: Iterable[Network], facts: Facts) -> list[Node]:
    found: dict[str, Node] = {}
    for network in networks:
        for node in (*network.rows, *network.columns) if network.two_mode else network.rows:
            if node.id not in found:
                found[node.id] = Node(node.id, node.name, {"kind": node.kind, **facts.get(node.id, {})})
    return list(found.values())


def _second(networks: Iterable[Network]) -> frozenset[str]:
    return frozenset(node.id for network in networks if network.two_mode for node in network.columns)


def _spells(positions: Iterable[str], days: Mapping[str, DateInterval]) -> tuple[Spell, ...]:
    """The days of some positions; days that meet or follow each other are one spell."""
    joined: list[Spell] = []
    for day in sorted((days[one].first, days[one].last) for one in positions if one in days):
        if joined and day[0].toordinal() <= joined[-1].last.toordinal() + 1:
            joined[-1] = Spell(joined[-1].first, max(joined[-1].last, day[1]))
        else:
            joined.append(Spell(*day))
    return tuple(joined)


def columns(rows: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """Each attribute that any row has, in the order of appearance, with the one type that fits all its values.

    Whole and broken numbers together are broken ones, days and whatever else differs are text; an attribute without
    any value is left out.
    """
    found: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            kind = _kind(value)
            if kind is None or found.get(name) is kind:
                continue
            found[name] = kind if name not in found else float if {found[name], kind} == {int, float} else str
    return found


def present(value: Value, kind: type) -> str | None:
    """A value written as that type; None where there is none, or none that a file could hold (not a number)."""
    if value is None or _kind(value) is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if kind is float and isinstance(value, int | float):
        return repr(float(value))
    return str(value)


def _kind(value: Value) -> type | None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool):
        return bool
    if isinstance(value, int):
        return int
    return float if isinstance(value, float) else str

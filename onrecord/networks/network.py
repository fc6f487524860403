"""A network: nodes, weighted edges, and for each edge the positions that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import MissingExtra
from onrecord.networks.asking import NetworkOptions
from onrecord.networks.behind import Behind
from onrecord.networks.weighing import Edges
from onrecord.types import DateInterval

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas


class Node(NamedTuple):
    """A node: its id, the name that people read, and its kind (person, state… or option)."""

    id: str
    name: str
    kind: str


class Edge(NamedTuple):
    """An edge between the ids of two nodes, with the ids of the positions behind it."""

    source: str
    target: str
    weight: float
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """What the positions of a period add up to.

    ``rows`` and ``columns`` are the nodes of the matrix, one list in both places in a one-mode network. ``period`` is
    the window, or else the days from the first dated position to the last; ``middle`` the day around which a centred
    window lies; ``counted`` how many positions went in.
    """

    asked: NetworkOptions
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    ties: Edges
    behind: Behind
    counted: int
    period: DateInterval | None = None
    middle: date | None = None

    @property
    def two_mode(self) -> bool:
        """Whether edges go from actors to options."""
        return self.rows is not self.columns

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Every node once; of a two-mode network the actors and then the options."""
        return (*self.rows, *self.columns) if self.two_mode else self.rows

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The weights as a dense matrix of rows by columns, symmetric and with an empty diagonal in one mode."""
        made = np.zeros((len(self.rows), len(self.columns)))
        made[self.ties.source, self.ties.target] = self.ties.weight
        if not self.two_mode:
            made[self.ties.target, self.ties.source] = self.ties.weight
        return made

    def edges(self) -> Iterator[Edge]:
        """Every edge with the ids of its positions, which are looked up as it comes."""
        for source, target, weight in self._places():
            yield Edge(self.rows[source].id, self.columns[target].id, weight, self.behind.ids(source, target))

    def positions(self, source: str, target: str) -> tuple[str, ...]:
        """Ids of the positions behind the edge of two nodes; none where there is no edge. KeyError for no node."""
        place = {node.id: number for number, node in enumerate(self.rows)}
        other = {node.id: number for number, node in enumerate(self.columns)} if self.two_mode else place
        one, two = place[source], other[target]
        if not self.two_mode:
            one, two = min(one, two), max(one, two)
        begin, end = np.searchsorted(self.ties.source, [one, one + 1])
        place_of = int(begin + np.searchsorted(self.ties.target[begin:end], two))
        there = place_of < end and self.ties.target[place_of] == two
        return self.behind.ids(one, two) if there else ()

    def to_networkx(self, *, positions: bool = True) -> networkx.Graph:
        """The network as a networkx Graph with name, kind and, in two modes, bipartite on nodes, and weight on edges.

        ``positions`` puts the ids of the positions on each edge, joined by blanks. Raises MissingExtra.
        """
        graph: networkx.Graph = _extra("networkx").Graph(**self._facts())
        for number, node in enumerate(self.nodes):
            facts = {"bipartite": int(number >= len(self.rows))} if self.two_mode else {}
            graph.add_node(node.id, name=node.name, kind=node.kind, **facts)
        for source, target, weight in self._places():
            more = {"positions": " ".join(self.behind.ids(source, target))} if positions else {}
            graph.add_edge(self.rows[source].id, self.columns[target].id, weight=weight, **more)
        return graph

    def to_igraph(self, *, positions: bool = True) -> igraph.Graph:
        """The network as an igraph Graph: name is the id, label what people read, type True for options.

        ``positions`` puts the ids of the positions on each edge, joined by blanks. Raises MissingExtra.
        """
        graph: igraph.Graph = _extra("igraph").Graph(n=len(self.nodes))
        for name, value in self._facts().items():
            graph[name] = value
        graph.vs["name"] = [node.id for node in self.nodes]
        graph.vs["label"] = [node.name for node in self.nodes]
        graph.vs["kind"] = [node.kind for node in self.nodes]
        shift = len(self.rows) if self.two_mode else 0
        if self.two_mode:
            graph.vs["type"] = [number >= shift for number in range(len(self.nodes))]
        places = list(self._places())
        graph.add_edges([(source, target + shift) for source, target, _ in places])
        graph.es["weight"] = [weight for _, _, weight in places]
        if positions:
            graph.es["positions"] = [" ".join(self.behind.ids(source, target)) for source, target, _ in places]
        return graph

    def to_pandas(self, *, matrix: bool = False) -> pandas.DataFrame:
        """The edges as a pandas DataFrame of source, target, weight and positions; or the matrix. Raises MissingExtra.

        Rows and columns of the matrix bear the ids of nodes.
        """
        frame: Any = _extra("pandas").DataFrame
        if matrix:
            made: pandas.DataFrame = frame(
                self.matrix, index=[node.id for node in self.rows], columns=[node.id for node in self.columns]
            )
            return made
        listed: pandas.DataFrame = frame(list(self.edges()), columns=list(Edge._fields))
        return listed

    def _places(self) -> Iterator[tuple[int, int, float]]:
        ties = self.ties
        return zip(ties.source.tolist(), ties.target.tolist(), ties.weight.tolist(), strict=True)

    def _facts(self) -> dict[str, str]:
        """What the graph as a whole is, for libraries that keep such things; no value is missing or None."""
        asked = self.asked
        facts = {
            "mode": str(asked.mode),
            "edge_weight": str(asked.weight),
            "qualifier": str(asked.qualifier),
            "normalised": str(asked.normalise),
            "counted": str(asked.count),
            "duplicates": str(asked.duplicates),
        }
        if self.period is not None:
            facts |= {"since": str(self.period.first), "until": str(self.period.last)}
        return facts


def _extra(library: str) -> ModuleType:
    try:
        return import_module(library)
    except ImportError as error:
        raise MissingExtra(f"This needs {library}: pip install 'onrecord[networks]'") from error

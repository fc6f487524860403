"""Edge lists and node tables as CSV, under the headings that Gephi's spreadsheet import knows; safe to open."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exports.csv import rows
from onrecord.exports.graph import Graph, columns, present


def edge_lines(graph: Graph) -> Iterator[str]:
    """A heading line and one line per edge: its ends by id and by name, weight, positions and attributes."""
    names = {node.id: node.name for node in graph.nodes}
    kinds = columns(edge.attributes for edge in graph.edges)
    kind = "Directed" if graph.directed else "Undirected"
    heading = ("Source", "Target", "Type", "Weight", "Source name", "Target name", "Positions", *kinds)
    table = (
        (
            *(edge.source, edge.target, kind, present(float(edge.weight), float) or ""),
            *(names[edge.source], names[edge.target], " ".join(edge.positions)),
            *(present(edge.attributes.get(name), kind_of) or "" for name, kind_of in kinds.items()),
        )
        for edge in graph.edges
    )
    yield from rows((heading,))
    yield from rows(table, numbers=True)


def node_lines(graph: Graph) -> Iterator[str]:
    """A heading line and one line per node: id, name, mode where there are two, and attributes."""
    kinds = columns(node.attributes for node in graph.nodes)
    yield from rows((("Id", "Label", *(("Mode",) if graph.second else ()), *kinds),))
    table = (
        (
            *(node.id, node.name),
            *((("second" if node.id in graph.second else "first"),) if graph.second else ()),
            *(present(node.attributes.get(name), kind) or "" for name, kind in kinds.items()),
        )
        for node in graph.nodes
    )
    yield from rows(table, numbers=True)

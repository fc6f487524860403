"""GraphML for Gephi, visone, igraph, networkx and Cytoscape: every attribute has a typed key, nothing is null.

Nodes are called n0, n1…, because the standard allows no spaces or slashes in an id; the attribute ``identifier`` holds
the id in the record and ``label`` the name. Edges have ``weight`` and, where known, ``positions``: the ids of the
positions behind them, with a space between two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.exports.graph import Graph, Value, columns, present
from onrecord.exports.markup import HEADING, escaped, opening, tag

# Whole numbers are written as long: an int ends at 2,147,483,647.
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_RESERVED = {"node": ("label", "identifier", "id"), "edge": ("weight", "positions", "id", "source", "target")}
_NAMESPACE = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}


def lines(graph: Graph) -> Iterator[str]:
    """The file line by line, without the newlines; to be written as UTF-8."""
    nodes = {"label": str, "identifier": str} | {
        free(name, "node"): kind for name, kind in columns(node.attributes for node in graph.nodes).items()
    }
    edges = {"weight": float} | {
        free(name, "edge"): kind for name, kind in columns(edge.attributes for edge in graph.edges).items()
    }
    if any(edge.positions for edge in graph.edges):
        edges["positions"] = str
    yield HEADING
    yield opening("graphml", _NAMESPACE)
    keys: dict[tuple[str, str], str] = {}
    for owner, held in (("node", nodes), ("edge", edges)):
        for name, kind in held.items():
            keys[owner, name] = f"d{len(keys)}"
            described = {"id": keys[owner, name], "for": owner, "attr.name": name, "attr.type": _TYPES[kind]}
            yield tag("key", described)
    yield opening("graph", {"id": "G", "edgedefault": "directed" if graph.directed else "undirected"})
    numbers = graph.numbers()
    for number, node in enumerate(graph.nodes):
        values = {free(name, "node"): value for name, value in node.attributes.items()}
        data = _data("node", {"label": node.name, "identifier": node.id, **values}, nodes, keys)
        yield tag("node", {"id": f"n{number}"}, data)
    for number, edge in enumerate(graph.edges):
        values = {free(name, "edge"): value for name, value in edge.attributes.items()}
        values |= {"weight": float(edge.weight)}
        if edge.positions:
            values["positions"] = " ".join(edge.positions)
        ends = {"source": f"n{numbers[edge.source]}", "target": f"n{numbers[edge.target]}"}
        yield tag("edge", {"id": f"e{number}", **ends}, _data("edge", values, edges, keys))
    yield "</graph>"
    yield "</graphml>"


def free(name: str, owner: str) -> str:
    """The name of an attribute, told apart from those that the format itself uses."""
    return f"{name}_" if name.lower() in _RESERVED[owner] else name


def _data(
    owner: str, values: Mapping[str, Value], kinds: Mapping[str, type], keys: Mapping[tuple[str, str], str]
) -> str:
    written = ((name, present(value, kinds[name])) for name, value in values.items() if name in kinds)
    return "".join(
        tag("data", {"key": keys[owner, name]}, escaped(value)) for name, value in written if value is not None
    )

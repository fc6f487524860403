"""GEXF 1.3 for Gephi, with time: an edge is there in the spells that its positions give it, and has its weight in each.

A network without spells is written as a static one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.exports.graph import Edge, Graph, Value, columns, present
from onrecord.exports.graphml import free
from onrecord.exports.markup import HEADING, escaped, opening, tag

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_NAMESPACE = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
    "version": "1.3",
}
_DYNAMIC_WEIGHT = "weight"  # the id under which Gephi looks for a weight that changes


def lines(graph: Graph) -> Iterator[str]:
    """The file line by line, without the newlines; to be written as UTF-8."""
    dynamic = any(edge.spells for edge in graph.edges)
    nodes = {"identifier": str} | {
        free(name, "node"): kind for name, kind in columns(node.attributes for node in graph.nodes).items()
    }
    edges = {free(name, "edge"): kind for name, kind in columns(edge.attributes for edge in graph.edges).items()}
    if any(edge.positions for edge in graph.edges):
        edges["positions"] = str
    node_keys = {name: str(number) for number, name in enumerate(nodes)}
    edge_keys = {name: str(number) for number, name in enumerate(edges)}
    yield HEADING
    yield opening("gexf", _NAMESPACE)
    yield "<meta>" + tag("creator", {}, "onrecord") + tag("description", {}, escaped(graph.name)) + "</meta>"
    kind = "directed" if graph.directed else "undirected"
    yield opening(
        "graph",
        {
            "defaultedgetype": kind,
            "mode": "dynamic" if dynamic else "static",
            "timeformat": "date" if dynamic else None,
            "timerepresentation": "interval" if dynamic else None,
        },
    )
    yield from _declared("node", nodes, node_keys)
    yield from _declared("edge", edges, edge_keys)
    if any(spell.weight is not None for edge in graph.edges for spell in edge.spells):
        weight = tag("attribute", {"id": _DYNAMIC_WEIGHT, "title": "Weight", "type": "double"})
        yield tag("attributes", {"class": "edge", "mode": "dynamic"}, weight)
    numbers = graph.numbers()
    yield "<nodes>"
    for number, node in enumerate(graph.nodes):
        values = {free(name, "node"): value for name, value in node.attributes.items()}
        inside = _values({"identifier": node.id, **values}, nodes, node_keys)
        yield tag("node", {"id": f"n{number}", "label": node.name}, inside)
    yield "</nodes>"
    yield "<edges>"
    for number, edge in enumerate(graph.edges):
        values = {free(name, "edge"): value for name, value in edge.attributes.items()}
        if edge.positions:
            values["positions"] = " ".join(edge.positions)
        ends = {"source": f"n{numbers[edge.source]}", "target": f"n{numbers[edge.target]}"}
        heading = {"id": f"e{number}", **ends, "weight": present(float(edge.weight), float)}
        yield tag("edge", heading, _values(values, edges, edge_keys, _moments(edge)) + _spells(edge))
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(owner: str, kinds: Mapping[str, type], keys: Mapping[str, str]) -> Iterator[str]:
    if not kinds:
        return
    held = (tag("attribute", {"id": keys[name], "title": name, "type": _TYPES[kind]}) for name, kind in kinds.items())
    yield tag("attributes", {"class": owner, "mode": "static"}, "".join(held))


def _values(values: Mapping[str, Value], kinds: Mapping[str, type], keys: Mapping[str, str], further: str = "") -> str:
    written = ((name, present(value, kinds[name])) for name, value in values.items() if name in kinds)
    held = "".join(tag("attvalue", {"for": keys[name], "value": text}) for name, text in written if text is not None)
    return tag("attvalues", {}, held + further) if held or further else ""


def _moments(edge: Edge) -> str:
    return "".join(
        tag(
            "attvalue",
            {
                "for": _DYNAMIC_WEIGHT,
                "value": present(float(spell.weight), float),
                "start": spell.first.isoformat(),
                "end": spell.last.isoformat(),
            },
        )
        for spell in edge.spells
        if spell.weight is not None
    )


def _spells(edge: Edge) -> str:
    held = (tag("spell", {"start": one.first.isoformat(), "end": one.last.isoformat()}) for one in edge.spells)
    return tag("spells", {}, "".join(held)) if edge.spells else ""

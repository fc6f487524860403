"""DL, the text format of UCINET, which NetDraw, Pajek and R's packages read as well.

Small networks are full matrices, large ones lists of edges; a network of two modes has rows and columns. DL has no
attributes and no positions: only names and weights. Names of several words stand in quotes, without quotes or line
breaks of their own, and names that come twice get a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.exports.graph import Graph, Node, present

# A matrix of more rows or columns than this is written as a list of edges: half a million cells are 1 MB of zeros.
_MATRIX = 700
_PLAIN = re.compile(r"\w[\w.-]*")  # igraph takes quotes for a part of the name: only what needs them has them


def lines(graph: Graph) -> Iterator[str]:
    """The file line by line, without the newlines; to be written as UTF-8."""
    if graph.second:
        first = [node for node in graph.nodes if node.id not in graph.second]
        second = [node for node in graph.nodes if node.id in graph.second]
    else:
        first = second = list(graph.nodes)
    matrix = max(len(first), len(second)) <= _MATRIX
    form = "fullmatrix" if matrix else "edgelist2" if graph.second else "edgelist1"
    size = f"nr = {len(first)}, nc = {len(second)}" if graph.second else f"n = {len(first)}"
    yield f"dl {size}"
    yield f"format = {form}"
    if graph.second:
        yield "row labels:"
        yield from _labels(first)
        yield "column labels:"
        yield from _labels(second)
    else:
        yield "labels:"
        yield from _labels(first)
    yield "data:"
    cells = _cells(graph, first, second)
    if matrix:
        for row in range(len(first)):
            yield " ".join(_number(cells.get((row, column), 0.0)) for column in range(len(second)))
    else:
        yield from (f"{row + 1} {column + 1} {_number(weight)}" for (row, column), weight in cells.items())


def _cells(graph: Graph, first: Sequence[Node], second: Sequence[Node]) -> dict[tuple[int, int], float]:
    """Weights by row and column; edges between the same two nodes are added up."""
    rows = {node.id: number for number, node in enumerate(first)}
    columns = {node.id: number for number, node in enumerate(second)}
    cells: dict[tuple[int, int], float] = {}
    for edge in graph.edges:
        ends = (edge.source, edge.target)
        if graph.second:
            ends = ends if edge.source in rows else (edge.target, edge.source)
            if ends[0] not in rows or ends[1] not in columns:
                raise ValueError(f"An edge from {edge.source!r} to {edge.target!r} stays within one of the two modes")
        places = [(rows[ends[0]], columns[ends[1]])]
        if not graph.directed and not graph.second and ends[0] != ends[1]:
            places.append((rows[ends[1]], columns[ends[0]]))
        for place in places:
            cells[place] = cells.get(place, 0.0) + edge.weight
    return cells


def _labels(nodes: Sequence[Node]) -> Iterator[str]:
    met: dict[str, int] = {}
    given: set[str] = set()
    for node in nodes:
        name = " ".join(node.name.replace('"', "'").split()) or node.id
        label = name
        while label in given:
            met[name] = met.get(name, 1) + 1
            label = f"{name} ({met[name]})"
        given.add(label)
        yield label if _PLAIN.fullmatch(label) else f'"{label}"'


def _number(weight: float) -> str:
    return f"{weight:g}" if weight == int(weight) and abs(weight) < 1e6 else present(float(weight), float) or "0"

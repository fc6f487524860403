"""DL, read back by igraph."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.exports import dl
from onrecord.exports.graph import Edge, Graph, Node
from onrecord.exports.writing import write_lines
from tests.exports.graphs import EMPTY, FULL, ONE, TWO_MODES


def test_one_mode() -> None:
    assert list(dl.lines(replace(FULL, nodes=(Node("person/orla brück", 'Orla "B"\nBrück'), *FULL.nodes[1:])))) == [
        "dl n = 3",
        "format = fullmatrix",
        "labels:",
        "\"Orla 'B' Brück\"",
        "Rivermouth",
        '"Rivermouth (2)"',
        "data:",
        "0 2.5 0",
        "2.5 0 -1",
        "0 -1 0",
    ]


def test_two_modes() -> None:
    assert list(dl.lines(TWO_MODES)) == [
        "dl nr = 2, nc = 1",
        "format = fullmatrix",
        "row labels:",
        '"Orla Brück"',
        "Rivermouth",
        "column labels:",
        '"A toll on the bridge"',
        "data:",
        "-1",
        "2",
    ]


def test_an_edge_within_a_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="one of the two modes"):
        list(dl.lines(replace(TWO_MODES, edges=(Edge("orla", "city"),))))


def test_no_node_and_one() -> None:
    assert list(dl.lines(EMPTY)) == ["dl n = 0", "format = fullmatrix", "labels:", "data:"]
    assert list(dl.lines(ONE))[-1] == "0"


def test_large_networks_are_lists() -> None:
    many = Graph(tuple(Node(f"a{n}", f"Ada {n}") for n in range(800)), (Edge("a0", "a799", 2.0), Edge("a0", "a799")))
    assert list(dl.lines(many))[-3:] == ["data:", "1 800 3", "800 1 3"]
    assert list(dl.lines(replace(many, directed=True)))[-2:] == ["data:", "1 800 3"]


def test_igraph_reads_it(tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    graph = Graph(tuple(Node(f"a{n}", f"Ada{n}") for n in range(3)), (Edge("a0", "a2", 1.0),))
    write_lines(tmp_path / "net.dl", dl.lines(graph))
    read = igraph.Graph.Read_DL(str(tmp_path / "net.dl"), directed=False)
    assert read.vcount() == 3
    assert {edge.tuple for edge in read.es} == {(0, 2)}

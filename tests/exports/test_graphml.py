"""GraphML, read back by networkx and igraph."""

import re
import warnings
from pathlib import Path
from typing import Any

import pytest

from onrecord.exports import graphml
from onrecord.exports.graph import Graph
from onrecord.exports.writing import write_lines
from tests.exports.graphs import CLEAN, EMPTY, FULL, ONE, TWO_MODES


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(graph: Graph) -> Path:
        write_lines(tmp_path / "net.graphml", graphml.lines(graph))
        return tmp_path / "net.graphml"

    return write


def test_networkx_reads_every_type(written: Any) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(written(FULL))
    assert not graph.is_directed()
    assert graph.nodes["n0"] == {
        "label": CLEAN,
        "identifier": "person/orla brück",
        "kind": "person",
        "size": 3,
        "share": 1.0,
        "elected": True,
    }
    assert graph.nodes["n1"]["elected"] is False
    assert graph.nodes["n1"]["since"] == "9999-12-31"
    assert graph.nodes["n2"] == {
        "label": "Rivermouth",
        "identifier": "ford",
        "size": -(2**40),
        "id_": "=1",
        "label_": "x",
    }
    edge = graph.edges["n0", "n1"]
    assert edge["weight"] == 2.5
    assert edge["weight_"] == 7
    assert edge["positions"] == "p1 p2"
    assert graph.edges["n1", "n2"]["weight"] == -1.0
    assert "sign" not in graph.edges["n1", "n2"]


def test_igraph_reads_every_type(written: Any) -> None:
    igraph = pytest.importorskip("igraph")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        graph = igraph.Graph.Read_GraphML(str(written(FULL)))
    assert not said
    assert graph.vs["id"] == ["n0", "n1", "n2"]
    assert graph.vs["label"] == [CLEAN, "Rivermouth", "Rivermouth"]
    assert graph.vs["elected"][:2] == [True, False]
    assert graph.vs["share"][:2] == [1.0, 0.25]
    assert graph.es["weight"] == [2.5, -1.0]
    assert [edge.tuple for edge in graph.es] == [(0, 1), (1, 2)]


@pytest.mark.parametrize(("graph", "nodes"), [(EMPTY, 0), (ONE, 1), (TWO_MODES, 3)])
def test_small_networks(written: Any, graph: Graph, nodes: int) -> None:
    networkx, igraph = pytest.importorskip("networkx"), pytest.importorskip("igraph")
    place = written(graph)
    assert len(networkx.read_graphml(place)) == nodes
    assert igraph.Graph.Read_GraphML(str(place)).vcount() == nodes


def test_keys_are_typed_ids_unique_and_nothing_is_null() -> None:
    text = "\n".join(graphml.lines(FULL))
    keys = re.findall(r'<key id="(d\d+)" for="(node|edge)" attr.name="([^"]+)" attr.type="([a-z]+)"/>', text)
    assert len(keys) == text.count("<key ") == len({key[0] for key in keys})
    assert len({key[1:3] for key in keys}) == len(keys)
    assert {key[3] for key in keys} == {"string", "long", "double", "boolean"}
    assert set(re.findall(r'<data key="(d\d+)"', text)) == {key[0] for key in keys}
    ids = re.findall(r'<(?:node|edge) id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 5
    assert all(re.fullmatch(r"[\w.-]+", one) for one in ids)
    assert not re.search(r">(None|null|nan|NaN)<", text)

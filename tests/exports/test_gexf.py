"""GEXF, read back by networkx, with time."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from onrecord.exports import gexf
from onrecord.exports.graph import Graph
from onrecord.exports.writing import write_lines
from tests.exports.graphs import CLEAN, EMPTY, FULL, ONE, TWO_MODES

SPACE = "{http://gexf.net/1.3}"


def test_networkx_reads_types_and_time(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx")
    write_lines(tmp_path / "net.gexf", gexf.lines(FULL))
    graph = networkx.read_gexf(tmp_path / "net.gexf", version="1.3")
    node = graph.nodes["n0"]
    assert node["label"] == CLEAN
    assert (node["kind"], node["size"], node["share"], node["elected"]) == ("person", 3, 1.0, True)
    assert graph.nodes["n2"]["size"] == -(2**40)
    assert "share" not in graph.nodes["n2"]
    edge = graph.edges["n0", "n1"]
    assert edge["spells"] == [("2031-01-01", "2031-01-31"), ("2031-03-01", "2031-03-02")]
    assert edge["positions"] == "p1 p2"
    assert edge["weight"] == 2.5


def test_the_order_of_elements_is_that_of_the_schema() -> None:
    root = ElementTree.fromstring("\n".join(gexf.lines(FULL)))
    (graph,) = root.findall(f"{SPACE}graph")
    assert graph.attrib["mode"] == "dynamic"
    assert graph.attrib["timeformat"] == "date"
    assert [one.tag.removeprefix(SPACE) for one in graph] == ["attributes"] * 3 + ["nodes", "edges"]
    for edge in graph.iter(f"{SPACE}edge"):
        assert edge.attrib["weight"] in ("2.5", "-1.0")
    declared = {one.attrib["id"] for one in graph.iter(f"{SPACE}attribute")}
    assert {one.attrib["for"] for one in graph.iter(f"{SPACE}attvalue")} <= declared
    moments = [one.attrib for one in graph.iter(f"{SPACE}attvalue") if one.attrib["for"] == "weight"]
    assert [(one["value"], one["start"], one["end"]) for one in moments] == [
        ("1.5", "2031-01-01", "2031-01-31"),
        ("1.0", "2031-03-01", "2031-03-02"),
    ]
    assert not re.search("(None|nan)", "\n".join(gexf.lines(FULL)))


@pytest.mark.parametrize(("graph", "nodes"), [(EMPTY, 0), (ONE, 1), (TWO_MODES, 3)])
def test_small_networks_are_static(tmp_path: Path, graph: Graph, nodes: int) -> None:
    networkx = pytest.importorskip("networkx")
    write_lines(tmp_path / "net.gexf", gexf.lines(graph))
    assert len(networkx.read_gexf(tmp_path / "net.gexf", version="1.3")) == nodes
    assert 'mode="static"' in (tmp_path / "net.gexf").read_text(encoding="utf-8")

import csv
import io
from collections.abc import Iterable

from onrecord.exports import edges_csv
from tests.exports.graphs import EMPTY, FULL, NASTY, TWO_MODES


def read(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(f"{line}\n" for line in lines), newline=""), strict=True))


def test_edges() -> None:
    first, second = read(edges_csv.edge_lines(FULL))
    assert first == {
        "Source": "person/orla brück",
        "Target": "city",
        "Type": "Undirected",
        "Weight": "2.5",
        "Source name": NASTY,
        "Target name": "Rivermouth",
        "Positions": "p1 p2",
        "sign": "for",
        "weight": "7",
    }
    assert (second["Weight"], second["sign"]) == ("-1.0", "")


def test_nodes() -> None:
    orla, _, ford = read(edges_csv.node_lines(FULL))
    assert (orla["Id"], orla["size"], orla["elected"]) == ("person/orla brück", "3", "true")
    assert (ford["size"], ford["share"], ford["id"]) == (str(-(2**40)), "", "'=1")
    assert [node["Mode"] for node in read(edges_csv.node_lines(TWO_MODES))] == ["first", "first", "second"]


def test_an_empty_network_has_its_headings() -> None:
    assert list(edges_csv.edge_lines(EMPTY)) == ["Source,Target,Type,Weight,Source name,Target name,Positions"]
    assert list(edges_csv.node_lines(EMPTY)) == ["Id,Label"]

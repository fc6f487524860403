from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pytest

from onrecord.exports.graph import Edge, Graph, Node, Spell, Value, columns, graph_of, graph_over_time, present
from onrecord.types import DateInterval


class Point(NamedTuple):
    id: str
    name: str
    kind: str


class Tie(NamedTuple):
    source: str
    target: str
    weight: float
    positions: tuple[str, ...]


@dataclass(frozen=True)
class Net:
    rows: Sequence[Point]
    columns: Sequence[Point]
    ties: Sequence[Tie]
    two_mode: bool = True
    period: DateInterval | None = None
    middle: date | None = None

    def edges(self) -> Sequence[Tie]:
        return self.ties


ORLA, CITY, TOLL = (
    Point("orla", "Orla Brück", "person"),
    Point("city", "Rivermouth", "state"),
    Point("t", "T", "option"),
)


def day(number: int) -> date:
    return date(2031, 1, number)


def test_a_network_for_a_file() -> None:
    tie = Tie("orla", "t", 2.0, ("p1", "p2", "p3", "p4"))
    days = {
        "p1": DateInterval(day(4), day(9)),
        "p2": DateInterval(day(1), day(3)),
        "p3": DateInterval(day(20), day(20)),
    }
    graph = graph_of(Net((ORLA,), (TOLL,), (tie,)), facts={"orla": {"size": 3}}, days=days, name="x")
    assert [dict(node.attributes) for node in graph.nodes] == [{"kind": "person", "size": 3}, {"kind": "option"}]
    assert graph.second == {"t"}
    (edge,) = graph.edges
    assert edge.spells == (Spell(day(1), day(9)), Spell(day(20), day(20)))
    assert edge.positions == ("p1", "p2", "p3", "p4")


def test_windows_become_weights_over_time() -> None:
    windows = [
        Net((ORLA,), (TOLL,), (Tie("orla", "t", 1.0, ("p1",)),), period=DateInterval(day(1), day(20))),
        Net((CITY, ORLA), (TOLL,), (), period=DateInterval(day(11), day(30))),
        Net((ORLA,), (TOLL,), (Tie("orla", "t", 5.0, ("p1", "p2")),), period=DateInterval(day(21), day(31))),
    ]
    graph = graph_over_time(windows)
    (edge,) = graph.edges
    assert edge.spells == (Spell(day(1), day(10), 1.0), Spell(day(21), day(31), 5.0))
    assert (edge.weight, edge.positions) == (2.0, ("p1", "p2"))
    assert [node.id for node in graph.nodes] == ["orla", "t", "city"]
    assert graph_over_time(()).nodes == []


def test_centred_windows_count_from_their_middle() -> None:
    tie = Tie("orla", "city", 1.0, ())
    windows = [
        Net((ORLA, CITY), (ORLA, CITY), (tie,), two_mode=False, period=DateInterval(day(1), day(9)), middle=day(5)),
        Net((ORLA, CITY), (ORLA, CITY), (tie,), two_mode=False, period=DateInterval(day(2), day(10)), middle=day(6)),
    ]
    graph = graph_over_time(windows)
    assert graph.edges[0].spells == (Spell(day(5), day(5), 1.0), Spell(day(6), day(10), 1.0))
    assert graph.second == frozenset()


def test_an_attribute_has_one_type() -> None:
    rows: list[dict[str, Value]] = [
        {"a": 1, "b": True, "c": None, "d": date(2031, 1, 1)},
        {"a": 0.5, "b": 2, "d": 3, "e": float("inf")},
    ]
    assert columns(rows) == {"a": float, "b": str, "d": str}


def test_values_as_text() -> None:
    assert present(1, float) == "1.0"
    assert present(1e-7, float) == "1e-07"
    assert present(True, bool) == "true"
    assert present(True, str) == "true"
    assert present(date(2031, 1, 2), str) == "2031-01-02"
    assert present(float("nan"), float) is None
    assert present(None, str) is None


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [((Node("a", "A"), Node("a", "B")), ()), ((Node("a", "A"),), (Edge("a", "b"),))],
)
def test_what_no_program_could_read_is_refused(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> None:
    with pytest.raises(ValueError, match=r"same id|no node"):
        Graph(nodes, edges)

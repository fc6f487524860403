import sys
from io import BytesIO

import numpy as np
import pytest

from onrecord.errors import MissingExtra
from onrecord.networks.asking import Known, Mode, NetworkOptions, Weight
from onrecord.networks.building import network
from onrecord.networks.columns import Columns
from onrecord.networks.network import Network
from onrecord.types import Actor, ActorKind, Stance
from tests.networks.rows import row

ODD = Actor("odd", 'The "Ferry\nClub" 🚢 & <sons>', ActorKind.ORGANISATION)
ROWS = Columns.of(
    [
        row("odd", "bridge", Stance.OPPOSES, "2031-01-01", id="p1"),
        row("odd", "bridge", Stance.OPPOSES, "2031-01-02", id="p2"),
        row("varga", "bridge", Stance.RELUCTANT, "2031-02-02", id="p3"),
        row("varga", "levy", Stance.SUPPORTS, "2031-02-02", id="p4"),
        row("hermit", "cave", Stance.SUPPORTS, id="p5"),
    ]
)
KNOWN = Known({"odd": ODD}, {"bridge": "Building the bridge"})


def two() -> Network:
    return network(ROWS, NetworkOptions(weight=Weight.SUBTRACT), KNOWN)


def one() -> Network:
    return network(ROWS, NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE), KNOWN)


def test_nodes_are_in_the_order_of_their_names() -> None:
    made = two()
    assert [node.name for node in made.rows] == [ODD.name, "hermit", "varga"]
    assert [node.kind for node in made.nodes] == ["organisation", "unknown", "unknown", "option", "option", "option"]
    assert made.period is not None
    assert (str(made.period.first), str(made.period.last)) == ("2031-01-01", "2031-02-02")
    assert made.counted == 5


def test_a_one_mode_matrix_is_symmetric_with_nothing_in_its_diagonal() -> None:
    matrix = one().matrix
    assert np.array_equal(matrix, matrix.T)
    assert matrix.diagonal().tolist() == [0, 0, 0]
    assert matrix.sum() == 4


def test_who_is_no_node_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        one().positions("odd", "nobody")
    assert one().positions("odd", "hermit") == ()
    assert one().positions("varga", "odd") == ("p1", "p2", "p3")


def test_to_networkx() -> None:
    networkx = pytest.importorskip("networkx")
    graph = two().to_networkx()
    assert networkx.is_bipartite(graph)
    assert graph.nodes["odd"] == {"name": ODD.name, "kind": "organisation", "bipartite": 0}
    assert graph.edges["odd", "bridge"] == {"weight": -2.0, "positions": "p1 p2"}
    assert graph.number_of_nodes() == 6
    assert graph.graph["since"] == "2031-01-01"
    written = BytesIO()
    networkx.write_gexf(one().to_networkx(), written)  # no attribute is None
    assert one().to_networkx(positions=False).edges["odd", "varga"] == {"weight": 2.0}


def test_to_igraph() -> None:
    pytest.importorskip("igraph")
    graph = two().to_igraph()
    assert graph.is_bipartite()
    assert graph.vs["type"] == [False, False, False, True, True, True]
    assert graph.vs.find("odd")["label"] == ODD.name
    assert sorted(graph.es["weight"]) == [-2.0, -1.0, 1.0, 1.0]
    assert one().to_igraph().ecount() == 1
    assert one().to_igraph().es["positions"] == ["p1 p2 p3"]


def test_to_pandas() -> None:
    pytest.importorskip("pandas")
    frame = one().to_pandas()
    assert frame.to_dict("records") == [
        {"source": "odd", "target": "varga", "weight": 2.0, "positions": ("p1", "p2", "p3")}
    ]
    matrix = two().to_pandas(matrix=True)
    assert matrix.loc["odd", "bridge"] == -2
    assert matrix.shape == (3, 3)


def test_an_empty_network_goes_everywhere() -> None:
    made = network(Columns.of([]), NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE))
    assert made.matrix.shape == (0, 0)
    assert list(made.edges()) == []
    assert made.to_networkx().number_of_nodes() == 0
    assert made.to_igraph().vcount() == 0
    assert len(made.to_pandas()) == 0
    assert made.period is None


@pytest.mark.parametrize("library", ["networkx", "igraph", "pandas"])
def test_without_the_library_the_way_out_is_said(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[networks\]'"):
        getattr(one(), f"to_{library}")()

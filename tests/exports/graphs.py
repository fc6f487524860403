"""Networks by hand, with everything in their names and values that files stumble over."""

from datetime import date

from onrecord.exports.graph import Edge, Graph, Node, Spell

NASTY = 'Orla "the <Quay> & Co"\nBrück\t\U0001f309\x00\x0b\ufffe\r'
CLEAN = 'Orla "the <Quay> & Co"\nBrück\t\U0001f309\ufffd\ufffd\ufffd\r'

FULL = Graph(
    nodes=(
        Node("person/orla brück", NASTY, {"kind": "person", "size": 3, "share": 1, "elected": True, "empty": None}),
        Node("city", "Rivermouth", {"kind": "state", "share": 0.25, "elected": False, "since": date(9999, 12, 31)}),
        Node("ford", "Rivermouth", {"kind": None, "size": -(2**40), "share": float("nan"), "id": "=1", "label": "x"}),
    ),
    edges=(
        Edge(
            "person/orla brück",
            "city",
            2.5,
            {"sign": "for", "weight": 7},
            ("p1", "p2"),
            (Spell(date(2031, 1, 1), date(2031, 1, 31), 1.5), Spell(date(2031, 3, 1), date(2031, 3, 2), 1.0)),
        ),
        Edge("city", "ford", -1.0, {"sign": None}),
    ),
    name="Toll",
)
EMPTY = Graph((), ())
ONE = Graph((Node("orla", "Orla Brück"),), ())
TWO_MODES = Graph(
    (Node("orla", "Orla Brück"), Node("city", "Rivermouth"), Node("toll", "A toll on the bridge")),
    (Edge("orla", "toll", -1.0), Edge("toll", "city", 2.0)),
    second=frozenset({"toll"}),
)

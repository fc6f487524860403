"""`onrecord network`, from outside."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import networking
from onrecord.cli.network import network
from onrecord.errors import OnrecordError
from onrecord.networking import Counting
from onrecord.networks import Columns, Known
from onrecord.types import Actor, ActorKind, Stance
from tests.networks.hand import ACTORS
from tests.networks.rows import row

_ODD = Actor("odd", '=The "Ferry\nClub" 🚢', ActorKind.ORGANISATION)
_ROWS = [
    row("varga", "bridge", Stance.SUPPORTS, "2031-01-01", id="p1", article="a1"),
    row("reuel", "bridge", Stance.OPEN, "2031-02-01", id="p2", article="a2"),
    row("odd", "bridge", Stance.OPPOSES, "2031-02-02", id="p3", article="a2"),
    row("odd", "levy", Stance.SUPPORTS, id="p4", article="a2", voice="reported"),
    row("many", "levy", Stance.UNDECIDED, "2031-02-03", id="p5", article="a2"),
]
_HELD = Counting(
    Columns.of(_ROWS, {"a1": "The Gazette", "a2": "The Courier"}),
    Known({**ACTORS, "odd": _ODD}, {"bridge": "Building the bridge", "levy": "The levy"}),
)


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networking, "counting", lambda record: _HELD)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(network, list(arguments), standalone_mode=False)


def edges(*arguments: str) -> dict[tuple[str, str], float]:
    done = run("--format", "jsonl", *arguments)
    assert done.exception is None, done.exception
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {(line["source"]["id"], line["target"]["id"]): line["weight"] for line in lines}


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert isinstance(done.exception, OnrecordError), done.output
    return str(done.exception)


def test_an_edge_list_that_a_spreadsheet_may_open() -> None:
    done = run()
    table = list(csv.DictReader(StringIO(done.stdout)))
    assert [(line["Source"], line["Target"], line["Weight"]) for line in table] == [
        ("odd", "bridge", "-1.0"),
        ("odd", "levy", "1.0"),
        ("varga", "bridge", "1.0"),
        ("reuel", "bridge", "1.0"),
    ]
    assert table[0]["Source name"].startswith("'=The")
    assert table[0]["Positions"] == "p3"
    assert done.stderr == "3 by 2 nodes, 4 edges, 4 positions.\n"


def test_a_line_of_json_for_each_edge() -> None:
    (line,) = map(json.loads, run("--mode", "actors", "--format", "jsonl").stdout.splitlines())
    assert line == {
        "since": "2031-01-01",
        "until": "2031-02-02",
        "middle": None,
        "source": {"id": "varga", "name": "Ilse Varga"},
        "target": {"id": "reuel", "name": "Tomas Reuel"},
        "weight": 1.0,
        "positions": ["p1", "p2"],
    }


def test_every_measure_is_reached() -> None:
    assert edges("--mode", "actors", "--weight", "conflict") == {("odd", "reuel"): 1.0, ("odd", "varga"): 1.0}
    assert edges("--mode", "options", "--weight", "ignore") == {("bridge", "levy"): 1.0}
    assert edges("--qualifier", "strict") == {("odd", "bridge"): -1, ("odd", "levy"): 1, ("varga", "bridge"): 1}
    assert edges("--qualifier", "none") == edges("--qualifier", "integer", "--weight", "ignore")
    assert edges("--level", "state")["norland", "bridge"] == 2
    assert edges("--normalise", "prominence")["odd", "bridge"] == pytest.approx(-1 / 3)
    assert edges("--level", "state", "--duplicates", "range")["norland", "bridge"] == 1


@pytest.mark.parametrize(
    ("arguments", "actors"),
    [
        (["--actor", "Varga"], {"varga"}),
        (["--actor", "Varga", "--without", "actor"], {"reuel", "odd"}),
        (["--actor", "Varga", "--level", "state"], {"norland"}),
        (["--option", "levy"], {"odd"}),
        (["--outlet", "The Gazette"], {"varga"}),
        (["--outlet", "The Gazette", "--without", "outlet"], {"reuel", "odd"}),
        (["--kind", "person"], {"varga", "reuel"}),
        (["--voice", "reported"], {"odd"}),
        (["--scope", "own"], set()),
        (["--stance", "supports"], {"varga", "odd"}),
        (["--stance", "supports", "--without", "stance"], {"reuel", "odd"}),
        (["--since", "2031-01-15"], {"reuel", "odd"}),
        (["--until", "2031-01-15"], {"varga"}),
        (["--minimum", "2"], {"odd"}),
        (["--reviewed"], set()),
        (["--score", "0.5"], {"varga", "reuel", "odd"}),
    ],
)
def test_every_filter_is_reached(arguments: list[str], actors: set[str]) -> None:
    assert {source for source, _ in edges(*arguments)} == actors


def test_windows_tell_their_days() -> None:
    done = run("--window", "months", "--format", "csv")
    table = list(csv.DictReader(StringIO(done.stdout)))
    assert [(line["Since"], line["Until"], line["Source"]) for line in table] == [
        ("2031-01-01", "2031-01-31", "varga"),
        ("2031-02-01", "2031-02-28", "odd"),
        ("2031-02-01", "2031-02-28", "reuel"),
    ]
    assert done.stderr == "2 windows, 3 edges, at most 2 positions in a window.\n"


def test_a_file_for_each_window_where_a_format_holds_one(tmp_path: Path) -> None:
    done = run("--window", "months", "--format", "graphml", "--out", str(tmp_path / "net.graphml"))
    assert done.exception is None
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "net-0001-2031-01-01.graphml",
        "net-0002-2031-02-01.graphml",
    ]
    assert "--out" in refused("--window", "months", "--format", "matrix")


@pytest.mark.parametrize("form", ["csv", "jsonl", "matrix", "graphml", "gexf", "dl"])
def test_every_format_is_written(form: str, tmp_path: Path) -> None:
    place = tmp_path / f"net.{form}"
    done = run("--format", form, "--out", str(place))
    assert done.exception is None
    assert "Ferry" in place.read_text(encoding="utf-8")


def test_a_matrix_has_the_names() -> None:
    lines = list(csv.reader(StringIO(run("--format", "matrix").stdout.lstrip("\ufeff"))))
    assert lines[0] == ["", "Building the bridge", "The levy"]
    assert lines[2] == ["Ilse Varga", "1", "0"]


def test_a_list_of_events() -> None:
    done = run("--mode", "events", "--qualifier", "integer", "--format", "jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["id"] for event in found] == ["p1", "p2", "p3", "p5", "p4"]
    assert found[1]["level"] == "open"
    heading, *lines = csv.reader(StringIO(run("--mode", "events").stdout))
    assert heading[:3] == ["id", "first", "last"]
    assert [line[0] for line in lines] == ["p1", "p2", "p3", "p4"]
    assert "no network" in refused("--mode", "events", "--format", "gexf")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--weight", "congruence"], "two-mode network has no congruence"),
        (["--mode", "actors", "--normalise", "activity"], "does not normalise a one-mode"),
        (["--actor", "Nobody"], "Nobody called 'Nobody'"),
        (["--option", "tunnel"], "No option of the codebook is called 'tunnel'; there are bridge, levy"),
        (["--outlet", "The Mail"], "No outlet is called 'The Mail'; there are The Courier, The Gazette"),
        (["--without", "actor"], "name at least one"),
        (["--kernel", "gaussian"], "needs --window"),
        (["--window", "days", "--since", "0001-01-01"], "windows, more than 10,000"),
        (["--since", "2031-02-01", "--until", "2031-01-01"], "before it begins"),
    ],
)
def test_a_wrong_call_says_the_way_out(arguments: list[str], message: str) -> None:
    assert message in refused(*arguments)


def test_nothing_to_show_is_said() -> None:
    assert "No position is left" in run("--reviewed").stderr
    assert "see --qualifier" in run("--actor", "many mayors").stderr
    assert "No two nodes meet" in run("--mode", "actors", "--option", "levy").stderr

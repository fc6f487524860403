import csv
import json
from io import StringIO

from onrecord.exports.network_lines import csv_lines, event_csv_lines, event_json_lines, json_lines, matrix_lines
from onrecord.networks import Event, Mode, NetworkOptions, Unit, Weight, Windows, events, network, networks
from onrecord.types import Stance
from tests.networks.rows import columns, row

COLUMNS = columns(
    row('=cmd "x"\n🚢', "bridge", Stance.OPPOSES, "2031-01-01", id="p1"),
    row("varga", "bridge", Stance.OPPOSES, "2031-01-03", id="p2"),
    row("varga", "bridge", Stance.SUPPORTS, id="p3"),
)
CONFLICT = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONFLICT)


def read(lines: list[str]) -> list[list[str]]:
    return list(csv.reader(StringIO("\n".join(lines))))


def test_json_has_what_people_and_programs_need() -> None:
    (line,) = map(json.loads, json_lines([network(COLUMNS, CONFLICT)]))
    assert line["source"]["name"] == '=cmd "x"\n🚢'
    assert (line["weight"], line["positions"]) == (1.0, ["p1", "p3"])
    assert (line["since"], line["until"], line["middle"]) == ("2031-01-01", "2031-01-03", None)


def test_json_of_an_undated_network() -> None:
    undated = columns(row("varga", "bridge", Stance.OPPOSES))
    (line,) = map(json.loads, json_lines([network(undated)]))
    assert line["since"] is None


def test_csv_tells_the_window_of_each_edge_and_no_formula() -> None:
    asked = NetworkOptions(weight=Weight.SUBTRACT, windows=Windows(unit=Unit.DAYS, size=2, centred=True))
    heading, *lines = read(list(csv_lines(networks(COLUMNS, asked))))
    assert heading[:6] == ["Since", "Until", "Middle", "Source", "Target", "Weight"]
    assert [line[:6] for line in lines] == [
        ["2031-01-01", "2031-01-03", "2031-01-02", '\'=cmd "x"\n🚢', "bridge", "-1"],
        ["2031-01-01", "2031-01-03", "2031-01-02", "varga", "bridge", "-1"],
    ]


def test_a_matrix_is_rows_by_columns() -> None:
    assert read(list(matrix_lines(network(COLUMNS, CONFLICT)))) == [
        ["", '\'=cmd "x"\n🚢', "varga"],
        ['\'=cmd "x"\n🚢', "0", "1"],
        ["varga", "1", "0"],
    ]


def test_events_have_days_or_nothing() -> None:
    found = list(events(COLUMNS))
    heading, *lines = read(list(event_csv_lines(found, Event._fields)))
    assert heading == list(Event._fields)
    assert [line[1] for line in lines] == ["2031-01-01", "2031-01-03", ""]
    assert lines[0][heading.index("stance")] == "-1"
    told = [json.loads(line) for line in event_json_lines(found)]
    assert [event["first"] for event in told] == ["2031-01-01", "2031-01-03", None]

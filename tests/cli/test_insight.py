"""`onrecord insight` and `onrecord compare`, from outside."""

import csv
import json
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from onrecord import networking
from onrecord.cli.insight import compare, insight
from onrecord.errors import OnrecordError
from onrecord.insights import MEASURES
from onrecord.networking import Counting
from onrecord.networks import Known
from onrecord.types import Actor, ActorKind
from tests.networks.insight.camps import debate, nobody, undecided

_NAMES = {f"a{number:02}": Actor(f"a{number:02}", f"Actor {number}", ActorKind.STATE) for number in range(12)}
_NAMES["a00"] = Actor("a00", '=The "Ferry\nClub" \u202e🚢', ActorKind.ORGANISATION)
_HELD = {
    "camps.db": Counting(debate(6, 12), Known(_NAMES, {"o0": "Building the bridge"})),
    "empty.db": Counting(nobody(), Known({}, {})),
    "undecided.db": Counting(undecided(), Known({}, {})),
}


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networking, "counting", lambda record: _HELD[str(record)])


def run(*arguments: str, command: click.Command = insight) -> Result:
    return CliRunner().invoke(command, list(arguments), standalone_mode=False)


def lines(*arguments: str) -> list[dict[str, object]]:
    done = run(*arguments, "--record", "camps.db", "--format", "jsonl")
    assert done.exception is None, done.exception
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(*arguments: str) -> str:
    done = run(*arguments, "--record", "camps.db")
    assert isinstance(done.exception, OnrecordError | click.UsageError), done.output
    return str(done.exception)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_every_measure_in_every_form(measure: str, form: str) -> None:
    more = ["--window", "months", "--size", "3"] if measure == "phases" else ["--rounds", "3"]
    done = run(measure, "--record", "camps.db", "--format", form, *more)
    assert done.exception is None, done.exception
    assert done.stdout
    assert done.output.rstrip().endswith(".") or form != "table"
    assert "\u202e" not in done.stdout or form != "table"


@pytest.mark.parametrize("measure", [name for name in MEASURES if name != "phases"])
@pytest.mark.parametrize("record", ["empty.db", "undecided.db"])
def test_every_measure_of_nothing(measure: str, record: str) -> None:
    done = run(measure, "--record", record, "--rounds", "3")
    assert done.exception is None, done.exception
    assert done.output.strip()


def test_coalitions_are_the_camps() -> None:
    table = lines("coalitions")
    first = {line["id"] for line in table if line["coalition"] == 1}
    assert first in ({f"a{number:02}" for number in range(6)}, {f"a{number:02}" for number in range(6, 12)})
    assert {line["place"] for line in table} <= {"core", "edge", "", "alone"}


def test_coalitions_over_time_have_periods() -> None:
    table = lines("coalitions", "--window", "months", "--size", "6", "--step", "6")
    assert {line["since"] for line in table} == {"2031-01-01", "2031-07-01"}
    assert max(int(str(line["coalition"])) for line in table if line["coalition"]) == 2


def test_bands_of_polarisation() -> None:
    (line,) = lines("polarisation", "--rounds", "10")
    assert float(str(line["spread low"])) <= float(str(line["spread high"]))
    assert "spread low" not in lines("polarisation")[0]


def test_agreement_is_averaged_unless_it_is_said_otherwise() -> None:
    mean, sums = (float(str(lines("centrality", *more)[0]["strength"])) for more in ([], ["--normalise", "no"]))
    assert mean < sums


def test_a_spreadsheet_may_open_it() -> None:
    done = run("centrality", "--record", "camps.db", "--format", "csv")
    table = list(csv.DictReader(StringIO(done.stdout)))
    assert {line["id"] for line in table} == set(_NAMES)
    assert next(line["name"] for line in table if line["id"] == "a00").startswith("'=")


def test_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "backbone.txt"
    done = run("backbone", "--record", "camps.db", "--out", str(out))
    assert done.exception is None
    told = out.read_text(encoding="utf-8").splitlines()
    assert told[0] == "removed\tid\tname\tloss\tpart"
    assert len(told) == 8 + 3
    assert "Building the bridge" in out.read_text(encoding="utf-8")


def test_what_does_not_go_together() -> None:
    assert "period" in refused("centrality", "--window", "months")
    assert "--window" in refused("phases")
    assert "resolution" in refused("coalitions", "--count", "2")
    assert "yes and a no" in refused("scaling", "--qualifier", "categories")
    assert "Nobody called" in refused("coalitions", "--actor", "Nemo")
    assert "chemistry" in refused("chemistry")


def test_two_records_are_compared() -> None:
    done = run("camps.db", "camps.db", "--format", "jsonl", command=compare)
    assert done.exception is None, done.exception
    table = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["months"] for line in table] == [1, 3, 6, 12, "whole"]
    assert table[-1]["correlation"] == pytest.approx(1)
    assert "knows 12" in done.stderr
    chosen = run("camps.db", "camps.db", "--months", "2", command=compare)
    assert "whole" in chosen.stdout


def test_a_record_is_compared_with_nothing() -> None:
    done = run("camps.db", "empty.db", command=compare)
    assert done.exception is None, done.exception
    assert "too little in common" in " ".join(done.stdout.split())

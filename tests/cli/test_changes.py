"""The commands on changes, from outside."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord import verbs
from onrecord.cli import commands
from onrecord.errors import OnrecordError
from onrecord.networks import Level
from onrecord.web import MapView, Window, build_view
from tests.web.debate import DEBATE


@pytest.fixture(autouse=True)
def _debate(monkeypatch: pytest.MonkeyPatch) -> None:
    def view(record: str, **asked: object) -> MapView:
        by = asked["by"]
        return build_view(DEBATE, Window(Level(by) if by else Level.CODED, asked["issue"], asked["since"]))  # type: ignore[arg-type]

    monkeypatch.setattr(verbs, "view", view)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, list(arguments), standalone_mode=False)


def test_who_moved_with_receipts_of_both_sides() -> None:
    text = run("shifts", "--actor", "Okonma").output
    assert "Daniel Okonma" in text
    assert "There are arguments on both sides" in text
    assert "own words" in text
    assert "Kolm" not in text


def test_a_body_stands_for_all_who_count_for_it() -> None:
    (line,) = run(
        "shifts", "--actor", "Estavia", "--by", "state", "--since", "2031-04-01", "--format", "jsonl"
    ).output.splitlines()[:1]
    told = json.loads(line)
    assert (told["actor"]["name"], told["counts_for"]["name"]) == ("Daniel Okonma", "Estavia")
    assert (told["from"], told["to"], told["date"]) == ("undecided", "supports", "2031-04-17")
    assert [receipt["date"] for receipt in told["receipts"]] == ["2031-02-09", "2031-04-17"]


def test_a_reported_change_has_its_report_as_receipt() -> None:
    lines = [json.loads(line) for line in run("shifts", "--format", "jsonl").output.splitlines()]
    (told,) = [line for line in lines if line["actor"]["id"] == "estavia"]
    assert told["reported"]
    assert (told["from"], told["receipts"][0]["reported"]) == (None, "t1")


def test_splits_tell_how_the_voices_differ() -> None:
    (line,) = run("splits", "--actor", "Reuel", "--option", "levy", "--format", "jsonl").output.splitlines()
    told = json.loads(line)
    assert (told["body"]["id"], told["kind"], told["differences"]) == ("norland", "split", ["stance"])
    assert "split, opposite sides" in run("splits").output


def test_nothing_found_is_said(tmp_path: Path) -> None:
    assert "Nothing of this kind" in run("splits", "--option", "trains").output
    assert run("splits", "--option", "trains", "--format", "jsonl").output == ""
    run("shifts", "--out", str(tmp_path / "moves.txt"))
    assert "Daniel Okonma" in (tmp_path / "moves.txt").read_text(encoding="utf-8")


def test_an_option_that_is_none_is_told_with_those_that_are() -> None:
    error = run("shifts", "--option", "nope").exception
    assert isinstance(error, OnrecordError)
    assert "levy-hubs" in str(error)

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import stories as found
from onrecord.cli.stories import stories
from onrecord.record import open_record
from tests.test_stories import ARTICLES, read, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "r.db"
    with open_record(where) as record:
        found.refresh(record)
        save(record, ARTICLES)
    return where


def test_stories_are_listed_under_their_earliest(path: Path) -> None:
    done = CliRunner().invoke(stories, ["--record", str(path)], catch_exceptions=False)
    lines = [line for line in done.output.splitlines() if "20" in line]
    assert "2031-03-02" in lines[0]
    assert "Gazette, Agency" in lines[0]
    assert " 4 " in lines[0]
    assert "2031-02-28" in lines[1]
    assert " 2 " in lines[1]


def test_stories_as_json_lines(path: Path) -> None:
    done = CliRunner().invoke(stories, ["--record", str(path), "--format", "jsonl", "--least", "3"])
    (line,) = [json.loads(line) for line in done.output.splitlines()]
    assert line["story"] == "c"
    assert line["times"] == 4
    assert [one["id"] for one in line["articles"]] == ["c", "e", "d", "a"]
    assert line["articles"][1]["published"] == "2031-03-02"
    assert line["articles"][3]["published"] is None


def test_stories_as_a_table_that_is_safe_to_open(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "stories.csv"
    CliRunner().invoke(stories, ["--record", str(path), "--format", "csv", "--out", str(out)], catch_exceptions=False)
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [(row["story"], row["article"]) for row in rows][:2] == [("c", "c"), ("c", "e")]
    assert rows[0]["earliest"] == "true"
    assert rows[1]["earliest"] == "false"


def test_what_was_not_compared_yet_is_told(tmp_path: Path) -> None:
    with open_record(tmp_path / "old.db") as record:
        read(record, ARTICLES[0])
    done = CliRunner().invoke(stories, ["--record", str(tmp_path / "old.db")], catch_exceptions=False)
    assert "the next `onrecord read` compares them" in done.output
    assert "No story" in done.output

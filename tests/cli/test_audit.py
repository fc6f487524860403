from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.audit import audit
from onrecord.record import Verdict, open_record
from onrecord.record.reviews import Reviews
from tests.record import samples
from tests.record.test_store import fill_all


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "r.db"
    with open_record(where) as record:
        fill_all(record)
        claim = samples.coding().positions[0]
        Reviews(record).judge(claim, Verdict.WRONG, "=kim()", of=claim.id, note="“no”")
        Reviews(record).undo("=kim()")
    return where


def test_the_log_as_json_lines(path: Path) -> None:
    done = CliRunner().invoke(audit, ["--record", str(path)], catch_exceptions=False)
    lines = [json.loads(line) for line in done.output.splitlines()]
    assert [(line["person"], line["verb"]) for line in lines] == [("=kim()", "reject"), ("=kim()", "undo")]
    assert lines[0]["detail"]["note"] == "“no”"
    assert lines[0]["at"].endswith("+00:00")


def test_the_log_as_a_table_that_is_safe_to_open(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "log.csv"
    asked = ["--record", str(path), "--format", "csv", "--verb", "reject", "--out", str(out)]
    CliRunner().invoke(audit, asked, catch_exceptions=False)
    heading, row = csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig")))
    assert heading[:4] == ["id", "at", "person", "verb"]
    assert row[2] == "'=kim()"
    assert json.loads(row[-1])["verdict"] == "wrong"

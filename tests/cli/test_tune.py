"""The command that fits the coders to judgements."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import pipeline, tuning
from onrecord.cli.tune import tune
from onrecord.errors import OnrecordError
from onrecord.pipeline import Summary
from onrecord.record import open_record
from onrecord.record.tunings import Tunings
from tests import tuned


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tuning, "_judging", lambda record, engine: tuned.judges)
    with open_record("onrecord.db") as record:
        tuned.fill(record)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(tune, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def standing() -> str | None:
    with open_record("onrecord.db") as record:
        held = Tunings(record).standing()
        return held.version if held else None


def test_it_reports_and_is_used() -> None:
    told = run("--as", "Ida")
    assert "96 judged positions in 24 articles; 32 of them in 8 articles were held back" in told
    assert "precision" in told
    assert "1.000 (1.000-1.000)" in told
    assert f"In use from now on as tuning {standing()}." in told
    assert "add --recode" in told
    assert run("--off", "--as", "Ida").startswith("Tuning ")
    assert standing() is None
    assert run("--off", "--as", "Ida").startswith("No tuning was in use.")


def test_a_dry_run_keeps_nothing() -> None:
    assert "Nothing was kept" in run("--dry-run")
    assert standing() is None
    with open_record("onrecord.db") as record:
        assert Tunings(record).all() == ()


def test_all_is_coded_anew_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def fill(record: object, articles: object, **more: object) -> Summary:
        asked.append(articles)
        return Summary(coded=24)

    monkeypatch.setattr(pipeline, "fill", fill)
    assert "Coded 24 articles anew." in run("--recode", "--as", "Ida")
    assert asked == [()]


def test_too_little_is_refused(tmp_path: Path) -> None:
    with open_record(tmp_path / "few.db") as record:
        tuned.fill(record, articles=3)
    done = CliRunner().invoke(tune, ["--record", "few.db"])
    assert isinstance(done.exception, OnrecordError)
    assert "12 judged positions in 3 articles; at least 60 in 12 are needed" in str(done.exception)


def test_a_dry_run_goes_with_nothing_that_changes() -> None:
    assert CliRunner().invoke(tune, ["--dry-run", "--off"]).exit_code == 2

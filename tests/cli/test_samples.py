"""The commands on samples from outside."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.samples import _STRATA, _UNITS, samples
from onrecord.errors import OnrecordError
from onrecord.record import open_record
from onrecord.record.sample_values import Stratum, Unit
from onrecord.record.samples import Samples
from tests.web import serving

DRAW = ("draw", "Pilot", "--size", "2", "--coder", "Bo", "--coder", "Kim", "--as", "Ada")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_record("onrecord.db") as record:
        serving.fill(record)


def run(*arguments: str) -> str:
    done = CliRunner().invoke(samples, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def table(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*arguments))))


def coded() -> None:
    """Both coders take over what the machine has, but for the first position, which Kim leaves out."""
    with open_record("onrecord.db") as record:
        held = Samples(record)
        for item in held.items(1):
            for number, claim in enumerate(record.positions(article_id=item.article)):
                held.code(1, item.ordinal, "Bo", claim)
                if item.ordinal or number:
                    held.code(1, item.ordinal, "Kim", claim)
            for coder in ("Bo", "Kim"):
                held.done(1, item.ordinal, coder)


def test_the_choices_are_those_of_the_record() -> None:
    assert list(Unit) == list(_UNITS)
    assert list(Stratum) == list(_STRATA)


def test_a_sample_is_drawn_and_listed() -> None:
    assert run("list") == "No samples.\n"
    assert run(*DRAW, "--overlap", "50", "--seed", "3") == "Sample 1: 2 items for Bo, Kim.\n"
    assert run("list") in {f"1  Pilot  2 of article  Bo 0/{one}, Kim 0/{3 - one}  hidden\n" for one in (1, 2)}
    with open_record("onrecord.db") as record:
        (sample,) = Samples(record).all()
        assert (sample.plan.seed, sample.plan.overlap, sample.plan.blind, sample.drawn_by) == (3, 0.5, True, "Ada")


def test_figures_and_codings_are_hidden_until_all_have_finished() -> None:
    run(*DRAW)
    for command in ("agreement", "codings"):
        with pytest.raises(OnrecordError, match="hidden until all have finished"):
            run(command, "1")
    run("open", "1")
    assert [row["measure"] for row in table("agreement", "1")][:2] == ["stance", "stance_or_none"]


def test_figures_and_codings_come_as_tables() -> None:
    run(*DRAW)
    coded()
    figures = {(row["measure"], row["coders"]): row for row in table("agreement", "1")}
    assert figures["option", "Bo; Kim"]["percent"] == "1.0000"
    assert float(figures["passages", "Bo; Kim"]["f1"]) < 1
    with_machine = {row["coders"] for row in table("agreement", "1", "--machine", "--tolerance", "0.3")}
    assert "Bo; the machine" in with_machine
    (bo, kim) = table("codings", "1", "--differing")
    assert (bo["coder"], bo["found"], kim["coder"], kim["found"], kim["stance"]) == ("Bo", "yes", "Kim", "no", "none")
    assert len(table("codings", "1")) > 2
    run("codings", "1", "--out", "codings.csv")
    assert Path("codings.csv").read_bytes().startswith(b"\xef\xbb\xbfitem,unit,")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("agreement", "7"), "no sample 7"),
        ((*DRAW, "--outlet", "none such"), "Nothing in the record"),
        ((*DRAW, "--by", "option"), "by option"),
        (("list", "--record", "other.db"), r"no record other\.db"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(OnrecordError, match=says):
        run(*arguments)

"""Utterances with their receipts, on a record built by hand: five papers, one saying, four wordings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.quotes import quotes as command
from onrecord.errors import OnrecordError
from onrecord.quoting import drifting, quotes
from onrecord.record import Record, open_record
from onrecord.web.quotes import quotes_page
from tests.seen import person
from tests.spoken import NO_TROOPS, save_said

WORDINGS = (
    ("a", "Gazette", date(2031, 3, 2), NO_TROOPS),
    ("b", "Post", date(2031, 3, 2), NO_TROOPS + "."),
    ("c", "Herald", date(2031, 3, 3), "Norland will send engineers to 14 islands before the end of the year"),
    ("d", "Tribune", date(2031, 3, 3), "Norland would not send engineers to 40 islands before the end of the year"),
    ("e", "Echo", date(2031, 3, 4), "Norland will not send engineers to fourteen islands before the end of the year"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_record(tmp_path / "r.db") as record:
        for name, outlet, day, text in WORDINGS:
            save_said(record, name, text, outlet=outlet, day=day, utterance="u1")
        save_said(record, "f", "The ferry is late again", outlet="Post", day=date(2031, 4, 1), utterance="u2")
        save_said(
            record, "g", "I have never seen such a storm", outlet="Post", day=date(2031, 4, 2), utterance="u3",
            who=person("Per Holm"),
        )  # fmt: skip
    return tmp_path / "r.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with open_record(path, create=False) as opened:
        yield opened


def test_each_saying_stands_once_with_all_its_receipts(record: Record) -> None:
    found = list(quotes(record, "Lund"))
    assert [one.id for one in found] == ["u1", "u2"]
    assert [report.outlet for report in found[0].reports] == ["Gazette", "Post", "Echo", "Herald", "Tribune"]
    assert found[0].day == date(2031, 3, 2)
    assert found[0].variants[0].outlets == ("Gazette", "Post", "Echo")  # words and digits, marks: no other wording


def test_what_has_no_day_stands_last_and_marks_are_not_doubled(record: Record, path: Path) -> None:
    save_said(record, "h", "“Never again,” she said twice", outlet="Post", day=None, utterance="u0")
    assert [one.id for one in quotes(record)] == ["u1", "u2", "u3", "u0"]
    shown = CliRunner().invoke(command, ["--record", str(path)]).output
    assert "  “Never again,” she said twice\n" in shown
    assert "  “The ferry is late again”\n" in shown


def test_a_period_and_a_name_choose(record: Record) -> None:
    assert [one.id for one in quotes(record, since=date(2031, 4, 1))] == ["u2", "u3"]
    assert [one.id for one in quotes(record, "Per Holm")] == ["u3"]
    with pytest.raises(OnrecordError, match="Nobody called 'Nemo'"):
        list(quotes(record, "Nemo"))
    with pytest.raises(OnrecordError, match="No option of the codebook is called 'x'"):
        list(quotes(record, option="x"))


def test_what_differs_is_named_the_gravest_first(record: Record) -> None:
    (one,) = drifting(quotes(record))
    assert one.grave
    _, herald, tribune = one.variants
    assert herald.drift is not None
    assert tribune.drift is not None
    assert [(piece.before, piece.after, piece.weight) for piece in herald.drift.grave] == [("not", "", "negation")]
    assert [(piece.before, piece.after, piece.weight) for piece in tribune.drift.grave] == [("14", "40", "figure")]
    assert one.far == max(herald.drift.far, tribune.drift.far)


def test_the_command_shows_it_in_four_forms(path: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(command, [*words, "--record", str(path)])
        assert done.exit_code == 0, done.output
        return done.output

    table = run("--drift")
    assert "Ida Lund, 2031-03-02: 5 articles, 3 wordings" in table
    assert "negation: - not" in table
    assert "figure: 14 → 40" in table
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv"))))
    assert len(rows) == 7
    assert {row["variant"] for row in rows if row["utterance"] == "u1"} == {"1", "2", "3"}
    lines = [json.loads(line) for line in run("--format", "jsonl", "--drift").splitlines()]
    assert [line["outlet"] for line in lines] == ["Gazette", "Post", "Echo", "Herald", "Tribune"]
    page = tmp_path / "page.html"
    run("--format", "html", "--drift", "--out", str(page))
    assert '<ins class="figure">40</ins>' in page.read_text(encoding="utf-8")
    assert "No saying is given in different words." in run("Per Holm", "--drift")


def test_the_page_fetches_nothing_and_shows_words_as_words(record: Record) -> None:
    save_said(record, "h", "<script>alert(1)</script> is not what I said", outlet="<b>Post", day=None, utterance="u9")
    page = quotes_page(list(quotes(record)))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;Post" in page
    assert "http" not in page.replace("http-equiv", "")

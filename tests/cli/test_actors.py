"""The commands on actors from outside: messages, exit codes, and what they leave behind."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import commands
from onrecord.errors import OnrecordError
from onrecord.record import open_record
from tests.seen import person, see
from tests.test_reviewing import ADA, HOLM, LIST, LUND


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with open_record("onrecord.db") as record:
        see(record, "a", LUND, HOLM)
        see(record, "b", ADA, HOLM)
        see(record, "c", LUND)
    return tmp_path


def run(*arguments: str) -> str:
    """What a command says; an OnrecordError is what `main` turns into exit code 2."""
    done: Result = CliRunner().invoke(commands, ["actors", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_list_is_imported_once(desk: Path) -> None:
    (desk / "list.csv").write_text(LIST, encoding="utf-8")
    assert run("import", "list.csv") == "Entries: 1; new or changed: 1; named in the articles: 1.\n"
    assert run("import", "list.csv") == "Entries: 1; new or changed: 0; named in the articles: 1.\n"
    assert "Ida Marie Lund  person  2 articles  minister  Q12  (Ida Lund; Lund)" in run("list", "--find", "marie")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import", "none.csv"), "no file none.csv"),
        (("import", "bad.csv"), r"bad\.csv, line 2: the kind 'cat'"),
        (("same", "Ida Lund", "Nobody Atall"), "Nobody called"),
        (("undo", "7"), "No judgement 7"),
        (("list", "--record", "other.db"), r"no record other\.db"),
        (("suggest", "--record", "other.db"), r"no record other\.db"),
    ],
)
def test_what_is_wrong_is_said(desk: Path, arguments: tuple[str, ...], says: str) -> None:
    (desk / "bad.csv").write_text("name,kind\nIda,cat\n", encoding="utf-8")
    with pytest.raises(OnrecordError, match=says):
        run(*arguments)
    assert not (desk / "other.db").exists()


def test_judgements_are_made_listed_and_undone(desk: Path) -> None:
    assert run("judgements") == ""
    said = run("same", "Ida Lund", "Ada Lind", "--reviewer", "Kim K.")
    assert said.startswith("Judgement 1 stands: ")
    assert said.endswith("; 2 actors, 3 before.\n")
    assert run("different", "Ida Lund", "Per Holm", "--reviewer", "Bo").endswith("2 actors as before.\n")
    assert run("split", "Per Holm", "--articles", "a", "--reviewer", "Bo").endswith("3 actors, 2 before.\n")
    first, second, third = run("judgements").splitlines()
    assert first.startswith("1  2")
    assert first.endswith("  Kim K.  person:ada-lind.dk and person:ida-lund.dk are one") or first.endswith(
        "  Kim K.  person:ida-lund.dk and person:ada-lind.dk are one"
    )
    assert second.count(" are two") == 2
    assert "person:per-holm.dk is another one in a" in third
    assert run("undo", "3") == "Judgement 3 no longer stands; 2 actors, 3 before.\n"
    assert len(run("judgements").splitlines()) == 2


def test_several_articles_may_follow_the_option(desk: Path) -> None:
    with open_record("onrecord.db") as record:
        see(record, "d", HOLM)
    run("split", "Per Holm", "--articles", "a", "b.txt", "--reviewer", "Kim")
    assert "in a, b" in run("judgements")


def test_who_judges_must_be_known(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import getpass

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(OnrecordError, match="--reviewer NAME"):
        run("same", "Ida Lund", "Ada Lind")
    assert run("judgements") == ""
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    run("same", "Ida Lund", "Ada Lind")
    assert "  ada  " in run("judgements")


def test_names_do_not_steer_the_terminal(desk: Path) -> None:
    with open_record("onrecord.db") as record:
        see(record, "d", person("Bo \x1b[31mRed"))
    assert "\x1b" not in run("list")
    assert "\\x1b[31m" in run("list")


def test_proposals_as_a_table_of_their_own(desk: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("suggest", "--format", "csv"))))
    assert rows[0] == ["score", "one", "one.name", "other", "other.name", "reasons", "against"]
    assert all(len(row) == 7 for row in rows)
    run("suggest", "--limit", "1", "--out", "proposals.csv", "--format", "csv")
    assert (desk / "proposals.csv").read_bytes().startswith(b"\xef\xbb\xbfscore,")
    assert run("suggest")

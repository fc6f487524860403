"""What `read --cluster` and `load` say to a wrong call; a real cluster is in tests/cluster."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.cluster import There, read_there
from onrecord.cli.load import load
from onrecord.cli.program import read
from onrecord.cluster.reading import Told
from onrecord.settings import Engine
from onrecord.types import Failure
from onrecord.verbs import Origin


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--cluster", "local"], "go together"),
        (["--out", "x"], "go together"),
        (["--cluster", "local", "--out", "x", "--record", "r.db"], "without --record"),
        (["--cluster", "local", "--out", "x", "--jobs", "2"], "without --record"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, more: list[str], words: str) -> None:
    (tmp_path / "a.txt").write_text("The minister said so.")
    done = CliRunner().invoke(read, [str(tmp_path / "a.txt"), *more])
    assert done.exit_code == 2
    assert words in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_is_not_done_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lost = Failure("b.jsonl", "cluster", "its worker ended under it")
    told = Told(2, 9, 1, 30, 7, missing=(lost,))
    monkeypatch.setattr("onrecord.cluster.read_on_cluster", lambda *args, **more: told)
    assert read_there(["in"], There("local", "out"), None, Origin(), Engine()) == 1
    said = capsys.readouterr()
    assert "not done: b.jsonl: its worker ended under it" in said.err
    assert "2 blocks: 9 articles read, 1 not; 30 statements, 7 positions." in said.out
    assert "onrecord load out" in said.out


def test_a_folder_of_something_else_is_no_load(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    done = CliRunner().invoke(load, [str(tmp_path), "--record", str(tmp_path / "r.db")])
    assert "holds nothing that `onrecord read --cluster` has made" in str(done.exception)
    assert list(tmp_path.iterdir()) == []

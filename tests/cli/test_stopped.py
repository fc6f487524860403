"""Runs that do not come to their end: stopped, killed, without room, without a reader; nothing is lost."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.called import REPORT, everything, exported, laid, run, told


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return laid(tmp_path)


def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(desk: Path) -> None:
    told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    before = everything(desk)
    pile = desk / "pile"
    pile.mkdir()
    for number in range(12):
        (pile / f"{number:03}.txt").write_text(REPORT.replace("river", f"river {number}") * 2, encoding="utf-8")
    size = (desk / "onrecord.db").stat().st_size
    said = run("read", "pile", cwd=desk, code=2, largest=size + 20_000).stderr
    assert "onrecord.db" in said
    assert "disk" in said
    assert exported("articles", desk)[0] == json.loads(before[-1].splitlines()[0])
    told("read", "pile", cwd=desk)
    assert len(exported("articles", desk)) == 13


def test_an_output_that_is_closed_is_no_error(desk: Path) -> None:
    rows = [json.dumps({"id": str(number), "text": REPORT}) for number in range(10)]  # more than a buffer takes
    (desk / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    told("read", "rows.jsonl", cwd=desk)
    command = [sys.executable, "-m", "onrecord.cli", "export", "statements"]
    with subprocess.Popen(command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


REPORTS = 12


def held(cwd: Path, table: str) -> int:
    """How many rows another process has written into a table so far."""
    if not (cwd / "onrecord.db").exists():
        return -1
    try:
        with closing(sqlite3.connect(f"file:{cwd / 'onrecord.db'}?mode=ro", uri=True, timeout=10)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are not made yet
        return 0


def stopped(cwd: Path, by: signal.Signals, table: str, rows: int) -> tuple[int, str]:
    """Begin a run on so many reports; stop it once a table has so many rows. Its exit code and what it said."""
    pile = cwd / "pile"
    pile.mkdir()
    for number in range(REPORTS):
        (pile / f"{number:03}.txt").write_text(REPORT.replace("river", f"river {number}") * 3, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord.cli", "read", "pile", "--codebook", "book.yaml"]
    with subprocess.Popen(command, cwd=cwd, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while held(cwd, table) < rows and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(by)
        _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.parametrize(
    ("table", "rows"), [("articles", 0), ("articles", 1), ("codings", 4)], ids=["loading", "reading", "coding"]
)
def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(desk: Path, table: str, rows: int) -> None:
    code, said = stopped(desk, signal.SIGINT, table, rows)
    assert code in (0, 130), said
    assert "Traceback" not in said
    if code == 130:
        assert "run the same command again" in said
    assert held(desk, table) >= rows
    told("read", "pile", "--codebook", "book.yaml", cwd=desk)
    assert len(exported("articles", desk)) == REPORTS
    done = f"0 read, {REPORTS} already known, 0 skipped, 0 failed; 0 coded."
    assert done in told("read", "pile", cwd=desk).stdout


def test_a_killed_run_goes_on_where_it_stopped(desk: Path) -> None:
    stopped(desk, signal.SIGKILL, "articles", 3)
    known = len(exported("articles", desk))
    assert known >= 3
    done = told("read", "pile", "--codebook", "book.yaml", cwd=desk)
    assert f"{REPORTS - known} read, {known} already known" in done.stdout
    assert len(exported("articles", desk)) == REPORTS

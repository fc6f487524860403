"""The command line from outside: messages, exit codes, and that nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPORT = """\
The river town quarrels over its bridge.

"We want this bridge, and we want it now," said Mayor Ada Holm on Friday. "The bridge must be built."

Norway has no plans to build a bridge, Foreign Minister Jonas Berg said. Denmark is against the bridge.
"""
BOOK = """\
issues:
  - issue: The river
    options:
      - id: bridge
        label: Building a bridge over the river
        description: A bridge is built over the river.
        keywords: [bridge]
"""


def run(*arguments: object, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord.cli", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stderr + done.stdout
    return done


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(f"---\noutlet: River Post\ndate: 2021-03-05\n---\n{REPORT}", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def test_read_map_who_export(desk: Path) -> None:
    done = run("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "1 read, 0 already known, 0 skipped, 0 failed; 1 coded." in done.stdout
    lines = [json.loads(line) for line in run("export", "positions", cwd=desk).stdout.splitlines()]
    sides = {line["actor"]["name"]: line["stance"] for line in lines}
    assert sides["Ada Holm"] == "supports"
    assert sides["Denmark"] == "opposes"
    assert sides["Jonas Berg"] == "reluctant"
    text = REPORT
    for line in lines:
        begin, end = line["evidence"][0]
        assert text[begin:end] == line["text"]
        assert line["date"] == "2021-03-05" or "/" in line["date"]
    assert "Ada Holm" in run("map", cwd=desk).stdout
    assert "Ada Holm" in run("who", "Holm", cwd=desk).stdout
    run("map", "--format", "html", cwd=desk)
    assert "Denmark" in (desk / "onrecord-map.html").read_text(encoding="utf-8")
    cells = [
        json.loads(line) for line in run("map", "--format", "jsonl", "--by", "state", cwd=desk).stdout.splitlines()
    ]
    assert {"Norway", "Denmark"} <= {cell["actor"]["name"] for cell in cells}


def test_reading_again_changes_nothing(desk: Path) -> None:
    run("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    before = [
        run("export", what, cwd=desk).stdout for what in ("statements", "positions", "relations", "actors", "articles")
    ]
    done = run("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "0 read, 1 already known" in done.stdout
    assert "0 coded." in done.stdout
    assert before == [
        run("export", what, cwd=desk).stdout for what in ("statements", "positions", "relations", "actors", "articles")
    ]


def test_a_changed_codebook_recomputes_positions_only(desk: Path) -> None:
    run("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    statements = run("export", "statements", cwd=desk).stdout
    (desk / "book.yaml").write_text(BOOK.replace("id: bridge", "id: crossing"), encoding="utf-8")
    done = run("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "0 read, 1 already known" in done.stdout
    assert "1 coded." in done.stdout
    assert run("export", "statements", cwd=desk).stdout == statements
    assert {json.loads(line)["option"] for line in run("export", "positions", cwd=desk).stdout.splitlines()} == {
        "crossing"
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\x00\x01\x02", "PDF"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"word " * 11_000_000, "MB"),
        (b"x" * 5_000_001 + b"\n", ""),
    ],
    ids=["empty", "pdf", "binary", "55-mb", "one-line-of-5-mb"],
)
def test_a_bad_file_is_named_and_the_rest_is_read(desk: Path, content: bytes, reason: str) -> None:
    (desk / "bad.txt").write_bytes(content)
    done = run("read", "bad.txt", "one.txt", "--codebook", "book.yaml", cwd=desk, code=1)
    assert "bad.txt" in done.stderr
    assert reason in done.stderr
    assert "1 read" in done.stdout


def test_text_in_another_language_is_skipped_not_failed(desk: Path) -> None:
    (desk / "german.txt").write_text(
        "Die Regierung lehnt den Bau der Brücke ab, sagte der Minister am Freitag in Berlin vor der Presse. Das sei zu teuer.",
        encoding="utf-8",
    )
    done = run("read", ".", "--codebook", "book.yaml", cwd=desk)
    assert "skipped: german.txt" in done.stderr or "skipped: ./german.txt" in done.stderr
    assert "1 read" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("read", "missing.txt"), "missing.txt"),
        (("read", "empty-folder"), "empty-folder"),
        (("read",), "PATH"),
        (("read", "one.txt", "--codebook", "no-book.yaml"), "no-book.yaml"),
        (("read", "one.txt", "--published", "last week"), "last week"),
        (("read", "one.txt", "--record", "no-folder/x.db"), "no-folder"),
        (("read", "one.txt", "--record", "book.yaml"), "book.yaml"),
        (("map", "--record", "none.db"), "none.db"),
        (("map", "--by", "planet"), "planet"),
        (("export", "dreams"), "dreams"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_why(desk: Path, arguments: tuple[str, ...], says: str) -> None:
    (desk / "empty-folder").mkdir()
    done = run(*arguments, cwd=desk, code=2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("label:", "lable:"), "label"),
        (("    options:", "    choices:"), "options"),
        ((BOOK, "issues: []\n"), "issues"),
        ((BOOK, BOOK + "      - id: bridge\n        label: Another\n"), "bridge"),
        ((BOOK, "issues:\n  - issue: X\n    options: []\n"), "option"),
    ],
    ids=["wrong-key", "wrong-list", "no-issues", "duplicate-id", "no-options"],
)
def test_a_codebook_with_a_mistake_is_explained(desk: Path, change: tuple[str, str], says: str) -> None:
    (desk / "book.yaml").write_text(BOOK.replace(*change), encoding="utf-8")
    done = run("read", "one.txt", "--codebook", "book.yaml", cwd=desk, code=2)
    assert "book.yaml" in done.stderr
    assert says in done.stderr
    assert not (desk / "onrecord.db").exists()


def test_who_nobody_knows(desk: Path) -> None:
    run("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "Nobody Atall" in run("who", "Nobody Atall", cwd=desk, code=2).stderr


def test_a_map_without_a_codebook_says_what_to_do(desk: Path) -> None:
    run("read", "one.txt", cwd=desk)
    assert "--codebook" in run("map", cwd=desk, code=2).stderr


def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(desk: Path) -> None:
    pile = desk / "pile"
    pile.mkdir()
    for number in range(80):
        (pile / f"{number:03}.txt").write_text(REPORT.replace("river", f"river {number}") * 3, encoding="utf-8")
    command = [sys.executable, "-m", "onrecord.cli", "read", "pile", "--codebook", "book.yaml"]
    process = subprocess.Popen(command, cwd=desk, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (desk / "onrecord.db").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in said
    if process.returncode == 130:
        assert "again" in said
    run("read", "pile", "--codebook", "book.yaml", cwd=desk)
    assert len(run("export", "articles", cwd=desk).stdout.splitlines()) == 80


def test_help_needs_no_heavy_library() -> None:
    script = (
        "import sys, onrecord.cli\n"
        "heavy = {'onnxruntime', 'sqlalchemy', 'alembic', 'trafilatura', 'dateparser', 'py3langid', 'numpy', 'rich', 'jinja2'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ})

"""`onrecord read --dry-run`: what it tells, and that it writes nothing."""

from __future__ import annotations

import csv
import gzip
import json
import random
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.program import commands
from tests.cli.called import run

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."
FRENCH = "Le ministre a déclaré lundi que le pont serait construit avec l'argent de l'État et des communes."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    folder = tmp_path / "in"
    folder.mkdir()
    head = "---\ntitle: A bridge\ndate: 2024-03-08\noutlet: The Ferry\nauthor: Ada Moor\n---\n"
    (folder / "a.txt").write_text(f"{head}{SENTENCE}", encoding="utf-8")
    (folder / "b.txt").write_text(FRENCH, encoding="utf-8")
    rows = [{"text": f"{SENTENCE} {n}", "title": f"T{n}"} | ({"outlet": "Post"} if n else {}) for n in range(4)]
    (folder / "c.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    with zipfile.ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr("e.txt", f"{head}{SENTENCE} Packed.")
    return tmp_path


def told(*arguments: str) -> Result:
    return CliRunner().invoke(commands, ["read", *arguments], standalone_mode=False)


def test_the_table_tells_format_fields_and_what_is_left_out(desk: Path) -> None:
    done = told("in", "--dry-run")
    lines = {line.split()[0]: " ".join(line.split()) for line in done.stdout.splitlines() if line.strip()}
    assert lines["in/a.txt"] == "in/a.txt plain text 1 all all all author 1 en –"
    assert lines["in/b.txt"] == "in/b.txt plain text 0 – – – nothing fr 1"
    assert lines["in/c.jsonl"] == "in/c.jsonl JSON Lines 4 all none 75 % nothing en –"
    assert lines["in/d.zip"] == "in/d.zip packed: plain text 1 all all all author 1 en –"
    assert lines["4"] == "4 files 6 all 33 % 83 % author 2 en 6, fr 1 1"
    assert "seems to be in 'fr'" in done.stdout
    assert "leave out --dry-run to read" in done.stdout
    assert done.return_value == 0
    assert [path.name for path in desk.iterdir()] == ["in"]


def test_of_a_single_file_the_first_article_is_shown(desk: Path) -> None:
    shown = told("in/a.txt", "--dry-run").stdout
    assert "title    A bridge" in shown
    assert "date     2024-03-08" in shown
    assert "agency   –" in shown
    assert f"{len(SENTENCE)} characters" in shown
    assert "title    T0" not in told("in", "--dry-run").stdout
    assert "title    T0" in told("in", "--dry-run", "--verbose").stdout


def test_lines_for_scripts(desk: Path) -> None:
    rows = [json.loads(line) for line in told("in", "--dry-run", "--format", "jsonl").stdout.splitlines()]
    assert [row["articles"] for row in rows] == [1, 0, 4, 1]
    assert rows[2]["filled"]["outlet"] == 3
    assert rows[1]["languages"] == {"fr": 1}
    assert rows[1]["reasons"][0]["origin"] == "in/b.txt"
    cells = list(csv.DictReader(told("in", "--dry-run", "--format", "csv").stdout.splitlines()))
    assert [cell["file"] for cell in cells] == [row["file"] for row in rows]
    assert cells[2]["title"] == "4"


def test_long_lists_are_cut_with_a_count(desk: Path) -> None:
    for number in range(60):
        (desk / "in" / f"x{number:02}.txt").write_text(f"{SENTENCE} {number}" if number % 2 else "", encoding="utf-8")
    shown = told("in", "--dry-run")
    assert "64 files, 24 not listed" in shown.stdout
    assert "and 11 more that are left out" in shown.stdout
    assert shown.return_value == 1


def test_what_an_address_would_be_is_told_and_nothing_is_asked(desk: Path) -> None:
    shown = told("https://ferry.example/bridge", "--dry-run").stdout
    assert "1 to ask" in shown
    assert "1 address would be asked; a dry run asks none" in shown


def test_names_that_steer_a_terminal_are_made_visible(desk: Path) -> None:
    (desk / "in" / "\x1b[2J[red]x.txt").write_text(SENTENCE, encoding="utf-8")
    shown = told("in", "--dry-run").stdout
    assert "\x1b" not in shown
    assert "[red]x.txt" in shown


def test_its_options_belong_to_it(desk: Path) -> None:
    for option in (("--format", "csv"), ("-v",)):
        assert "add --dry-run" in str(told("in/a.txt", *option).exception)
    assert "does not exist" in str(told("nowhere.txt", "--dry-run").exception)


def test_a_disk_without_room_for_what_is_packed(desk: Path) -> None:
    noise = random.Random(1).randbytes(3_000_000).hex()
    write = "".join(
        json.dumps({"text": f"{SENTENCE} {noise[at : at + 2000]}"}) + "\n" for at in range(0, len(noise), 2000)
    )
    (desk / "in" / "z.txt.gz").write_bytes(gzip.compress(write.encode()))
    (desk / "in" / "a.txt").write_text(f"{SENTENCE} " * 3, encoding="utf-8")
    done = run("read", "in/a.txt", "in/z.txt.gz", cwd=desk, code=1, largest=4_000_000)
    assert "1 read, 0 already known, 0 skipped, 1 failed" in done.stdout
    assert "in/z.txt.gz cannot be unpacked: File too large" in done.stderr
    # nor is there room for the model of languages, which a shorter text needs: that stops all, and is told
    (desk / "in" / "b.txt").write_text(SENTENCE, encoding="utf-8")
    assert "set TMPDIR" in run("read", "in/b.txt", cwd=desk, code=2, largest=4_000_000).stderr

"""The command line from outside: messages and exit codes."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.called import BOOK, REPORT, everything, exported, laid, run, told


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return laid(tmp_path)


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
    told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    before = everything(desk)
    done = told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "0 read, 1 already known" in done.stdout
    assert "0 coded." in done.stdout
    assert before == everything(desk)


def test_a_changed_codebook_recomputes_positions_only(desk: Path) -> None:
    told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    statements = told("export", "statements", cwd=desk).stdout
    (desk / "book.yaml").write_text(BOOK.replace("id: bridge", "id: crossing"), encoding="utf-8")
    done = told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "0 read, 1 already known" in done.stdout
    assert "1 coded." in done.stdout
    assert told("export", "statements", cwd=desk).stdout == statements
    assert {json.loads(line)["option"] for line in told("export", "positions", cwd=desk).stdout.splitlines()} == {
        "crossing"
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\x00\x01\x02", "PDF"),
        (b"\x00\x01\x02\x03" * 50, "not text"),
        (b"word " * 11_000_000, "55.0 million characters"),
        (b"x" * 5_000_001 + b"\n", "5.0 million characters"),
        (b"The minister said na\xefve things about \xe8 and \xf8.", "Windows-1252"),
        ("A bridge, said Åsa.".encode("utf-16-le"), "UTF-16"),
    ],
    ids=["empty", "pdf", "binary", "55-mb", "one-line-of-5-mb", "wrong-encoding", "utf-16"],
)
def test_a_bad_file_is_named_and_the_rest_is_read(desk: Path, content: bytes, reason: str) -> None:
    (desk / "bad.txt").write_bytes(content)
    done = told("read", "bad.txt", "one.txt", "--codebook", "book.yaml", cwd=desk, code=1)
    assert "bad.txt" in done.stderr
    assert reason in done.stderr
    assert "1 read" in done.stdout


def test_text_in_another_language_is_skipped_not_failed(desk: Path) -> None:
    (desk / "german.txt").write_text(
        "Die Regierung lehnt den Bau der Brücke ab, sagte der Minister am Freitag vor der Presse. Das sei zu teuer.",
        encoding="utf-8",
    )
    done = told("read", ".", "--codebook", "book.yaml", cwd=desk)
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
        (("read", "empty-folder/*.txt"), "empty-folder/*.txt"),
        (("read", "one.txt", "--codebook", "empty-folder"), "empty-folder"),
        (("read", "one.txt", "--record", "empty-folder"), "empty-folder"),
        (("read", "one.txt", "--record", "no-folder/x.db"), "no-folder"),
        (("read", "one.txt", "--record", "book.yaml"), "book.yaml"),
        (("map", "--record", "none.db"), "none.db"),
        (("map", "--by", "planet"), "planet"),
        (("export", "dreams"), "dreams"),
    ],
)
def test_a_wrong_call_exits_with_2_and_says_why(desk: Path, arguments: tuple[str, ...], says: str) -> None:
    (desk / "empty-folder").mkdir()
    done = told(*arguments, cwd=desk, code=2)
    assert says in done.stderr
    assert not (desk / "onrecord.db").exists()


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
    done = told("read", "one.txt", "--codebook", "book.yaml", cwd=desk, code=2)
    assert "book.yaml" in done.stderr
    assert says in done.stderr
    assert not (desk / "onrecord.db").exists()


def test_who_nobody_knows(desk: Path) -> None:
    told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    assert "Nobody Atall" in told("who", "Nobody Atall", cwd=desk, code=2).stderr


def test_a_map_without_a_codebook_says_what_to_do(desk: Path) -> None:
    told("read", "one.txt", cwd=desk)
    assert "--codebook" in told("map", cwd=desk, code=2).stderr


def test_what_can_not_be_opened_is_named_and_the_rest_is_read(desk: Path) -> None:
    (desk / "gone.txt").symlink_to(desk / "nowhere")
    (desk / "folder.txt").mkdir()
    (desk / "loop.txt").symlink_to(desk / "loop.txt")
    done = told("read", "gone.txt", "folder.txt", "loop.txt", "missing.txt", "one.txt", cwd=desk, code=1)
    for name in ("gone.txt", "folder.txt", "loop.txt", "missing.txt"):
        assert f"failed: {name}: " in done.stderr
    assert "1 read, 0 already known, 0 skipped, 4 failed" in done.stdout


def test_tables_pages_and_patterns(desk: Path) -> None:
    pile = desk / "pile"
    pile.mkdir()
    lines = [json.dumps({"id": "a", "text": REPORT, "outlet": "Wire"}), "{broken", json.dumps({"title": "No text"})]
    (pile / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    quoted = REPORT.replace('"', '""')
    (pile / "rows.csv").write_text(f'text,date\n"{quoted}",2021-03-07\n', encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.splitlines() if line)
    page = (
        f"<!doctype html><html><head><title>A bridge</title></head><body><article>{paragraphs}</article></body></html>"
    )
    (pile / "page.html").write_text(page, encoding="utf-8")
    done = told("read", "pile/*", "--outlet", "Archive", "--published", "2021-04-01", cwd=desk, code=1)
    assert "3 read, 0 already known, 0 skipped, 2 failed" in done.stdout
    assert "line 2" in done.stderr
    assert "line 3" in done.stderr
    found = {
        line["origin"]: (line["outlet"], line["published"], line["text"] == REPORT)
        for line in exported("articles", desk)
    }
    assert found == {
        "pile/page.html": ("Archive", "2021-04-01", False),
        "pile/rows.csv#1": ("Archive", "2021-03-07", True),
        "pile/rows.jsonl#a": ("Wire", "2021-04-01", True),
    }


def test_the_same_file_under_two_names_is_one_article(desk: Path) -> None:
    (desk / "link.txt").symlink_to(desk / "one.txt")
    assert "1 read" in told("read", "one.txt", "./one.txt", "link.txt", cwd=desk).stdout
    before = everything(desk)
    assert "0 read, 1 already known" in told("read", "./one.txt", cwd=desk).stdout
    assert everything(desk) == before


def test_a_changed_report_is_kept_beside_the_old_one_and_said_so(desk: Path) -> None:
    told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    old = exported("articles", desk)[0]
    (desk / "one.txt").write_text(REPORT.replace("Denmark is against", "Denmark now supports"), encoding="utf-8")
    done = told("read", "one.txt", cwd=desk)
    assert "changed: one.txt: " in done.stderr
    assert "1 read, 0 already known" in done.stdout
    articles = exported("articles", desk)
    assert len(articles) == 2
    assert articles[0] == old


def test_a_date_given_later_is_taken_over_and_coded_anew(desk: Path) -> None:
    (desk / "two.txt").write_text(REPORT, encoding="utf-8")
    told("read", "two.txt", "--codebook", "book.yaml", cwd=desk)
    assert {line["date"] for line in exported("positions", desk)} == {None}
    done = told("read", "two.txt", "--published", "2021-03-05", cwd=desk)
    assert "1 read, 0 already known" in done.stdout
    assert "1 coded." in done.stdout
    assert all(line["date"].startswith("2021-0") for line in exported("positions", desk))
    assert "0 read, 1 already known" in told("read", "two.txt", cwd=desk).stdout
    assert exported("articles", desk)[0]["published"] == "2021-03-05"


def test_what_failed_and_is_read_later_fails_no_more(desk: Path) -> None:
    told("read", "one.txt", cwd=desk)
    (desk / "late.txt").write_bytes(b"")
    told("read", "late.txt", "one.txt", "--codebook", "book.yaml", cwd=desk, code=1)
    told("map", "--format", "html", "--out", "before.html", cwd=desk)
    assert "late.txt is empty" in (desk / "before.html").read_text(encoding="utf-8")
    (desk / "late.txt").write_text(REPORT, encoding="utf-8")
    told("read", "late.txt", cwd=desk)
    told("map", "--format", "html", "--out", "after.html", cwd=desk)
    assert "late.txt is empty" not in (desk / "after.html").read_text(encoding="utf-8")


def test_a_record_of_a_newer_schema_is_left_alone(desk: Path) -> None:
    told("read", "one.txt", cwd=desk)
    with sqlite3.connect(desk / "onrecord.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (desk / "onrecord.db").read_bytes()
    for command in (("read", "one.txt"), ("map",), ("export", "articles")):
        said = told(*command, cwd=desk, code=2).stderr
        assert "onrecord.db" in said
        assert "pip install --upgrade onrecord" in said
    assert (desk / "onrecord.db").read_bytes() == before


def test_a_report_that_can_not_be_written(desk: Path) -> None:
    told("read", "one.txt", "--codebook", "book.yaml", cwd=desk)
    for form in ("html", "jsonl", "table"):
        done = told("map", "--format", form, "--out", "no-folder/map.html", cwd=desk, code=2)
        assert "no-folder/map.html" in done.stderr
    assert "taken.html" in told("export", "actors", "--out", "no-folder/taken.html", cwd=desk, code=2).stderr


def test_a_file_name_of_any_bytes(desk: Path) -> None:
    (desk / "na\x1b[31m.txt").write_text(REPORT, encoding="utf-8")
    with open(os.fsencode(desk) + b"/caf\xe9.txt", "w", encoding="utf-8") as file:
        file.write(REPORT)
    (desk / "bad\x1b[31m.txt").write_bytes(b"")
    done = run("read", ".", cwd=desk, code=1)
    assert "3 read" in done.stdout
    assert "\x1b" not in done.stderr
    assert len(exported("articles", desk)) == 3


def test_help_needs_no_heavy_library() -> None:
    script = (
        "import sys, onrecord.cli\n"
        "heavy = {'onnxruntime', 'sqlalchemy', 'alembic', 'trafilatura', 'dateparser', 'py3langid'}\n"
        "heavy |= {'numpy', 'rich', 'jinja2'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={**os.environ})

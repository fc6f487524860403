"""What a dry run tells of files, from made ones."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.origins.survey import Surveyed, survey

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."
GERMAN = "Der Minister sagte am Montag, die Brücke werde mit Geld des Staates und der Städte gebaut werden."


def one(path: Path) -> Surveyed:
    (found,) = survey([path])
    return found


def test_fields_and_languages_are_counted(tmp_path: Path) -> None:
    rows = [
        {"text": SENTENCE, "title": "Bridge", "date": "2024-03-08", "outlet": "The Ferry", "byline": "Ada Moor"},
        {"text": f"{SENTENCE} Again.", "title": "Bridge again", "date": "2024-03-09"},
        {"text": GERMAN, "title": "Brücke"},
        {"text": SENTENCE},
        {"title": "no text"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    found = one(path)
    assert (found.formats, found.articles, found.skipped, found.failed, found.again) == (("JSON Lines",), 3, 1, 1, 1)
    assert dict(found.filled) == {"title": 2, "published": 2, "outlet": 1, "author": 1}
    assert dict(found.languages) == {"en": 3, "de": 1}
    assert found.example is not None
    assert found.example.title == "Bridge"
    assert [failure.stage for failure in found.failures] == ["language", "origins"]


def test_what_is_packed_is_told_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.txt", SENTENCE)
        archive.writestr("two.txt", f"{SENTENCE} Two.")
        archive.writestr("rows.csv", f"text\n{SENTENCE} Three.\n")
        archive.writestr("old.rar", b"x")
    found = one(path)
    assert set(found.formats) == {"packed", "plain text", "table"}
    assert (found.articles, found.skipped) == (3, 1)


def test_each_file_is_told_and_what_is_wrong_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.csv").write_text("name,words\na,b\n")
    (tmp_path / "d.rar").write_bytes(b"x")
    found = {item.origin.rpartition("/")[2]: item for item in survey([tmp_path])}
    assert set(found) == {"a.txt", "b.txt", "c.csv", "d.rar"}
    assert "is empty" in found["b.txt"].failures[0].reason
    assert "no column holds the text" in found["c.csv"].failures[0].reason
    assert found["d.rar"].skipped == 1


def test_addresses_are_told_and_not_asked(tmp_path: Path) -> None:
    (found,) = survey(["https://ferry.example/news/bridge"])
    assert (found.addresses, found.articles, found.formats) == (1, 0, ("address",))


def test_many_failures_are_counted_and_few_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{broken\n" * 500)
    found = one(path)
    assert (found.failed, len(found.failures)) == (500, 20)


def test_a_wrong_call_is_told_at_once() -> None:
    with pytest.raises(InputError):
        survey(["nowhere.txt"])


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"{SENTENCE} {n}"}) + "\n" for n in range(120)))
    told: list[tuple[str, int]] = []
    assert list(survey([path], lambda origin, met: told.append((origin, met))))
    assert told == [(str(path), 0), (str(path), 50), (str(path), 100)]

import errno
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.origins import collect
from onrecord.types import Article, Failure

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."


def articles(*paths: str | Path, **keywords: Any) -> list[Article]:
    found = list(collect(paths, **keywords))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def failure(path: Path) -> Failure:
    (item,) = collect([path])
    assert isinstance(item, Failure)
    assert str(path) in item.reason
    assert item.origin == str(path)
    return item


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_plain_file_is_kept_to_the_letter(tmp_path: Path) -> None:
    text = f" {SENTENCE}\r\n\r\nSéjourné said “no” 👍.\n\tEnd \n"
    path = write(tmp_path / "a.txt", b"\xef\xbb\xbf" + text.encode())
    (article,) = articles(path)
    assert article.text == text
    assert (article.origin, article.language, article.published, article.outlet) == (str(path), "en", None, None)
    assert len(article.id) == 16


def test_the_id_follows_text_and_origin(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", SENTENCE), write(tmp_path / "b.txt", SENTENCE)
    first, second = articles(one, two)
    assert first.id != second.id
    assert articles(one)[0].id == first.id
    write(one, SENTENCE + " ")
    assert articles(one)[0].id != first.id


def test_front_matter_wins_over_what_the_caller_says(tmp_path: Path) -> None:
    told = write(tmp_path / "a.txt", f"---\noutlet: The Post\ndate: 2021-03-08\ntitle: Bridge\n---\n{SENTENCE}")
    bare = write(tmp_path / "b.txt", SENTENCE)
    first, second = articles(told, bare, published=date(2020, 1, 1), outlet="Gazette")
    assert (first.outlet, first.published, first.title) == ("The Post", date(2021, 3, 8), "Bridge")
    assert (second.outlet, second.published, second.title) == ("Gazette", date(2020, 1, 1), None)
    assert first.text == SENTENCE


def test_folders_patterns_and_files_give_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.md", "in/deep/c.txt", "in/.hidden.txt", "in/photo.jpg", "out.txt"):
        write(tmp_path / name, f"{SENTENCE} {name}")
    origins = [article.origin for article in articles("in", "in/*.txt", "./out.txt", "**/*.txt")]
    assert origins == ["in/a.md", "in/b.txt", "in/deep/c.txt", "./out.txt"]


def test_a_file_name_with_brackets_is_no_pattern(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path / "a[1].txt", SENTENCE))) == 1


def test_documents_in_a_folder_are_passed_over_by_name(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", SENTENCE)
    write(tmp_path / "b.xls", b"\xd0\xcf\x11\xe0")
    found = list(collect([tmp_path]))
    skipped = [item for item in found if isinstance(item, Failure)]
    assert [(item.skipped, item.origin) for item in skipped] == [(True, str(tmp_path / "b.xls"))]
    assert len(found) == 2


# ---------------------------------------------------------------- what cannot be read


def test_a_missing_file_among_others_is_a_failure(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", SENTENCE)
    found = list(collect([tmp_path / "none.txt", good, tmp_path / "*.html"]))
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert len(found) == 3
    assert "none.txt does not exist" in reasons[0]
    assert "No file matches" in reasons[1]


def test_paths_that_lead_nowhere_are_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "other" / "photo.jpg", b"x")
    for path, words in [
        ("none.txt", "does not exist"),
        ("empty", "has no reports"),
        ("other", "only 1 of other kinds"),
        ("*.html", "No file matches"),
    ]:
        with pytest.raises(InputError, match=words):
            collect([tmp_path / path])  # at once, before anything is asked for
    with pytest.raises(InputError, match="No reports were given"):
        collect([])
    with pytest.raises(InputError, match="is no address of the web"):
        collect(["ftp://example.org/report"])
    with pytest.raises(InputError, match="is no path"):
        collect(["a\0b"])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "has no text"),
        ("a.txt", b"---\noutlet: The Post\n---\n", "has no text"),
        ("a.html", b"", "is empty"),
        ("a.jsonl", b"\n\n", "no articles"),
        ("a.json", b"[]", "list of articles is empty"),
        ("a.csv", b"title,text\n", "no articles"),
        ("a.csv", b"", "is empty"),
        ("a.txt", b"abc\0def", "zero byte at place 3"),
        ("a.txt", b"%PDF-1.7 x", "it is a PDF, not text; save its text as a .txt file"),
        ("a.txt", b"PK\x03\x04 x", "office document"),
        ("a.html", b"\x89PNG\r\n", "picture"),
        ("a.csv", b"\x1f\x8b x", "gunzip"),
        ("a.jsonl", b"SQLite format 3\0", "database"),
        ("a.dat", b"\xd0\xcf\x11\xe0", "Word document of before 2007"),
        ("a.txt", "The minister said no.".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("a.txt", b"One.\nTwo.\nMr All\xe8gre.", "not UTF-8 (byte 0xE8 in line 3): “Allègre.” if it is Windows-1252"),
        ("a.txt", b"One \x81.", "not UTF-8 (byte 0x81 in line 1) and not Windows-1252 either"),
        ("a.txt", b"\xef\xbb\xbfOne.\nTw\xff", "begins as UTF-8 but is damaged at line 2"),
        ("a.txt", b"---\ndate: 03/04/2024\n---\nText.", "can be 3 April or 4 March; write it as 2024-04-03"),
        ("a.txt", b"---\ndate: some day\n---\nText.", "'some day' cannot be read; write it as 2024-12-31"),
        ("a.txt", b"---\noutlet: x: y\nnonsense\n---\nText.", "line 3 of the front matter"),
        ("a.html", b"<html><body><p>Please wait.</p></body></html>", "no report was found in this page"),
        ("a.json", b"{oops", "not JSON: Expecting property name enclosed in double quotes in line 1, column 2"),
        ("a.json", b'{"a": 1}', "no list of articles; its keys are a"),
        ("a.json", b"[" * 200_000, "nested too deeply"),
        ("a.csv", b"name,words\na,b\n", "columns are name, words; wanted is one named text, body, content"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    item = failure(write(tmp_path / name, data))
    assert words in item.reason
    assert (item.stage, item.skipped) == ("origins", False)


def test_the_rest_of_a_batch_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"%PDF")
    write(tmp_path / "b.txt", SENTENCE)
    write(tmp_path / "c.txt", b"")
    assert [type(item) for item in collect([tmp_path])] == [Failure, Article, Failure]


def test_what_is_too_long_is_refused_without_being_decoded(tmp_path: Path) -> None:
    item = failure(write(tmp_path / "a.txt", (SENTENCE + "\n").encode() * 600_000))  # some 50 MB
    assert "million characters; one article may have 0.5 million" in item.reason
    assert "cut it into one file each" in item.reason
    item = failure(write(tmp_path / "b.txt", b"word " * 1_000_000))  # one line of 5 MB
    assert "5.0 million characters" in item.reason


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", SENTENCE)
    real = Path.open

    def refuse(self: Path, *args: Any, **keywords: Any) -> Any:
        if self == path:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *args, **keywords)

    monkeypatch.setattr(Path, "open", refuse)
    assert "chmod u+r" in failure(path).reason


def test_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "none.txt")
    assert "link to nothing" in failure(tmp_path / "a.txt").reason


def test_text_that_is_not_english_is_skipped(tmp_path: Path) -> None:
    german = "Der Minister sagte am Montag, die Brücke werde mit Geld des Staates gebaut, und zwar noch in diesem Jahr."
    item = failure(write(tmp_path / "a.txt", german))
    assert (item.stage, item.skipped) == ("language", True)
    assert "'de'" in item.reason
    marked = write(tmp_path / "b.txt", f"---\nlanguage: en-GB\n---\n{german}")
    assert articles(marked)[0].language == "en"
    declared = failure(write(tmp_path / "c.txt", f"---\nlanguage: fr\n---\n{SENTENCE}"))
    assert declared.skipped
    assert "says its language is 'fr'" in declared.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_that_are_safe(tmp_path: Path, encoding: str) -> None:
    text = "Séjourné said “no” – twice.\r\n"
    assert articles(write(tmp_path / "a.txt", text.encode(encoding)))[0].text == text


def test_a_page_under_another_name_is_still_a_page(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><article><p>{SENTENCE}</p><p>{SENTENCE} Again.</p></article></body></html>"
    for name in ("a.txt", "a.php"):
        assert "<p>" not in articles(write(tmp_path / name, page))[0].text

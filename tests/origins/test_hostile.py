"""Files made to do harm, through the front door: a message, and the rest goes on."""

from __future__ import annotations

import gzip
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.origins import opening
from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Defaults, Draft, Found
from onrecord.origins.formats import FORMATS
from onrecord.origins.opening import finish
from onrecord.types import Article, Failure

SAMPLES = Path(__file__).parent / "samples"
SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "laughter">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
XML = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".xml", ".nitf", ".rss", ".atom", ".opml", ".rdf"))
FEED = f"<rss version='2.0'><channel><title>T</title><item><title>A</title><description>{SENTENCE}</description></item>"


def articles(path: Path) -> Iterator[Article | Failure]:
    for entry in entries_of(Found(path, path.name, named=True)):
        yield entry if isinstance(entry, Failure) else finish(entry, Defaults())


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("sample", XML, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_entities_are_not_resolved(tmp_path: Path, sample: Path) -> None:
    text = sample.read_text(encoding="utf-8", errors="replace")
    head, _, body = text.rpartition("?>") if text.startswith("<?xml") and "<!DOCTYPE" not in text else ("", "", text)
    at = body.find(">", body.find("<p")) + 1 or body.find(">") + 1
    bent = f"{head + '?>' if head else ''}{BOMB}{body[:at]}&l11;&file;{body[at:]}"
    begun = time.monotonic()
    for item in articles(write(tmp_path / sample.name, bent)):
        said = item.text if isinstance(item, Article) else item.reason
        assert "laughterlaughter" not in said
        assert "root:" not in said
        assert len(said) < 1_000_000
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("ending", sorted({suffix for form in FORMATS for suffix in form.suffixes}))
@pytest.mark.parametrize("opening", ["[", '{"a":', "<a>", "{\\rtf1 ", "(", "---\n", "\0", "\\u0000", '"'])
def test_what_is_nested_without_end(tmp_path: Path, ending: str, opening: str) -> None:
    path = write(tmp_path / f"a{ending}", opening * 20_000)
    assert all(isinstance(item, Article | Failure) for item in articles(path))


def test_a_bomb_in_a_folder_of_reports(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", SENTENCE)
    write(tmp_path / "b.txt.gz", gzip.compress(bytes(30_000_000)))
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(30_000_000))
        archive.writestr("real.txt", f"{SENTENCE} Two.")
    found = [item for name in ("a.txt", "b.txt.gz", "c.zip") for item in articles(tmp_path / name)]
    assert [item.origin for item in found if isinstance(item, Article)] == ["a.txt", "c.zip/real.txt"]
    reasons = {item.origin: item.reason for item in found if isinstance(item, Failure)}
    assert set(reasons) == {"b.txt.gz", "c.zip/zeros.txt"}
    assert all("200 times its size" in reason for reason in reasons.values())
    assert not list(tmp_path.glob("onrecord-*"))


def test_a_reader_that_fails_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> Draft:
        raise UnicodeDecodeError("utf-8", b"\x9e", 0, 1, "invalid start byte")

    monkeypatch.setattr(opening, "_OPENERS", {"page": broken})
    (page,) = articles(write(tmp_path / "a.html", f"<html><body><p>{SENTENCE}</p></body></html>"))
    assert isinstance(page, Failure)
    assert "its reader failed (UnicodeDecodeError" in page.reason
    monkeypatch.setattr(sys.modules[entries_of.__module__], "format_of", broken)
    (text,) = articles(write(tmp_path / "a.txt", SENTENCE))
    assert isinstance(text, Failure)
    assert "please report it with the file" in text.reason

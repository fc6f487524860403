"""Packed files are read like folders, and what is made to fill a disk costs a line."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from onrecord.origins import collect
from onrecord.origins import unpacking as room
from onrecord.types import Article, Failure

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."
ROWS = "".join(json.dumps({"text": f"{SENTENCE} {number}"}) + "\n" for number in range(3)).encode()


def zipped(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return target.getvalue()


def tarred(*files: tuple[str, bytes], mode: str = "w") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files:
            item = tarfile.TarInfo(name)
            item.size = len(data)
            archive.addfile(item, io.BytesIO(data))
    return target.getvalue()


def read(path: Path, data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Origins and texts, and origins and reasons, without the folder of the test."""
    path.write_bytes(data)
    found = list(collect([path]))
    cut = f"{path.parent}/"
    texts = {item.origin.removeprefix(cut): item.text for item in found if isinstance(item, Article)}
    reasons = {item.origin.removeprefix(cut): item.reason for item in found if isinstance(item, Failure)}
    assert len(texts) + len(reasons) == len(found)
    return texts, reasons


@pytest.mark.parametrize(
    ("ending", "compress"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_compressed_files_are_read_as_what_they_are(tmp_path: Path, ending: str, compress: object) -> None:
    assert callable(compress)
    texts, _ = read(tmp_path / f"a.jsonl{ending}", compress(ROWS))
    assert list(texts) == [f"a.jsonl{ending}#{number}" for number in (1, 2, 3)]
    texts, _ = read(tmp_path / f"b.tsv{ending}", compress(f"title\ttext\nBridge\t{SENTENCE}\n".encode()))
    assert texts == {f"b.tsv{ending}#1": SENTENCE}
    twice = compress(SENTENCE.encode()) + compress(b" Again.")
    assert read(tmp_path / f"c.txt{ending}", twice)[0] == {f"c.txt{ending}": f"{SENTENCE} Again."}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("week.zip", zipped(("r/one.txt", SENTENCE.encode()), ("r/two.jsonl", ROWS))),
        ("week.tar", tarred(("r/one.txt", SENTENCE.encode()), ("r/two.jsonl", ROWS))),
        ("week.tgz", tarred(("r/one.txt", SENTENCE.encode()), ("r/two.jsonl", ROWS), mode="w:gz")),
        ("week.tar.xz", tarred(("r/one.txt", SENTENCE.encode()), ("r/two.jsonl", ROWS), mode="w:xz")),
        ("week.tar.bz2", tarred(("r/one.txt", SENTENCE.encode()), ("r/two.jsonl", ROWS), mode="w:bz2")),
        ("without_an_ending", zipped(("r/one.txt", SENTENCE.encode()), ("r/two.jsonl", ROWS))),
    ],
)
def test_archives_are_read_like_folders(tmp_path: Path, name: str, data: bytes) -> None:
    texts, reasons = read(tmp_path / name, data)
    assert list(texts) == [f"{name}/r/one.txt", *(f"{name}/r/two.jsonl#{number}" for number in (1, 2, 3))]
    assert not reasons


def test_what_is_packed_in_what_is_packed(tmp_path: Path) -> None:
    day = zipped(("one.txt", SENTENCE.encode()), ("deep.zip", zipped(("two.txt", SENTENCE.encode()))))
    texts, reasons = read(
        tmp_path / "year.zip",
        zipped(("day.zip", day), ("a.txt.gz", gzip.compress(SENTENCE.encode())), ("b.tar.gz", tarred(mode="w:gz"))),
    )
    assert list(texts) == ["year.zip/day.zip/one.txt", "year.zip/a.txt.gz"]
    assert "an archive in an archive in an archive" in reasons["year.zip/day.zip/deep.zip"]
    twice = gzip.compress(gzip.compress(SENTENCE.encode()))
    assert "compressed twice" in read(tmp_path / "a.txt.gz", twice)[1]["a.txt.gz"]


def test_names_lead_nowhere_and_are_told_apart(tmp_path: Path) -> None:
    files = [("../../etc/a.txt", SENTENCE), ("C:\\b\\c.txt", SENTENCE), ("/root.txt", SENTENCE), ("x/\x1b[2J.txt", "")]
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(*((name, f"{text} {at}".encode()) for at, (name, text) in enumerate([*files, files[0]])))
    texts, _ = read(tmp_path / "a.zip", data)
    assert sorted(texts) == [
        "a.zip/b/c.txt",
        "a.zip/etc/a (2).txt",
        "a.zip/etc/a.txt",
        "a.zip/root.txt",
        "a.zip/x/[2J.txt",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_what_systems_leave_in_archives_is_passed_over(tmp_path: Path) -> None:
    inner = (("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("a.txt", SENTENCE.encode()), ("photo.jpg", b"\xff\xd8"))
    assert read(tmp_path / "a.zip", zipped(*inner))[0] == {"a.zip/a.txt": SENTENCE}
    _, reasons = read(tmp_path / "b.zip", zipped(*inner[:2], inner[3]))
    assert "nothing in it that can be read (only 1 files of other kinds)" in reasons["b.zip"]
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        archive.addfile(link)
    assert "nothing in it" in read(tmp_path / "c.tar", target.getvalue())[1]["c.tar"]


def test_passwords_and_other_documents_are_told(tmp_path: Path) -> None:
    packed = bytearray(zipped(("one.txt", b"secret"), ("old.rar", b"x"), ("two.txt", SENTENCE.encode())))
    packed[6] |= 1
    packed[packed.find(b"PK\x01\x02") + 8] |= 1
    texts, reasons = read(tmp_path / "a.zip", bytes(packed))
    assert list(texts) == ["a.zip/two.txt"]
    assert "under a password" in reasons["a.zip/one.txt"]
    assert "unpack it" in reasons["a.zip/old.rar"]


# ---------------------------------------------------------------- bombs and damage


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.origins.compressed.SMALL", 100_000)
    monkeypatch.setattr(room, "SMALL", 100_000)


@pytest.mark.usefixtures("small")
def test_a_bomb_costs_a_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    texts, reasons = read(tmp_path / "a.zip", zipped(("0.txt", bytes(9_000_000)), ("a.txt", SENTENCE.encode())))
    assert list(texts) == ["a.zip/a.txt"]
    assert "more than 200 times its size" in reasons["a.zip/0.txt"]
    for ending, data in ((".gz", gzip.compress(bytes(9_000_000))), (".xz", lzma.compress(bytes(9_000_000)))):
        _, reasons = read(tmp_path / f"a.txt{ending}", data)
        assert "more than 200 times its size" in reasons[f"a.txt{ending}"]


@pytest.mark.usefixtures("small")
def test_many_that_lie_on_one_another_are_stopped_together(tmp_path: Path) -> None:
    one = zipped(*((f"{n}.txt", bytes(90_000)) for n in range(400)))  # each too small to be found out by itself
    _, reasons = read(tmp_path / "a.zip", zipped(("in.zip", one)))
    assert "was not read to its end" in str(reasons)


def test_an_archive_of_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MOST_FILES", 3)
    data = zipped(*((f"{n}.txt", SENTENCE.encode()) for n in range(5)))
    texts, reasons = read(tmp_path / "a.zip", data)
    assert len(texts) == 3
    assert "more than 3 files" in reasons["a.zip"]
    monkeypatch.setattr(room, "_LARGEST_LIST", 100)
    assert "millions of files" in read(tmp_path / "a.zip", data)[1]["a.zip"]


def test_a_disk_that_is_nearly_full_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_SPARE", 1 << 62)
    monkeypatch.setattr(room, "SMALL", 100_000)
    noise = random.Random(1).randbytes(300_000).hex().encode()
    assert "nearly full" in read(tmp_path / "a.txt.gz", gzip.compress(noise))[1]["a.txt.gz"]


def test_what_is_cut_is_read_up_to_the_cut_where_lines_are(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"text": f"{SENTENCE} {random.Random(n).random()}"}).encode() + b"\n" for n in range(900)
    )
    cut = gzip.compress(lines)[:-2000]
    texts, reasons = read(tmp_path / "a.jsonl.gz", cut)
    assert 400 < len(texts) < 900
    assert "what stands before that is read" in reasons["a.jsonl.gz"]
    _, reasons = read(tmp_path / "a.txt.gz", gzip.compress(lines)[:-2000])
    assert "cannot be unpacked" in reasons["a.txt.gz"]
    files = tuple((f"{n}.txt", f"{SENTENCE} {n}".encode()) for n in range(50))
    texts, reasons = read(tmp_path / "a.tar", tarred(*files)[:20_000])
    assert len(texts) > 10
    assert "cannot be unpacked" in reasons["a.tar"]
    assert "is damaged" in read(tmp_path / "a.zip", zipped(*files)[:2_000])[1]["a.zip"]


def test_one_damaged_file_of_many(tmp_path: Path) -> None:
    broken = bytearray(zipped(("one.txt", random.Random(1).randbytes(5_000)), ("two.txt", SENTENCE.encode())))
    broken[60:80] = b"\xff" * 20
    texts, reasons = read(tmp_path / "a.zip", bytes(broken))
    assert list(texts) == ["a.zip/two.txt"]
    assert "cannot be unpacked" in reasons["a.zip/one.txt"]


def test_what_is_called_packed_and_is_not(tmp_path: Path) -> None:
    for name in ("a.zip", "a.txt.gz", "a.tar", "a.zst"):
        _, reasons = read(tmp_path / name, SENTENCE.encode())
        assert "not packed as its name says" in reasons[name]
    assert "is empty" in read(tmp_path / "b.zip", b"")[1]["b.zip"]


def test_packed_files_in_folders(tmp_path: Path) -> None:
    (tmp_path / "dump.sql.gz").write_bytes(gzip.compress(b"INSERT INTO"))
    (tmp_path / "news.txt.gz").write_bytes(gzip.compress(SENTENCE.encode()))
    found = {item.origin.rpartition("/")[2]: item for item in collect([tmp_path])}
    assert isinstance(found["news.txt.gz"], Article)
    dump = found["dump.sql.gz"]
    assert isinstance(dump, Failure)
    assert dump.skipped
    assert "a .sql file" in dump.reason

# ruff: noqa: E501 - samples stand here as they come
"""Files that are broken, too much, or not what they are called: one failure each, with the way out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.origins.collect import collect, entries_of
from onrecord.origins.draft import Defaults, Found
from onrecord.origins.opening import finish
from onrecord.types import Article, Failure
from tests.origins.expecting import SAMPLES

_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def entities() -> bytes:
    declared = b"".join(
        b'<!ENTITY a%d "%s">' % (place, b"&a%d;" % (place - 1) * 10 if place else b"ha" * 10) for place in range(9)
    )
    return packed({"word/document.xml": b"<!DOCTYPE x [" + declared + b"]>" + _WORD + b"&a8;</w:body></w:document>"})


def pdf_of(stream: bytes) -> bytes:
    data = zlib.compress(stream, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(data) + data + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, value) for number, value in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bomb.docx", lambda: packed({"word/document.xml": _WORD + b" " * 70_000_000}), "unpacks to more than"),
        ("entities.docx", entities, "declares entities"),
        ("deep.docx", lambda: packed({"word/document.xml": _WORD + b"<w:p>" * 5000}), "not well-formed"),
        ("other.docx", lambda: packed({"xl/workbook.xml": b"<x/>"}), "no part word/document.xml"),
        ("cut.docx", lambda: packed({"word/document.xml": _WORD})[:60], "damaged"),
        ("bomb.odt", lambda: packed({"content.xml": b" " * 70_000_000}), "unpacks to more than"),
        ("empty.epub", lambda: packed({"mimetype": b"application/epub+zip"}), "no part META-INF/container.xml"),
        ("many.epub", lambda: packed({f"part{number}": b"" for number in range(21_000)}), "21,000 parts"),
        ("deep.rtf", lambda: b"{\\rtf1" + b"{" * 5000, "nested too deeply"),
        ("other.rtf", lambda: b"This is no RTF document, and yet it is called so.\x00", "zero byte at place 49"),
        ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "soffice --headless --convert-to docx"),
        ("empty.pdf", lambda: b"%PDF-1.4\nnothing", "damaged as a PDF"),
        ("other.pdf", lambda: b"PK\x03\x04", "not a PDF"),
        ("blank.pdf", lambda: pdf_of(b" " * 1_000_000), "hardly any text"),
        ("box.mbox", lambda: b"not a mailbox at all", "not a mailbox"),
        ("blank.eml", lambda: b"From: a@b.example\nMessage-ID: <1>\n\n", "no text in this letter"),
        ("cut.mhtml", lambda: b"From: <Saved>\nContent-Type: text/plain\n\nnothing", "no page in it"),
        ("cut.webarchive", lambda: b"bplist00\x00", "damaged as a web archive"),
    ],
)  # fmt: skip
def test_broken_files_are_one_failure_with_what_to_do(tmp_path: Path, name: str, data: object, said: str) -> None:
    assert callable(data)
    (tmp_path / name).write_bytes(data())
    (failure,) = collect([tmp_path / name])
    assert isinstance(failure, Failure)
    assert said in failure.reason
    assert failure.reason.startswith(str(tmp_path / name))


def test_files_are_what_they_hold_and_not_what_they_are_called(tmp_path: Path) -> None:
    (tmp_path / "word").write_bytes((SAMPLES / "docx" / "styled.docx").read_bytes())
    (tmp_path / "pdf.doc").write_bytes((SAMPLES / "pdf" / "release.pdf").read_bytes())
    (tmp_path / "letter").write_bytes((SAMPLES / "mail" / "release.eml").read_bytes())
    (tmp_path / "rtf.docx").write_bytes((SAMPLES / "rtf" / "word_0.rtf").read_bytes())
    found = list(collect([tmp_path / name for name in ("word", "pdf.doc", "letter", "rtf.docx")]))
    assert [item.title for item in found if isinstance(item, Article)] == [
        "Minister rules out delay to harbour levy"
    ] * 4


def test_mail_folders_are_read_though_letters_have_no_ending(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / "Press" / part).mkdir(parents=True)
    (tmp_path / "Press" / "cur" / "1709900000.M1P2.host:2,S").write_bytes(
        (SAMPLES / "mail" / "release.eml").read_bytes()
    )
    (tmp_path / "Press" / "dovecot.index").write_bytes(b"\0")
    (article,) = collect([tmp_path])
    assert isinstance(article, Article)
    assert article.outlet == "Ministry of Transport"


def test_pages_saved_by_browsers(tmp_path: Path) -> None:
    import plistlib

    text = "".join(
        f"<p>The minister said that the levy would come in April, for the {place}th time this year.</p>"
        for place in range(6)
    )
    page = f"<html><head><title>Levy to come</title></head><body><article><h1>Levy to come</h1>{text}</article></body></html>"
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tide.example/levy\r\nSubject: Levy\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: 8bit\r\nContent-Location: https://tide.example/levy\r\n\r\n{page}\r\n--b--\r\n"
    )
    (tmp_path / "saved.mhtml").write_text(mhtml)
    main = {
        "WebResourceData": page.encode(),
        "WebResourceURL": "https://tide.example/levy",
        "WebResourceTextEncodingName": "UTF-8",
    }
    (tmp_path / "saved.webarchive").write_bytes(plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY))
    for article in collect([tmp_path / "saved.mhtml", tmp_path / "saved.webarchive"]):
        assert isinstance(article, Article)
        assert (article.url, article.title) == ("https://tide.example/levy", "Levy to come")
        assert "for the 5th time this year" in article.text


# ---------------------------------------------------------------- whatever a disk or a network does to files

_FILES = sorted(
    path
    for kind in ("lexisnexis", "factiva", "europresse", "proquest", "genios", "docx", "rtf", "epub", "mail", "pdf")
    for path in (SAMPLES / kind).iterdir()
    if path.suffix not in (".jsonl", ".json")
)
_BITS = (
    b"<",
    b"{",
    b"}",
    b"\\bin99999999 ",
    b"\\u-1?",
    b"\\u55357?",
    b"\0",
    b"\xff\xfe",
    b"&#x0;",
    b"<div>" * 500,
    b"{" * 3000,
)
_MARKS = (
    b"\n1 of 2 DOCUMENTS\n",
    b"Document ABCD000020190101ef1100001\n",
    b"LENGTH: \n",
    b"End of Document\n",
    b"\xed\xa0\x80",
)
_CHANGES = st.lists(
    st.tuples(st.integers(0, 5), st.floats(0, 1), st.integers(1, 400), st.sampled_from(_BITS + _MARKS)),
    min_size=1,
    max_size=8,
)


def _changed(data: bytes, changes: list[tuple[int, float, int, bytes]]) -> bytes:
    for kind, where, size, bits in changes:
        place = int(where * len(data))
        if kind == 0:
            data = data[:place] + bits + data[place:]
        elif kind == 1:
            data = data[:place] + data[place + size :]
        elif kind == 2:
            data = data[:place]
        elif kind == 3:
            data = data[:place] + data[place : place + size] * 3 + data[place + size :]
        elif kind == 4:
            data = data[:place] + bytes(byte ^ 0x5A for byte in data[place : place + 4]) + data[place + 4 :]
        else:
            data = data[:place] + data[:size] + data[place:]
    return data


def _inside(data: bytes, changes: list[tuple[int, float, int, bytes]]) -> bytes:
    """A packed document with its text changed, and packed again as it should be."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            parts[name] = (
                _changed(part, changes)
                if name.endswith(("document.xml", "content.xml", "html", ".opf", "core.xml"))
                else part
            )
    return packed(parts)


def _read(path: Path) -> Iterator[Article | Failure]:
    for entry in entries_of(Found(path, path.name, named=True)):
        yield entry if isinstance(entry, Failure) else finish(entry, Defaults())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(_FILES), changes=_CHANGES, inside=st.booleans())
def test_changed_files_are_read_or_told_and_never_worse(
    tmp_path: Path, file: Path, changes: list[tuple[int, float, int, bytes]], inside: bool
) -> None:
    data = file.read_bytes()
    path = tmp_path / f"changed{file.suffix}"
    path.write_bytes(_inside(data, changes) if inside and data.startswith(b"PK") else _changed(data, changes))
    for item in _read(path):
        assert isinstance(item, Article) or item.reason

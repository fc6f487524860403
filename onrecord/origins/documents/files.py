"""The files of documents: one article each, unless a press database wrote them; then as many as it put in."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec

from onrecord.errors import InputError, MissingExtra
from onrecord.origins.documents.books import read_book
from onrecord.origins.documents.opendocument import read_opendocument
from onrecord.origins.documents.packed import Packed
from onrecord.origins.documents.pdf import read_pdf
from onrecord.origins.documents.rtf import read_rtf
from onrecord.origins.documents.word import read_word
from onrecord.origins.documents.written import Written, draft_of
from onrecord.origins.draft import Draft, Entry, Found, Unopened, too_long
from onrecord.origins.form import Head
from onrecord.origins.press.download import articles, is_apart, told
from onrecord.types import Failure

# Bytes; a report with its pictures has up to 50 MB, a download of a press database with scans of pages more.
_LARGEST_DOCUMENT = 200_000_000
# What press databases leave in the documents that they write, and other programs do not: looked for in the packed text
# of a Word document before it is opened here, where it holds up the reading, rather than beside it.
_DOWNLOAD = re.compile(
    rb"End of Document|Ende des Dokuments|Fin du document|DOCUMENTS|DOKUMENTE|ProQuest|Job Number:|LOAD-DATE|genios"
    rb"|(?:Document|Dokument|Documento) [A-Z0-9]{6,10}\d{8}[a-z]|news\W{1,4}\d{8}\W{1,4}[A-Z]"
)
_VENDORS = re.compile(
    rb"[Nn]exis|advance\.lexis|[Ff]activa|Dow Jones|[Ee]uropresse|[Cc][Ee][Dd][Rr][Oo][Mm]|[Pp]ro[Qq]uest"
    rb"|G(?:ENIOS|enios)"
)


def read_word_file(found: Found) -> Iterator[Entry | Failure]:
    """The article of a Word document, unopened, or those of a download."""
    data = _data(found)
    text = Packed(data, "a Word document").member("word/document.xml") or b""
    yield from _one_or_many(
        data,
        found,
        "docx",
        read_word,
        _DOWNLOAD.search(re.sub(rb"<[^>]{0,2000}>", b"", text)) is not None,
    )


def read_opendocument_file(found: Found) -> Iterator[Entry | Failure]:
    """The article of an OpenDocument text, or those of a download."""
    yield from _one_or_many(_data(found), found, "odt", read_opendocument, False)


def read_rtf_file(found: Found) -> Iterator[Entry | Failure]:
    """The article of an RTF document, or those of a download."""
    yield from _one_or_many(_data(found), found, "rtf", read_rtf, True)


def read_pdf_file(found: Found) -> Iterator[Entry | Failure]:
    """The article of a PDF, unopened, or those of a download: its database's name stands in it."""
    if find_spec("pypdfium2") is None:  # told here, for opening may be another process's work
        raise MissingExtra("reading PDF needs pypdfium2: pip install 'onrecord[documents]'")
    data = _data(found)
    yield from _one_or_many(
        data, found, "pdf", lambda given: read_pdf(given, is_apart), _VENDORS.search(data) is not None
    )


def read_book_file(found: Found) -> Iterator[Entry | Failure]:
    """The chapters of a book."""
    for number, chapter in enumerate(read_book(_data(found)), start=1):
        try:
            yield draft_of(chapter, f"{found.origin}#{number}")
        except InputError as error:
            yield Failure(
                f"{found.origin}#{number}", "origins", f"{found.origin}, chapter {number}, cannot be read: {error}"
            )


def read_old_word_file(found: Found) -> Iterator[Entry | Failure]:
    """Nothing but what to do: the format of Word before 2007 is not read."""
    raise InputError(
        "it is a Word document of before 2007; open it in Word or LibreOffice and save it as .docx "
        "(`soffice --headless --convert-to docx FILE`)."
    )
    yield


def read_document(data: bytes, origin: str, form: str) -> Draft:
    """The draft of a document by its form (docx, odt, rtf, pdf); raises InputError, MissingExtra."""
    return draft_of(_READERS[form](data), origin)


_READERS: dict[str, Callable[[bytes], Written]] = {
    "docx": read_word,
    "odt": read_opendocument,
    "rtf": read_rtf,
    "pdf": read_pdf,
}


def is_rtf(head: Head) -> bool:
    """Whether a file begins as an RTF document does, whatever it is called."""
    return head.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def is_pdf(head: Head) -> bool:
    """Whether a file begins as a PDF does."""
    return b"%PDF-" in head.data[:1024]


def is_word(head: Head) -> bool:
    """Whether a file begins as a Word document of today does."""
    return (head.data.startswith(b"PK\x03\x04") and b"word/" in head.data) or _is_typed(head, b"wordprocessingml")


def is_old_word(head: Head) -> bool:
    """Whether a file begins as a Word document of before 2007 does."""
    return head.data.startswith(b"\xd0\xcf\x11\xe0")


def _is_typed(head: Head, kind: bytes) -> bool:
    """Whether the list of contents with which an office document begins, packed, names a kind."""
    at = head.data.find(b"[Content_Types].xml")
    if not head.data.startswith(b"PK\x03\x04") or not 0 <= at < 100:
        return False
    try:
        return kind in zlib.decompressobj(-15).decompress(head.data[at + 19 :], 100_000)
    except zlib.error:
        return False


def _one_or_many(
    data: bytes, found: Found, form: str, read: Callable[[bytes], Written], looked: bool
) -> Iterator[Entry | Failure]:
    """The article of a document unopened, or, where it is ``looked`` into, those of the download that it is."""
    if looked:
        written = read(data)
        lines = [line.text for line in written.lines]
        if vendor := told(lines):
            yield from articles(lines, found.origin, vendor, written.links)
            return
        if form == "rtf":
            yield draft_of(written, found.origin)
            return
    yield Unopened(form, data, Draft("", found.origin))


def _data(found: Found) -> bytes:
    with found.path.open("rb") as stream:
        data = stream.read(_LARGEST_DOCUMENT + 1)
    if len(data) > _LARGEST_DOCUMENT:
        raise InputError(too_long("it", found.path.stat().st_size))
    return data

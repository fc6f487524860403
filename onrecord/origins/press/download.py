"""Whether a file is a download of a press database, and the articles in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.decoding import decode
from onrecord.origins.documents.lines import tidy
from onrecord.origins.documents.markup import blocks, lines_of, parse_page
from onrecord.origins.draft import Draft, Entry, Found, too_long
from onrecord.origins.form import Head
from onrecord.origins.page import read_page_file
from onrecord.origins.press.days import only_day
from onrecord.origins.press.europresse import document_number, is_europresse_page, read_europresse, read_europresse_page
from onrecord.origins.press.factiva import accession, is_count, read_factiva
from onrecord.origins.press.factiva_page import is_factiva_page, read_factiva_page
from onrecord.origins.press.genios import is_source, read_genios
from onrecord.origins.press.nexis import is_start, read_nexis
from onrecord.origins.press.nexis_uni import is_end, read_nexis_uni
from onrecord.origins.press.proquest import is_rule, read_proquest
from onrecord.origins.press.records import Record, drafts
from onrecord.origins.press.words import is_byline, is_rights, labelled, words
from onrecord.types import Failure

# Bytes of a download; vendors give 50 to 500 articles a file, of which the largest have some 10 MB.
_LARGEST_DOWNLOAD = 100_000_000

_Reader = Callable[[Sequence[str]], Iterator[Record]]


def is_download(head: Head) -> bool:
    """Whether a text begins as a download of a press database does."""
    if head.text.startswith(("<", "{\\rtf", "%pdf", "pk")):
        return False
    # As it is written: labels and numbers are told by their capitals.
    coding = "utf-16" if head.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return told(head.data.decode(coding, "replace").splitlines()) is not None


def is_page_download(head: Head) -> bool:
    """Whether a page is a download of a press database."""
    text = head.text
    return text.startswith("<") and (
        is_europresse_page(text) or is_factiva_page(text) or _is_nexis_page(text) or _is_proquest_page(text)
    )


def read_download(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a download as text."""
    lines = decode(_data(found)).replace("\f", "\n").splitlines()
    told_as = told(lines)
    if told_as is None:
        raise InputError("it begins as a download of a press database and holds no article of one.")
    yield from articles(lines, found.origin, told_as)


def read_page_download(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a download as a web page; the page, where it only looked like one from its beginning."""
    text = _page_text(_data(found))
    low = text.lower()
    root = parse_page(text)
    if _is_nexis_page(low):
        yield from _filled(drafts(read_nexis(_spaced(root)), found.origin, "LexisNexis"))
    elif "docpublicationname" in low:
        yield from _filled(drafts(read_europresse_page(root), found.origin, "Europresse"))
    elif is_factiva_page(low):
        yield from _filled(drafts(read_factiva_page(root), found.origin, "Factiva"))
    elif _is_proquest_page(low):
        yield from _filled(drafts(read_proquest(lines_of(root)), found.origin, "ProQuest"))
    else:
        yield from read_page_file(found)


def told(lines: Sequence[str]) -> str | None:
    """The vendor of a download, by what no other text has: the line that begins, ends or numbers its articles."""
    old = new = german = None  # looked for when first in question, and once: a text can have many lines that look so
    fields = rules = 0
    for line in lines:
        if is_start(line):
            old = _has_old_labels(lines) if old is None else old
            if old:
                return "LexisNexis"
        if is_end(line) or tidy(line).startswith("Job Number:"):
            new = _has_new_labels(lines) if new is None else new
            if new:
                return "Nexis Uni"
        if accession(line):
            return "Factiva"
        if document_number(line):
            return "Europresse"
        if is_source(line):
            german = _names_genios(lines) if german is None else german
            if german:
                return "GENIOS"
        low = line.lower()
        fields += "proquest document" in low or "search.proquest.com" in low or "www.proquest.com" in low
        rules += is_rule(line)
        if fields and (rules or fields > 1):
            return "ProQuest"
    return None


def articles(
    lines: Sequence[str], origin: str, vendor: str, links: Mapping[str, str] | None = None
) -> Iterator[Draft | Failure]:
    """Drafts of the articles of a download, a Failure for each without text; raises InputError where there is none."""
    readers: dict[str, _Reader] = {
        "LexisNexis": read_nexis,
        "Nexis Uni": lambda given: read_nexis_uni(given, links),
        "Factiva": read_factiva,
        "Europresse": read_europresse,
        "ProQuest": read_proquest,
        "GENIOS": read_genios,
    }
    yield from _filled(drafts(readers[vendor](lines), origin, vendor))


def is_apart(line: str) -> bool:
    """Whether a line of a printed download stands by itself, however close the next one is."""
    line = tidy(line)
    return bool(
        is_start(line)
        or is_end(line)
        or accession(line)
        or document_number(line)
        or is_count(line)
        or is_rights(line)
        or only_day(line)
        or line.lower() in words("nexis", "body")
        or line.lower() in words("nexis", "tail")
        or labelled(line, "nexis")
        or labelled(line, "proquest")
        or labelled(line, "genios")
        or is_byline(line)
    )


def _filled(entries: Iterator[Draft | Failure]) -> Iterator[Draft | Failure]:
    empty = True
    for entry in entries:
        empty = False
        yield entry
    if empty:
        raise InputError("it is laid out as a download of a press database and holds no article; download it again.")


def _has_old_labels(lines: Sequence[str]) -> bool:
    """Whether the labels of the old LexisNexis stand in a text, in capitals as they were written."""
    kinds = {found[0] for line in lines if (found := labelled(tidy(line), "nexis", upper=True))}
    return bool(kinds & {"length", "section", "author", "title", "dropped"})


def _has_new_labels(lines: Sequence[str]) -> bool:
    """Whether the labels of the newer Nexis stand in a text, or its list of contents."""
    plain = [tidy(line) for line in lines]
    kinds = {found[0] for line in plain if (found := labelled(line, "nexis"))}
    return bool(kinds & {"length", "section"}) or any(
        line.startswith(("Documents (", "Client/Matter:")) for line in plain
    )


def _names_genios(lines: Sequence[str]) -> bool:
    return any("genios" in line.lower() or "wiso-net" in line.lower() or "Dokumentnummer" in line for line in lines)


def _is_nexis_page(text: str) -> bool:
    return "<docfull>" in text or "doc_id_0" in text or ("lexisnexis" in text and " documents</span>" in text)


def _is_proquest_page(text: str) -> bool:
    return "proquest document link" in text or "proquest document id" in text


def _spaced(root: Any) -> list[str]:
    """The lines of a page, with a blank line between its elements; breaks within one keep its lines together."""
    spaced: list[str] = []
    for name, text in blocks(root):
        spaced.extend([text] if name == "br" else [text, ""])
    return spaced


def _data(found: Found) -> bytes:
    with found.path.open("rb") as stream:
        data = stream.read(_LARGEST_DOWNLOAD + 1)
    if len(data) > _LARGEST_DOWNLOAD:
        raise InputError(too_long("it", found.path.stat().st_size))
    return data


def _page_text(data: bytes) -> str:
    """A page as text: in the encoding that it declares, which saved downloads do not always have."""
    match = re.search(rb"charset=[\"']?([\w-]+)", data[:4000])
    for encoding in ("utf-8-sig", match[1].decode("ascii") if match else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")

"""What an address gave: a page, or a file of any other format that is read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.origins.charsets import page_text
from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Address, Entry, Found, Unopened
from onrecord.origins.form import HEAD, Head, suffix_of
from onrecord.origins.formats import SUFFIXES
from onrecord.origins.page import is_page
from onrecord.origins.web.answers import not_fetched
from onrecord.origins.web.fetching import Fetched
from onrecord.origins.web.roots import root_of
from onrecord.types import Failure

_PAGES = frozenset(("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"))
_LISTS = frozenset(("rss", "rdf", "feed", "urlset", "sitemapindex", "opml"))
# Endings by what servers call a kind of file, where the address has none.
_ENDINGS = {
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/epub+zip": ".epub",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
}
_XML_KINDS = ("xml", "rss", "atom", "rdf")
_MEDIA = frozenset(("image", "video", "audio", "font"))


def entries_in(address: Address, answer: Fetched) -> Iterator[Entry | Failure]:
    """What stands at an address; a list of addresses gives these."""
    head = Head("", answer.data[:HEAD])
    root = root_of(head)
    is_html = (is_page(head) or answer.type in _PAGES or root == "html") and root not in _LISTS
    if is_html and not answer.data.startswith(b"%PDF"):
        yield _page(address, answer)
    elif answer.type.partition("/")[0] in _MEDIA:
        why = f"it is {answer.type}, no text; give the address of the report"
        yield Failure(address.known.origin, "origins", not_fetched(address.url, why))
    else:
        yield from _file(address, answer)


def _page(address: Address, answer: Fetched) -> Entry | Failure:
    origin = address.known.origin
    if address.kind != "page":
        why = f"it is a web page and no {address.kind}; look for the address of the {address.kind} on it"
        return Failure(origin, "origins", not_fetched(address.url, why))
    asked, final = urlsplit(address.url), urlsplit(answer.final)
    if final.path in ("", "/") and not final.query and asked.path not in ("", "/"):
        why = f"it leads to the front page of {final.hostname}, so that the report seems to be gone"
        return Failure(origin, "origins", not_fetched(address.url, f"{why}; look for a copy in a web archive"))
    # From here on the letters are sure, whatever the page says of them.
    data = b"\xef\xbb\xbf" + page_text(answer.data, answer.charset).encode("utf-8", "replace")
    return Unopened("page", data, address.known)


def _file(address: Address, answer: Fetched) -> Iterator[Entry | Failure]:
    suffix = suffix_of(urlsplit(answer.final).path)
    if suffix not in SUFFIXES:
        suffix = _ENDINGS.get(answer.type, ".xml" if any(kind in answer.type for kind in _XML_KINDS) else suffix)
    with tempfile.NamedTemporaryFile(prefix="onrecord-", suffix=suffix) as file:
        file.write(_recoded(answer))
        file.flush()
        known = address.known
        for entry in entries_of(Found(Path(file.name), known.origin, named=True, suffix=suffix)):
            is_alone = not isinstance(entry, Failure) and entry_origin(entry) == known.origin
            yield _with_facts(entry, address) if is_alone and not isinstance(entry, Failure) else entry


def entry_origin(entry: Entry) -> str:
    """The origin of an entry of any kind."""
    return entry.known.origin if isinstance(entry, Unopened | Address) else entry.origin


def _with_facts(entry: Entry, address: Address) -> Entry:
    """The one article of a file with what was known of it before."""
    facts = {
        name: value
        for name in ("outlet", "title", "published", "language", "url", "author", "agency", "section")
        if (value := getattr(address.known, name))
    }
    facts.setdefault("url", address.known.origin)
    if isinstance(entry, Unopened | Address):
        return replace(entry, known=replace(entry.known, **facts))
    return replace(entry, **facts)


def _recoded(answer: Fetched) -> bytes:
    """Text in the encoding that the server names, made UTF-8 where nothing in it says so; all else as it came."""
    data, told = answer.data, answer.charset
    is_text = answer.type.startswith("text/") or "json" in answer.type or "xml" in answer.type
    if not told or not is_text or b"encoding=" in data[:200] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return page_text(data, told).encode("utf-8", "replace")
    return data

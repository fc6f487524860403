"""Books (.epub): each chapter with a heading is an article, as in the magazines that reading programs make of feeds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from onrecord.errors import InputError
from onrecord.origins.documents.markup import blocks, local, parse_page, parse_xml
from onrecord.origins.documents.packed import Packed
from onrecord.origins.documents.written import Line, Written, plausible_author
from onrecord.origins.press.days import day_in

_HEADINGS = ("h1", "h2", "h3")
# A cover or a dedication has fewer words; a page of rights has more, but no heading.
_FEWEST_WORDS = 30
_FEWEST_BARE = 100  # without a heading
_MOST_CHAPTERS = 10_000
_BRACKET = re.compile(r"\s*[\[(][^\])]*\d{4}[^\])]*[\])]\s*$")  # "The Gazette [Fri, 08 Mar 2024]"
_ENCRYPTED = re.compile(rb"http://(?:www\.idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC)")


@dataclass
class _Chapter:
    title: str | None
    lines: list[Line] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(line.text.split()) for line in self.lines)


def read_book(data: bytes) -> Iterator[Written]:
    """The chapters of a book in the order of its spine; raises InputError."""
    packed = Packed(data, "a book (EPUB)")
    rights = packed.member("META-INF/encryption.xml")
    if rights and len(_ENCRYPTED.findall(rights)) < rights.count(b"EncryptionMethod"):
        raise InputError("it is protected against copying (DRM); its text cannot be read.")
    container = parse_xml(packed.wanted("META-INF/container.xml"), "its container")
    path = next((element.get("full-path") for element in container.iter() if local(element) == "rootfile"), None)
    if not path:
        raise InputError("it names no package; fetch it anew.")
    package = parse_xml(packed.wanted(path), "its package")
    facts = _facts(package)
    chapters = list(_chapters(packed, package, posixpath.dirname(path)))
    kept = [chapter for chapter in chapters if chapter.words >= (_FEWEST_WORDS if chapter.title else _FEWEST_BARE)]
    if not kept:
        raise InputError("none of its chapters has text; if it is made of pictures, make it text with OCR.")
    for chapter in kept:
        yield Written(
            tuple(chapter.lines),
            title=chapter.title or facts.get("title"),
            author=facts.get("author"),
            published=facts.get("published"),
            outlet=facts.get("title"),
        )


def _facts(package: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in package.iter():
        if element.text and element.text.strip():
            found.setdefault(local(element), " ".join(element.text.split()))
    facts = {"title": _BRACKET.sub("", found.get("title", ""))}
    if author := plausible_author(found.get("creator")):
        facts["author"] = author
    dated = day_in(found.get("date", "")) or day_in(found.get("title", ""))
    if dated and not dated.startswith("0"):
        facts["published"] = dated
    return {name: value for name, value in facts.items() if value}


def _chapters(packed: Packed, package: Any, folder: str) -> Iterator[_Chapter]:
    """Chapters: a file without a heading goes on with the one before it, and its small headings stay in its text."""
    items = {element.get("id"): element for element in package.iter() if local(element) == "item"}
    spine = [
        items.get(element.get("idref"))
        for element in package.iter()
        if local(element) == "itemref" and element.get("linear") != "no"
    ]
    chapter: _Chapter | None = None
    for item in spine[:_MOST_CHAPTERS]:
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote((item.get("href") or "").partition("#")[0])))
        data = packed.member(name)
        if not data or "svg" in (item.get("media-type") or ""):
            continue
        found = list(_blocks(data))
        at = next((place for place, (kind, text) in enumerate(found) if kind in _HEADINGS), None)
        if chapter is None or (at is not None and sum(len(text.split()) for _, text in found[:at]) < _FEWEST_WORDS):
            if chapter:
                yield chapter
            chapter = _Chapter(found.pop(at)[1] if at is not None else None)
        chapter.lines.extend(
            Line(text, "heading" if kind.startswith("h") and kind[1:].isdigit() else "text") for kind, text in found
        )
    if chapter:
        yield chapter


def _blocks(data: bytes) -> Iterator[tuple[str, str]]:
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return
    root = parse_page(text)
    body = root.find(".//body")
    yield from blocks(body if body is not None else root)

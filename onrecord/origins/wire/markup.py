"""The text of a report that comes as marked-up paragraphs: XHTML, HTML or NITF."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from onrecord.origins.wire.hardened import entity, html_root, local

_DATA = tomllib.loads((files("onrecord.origins.wire") / "markup.toml").read_text(encoding="utf-8"))
_PARAGRAPHS, _CAPTIONS, _LEFT_OUT = (frozenset(_DATA[name]) for name in ("paragraphs", "captions", "left_out"))
_NOTES = frozenset(_DATA["notes"])
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_OPENING = "\"“„«»‹›‘‚'”"


@dataclass
class _Text:
    """Paragraphs as they are gathered; captions and tables stand apart."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def end(self) -> None:
        """Close the paragraph; an empty line within it cuts it in two."""
        whole = "".join(self.parts)
        self.parts.clear()
        for piece in re.split(r"\n[ \n]*\n", whole):
            lines = [line.strip(" ") for line in piece.split("\n")]
            if text := "\n".join(line for line in lines if line):
                self.paragraphs.append(text)


def text_of(root: Any | None, title: str | None = None) -> str:
    """The paragraphs below an element, an empty line between them, then the captions of its pictures.

    Tables are left out, for what stands in cells is nobody's words, but not where there is nothing else. The title is
    taken off the top, and words that are marked as a quotation get the marks they lack.
    """
    if root is None:
        return ""
    found = _Text()
    _walk(root, found, False)
    found.end()
    paragraphs = found.paragraphs or found.tables
    while title and paragraphs and _same(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    captions = [caption for caption in dict.fromkeys(found.captions) if caption not in paragraphs]
    return "\n\n".join(paragraphs + (captions if paragraphs else []))


def text_of_html(value: str, title: str | None = None) -> str:
    """The text of a piece of HTML."""
    return text_of(html_root(value), title)


def without_tags(value: str) -> str:
    """One line of text of what may have a few tags in it, such as a headline."""
    return " ".join(text_of_html(value).split()) if "<" in value or "&" in value else " ".join(value.split())


def _walk(element: Any, found: _Text, kept: bool) -> None:
    """Gather the text below an element; ``kept`` where its line breaks are meant."""
    name = local(element)
    if name == "&":
        found.parts.append(entity(element))
    elif name == "br":
        found.parts.append("\n")
    elif name in _LEFT_OUT or not name or (name in _PARAGRAPHS and _is_note(element)):
        pass
    elif name in _CAPTIONS or name == "table":
        found.end()
        apart = _Text()
        _inside(element, apart, kept)
        apart.end()
        (found.tables if name == "table" else found.captions).extend(apart.paragraphs)
        found.captions.extend(apart.captions)
    elif name in _PARAGRAPHS:
        found.end()
        _inside(element, found, kept or name == "pre")
        found.end()
    elif name == "q":
        quoted = _Text()
        _inside(element, quoted, kept)
        quoted.end()
        words = "\n".join(quoted.paragraphs)
        before = "".join(found.parts).rstrip()[-1:]
        bare = words and words[0] not in _OPENING and before not in ("“", "„", "«", '"')
        found.parts.append(f"“{words}”" if bare else words)
    else:
        _inside(element, found, kept)


def _inside(element: Any, found: _Text, kept: bool) -> None:
    if element.text:
        found.parts.append(_spaced(element.text, kept))
    for child in element:
        _walk(child, found, kept)
        if child.tail:
            found.parts.append(_spaced(child.tail, kept))


def _spaced(text: str, kept: bool) -> str:
    return text.replace("\xa0", " ").replace("\r", "") if kept else _BLANK.sub(" ", text)


def _is_note(element: Any) -> bool:
    named = element.get("class")
    return bool(named) and len(named) < 200 and not _NOTES.isdisjoint(named.lower().split())


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()

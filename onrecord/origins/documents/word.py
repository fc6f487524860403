"""Word documents (.docx): paragraphs, headings, tables, notes, properties; no macros, comments, nothing deleted."""

from __future__ import annotations

import re
from typing import Any

from onrecord.origins.documents.gathering import Gathering
from onrecord.origins.documents.markup import local, parse_xml
from onrecord.origins.documents.packed import Packed
from onrecord.origins.documents.written import Line, Written

_WHAT = "a Word document"
_SILENT = frozenset(
    ("Fallback", "del", "moveFrom", "instrText", "delText", "pict")
)  # Fallback repeats what Choice says
_HEADING = re.compile(r"heading\s*\d|überschrift\s*\d|titre\s*\d", re.IGNORECASE)
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read_word(data: bytes) -> Written:
    """What a Word document says; raises InputError."""
    packed = Packed(data, _WHAT)
    main = next((name for name in packed.names if re.fullmatch(r"word/document\d*\.xml", name)), "word/document.xml")
    gathering = Gathering()
    styles = _styles(packed.member("word/styles.xml"))
    links: dict[str, str] = {}
    targets = _targets(packed.member(f"word/_rels/{main.rpartition('/')[2]}.rels"))
    _paragraphs(parse_xml(packed.wanted(main), "its text"), gathering, styles, (targets, links))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if notes := packed.member(name):
            _notes(parse_xml(notes, "its notes"), gathering)
    title, author = properties(packed.member("docProps/core.xml"))
    return Written(gathering.lines, title=title, author=author, links=links)


def properties(data: bytes | None) -> tuple[str | None, str | None]:
    """Title and author of the properties of a document."""
    if not data:
        return None, None
    found = {local(element): (element.text or "").strip() for element in parse_xml(data, "its properties").iter()}
    return found.get("title") or None, found.get("creator") or found.get("initial-creator") or None


def _paragraphs(
    root: Any, gathering: Gathering, styles: dict[str, str], linking: tuple[dict[str, str], dict[str, str]]
) -> None:
    """Walk through a text; paragraphs of text boxes, which stand inside others, come before the one they stand in."""
    from lxml import etree

    targets, links = linking
    open_: list[list[str]] = []
    kinds: list[str] = []
    tables = silent = cells = 0
    link: tuple[str, int] | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if name in _SILENT:
            silent += 1 if event == "start" else -1
        elif silent:
            continue
        elif event == "start":
            if name == "p":
                open_.append([])
                kinds.append("cell" if tables else "text")
            elif name == "tbl":
                tables += 1
            elif name == "tr":
                cells = 0
                gathering.next_row()
            elif name == "tc":
                gathering.next_cell() if cells else None
                cells += 1
            elif name == "pStyle" and open_ and kinds[-1] != "cell":
                kinds[-1] = styles.get(_value(element), "text")
            elif name == "hyperlink" and open_:
                link = (_value(element, "id"), len(open_[-1]))
            elif name == "t" and open_ and element.text:
                open_[-1].append(element.text)
            elif name in _MARKS and open_ and local(element.getparent()) == "r":
                open_[-1].append(_MARKS[name])
        elif name == "hyperlink" and link and open_:
            if link[0] in targets:
                links.setdefault(" ".join("".join(open_[-1][link[1] :]).split()), targets[link[0]])
            link = None
        elif name == "p" and open_:
            gathering.add("".join(open_.pop()), kinds.pop())
        elif name == "tbl":
            tables -= 1
            gathering.next_row()


def _notes(root: Any, gathering: Gathering) -> None:
    for note in root:
        if _value(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        text = "".join(element.text or "" for element in note.iter() if local(element) == "t")
        gathering.next_row()
        gathering.add(text, "note")


def _styles(data: bytes | None) -> dict[str, str]:
    """The kinds of a document's styles: their names are English whatever the language of Word, their ids are not."""
    kinds: dict[str, str] = {}
    if data:
        for style in parse_xml(data, "its styles"):
            named = next((_value(part) for part in style if local(part) == "name"), "")
            if named.lower() == "title":
                kinds[_value(style, "styleId")] = "title"
            elif _HEADING.fullmatch(named):
                kinds[_value(style, "styleId")] = "heading"
    return kinds


def _targets(data: bytes | None) -> dict[str, str]:
    """The web addresses of a document by the ids under which its text names them."""
    if not data:
        return {}
    found = {element.get("Id", ""): element.get("Target", "") for element in parse_xml(data, "its links")}
    return {key: target for key, target in found.items() if target.startswith(("http://", "https://"))}


def _value(element: Any, name: str = "val") -> str:
    """An attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def as_lines(written: Written) -> list[str]:
    """The lines of a document as a download has them, blank ones included."""
    return [line.text for line in written.lines]


__all__ = ["Line", "as_lines", "properties", "read_word"]

"""OpenDocument texts (.odt): paragraphs, headings, tables, notes, properties; no comments, nothing deleted."""

from __future__ import annotations

from typing import Any

from onrecord.origins.documents.gathering import Gathering
from onrecord.origins.documents.markup import local, parse_xml
from onrecord.origins.documents.packed import Packed
from onrecord.origins.documents.word import properties
from onrecord.origins.documents.written import Written

_SILENT = frozenset(("tracked-changes", "annotation", "note-citation", "deletion", "script", "sequence-decls", "forms"))
_MOST_BLANKS = 1000  # of one <text:s>, which says how many it stands for


def read_opendocument(data: bytes) -> Written:
    """What an OpenDocument text says; raises InputError."""
    packed = Packed(data, "an OpenDocument text")
    gathering = Gathering()
    _paragraphs(parse_xml(packed.wanted("content.xml"), "its text"), gathering)
    title, author = properties(packed.member("meta.xml"))
    return Written(gathering.lines, title=title, author=author)


def _paragraphs(root: Any, gathering: Gathering) -> None:
    """Walk through a text; a note comes before the paragraph that it belongs to, and is marked as a note."""
    from lxml import etree

    open_: list[list[str]] = []
    tables = notes = silent = cells = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element)
        if name in _SILENT:
            silent += 1 if event == "start" else -1
            if event == "end" and not silent and open_ and element.tail:
                open_[-1].append(element.tail)
            continue
        if silent:
            continue
        if event == "start":
            if name in ("p", "h"):
                open_.append([])
            elif name == "table":
                tables += 1
            elif name == "table-row":
                cells = 0
                gathering.next_row()
            elif name == "table-cell":
                gathering.next_cell() if cells else None
                cells += 1
            elif name == "note":
                notes += 1
            if open_ and name in ("s", "tab", "line-break"):
                open_[-1].append(_blank(name, element))
            if open_ and element.text:
                open_[-1].append(element.text)
            continue
        if name in ("p", "h") and open_:
            kind = "note" if notes else "cell" if tables else "heading" if name == "h" else "text"
            gathering.add("".join(open_.pop()), "title" if kind == "text" and _style(element) == "Title" else kind)
        elif name == "table":
            tables -= 1
            gathering.next_row()
        elif name == "note":
            notes -= 1
        if open_ and element.tail and name not in ("p", "h"):
            open_[-1].append(element.tail)


def _blank(name: str, element: Any) -> str:
    if name != "s":
        return "\t" if name == "tab" else "\n"
    count = next((value for key, value in element.attrib.items() if key.endswith("}c")), "1")
    return " " * min(int(count), _MOST_BLANKS) if count.isdigit() and len(count) < 6 else " "


def _style(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}style-name")), "")

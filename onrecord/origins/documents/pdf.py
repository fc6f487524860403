"""PDF with text: columns in order, heads and page numbers gone, words whole, paragraphs over columns and pages."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence

from onrecord.errors import InputError
from onrecord.origins.documents.columns import Row, rows_of
from onrecord.origins.documents.flowing import flow
from onrecord.origins.documents.furniture import without_furniture
from onrecord.origins.documents.glyphs import sheets
from onrecord.origins.documents.written import Line, Written, plausible_title
from onrecord.origins.press.days import day_in

_LARGE = 1.18  # of the type of the text: a heading
_SMALL = 0.93  # of it, below the text of a page: a note
_MASTHEAD = 4  # words; what is largest on a front page is the name of the paper, if a longer title stands below it
_FACT = re.compile(
    rb"<(prism:publicationName|prism:publicationDate|prism:coverDate|prism:url|dc:publisher)[^>]*>(.{1,600}?)</\1>",
    re.DOTALL,
)
_WORDED = re.compile(r"[^\W\d_]{3,}\.?,?\s+\d{4}|[^\W\d_]{3,}\.?\s+\d{1,2},\s+\d{4}")
_TAG = re.compile(r"<[^>]*>")


def read_pdf(data: bytes, apart: Callable[[str], bool] | None = None) -> Written:
    """What a PDF says; raises InputError, MissingExtra. With ``apart`` it is a printed download (see ``flow``)."""
    start = data.find(b"%PDF-", 0, 2000)
    if start < 0:
        raise InputError("it is not a PDF; fetch it anew.")
    found, facts = sheets(data[start:])
    gutters: list[float] = []
    pages = [rows_of(sheet, number, gutters) for number, sheet in enumerate(found)]
    body = _body_height(pages)
    pages, furniture = without_furniture(pages, [sheet.height for sheet in found], body, apart)
    pages, notes = _without_notes(pages, body)
    own = plausible_title(facts.get("Title"))
    flowed = flow(pages, body, apart)
    lines = [Line(text, "heading" if height > _LARGE * body else "text") for text, height, _ in flowed]
    at = _title(flowed, body, own)
    if at is not None:
        lines[at] = Line(lines[at].text, "title")
        lines = [
            line
            for place, line in enumerate(lines)
            if place >= at or line.kind != "heading" or len(line.text.split()) > _MASTHEAD
        ]
    lines += [Line(text, "note") for text, _, _ in flow(notes, body * _SMALL, apart)]
    said = _said(data)
    return Written(
        tuple(lines),
        title=own,
        author=facts.get("Author"),
        outlet=said.get("prism:publicationName"),
        published=day_in(said.get("prism:publicationDate") or said.get("prism:coverDate") or "") or _issue(furniture),
        url=said.get("prism:url"),
    )


def _body_height(pages: Sequence[Sequence[Row]]) -> float:
    """The height of the type in which most of a document is set."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            sizes[round(row.height * 4) / 4] += len(row.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0


def _without_notes(pages: list[list[Row]], body: float) -> tuple[list[list[Row]], list[list[Row]]]:
    """Pages without the notes at their feet, and these: small type below the last line of the text in a column."""
    kept: list[list[Row]] = []
    notes: list[list[Row]] = []
    for page in pages:
        lowest = {row.column: row.base for row in page if row.height >= _SMALL * body}
        feet = {
            id(row)
            for row in page
            if row.height < _SMALL * body
            and row.column in lowest
            and row.base < min(lowest.values())
            and len(lowest) > 0
        }
        kept.append([row for row in page if id(row) not in feet])
        notes.append([row for row in page if id(row) in feet])
    return kept, notes


def _title(flowed: Sequence[tuple[str, float, int]], body: float, own: str | None) -> int | None:
    """Which paragraph is the title: that of the document's properties, else the largest on the first page."""
    first = [(height, place, text) for place, (text, height, page) in enumerate(flowed[:40]) if page == 0]
    if own:
        same = next((place for _, place, text in first if text.casefold() == own.casefold()), None)
        if same is not None:
            return same
    large = [
        item
        for item in first
        if item[0] > _LARGE * body and any(char.isalpha() for char in item[2]) and len(item[2]) <= 300
    ]
    if not large or own:
        return None
    ranked = sorted(large, key=lambda item: (-round(item[0]), item[1]))
    longer = [item for item in ranked[1:] if len(item[2].split()) > _MASTHEAD and item[0] > 1.3 * body]
    if len(ranked[0][2].split()) <= _MASTHEAD and longer:
        return longer[0][1]
    return ranked[0][1]


def _issue(furniture: Sequence[str]) -> str | None:
    """The day of the issue that heads and feet name in words; in numbers they name the day of printing."""
    days = {day for line in furniture if _WORDED.search(line) and (day := day_in(line))}
    return days.pop() if len(days) == 1 else None


def _said(data: bytes) -> dict[str, str]:
    """What a publisher's own record inside a PDF (XMP) says of it, where it is not packed."""
    found: dict[str, str] = {}
    for match in _FACT.finditer(data):
        value = " ".join(html.unescape(_TAG.sub(" ", match[2].decode("utf-8", "replace"))).split())
        if value and value.isprintable():
            found.setdefault(match[1].decode("ascii"), value)
    return found

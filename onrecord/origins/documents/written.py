"""What a document says, whatever program wrote it: its lines, and how they become the draft of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.errors import InputError
from onrecord.origins.documents.lines import tidy
from onrecord.origins.draft import Draft
from onrecord.origins.press.days import day_in, only_day
from onrecord.origins.press.words import is_byline, without_by

_FEWEST_WORDS = 8  # less than a sentence of news, as for web pages
_PROSE = 12  # words from which on a line of a document's head is text; by-lines and dates have fewer
_HEAD = 8  # lines at the top of a document among which its date and by-line are looked for
_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
# Titles that programs give of themselves: "Microsoft Word - draft3.doc", "untitled", "press_release_final.pdf".
_MADE_UP = re.compile(
    r"^(?:microsoft |untitled|unbenannt|sans titre|document\s*\d*$|dokument\s*\d*$|slide \d|layout \d|page \d|seite \d"
    r"|\(?anonymous|print|scan)"
    r"|\.(?:docx?|pdf|indd|qxd|rtf|odt|txt|html?|tex|pages|dvi)\b|^[\w.-]*[\d_][\w.-]*$|^https?:",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"microsoft|office|user|admin|python-docx|openoffice|libreoffice|calibre|adobe|acrobat|scanner|unknown|anonymous|author|owner|windows|@|\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a document; blank ones are given too. ``kind`` is text, title, heading, cell or note."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Written:
    """A document: its lines, what it says of itself, and the addresses behind its words."""

    lines: tuple[Line, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)


def draft_of(written: Written, origin: str) -> Draft:
    """The draft of a document that is one article; raises InputError where it has no text.

    Cells of tables are nobody's words, unless they hold sentences, as where a page is laid out by a table. Notes
    come last, as they are numbered in the text.
    """
    cells = [Line(tidy(cell), line.kind) for line in written.lines for cell in _cells(line)]
    lines = [line for line in cells if line.text]
    kept = [line for line in lines if line.kind != "cell" or _is_sentence(line.text)]
    if sum(len(line.text.split()) for line in kept) < _FEWEST_WORDS:
        kept = lines
    title, at = _title(kept, written)
    author, published, taken = _head(kept, written)
    body = [line for place, line in enumerate(kept) if place != at and place not in taken]
    text = "\n\n".join(
        line.text for line in (*(x for x in body if x.kind != "note"), *(x for x in body if x.kind == "note"))
    )
    if len(text.split()) < _FEWEST_WORDS:
        raise InputError(
            "there is hardly any text in it; if its text is in pictures, make it text with OCR, or save it as .txt."
        )
    return Draft(
        text=text,
        origin=origin,
        outlet=written.outlet,
        title=title,
        published=written.published or published,
        url=written.url,
        author=author or plausible_author(written.author),
    )


def plausible_title(title: str | None) -> str | None:
    """A title from a document's properties, if somebody wrote it: not a program's own, not the name of a file."""
    title = tidy(title or "")
    return title if 3 < len(title) <= 300 and not _MADE_UP.search(title) and len(title.split()) > 1 else None


def plausible_author(author: str | None) -> str | None:
    """An author from a document's properties, if it is the name of a person or a body and not of a program."""
    author = tidy(author or "")
    parts = author.split()
    is_name = 2 <= len(parts) <= 12 and parts[0][0].isupper() and not _NOBODY.search(author)
    return author if is_name else None


def _title(lines: list[Line], written: Written) -> tuple[str | None, int | None]:
    """The title and which line it is: one that is marked so, else the document's own, else the first heading."""
    marked = next((place for place, line in enumerate(lines[:_HEAD]) if line.kind == "title"), None)
    if marked is not None:
        return lines[marked].text, marked
    if own := plausible_title(written.title):
        same = next((place for place, line in enumerate(lines[:_HEAD]) if line.text.casefold() == own.casefold()), None)
        return own, same
    for place, line in enumerate(lines[: _HEAD // 2]):
        if line.kind == "heading":
            return line.text, place
        if _is_sentence(line.text):
            break
    return None, None


def _head(lines: list[Line], written: Written) -> tuple[str | None, str | None, set[int]]:
    """Author and day that stand on lines of their own above the text, and which lines these are."""
    author = published = None
    taken: set[int] = set()
    for place, line in enumerate(lines[:_HEAD]):
        if line.kind in ("title", "heading"):
            continue
        if len(line.text.split()) >= _PROSE and _SENTENCE.search(line.text):
            break
        if published is None and only_day(line.text) and _SENTENCE.search(line.text) is None and len(line.text) <= 60:
            published = day_in(line.text)
            taken.add(place)
        elif author is None and is_byline(line.text):
            author = without_by(line.text)
            taken.add(place)
    return author, published, taken


def _cells(line: Line) -> list[str]:
    return line.text.split("\t") if line.kind == "cell" else [line.text]


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and _SENTENCE.search(text) is not None

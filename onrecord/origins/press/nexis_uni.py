"""Downloads of Nexis Uni, Lexis Advance and Lexis+: articles that close with "End of Document"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.origins.documents.lines import tidy
from onrecord.origins.press.days import day_in, only_day
from onrecord.origins.press.records import Record, credited
from onrecord.origins.press.words import is_rights, labelled, without_by, words

_ANCHOR = (
    6  # lines below the date in which the rights, the length or the text begin; editions and subtitles lie between
)
_PAGE = re.compile(r"^(?:Page|Seite|Pagina|Página) \d+ (?:of|von|de|sur|di|van) \d+$", re.IGNORECASE)
_LISTED = re.compile(r"^\d{1,4}\.\s")
_KEPT_WORDS = 4  # "Graphic: Photo" is no caption
_LINK = re.compile(r"^(?:Link to (?:PDF|Image)|Load-Date|Link zum PDF-Dokument|Lien PDF|PDF)\b", re.IGNORECASE)


def is_end(line: str) -> bool:
    """Whether a line closes an article of such a download."""
    return tidy(line).lower() in words("nexis", "end")


def read_nexis_uni(lines: Sequence[str], links: Mapping[str, str] | None = None) -> Iterator[Record]:
    """The articles of a download, without its cover page and list of contents.

    ``links`` are addresses by the text that they stand behind: titles lead to the article in the database.
    """
    block: list[str] = []
    first = True
    for line in lines:
        if not is_end(line):
            block.append(line)
            continue
        yield _record(block, first, links or {})
        block, first = [], False
    if any(_is_anchor(tidy(line)) for line in block):  # the last article was cut off before its end
        yield _record(block, first, links or {})


def _record(raw: Sequence[str], first: bool, links: Mapping[str, str]) -> Record:
    lines = [text for line in raw if (text := tidy(line)) and not _PAGE.match(text)]
    if any(line.lower().startswith(tuple(words("nexis", "error"))) for line in lines):
        return Record((), title=lines[0] if lines and not first else None)
    top, dated = _head(lines, first)
    head = lines[top:dated]
    title, outlet = (" ".join(head[:-1]), head[-1]) if len(head) > 1 else (None, head[0] if head else None)
    fields, begin = _fields(lines, dated)
    # Printed, the title stands again at the head of each page.
    body, kept = _body([line for line in lines[begin:] if line != title], fields)
    lead = fields.get("lead")
    author = fields.get("author")
    return Record(
        paragraphs=(*((lead,) if lead and body else ()), *body, *(kept if body else ())),
        title=title or fields.get("title"),
        outlet=outlet,
        author=without_by(author) if author else None,
        agency=credited(fields.get("dateline")),
        section=fields.get("section"),
        published=day_in(lines[dated]) if dated < len(lines) else None,
        url=fields.get("url") or (links.get(title) if title else None),
    )


def _is_anchor(line: str) -> bool:
    found = labelled(line, "nexis")
    return (
        is_rights(line) or line.lower() in words("nexis", "body") or bool(found and found[0] in ("length", "section"))
    )


def _head(lines: Sequence[str], first: bool) -> tuple[int, int]:
    """Where an article's title begins and where its date stands: title, outlet, date, and soon the rights or length."""
    for place, line in enumerate(lines):
        near = lines[place + 1 : place + 1 + _ANCHOR]
        if place and _is_date(line) and any(_is_anchor(other) for other in near):
            break
    else:
        place = next((number for number, line in enumerate(lines) if _is_anchor(line)), 0)
    if not first:
        return 0, place
    # Before the first article stand the cover page and the numbered list of titles; its title is the line above
    # the outlet, or the lines back to the list where it is broken.
    top = max(place - 2, 0)
    while top and place - top < 5 and not _closes_cover(lines[top - 1]) and not _closes_cover(lines[top]):
        top -= 1
    return (top if top == 0 or _closes_cover(lines[top - 1]) else max(place - 2, 0)), place


def _is_date(line: str) -> bool:
    """Whether a line is a date, and no field such as "Date and Time: …" of the cover page."""
    return only_day(line) is not None and ":" not in re.split(r"\d", line, maxsplit=1)[0]


def _closes_cover(line: str) -> bool:
    return bool(_LISTED.match(line)) or ":" in line[:30] or "|" in line


def _fields(lines: Sequence[str], begin: int) -> tuple[dict[str, str], int]:
    """The labelled lines between the date and the text, and where the text begins."""
    fields: dict[str, str] = {}
    after = begin
    for place in range(begin, len(lines)):
        line = lines[place]
        if line.lower() in words("nexis", "body"):
            return fields, place + 1
        found = labelled(line, "nexis")
        if found and found[0] not in ("kept",):
            fields.setdefault(*found)
            after = place + 1
        elif is_rights(line) or place == begin or (not fields and place < begin + _ANCHOR and len(line) < 40):
            after = place + 1
        elif "body" in {text.lower() for text in lines[place + 1 : place + 8]}:
            continue  # a broken value of a label
        else:
            break
    return fields, after


def _body(lines: Sequence[str], fields: dict[str, str]) -> tuple[list[str], list[str]]:
    """The text, and what the paper printed beside it; the labelled lines below the text go into ``fields``."""
    body: list[str] = []
    kept: list[str] = []
    where = body
    closed = False
    for line in lines:
        low = line.lower()
        found = labelled(line, "nexis")
        if low in words("nexis", "tail"):
            closed = True
        elif low in words("nexis", "apart"):
            where = kept
        elif found and found[0] in ("dropped", "url") and _is_field(found, line, closed):
            fields.setdefault(found[0], found[1])
            closed = closed or low.startswith(("load-date", "language", "date-chargement", "sprache"))
        elif found and found[0] == "kept" and (closed or where is kept or line.split(":")[0].isupper()):
            if len(found[1].split()) >= _KEPT_WORDS:
                kept.append(found[1])
        elif not closed and not is_rights(line) and not (_LINK.match(line) and len(line) < 40):
            where.append(line)
    return body, kept


def _is_field(found: tuple[str, str], line: str, closed: bool) -> bool:
    """Whether a labelled line is the database's: a paper may well print "Update: the vote…" or "City: …"."""
    name = line.split(":")[0].lower()
    return closed or name.startswith(("load-date", "publication-type", "journal code", "date-chargement", "language"))

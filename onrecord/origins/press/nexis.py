"""Downloads of LexisNexis as it was until 2019 (Academic, nexis.com): articles under "3 of 250 DOCUMENTS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.origins.documents.lines import is_wrapped, paragraphs, tidy
from onrecord.origins.press.days import day_in, only_day
from onrecord.origins.press.records import Record, credited
from onrecord.origins.press.words import is_byline, is_rights, labelled, without_by

_START = re.compile(
    r"^\s*(?:(?:Dokument|Document|Documento|Documenten?)\s+)?\d{1,6}\s+(?:of|von|de|sur|di|van)\s+\d{1,6}"
    r"(?:\s+(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS|DOCUMENTI|DOCUMENTEN))?\s*$",
    re.IGNORECASE,
)
_WORDED = re.compile(r"doc|dok", re.IGNORECASE)
_RESERVED = re.compile(r"reserved|vorbehalten|réservés|reservados|riservati|voorbehouden", re.IGNORECASE)
# Rights that run over more lines than this are none: the line that ends them was not found.
_RIGHTS_LINES = 4
_KEPT_WORDS = 4  # "GRAPHIC: Photo" is no caption


def is_start(line: str) -> bool:
    """Whether a line begins an article of such a download."""
    return bool(_START.match(line) and _WORDED.search(line))


def read_nexis(lines: Sequence[str]) -> Iterator[Record]:
    """The articles of a download, without its cover page."""
    starts = [place for place, line in enumerate(lines) if is_start(line)]
    wrapped = is_wrapped(lines)
    for begin, end in pairwise([*starts, len(lines)]):
        yield _record(lines[begin + 1 : end], wrapped)


@dataclass
class _Parts:
    above: list[list[str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def _record(lines: Sequence[str], wrapped: bool) -> Record:
    parts = _parts(_without_rights(lines), wrapped)
    outlet, published, title = _head(parts.above, wrapped)
    lead = parts.fields.get("lead")
    body = paragraphs(parts.body, wrapped)
    author = parts.fields.get("author")
    return Record(
        paragraphs=(*((lead,) if lead and body else ()), *body, *(parts.kept if body else ())),
        title=parts.fields.get("title") or title,
        outlet=outlet,
        author=without_by(author) if author else None,
        agency=credited(parts.fields.get("dateline")),
        section=parts.fields.get("section"),
        published=published,
        url=parts.fields.get("url"),
    )


def _parts(lines: Sequence[str], wrapped: bool) -> _Parts:
    """The blocks above the labels, the labels above the text, the text, and what is kept of the labels below it."""
    parts = _Parts()
    where = "above"
    last = ""
    for block in _blocks(lines):
        for label, rest in _labels(block, wrapped):
            if label is None:
                if where == "above":
                    parts.above.append(rest)
                elif where == "below":
                    if last == "kept":
                        parts.kept.extend(paragraphs(rest, wrapped))
                else:
                    where = "body"
                    parts.body.extend([*rest, ""])
                continue
            if label == "body":
                where, last = "body", label
                parts.body.extend([*rest, ""])
                continue
            last, value = label, tidy(" ".join(rest))
            if label in ("kept", "dropped", "url") and where in ("labels", "body"):
                where = "below"
            elif where == "above" and label not in ("kept", "dropped"):
                where = "labels"
            if label == "kept" and len(value.split()) >= _KEPT_WORDS:
                parts.kept.append(value)
            elif value:
                parts.fields.setdefault(label, value)
    return parts


def _labels(block: list[str], wrapped: bool) -> Iterator[tuple[str | None, list[str]]]:
    """A block cut at its labels; a label's value runs on over the lines below it where lines are wrapped."""
    label: str | None = None
    rest: list[str] = []
    for line in block:
        if found := labelled(tidy(line), "nexis", upper=True):
            if label or rest:
                yield label, rest
            label, rest = found[0], [found[1]] if found[1] else []
        elif label and not wrapped and rest:
            yield label, rest
            label, rest = None, [line]
        else:
            rest.append(line)
    yield label, rest


def _head(blocks: list[list[str]], wrapped: bool) -> tuple[str | None, str | None, str | None]:
    """Outlet, day and title of what stands above the labels: they come in this order."""
    lines = [tidy(line) for block in blocks for line in [*block, ""]]
    dated = next((place for place, line in enumerate(lines) if line and only_day(line)), None)
    if dated is None:
        filled = [line for line in lines if line]
        return (filled[0] if filled else None), None, (" ".join(filled[1:]) or None)
    before = [line for line in lines[:dated] if line]
    # What follows the day without a blank line is the edition.
    after = dated
    while after < len(lines) and lines[after]:
        after += 1
    rest = [block for block in _blocks(lines[after:]) if not (len(block) == 1 and is_byline(block[0]))]
    if not rest:  # no blank line between day and title, as where another program has taken them all out
        rest = [lines[dated + 1 : after]]
    title = tidy(" ".join(line for block in rest[:2] for line in block)) if rest else None
    return (before[0] if before else None), day_in(lines[dated]), title or None


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _without_rights(lines: Sequence[str]) -> list[str]:
    """Lines without "Copyright 2011 …" and the lines that end it; they stand above the outlet or below everything."""
    kept: list[str] = []
    skip = 0
    for place, line in enumerate(lines):
        if skip:
            skip -= 1
        elif is_rights(line):
            following = lines[place + 1 : place + _RIGHTS_LINES]
            skip = next((number for number, next_ in enumerate(following, start=1) if _RESERVED.search(next_)), 0)
            skip = 0 if _RESERVED.search(line) or any(not part.strip() for part in following[:skip]) else skip
        else:
            kept.append(line)
    return kept

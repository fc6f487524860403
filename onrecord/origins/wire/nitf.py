"""NITF, the markup of stories that agencies and papers exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.hosts import place_of
from onrecord.origins.wire.hardened import attribute, below, children, local, read_xml, words
from onrecord.origins.wire.markup import text_of
from onrecord.types import Failure

_WITHDRAWN = ("canceled", "cancelled", "withheld", "embargoed")
_ROOT = re.compile(r"<(?:\w+:)?nitf[\s>]")
_BY = re.compile(r"^(?:by|and)\b\s*:?\s*", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.*)?$")  # 20240308T103000-0500


def is_nitf(head: Head) -> bool:
    """Whether a file begins as an NITF document."""
    return head.text.startswith("<") and _ROOT.search(head.text) is not None


def read_nitf(found: Found) -> Iterator[Entry | Failure]:
    """The stories of an NITF file, or of several in one wrapper."""
    root = read_xml(found)
    roots = [root] if local(root) == "nitf" else [one for one in root.iter() if local(one) == "nitf"]
    if not roots:
        raise InputError("it has no NITF story in it.")
    seen: set[int] = set()
    for number, one in enumerate(roots, start=1):
        data = below(one, "head", "docdata")
        key = attribute(below(data, "doc-id") if data is not None else None, "id-string")
        place = found.origin if len(roots) == 1 else place_of(found.origin, (key,), number, seen)
        status = (attribute(data, "management-status") or "usable").lower()
        if status in _WITHDRAWN:
            yield Failure(place, "origins", f"{place} was skipped: its sender says it is {status}.", skipped=True)
            continue
        yield story(one, place)


def story(root: Any, origin: str) -> Draft:
    """What an NITF document says of a story."""
    head, top = below(root, "head"), below(root, "body", "body.head")
    data = below(head, "docdata") if head is not None else None
    paper = below(head, "pubdata") if head is not None else None
    title = (words(below(top, "hedline", "hl1")) if top is not None else None) or _title(head)
    lines = children(top, "byline") if top is not None else []
    content = below(root, "body", "body.content")
    body = below(root, "body")
    text = text_of(content if content is not None else body, title)
    identifier = below(data, "doc-id") if data is not None else None
    link = attribute(paper, "ex-ref") or attribute(identifier, "id-string") or ""
    return Draft(
        text=text,
        origin=origin,
        outlet=attribute(paper, "name"),
        title=title,
        published=_published(paper, data, top),
        language=attribute(root, "lang") or attribute(body, "lang") or _meta(head, "lang", "language"),
        url=link if link.startswith(("http://", "https://")) else None,
        author="; ".join(name for line in lines if (name := byline(line))) or None,
        agency=(words(below(top, "distributor")) if top is not None else None) or attribute(identifier, "regsrc"),
        section=attribute(paper, "position.section") or _subject(head),
    )


def byline(element: Any) -> str | None:
    """Who signs a story: the persons, or the line without its "By" and without titles and places."""
    persons = [name for one in element.iter() if local(one) == "person" and (name := words(one))]
    if persons:
        return "; ".join(persons)
    parts = [element.text or ""]
    for child in element:
        if local(child) not in ("byttl", "virtloc", "location"):
            parts.append(words(child) or "")
        parts.append(child.tail or "")
    return signed(" ".join("".join(parts).split()))


def signed(line: str | None) -> str | None:
    """A line of authors without its "By" and without marks at its ends."""
    line = _BY.sub("", (line or "").strip()).strip(" ,;/-–—|")
    return line or None


def day(value: str | None) -> str | None:
    """A moment as wires write it, as a day that everybody reads."""
    if not value:
        return None
    match = _RUN_TOGETHER.match(value.strip())
    return f"{match[1]}-{match[2]}-{match[3]}" if match else value.strip()


def _published(paper: Any | None, data: Any | None, top: Any | None) -> str | None:
    """The day of publication: that of the paper, of the issue, of the release, or of the dateline."""
    value = attribute(paper, "date.publication")
    for name in ("date.issue", "date.release"):
        value = value or (attribute(below(data, name), "norm") if data is not None else None)
    line = below(top, "dateline", "story.date") if top is not None else None
    return day(value or attribute(line, "norm"))


def _title(head: Any | None) -> str | None:
    return words(below(head, "title")) if head is not None else None


def _meta(head: Any | None, *names: str) -> str | None:
    metas = children(head, "meta") if head is not None else []
    return next((attribute(one, "content") for one in metas if (attribute(one, "name") or "").lower() in names), None)


def _subject(head: Any | None) -> str | None:
    kinds = below(head, "tobject") if head is not None else None
    subjects = children(kinds, "tobject.subject") if kinds is not None else []
    return next((kind for one in subjects if (kind := attribute(one, "tobject.subject.type"))), None)

"""One article of a download as a press database lays it out, and how it becomes a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.origins.draft import Draft
from onrecord.types import Failure

# A credit in a date line: "PARIS, March 8 (Reuters)".
_CREDIT = re.compile(r"\(([A-Z][\w. ]{1,30})\)\s*[-–—]*\s*$")


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its download gives it; ``key`` is the database's own number of it."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    agency: str | None = None
    section: str | None = None
    published: str | None = None
    url: str | None = None
    key: str | None = None


def drafts(records: Iterable[Record], origin: str, vendor: str) -> Iterator[Draft | Failure]:
    """Drafts of records; one goes by the database's number of it where that is unique, else by its place."""
    seen: set[str] = set()
    for number, record in enumerate(records, start=1):
        key = record.key if record.key and record.key not in seen and record.key.isprintable() else str(number)
        seen.add(key)
        place = f"{origin}#{key}"
        text = "\n\n".join(record.paragraphs)
        if not text.strip():
            title = f" ({record.title[:60]})" if record.title else ""
            reason = (
                f"{origin}, article {number}{title}, has no text in this {vendor} download: only what stands above it; "
                "download it again as full text."
            )
            yield Failure(place, "origins", reason)
            continue
        yield Draft(
            text=text,
            origin=place,
            outlet=record.outlet or None,
            title=record.title or None,
            published=record.published,
            url=record.url or None,
            author=record.author or None,
            agency=record.agency or None,
            section=record.section or None,
        )


def credited(dateline: str | None) -> str | None:
    """The agency that a date line credits."""
    match = _CREDIT.search(dateline or "")
    return match[1].strip() if match else None

"""Files and texts that somebody hands over: what they are called is a name and never a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Defaults, Draft, Found
from onrecord.origins.opening import finish
from onrecord.origins.paths import passed_over
from onrecord.types import Article, Failure

# Letters of a pasted text that name it where it has no title: enough to tell it from others in a list.
_NAMED_BY = 60


@dataclass(frozen=True, slots=True)
class HandedFile:
    """A file: where it lies now, and what its sender calls it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class HandedText:
    """A text and its title, if it has one."""

    text: str
    title: str | None = None


def collect_handed(
    things: Sequence[HandedFile | HandedText], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Article | Failure]:
    """The articles of files and texts in order; their origin is the name they were given, or the title.

    ``published`` and ``outlet`` hold for articles that do not say it themselves.
    """
    defaults = Defaults(published, outlet)
    for thing in things:
        if isinstance(thing, HandedText):
            yield finish(_draft(thing), defaults)
            continue
        if said := passed_over(thing.name):
            yield said
            continue
        for item in entries_of(Found(thing.path, thing.name, named=True)):
            yield item if isinstance(item, Failure) else finish(item, defaults)


def _draft(thing: HandedText) -> Draft:
    title = (thing.title or "").strip() or None
    first = " ".join(thing.text.split())
    name = title or (first if len(first) <= _NAMED_BY else first[:_NAMED_BY].rpartition(" ")[0] or first[:_NAMED_BY])
    return Draft(text=thing.text, origin=f"pasted: {name}", title=title)

"""What a file or row says of an article, as the readers of formats give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

# One article, in characters. The longest reports have some 200,000, which take 15 seconds and 350 MB on two cores
# (measured with the bundled debate repeated, six options); what is longer is a collection, and is told so.
LONGEST_ARTICLE = 500_000

# The names under which people and programs write these things, the plainest first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publishedat", "publication_date", "date_publish", "pubdate"),
    "outlet": (
        *("outlet", "source", "publisher", "newspaper", "site", "sitename", "medium", "media"),
        *("domain", "source_domain"),
    ),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "author": ("author", "authors", "byline", "creator"),
    "agency": ("agency", "news_agency", "newsagency"),
    "section": ("section", "category", "rubric", "desk"),
    "id": ("id",),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read and the name under which its articles go into the record.

    ``suffix`` is its ending where its name has another one: what is packed in news.jsonl.gz has .jsonl.
    """

    path: Path
    origin: str
    named: bool  # given by name, not met in a folder
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for articles that do not say it themselves."""

    published: date | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its file or row gives it, nothing checked yet."""

    text: str
    origin: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    author: str | None = None
    agency: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Unopened:
    """An article still in the form in which it came, which takes time to open and can be opened in another process.

    ``form`` names how (see ``opening``); ``known`` is what is known of it already, its origin at least.
    """

    form: str
    data: bytes
    known: Draft


@dataclass(frozen=True, slots=True)
class Address:
    """An article that has yet to be fetched: its address, and what is known of it already, its origin at least.

    ``kind`` is page, feed or sitemap; ``depth`` is how many lists of addresses it was found through.
    """

    url: str
    known: Draft
    kind: str = "page"
    depth: int = 0


Entry = Draft | Unopened | Address


def drafted(text: str, origin: str, fields: Mapping[str, str]) -> Draft:
    """A draft of a text and what stands beside it under any of the known names."""
    return Draft(
        text=text,
        origin=origin,
        outlet=named(fields, "outlet"),
        title=named(fields, "title"),
        published=named(fields, "published"),
        language=named(fields, "language"),
        url=named(fields, "url"),
        author=named(fields, "author"),
        agency=named(fields, "agency"),
        section=named(fields, "section"),
    )


def named(fields: Mapping[str, str], what: str) -> str | None:
    """The first filled field that goes by one of the names of a thing; the keys are in lower case."""
    for name in NAMES[what]:
        if (value := fields.get(name)) and value.strip():
            return value if what == "text" else value.strip()
    return None


def too_long(origin: str, size: int) -> str:
    """The message for a text that is too long for one article."""
    return (
        f"{origin} has {size / 1e6:.1f} million characters; one article may have {LONGEST_ARTICLE / 1e6:.1f} million. "
        "If it holds many articles, cut it into one file each, or make it JSON Lines or CSV, one article a line or row."
    )

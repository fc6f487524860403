"""What a file or row says of an article, and how an article comes of it."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.errors import InputError
from onrecord.origins.dates import parse_day
from onrecord.origins.language import detect
from onrecord.types import Article, Failure

# One article, in characters. The longest reports have some 200,000, which take 15 seconds and 350 MB on two cores
# (measured with the bundled debate repeated, six options); what is longer is a collection, and is told so.
LONGEST_ARTICLE = 500_000

# The names under which people and programs write these things, the plainest first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "fulltext", "maintext"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publishedat", "publication_date", "date_publish", "pubdate"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "site", "sitename", "medium", "media"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "id": ("id",),
}


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
    )


def named(fields: Mapping[str, str], what: str) -> str | None:
    """The first filled field that goes by one of the names of a thing; the keys are in lower case."""
    for name in NAMES[what]:
        if (value := fields.get(name)) and value.strip():
            return value if what == "text" else value.strip()
    return None


def finish(draft: Draft, defaults: Defaults) -> Article | Failure:
    """The article of a draft, or the reason why there is none."""
    if not draft.text.strip():
        return Failure(draft.origin, "origins", f"{draft.origin} has no text; nothing was read from it.")
    if len(draft.text) > LONGEST_ARTICLE:
        return Failure(draft.origin, "origins", too_long(draft.origin, len(draft.text)))
    if any(_is_torn(value) for value in (draft.text, draft.title, draft.outlet, draft.url) if value):
        reason = f"{draft.origin} has half a character in it (a lone surrogate); export it anew as UTF-8."
        return Failure(draft.origin, "origins", reason)
    try:
        published = parse_day(draft.published) if draft.published else defaults.published
    except InputError as error:
        return Failure(draft.origin, "origins", f"{draft.origin}: {error}")
    language = primary(draft.language) if draft.language else detect(draft.text)
    if language != "en":
        how = f"it says its language is {draft.language!r}" if draft.language else f"it seems to be in {language!r}"
        way_out = "if it is English, write `language: en` into its front matter or its language column"
        reason = f"{draft.origin} was skipped, for {how}; onrecord reads English ({way_out})."
        return Failure(draft.origin, "language", reason, skipped=True)
    place = posixpath.normpath(draft.origin)  # one.txt and ./one.txt are one article
    return Article(
        id=hashlib.sha256(f"{place}\0{draft.text}".encode()).hexdigest()[:16],
        text=draft.text,
        origin=draft.origin,
        outlet=draft.outlet or defaults.outlet,
        title=draft.title,
        published=published,
        language=language,
        url=draft.url,
    )


def _is_torn(value: str) -> bool:
    """Whether a text has a surrogate without its twin, which no file can hold as UTF-8."""
    return any("\ud800" <= char <= "\udfff" for char in value)


def too_long(origin: str, size: int) -> str:
    """The message for a text that is too long for one article."""
    return (
        f"{origin} has {size / 1e6:.1f} million characters; one article may have {LONGEST_ARTICLE / 1e6:.1f} million. "
        "If it holds many articles, cut it into one file each, or make it JSON Lines or CSV, one article a line or row."
    )


def primary(language: str) -> str:
    """The two letters of a language that is written in any usual way ("en-GB", "English", "eng")."""
    first = language.strip().lower().replace("_", "-").split("-")[0]
    return "en" if first in ("english", "eng") else first

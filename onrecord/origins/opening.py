"""How an article comes of what a format gives: opened, dated, its language told."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import replace

from onrecord.errors import InputError
from onrecord.origins.dates import parse_day
from onrecord.origins.draft import LONGEST_ARTICLE, Defaults, Draft, Entry, Unopened, too_long
from onrecord.origins.language import detect
from onrecord.origins.page import read_page
from onrecord.types import Article, Failure

_FACTS = ("outlet", "title", "published", "language", "url", "author", "agency", "section")

# How what is unopened is opened, by the name of its form.
_OPENERS: Mapping[str, Callable[[bytes, str], Draft]] = {"page": read_page}


def finish(entry: Entry, defaults: Defaults) -> Article | Failure:
    """The article of an entry, or the reason why there is none."""
    if isinstance(entry, Unopened):
        try:
            return _article(opened(entry), defaults)
        except InputError as error:
            origin = entry.known.origin
            return Failure(origin, "origins", f"{origin} cannot be read: {error}")
    return _article(entry, defaults)


def opened(entry: Unopened) -> Draft:
    """The draft of an entry, what was known of it filled up with what it says itself; raises InputError."""
    draft = _OPENERS[entry.form](entry.data, entry.known.origin)
    known = {name: value for name in _FACTS if (value := getattr(entry.known, name))}
    return replace(draft, **known)


def _article(draft: Draft, defaults: Defaults) -> Article | Failure:
    if not draft.text.strip():
        return Failure(draft.origin, "origins", f"{draft.origin} has no text; nothing was read from it.")
    if len(draft.text) > LONGEST_ARTICLE:
        return Failure(draft.origin, "origins", too_long(draft.origin, len(draft.text)))
    if any(_is_torn(value) for value in (draft.text, *(getattr(draft, name) for name in _FACTS)) if value):
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
        author=draft.author,
        agency=draft.agency,
        section=draft.section,
    )


def _is_torn(value: str) -> bool:
    """Whether a text has a surrogate without its twin, which no file can hold as UTF-8."""
    return any("\ud800" <= char <= "\udfff" for char in value)


def primary(language: str) -> str:
    """The two letters of a language that is written in any usual way ("en-GB", "English", "eng")."""
    first = language.strip().lower().replace("_", "-").split("-")[0]
    return "en" if first in ("english", "eng") else first

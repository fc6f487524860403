"""How an article comes of what a format gives: opened, dated, its language told."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from onrecord.errors import InputError, OnrecordError
from onrecord.origins.agencies import agency_of
from onrecord.origins.dates import parse_day
from onrecord.origins.documents.files import read_document
from onrecord.origins.draft import LONGEST_ARTICLE, Address, Defaults, Draft, Entry, Unopened, too_long
from onrecord.origins.hosts import host_of
from onrecord.origins.language import Tongue, code_of, tongue
from onrecord.origins.page import read_page
from onrecord.types import Article, Failure

_FACTS = ("outlet", "title", "published", "language", "url", "author", "agency", "section")

_HALF = re.compile("[\ud800-\udfff]")

# How what is unopened is opened, by the name of its form.
_OPENERS: Mapping[str, Callable[[bytes, str], Draft]] = {
    "page": read_page,
    **{form: partial(read_document, form=form) for form in ("docx", "odt", "rtf", "pdf")},
}


def finish(entry: Entry, defaults: Defaults) -> Article | Failure:
    """The article of an entry, or the reason why there is none."""
    if isinstance(entry, Address):
        origin = entry.known.origin
        reason = f"{origin} is an address, and nothing is fetched here; read it with `onrecord read ADDRESS`."
        return Failure(origin, "origins", reason)
    if isinstance(entry, Unopened):
        try:
            return _article(opened(entry), defaults)
        except InputError as error:
            origin = entry.known.origin
            return Failure(origin, "origins", f"{origin} cannot be read: {error}")
    return _article(entry, defaults)


def opened(entry: Unopened) -> Draft:
    """The draft of an entry, what was known of it filled up with what it says itself; raises InputError.

    Of two texts the longer one holds: a feed may have more of an article than the page behind a paywall.
    """
    try:
        draft = _opened(entry)
    except InputError:
        if not entry.known.text.strip():
            raise
        return entry.known
    if len(entry.known.text) > len(draft.text):
        draft = replace(draft, text=entry.known.text)
    known = {name: value for name in _FACTS if (value := getattr(entry.known, name))}
    draft = replace(draft, **known)
    return draft if draft.outlet else replace(draft, outlet=host_of(draft.url))


def _opened(entry: Unopened) -> Draft:
    try:
        return _OPENERS[entry.form](entry.data, entry.known.origin)
    except OnrecordError:
        raise
    except Exception as error:
        raise InputError(defect(error)) from error


def defect(error: Exception) -> str:
    """What is told of a file at which a reader itself fails: it costs this file alone."""
    what = f"{type(error).__name__}: {error}"[:300]
    return f"its reader failed ({what}); please report it with the file, and save its text as a .txt file meanwhile."


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
    language = spoken(draft)
    if language.code != "en":
        way_out = "if it is English, write `language: en` into its front matter or its language column"
        reason = f"{draft.origin} was skipped, for {_told(draft, language)}; onrecord reads English ({way_out})."
        return Failure(draft.origin, "language", reason, skipped=True)
    place = posixpath.normpath(draft.origin)  # one.txt and ./one.txt are one article
    return Article(
        id=hashlib.sha256(f"{place}\0{draft.text}".encode()).hexdigest()[:16],
        text=draft.text,
        origin=draft.origin,
        outlet=draft.outlet or defaults.outlet,
        title=draft.title,
        published=published,
        language=language.code,
        url=draft.url,
        author=draft.author,
        agency=draft.agency or _credited(draft),
        section=draft.section,
    )


def _credited(draft: Draft) -> str | None:
    """The agencies that an article credits, where its origin names none."""
    credit = agency_of(draft.text, author=draft.author, outlet=draft.outlet)
    return credit.named if credit else None


def spoken(draft: Draft) -> Tongue:
    """The language of a draft: the one that it says, or else the one that most of it is in."""
    return Tongue(code_of(draft.language)) if draft.language else tongue(draft.text)


def _told(draft: Draft, found: Tongue) -> str:
    if draft.language:
        return f"it says its language is {draft.language!r}"
    if found.share > 0.95:  # what is left are names, or a line below the text
        return f"it seems to be in {found.code!r}"
    return f"{found.share:.0%} of it seem to be in {found.code!r} and {found.english:.0%} in English"


def _is_torn(value: str) -> bool:
    """Whether a text has a surrogate without its twin, which no file can hold as UTF-8."""
    return _HALF.search(value) is not None

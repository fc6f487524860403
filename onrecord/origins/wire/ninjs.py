"""ninjs, the news in JSON of IPTC, with the habits of those who send it (1 to 3, Superdesk, TT, AP)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.hosts import host_of, place_of
from onrecord.origins.wire.hardened import xml_root
from onrecord.origins.wire.markup import text_of, text_of_html, without_tags
from onrecord.origins.wire.nitf import day, signed
from onrecord.origins.wire.objects import LINES, objects, text_in
from onrecord.types import Failure

# Names that hardly any other JSON of articles has.
_MARKS = ('"versioncreated"', '"pubstatus"', '"representationtype"', '"body_xhtml"', '"body_html5"', "/ninjs-schema_")
_USABLE = ("", "usable", "published", "corrected")
# Which rendition of a body is read: the plainest HTML first, then NITF, then bare text, which has no paragraphs in it
# where an agency writes it for search alone.
_BODIES = ("body_xhtml", "body_html", "body_html5", "body_richhtml5", "body_nitf", "body_text", "bodytext", "body")
_WRITERS = ("", "writer", "author", "byline", "reporter", "journalist", "correspondent")
_SENDERS = ("provider", "source", "copyrightholder")

Fields = Mapping[str, Any]


def is_ninjs(head: Head) -> bool:
    """Whether a JSON file begins as ninjs does."""
    is_json = head.text.startswith(("{", "[")) or head.suffix in LINES  # of which the first may be broken
    return is_json and any(mark in head.text for mark in _MARKS)


def read_ninjs(found: Found) -> Iterator[Entry | Failure]:
    """The stories of a ninjs file; what is no text is counted and told in one line."""
    passed: Counter[str] = Counter()
    seen: set[int] = set()
    empty = True
    for row in objects(found):
        empty = False
        if isinstance(row, Failure):
            yield row
            continue
        number, value = row
        item = {str(key).lower(): inner for key, inner in value.items()}
        kind = text_in(item.get("type")).lower()
        if kind not in ("", "text", "article", "story", "composite"):
            passed[kind] += 1
            continue
        key = text_in(item.get("uri")) or text_in(item.get("guid"))
        place = place_of(found.origin, (key,), number, seen)
        status = text_in(item.get("pubstatus")).lower()
        if status not in _USABLE:
            yield Failure(place, "origins", f"{place} was skipped: its sender says it is {status}.", skipped=True)
            continue
        draft = _story(item, place)
        if not draft.text and kind == "composite":
            passed["composite"] += 1
        else:
            yield draft
    if empty:
        raise InputError("it has no articles in it.")
    if passed:
        listed = ", ".join(f"{count:,} {kind}" for kind, count in passed.most_common())
        yield Failure(found.origin, "origins", f"{found.origin}: items that are no stories: {listed}.", skipped=True)


def _story(item: Fields, place: str) -> Draft:
    title = _one_line(item.get("headline")) or _chosen(item.get("headlines")) or _one_line(item.get("title"))
    link = next((text for name in ("link", "url", "uri") if _is_address(text := text_in(item.get(name)))), None)
    moments = ("versioncreated", "firstpublished", "published", "contentcreated", "firstcreated", "date")
    return Draft(
        text=_body(item, title),
        origin=place,
        outlet=next((name for key in _SENDERS if (name := _name(item.get(key)))), None) or host_of(link),
        title=title,
        published=next((day(text) for name in moments if (text := text_in(item.get(name)))), None),
        language=text_in(item.get("language")) or None,
        url=link,
        author=_authors(item),
        agency=text_in(item.get("creditline")) or _name(item.get("infosources")) or None,
        section=_section(item),
    )


# ---------------------------------------------------------------- the body


def _body(item: Fields, title: str | None) -> str:
    """The text of the first rendition that has one."""
    renditions = [(name, item[name]) for name in _BODIES if isinstance(item.get(name), str)]
    listed = item.get("bodies")
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            low = {str(key).lower(): value for key, value in one.items()}
            renditions.append((text_in(low.get("contenttype")) or text_in(low.get("role")), low.get("value")))
    renditions.sort(key=lambda rendition: _rank(rendition[0].lower()))
    texts = (_text(name.lower(), value, title) for name, value in renditions if isinstance(value, str))
    return next((text for text in texts if text.strip()), "")


def _rank(name: str) -> int:
    if "html" in name:
        return 1 if "rich" in name else 0
    return 3 if "text" in name or "plain" in name else 2


def _text(name: str, value: str, title: str | None) -> str:
    if "nitf" in name or "xml" in name.replace("xhtml+xml", ""):
        try:
            return text_of(xml_root(value.encode("utf-8", "replace")), title)
        except InputError:
            return ""  # the SGML of old systems; the same story stands beside it
    if "html" in name or "</p>" in value or "<p>" in value or "<br" in value:
        return text_of_html(value, title)
    return value.strip("\r\n") if value.strip() else ""


# ---------------------------------------------------------------- what it says of itself


def _authors(item: Fields) -> str | None:
    """Who signs: the line of authors, else the list of them."""
    for name in ("byline", "by"):
        if line := signed(_one_line(item.get(name))):
            return line
    names = []
    for one in [*_objects(item.get("bylines")), *_objects(item.get("authors"))]:
        if text_in(one.get("role")).lower() in _WRITERS:
            whole = f"{text_in(one.get('firstname'))} {text_in(one.get('lastname'))}".strip()
            names.append(signed(_one_line(one.get("byline") or one.get("by") or one.get("name")) or whole))
    for plain in (item.get("bylines"), item.get("authors")):
        names += [signed(one) for one in plain if isinstance(one, str)] if isinstance(plain, list) else []
    return "; ".join(dict.fromkeys(name for name in names if name)) or None


def _section(item: Fields) -> str | None:
    """The part of the paper or of the service, else the first topic."""
    for name in ("section", "service", "sector", "subjects", "subject"):
        if found := _name(item.get(name)):
            return found
    return None


def _chosen(value: object) -> str | None:
    """The main one of several headlines."""
    lines = [(text_in(one.get("role")).lower(), _one_line(one.get("value"))) for one in _objects(value)]
    main = [line for role, line in lines if role in ("main", "", "headline") and line]
    return next((line for line in (*main, *(line for _, line in lines)) if line), None)


def _name(value: object) -> str:
    """A name, given as it is, in an object or as the first of a list."""
    if isinstance(value, str):
        return value.strip()
    names: Iterable[str] = (text_in(one.get("name")) or text_in(one.get("value")) for one in _objects(value))
    return next((name for name in names if name), "")


def _objects(value: object) -> list[dict[str, Any]]:
    found = value if isinstance(value, list) else [value]
    return [{str(key).lower(): inner for key, inner in one.items()} for one in found if isinstance(one, dict)]


def _one_line(value: object) -> str | None:
    return (without_tags(value) or None) if isinstance(value, str) else None


def _is_address(value: str) -> bool:
    return value.startswith(("http://", "https://"))

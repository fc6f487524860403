"""RSS 0.9x, 1.0 and 2.0 and Atom, through feedparser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.errors import InputError, MissingExtra
from onrecord.origins.draft import Entry, Found
from onrecord.origins.web.addresses import is_address
from onrecord.origins.web.feed_days import moment
from onrecord.origins.web.feed_titles import headline, outlet_and_section, signed
from onrecord.origins.web.items import WHOLE_CONTENT, WHOLE_DESCRIPTION, Feed, Item, entries
from onrecord.origins.web.prose import is_cut, one_line, plain, prose
from onrecord.origins.web.xml_reading import ends_within
from onrecord.origins.web.xml_text import as_utf8
from onrecord.types import Failure

#: Bytes of a feed that are read; the longest real ones, with some hundred articles in full, have a few million.
LARGEST_FEED = 10_000_000
# Tags of a feed; 1,500 articles in full have 30,000, and those of the worst make take 20 seconds to parse.
_MOST_TAGS = 300_000


def read_feed(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a saved feed: those it has in full, and the addresses of the others."""
    with found.path.open("rb") as stream:
        data = stream.read(LARGEST_FEED + 1)
    yield from entries(parse_feed(data, found.origin), found.origin)


def parse_feed(data: bytes, place: str, charset: str | None = None) -> Feed:
    """The feed of these bytes, which came from an address or a file; InputError where they are none.

    Broken XML is read as far as it goes, and the note says where it breaks.
    """
    cut = len(data) > LARGEST_FEED
    if data.count(b"<", 0, LARGEST_FEED) > _MOST_TAGS:
        raise InputError(f"it has more than {_MOST_TAGS:,} tags, which no feed needs; its publisher must mend it.")
    data = as_utf8(data[:LARGEST_FEED], charset)
    parsed = _parsed(data, place)
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        raise InputError("it begins as a feed but holds none; save it again as the server gives it.")
    base = place if is_address(place) else linked(dict.get(parsed.feed, "link"), _self(parsed.feed) or "")
    title = one_line(parsed.feed.get("title"))
    outlet, section = outlet_and_section(title, base or parsed.feed.get("link"))
    outlet = _publisher(parsed.feed) or outlet
    found = parsed.entries
    if (cut or parsed.bozo) and ends_within(data, "item", "entry"):
        found = found[:-1]  # the beginning of an article must not pass for the whole of it
    by = None if version.startswith("rss") else _authors(parsed.feed)  # what RSS has there is an editor
    items = tuple(_item(entry, base or "", by) for entry in found)
    return Feed(
        items=without_shared_changes(items),
        outlet=outlet,
        section=section,
        link=linked(dict.get(parsed.feed, "link"), base or ""),
        language=parsed.feed.get("language"),
        wait=_wait(parsed.feed.get("ttl")),
        note=_note(parsed, found, cut),
    )


def _parsed(data: bytes, place: str) -> Any:
    try:
        import feedparser
    except ModuleNotFoundError:
        raise MissingExtra("Feeds need feedparser: pip install 'onrecord[web]'") from None
    headers = {"content-type": "application/xml; charset=utf-8"}
    if is_address(place):
        headers["content-location"] = place
    for resolved in (True, False):
        try:
            return feedparser.parse(BytesIO(data), response_headers=headers, resolve_relative_uris=resolved)
        except ValueError:  # an address in it that is none
            continue
    raise InputError("it begins as a feed but cannot be taken apart; save it again as the server gives it.")


def _item(entry: Any, base: str, by: str | None) -> Item:
    text, is_whole = _text(entry)
    published = _moment(entry, "published") or _moment(entry, "created") or _moment(entry, "updated")
    outlet = _source(entry)
    return Item(
        key=(dict.get(entry, "id") or "").strip() or None,
        link=linked(dict.get(entry, "feedburner_origlink") or dict.get(entry, "link"), base),
        title=headline(one_line(entry.get("title")), outlet),
        published=published,
        changed=_moment(entry, "updated"),
        outlet=outlet,
        author=_authors(entry) or (by if outlet is None else None),
        section=_section(entry),
        text=text,
        is_whole=is_whole,
    )


def _text(entry: Any) -> tuple[str, bool]:
    """What a feed has of the text of an article, and whether that is all."""
    contents = [_written(one) for one in entry.get("content", ())]
    content = max(contents, key=len, default="")
    detail = entry.get("summary_detail")
    described = _written(detail) if detail else ""
    enough = WHOLE_CONTENT if len(content) >= len(described) else WHOLE_DESCRIPTION
    text = max(content, described, key=len)
    if is_cut(text):
        return "", False
    return text, len(text.split()) >= enough


def _written(detail: Any) -> str:
    value = detail.get("value") or ""
    kind = detail.get("type") or "text/html"
    if kind == "text/plain" and "</" not in value:
        return plain(value)
    return prose(value) if "html" in kind or kind == "text/plain" else ""


def _moment(entry: Any, name: str) -> str | None:
    # by the plain dict: feedparser fills a missing "updated" with "published", and warns of it
    return moment(dict.get(entry, name), dict.get(entry, f"{name}_parsed"))


def linked(link: str | None, base: str) -> str | None:
    """A link as a whole address; None for what leads nowhere (mailto:, a path without a site)."""
    if not link or not link.strip():
        return None
    try:
        whole = urljoin(base, link.strip())
        return whole if is_address(whole) and urlsplit(whole).hostname else None
    except ValueError:
        return None


def _self(feed: Any) -> str | None:
    return next((one.get("href") for one in feed.get("links", ()) if one.get("rel") == "self"), None)


def _source(entry: Any) -> str | None:
    """The outlet that an entry names as its own, where a feed gathers several."""
    source = entry.get("source")
    title = source.get("title") if hasattr(source, "get") else None
    named = dict.get(entry, "prism_publicationname") or title
    return outlet_and_section(one_line(named), source.get("href") if title else None)[0] or _publisher(entry)


def _publisher(parent: Any) -> str | None:
    """Who publishes, where that is a name: RSS has the address of a technician in the same place."""
    said = one_line(dict.get(parent, "publisher"))
    return said if said and "@" not in said and not is_address(said) else None


def _authors(entry: Any) -> str | None:
    said = one_line(dict.get(entry, "author")) or ""
    # feedparser takes apart no mailbox in a domain of more than four letters
    names = (
        [said]
        if "@" in said.partition(" ")[0]
        else [one_line(author.get("name")) for author in entry.get("authors", ())]
    )
    return signed(names)


def _section(entry: Any) -> str | None:
    named = dict.get(entry, "prism_section")
    terms = [tag.get("label") or tag.get("term") for tag in entry.get("tags", ())]
    found = (one_line(term) for term in (named, *terms) if term and not is_address(term))
    return next((term for term in found if term and term.lower() != "uncategorized"), None)


def without_shared_changes(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items without the moment of their last change where all have the same: it is that of the feed."""
    moments = {item.changed for item in items}
    return tuple(replace(item, changed=None) for item in items) if len(moments) == 1 < len(items) else items


def _wait(ttl: str | None) -> timedelta | None:
    return timedelta(minutes=int(ttl)) if ttl and ttl.isascii() and ttl.isdigit() and len(ttl) < 10 else None


def _note(parsed: Any, found: Sequence[Any], cut: bool) -> str | None:
    number = len(found)
    if cut:
        return f"it was cut off after {LARGEST_FEED / 1e6:.0f} MB; the {number} articles before that were taken."
    fault = parsed.get("bozo_exception")
    line = getattr(fault, "getLineNumber", None)
    if not parsed.bozo or line is None:  # what is said of charsets and content types changes nothing
        return None
    what = f"line {line()}: {fault.getMessage()}"
    return f"its XML is broken ({what}); {number} articles were found in it. Tell its publisher."

"""Sitemaps: lists of addresses, of news, and of other sitemaps."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Entry, Found
from onrecord.origins.web.addresses import is_address
from onrecord.origins.web.feed_days import moment
from onrecord.origins.web.feeds import linked, without_shared_changes
from onrecord.origins.web.items import MOST_ITEMS, Child, Feed, Item, entries
from onrecord.origins.web.prose import one_line
from onrecord.origins.web.xml_reading import ends_within, parse_xml
from onrecord.origins.web.xml_text import as_utf8
from onrecord.types import Failure

#: Bytes of a sitemap, unpacked; the limit of the protocol (sitemaps.org), with 50,000 addresses in it.
LARGEST_SITEMAP = 52_428_800
_GZIP = b"\x1f\x8b"


def read_sitemap(found: Found) -> Iterator[Entry | Failure]:
    """The addresses that a saved sitemap lists, with what it says of them."""
    with found.path.open("rb") as stream:
        data = stream.read(LARGEST_SITEMAP + 1)
    yield from entries(parse_sitemap(data, found.origin), found.origin)


def parse_sitemap(data: bytes, place: str) -> Feed:
    """The sitemap of these bytes, packed with gzip or not; InputError where they are none.

    What is broken or too long is read as far as it goes, and the note says so.
    """
    data, note = _unpacked(data)
    root, wrong = parse_xml(as_utf8(data))
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        raise InputError("it is no sitemap; give one that begins with <urlset> or <sitemapindex>.")
    found = list(root)
    if wrong is not None:
        note = note or f"its XML is broken ({wrong}); what could be read of it was taken."
        found = found[:-1] if ends_within(data, "url", "sitemap") else found
    base = place if is_address(place) else ""
    if _name(root) == "sitemapindex":
        children = (_child(one, base) for one in found if _name(one) == "sitemap")
        return Feed(children=tuple(child for child in children if child), note=note, is_sitemap=True)
    items = tuple(item for one in found if _name(one) == "url" and (item := _item(one, base)) is not None)
    if len(items) > MOST_ITEMS:
        note = f"it lists {len(items):,} addresses; a sitemap may have {MOST_ITEMS:,}: the others were left out."
    language = next((said for one in root.iter("{*}language") if (said := one_line(one.text))), None)
    items = without_shared_changes(items[:MOST_ITEMS])
    return Feed(items=items, language=language, note=note, is_sitemap=True)


def _unpacked(data: bytes) -> tuple[bytes, str | None]:
    """The bytes as they were before gzip, and a note where they are more than a sitemap may have."""
    if data.startswith(_GZIP):
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            data = engine.decompress(data, LARGEST_SITEMAP + 1)
        except zlib.error as error:
            raise InputError(f"its gzip packing is damaged ({error}); fetch it again.") from None
    if len(data) <= LARGEST_SITEMAP:
        return data, None
    return data[:LARGEST_SITEMAP], f"it was cut off after {LARGEST_SITEMAP / 1e6:.0f} MB, the most a sitemap may have."


def _child(element: Any, base: str) -> Child | None:
    told = _told(element)
    url = linked(told.get("loc"), base)
    return Child(url, moment(told.get("lastmod"))) if url else None


def _item(element: Any, base: str) -> Item | None:
    told = _told(element)
    link = linked(told.get("loc"), base)
    if link is None:
        return None
    news = next((one for one in element if _name(one) == "news"), None)
    said = _told(news) if news is not None else {}
    publication = next((one for one in news if _name(one) == "publication"), None) if news is not None else None
    outlet = _told(publication).get("name") if publication is not None else None
    return Item(
        link=link,
        title=one_line(said.get("title")),
        published=moment(said.get("publication_date")),
        changed=moment(told.get("lastmod")),
        outlet=one_line(outlet),
    )


def _told(element: Any) -> dict[str, str]:
    """The words of an element's children by their names; of pictures and other languages, which repeat names, none."""
    return {_name(one): " ".join("".join(one.itertext()).split()) for one in reversed(element) if _name(one)}


def _name(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""

"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.decoding import decode
from onrecord.origins.draft import Entry, Found
from onrecord.origins.web.addresses import is_address
from onrecord.origins.web.feed_days import moment
from onrecord.origins.web.feed_titles import outlet_and_section, signed
from onrecord.origins.web.feeds import LARGEST_FEED, linked, without_shared_changes
from onrecord.origins.web.items import WHOLE_CONTENT, WHOLE_DESCRIPTION, Feed, Item, entries
from onrecord.origins.web.prose import is_cut, one_line, plain, prose
from onrecord.types import Failure


def read_json_feed(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a saved JSON Feed: those it has in full, and the addresses of the others."""
    with found.path.open("rb") as stream:
        data = stream.read(LARGEST_FEED + 1)
    yield from entries(parse_json_feed(data, found.origin), found.origin)


def parse_json_feed(data: bytes, place: str) -> Feed:
    """The feed of these bytes, which came from an address or a file; InputError where they are none."""
    if len(data) > LARGEST_FEED:
        raise InputError(
            f"it has more than {LARGEST_FEED / 1e6:.0f} MB, which no feed needs; its publisher must mend it."
        )
    try:
        feed = json.loads(decode(data))
    except RecursionError:
        raise InputError("its brackets are nested too deeply for a feed.") from None
    except json.JSONDecodeError as error:
        raise InputError(f"it is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise InputError("it is no JSON Feed: it has no list of items.")
    base = place if is_address(place) else _words(feed, "feed_url") or ""
    home = linked(_words(feed, "home_page_url"), base)
    outlet, section = outlet_and_section(one_line(_words(feed, "title")), home or base)
    by = _authors(feed)
    items = tuple(_item(one, base or home or "", by) for one in feed["items"] if isinstance(one, dict))
    odd = len(feed["items"]) - len(items)
    return Feed(
        items=without_shared_changes(items),
        outlet=outlet,
        section=section,
        link=home,
        language=_words(feed, "language"),
        note=f"{odd} of its items are no objects and were left out." if odd else None,
    )


def _item(item: Mapping[str, Any], base: str, by: str | None) -> Item:
    content = max(prose(_words(item, "content_html") or ""), plain(_words(item, "content_text") or ""), key=len)
    summary = plain(_words(item, "summary") or "")
    text = max(content, summary, key=len)
    enough = WHOLE_CONTENT if len(content) >= len(summary) else WHOLE_DESCRIPTION
    if is_cut(text):
        text = ""
    identifier = item.get("id")
    changed = moment(_words(item, "date_modified"))
    return Item(
        key=str(identifier).strip() or None if isinstance(identifier, str | int | float) else None,
        # what an item is about has an address of its own; the item's own one comes first
        link=linked(_words(item, "url"), base) or linked(_words(item, "external_url"), base),
        title=one_line(_words(item, "title")),
        published=moment(_words(item, "date_published")) or changed,
        changed=changed,
        author=_authors(item) or by,
        section=next((tag for tag in _list(item, "tags") if isinstance(tag, str) and tag.strip()), None),
        text=text,
        is_whole=len(text.split()) >= enough,
    )


def _authors(item: Mapping[str, Any]) -> str | None:
    """Who signs; version 1.0 had one author only."""
    people = [*_list(item, "authors"), item.get("author")]
    return signed(one_line(_words(one, "name")) for one in people if isinstance(one, dict))


def _words(parent: Mapping[str, Any], name: str) -> str | None:
    value = parent.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _list(parent: Mapping[str, Any], name: str) -> list[Any]:
    value = parent.get(name)
    return value if isinstance(value, list) else []

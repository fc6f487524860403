"""What is watched: feeds and sitemaps by their addresses, from lists or from the pages that announce them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.origins.decoding import decode
from onrecord.origins.form import HEAD, Head
from onrecord.origins.page import is_page
from onrecord.origins.web.addresses import identity, is_address
from onrecord.origins.web.announced import announced_feeds
from onrecord.origins.web.feeds import parse_feed
from onrecord.origins.web.fetching import Fetched
from onrecord.origins.web.items import MOST_ITEMS, Feed, Item
from onrecord.origins.web.json_feeds import parse_json_feed
from onrecord.origins.web.opml import parse_opml, web_address
from onrecord.origins.web.roots import is_feed, is_json_feed, is_opml, is_sitemap, is_xhtml
from onrecord.origins.web.sitemaps import parse_sitemap

_LARGEST_LIST = 10_000_000  # bytes of a list of addresses


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, a sitemap or a list of them by its address; ``title`` and ``section`` are what a list calls it.

    ``depth`` is through how many lists it was found. Of a sitemap, ``begun`` is since when the index that names it is
    watched, if it was before, and ``is_new`` whether that has named it only now.
    """

    url: str
    title: str | None = None
    section: str | None = None
    depth: int = 0
    begun: str | None = None
    is_new: bool = False


def sources_of(places: Sequence[str]) -> tuple[Source, ...]:
    """The feeds that addresses and files name, each once; InputError where a file is no list of feeds."""
    found: dict[str, Source] = {}
    for place in places:
        url = web_address(place)
        for source in (Source(url),) if url else _listed(place):
            found.setdefault(identity(source.url), source)
    return tuple(found.values())


def _listed(place: str) -> tuple[Source, ...]:
    """The feeds of a file: OPML, or one address a line."""
    path = Path(place)
    if not path.is_file():
        way_out = "give the address of a feed (https://…) or a file that lists feeds (OPML, or one address a line)"
        raise InputError(f"{place} does not exist; {way_out}.")
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_LIST + 1)
        if is_opml(Head("", data[:HEAD])):
            return tuple(Source(one.url, one.title, one.section) for one in parse_opml(data))
        if is_feed(Head("", data[:HEAD])):
            raise InputError("it is a feed that was saved, which never changes; give the address that it came from.")
        return _lines(decode(data))
    except OSError as error:
        raise InputError(f"{place} cannot be read: {error.strerror or error}.") from None
    except InputError as error:
        raise InputError(f"{place} cannot be watched: {error}") from None


def _lines(text: str) -> tuple[Source, ...]:
    found: list[Source] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split("#", 1)[0].strip() if not web_address(line) else line
        if not words:
            continue
        if (url := web_address(words)) is None:
            raise InputError(f"line {number} is no address: {words[:60]!r}; write one address (https://…) a line.")
        found.append(Source(url))
    if not found:
        raise InputError("it lists no feed; write one address (https://…) a line, or export your feeds as OPML.")
    return tuple(found)


def document_of(answer: Fetched) -> Feed | tuple[Source, ...]:
    """What stands at an address: a feed or sitemap, or the addresses of feeds where it is a list or a page.

    Raises InputError where it is neither.
    """
    head = Head("", answer.data[:HEAD])
    if is_feed(head):
        return parse_feed(answer.data, answer.final, answer.charset)
    if is_json_feed(head):
        return parse_json_feed(answer.data, answer.final)
    if is_sitemap(head) or answer.data.startswith(b"\x1f\x8b"):
        return parse_sitemap(answer.data, answer.final)
    if is_opml(head):
        return tuple(Source(one.url, one.title, one.section) for one in parse_opml(answer.data))
    if is_page(head) or is_xhtml(head) or "html" in answer.type:
        feeds = announced_feeds(answer.data, answer.final)
        if not feeds:
            raise InputError(
                "it is a page that announces no feed; look on the site for the address of a feed or sitemap."
            )
        return (Source(feeds[0]),)
    if answer.type == "text/plain":
        return Feed(items=_plain_sitemap(answer.data), is_sitemap=True)
    raise InputError(f"it is neither a feed nor a sitemap nor a page ({answer.type or 'no type is given'}).")


def _plain_sitemap(data: bytes) -> tuple[Item, ...]:
    """The addresses of a sitemap that is nothing but a text of them."""
    lines = (line.strip() for line in decode(data).splitlines())
    found = tuple(Item(link=line) for line in lines if is_address(line))
    if not found:
        raise InputError("it is a text without any address.")
    return found[:MOST_ITEMS]

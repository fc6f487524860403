"""OPML: lists of feeds, as feed readers export them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Address, Draft, Entry, Found
from onrecord.origins.web.addresses import identity, is_address
from onrecord.origins.web.xml_reading import parse_xml
from onrecord.origins.web.xml_text import as_utf8
from onrecord.types import Failure

_LARGEST = 10_000_000  # bytes; a list of ten thousand feeds has 2 million


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as a list names it; ``section`` is the folder in which it stands, or its category."""

    url: str
    title: str | None = None
    section: str | None = None


def read_opml(found: Found) -> Iterator[Entry | Failure]:
    """The addresses of the feeds that a list names."""
    with found.path.open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    for listed in parse_opml(data):
        yield Address(listed.url, Draft("", identity(listed.url)), kind="feed")


def parse_opml(data: bytes) -> tuple[Listed, ...]:
    """The feeds of a list, each once, in its order; InputError where there is none."""
    if len(data) > _LARGEST:
        raise InputError(f"it has more than {_LARGEST / 1e6:.0f} MB, which no list of feeds needs.")
    root, _ = parse_xml(as_utf8(data))
    if root is None:
        raise InputError("it is no OPML; export the list of feeds anew.")
    found: dict[str, Listed] = {}
    for outline in root.iter("{*}outline"):
        if (listed := _listed(outline)) is not None:
            found.setdefault(identity(listed.url), listed)
    if not found:
        raise InputError("it names no feed: none of its outlines has an xmlUrl.")
    return tuple(found.values())


def web_address(text: str) -> str | None:
    """An address as people write it for a feed ("feed://…", "feed:https://…"); None for what is none."""
    text = text.strip()
    if text.lower().startswith("feed:"):
        text = text[5:]
        text = f"https:{text}" if text.startswith("//") else text
    return text if is_address(text) else None


def _listed(outline: Any) -> Listed | None:
    said = {str(name).lower(): " ".join(str(value).split()) for name, value in outline.attrib.items()}
    kind = said.get("type", "rss").lower()
    url = web_address(said.get("xmlurl") or (said.get("url", "") if kind in ("rss", "atom", "feed") else ""))
    if url is None or said.get("iscomment", "").lower() == "true":
        return None
    return Listed(url, said.get("title") or said.get("text") or None, _section(outline, said))


def _section(outline: Any, said: dict[str, str]) -> str | None:
    """The folder in which an outline stands, or else its category ("/Politics/Europe,/News": Europe)."""
    parent = outline.getparent()
    folder = (parent.get("title") or parent.get("text")) if parent is not None else None
    if folder and not parent.get("xmlUrl"):
        return " ".join(folder.split())
    return said.get("category", "").split(",")[0].rstrip("/").rpartition("/")[2].strip() or None

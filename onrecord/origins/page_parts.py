"""The places of a page in which it says something of itself: JSON-LD, meta elements, microdata, headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord.origins.hosts import host_of
from onrecord.origins.jsonld import Thing, Told, addresses, line, told
from onrecord.origins.page_lines import shown_lines

_HEADLINES = " or ".join(
    f"contains(@class, '{name}')" for name in ("headline", "entry-title", "post-title", "article-title", "articleTitle")
)
_LONGEST_HEADING = 400  # letters
# Words of a paragraph of a report; what stands before the first of that length is the head of the page.
_PARAGRAPH = 20


class PageParts:
    """A page that was parsed by lxml; ``address`` is where it was found."""

    def __init__(self, tree: Any, address: str | None) -> None:
        """Look for what the others rest on."""
        self.tree = tree
        self._metas = _metas(tree)
        self.url = _canonical(tree, self.meta(("og:url",)), address)
        blocks = tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
        self.told: Told = told([block.text or block.text_content() or "" for block in blocks], self.url or address)
        self.report: Thing = self.told.report
        if self.url is None:
            self.url = next(_whole(addresses(self.report), ""), None)

    @property
    def host(self) -> str | None:
        """The host of the page's address, without its "www."."""
        return host_of(self.url)

    def meta(self, names: Sequence[str]) -> list[str]:
        """What meta elements of these names hold, name by name."""
        return [value for name in names for value in self._metas.get(name, ())]

    def marked(self, name: str, attributes: Sequence[str] = ()) -> list[str]:
        """What microdata (itemprop) says, in an attribute or as text."""
        found = []
        for one in self.tree.xpath(f"//*[contains(concat(' ', @itemprop, ' '), ' {name} ')]")[:3]:
            value = next((line(one.get(attribute)) for attribute in attributes if one.get(attribute)), "")
            found.append(value or text_of(one))
        return [text for text in found if text]

    @cached_property
    def window(self) -> str:
        """The title of the window."""
        found = self.tree.xpath("//title[not(ancestor::*[local-name()='svg'])]")
        return " ".join(found[0].text_content().split()) if found else ""

    @cached_property
    def headings(self) -> list[str]:
        """The first headings of all ranks."""
        return [*self.main_headings, *self._headings("h2")[:6], *self._headings("h3")[:6]]

    @cached_property
    def main_headings(self) -> list[str]:
        """The headings of the first rank or, where there are none, what is styled as the headline."""
        return self._headings("h1") or [
            text for one in self.tree.xpath(f"//*[{_HEADLINES}]")[:3] if (text := " ".join(one.text_content().split()))
        ]

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """The lines that the page shows, each with the name of its element."""
        return list(shown_lines(self.tree))

    @cached_property
    def heading_above_text(self) -> str | None:
        """The last heading of any rank before the first long paragraph."""
        last = None
        for one in self.tree.iter("h1", "h2", "h3", "p"):
            text = " ".join(one.text_content().split())
            if one.tag == "p" and len(text.split()) >= _PARAGRAPH:
                return last
            if one.tag != "p" and text and len(text) <= _LONGEST_HEADING:
                last = text
        return None

    def _headings(self, rank: str) -> list[str]:
        found = (" ".join(head.text_content().split()) for head in self.tree.iter(rank))
        return [text for text in found if text and len(text) <= _LONGEST_HEADING]


def text_of(element: Any) -> str:
    """What an element says in its attribute ``content`` or, without one, shows."""
    return line(element.get("content")) or " ".join(element.text_content().split())


def bare(text: str) -> str:
    """The letters and digits of a name alone, in lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        if text := line(meta.get("content")):
            found.setdefault(name.strip().lower(), []).append(text)
    return found


def _canonical(tree: Any, others: Sequence[str], address: str | None) -> str | None:
    """The address that the page gives as its own; the front page of its site is never one of a report."""
    links = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    bases = tree.xpath("//base/@href")
    return next(_whole([*links, *others], address or (str(bases[0]) if bases else "")), address)


def _whole(given: Sequence[str], base: str) -> Iterator[str]:
    for one in given:
        try:
            url = urljoin(base, str(one).strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        is_front = parts.path in ("", "/") and not parts.query
        if parts.scheme in ("http", "https") and parts.hostname and not is_front:
            yield url

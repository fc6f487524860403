"""Which element an XML file begins with: by it feeds, sitemaps and lists of feeds are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.origins.draft import Entry, Found
from onrecord.origins.form import HEAD, Head
from onrecord.types import Failure

# What may stand before the first element: blanks, the declaration, comments, instructions, a document type.
_BEFORE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^\[>]*(?:\[.*?\]\s*)?>|\ufeff", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_LONGEST_LEAD = 20  # things before the first element; more of them is no file that a program wrote


def root_of(head: Head) -> str:
    """The name of the first element in lower case and without its prefix; empty where there is none."""
    place = 0
    for _ in range(_LONGEST_LEAD):
        before = _BEFORE.match(head.text, place)
        if before is None:
            break
        place = before.end()
    found = _ROOT.match(head.text, place)
    return found[1] if found else ""


def is_xhtml(head: Head) -> bool:
    """Whether a file begins as XML and is a web page."""
    return root_of(head) == "html"


def is_feed(head: Head) -> bool:
    """Whether a file begins as RSS 0.9x, 1.0, 2.0 or Atom does."""
    root = root_of(head)
    if root == "rdf":
        return "purl.org/rss/" in head.text or "netscape.com/rdf" in head.text
    if root == "feed":
        return "/atom" in head.text or "<entry" in head.text or ":entry" in head.text
    return root == "rss"


def is_json_feed(head: Head) -> bool:
    """Whether a JSON file names the version of JSON Feed that it is."""
    return head.text.startswith("{") and "jsonfeed.org/version/" in head.text.replace("\\/", "/")


def is_sitemap(head: Head) -> bool:
    """Whether a file begins as a sitemap or a list of sitemaps does."""
    return root_of(head) in ("urlset", "sitemapindex")


def is_opml(head: Head) -> bool:
    """Whether a file begins as a list of feeds does."""
    return root_of(head) == "opml"


def is_other_xml(head: Head) -> bool:
    """Whether a file says that it is XML: asked last, it is of a kind that nobody here reads."""
    return head.text.startswith("<?xml")


def refuse_xml(found: Found) -> Iterator[Entry | Failure]:
    """No article, but a word on what the file is."""
    with found.path.open("rb") as stream:
        root = root_of(Head("", stream.read(HEAD)))
    raise InputError(f"it is XML of a kind that is not read (it begins with <{root[:40]}>); give its text or its page.")

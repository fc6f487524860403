"""Web pages: the report that stands on one, through trafilatura, and what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.charsets import page_text
from onrecord.origins.decoding import refuse_binary
from onrecord.origins.draft import Draft, Entry, Found, Unopened, too_long
from onrecord.origins.form import Head
from onrecord.origins.hosts import host_of
from onrecord.origins.page_facts import PageFacts, author_of, names_in, page_facts
from onrecord.origins.taming import tamed, without_data
from onrecord.origins.walls import wall, without_notices
from onrecord.origins.web.addresses import identity, is_address
from onrecord.types import Failure

_FEWEST_WORDS = 8  # less than a sentence of news: the menu or the "please wait" of a page that was saved too early
_LARGEST_PAGE = 20_000_000  # bytes; pages with all their pictures inside have some 10 MB
# The text that a page gives in JSON-LD is taken where it has so many times the words that stand on the page: the rest
# is only shown by a script or to subscribers. Below that the two differ by captions and the like, and the page, which
# has paragraphs, is better.
_MUCH_MORE = 1.6
# <!-- saved from url=(0042)https://… --> of browsers, "url: https://…" in the first remark of SingleFile
_SAVED = re.compile(r"<!--[^>]*?\b(?:saved from url=\(\d+\)|url:\s*)(https?://[^\s>]+)", re.IGNORECASE)
_TOP = 3_000  # letters; the remark stands before or in the first element


def is_page(head: Head) -> bool:
    """Whether a file begins as a web page does."""
    return head.text.startswith(("<!doctype html", "<html"))


def read_page_file(found: Found) -> Iterator[Entry | Failure]:
    """The page of a file, unopened."""
    with found.path.open("rb") as stream:
        data = stream.read(_LARGEST_PAGE + 1)
    if len(data) > _LARGEST_PAGE:
        yield Failure(found.origin, "origins", too_long(found.origin, found.path.stat().st_size))
        return
    refuse_binary(data)
    yield Unopened("page", data, Draft("", found.origin))


def read_page(data: bytes | str, origin: str) -> Draft:
    """A draft of the report that stands on a page: its text, title, date, outlet, author and section."""
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())  # what they warn of ends in InputError or an empty field
    html = page_text(data) if isinstance(data, bytes) else data
    address = identity(origin) if is_address(origin) else _saved_from(html)
    tree = load_html(html)
    if tree is None:
        raise InputError(_NOTHING)
    facts = page_facts(tamed(tree), address)
    text, document = _text_and_more(without_data(tree), facts)
    why_not = wall(text)
    if len(text.split()) < _FEWEST_WORDS or why_not:
        why_not = why_not or wall(_shown(tree))
        raise InputError(f"no report was found in this page: {why_not}." if why_not else _NOTHING)
    return Draft(
        text=without_notices(text),
        origin=origin,
        outlet=facts.outlet or host_of(facts.url or getattr(document, "url", None)),
        title=facts.title or getattr(document, "title", None),
        published=facts.published or getattr(document, "date", None),
        url=facts.url or getattr(document, "url", None),
        author=facts.author or author_of(names_in(getattr(document, "author", None) or ""), facts.outlet),
        agency=facts.agency,
        section=facts.section,
    )


_NOTHING = "no report was found in this page; save the page as it stands after loading, or its text as a .txt file."


def _text_and_more(tree: Any, facts: PageFacts) -> tuple[str, Any]:
    """The text of a page, and what trafilatura makes of the rest."""
    from trafilatura import bare_extraction

    text, document = "", None
    # Tables first left out (figures in cells are nobody's words), then let in: old pages lay out their text in tables.
    for tables in (False, True):
        found = bare_extraction(
            deepcopy(tree),
            url=facts.url,
            with_metadata=True,
            include_comments=False,
            include_tables=tables,
            # No search through the whole text, where any date of the past would do.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        if found is None or isinstance(found, dict):
            continue
        text, document = found.text or "", found
        if len(text.split()) >= _FEWEST_WORDS:
            break
    if len(facts.body.split()) >= max(_FEWEST_WORDS, _MUCH_MORE * len(text.split())):
        text = facts.body
    return text, document


def _saved_from(html: str) -> str | None:
    """The address that browsers and their extensions write at the top of a page that they save."""
    match = _SAVED.search(html[:_TOP])
    return identity(match[1]) if match else None


def _shown(tree: Any) -> str:
    """The words that a page shows, and its title; scripts and the like left out."""
    for one in tree.xpath("//script | //style | //template"):
        one.drop_tree()
    return " ".join(tree.text_content().split())

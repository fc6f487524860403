"""Web pages, through trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.origins.decoding import refuse_binary
from onrecord.origins.draft import Draft, Entry, Found, Unopened, too_long
from onrecord.origins.form import Head
from onrecord.types import Failure

_FEWEST_WORDS = 8  # less than a sentence of news: the menu or the "please wait" of a page that was saved too early
_LARGEST_PAGE = 20_000_000  # bytes; pages with all their pictures inside have some 10 MB


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
    """A draft of the report that stands on a page: its text, title, date and outlet."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())  # what they warn of ends in InputError or an empty field
    # Tables first left out (figures in cells are nobody's words), then let in: old pages lay out their text in tables.
    for tables in (False, True):
        document = bare_extraction(
            data,
            with_metadata=True,
            include_comments=False,
            include_tables=tables,
            # No search through the whole text, where any date of the past would do.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        if document is None or isinstance(document, dict):
            continue
        text = document.text
        if text and len(text.split()) >= _FEWEST_WORDS:
            return Draft(
                text=text,
                origin=origin,
                outlet=document.sitename or document.hostname,
                title=document.title,
                published=document.date,
                url=document.url,
                author=document.author,
            )
    way_out = "save the page as it stands after loading, or its text as a .txt file"
    raise InputError(f"no report was found in this page; {way_out}.")

"""Sets of quotations: GDELT's Global Quotation Graph and Quotebank, whose articles are excerpts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.hosts import host_of, place_of
from onrecord.origins.wire.excerpts import Excerpt, put_together
from onrecord.origins.wire.objects import LINES, objects, text_in
from onrecord.types import Failure

_MOST_QUOTES = 2000  # of one article; the longest interviews have some hundred
_MARKS = ' \t"“”„«»`'


def is_quotations(head: Head) -> bool:
    """Whether a JSON file begins as one of these sets does."""
    text = head.text
    graph = '"quotes"' in text and '"pre"' in text and '"quote"' in text
    is_json = text.startswith(("{", "[")) or head.suffix in LINES  # of which the first may be broken
    return is_json and (graph or ('"quoteid"' in text and '"quotation"' in text))


def read_quotations(found: Found) -> Iterator[Entry | Failure]:
    """What was quoted, a report an article; the speakers that a set names are guesses of its makers, and left out."""
    seen: set[int] = set()
    alone = total = 0
    for row in objects(found):
        total += 1
        if isinstance(row, Failure):
            yield row
            continue
        number, value = row
        item = {str(key).lower(): inner for key, inner in value.items()}
        urls = item.get("urls")
        url = text_in(item.get("url")) or (text_in(urls[0]) if isinstance(urls, list) and urls else "")
        keys = (text_in(item.get("articleid")) or text_in(item.get("quoteid")) or url, url)
        place = place_of(found.origin, keys, number, seen)
        is_alone = "quotation" in item
        text = _text(item)
        if not text:
            reason = f"{place} has no quotation in it: it has {', '.join(sorted(item))[:120]}."
            yield Failure(place, "origins", reason)
            continue
        alone += is_alone
        yield Draft(
            text=text,
            origin=place,
            outlet=host_of(url),
            title=" ".join(text_in(item.get("title")).split()) or None,
            published=text_in(item.get("date")) or None,
            language=text_in(item.get("lang")) or text_in(item.get("language")) or None,
            url=url or None,
        )
    if not total:
        raise InputError("it has no quotations in it.")
    if alone:
        reason = (
            f"{found.origin}: {alone:,} quotations stand there without the reports that they are from, so that no "
            "speaker can be read; the article-centric files of Quotebank have what stands around them."
        )
        yield Failure(found.origin, "origins", reason, skipped=True)


def _text(item: Mapping[str, Any]) -> str:
    """The report where it is there, else its excerpts, else the quotation alone."""
    content = item.get("detokenized_content") or item.get("content")
    if isinstance(content, str) and content.strip():
        return _marked(content.strip())
    listed = item.get("quotes") if isinstance(item.get("quotes"), list) else item.get("quotations")
    if isinstance(listed, list):
        rows = [{str(key).lower(): inner for key, inner in one.items()} for one in listed if isinstance(one, dict)]
        rows.sort(key=_offset)
        excerpts = [excerpt for row in rows[:_MOST_QUOTES] if (excerpt := _excerpt(row)).words]
        return put_together(excerpts)
    words = text_in(item.get("quotation")).strip(_MARKS)
    return f"“{words}”" if words else ""


def _excerpt(row: Mapping[str, Any]) -> Excerpt:
    return Excerpt(
        before=_marked(text_in(row.get("pre")) or text_in(row.get("leftcontext"))),
        words=" ".join((text_in(row.get("quote")) or text_in(row.get("quotation"))).strip(_MARKS).split()),
        after=_marked(text_in(row.get("post")) or text_in(row.get("rightcontext"))),
    )


def _marked(text: str) -> str:
    """A text with its quotation marks where the tools of linguists have written two strokes for them."""
    return re.sub(r"\s*''", "”", re.sub(r"``\s*", "“", text)) if "``" in text else text


def _offset(row: Mapping[str, Any]) -> int:
    """Where a quotation stands in its report; those of GDELT come in their order."""
    place = row.get("quotationoffset")
    return place if isinstance(place, int) else 0

"""Downloads of Factiva as web pages: one division an article, displayed or in a table of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.origins.documents.lines import tidy
from onrecord.origins.documents.markup import blocks, lines_of
from onrecord.origins.press.days import day_in
from onrecord.origins.press.factiva import accession, below_count, is_count, linked
from onrecord.origins.press.records import Record
from onrecord.origins.press.words import is_byline, without_by

# Its title, or the class of its articles: "article enArticle". Other pages name Factiva in their feet only.
_MARK = re.compile(r"<title>\s*(?:dow jones )?factiva|class=[\"']article [a-z]{2}article|class=[\"'][a-z]{2}headline")
_TEXTS = ("LP", "TD", "CX", "ART")


def is_factiva_page(head: str) -> bool:
    """Whether the beginning of a page, in lower case, is that of such a download."""
    return bool(_MARK.search(head))


def read_factiva_page(root: Any) -> Iterator[Record]:
    """The articles of a download."""
    for article in root.xpath("//div[contains(@class, 'Article') and contains(concat(' ', @class, ' '), ' article ')]"):
        yield _coded(article) if article.xpath(".//td[contains(@class, 'index')]//b") else _displayed(article)


def _coded(article: Any) -> Record:
    cells: dict[str, list[str]] = {}
    for row in article.xpath(".//tr[td]"):
        found = row.xpath("./td")
        code = tidy(found[0].text_content())
        if len(found) > 1 and code.isalpha() and code.isupper():
            cells.setdefault(code, lines_of(found[1]))
    one = {code: " ".join(lines) for code, lines in cells.items()}
    return Record(
        paragraphs=tuple(line for code in _TEXTS for line in cells.get(code, ())),
        title=one.get("HD"),
        outlet=one.get("SN"),
        author=without_by(one["BY"]) if one.get("BY") else None,
        agency=one.get("CR"),
        section=one.get("SE"),
        published=day_in(one.get("PD", "")),
        key=accession(one.get("AN", "")),
    )


def _displayed(article: Any) -> Record:
    title = _first(article, ".//*[contains(@class, 'Headline')]")
    author = _first(article, ".//*[contains(concat(' ', @class, ' '), ' author ')]")
    lines = [(name, text) for name, text in blocks(article)]
    key = next((number for _, text in reversed(lines) if (number := accession(text))), None)
    end = next((place for place, (_, text) in enumerate(lines) if accession(text)), len(lines))
    counted = next((place for place, (_, text) in enumerate(lines) if is_count(text)), None)
    if counted is None:
        return Record(tuple(text for _, text in lines[:end] if text not in (title, author)), title=title, key=key)
    above = [text for _, text in lines[:counted]]
    if title is None and above:
        title = above[0]
    if author is None and len(above) > 1 and is_byline(above[-1]):
        author = above[-1]
    section = next((text for text in above[:1] if text not in (title, author)), None)
    outlet, published, below = below_count([text for _, text in lines[counted + 1 :]])
    text, link = linked(tuple(text for _, text in lines[counted + 1 + below : end]))
    marked = {
        " ".join(part.text_content().split()) for part in article.xpath(".//p[contains(@class, 'articleParagraph')]")
    }
    # Below the paragraphs, which are marked as such, stands the publisher.
    while text and marked and text[-1] not in marked:
        text = text[:-1]
    return Record(
        text,
        title=title,
        outlet=outlet,
        author=without_by(author) if author else None,
        section=section,
        published=published,
        url=link,
        key=key,
    )


def _first(article: Any, path: str) -> str | None:
    found = article.xpath(path)
    return tidy(" ".join(found[0].text_content().split())) or None if found else None

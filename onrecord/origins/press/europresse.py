"""Downloads of Europresse (Eureka): web pages of two generations, and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.origins.documents.lines import is_wrapped, paragraphs, tidy
from onrecord.origins.documents.markup import blocks, lines_of
from onrecord.origins.press.days import day_in, only_day
from onrecord.origins.press.records import Record
from onrecord.origins.press.words import is_rights, without_by, words

_NUMBER = re.compile(r"news\W{1,4}(\d{8})\W{1,4}([A-Z0-9]{1,8})\W{1,4}([\w-]+)")
_ISSUE = re.compile(r"[,\s]\s*(?:no|n°|nº|No)\.?\s*\d.*$")
_WEB = re.compile(r"\s*\((?:site web|website|web site|réf\.|tablette|ePaper)[^)]*\)", re.IGNORECASE)
_COUNT = re.compile(r"(?:^|[•·|,\s])\s*\d[\d\s.,\xa0\u202f]*\s*(?:words|mots|wörter|palabras)\b", re.IGNORECASE)
# The classes of its articles, or its title, for the articles can stand far below the beginning.
_MARK = re.compile(r"docpublicationname|titrearticlevisu|<title>[^<]{0,80}(?:europresse|eureka)")
_COVER = re.compile(r"^\s*\d+ documents?\s*$", re.IGNORECASE)
_PAGE = re.compile(r"^[•·\s,]*(?:p\.|page)\s*\S+$", re.IGNORECASE)
# "World, Friday, November 13, 2015" has the weekday apart, "Politique, vendredi 8 mars 2024" has not.
_ENGLISH = re.compile(r"^(?:(.+?),\s*)??(?:[A-Za-z]+day,\s*)?[A-Z][a-z]+\.?\s+\d{1,2},\s*\d{4}")
_OTHER = re.compile(r"^(?:(.+?),\s*)??(?:[^\W\d]+,?\s+)?\d{1,2}(?:er|\.)?\s+[^\W\d]+\.?\s+\d{4}")
_APPEARED = ("Cet article est paru dans", "This article appeared in")


def is_europresse_page(head: str) -> bool:
    """Whether the beginning of a page, in lower case, is that of such a download."""
    return bool(_MARK.search(head))


def document_number(line: str) -> str | None:
    """The number of an article in the database: "news·20240308·LM·0001"."""
    match = _NUMBER.search(line)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def read_europresse_page(root: Any) -> Iterator[Record]:
    """The articles of a saved page."""
    articles = root.xpath("//article")
    for article in articles:
        yield _article(article)
    if not articles:
        for name in root.xpath("//span[@class='DocPublicationName']"):
            cell = next(name.iterancestors("td", "div", "body"), None)
            if cell is not None:
                yield _cell(cell)


def _article(article: Any) -> Record:
    header = _one(article, ".//*[contains(@class, 'DocHeader')]")
    title = _one(article, ".//*[contains(@class, 'rdp__articletitle')]") or _one(
        article, ".//*[contains(@class, 'titreArticleVisu')]"
    )
    title = title or _one(article, ".//*[contains(concat(' ', @class, ' '), ' titreArticle ')]")
    author = _one(article, ".//*[contains(@class, 'docAuthors')]")
    if author is None:
        near = article.xpath(
            ".//*[contains(concat(' ', @class, ' '), ' titreArticle ')]"
            "/following-sibling::p[contains(@class, 'sm-margin-bottomNews')][1]"
        )
        author = tidy(near[0].text_content()) if near else None
    texts = article.xpath(".//*[contains(@class, 'docOcurrContainer')]") or article.xpath(
        ".//*[contains(@class, 'DocText')]"
    )
    url, body = None, []
    for link in article.xpath(".//a[@href]"):
        if link.text_content().strip().startswith(_APPEARED) and link.get("href", "").startswith("http"):
            url = link.get("href")
    for text in texts[:1]:
        body = [line for _, line in blocks(text) if not line.startswith(_APPEARED)]
    lead = _one(article, ".//*[contains(@class, 'rdp__subtitle')]")
    section, published = _header(header or _one(article, ".//header") or "")
    return Record(
        tuple([lead, *body] if lead and body else body),
        title=title,
        outlet=_outlet(_one(article, ".//*[contains(@class, 'DocPublicationName')]")),
        author=without_by(author) if author else None,
        section=section,
        published=published,
        url=url,
        key=next((key for line in lines_of(article) if (key := document_number(line))), None),
    )


def _cell(cell: Any) -> Record:
    """An article of the pages before 2014: spans with classes for what stands above, and text with no marks at all."""
    outlet = _one(cell, ".//span[@class='DocPublicationName']")
    title = _one(cell, ".//span[@class='TitreArticleVisu']")
    header = " ".join(tidy(part.text_content()) for part in cell.xpath(".//span[@class='DocHeader']"))
    lines = lines_of(cell)
    at = lines.index(title) + 1 if title in lines else 0
    end = next(
        (place for place, line in enumerate(lines) if place >= at and (is_rights(line) or document_number(line))),
        len(lines),
    )
    body = lines[at:end]
    # Between title and text stands the author, on a line of its own that is no sentence.
    author = body.pop(0) if len(body) > 1 and len(body[0].split()) <= 6 and body[0][-1:] not in '.!?:»”"' else None
    section, published = _header(header)
    return Record(
        tuple(body),
        title=title,
        outlet=_outlet(outlet),
        author=without_by(author) if author else None,
        section=section,
        published=published,
        key=next((key for line in lines if (key := document_number(line))), None),
    )


def _header(line: str) -> tuple[str | None, str | None]:
    """Section and day of a line such as "Politique, vendredi 8 mars 2024 - 14:05 UTC +0100 845 mots, p. 5"."""
    match = _ENGLISH.match(line) or _OTHER.match(line)
    section = tidy(match[1]) if match and match[1] else None
    return (section if section and len(section) <= 80 else None), day_in(line)


def _outlet(line: str | None) -> str | None:
    return tidy(_WEB.sub("", _ISSUE.sub("", line))) or line if line else None


def _one(node: Any, path: str) -> str | None:
    found = node.xpath(path)
    return (tidy(" ".join(found[0].text_content().split())) or None) if found else None


# ---------------------------------------------------------------- as text


def read_europresse(lines: Sequence[str]) -> Iterator[Record]:
    """The articles of a download as text; each ends with its number."""
    wrapped = is_wrapped(lines)
    block: list[str] = []
    numbered: str | None = None
    for line in lines:
        key = document_number(line)
        if key and key != numbered and any(part.strip() for part in block):
            yield _displayed(block, wrapped, key)
            block, numbered = [], key
        elif (
            not key
            and not _COVER.match(line)
            and not tidy(line).lower().startswith(tuple(words("europresse", "dropped")))
        ):
            block.append(line)


def _displayed(lines: Sequence[str], wrapped: bool, key: str) -> Record:
    outlet = published = section = title = author = None
    begin = 0
    for place, raw in enumerate(lines):
        line = tidy(raw)
        begin = place + 1
        if not line or line.lower().startswith(tuple(words("europresse", "end"))):
            continue
        if only_day(line) and published is None:
            section, published = _header(line.replace("•", ","))
        elif is_rights(line) or _COUNT.search(line) or _PAGE.match(line):
            continue
        elif outlet is None:
            outlet, _, named = line.partition("•")
            section = section or (tidy(named) if named and not _PAGE.match(named) else None)
        else:
            title = line
            break
    rest = [line for line in lines[begin:] if not is_rights(line) and not _ends(line)]
    text = paragraphs(rest, wrapped)
    if len(text) > 1 and len(text[0].split()) <= 6 and text[0][-1:] not in '.!?:»”"':
        author, text = without_by(text[0]), text[1:]
    return Record(
        text, title=title, outlet=_outlet(outlet), author=author, section=section, published=published, key=key
    )


def _ends(line: str) -> bool:
    return tidy(line).lower().startswith(tuple(words("europresse", "end")))

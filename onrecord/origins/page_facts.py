"""What a page says of its report: title, day, outlet, author, section, address, and the text that only scripts show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.agencies import agency_of
from onrecord.origins.dates import parse_day
from onrecord.origins.jsonld import kinds, line
from onrecord.origins.page_lines import byline_in, day_in, lines_around, name_beside_day
from onrecord.origins.page_names import outlet_of, title_of
from onrecord.origins.page_parts import PageParts, bare, text_of
from onrecord.origins.walls import page_words

_DAYS = (
    *("article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished"),
    *("date.published", "publishdate", "publish-date", "publish_date", "published_time", "pubdate", "publication_date"),
    *("parsely-pub-date", "sailthru.date", "dcterms.created", "dcterms.issued", "dc.date.issued", "dc.date.created"),
    *("dcterms.date", "dc.date", "date", "article.published", "originalpublicationdate", "citation_publication_date"),
    *("cxenseparse:recs:publishtime", "article_date_original", "displaydate", "bt:pubdate", "rnews:datepublished"),
)
_AUTHORS = (
    *("author", "article:author_name", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"),
    *("article:author", "citation_author", "cxenseparse:author", "authors"),
)
_SECTIONS = (
    *("article:section", "article:section_name", "og:article:section", "parsely-section", "section", "article.section"),
    *("cxenseparse:recs:category", "dc.subject.section", "sailthru.section", "channel"),
)
_BY = re.compile(
    r"^(?:(?:written|words|text|story|report(?:ed|ing)?|posted|analysis|opinion)\s+)?by[:\s]+", re.IGNORECASE
)
# What stands between names, behind one, and in brackets or as an account beside one.
_BETWEEN = re.compile(r"\s*[;|,•·]\s*(?:and\s+)?|\s+(?:and|&|with)\s+(?=[A-Z])|\s+[–—-]\s+")
_AFTER = re.compile(r"\s+(?:(?:in|for)\s+(?=[A-Z])|(?:at|on)\s+(?=\d|[A-Z]))")
_REMARK = re.compile(r"\s*\([^)]*\)?|\s+@\w+\b.*$")
_DIGITS = re.compile(r"\d{2}")
_BREAK = re.compile(r"<br\s*/?>|</p>|\n", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_SECTION, _LONGEST_CREDIT = 100, 80, 60  # letters
_LONGEST_BYLINE = 1_000
_NEAREST = 6  # lines beside a headline in which a source is credited; further down stand the names of other reports


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its report; None where it does not say."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    agency: str | None = None
    section: str | None = None
    url: str | None = None
    body: str = ""  # the text as JSON-LD gives it


def page_facts(tree: Any, address: str | None = None) -> PageFacts:
    """The facts of a page that was parsed by lxml; ``address`` is where it was found."""
    page = PageParts(tree, address)
    outlet = outlet_of(page)
    title = title_of(page, outlet)
    around = lines_around(page.lines, title)
    names = _authors(page, byline_in(around) or name_beside_day(around))
    return PageFacts(
        title=title,
        published=_published(page) or day_in(around),
        outlet=outlet,
        author=author_of(names, outlet),
        agency=_agency(page, names, outlet) or _credited(around[:_NEAREST]),
        section=_section(page, {bare(name) for name in (outlet, title) if name}),
        url=page.url,
        body=_body(page),
    )


def author_of(names: Iterable[str], outlet: str | None) -> str | None:
    """Who signs, as one text: persons, neither the outlet nor an agency."""
    not_it = bare(outlet or "")
    return "; ".join(name for name in dict.fromkeys(names) if bare(name) != not_it and not _agencies(name)) or None


def names_in(text: str) -> Iterator[str]:
    """The names in a byline; addresses, accounts, days, and what the people do are none."""
    words = page_words()
    for one in _BETWEEN.split(_BY.sub("", _REMARK.sub("", text.strip()[:_LONGEST_BYLINE]))):
        name = _AFTER.split(one.strip(" ,;.-–—"))[0].strip()
        low = name.lower()
        is_person = bool(low) and low not in words["nobodies"] and low.split()[-1] not in words["roles"]
        if (
            is_person
            and 1 < len(name) <= _LONGEST_NAME
            and "://" not in name
            and "@" not in name
            and not _DIGITS.search(name)
        ):
            yield name


def _published(page: PageParts) -> str | None:
    """The day as it is written, whatever the time zone."""
    report = page.report
    given = [line(report.get(name)) for name in ("datePublished", "coverageStartTime", "dateCreated", "uploadDate")]
    pages = [line(one.get("datePublished")) for one in page.told.of_type("webpage", "itempage")]
    marked = page.marked("datePublished", ("content", "datetime", "title"))
    classes = "contains(@class,'publish') or contains(@class,'entry-date')"
    times = [str(one) for one in page.tree.xpath(f"//time[@pubdate or {classes}]/@datetime")]
    for text in (*given, *page.meta(_DAYS), *marked, *pages, *times):
        try:
            if text:
                return parse_day(text).isoformat()
        except InputError:
            continue
    return None


def _authors(page: PageParts, byline: str | None) -> list[str]:
    """The names of who wrote it, from the first place that has any."""
    given = page.told.names(page.report.get("author") or page.report.get("creator"))
    inside = page.tree.xpath("//*[@itemprop='author' or @rel='author' or @itemprop='creator']")[:6]
    marked = [text_of(one) for each in inside for one in (each.xpath(".//*[@itemprop='name']") or [each])]
    # a single word in small letters is the name of an account
    metas = [text for text in page.meta(_AUTHORS) if " " in text or text != text.lower()]
    for place in (given, marked, metas, [byline or ""]):
        if names := [name for text in place for name in names_in(text)]:
            return names
    return []


def _agency(page: PageParts, names: Iterable[str], outlet: str | None) -> str | None:
    """The agencies that sign the report, or that its page gives as where it comes from."""
    report = page.report
    givers = [
        name
        for key in ("provider", "sourceOrganization", "copyrightHolder")
        for name in page.told.names(report.get(key))
    ]
    found = [agency for name in (*names, *givers) if bare(name) != bare(outlet or "") for agency in _agencies(name)]
    return ", ".join(dict.fromkeys(found)) or None


def _credited(lines: Iterable[str]) -> str | None:
    """The agencies that a line beside the headline names and nothing else ("Source: Reuters")."""
    # a time or day in the same line is none of the credit
    short = (re.split(r"\s(?=\d)", text)[0] for text in lines if len(text) <= _LONGEST_CREDIT)
    credits = map(agency_of, short)
    return next((credit.named for credit in credits if credit and credit.whole), None)


def _agencies(name: str) -> tuple[str, ...]:
    credit = agency_of("-", author=name)
    return credit.agencies if credit else ()


def _section(page: PageParts, not_it: set[str]) -> str | None:
    given = page.report.get("articleSection")
    told = map(line, given if isinstance(given, list) else [given])
    marked = [*page.marked("articleSection"), *page.marked("genre")]
    for text in (*told, *page.meta(_SECTIONS), *marked, *_crumbs(page, not_it)):
        if text and len(text) <= _LONGEST_SECTION and "://" not in text:
            return text
    return None


def _crumbs(page: PageParts, not_it: set[str]) -> Iterator[str]:
    """The first step of the way to the page, after the front page and before itself."""
    for trail in page.told.of_type("breadcrumblist"):
        items = trail.get("itemListElement")
        steps = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
        steps.sort(key=lambda one: int(place) if str(place := one.get("position", "")).isdigit() else 0)
        names = [line(one.get("name")) or next(iter(page.told.names(one.get("item"))), "") for one in steps]
        inner = [name for name in names if name and bare(name) not in ("home", "homepage", "frontpage", *not_it)]
        yield from inner[:1]


def _body(page: PageParts) -> str:
    """The text as JSON-LD gives it, a paragraph a line; of a live blog all its entries."""
    updates = page.report.get("liveBlogUpdate")
    if "liveblogposting" in kinds(page.report) and isinstance(updates, list):
        return "\n".join(part for one in updates if isinstance(one, dict) for part in _update(one))
    body = page.report.get("articleBody")
    return "\n".join(_paragraphs("\n".join(map(str, body)) if isinstance(body, list) else body))


def _update(one: dict[str, Any]) -> Iterator[str]:
    if heading := line(one.get("headline")):
        yield heading
    yield from _paragraphs(one.get("articleBody") or one.get("text") or one.get("description"))


def _paragraphs(text: Any) -> Iterator[str]:
    if isinstance(text, str):
        yield from (part for piece in _BREAK.split(text) if (part := line(piece)))

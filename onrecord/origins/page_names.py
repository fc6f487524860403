"""The title of a report and the name of the outlet, which pages write into one line in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.origins.jsonld import line
from onrecord.origins.page_parts import PageParts, bare, text_of
from onrecord.origins.walls import page_words

_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
)
_OUTLETS = ("application-name", "dc.publisher", "dcterms.publisher", "publisher", "apple-mobile-web-app-title")
# What stands between the title of a report and the name of the paper in the title of a window.
_BARS = re.compile(r"\s+[|•·»«–—-]\s+|\s+::\s+|\s*\|\s*")
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)$")
_SHORTEST_HEADLINE = 12  # letters; what is shorter may be part of any title
_LONGEST_NAME = 60  # letters of an outlet in a window's title
_LONGEST_OUTLET = 80


def title_of(page: PageParts, outlet: str | None) -> str | None:
    """The title of the report: as in its heading, whatever is written for other sites and for the window."""
    headline = line(page.report.get("headline")) or line(page.report.get("name"))
    own = next((head for head in page.main_headings if _begins(page.window, head)), None)
    found = [headline, own, *page.meta(_TITLES), *page.marked("headline")]
    first = next((text for text in found if text), None)
    if first is None and page.heading_above_text and not _begins(page.window, page.heading_above_text):
        # a window that says something else than any heading: the name of the paper, or of the kind of page
        mains = page.main_headings
        return mains[0] if len(mains) == 1 else page.heading_above_text
    first = first or _headline_in_window(page) or page.window
    if not first:
        return page.main_headings[0] if page.main_headings else None
    return _as_in_a_heading(first, page.main_headings) or _without_outlet(first, outlet, page)


def outlet_of(page: PageParts) -> str | None:
    """The outlet by the name that its readers know."""
    publisher = page.report.get("publisher") or page.report.get("isPartOf") or page.report.get("sourceOrganization")
    sites = [name for site in page.told.of_type("website") for name in page.told.names(site)]
    marked = [text_of(one) for one in page.tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")[:1]]
    found = [*page.meta(("og:site_name",)), *page.told.names(publisher), *marked, *sites, *page.meta(_OUTLETS)]
    names = [name.lstrip("@") for name in found if 1 < len(name) <= _LONGEST_OUTLET and "://" not in name]
    # a name before an address
    plain = [name for name in names if "." not in name.strip(".") or " " in name]
    return next(iter(plain or names), None) or _in_window(page)


def _in_window(page: PageParts) -> str | None:
    """What the window's title has beside that of the report: known by the heading, or by the host."""
    window = page.window
    host = bare((page.host or "").rpartition(".")[0]).removeprefix("the")
    parts = [part for part in (*_BARS.split(window), *window.split(": ", 1)) if part != window]
    short = [part for part in parts if 1 < len(part) <= _LONGEST_NAME]
    by_host = next((part for part in short if host and bare(part).removeprefix("the") == host), None)
    if by_host:
        return by_host
    told = [line(page.report.get("headline")), *page.meta(_TITLES), *page.marked("headline")]
    splits = [pieces for pieces in (_BARS.split(window), window.split(": ", 1)) if len(pieces) > 1]
    for titles in (told, page.headings):  # of a blog the first heading may be its own name
        heads = {bare(title) for title in titles if title}
        for pieces in splits:
            for title, name in ((pieces[0], pieces[-1]), (pieces[-1], pieces[0])):
                if bare(title) in heads:
                    return name if len(name) <= _LONGEST_NAME else None
    if headline := _headline_in_window(page):
        others = [piece for piece in _BARS.split(window) if piece != headline]
        return others[0] if len(others) == 1 and len(others[0]) <= _LONGEST_NAME else None
    pieces = _BARS.split(window)
    rest = [piece for piece in pieces if piece.lower() not in page_words()["kinds_of_pages"]]
    return rest[0] if len(rest) == 1 and len(rest) < len(pieces) and len(rest[0]) <= _LONGEST_NAME else None


def _headline_in_window(page: PageParts) -> str | None:
    """The longest part of the window's title, if it stands on the page as a line of its own."""
    pieces = _BARS.split(page.window)
    longest = max(pieces, key=len)
    if len(pieces) < 2 or len(longest) < _SHORTEST_HEADLINE:
        return None
    wanted = bare(longest)
    most = 2 * len(longest)
    return longest if any(len(text) <= most and bare(text) == wanted for text, _ in page.lines) else None


def _as_in_a_heading(title: str, heads: Sequence[str]) -> str | None:
    """The heading that the title is a part of: cut off at so many letters, or with the name of the paper."""
    begin = _CUT_OFF.sub("", title).lower()
    for head in heads:
        if len(head) < _SHORTEST_HEADLINE:
            continue
        if bare(head) == bare(title):
            return title  # which has the marks that a heading leaves to its lines
        if (begin != title.lower() and head.lower().startswith(begin)) or _begins(title, head):
            return head
    return None


def _begins(title: str, head: str) -> bool:
    """Whether a title is a heading and then, after a bar, something else; or just that."""
    rest = title[len(head) :]
    return (
        len(head) >= _SHORTEST_HEADLINE
        and title.lower().startswith(head.lower())
        and (not rest or bool(_BARS.match(rest)))
    )


def _without_outlet(title: str, outlet: str | None, page: PageParts) -> str:
    parts = _BARS.split(title)
    names = {bare(name) for name in (outlet, page.host) if name}
    if len(parts) > 1 and bare(parts[-1]) in names:
        end = title.lower().rfind(parts[-1].lower())
        return title[:end].rstrip(" |•·»«–—-:") or title
    if len(parts) > 1 and bare(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" |•·»«–—-:") or title
    first, colon, rest = title.partition(": ")
    return rest if colon and bare(first) in names else title

"""The feed that a web page announces."""

from __future__ import annotations

from urllib.parse import urljoin

from onrecord.origins.web.addresses import identity, is_address

_TYPES = {  # the first ones are the surest
    "application/atom+xml": 0,
    "application/rss+xml": 0,
    "application/feed+json": 1,
    "application/rdf+xml": 1,
    "application/xml": 2,
    "text/xml": 2,
    "application/json": 2,
}
_MOST = 5_000_000  # bytes of a page; the announcement stands in its head


def announced_feeds(data: bytes, page: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page names in its head, the best first; feeds of comments come last."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data[:_MOST], base_url=page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = next((_joined(page, one.get("href", "")) for one in root.iter("base") if one.get("href")), page)
    found: list[tuple[bool, int, str]] = []
    for link in root.iter("link"):
        kinds = link.get("rel", "").lower().split()
        kind = link.get("type", "").lower().split(";")[0].strip()
        href = link.get("href", "").strip()
        is_json = "json" in kind and kind == "application/json"
        # WordPress announces its programming interface as JSON of the same kind
        if "alternate" not in kinds or kind not in _TYPES or not href or (is_json and "feed" not in href.lower()):
            continue
        url = _joined(base, href)
        if is_address(url):
            of_comments = "comment" in f"{link.get('title', '')} {href}".lower()
            found.append((of_comments, _TYPES[kind], url))
    return tuple({identity(url): url for _, _, url in sorted(found, key=lambda one: one[:2])}.values())


def _joined(base: str, href: str) -> str:
    """An address that a page gives, in full; nothing where it is none (`http://[`)."""
    try:
        return urljoin(base, href)
    except ValueError:
        return ""

"""What feeds and sitemaps say of articles, and the entries that come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from onrecord.origins.draft import Address, Draft, Entry
from onrecord.origins.language import detect
from onrecord.origins.web.addresses import host_of, identity
from onrecord.types import Failure

# Words from which on the text that a feed gives as an article's content, or as its description, is the article.
# Descriptions are made to be teasers: the longest that publishers write as such have some 120 words, news in brief
# has 150 or more. What has fewer is compared with the page; FEWEST is a paragraph, the least worth having without one.
WHOLE_CONTENT = 150
WHOLE_DESCRIPTION = 250
FEWEST = 50
# Items of one document that are looked at: a sitemap may have 50,000 addresses, feeds have 10 to 100.
MOST_ITEMS = 50_000
_TELLING = 200  # characters of titles and teasers that are enough to tell a language


@dataclass(frozen=True, slots=True)
class Item:
    """An article as a feed or sitemap names it.

    ``key`` is the id that the feed gives it, ``text`` what it has of its text, ``is_whole`` whether that is all of it;
    days are text as written, ``changed`` is when it was last revised.
    """

    key: str | None = None
    link: str | None = None
    title: str | None = None
    published: str | None = None
    changed: str | None = None
    outlet: str | None = None
    author: str | None = None
    section: str | None = None
    text: str = ""
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index of sitemaps names, and when it was last changed."""

    url: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or sitemap: its articles in its order, and what holds for all of them.

    ``wait`` is how long it wants to be left alone, ``note`` what was wrong with it.
    """

    items: tuple[Item, ...] = ()
    outlet: str | None = None
    section: str | None = None
    link: str | None = None
    language: str | None = None
    wait: timedelta | None = None
    note: str | None = None
    children: tuple[Child, ...] = ()
    is_sitemap: bool = False


def placed(feed: Feed, place: str) -> list[tuple[str, Item]]:
    """The articles of a feed, each once and with its origin: its address, or else the feed's with what tells it apart.

    Neither an id nor an address tells articles apart that several of them share, nor does the address of the front
    page; what a feed gives a second time is left out.
    """
    home = {identity(one) for one in (feed.link, place) if one and "://" in one}
    links = _shared((identity(item.link), item) for item in feed.items if item.link)
    keys = _shared((item.key, item) for item in feed.items if item.key)
    found: dict[str, Item] = {}
    for number, item in enumerate(feed.items, start=1):
        link = identity(item.link) if item.link else None
        if item.key in keys or (item.key and item.key == feed.link):
            item = replace(item, key=None)
        if link is None or link in links or link in home:
            # what all of them share is the address of none
            item = replace(item, link=None)
            if link is not None and link not in home and not item.is_whole:
                item = replace(item, link=link)  # the page that several teasers lead to is read once
                found.setdefault(link, item)
                continue
            apart = item.key or " ".join(filter(None, (item.published, item.title))) or str(number)
            link = f"{place}#{' '.join(apart.split())[:200]}"
        found.setdefault(link, item)
    return list(found.items())


def _shared(pairs: Iterator[tuple[str, Item]]) -> frozenset[str]:
    """What stands with more than one article; the same article twice, with the same title, is one."""
    titles = {(one, item.title or item.text) for one, item in pairs}
    return frozenset(one for one, times in Counter(one for one, _ in titles).items() if times > 1)


def entry_of(feed: Feed, origin: str, item: Item) -> Entry | Failure:
    """The article itself where the feed has all of it or leads nowhere, else the address where it stands."""
    draft = Draft(
        item.text,
        origin,
        outlet=item.outlet,
        title=item.title,
        published=item.published,
        url=identity(item.link) if item.link else None,
        author=item.author,
        section=item.section or (feed.section if item.outlet is None else None),
    )
    if item.link is not None and not item.is_whole:
        if item.outlet is None and _same_site(item.link, feed.link):  # of another site a feed's title says nothing
            draft = replace(draft, outlet=feed.outlet)
        may_be_all = len(item.text.split()) >= FEWEST
        return Address(item.link, draft if may_be_all else replace(draft, text=""))
    if len(item.text.split()) < FEWEST and not item.is_whole:
        reason = f"{origin} was passed over: the feed gives no more than a teaser of it, and no address."
        return Failure(origin, "origins", reason, skipped=True)
    return replace(draft, outlet=item.outlet or feed.outlet)


def _same_site(one: str, other: str | None) -> bool:
    hosts = sorted((host_of(one), host_of(other or "")), key=len)
    return bool(hosts[0]) and (hosts[0] == hosts[1] or hosts[1].endswith(f".{hosts[0]}"))


def entries(feed: Feed, place: str) -> Iterator[Entry | Failure]:
    """All that a feed or sitemap gives to read, and a word on what it does not."""
    if feed.note:
        yield Failure(place, "origins", f"{place}: {feed.note}", skipped=True)
    if (foreign := foreign_language(feed)) is not None:
        yield Failure(place, "language", skipped_language(place, foreign), skipped=True)
        return
    if not feed.items and not feed.children:
        yield Failure(place, "origins", f"{place} has no articles in it; nothing was read from it.", skipped=True)
    for child in feed.children:
        yield Address(child.url, Draft("", identity(child.url)), kind="sitemap")
    for origin, item in placed(feed, place):
        yield entry_of(feed, origin, item)


def foreign_language(feed: Feed) -> str | None:
    """The language of a feed that says it is in another one than English, and whose words agree."""
    said = (feed.language or "en").strip().lower().replace("_", "-").split("-")[0]
    if said in ("", "en", "eng", "english", "und", "mul"):
        return None
    words = spoken(feed.items)
    found = detect(words) if len(words) >= _TELLING else said
    return None if found == "en" else found


def spoken(items: Sequence[Item]) -> str:
    """Titles and the beginnings of the texts of some articles: enough to tell their language by."""
    return "\n".join(f"{item.title or ''}\n{item.text[:500]}" for item in items[:20]).strip()


def skipped_language(place: str, language: str) -> str:
    """The message for a feed in another language."""
    return f"{place} was skipped, for it is a feed in {language!r}; onrecord reads English."

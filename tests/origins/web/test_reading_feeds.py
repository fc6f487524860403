"""Feeds, sitemaps and lists read once, over HTTP, from their addresses or from files."""

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.origins import collect
from onrecord.origins.web.fetching import Fetching
from onrecord.types import Article, Failure
from tests.newsstand import Newsstand, full, report, rss, teaser

POLITE = Fetching(delay=0.0, allow_private=True, backoff=0.01)


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with Newsstand() as opened:
        yield opened


def read(*places: str) -> tuple[dict[str, Article], list[Failure]]:
    items = list(collect(places, fetching=POLITE))
    failures = [item for item in items if isinstance(item, Failure)]
    return {item.origin: item for item in items if isinstance(item, Article)}, failures


def test_an_address_that_is_a_feed_gives_its_articles(stand: Newsstand) -> None:
    u = stand.url
    stand.put("/rss", rss(teaser(f"{u}/a?utm_source=rss", "One"), full(f"{u}/b", "Two"), title="Trams | The Quay"))
    stand.put("/a", report("Quite another headline", outlet="Quay Online"))
    found, failures = read(f"{u}/rss")
    assert failures == []
    assert set(found) == {f"{u}/a", f"{u}/b"}
    one = found[f"{u}/a"]
    # what the feed says of the article goes before what its page says
    assert (one.title, one.published, one.url, one.outlet) == ("One", date(2024, 3, 8), f"{u}/a", "Quay Online")
    assert one.text.count("Mayor Ilse Brandt said") >= 1


def test_a_saved_feed_has_its_pages_fetched_and_a_full_one_asks_nobody(stand: Newsstand, tmp_path: Path) -> None:
    stand.put("/a", report("One"))
    saved = tmp_path / "saved.xml"
    saved.write_text(rss(full(f"{stand.url}/b", "Two")))
    found, _ = read(str(saved))
    assert set(found) == {f"{stand.url}/b"}
    assert stand.asked == []
    saved.write_text(rss(teaser(f"{stand.url}/a", "One")))
    found, _ = read(str(saved))
    assert set(found) == {f"{stand.url}/a"}


def test_an_index_of_packed_sitemaps_leads_to_pages(stand: Newsstand) -> None:
    u = stand.url
    stand.put("/index.xml", f"<sitemapindex><sitemap><loc>{u}/1.xml.gz</loc></sitemap></sitemapindex>", "text/xml")
    pages = f"<urlset><url><loc>{u}/a</loc></url><url><loc>{u}/gone</loc></url></urlset>"
    stand.put("/1.xml.gz", gzip.compress(pages.encode()), "application/x-gzip")
    stand.put("/a", report("One"))
    found, failures = read(f"{u}/index.xml")
    assert set(found) == {f"{u}/a"}
    assert [failure.origin for failure in failures] == [f"{u}/gone"]


def test_a_list_of_feeds_leads_to_articles(stand: Newsstand, tmp_path: Path) -> None:
    stand.put("/rss", rss(full(f"{stand.url}/a", "One")), "application/rss+xml")
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body><outline xmlUrl="{stand.url}/rss"/></body></opml>')
    assert set(read(str(opml))[0]) == {f"{stand.url}/a"}


def test_where_a_page_is_closed_the_feed_s_own_words_are_read(stand: Newsstand) -> None:
    from tests.newsstand import BODY

    stand.put("/rss", rss(teaser(f"{stand.url}/a", "One", words=BODY)), "application/rss+xml")
    stand.put("/a", "Subscribe!", status=402)
    found, failures = read(f"{stand.url}/rss")
    assert failures == []
    assert found[f"{stand.url}/a"].text == BODY.strip()
    # what is only in the way for the moment is worth waiting for
    stand.put("/a", "Subscribe!", status=500)
    found, failures = read(f"{stand.url}/rss")
    assert found == {}
    assert len(failures) == 1
    # and a page that shows its first lines only says less than the feed
    stand.put("/a", f"<html><body><article><p>{BODY[:100]} and so on.</p></article></body></html>")
    found, _ = read(f"{stand.url}/rss")
    assert found[f"{stand.url}/a"].text == BODY.strip()


def test_a_feed_of_another_language_is_one_skipped_line(stand: Newsstand) -> None:
    words = "Der Rat der Stadt hat am Dienstagabend drei Stunden lang über die neue Bahn gestritten. " * 5
    items = [teaser(f"{stand.url}/{n}", f"Streit {n}", words=words) for n in range(3)]
    stand.put("/rss", rss(*items, more="<language>de</language>"), "application/rss+xml")
    found, failures = read(f"{stand.url}/rss")
    assert found == {}
    assert [(failure.origin, failure.stage, failure.skipped) for failure in failures] == [
        (f"{stand.url}/rss", "language", True)
    ]
    assert stand.count("/0") == 0

"""Watching lists of feeds, pages that announce one, and sitemaps."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord import watching
from onrecord.errors import InputError, RecordError
from onrecord.origins.web import round as rounds
from onrecord.watching import Watching, watch
from tests.newsstand import Newsstand, full, report, rss
from tests.watching.rounds import HALF_AN_HOUR, POLITE, XML, Watch


def test_lists_pages_and_sitemaps_lead_to_feeds(stand: Newsstand, once: Watch, tmp_path: Path) -> None:
    u = stand.url
    stand.put(
        "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body></body></html>'
    )
    stand.put("/rss", rss(full(f"{u}/a", "One")), XML)
    stand.put("/atom", rss(full(f"{u}/b", "Two")), XML)
    news = (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>%s/c</loc><news:news><news:publication>'
        "<news:name>The Quay Post</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-03-08T08:00:00+01:00</news:publication_date><news:title>Three</news:title>"
        "</news:news></url></urlset>".replace("%s", u)
    )
    index = f"<sitemapindex><sitemap><loc>{u}/news.xml</loc></sitemap></sitemapindex>"
    stand.put("/news.xml", news, "application/xml")
    stand.put("/index.xml", index, "application/xml")
    stand.put("/c", report("Something else", outlet="Elsewhere"))
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'<opml version="2.0"><body><outline text="Press"><outline xmlUrl="{u}/atom"/></outline></body></opml>'
    )
    for _ in range(2):
        done = once(str(opml), f"{u}/", f"{u}/index.xml")
    found = {article.title: article for article in once.articles()}
    assert set(found) == {"One", "Two", "Three"}
    assert found["Two"].section == "Press"
    assert (found["Three"].outlet, found["Three"].published) == ("The Quay Post", date(2024, 3, 8))
    assert (done.asked, done.unchanged) == (5, 5)


def test_of_a_sitemap_met_first_only_the_newest_is_read(stand: Newsstand, once: Watch) -> None:
    u = stand.url

    def sitemap(*pages: tuple[str, str | None]) -> str:
        urls = (f"<url><loc>{u}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for path, day in pages)
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'

    for path in ("/old", "/undated", "/new", "/late"):
        stand.put(path, report(path))
    pages: list[tuple[str, str | None]] = [("/old", "2019-05-05"), ("/undated", None), ("/new", "2024-03-08")]
    stand.put("/sitemap.xml", sitemap(*pages), "application/xml")
    done = once(f"{u}/sitemap.xml")
    assert [article.origin for article in once.articles()] == [f"{u}/new"]
    assert "2 addresses" in done.notes[0]
    stand.put("/sitemap.xml", sitemap(*pages, ("/late", None)), "application/xml")
    once(f"{u}/sitemap.xml")
    assert [article.origin for article in once.articles()] == [f"{u}/new", f"{u}/late"]
    # a day of change that is another one now
    stand.put("/old", report("/old", "Amended."))
    pages[0] = ("/old", "2024-03-09")
    stand.put("/sitemap.xml", sitemap(*pages), "application/xml")
    assert once(f"{u}/sitemap.xml").summary.read == 1


def test_since_leaves_older_articles_alone(stand: Newsstand, once: Watch) -> None:
    old = full(f"{stand.url}/a", "One", date="Fri, 01 Mar 2024 09:00:00 GMT")
    stand.put("/rss", rss(old, full(f"{stand.url}/b", "Two")), XML)
    once(f"{stand.url}/rss", since=date(2024, 3, 5))
    assert once.titles() == ["Two"]


def test_what_is_too_much_for_a_round_comes_with_the_next(
    stand: Newsstand, once: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_MOST_NEW", 2)
    stand.put("/rss", rss(*(full(f"{stand.url}/{n}", f"Title {n}") for n in range(5))), XML)
    assert [once(f"{stand.url}/rss").summary.read for _ in range(4)] == [2, 2, 1, 0]


def test_a_list_is_read_anew_for_each_round(
    stand: Newsstand, once: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    stand.put("/one", rss(full(f"{stand.url}/a", "One")), XML)
    stand.put("/two", rss(full(f"{stand.url}/b", "Two")), XML)
    places = tmp_path / "feeds.txt"
    places.write_text(f"# mine\n{stand.url}/one  # the first\n")
    going = watch(Watching((str(places),), HALF_AN_HOUR, POLITE), str(once.record))
    assert next(going).asked == 1
    places.write_text(f"{stand.url}/one\nfeed:{stand.url}/two\n")
    assert next(going).asked == 2
    places.write_text("")
    done = next(going)
    assert done.asked == 2
    assert "lists no feed" in done.notes[0]
    assert sorted(map(str, once.titles())) == ["One", "Two"]


def test_a_record_that_fails_ends_the_first_round_alone(
    stand: Newsstand, once: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    stand.put("/rss", rss(full(f"{stand.url}/a", "One")), XML)

    def broken(*args: object, **more: object) -> None:
        raise RecordError("r.db is full.")

    going = watch(Watching((f"{stand.url}/rss",), HALF_AN_HOUR, POLITE), str(once.record))
    with monkeypatch.context() as patched:
        patched.setattr(watching, "fill", broken)
        with pytest.raises(RecordError):
            next(going)
        going = watch(Watching((f"{stand.url}/rss",), HALF_AN_HOUR, POLITE), str(once.record))
    assert next(going).summary.read == 1
    with monkeypatch.context() as patched:
        patched.setattr(watching, "fill", broken)
        assert next(going).notes == ("r.db is full.",)
    assert next(going).notes == ()


def test_a_wrong_call_leaves_no_record(once: Watch, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"feeds.opml does not exist"):
        once(str(tmp_path / "feeds.opml"))
    assert not once.record.exists()


def urlset(*pages: tuple[str, str | None]) -> str:
    """A sitemap of addresses and days."""
    urls = (f"<url><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>" for url, day in pages)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'


def index(*children: tuple[str, str]) -> str:
    """A list of sitemaps and the days of their last change."""
    inside = (f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in children)
    return f"<sitemapindex>{''.join(inside)}</sitemapindex>"


def test_of_an_index_only_what_has_changed_is_asked(stand: Newsstand, once: Watch) -> None:
    u, kind = stand.url, "application/xml"
    for path in ("/a", "/b", "/c", "/d", "/old", "/older"):
        stand.put(path, report(path))
    stand.put("/2019.xml", urlset((f"{u}/old", "2019-01-01"), (f"{u}/older", None)), kind)
    stand.put("/march.xml", urlset((f"{u}/a", "2024-03-08")), kind)
    stand.put("/index.xml", index((f"{u}/2019.xml", "2019-12-31"), (f"{u}/march.xml", "2024-03-08")), kind)
    once(f"{u}/index.xml")
    assert [article.origin for article in once.articles()] == [f"{u}/a"]
    assert stand.count("/2019.xml") == 0
    # a month later: a new sitemap, and one word changed in an old one
    once.now += timedelta(days=30)
    stand.put("/2019.xml", urlset((f"{u}/old", "2024-04-01"), (f"{u}/older", None)), kind)
    stand.put("/april.xml", urlset((f"{u}/b", "2024-03-20"), (f"{u}/c", None)), kind)
    days = ((f"{u}/2019.xml", "2024-04-01"), (f"{u}/march.xml", "2024-03-08"), (f"{u}/april.xml", "2024-04-02"))
    stand.put("/index.xml", index(*days), kind)
    asked = stand.count("/march.xml")
    once(f"{u}/index.xml")
    assert {article.origin for article in once.articles()} == {f"{u}/a", f"{u}/old", f"{u}/b", f"{u}/c"}
    assert stand.count("/march.xml") == asked
    asked = stand.count("/april.xml")
    once(f"{u}/index.xml")
    assert stand.count("/april.xml") == asked


def test_a_sitemap_that_fails_is_asked_again_though_its_index_stays(stand: Newsstand, once: Watch) -> None:
    u, kind = stand.url, "application/xml"
    stand.put("/a", report("One"))
    stand.put("/index.xml", index((f"{u}/march.xml", "2024-03-08")), kind)
    stand.put("/march.xml", "", status=500)
    once(f"{u}/index.xml")
    stand.put("/march.xml", urlset((f"{u}/a", "2024-03-08")), kind)
    once(f"{u}/index.xml")
    once(f"{u}/index.xml")
    assert [article.origin for article in once.articles()] == [f"{u}/a"]


def test_a_sitemap_may_be_a_plain_text(stand: Newsstand, once: Watch) -> None:
    stand.put("/a", report("One"))
    stand.put("/sitemap.txt", "", "text/plain")
    once(f"{stand.url}/sitemap.txt")
    stand.put("/sitemap.txt", f"{stand.url}/old\n", "text/plain")
    once.now += timedelta(days=1)
    once(f"{stand.url}/sitemap.txt")
    stand.put("/sitemap.txt", f"{stand.url}/old\n{stand.url}/a\n", "text/plain; charset=utf-8")
    once(f"{stand.url}/sitemap.txt")
    assert [article.origin for article in once.articles()] == [f"{stand.url}/a"]
    assert stand.count("/old") == 0


def test_the_folders_of_a_list_on_the_web_are_kept(stand: Newsstand, once: Watch) -> None:
    u = stand.url
    opml = f'<opml><body><outline text="Press"><outline text="G" xmlUrl="{u}/rss"/></outline></body></opml>'
    stand.put("/list.opml", opml, "text/x-opml")
    stand.put("/rss", rss(title="Latest"), "application/rss+xml")
    once(f"{u}/list.opml")
    stand.put("/rss", rss(full(f"{u}/a", "One"), title="Latest"), "application/rss+xml")
    done = once(f"{u}/list.opml")
    assert done.unchanged == 1
    (article,) = once.articles()
    assert (article.section, article.outlet) == ("Press", "G")

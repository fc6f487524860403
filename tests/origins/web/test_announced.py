from onrecord.origins.web.announced import announced_feeds

PAGE = "https://gazette.example/news/"


def page(*links: str, base: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{base}{''.join(links)}</head><body><p>News</p></body></html>".encode()


def test_the_feed_of_a_page_before_that_of_its_comments() -> None:
    comments = (
        '<link rel="alternate" type="application/rss+xml" title="Gazette » Comments Feed" href="/comments/feed/">'
    )
    feed = "<link href='feed/' type='application/rss+xml; charset=utf-8' rel='home Alternate'>"
    found = announced_feeds(page(comments, feed), PAGE)
    assert found == ("https://gazette.example/news/feed/", "https://gazette.example/comments/feed/")


def test_what_is_alternate_and_no_feed() -> None:
    others = (
        '<link rel="alternate" hreflang="de" href="/de/">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">'
        '<link rel="stylesheet" type="application/rss+xml" href="/x"><link rel="alternate" type="application/rss+xml">'
        '<link rel="alternate" type="application/atom+xml" href="javascript:x">'
    )
    assert announced_feeds(page(others), PAGE) == ()
    assert announced_feeds(b"", PAGE) == ()


def test_addresses_are_those_of_the_base() -> None:
    feed = '<link rel="alternate" type="application/feed+json" href="feed.json">'
    found = announced_feeds(page(feed, base='<base href="//cdn.example/x/">'), PAGE)
    assert found == ("https://cdn.example/x/feed.json",)

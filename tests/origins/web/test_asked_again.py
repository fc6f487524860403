from datetime import UTC, datetime

from onrecord.origins.web.fetcher import Fetcher
from onrecord.origins.web.fetching import Fetched, Fetching, Remembered, Unfetched, Wanted
from tests.origins.web.memory import Notes
from tests.origins.web.site import Request, Site, page
from tests.origins.web.test_fetcher import FAST, ask, got


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    def answer(request: Request) -> None:
        if request.headers.get("If-None-Match") == '"v1"':
            request.send(304, b"", {"ETag": '"v1"'})
        else:
            request.send(200, page(), {"Content-Type": "text/html", "ETag": '"v1"', "Last-Modified": "yesterday"})

    site.answers["/a"] = answer
    memory = Notes()
    (first,) = ask(site.url("/a?utm_source=mail"), memory=memory)
    assert isinstance(first, Unfetched)  # the site knows /a only: what tracks is asked as it was given
    (first,) = ask(site.url("/a"), memory=memory)
    (second,) = ask(site.url("/a"), memory=memory)
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert (first.unchanged, second.unchanged, second.data) == (False, True, b"")
    assert second.digest == first.digest
    assert site.asked[-1].headers["If-Modified-Since"] == "yesterday"
    row = memory.rows[site.url("/a")]
    assert (row.kind, row.status, row.etag, row.failures) == ("page", 304, '"v1"', 0)
    with Fetcher(Fetching(**FAST), memory) as fetcher:
        third = fetcher.fetch(Wanted(site.url("/a"), conditional=False))
    assert isinstance(third, Fetched)
    assert not third.unchanged
    assert "If-None-Match" not in site.asked[-1].headers


def test_the_same_bytes_without_a_mark_are_unchanged_too(site: Site) -> None:
    url, memory = site.put("/a", page("One.")), Notes()
    ask(url, memory=memory)
    (same,) = ask(url, memory=memory)
    site.put("/a", page("Two."))
    (other,) = ask(url, memory=memory)
    assert isinstance(same, Fetched)
    assert isinstance(other, Fetched)
    assert (same.unchanged, bool(same.data), other.unchanged) == (True, True, False)


def test_failures_are_counted_and_facts_kept(site: Site) -> None:
    url = site.put("/feed", status=500)
    before = Remembered("feed", 200, datetime.now(UTC), etag='"e"', facts='{"every": 60}')
    memory = Notes({url: before})
    for number in (1, 2):
        ask(url, memory=memory, kind="feed")
        row = memory.rows[url]
        assert (row.failures, row.status, row.etag, row.facts) == (number, 500, '"e"', '{"every": 60}')
    site.put("/feed", b"<rss/>", kind="text/xml")
    ask(url, memory=memory, kind="feed")
    assert (memory.rows[url].failures, memory.rows[url].facts) == (0, '{"every": 60}')


def test_until_when_an_answer_holds(site: Site) -> None:
    url = site.put("/a", page(), Cache_Control="public, s-maxage=9, max-age=600", Age="100")
    fresh = got(url).fresh
    assert fresh is not None
    assert 490 < (fresh - datetime.now(UTC)).total_seconds() <= 500
    assert got(site.put("/b", page())).fresh is None

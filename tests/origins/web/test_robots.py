import json
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.origins.web.fetcher import Fetcher
from onrecord.origins.web.fetching import Answer, Fetched, Fetching, Remembered, Unfetched, Wanted
from onrecord.origins.web.robots import Rules, robots_address
from tests.origins.web.memory import Notes
from tests.origins.web.site import Site, page


def ask(*urls: str, memory: Notes | None = None, ignore: bool = False, most_wait: float = 120.0) -> list[Answer]:
    settings = Fetching(delay=0, backoff=0.01, allow_private=True, ignore_robots=ignore, most_wait=most_wait)
    with Fetcher(settings, memory) as fetcher:
        return list(fetcher.fetch_all(map(Wanted, urls)))


def robots(site: Site, text: str, status: int = 200, kind: str = "text/plain") -> None:
    site.put("/robots.txt", text.encode(), status=status, kind=kind)
    site.put("/open", page())
    site.put("/closed/a", page())


def test_what_is_forbidden_is_not_fetched(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /closed\nDisallow: /cl\n")
    one, other = ask(site.url("/closed/a"), site.url("/open"))
    assert isinstance(one, Unfetched)
    assert one.lasting
    assert f"{site.url('/robots.txt')} asks programs not to (Disallow: /closed (for every program))" in one.reason
    assert "--ignore-robots" in one.reason
    assert isinstance(other, Fetched)
    assert site.paths() == ["/open"]
    assert isinstance(ask(site.url("/closed/a"), ignore=True)[0], Fetched)


def test_the_rules_for_us_come_before_those_for_all(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nUser-agent: Onrecord\nDisallow: /closed # sorry\n")
    one, other = ask(site.url("/closed/a"), site.url("/open"))
    assert isinstance(one, Unfetched)
    assert "Disallow: /closed (for onrecord)" in one.reason
    assert isinstance(other, Fetched)


@pytest.mark.parametrize(("status", "is_open"), [(404, True), (403, True), (401, True), (500, False), (503, False)])
def test_what_the_absence_of_rules_means(site: Site, status: int, is_open: bool) -> None:
    robots(site, "", status=status)
    (answer,) = ask(site.url("/open"))
    assert isinstance(answer, Fetched) is is_open
    if isinstance(answer, Unfetched):
        assert f"cannot be read (HTTP {status})" in answer.reason
        assert not answer.lasting
        assert answer.again is not None


def test_a_page_in_place_of_rules_forbids_nothing(site: Site) -> None:
    robots(site, "<!doctype html><html><body>Disallow: /</body></html>", kind="text/html")
    assert isinstance(ask(site.url("/open"))[0], Fetched)


def test_rules_behind_a_redirect(site: Site) -> None:
    robots(site, "")
    site.put("/robots.txt", status=301, Location="/rules.txt")
    site.put("/rules.txt", b"User-agent: *\nDisallow: /closed", kind="text/plain")
    assert isinstance(ask(site.url("/closed/a"))[0], Unfetched)


def test_a_redirect_is_asked_for_its_own_rules(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /closed")
    site.put("/door", status=302, Location="/closed/a")
    (answer,) = ask(site.url("/door"))
    assert isinstance(answer, Unfetched)
    assert "Disallow: /closed" in answer.reason


def test_the_time_between_two_requests(site: Site) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 0.3\n")
    site.put("/other", page())
    ask(site.url("/open"), site.url("/other"))
    first, second = (one.at for one in site.asked if one.path != "/robots.txt")
    assert second - first >= 0.29
    assert Rules(200, "User-agent: *\nRequest-rate: 1/20\n").wait == 20.0


def test_a_site_that_wants_hours_between_two_pages(site: Site) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 3600\n")
    one, other = ask(site.url("/open"), site.url("/other"))
    assert isinstance(one, Fetched)
    assert isinstance(other, Unfetched)
    assert "wants 3600 seconds between two pages" in other.reason
    assert other.again is not None
    assert site.paths() == ["/open"]


def test_rules_are_asked_for_once_a_day(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /closed")
    memory, place = Notes(), site.url("/robots.txt")
    ask(site.url("/open"), site.url("/closed/a"), memory=memory)
    ask(site.url("/open"), site.url("/closed/a"), memory=memory)
    assert [one.path for one in site.asked].count("/robots.txt") == 1
    assert json.loads(memory.rows[place].facts or "")["text"].startswith("User-agent")
    old = datetime.now(UTC) - timedelta(days=2)
    memory.rows[place] = Remembered("robots", 200, old, facts=memory.rows[place].facts)
    ask(site.url("/open"), memory=memory)
    assert [one.path for one in site.asked].count("/robots.txt") == 2


def test_a_failing_site_is_not_remembered_as_closed(site: Site) -> None:
    robots(site, "", status=500)
    memory = Notes()
    ask(site.url("/open"), memory=memory)
    robots(site, "", status=404)
    assert isinstance(ask(site.url("/open"), memory=memory)[0], Fetched)


def test_where_rules_stand() -> None:
    assert robots_address("https://me:pw@post.example:8443/a?b") == "https://post.example:8443/robots.txt"

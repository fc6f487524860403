import gzip
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.origins.web.fetcher import Fetcher
from onrecord.origins.web.fetching import Answer, Fetched, Fetching, Unfetched, Wanted
from onrecord.version import __version__
from tests.origins.web.memory import Notes
from tests.origins.web.site import Request, Site, page

FAST: dict[str, Any] = {"delay": 0.0, "backoff": 0.02, "allow_private": True}


def ask(*urls: str, memory: Notes | None = None, kind: str = "page", **settings: Any) -> list[Answer]:
    with Fetcher(Fetching(**{**FAST, **settings}), memory) as fetcher:
        return list(fetcher.fetch_all(Wanted(url, kind) for url in urls))


def got(url: str, **settings: Any) -> Fetched:
    (answer,) = ask(url, **settings)
    assert isinstance(answer, Fetched), answer
    return answer


def refused(url: str, **settings: Any) -> Unfetched:
    (answer,) = ask(url, **settings)
    assert isinstance(answer, Unfetched), answer
    assert answer.url == url
    assert answer.reason.endswith(".")
    return answer


def test_a_page_with_what_the_server_says_of_it(site: Site) -> None:
    url = site.put("/a", page("One."), ETag='"v1"', Last_Modified="Mon, 08 Mar 2021 10:00:00 GMT")
    answer = got(url, contact="https://lab.example/bot")
    assert (answer.status, answer.type, answer.charset, answer.final) == (200, "text/html", "utf-8", url)
    assert (answer.etag, answer.modified) == ('"v1"', "Mon, 08 Mar 2021 10:00:00 GMT")
    assert answer.data == page("One.")
    sent = site.asked[-1].headers
    assert sent["User-Agent"] == f"onrecord/{__version__} (+https://lab.example/bot)"
    assert sent["Host"] == f"127.0.0.1:{site.port}"


def test_answers_come_in_the_order_of_the_questions(site: Site) -> None:
    def slow(request: Request) -> None:
        time.sleep(0.15)
        request.send(200, page("Slow."), {"Content-Type": "text/html"})

    site.answers["/slow"] = slow
    site.put("/quick", page("Quick."))
    urls = [site.url("/slow", "127.0.0.2"), site.url("/quick"), site.url("/none"), site.url("/quick", "127.0.0.3")]
    answers = ask(*urls)
    assert [answer.url for answer in answers] == urls
    assert [type(answer) for answer in answers] == [Fetched, Fetched, Unfetched, Fetched]


def test_hosts_are_asked_side_by_side_and_each_one_at_a_time(site: Site) -> None:
    site.put("*", page())
    hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
    begun = time.monotonic()
    ask(*(site.url(f"/{number}", host) for number in range(3) for host in hosts), delay=0.2)
    took = time.monotonic() - begun
    assert 0.4 <= took < 1.0  # nine in a row would take 1.6
    for host in hosts:
        times = [one.at for one in site.asked if one.headers["Host"].startswith(host) and one.path != "/robots.txt"]
        assert len(times) == 3
        assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_a_single_thread_takes_all_hosts_in_turn(site: Site) -> None:
    site.put("*", page())
    answers = ask(*(site.url("/", f"127.0.0.{number}") for number in range(2, 12)), hosts=1)
    assert len(answers) == 10


# ---------------------------------------------------------------- redirects


def test_redirects_are_followed_and_the_lasting_ones_noted(site: Site) -> None:
    site.put("/old", status=301, Location="/newer")
    site.put("/newer", status=308, Location=site.url("/new", "127.0.0.2"))
    site.put("/new", page())
    site.put("/for-now", status=302, Location="/new")
    answer = got(site.url("/old"))
    assert (answer.url, answer.final) == (site.url("/old"), site.url("/new", "127.0.0.2"))
    assert answer.moved == site.url("/new", "127.0.0.2")
    assert got(site.url("/for-now")).moved is None


def test_a_page_that_only_sends_on(site: Site) -> None:
    site.put("/sign", b"<html><head><meta http-equiv='refresh' content='0; url=/real?a=1&amp;b=2'></head></html>")
    site.put("/real?a=1&b=2", page())
    assert got(site.url("/sign")).final == site.url("/real?a=1&b=2")


def test_redirects_in_a_circle(site: Site) -> None:
    site.put("/a", status=302, Location="/b")
    site.put("/b", status=302, Location="/a")
    answer = refused(site.url("/a"))
    assert "redirects lead in a circle" in answer.reason
    assert answer.lasting
    assert len(site.paths()) < 12


def test_a_cookie_that_is_set_on_the_way(site: Site) -> None:
    def door(request: Request) -> None:
        if "seen=1" in request.headers.get("Cookie", ""):
            request.send(200, page(), {"Content-Type": "text/html"})
        else:
            request.send(302, b"", {"Location": "/door", "Set-Cookie": "seen=1; Path=/"})

    site.answers["/door"] = door
    assert got(site.url("/door")).status == 200
    got(site.url("/door"))  # another run has no cookies yet
    assert "Cookie" not in site.asked[-2].headers


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://10.0.0.7/", "it leads to http://10.0.0.7/: it is a private or reserved address"),
        ("http://169.254.169.254/latest/meta-data/", "link-local address"),
        ("http://[::1]/", "this machine itself"),
        ("http://2130706433/", "this machine itself"),
        ("file:///etc/passwd", "it leads elsewhere: file:///etc/passwd is no address of the web"),
        ("ftp://files.example/a", "no address of the web"),
    ],
)
def test_a_redirect_to_what_is_not_public(site: Site, monkeypatch: pytest.MonkeyPatch, target: str, words: str) -> None:
    from onrecord.origins.web import safety

    real = safety.why_refused
    # the test's own site stands for a public one; all else is looked at as it is
    monkeypatch.setattr(safety, "why_refused", lambda one: None if one == "127.0.0.9" else real(one))
    site.put("/a", status=302, Location=target)
    answer = refused(site.url("/a", "127.0.0.9"), allow_private=False)
    assert words in answer.reason
    assert answer.lasting


# ---------------------------------------------------------------- too much, too long, broken


def test_a_page_that_never_ends(site: Site) -> None:
    def drip(request: Request) -> None:
        request.begin()
        while True:
            request.wfile.write(b"<p>more</p>")
            time.sleep(0.02)

    site.answers["/drip"] = drip
    begun = time.monotonic()
    answer = refused(site.url("/drip"), total=1.0)
    assert time.monotonic() - begun < 3
    assert "not at its end after 1 seconds" in answer.reason


def test_headers_that_never_end(site: Site) -> None:
    def drip(request: Request) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            request.wfile.write(b"X-More: 1\r\n")
            time.sleep(0.05)

    site.answers["/drip"] = drip
    assert "not at its end after 1 seconds" in refused(site.url("/drip"), total=1.0).reason


def test_a_page_that_is_too_large(site: Site) -> None:
    site.put("/told", b"x" * 60_000)

    def flood(request: Request) -> None:
        request.begin()
        while True:
            request.wfile.write(b"x" * 10_000)

    site.answers["/flood"] = flood
    for path in ("/told", "/flood"):
        assert "is larger than 0 MB" in refused(site.url(path), largest=50_000).reason
    assert len(got(site.url("/told"), largest=50_000, kind="feed").data) == 60_000  # feeds may be larger


def bomb(size: int, layers: int) -> bytes:
    data = b"a" * size
    for _ in range(layers):
        data = gzip.compress(data)
    return data


@pytest.mark.parametrize(("encoding", "layers"), [("gzip", 1), ("gzip, gzip", 2), ("deflate", 0)])
def test_a_bomb_is_not_unpacked(site: Site, encoding: str, layers: int) -> None:
    data = bomb(20_000_000, layers) if layers else zlib.compress(b"a" * 20_000_000)
    site.put("/bomb", data, Content_Encoding=encoding)
    assert "is larger than 1 MB" in refused(site.url("/bomb"), largest=1_000_000).reason


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip, gzip"])
def test_what_was_not_asked_for_is_not_unpacked(site: Site, encoding: str) -> None:
    site.put("/a", b"\x1b\x00\x00", Content_Encoding=encoding)
    assert "what came is packed" in refused(site.url("/a")).reason


def test_what_is_damaged_on_the_way(site: Site) -> None:
    site.put("/a", gzip.compress(page())[:40] + b"\xff" * 60, Content_Encoding="gzip")
    assert "damaged on the way" in refused(site.url("/a")).reason


def test_a_connection_that_breaks_is_tried_again(site: Site) -> None:
    left = iter([True, True, False])

    def shaky(request: Request) -> None:
        if next(left):
            request.close_connection = True
            request.connection.close()
        else:
            request.send(200, page(), {"Content-Type": "text/html"})

    site.put("/robots.txt", status=404)
    site.answers["/shaky"] = shaky
    assert got(site.url("/shaky")).status == 200
    assert site.paths() == ["/shaky"] * 3


def test_a_host_that_is_down_is_not_asked_for_every_page(site: Site) -> None:
    port = site.port + 1 if site.port < 65000 else site.port - 1
    answers = ask(*(f"http://127.0.0.77:{port}/{number}" for number in range(6)))
    reasons = [answer.reason for answer in answers if isinstance(answer, Unfetched)]
    assert len(reasons) == 6
    assert "the connection to 127.0.0.77 failed" in reasons[0]
    assert "failed 3 times in a row and was asked no more" in reasons[5]


def test_a_server_that_falls_silent(site: Site) -> None:
    def silent(request: Request) -> None:
        time.sleep(0.6)
        request.close_connection = True

    site.put("/robots.txt", status=404)
    site.answers["/silent"] = silent
    assert "fell silent" in refused(site.url("/silent"), read=0.1).reason


# ---------------------------------------------------------------- statuses


@pytest.mark.parametrize(
    ("status", "words", "lasting"),
    [
        (401, "asks for a name and a password", True),
        (402, "is to be paid for", True),
        (403, "refuses programs, or readers who have not paid", True),
        (404, "there is no such page", True),
        (410, "taken down for good", True),
        (451, "for legal reasons", True),
        (500, "the server fails", False),
        (503, "the server fails", False),
        (204, "open it in a browser", False),
    ],
)
def test_what_a_status_means(site: Site, status: int, words: str, lasting: bool) -> None:
    site.put("/a", b"" if status == 204 else b"no", status=status)
    answer = refused(site.url("/a"))
    assert words in answer.reason
    assert f"(HTTP {status})" in answer.reason
    assert (answer.status, answer.lasting, answer.was_asked) == (status, lasting, True)


def test_an_empty_page(site: Site) -> None:
    assert "an empty page" in refused(site.put("/a", b" \n")).reason


def test_a_busy_server_is_waited_for_as_long_as_it_asks(site: Site) -> None:
    left = iter([429, 503, 200])

    def busy(request: Request) -> None:
        status = next(left)
        request.send(status, page(), {"Content-Type": "text/html", "Retry-After": "1"} if status == 429 else {})

    site.answers["/busy"] = busy
    begun = time.monotonic()
    assert got(site.url("/busy")).status == 200
    assert time.monotonic() - begun >= 1.0
    assert site.paths() == ["/busy"] * 3


def test_a_server_that_wants_to_be_left_alone_is(site: Site) -> None:
    site.put("/a", status=429, Retry_After="3600")
    site.put("/b", page())
    memory = Notes()
    first, second = ask(site.url("/a"), site.url("/b"), memory=memory)
    assert isinstance(first, Unfetched)
    assert isinstance(second, Unfetched)
    assert first.again is not None
    assert timedelta(minutes=59) < first.again - datetime.now(UTC) <= timedelta(hours=1)
    assert "not to be asked again before" in second.reason
    assert site.paths() == ["/a"]
    # nor by the next run
    (again,) = ask(site.url("/a"), memory=memory)
    assert isinstance(again, Unfetched)
    assert "not to be asked again before" in again.reason
    assert site.paths() == ["/a"]


def test_a_date_in_retry_after(site: Site) -> None:
    moment = datetime.now(UTC) + timedelta(hours=2)
    site.put("/a", status=503, Retry_After=moment.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    answer = refused(site.url("/a"))
    assert answer.again is not None
    assert abs((answer.again - moment).total_seconds()) < 2


def test_questions_are_taken_as_there_is_room(site: Site) -> None:
    site.put("*", page())
    taken: list[int] = []

    def endless() -> Iterator[Wanted]:
        number = 0
        while True:
            taken.append(number)
            yield Wanted(site.url(f"/{number}"))
            number += 1

    with Fetcher(Fetching(**FAST)) as fetcher:
        answers = fetcher.fetch_all(endless())
        assert isinstance(next(answers), Fetched)
        assert len(taken) < 150


def test_a_contact_that_no_header_can_hold() -> None:
    with pytest.raises(InputError, match="plain ASCII"):
        Fetcher(Fetching(contact="mailto:müller@post.example"))

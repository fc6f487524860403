"""Bad company: forged posts, foreign hosts and cookies, bodies without end, markup in everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.requests import Request

from onrecord.record import open_record
from onrecord.types import Article, Resolution
from onrecord.web import security
from onrecord.web.place import Place
from tests.web import serving

EVIL = (
    '<script>alert(1)</script> <img src=x onerror="alert(2)"> "onmouseover=alert(3) '
    "' onfocus='alert(4) </div></html> {{ 7*7 }} <a href=\"javascript:alert(5)\">x</a> &lt;b&gt;"
)


@pytest.fixture
def evil(tmp_path: Path) -> Iterator[serving.Browser]:
    """A record whose article has markup in every field."""
    path = tmp_path / "evil.db"
    article = Article(
        "evil<1>",
        f"{EVIL}\u202e turned \u2066",
        f"in/{EVIL}",
        EVIL,
        EVIL,
        None,
        "en",
        "javascript:alert(document.cookie)",
    )
    with open_record(path) as record:
        record.save_article(article, serving.reading_of(article), Resolution((), (), ()))
    with serving.browser(path, visitor="<i>Ada</i>") as client:
        yield client


def test_text_of_others_is_text(evil: serving.Browser) -> None:
    page = evil.get("/articles/evil%3C1%3E").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert 'href="javascript:' not in page
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert "<i>Ada" not in page
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_pages_have_nothing_inline(browser: serving.Browser) -> None:
    for path in ("/read", "/articles/a1", "/nowhere"):
        page = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert not re.search(r"<[^>]+\sstyle=", page), path
        assert "<style" not in page, path


def test_every_answer_carries_the_headers(browser: serving.Browser) -> None:
    for path in ("/read", "/static/app/base.js", "/nowhere", "/session.json"):
        headers = browser.get(path).headers
        for name, value in security.HEADERS.items():
            assert headers[name] == value, (path, name)
    assert "unsafe" not in security.POLICY
    assert browser.get("/read").headers["cache-control"] == "no-store"
    assert browser.get("/static/app/base.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("LOCALHOST", True),
        ("[::1]:8000", True),
        ("192.168.1.7:8000", True),
        ("record.example", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("127.0.0.1@evil.example", False),
        ("", False),
        ("localhost:port", False),
    ],
)
def test_hosts(host: str, ours: bool) -> None:
    assert security.host_is_ours(host, Place("x.db", names=("record.example",))) is ours


def test_another_host_is_refused(browser: serving.Browser) -> None:
    assert browser.get("/read", headers={"Host": "evil.example"}).status_code == 421


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(browser: serving.Browser) -> None:
    held = browser.get("/read").headers["set-cookie"]
    assert "HttpOnly" in held
    assert "SameSite=strict" in held
    assert "Path=/" in held
    assert "Secure" not in held


def test_behind_a_proxy_with_https_the_cookie_is_for_https_alone(debate_db: Path) -> None:
    with serving.browser(debate_db, https=True) as client:
        assert "Secure" in client.get("/read").headers["set-cookie"]


def test_posts_need_the_word_of_their_session(browser: serving.Browser, debate_db: Path) -> None:
    path = "/read/jobs/7/stop"
    word = browser.word()
    right = {security.CSRF_HEADER: word}
    assert browser.post(path, headers=right).status_code == 404  # there is no such reading: it was looked for
    assert browser.post(path, data={"csrf": word}).status_code == 404
    assert browser.post(path).status_code == 403
    assert browser.post(path, headers={security.CSRF_HEADER: "0" * 64}).status_code == 403
    assert browser.post(path, headers={security.CSRF_HEADER: "\x7f" * 64}).status_code == 403
    assert browser.post(path, data={"csrf": ""}).status_code == 403
    assert browser.post(path, json={"csrf": word}).status_code == 403
    # sent by another site, whatever it carries
    assert browser.post(path, headers={**right, "Origin": "http://evil.example"}).status_code == 403
    assert browser.post(path, headers={**right, "Origin": "http://127.0.0.1:9000"}).status_code == 403
    assert browser.post(path, headers={**right, "Origin": "null"}).status_code == 403
    assert browser.post(path, headers={**right, "Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.post(path, headers={**right, "Origin": "http://127.0.0.1:8000"}).status_code == 404
    # the word of one session is none for another
    with serving.browser(debate_db) as other:
        other.get("/read")
        assert other.post(path, headers=right).status_code == 403
    browser.cookies.clear()
    assert browser.post(path, headers=right).status_code == 403


def test_a_page_that_is_older_than_the_server_is_told_so(browser: serving.Browser) -> None:
    browser.get("/read")
    refused = browser.post("/read/bundled", headers={"X-CSRF-Token": "a" * 64, "Accept": "application/json"})
    assert refused.json()["detail"] == "csrf"  # what the scripts renew the word at


def test_strange_cookies_are_none(browser: serving.Browser, debate_db: Path) -> None:
    name = security.cookie_name(Place(str(debate_db)))
    for held in ("x" * 5000, "a\x01b", ""):
        scope = {"type": "http", "headers": [(b"cookie", f"{name}={held}".encode())]}
        assert security.session_of(Request(scope), Place(str(debate_db))) is None


def test_a_body_is_bounded(browser: serving.Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "LARGEST_BODY", 1000)
    headers = {security.CSRF_HEADER: browser.word()}
    told = browser.post("/read/jobs/7/stop", content=b"x" * 2000, headers=headers)
    assert told.status_code == 413
    assert "larger than" in told.text

    def endless() -> Iterator[bytes]:
        for _ in range(50):
            yield b"a=" + b"x" * 100 + b"&"

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post("/read/jobs/7/stop", content=endless(), headers=kind).status_code == 413
    assert browser.post("/read/jobs/7/stop", content=b"x", headers={**headers, "Content-Length": "-1"}).status_code in (
        400,
        413,
    )


def test_static_files_stay_in_their_folder(browser: serving.Browser) -> None:
    for path in ("/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd"):
        assert browser.get(path).status_code == 404, path


@pytest.mark.parametrize("name", ["' OR 1=1 --", "a1'; DROP TABLE articles; --", "../../etc/passwd", "\x00", "%", "🌉"])
def test_ids_are_only_looked_up(browser: serving.Browser, name: str) -> None:
    assert browser.get(f"/articles/{quote(name, safe='')}").status_code == 404
    assert browser.get("/articles/a1").status_code == 200


def test_a_refusal_says_no_more_than_it_must(browser: serving.Browser) -> None:
    page = browser.get("/articles/" + "x" * 3000)
    assert page.status_code == 404
    assert "x" * 200 not in page.text.split("<main")[1]

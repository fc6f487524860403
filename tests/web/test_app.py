"""The frame of the app: pages, errors in words, records for requests, the bar."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from onrecord.errors import OnrecordError, RecordError
from onrecord.record import Record, open_record
from onrecord.record.people import People
from onrecord.web import security
from onrecord.web.app import create_app
from onrecord.web.desk import Desk, date_of, disposition, local_url
from onrecord.web.place import Doings, Place, is_loopback
from onrecord.web.records import Records
from onrecord.web.refusals import Refusal
from onrecord.web.templating import lasting, shown, with_query
from tests.web import serving
from tests.web.debate import DEBATE

PASSWORD = "a river runs under the old bridge"


def test_an_empty_record_offers_to_read(tmp_path: Path) -> None:
    doings = Doings(read=lambda order, report: pytest.fail("nothing was ordered"))
    with serving.browser(tmp_path / "new.db", doings) as client:
        page = client.get("/")
    assert page.status_code == 200
    assert "Read the bundled debate" in page.text
    assert (tmp_path / "new.db").exists()


def test_a_filled_record_opens_on_the_map(browser: serving.Browser) -> None:
    answer = browser.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/map")


def test_what_is_missing_is_said_in_words(browser: serving.Browser) -> None:
    page = browser.get("/nowhere/at/all")
    assert page.status_code == 404
    assert "There is no such page." in page.text
    assert "Check the address" in page.text
    told = browser.get("/articles/none", headers={"Accept": "application/json"})
    assert told.status_code == 404
    assert told.json()["error"] == "There is no article “none” in this record."


def test_a_wrong_method_is_said_in_words(browser: serving.Browser) -> None:
    refused = browser.submit("/session.json")
    assert refused.status_code == 405
    assert refused.json()["error"] == "This page cannot be asked in that way."


def test_faults_are_answered_and_not_shown(debate_db: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(Place(str(debate_db)))

    @app.get("/fault")
    def fault() -> None:
        raise ZeroDivisionError("a secret detail")

    @app.get("/known")
    def known() -> None:
        raise OnrecordError("The option toll is missing. Add it.")

    @app.get("/busy")
    def busy() -> None:
        raise RecordError("The record is in use.")

    with serving.Browser(app, base_url="http://127.0.0.1:8000") as client:
        page = client.get("/fault")
        assert page.status_code == 500
        assert "a secret detail" not in page.text
        assert page.headers["content-security-policy"] == security.POLICY
        assert any(record.message.split()[1] in page.text for record in caplog.records)
        assert client.get("/known").status_code == 422
        assert "The option toll is missing. Add it." in client.get("/known").text
        assert client.get("/busy").status_code == 503


def test_records_are_kept_open_and_bounded(debate_db: Path) -> None:
    opened: list[Record] = []

    def opener(where: str) -> Record:
        opened.append(open_record(where))
        return opened[-1]

    records = Records(str(debate_db), most=2, opener=opener)
    for _ in range(5):
        records.give_back(records.take())
    assert len(opened) == 1
    one, two = records.take(), records.take()
    assert len(opened) == 2
    # a record serves whichever thread has it
    seen: list[int] = []
    thread = threading.Thread(target=lambda: seen.append(two.counts().articles))
    thread.start()
    thread.join()
    assert seen == [len(DEBATE.articles)]
    records.give_back(one, broken=True)
    assert records.take() is not one
    assert len(opened) == 3
    records.close()
    for record in opened[1:]:
        records.give_back(record)  # too late: closed instead


def test_too_many_at_once_are_told_to_wait(debate_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.records._PATIENCE", 0.01)
    records = Records(str(debate_db), most=1)
    held = records.take()
    with pytest.raises(Refusal) as refusal:
        records.take()
    assert refusal.value.status == 503
    records.give_back(held)
    records.close()


def test_a_record_that_cannot_be_opened_does_not_use_up_the_pool(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_text("a text, not a record")
    records = Records(str(tmp_path / "other.db"), most=1)
    for _ in range(3):
        with pytest.raises(RecordError):
            records.take()


def test_many_pages_at_once(browser: serving.Browser) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.extend(browser.get("/articles/a1").status_code for _ in range(4)))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 48


def test_accounts_ask_for_a_login(debate_db: Path) -> None:
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Ada", "owner", PASSWORD, by="test")
        reader = people.add("Rita", "reader", PASSWORD, by="test")
        secret = people.open_session(reader)
        write = people.issue_token("Rita", "script", "read", by="test")[1]
    with serving.browser(debate_db) as client:
        answer = client.get("/articles/a1?layers=cue", follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/login?next=%2Farticles%2Fa1%3Flayers%3Dcue"
        assert client.get("/session.json").status_code == 401
        assert client.get("/static/app/base.css").status_code == 200
        client.cookies.set(security.cookie_name(Place(str(debate_db))), secret)
        assert client.get("/articles/a1").status_code == 200
        page = client.get("/read").text
        assert 'href="/map"' in page
        assert 'href="/people"' not in page  # for owners
        assert "Rita" in page
        refused = client.submit("/read/bundled")
        assert refused.status_code == 403
        assert "You are a reader of this record; this needs the role owner." in refused.text
        client.cookies.clear()
        bearer = {"Authorization": f"Bearer {write}"}
        assert client.get("/session.json", headers=bearer).json()["person"] == "Rita"
        assert client.post("/read/bundled", headers=bearer).status_code == 403
        assert client.get("/session.json", headers={"Authorization": "Bearer onr_other"}).status_code == 401


def test_nobody_comes_in_from_outside_without_accounts(debate_db: Path) -> None:
    with serving.browser(debate_db, host="0.0.0.0") as client:
        assert client.get("/articles/a1", follow_redirects=False).status_code == 303
        assert client.get("/session.json").status_code == 401


def test_what_a_form_did_is_shown_once(browser: serving.Browser, debate_db: Path) -> None:
    app = create_app(Place(str(debate_db)))
    house = app.state.house
    house.notices.leave("somebody", "first")
    house.notices.leave("somebody", "second")
    assert house.notices.take("other") == ()
    assert house.notices.take("somebody") == ("first", "second")
    assert house.notices.take("somebody") == ()


def test_a_download_that_is_broken_off_lets_go_of_the_record(debate_db: Path) -> None:
    app = create_app(Place(str(debate_db)))
    desk = Desk(app.state.house, Request({"type": "http", "headers": [], "app": app}))
    ended: list[bool] = []

    def lines() -> Iterator[str]:
        try:
            with desk.record.reading():
                yield from ("a", "b", "c")
        finally:
            ended.append(True)

    stream = desk.download(lines(), "x.csv", "text/csv")

    async def first() -> object:
        return await anext(aiter(stream.body_iterator))

    assert asyncio.run(first()) == b"a"
    assert not ended
    desk.close()
    assert ended
    with app.state.house.records.take().transaction():
        pass  # the record is free again
    app.state.house.records.close()


@pytest.mark.parametrize(
    ("given", "led"),
    [
        ("/map?by=state", "/map?by=state"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/ok\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_redirects_stay_here(given: str, led: str) -> None:
    assert local_url(given) == led


def test_small_things() -> None:
    assert shown("a\u202eb\x00") == "a[U+202E]b[U+0000]"
    assert shown("naïve\n„text“") == "naïve\n„text“"
    assert with_query("/map", by="state", q="", page=None) == "/map?by=state"
    assert [lasting(n) for n in (0.2, 59, 61, 7300)] == ["1 s", "59 s", "1 min", "2 h 2 min"]
    assert is_loopback("127.8.8.8")
    assert is_loopback("[::1]")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("example.org")
    assert date_of(" 2024-03-09 ") is not None
    assert date_of("") is None
    with pytest.raises(Refusal):
        date_of("9.3.2024")
    assert disposition('a"\r\nb.csv') == "attachment; filename=\"a---b.csv\"; filename*=UTF-8''a%22%0D%0Ab.csv"
    assert Place("a.db").mark != Place("b.db").mark

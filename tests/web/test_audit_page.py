"""The audit page: what was done, by whom, for owners alone."""

from __future__ import annotations

from pathlib import Path

from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.web import security
from onrecord.web.place import Place
from tests.web import serving


def test_what_people_did_is_shown_and_downloads(browser: serving.Browser, debate_db: Path) -> None:
    assert "Nobody did anything" in browser.get("/audit").text
    with open_record(debate_db) as record:
        People(record).add("<b>Bo</b>", "owner", "a long password", by="=Ada")
    _log_in(browser, debate_db, "<b>Bo</b>")
    page = browser.get("/audit")
    assert page.status_code == 200
    assert "<b>Bo" not in page.text
    assert "<bdi>=Ada</bdi>" in page.text
    assert "Nobody did anything" in browser.get("/audit?person=Nobody").text
    table = browser.get("/audit.csv")
    assert table.headers["content-type"].startswith("text/csv")
    rows = serving.rows_of(table.text)
    assert list(rows[0]) == ["id", "at", "person", "verb", "target_kind", "target_id", "detail"]
    assert "'=Ada" in [row["person"] for row in rows]
    assert "'=Ada" not in browser.get("/audit.csv?person=Nobody").text


def test_long_logs_have_pages(browser: serving.Browser, debate_db: Path) -> None:
    with open_record(debate_db) as record:
        People(record).add("Ow", "owner", "a long password", by="Ow")
        for number in range(120):
            People(record).set_role("Ow", "owner", by=f"Hand {number}")
    _log_in(browser, debate_db, "Ow")
    first = browser.get("/audit").text
    assert first.count("<tr>") == 101  # with its heading
    assert "Hand 119<" in first
    older = first.split('href="/audit?before=')[1].split('"')[0]
    assert "Hand 1<" in browser.get(f"/audit?before={older}").text


def test_it_is_for_owners(browser: serving.Browser, debate_db: Path) -> None:
    with open_record(debate_db) as record:
        People(record).add("Ow", "owner", "a long password", by="Ow")
        People(record).add("Re", "reviewer", "a long password", by="Ow")
    _log_in(browser, debate_db, "Re")
    assert browser.get("/audit").status_code == 403
    assert browser.get("/audit.csv").status_code == 403


def _log_in(browser: serving.Browser, path: Path, name: str) -> None:
    with open_record(path) as record:
        person = People(record).find(name)
        assert person is not None
        secret = People(record).open_session(person)
    browser.cookies.clear()
    browser.cookies.set(security.cookie_name(Place(str(path))), secret)

"""The lists behind every number, the search, and their files."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.types import Span
from onrecord.web.pages.receipts import around, marked
from tests.web import serving
from tests.web.debate import DEBATE
from tests.web.pages import links, page_of, text_of

CODED = [p for p in DEBATE.positions if not p.derived]


def receipts(tree: Any) -> int:
    return len(tree.xpath("//article[contains(@class,'receipt')]"))


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", lambda p: True),
        ("actor=varga", lambda p: p.actor == "varga"),
        ("option=levy", lambda p: p.option == "levy"),
        ("stance=supports", lambda p: p.stance.value == "supports"),
        ("option=levy&stance=opposes", lambda p: p.option == "levy" and p.stance.value == "opposes"),
        ("scope=own", lambda p: p.scope.value == "own"),
        ("voice=reported", lambda p: p.voice.value == "reported"),
        ("reviewed=yes", lambda p: False),
        ("article=a1", lambda p: p.article == "a1"),
    ],
)
def test_filters_leave_what_they_say(browser: Any, query: str, kept: Any) -> None:
    wanted = [p for p in CODED if kept(p)]
    tree = page_of(browser, f"/positions?{query}")
    assert receipts(tree) == min(50, len(wanted))
    assert text_of(tree.xpath("//p[@class='facts']")[0]).startswith(f"{len(wanted)} position")
    rows = serving.rows_of(browser.get(f"/positions.csv?{query}").text)
    assert {row["id"] for row in rows} == {p.id for p in wanted}


def test_counts_beside_the_list_lead_to_as_many(browser: Any) -> None:
    tree = page_of(browser, "/positions?option=levy")
    counted = tree.xpath("//nav[@class='facets']//a")
    assert counted
    for one in counted:
        if one.get("aria-current"):
            continue
        assert receipts(page_of(browser, one.get("href"))) == int(one.xpath("./span[@class='count']")[0].text)


def test_each_narrowing_can_be_taken_off(browser: Any) -> None:
    tree = page_of(browser, "/positions?option=levy&stance=supports&actor=varga")
    chips = tree.xpath("//ul[@class='narrowed']//a[not(contains(@class,'clear'))]")
    assert len(chips) == 3
    for chip in chips:
        assert page_of(browser, chip.get("href")).xpath("count(//ul[@class='narrowed']/li)") == 3.0


def test_every_line_leads_to_its_passage(browser: Any) -> None:
    for url in ("/positions", "/statements"):
        tree = page_of(browser, url)
        for one in tree.xpath("//article[contains(@class,'receipt')]"):
            assert "#" in one.xpath(".//blockquote/a/@href")[0]


def test_pages_follow_each_other(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.pages.lists._LINES", 3)
    seen: list[str] = []
    url: str | None = "/positions?order=oldest"
    while url:
        tree = page_of(browser, url)
        seen += tree.xpath("//article[contains(@class,'receipt')]/@id")
        url = next(iter(tree.xpath("//a[@rel='next']/@href")), None)
    assert len(seen) == len(set(seen)) == len(CODED)


def test_statements_and_articles_are_listed(browser: Any) -> None:
    assert receipts(page_of(browser, "/statements")) == min(50, len(DEBATE.statements))
    assert receipts(page_of(browser, "/articles")) == len(DEBATE.articles)
    rows = serving.rows_of(browser.get("/articles.csv").text)
    assert {row["id"] for row in rows} == {article.id for article in DEBATE.articles}


def test_search_marks_what_was_looked_for(browser: Any) -> None:
    for url in ("/search?q=flights", "/search?q=flights&in=articles"):
        tree = page_of(browser, url)
        hits = tree.xpath("//mark[@class='hit']")
        assert hits, url
        assert all("flight" in hit.text.casefold() for hit in hits)
    tabs = page_of(browser, "/search?q=flights").xpath("//nav[@class='tabs']/a")
    for tab in tabs:
        assert receipts(page_of(browser, tab.get("href"))) == int(text_of(tab).split()[0])


def test_search_offers_the_actors_that_fit(browser: Any) -> None:
    assert "/actors/varga" in links(page_of(browser, "/search?q=varga"))


ODD = [*"'\"%*-(", "a AND", "' OR 1=1 --", "<script>alert(1)</script>", "\u202eevil", "NEAR(", "😀", "a" * 900]


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_the_search(browser: Any, text: str) -> None:
    for path in ("/search", "/positions", "/statements", "/articles"):
        answer = browser.get(path, params={"q": text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "\u202e" not in answer.text


@pytest.mark.parametrize(
    "query", ["after=nonsense", "actor=%27", "option=none", "since=2031-01-01&until=2030-01-01", "state=x"]
)
def test_no_address_breaks_a_list(browser: Any, query: str) -> None:
    for path in ("/positions", "/statements", "/articles"):
        assert browser.get(f"{path}?{query}").status_code == 200
    assert browser.get("/positions?since=yesterday").status_code == 422


def test_what_a_spreadsheet_would_obey_is_text() -> None:
    from onrecord.web.pages.files import csv_lines

    assert list(csv_lines([("=1+1", -5, "a,b", "-x")])) == ["\ufeff", "'=1+1,-5,\"a,b\",'-x\r\n"]


def test_pieces_and_the_words_around() -> None:
    assert marked("one two three", [Span(4, 7)]) == (("one ", False), ("two", True), (" three", False))
    assert marked("abc", [Span(0, 2), Span(1, 3), Span(2, 99)]) == (("ab", True), ("c", True))
    assert around("first line\nbefore HERE after\nlast", Span(18, 22)) == ("before ", " after")

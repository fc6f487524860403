"""Copies of one story: in the list, on the page of an article, and in the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.record import open_record
from tests.test_stories import ARTICLES, save
from tests.web import serving
from tests.web.pages import links, page_of, text_of


@pytest.fixture(autouse=True)
def _told(debate_db: Path) -> None:
    with open_record(debate_db) as record:
        save(record, ARTICLES)


def test_an_article_says_where_else_it_stands(browser: serving.Browser) -> None:
    (also,) = page_of(browser, "/articles/d").xpath("//*[@id='also-in']")
    assert text_of(also).startswith("Also in:")
    assert also.xpath(".//a/@href") == ["/articles/c", "/articles/e", "/articles/a"]
    assert "Gazette" in text_of(also)
    assert "Herald" in text_of(also)
    assert not page_of(browser, "/articles/b").xpath("//*[@id='also-in']")


def test_the_list_can_show_each_story_once(browser: serving.Browser) -> None:
    whole = page_of(browser, "/articles?outlet=Post")
    assert {"/articles/d", "/articles/b", "/articles/f", "/articles/h"} <= set(links(whole))
    assert "also in 3 others" in text_of(whole)
    once = page_of(browser, "/articles?outlet=Post&once=yes")
    assert not {"/articles/d", "/articles/f"} & set(links(once))
    assert {"/articles/b", "/articles/h"} <= set(links(once))
    assert "each story once" in text_of(once)
    assert once.xpath("//input[@name='once'][@checked]")


def test_the_interface_names_the_story(browser: serving.Browser) -> None:
    assert browser.get("/api/v1/articles/d").json()["story"] == "c"
    assert browser.get("/api/v1/articles/b").json()["story"] is None
    listed = browser.get("/api/v1/articles?limit=500").json()["items"]
    stories = {one["id"]: one["story"] for one in listed}
    assert stories["c"] == stories["a"] == "c"
    assert stories["h"] is None
    once = browser.get("/api/v1/articles?limit=500&once=true").json()["items"]
    assert {one["id"] for one in once} == {one for one, story in stories.items() if story in (None, one)}

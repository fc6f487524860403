"""The map as a page: what stands in it, what its numbers lead to, and that its address is its state."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import pytest

from onrecord.networks import Level
from onrecord.web.board.asked import Asked, Evidence, Sort, asked_for
from onrecord.web.view import Window, build_view
from tests.web import serving
from tests.web.debate import DEBATE
from tests.web.pages import links, page_of, text_of


def rows_of(browser: Any, url: str = "/map.csv") -> list[dict[str, str]]:
    return serving.rows_of(browser.get(url).text)


def test_every_answer_of_the_view_stands_on_the_map(browser: Any) -> None:
    wanted = {
        (cell.actor, cell.option, mark.stance.value, mark.count, mark.disputed)
        for cell in build_view(DEBATE, Window()).cells()
        for mark in cell.marks
    }
    found = {
        (row["actor_id"], row["option_id"], row["stance"], int(row["passages"]), row["disputed"] == "True")
        for row in rows_of(browser)
    }
    assert found == wanted
    tree = page_of(browser, "/map")
    assert len(tree.xpath("//a[@class='cell']//span[contains(@class,'mark')]")) == len(wanted)


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.CODED])
def test_levels_are_those_of_the_networks(browser: Any, level: Level) -> None:
    wanted = {
        (cell.actor, cell.option, mark.stance.value, mark.count)
        for cell in build_view(DEBATE, Window(level=level)).cells()
        for mark in cell.marks
    }
    rows = rows_of(browser, f"/map.csv?by={level.value}")
    assert {(r["actor_id"], r["option_id"], r["stance"], int(r["passages"])) for r in rows} == wanted


@pytest.mark.parametrize("url", ["/map", "/map?by=state", "/map?scope=general&derived=no"])
def test_every_number_leads_to_what_it_counts(browser: Any, url: str) -> None:
    tree = page_of(browser, url)
    cells = links(tree, "//a[@class='cell']")
    assert cells
    for cell in cells:
        panel = page_of(browser, cell)
        for told in panel.xpath("//ul[@class='answers']/li/a"):
            count = int(re.match(r"(\d+) passages?", text_of(told)).group(1))  # type: ignore[union-attr]
            listed = page_of(browser, told.get("href"))
            assert text_of(listed.xpath("//p[@class='facts']")[0]).startswith(f"{count} position"), told.get("href")
            assert len(listed.xpath("//article[contains(@class,'receipt')]")) == count


def test_the_numbers_of_a_column_lead_to_as_many_actors(browser: Any) -> None:
    tree = page_of(browser, "/map")
    for told in tree.xpath("//span[@class='tally']/a"):
        there = page_of(browser, told.get("href"))
        assert len(there.xpath("//table[contains(@class,'stands')]/tbody/tr")) == int(told.text)


def test_the_address_is_the_state(browser: Any) -> None:
    asked = Asked(by=Level.STATE, evidence=Evidence.TWO, sort=Sort.OPTION, on="levy", reviewed=True, page=3)
    assert asked_for(dict(parse_qsl(asked.query(page=3)))) == asked
    tree = page_of(browser, "/map?by=state&evidence=2&sort=name&find=nor&derived=no")
    chosen = [text_of(one) for one in tree.xpath("//form[@id='choices']//option[@selected]")]
    assert "state" in chosen
    assert "2 sayings or more" in chosen
    assert tree.xpath("//input[@name='find']/@value") == ["nor"]


def test_nonsense_in_the_address_counts_for_nothing(browser: Any) -> None:
    nonsense = "/map?by=moon&since=yesterday&until=2031-99-99&scope=x&page=-4&sort=%00&evidence=9&kind=fish&on=%22%3E"
    plain, odd = (page_of(browser, url).xpath("//table")[0] for url in ("/map", nonsense))
    assert text_of(plain) == text_of(odd)
    page_of(browser, "/map/cell?actor=nobody&option=nothing")
    page_of(browser, "/map/cell")


def test_a_period_leaves_out_what_was_not_said_in_it(browser: Any) -> None:
    early = rows_of(browser, "/map.csv?until=2031-02-05")
    every = rows_of(browser)
    assert 0 < len(early) < len(every)
    assert all(row["date_first"] <= "2031-02-05" for row in early)
    assert rows_of(browser, "/map.csv?since=2031-02-05&until=1999-01-01") == rows_of(
        browser, "/map.csv?since=1999-01-01&until=2031-02-05"
    )


def test_weak_and_firm_stands_look_otherwise(browser: Any) -> None:
    rows = rows_of(browser)
    classes = " ".join(page_of(browser, "/map").xpath("//a[@class='cell']//span/@class"))
    for strength in {row["strength"] for row in rows} - {"plain"}:
        assert strength in classes or all(r["derived"] == "True" for r in rows if r["strength"] == strength)
    assert all(row["strength"] != "weak" for row in rows_of(browser, "/map.csv?evidence=plain"))
    assert all(int(row["sayings"]) >= 2 for row in rows_of(browser, "/map.csv?evidence=2"))


def test_shifts_and_splits_are_marked(browser: Any) -> None:
    view = build_view(DEBATE, Window())
    rows = rows_of(browser)
    moved = {(row["actor_id"], row["option_id"]) for row in rows if row["changes"] != "0"}
    assert moved == {(s.actor, s.option) for s in view.shifts if s.option} & {
        (row["actor_id"], row["option_id"]) for row in rows
    }
    torn = page_of(browser, "/map").xpath("//span[contains(@class,'split')]")
    assert len([one for one in torn if one.getparent().get("class") == "signs"]) > 0


def test_find_kind_and_body_choose_rows(browser: Any) -> None:
    named = {row["actor_id"] for row in rows_of(browser, "/map.csv?find=varg")}
    assert named == {"varga"}
    assert {row["kind"] for row in rows_of(browser, "/map.csv?kind=person")} == {"person"}
    under = {row["actor_id"] for row in rows_of(browser, "/map.csv?body=norland")}
    assert under
    assert under <= {"norland", "varga", "reuel", "greens"}


def test_pictures_come_as_files(browser: Any) -> None:
    svg = browser.get("/map.svg?by=state")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert svg.text.startswith("<svg xmlns=")
    assert "class=" not in svg.text
    assert browser.get("/map.png").content.startswith(b"\x89PNG")


def test_an_empty_record_says_what_to_do(tmp_path: Any) -> None:
    with serving.browser(tmp_path / "new.db") as client:
        tree = page_of(client, "/map")
        assert "/read" in links(tree)
        for url in (
            "/actors",
            "/articles",
            "/statements",
            "/positions",
            "/search",
            "/search?q=x",
            "/map.csv",
            "/map.svg",
        ):
            assert client.get(url).status_code == 200, url


def test_the_panel_of_a_split_has_both_voices(browser: Any) -> None:
    for split in build_view(DEBATE, Window()).splits:
        tree = page_of(browser, f"/map/cell?by=coded&actor={split.body}&option={split.option}")
        lines = tree.xpath("//section[@class='voices']//article/@id")
        assert set(lines) == {f"line-{one.partition('>')[0]}" for one in split.positions}

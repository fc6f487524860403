"""An option over time: picture, table and files say the same."""

from __future__ import annotations

from typing import Any

from tests.web import serving
from tests.web.debate import DEBATE
from tests.web.pages import links, page_of, text_of


def test_the_page_has_everybody_who_says_something(browser: Any) -> None:
    tree = page_of(browser, "/options/levy")
    wanted = {p.actor for p in DEBATE.positions if p.option == "levy" and not p.derived}
    rows = tree.xpath("//table[contains(@class,'stands')]//th[@scope='row']/a/@href")
    assert {f"/actors/{actor}" for actor in wanted} <= set(rows)
    assert tree.xpath("//div[@class='drawn']/svg")
    assert len(tree.xpath("//*[local-name()='svg' and contains(@class,'picture')]")) == 1


def test_the_table_has_every_position_of_the_picture(browser: Any) -> None:
    rows = serving.rows_of(browser.get("/options/levy.csv").text)
    coded = {p.id for p in DEBATE.positions if p.option == "levy" and not p.derived}
    assert {row["position"] for row in rows if row["derived"] == "False"} == coded
    assert all(row["decides"] == "True" for row in rows if row["changes"] == "True")
    deciding = [row for row in rows if row["decides"] == "True"]
    assert {row["actor_id"] for row in deciding} <= {row["actor_id"] for row in rows}


def test_undated_positions_stand_apart(browser: Any) -> None:
    undated = [p for p in DEBATE.positions if p.date is None and not p.derived]
    for option in {p.option for p in undated}:
        tree = page_of(browser, f"/options/{option}")
        assert "undated" in text_of(tree.xpath("//div[@class='drawn']")[0])


def test_numbers_lead_to_as_many_positions(browser: Any) -> None:
    tree = page_of(browser, "/options/levy")
    for row in tree.xpath("//table[contains(@class,'stands')]/tbody/tr"):
        told = row.xpath("./td[last()]/a[1]")[0]
        listed = page_of(browser, told.get("href"))
        assert len(listed.xpath("//article[contains(@class,'receipt')]")) == int(told.text)


def test_one_actor_alone_has_its_receipts(browser: Any) -> None:
    tree = page_of(browser, "/options/levy?actor=varga")
    assert "Ilse Varga" in text_of(tree.xpath("//header[contains(@class,'title')]")[0])
    mine = [p for p in DEBATE.positions if p.option == "levy" and p.actor == "varga" and not p.derived]
    assert len(tree.xpath("//article[contains(@class,'receipt')]")) == len(mine)
    assert "/options/levy" in links(tree)


def test_points_lead_to_their_passages(browser: Any) -> None:
    tree = page_of(browser, "/options/levy")
    anchors = tree.xpath("//div[@class='drawn']//a/@href")
    assert any(one.startswith("/articles/") and "#position-" in one for one in anchors)


def test_stances_narrow_the_page(browser: Any) -> None:
    whole = page_of(browser, "/options/levy")
    for chip in whole.xpath("//ul[@class='key']//a[@class='mark-link']"):
        shown = page_of(browser, chip.get("href"))
        assert len(shown.xpath("//table[contains(@class,'stands')]/tbody/tr")) == int(text_of(chip).split()[-1])


def test_files_and_what_there_is_not(browser: Any) -> None:
    assert browser.get("/options/levy.svg").text.startswith("<svg xmlns=")
    assert browser.get("/options/levy.png").content.startswith(b"\x89PNG")
    page_of(browser, "/options/none", 404)
    assert browser.get("/options/none.svg").status_code == 404
    page_of(browser, "/options/levy?by=state&since=2040-01-01")

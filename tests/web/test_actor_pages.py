"""The list of actors and the page of one."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, replace
from typing import Any

from onrecord.record import open_record
from onrecord.types import Actor
from onrecord.web.place import Doings
from tests.web import serving
from tests.web.debate import ACTORS, DEBATE
from tests.web.pages import links, page_of, text_of


def test_everybody_is_listed_once(browser: Any) -> None:
    rows = serving.rows_of(browser.get("/actors.csv").text)
    assert sorted(row["id"] for row in rows) == sorted(actor.id for actor in ACTORS)
    tree = page_of(browser, "/actors")
    assert f"{len(ACTORS)} actors" in text_of(tree.xpath("//header[contains(@class,'title')]")[0])


def test_names_and_aliases_are_found_without_accents(browser: Any) -> None:
    for asked in ("warga", "WARGA", "ilse v", "Haven"):
        tree = page_of(browser, f"/actors?find={asked}")
        assert tree.xpath("//tbody//th/a/@href"), asked
    assert page_of(browser, "/actors?find=zzz").xpath("//div[@class='empty']")


def test_kinds_are_counted_and_lead_to_as_many(browser: Any) -> None:
    tree = page_of(browser, "/actors")
    for tab in tree.xpath("//nav[@class='tabs']/a")[1:]:
        shown = page_of(browser, tab.get("href"))
        assert len(shown.xpath("//tbody/tr")) == int(text_of(tab).split()[-1])


def test_numbers_lead_to_as_many_lines(browser: Any) -> None:
    tree = page_of(browser, "/actors")
    for told in tree.xpath("//tbody//td/a[starts-with(@href,'/positions')]"):
        listed = page_of(browser, told.get("href"))
        assert len(listed.xpath("//article[contains(@class,'receipt')]")) == int(told.text), told.get("href")


def test_the_page_of_an_actor_has_all_of_it(browser: Any) -> None:
    tree = page_of(browser, "/actors/varga")
    words = text_of(tree)
    for said in ("Ilse Varga", "prime minister", "Ilse Warga", "Norland"):
        assert said in words
    options = {p.option for p in DEBATE.positions if p.actor == "varga"}
    shown = tree.xpath("//table[contains(@class,'standing')]//th/a/@href")
    assert {f"/options/{option}" for option in options} <= set(shown)
    relations = [r for r in DEBATE.relations if "varga" in (r.actor, r.toward)]
    assert len(tree.xpath("//article[contains(@class,'tie')]")) == len(relations)
    assert "/statements?actor=varga" in links(tree)
    assert "/positions?actor=varga" in links(tree)


def test_a_body_names_those_who_count_for_it(browser: Any) -> None:
    tree = page_of(browser, "/actors/norland")
    assert "/actors/varga" in links(tree)


def test_files_of_an_actor(browser: Any) -> None:
    assert browser.get("/actors/varga.svg").text.startswith("<svg xmlns=")
    assert browser.get("/actors/varga.png").content.startswith(b"\x89PNG")
    assert "levy" in browser.get("/actors/varga.csv", follow_redirects=True).text
    page_of(browser, "/actors/nobody", 404)
    page_of(browser, "/actors/no/body/at%20all", 404)


@dataclass(frozen=True)
class Pair:
    one: Actor
    other: Actor
    score: float = 0.8
    reasons: tuple[str, ...] = ("names differ by one letter",)
    against: tuple[str, ...] = ()


def test_who_may_be_the_same_is_proposed(debate_db: Any) -> None:
    by_id = {actor.id: actor for actor in ACTORS}
    doings = Doings(extra={"proposals": lambda record: [Pair(by_id["varga"], by_id["reuel"])]})
    with serving.browser(debate_db, doings) as client:
        tree = page_of(client, "/actors/varga/same")
        assert "/actors/reuel" in links(tree, "//div[@id='found']//a")
        assert page_of(client, "/actors/varga").xpath("//section[@id='same']")
        assert not links(page_of(client, "/actors/belmont/same"), "//div[@id='found']//a")


def test_names_of_bad_company_are_only_text(debate_db: Any) -> None:
    evil = '<img src=x onerror=alert(1)>"\u202e</svg><script>alert(2)</script>'
    with open_record(debate_db) as record:
        actors = [replace(actor, name=evil, aliases=(evil,), role=evil) for actor in record.actors()]
        record.save_register(actors, {}, "by hand")
    with serving.browser(debate_db) as client:
        for url in (
            "/map",
            "/actors",
            "/actors/varga",
            "/options/levy",
            "/map/cell?actor=varga&option=levy",
            "/positions",
        ):
            page_of(client, url)
            shown = client.get(url).text
            assert "<img" not in shown, url
            assert "<script>alert" not in shown, url
            assert "\u202e" not in shown, url
        for url in ("/map.svg", "/options/levy.svg", "/actors/varga.svg"):
            ElementTree.fromstring(client.get(url).text)
            assert "<img" not in client.get(url).text

"""The page of an article: its text, what was found in it, and what people made of that."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord.record import open_record
from onrecord.record.naming import actors_called
from onrecord.record.reviews import Reviews
from onrecord.record.values import Verdict
from onrecord.types import Actor, ActorKind, Article, Coding, Resolution, Stance
from tests.web import serving
from tests.web.debate import DEBATE

A1 = next(article for article in DEBATE.articles if article.id == "a1")
OF_A1 = [position for position in DEBATE.positions if position.article == "a1" and not position.derived]


class Shown(HTMLParser):
    """The text of the page's text column as a browser has it, and the elements that carry claims."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.claims: dict[str, dict[str, str | None]] = {}
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id") == "text" or (self._depth and tag not in ("br", "img")):
            self._depth += 1
        if given.get("data-claim"):
            self.claims[str(given["data-claim"])] = given

    def handle_endtag(self, tag: str) -> None:
        self._depth -= self._depth > 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text += data


def shown(page: str) -> Shown:
    parser = Shown()
    parser.feed(page)
    return parser


def test_the_text_is_there_as_it_was(browser: serving.Browser) -> None:
    for article in DEBATE.articles:
        assert shown(browser.get(f"/articles/{article.id}").text).text == article.text


def test_every_claim_is_there_with_its_places(browser: serving.Browser) -> None:
    page = browser.get("/articles/a1").text
    claims = shown(page).claims
    for position in OF_A1:
        held = claims[f"position-{position.id}"]
        assert held["data-evidence"] == f"{position.evidence.begin}-{position.evidence.end}"
        assert held["data-stance"] == position.stance.value
        assert held["data-version"] == "0"
    for statement in DEBATE.statements:
        if statement.article == "a1":
            held = claims[f"statement-{statement.id}"]
            assert held["data-content"] == " ".join(f"{s.begin}-{s.end}" for s in statement.content)
    assert "Ilse Varga" in page
    assert 'href="/actors/varga"' in page
    assert 'href="/options/levy"' in page
    assert page.index("data-b=") < page.index('id="claims"')


def test_relations_and_reported_changes_lead_to_their_words(browser: serving.Browser) -> None:
    page = browser.get("/articles/a4").text
    (shift,) = (one for one in DEBATE.reported if one.article == "a4")
    assert "Changes that the text reports" in page
    places = [shift.evidence, *(one.evidence for one in DEBATE.relations if one.article == "a4")]
    assert len(places) > 1
    for place in places:
        assert f'href="#at-{place.begin}-{place.end}"' in page
    assert "praises" in page


def test_claims_stand_in_reading_order(browser: serving.Browser) -> None:
    page = browser.get("/articles/a1").text
    firsts = re.findall(r'<li class="item">\s*<div class="claim[^>]*', page)
    begins = [
        int(re.findall(r'data-(?:content|evidence)="(\d+)-', first)[0]) for first in firsts if "relation" not in first
    ]
    assert len(begins) > 2
    assert begins == sorted(begins)


def test_layers_are_in_the_address(browser: serving.Browser) -> None:
    assert 'data-layers="evidence reason condition content source cue "' in browser.get("/articles/a1").text
    page = browser.get("/articles/a1?layers=cue,nonsense").text
    assert 'data-layers="cue "' in page
    assert 'value="cue" checked' in page
    assert 'value="evidence">' in page


def test_what_people_judged_is_told(browser: serving.Browser, debate_db: Path) -> None:
    one, two, three = OF_A1[:3]
    with open_record(debate_db) as record:
        reviews = Reviews(record)
        reviews.judge(one, Verdict.RIGHT, "Bo", of=one.id)
        reviews.judge(replace(two, stance=Stance.UNDECIDED), Verdict.CORRECTED, "Cleo", of=two.id)
        reviews.judge(three, Verdict.WRONG, "Bo", of=three.id)
    page = browser.get("/articles/a1").text
    claims = shown(page).claims
    states = {str(held["data-state"]): held for held in claims.values() if held["data-kind"] == "position"}
    assert {"accepted", "changed", "rejected"} <= set(states)
    assert states["changed"]["data-stance"] == "undecided"
    assert int(str(states["accepted"]["data-version"])) > 0
    assert "by <bdi>Bo</bdi>" in page
    assert "by <bdi>Cleo</bdi>" in page
    rejected = str(states["rejected"]["data-claim"])
    assert not any(rejected in names.split() for names in re.findall(r'data-claims="([^"]*)"', page))


def test_what_is_only_suggested_is_marked_so(browser: serving.Browser, debate_db: Path) -> None:
    unsure = replace(OF_A1[0], id="unsure", stance=Stance.RELUCTANT)
    with open_record(debate_db) as record:
        record.save_coding(DEBATE.codebook.version, "c2", Coding("a1", tuple(OF_A1), suggestions=(unsure,)))
    page = browser.get("/articles/a1").text
    assert "unsure, on no map" in page
    assert "in-suggested" in page


def test_an_article_nobody_has_read_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    article = Article("p", "Nothing is said here.\r\nOr is it?", "plain.txt")
    with open_record(path) as record:
        record.save_article(article, serving.reading_of(article), Resolution((), (), ()))
    with serving.browser(path) as client:
        page = client.get("/articles/p")
        assert page.status_code == 200
        assert "No statements and no positions were found" in page.text
        assert "outlet not known" in page.text
        assert "undated" in page.text


@pytest.mark.parametrize("text", ["x" * 1_000_000, "🌉" * 200_000, "\u202e" * 20_000, "a b\r\n" * 100_000])
def test_long_and_strange_texts_are_shown_in_time(tmp_path: Path, text: str) -> None:
    path = tmp_path / "long.db"
    article = Article("long", text, "long.txt")
    with open_record(path) as record:
        record.save_article(article, serving.reading_of(article), Resolution((), (), ()))
    with serving.browser(path) as client:
        client.get("/read")
        began = time.monotonic()
        assert client.get("/articles/long").status_code == 200
        assert time.monotonic() - began < 5


def test_actors_are_named_without_reading_all(debate_db: Path) -> None:
    with open_record(debate_db) as record:
        named = actors_called(record, {"varga", "norland", "nobody"})
        assert {one: actor.name for one, actor in named.items()} == {"varga": "Ilse Varga", "norland": "Norland"}
        record.save_authority([Actor("seen-nowhere", "Far Away", ActorKind.STATE)])
        assert actors_called(record, ["seen-nowhere"])["seen-nowhere"].kind is ActorKind.STATE
        assert actors_called(record, []) == {}

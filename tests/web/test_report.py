import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest

from onrecord.types import Failure, Span, Stance
from onrecord.web import MapView, build_view
from onrecord.web.report import place, render_report
from tests.web.debate import ARTICLES, DEBATE, position

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> <a href='javascript:alert(3)'>x</a> "
    "\u202eevil\u2066 \u2028 <!--<script> {{ 7 * 7 }} We need a levy on short flights"
)


class Page(HTMLParser):
    """What a browser would make of the page: elements with their attributes, and the text of each script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] == "script" and self.cdata_elem == "script":
            self.scripts[-1] += data

    def values(self, *names: str) -> list[str]:
        return [value for _, attributes in self.elements for name, value in attributes.items() if name in names]

    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.scripts[0])
        return found


def hostile_view() -> MapView:
    article = replace(
        ARTICLES[0],
        text=HOSTILE,
        title=HOSTILE,
        outlet='"><script>alert(4)</script>',
        origin="javascript:alert(5)",
        url="javascript:alert(6)//http://x.example",
    )
    words = "We need a levy on short flights"
    first = position("a1/1", "varga", "levy", Stance.SUPPORTS, words)
    first = replace(first, evidence=Span(0, len(HOSTILE)), text=HOSTILE)
    actors = tuple(
        replace(a, name=HOSTILE, role=HOSTILE, aliases=(HOSTILE,)) if a.id == "varga" else a for a in DEBATE.actors
    )
    failures = (Failure(HOSTILE, "origins", HOSTILE),)
    return build_view(
        replace(
            DEBATE,
            articles=(article,),
            actors=actors,
            positions=(first,),
            statements=(),
            relations=(),
            reported=(),
            failures=failures,
        )
    )


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(build_view(DEBATE))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_nothing_is_fetched(page: Page, html: str) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"}
    assert page.values("src", "srcset", "action", "background", "poster") == []
    assert "@import" not in html
    assert "url(" not in html
    for tag, attributes in page.elements:
        if tag != "a":
            assert attributes.get("href", "#").startswith("#")


def test_the_policy_forbids_what_the_page_does_not_need(page: Page) -> None:
    policies = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'")
    assert "http" not in policies[0].replace("http-equiv", "")


def test_hostile_text_is_inert() -> None:
    html = render_report(hostile_view())
    page = Page(html)
    assert [tag for tag, _ in page.elements].count("script") == 2
    assert "img" not in {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    for address in page.values("href"):
        assert address.startswith(("#", "http://", "https://"))
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(html)
    assert "\u2028" not in page.scripts[0]
    assert page.data()["articles"]["a1"]["text"] == HOSTILE  # whole, so that spans still point at their words
    assert "link" not in page.data()["articles"]["a1"]


def test_the_data_leads_every_position_to_its_words(page: Page) -> None:
    data = page.data()
    for known in data["positions"].values():
        text = data["articles"][known["article"]]["text"]
        begin, end = known["evidence"]
        assert text[begin:end]
    assert {cell["actor"] for cell in data["cells"]} <= set(data["actors"])
    assert data["positions"]["a1/3"]["condition"]["text"] == "only at the largest airports"


def test_every_cell_has_an_address_that_the_data_knows(page: Page) -> None:
    cells = {(cell["actor"], cell["option"]) for cell in page.data()["cells"]}
    linked = [tuple(map(unquote, href[6:].split(","))) for href in page.values("href") if href.startswith("#cell=")]
    assert sorted(linked) == sorted(cells)


def test_addresses_within_the_page_have_their_sections(page: Page) -> None:
    ids = set(page.values("id"))
    assert len(ids) == len(page.values("id"))
    for href in page.values("href"):
        if href.startswith("#") and "=" not in href:
            assert href[1:] in ids


def test_passages_are_linked_with_their_places(page: Page) -> None:
    texts = {article.id: article.text for article in ARTICLES}
    places = [href.removeprefix("#passage=").split(",") for href in page.values("href") if href.startswith("#passage=")]
    assert places
    for article, begin, end in places:
        assert texts[unquote(article)][int(begin) : int(end)]


def test_place_escapes_what_would_break_an_address() -> None:
    assert place("cell", "a,b", "c=d#e/ü") == "#cell=a%2Cb,c%3Dd%23e%2F%C3%BC"


def test_articles_link_to_the_web_only_where_they_came_from_it(page: Page) -> None:
    outside = [href for href in page.values("href") if not href.startswith("#")]
    assert outside == ["https://courier.example/rails?id=1&lang=en", "https://courier.example/turn"]


def test_a_single_voice_of_a_silent_body_shares_its_row(html: str) -> None:
    rows = re.findall(r'<tr role="row" class="([^"]*)">(.*?)</tr>', html, flags=re.DOTALL)
    kolm = [kind.strip() for kind, row in rows if ">Kolm<" in row]
    assert kolm == ["body"]  # Kolm speaks for itself, its adviser has a row below
    norland = [kind for kind, row in rows if ">Norland<" in row]
    assert norland == ["body silent"]
    sole = render_report(build_view(replace(DEBATE, positions=DEBATE.positions[:1])))
    (body,) = re.findall(r'<tr role="row" class="(?:body|under)[^"]*">(.*?)</tr>', sole, flags=re.DOTALL)
    assert ">Norland<" in body
    assert ">Ilse Varga<" in body


def test_what_was_not_read_is_told(html: str) -> None:
    assert "inbox/scan.pdf" in html
    assert "only English is read" in html


def test_an_empty_record_is_a_page_too() -> None:
    nothing = replace(DEBATE, articles=(), positions=(), statements=(), relations=(), reported=(), failures=())
    html = render_report(build_view(nothing))
    assert "No positions were found" in html
    assert Page(html).data()["cells"] == []


def test_the_same_record_gives_the_same_page(html: str) -> None:
    assert render_report(build_view(DEBATE)) == html

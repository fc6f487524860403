"""Places in a text: code points and UTF-16 units, selections in the page, and a text that would rather be a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from onrecord.record import open_record
from onrecord.types import (
    Article,
    Coding,
    Condition,
    ConditionKind,
    Part,
    Passage,
    Position,
    Provenance,
    Resolution,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Voice,
)
from tests.browser.conftest import Visit
from tests.browser.served import Served, copied, serve
from tests.web.debate import DEBATE
from tests.web.serving import reading_of

TEXT = (
    "🌉🌉 Mayor Orla Brück said: “No toll on the bridge.”\r\n\r\nRivermouth opposes\u202e it\u202c for fear of delays. "
    "🌉 <script>alert(1)</script> javascript:alert(2)\n" + "x" * 3000
)
HAND = Provenance("hand", "1", 0.9)
SELECTED = (
    "said",
    "Rivermouth",
    "”\r\n\r\n",
    "\r\n\r\nRivermouth ",
    "🌉 <script",
    "delays",
    "bridge.”\r\n\r\nRiver",
    "it\u202c for",
    "🌉🌉 Mayor",
)


def spot(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def said(record: Path) -> None:
    """Write the article with a statement and two positions in it."""
    article = Article("hand", TEXT, "hand.txt", "The Ferry", "A \u202etitle", None, "en", "javascript:alert(3)")
    content = (spot("“No toll on the bridge.”"),)
    statement = Statement(
        "hs1",
        "hand",
        StatementKind.DIRECT,
        Part.BODY,
        content,
        (spot("said"),),
        (spot("Mayor Orla Brück"),),
        "No toll on the bridge.",
        HAND,
        actor="varga",
    )
    one = Position(
        "hp1",
        "hand",
        "levy",
        "varga",
        Stance.OPPOSES,
        Scope.OWN,
        Voice.OWN,
        spot("No toll on the bridge"),
        "No toll on the bridge",
        HAND,
        statement="hs1",
        reason=Passage("for fear of delays", (spot("for fear of delays"),)),
        condition=Condition(ConditionKind.LIMIT, "on the bridge", (spot("on the bridge"),)),
    )
    evidence = spot("Rivermouth opposes\u202e it\u202c for fear")
    other = Position(
        "hp2", "hand", "trains", "norland", Stance.OPEN, Scope.GENERAL, Voice.REPORTED, evidence, "Rivermouth", HAND
    )
    with open_record(record) as held:
        held.save_article(article, reading_of(article), Resolution((statement,), (), DEBATE.actors))
        held.save_coding(DEBATE.codebook.version, "c1", Coding("hand", (one, other)))


@pytest.fixture(scope="module")
def served(debate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    record = copied(debate, tmp_path_factory.mktemp("text"))
    said(record)
    with serve(record) as running:
        yield running


def imported(page: Page, body: str, *arguments: object) -> Any:
    """What a function that has the module as ``t`` and the text's element as ``root`` gives back."""
    script = (
        "async (given) => { const t = await import('/static/app/text.js'); "
        f"const root = document.getElementById('text'); {body} }}"
    )
    return page.evaluate(script, list(arguments))


def lit(page: Page) -> str:
    return "".join(page.locator("#text .hit.lit").all_text_contents())


def test_astral_characters_count_once(visit: Visit) -> None:
    told = imported(
        visit("/articles/hand"),
        """const [text] = given; return {
          length: [t.pointLength(text), t.pointLength(""), t.pointLength("\\ud83c")],
          units: [0, 1, 2, 3, 99].map((n) => t.toUnits(text, n)),
          points: [0, 1, 2, 3, 4, 99].map((n) => t.toPoints(text, n)),
          round: [...Array(t.pointLength(text) + 1).keys()].every((n) => t.toPoints(text, t.toUnits(text, n)) === n),
          spans: t.spansOf("3-9 12-20"), none: t.spansOf(""), text: t.spansText([[3, 9], [12, 20]]) };""",
        text := "a🌉b👩‍🚀é",
    )
    assert told["length"] == [len(text), 0, 1]
    assert told["units"] == [0, 1, 3, 4, len(text.encode("utf-16-le")) // 2]
    assert told["points"] == [0, 1, 1, 2, 3, len(text)]
    assert told["round"] is True
    assert told["spans"] == [[3, 9], [12, 20]]
    assert told["none"] == []
    assert told["text"] == "3-9 12-20"


def test_what_is_selected_is_found_again_in_the_text(visit: Visit) -> None:
    page = visit("/articles/hand")
    for words in SELECTED:
        held = spot(words)
        told = imported(
            page,
            """const range = t.rangeOf(root, ...given); const all = getSelection();
            all.removeAllRanges(); all.addRange(range);
            return [t.offsetAt(root, range.startContainer, range.startOffset), t.selected(root),
              t.pointsOf(root, ...given).join("")];""",
            held.begin,
            held.end,
        )
        inner = spot(words.strip())  # nobody means the space at the ends
        assert told == [held.begin, [inner.begin, inner.end], words]


def test_selecting_more_than_the_text_selects_the_text(visit: Visit) -> None:
    page = visit("/articles/hand")
    found = imported(page, "getSelection().selectAllChildren(document.body); return t.selected(root);")
    assert found == [0, len(TEXT)]
    assert imported(page, "getSelection().removeAllRanges(); return t.selected(root);") is None


def test_text_and_list_light_each_other_up(visit: Visit) -> None:
    page = visit("/articles/hand#position-hp1")
    expect(page.locator("#position-hp1")).to_contain_class("current")
    assert "No toll on the bridge" in lit(page)
    page.hover("#text .in-cue")
    assert "said" in lit(page)
    expect(page.locator("#statement-hs1")).to_contain_class("lit")
    page.click("#text .in-condition")  # of two claims; the other than the one in hand
    expect(page).to_have_url(re.compile("#statement-hs1$"))
    page.click("#text .in-condition")
    expect(page).to_have_url(re.compile("#position-hp1$"))
    page.uncheck("#layers input[value=evidence]")
    expect(page).to_have_url(re.compile("layers="))
    page.keyboard.press("j")
    expect(page.locator(".claim.current")).to_have_count(1)


def test_an_address_shows_any_words(visit: Visit) -> None:
    held = spot("for fear of delays")
    page = visit(f"/articles/hand#at-{held.begin}-{held.end}")
    page.wait_for_function("CSS.highlights.has('place')")
    shown = page.evaluate("[...CSS.highlights.get('place')].map((range) => range.toString())")
    assert shown == ["for fear of delays"]


def test_a_text_stays_a_text(visit: Visit) -> None:
    page = visit("/articles/hand", width=360)
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.reload()
    expect(page.locator("#text")).to_contain_text("<script>alert(1)</script>")
    assert page.locator("#text script").count() == 0
    assert not [link for link in page.locator("a").all() if (link.get_attribute("href") or "").startswith("javascript")]
    marks = "[...document.querySelectorAll('#text [data-points]')].map((n) => getComputedStyle(n, '::before').content)"
    assert any("202E" in told for told in page.evaluate(marks))
    assert "\u202e" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360  # the word of 3,000 letters breaks
    assert asked == []

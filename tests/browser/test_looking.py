"""From the map down to the words of an article, searching, and taking away what is shown."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit


def saved(page: Page, word: str) -> Path:
    """What a link of the downloads saves."""
    with page.expect_download() as waiting:
        page.locator(".downloads").get_by_role("link", name=word, exact=True).click()
    return waiting.value.path()


def test_from_a_cell_to_the_words_of_the_article(visit: Visit) -> None:
    page = visit("/")
    expect(page).to_have_url(re.compile(r"/map$"))
    page.locator('a.cell[aria-label*="Public money for night trains"][aria-label*="Belmont"]').click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel.locator("blockquote").first).to_contain_text("We will not pay for other countries’ sleeping cars")
    panel.locator("blockquote a").first.click()
    expect(page).to_have_url(re.compile("/articles/a2#position-a2"))
    expect(page.locator(".claim.current .claim-words")).to_have_text(
        "We will not pay for other countries’ sleeping cars"
    )
    assert "sleeping cars" in "".join(page.locator("#text .hit.lit").all_text_contents())
    page.go_back()
    expect(panel).to_be_visible()  # the panel has its place in the address
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_map_by_the_keyboard_alone(visit: Visit) -> None:
    page = visit("/map")
    page.locator("a.cell").first.focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert second
    assert second != first
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == second
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile("/actors$"))


def test_choices_and_period_stand_in_the_address(visit: Visit) -> None:
    page = visit("/map")
    page.get_by_label("Evidence").select_option("firm" if page.locator("option[value=firm]").count() else "strong")
    expect(page).to_have_url(re.compile("evidence="))
    page.goto("/map")
    before = page.locator("a.cell").count()
    page.locator("#from").focus()
    for _ in range(2):
        with page.expect_navigation():
            page.keyboard.press("PageUp")
        page.locator("#from").focus()
    expect(page).to_have_url(re.compile("since="))
    assert 0 < page.locator("a.cell").count() < before
    other = visit(page.url)  # the address is all that a colleague needs
    assert other.locator("a.cell").count() == page.locator("a.cell").count()


def test_what_is_shown_can_be_taken_away(visit: Visit) -> None:
    page = visit("/map")
    rows = list(csv.reader(io.StringIO(saved(page, "CSV").read_text(encoding="utf-8-sig"))))
    assert any("Belmont" in cell for row in rows for cell in row)
    picture = ElementTree.fromstring(saved(page, "SVG").read_text(encoding="utf-8"))
    assert picture.tag.endswith("svg")
    assert "Belmont" in "".join(picture.itertext())
    data = saved(page, "PNG").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 5_000
    page.goto("/options/levy")
    assert saved(page, "PNG").read_bytes().startswith(b"\x89PNG")
    page.goto("/positions?actor=varga")
    assert len(list(csv.DictReader(io.StringIO(saved(page, "CSV").read_text(encoding="utf-8-sig"))))) == 4


def test_searching(visit: Visit) -> None:
    page = visit("/map")
    page.keyboard.press("/")
    page.keyboard.type('"sleeping cars"')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    line = page.locator(".receipt").first
    expect(line.locator("mark").first).to_have_text("sleeping cars")
    line.locator("blockquote a").first.click()
    expect(page).to_have_url(re.compile("/articles/a2#"))
    page.goto("/search?q=%22%27%20OR%201%3D1%20--")
    expect(page.locator("h1")).to_have_text("Search")

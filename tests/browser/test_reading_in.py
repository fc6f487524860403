"""Reading from the page: pasted, handed over as files, watched, and what was left out told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.served import Served, serve

CODEBOOK = b"""issues:
  - issue: The bridge
    options:
      - id: toll
        label: A toll on the bridge
        description: Who crosses the bridge pays a toll.
"""
PASTED = (
    "Mayor Orla Brück said on Monday that she opposes a toll on the bridge. “We will not pay a toll on our bridge,” "
    "she told reporters. The council will vote in May.\n\n\u202eTurned.\u202c <script>alert(1)</script>"
)
UPLOADED = (
    "Ferry owner Tam Oduya said that he supports a toll on the bridge, because the ferry pays for its pier as well."
)
FRENCH = (
    "Le maire de la ville a dit lundi que la traversée du pont restera gratuite pour tous les habitants de la région."
)
# Seconds that a reading may take: it loads its models in a process of its own.
_READING = 240_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("empty") / "onrecord.db") as running:
        yield running


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("../../up/one.txt", UPLOADED)
        packed.writestr("lettre.txt", FRENCH)
    return made.getvalue()


def finished(page: Page, number: int) -> None:
    """Watch a reading from its beginning to its end."""
    job = page.locator(f"#reading-{number}")
    expect(job).to_have_attribute("data-state", re.compile("waiting|running|done"))
    expect(job).to_have_attribute("data-state", "done", timeout=_READING)


def test_reading_by_paste_and_by_upload(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("link", name="Choose what to read").click()
    page.get_by_label("Title").fill("The bridge")
    page.get_by_label("Text", exact=True).fill(PASTED)
    page.get_by_label("Published").fill("2031-05-04")
    page.set_input_files("#codebook", {"name": "bridge.yaml", "mimeType": "text/yaml", "buffer": CODEBOOK})
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
        const bar = document.querySelector(".job progress");
        window.seen.push([document.querySelector(".job")?.dataset.state, bar?.value ?? null]);
        }).observe(document.getElementById("jobs"), { childList: true, subtree: true }); }"""
    )
    page.get_by_role("button", name="Read", exact=True).click()
    finished(page, 1)
    seen = page.evaluate("window.seen")
    assert "running" in [state for state, _ in seen]  # it was told while it went on
    expect(page.locator("#reading-1 .facts")).to_contain_text("1 read")
    expect(page.locator("#reading-1 .facts")).to_contain_text("1 coded")
    expect(page.locator("#told")).to_contain_text("done")

    page.get_by_label("Outlet").fill("The Ferry")
    page.set_input_files("#files", {"name": "week.zip", "mimeType": "application/zip", "buffer": archive()})
    expect(page.locator("#chosen")).to_contain_text("week.zip")
    page.get_by_role("button", name="Read", exact=True).click()
    finished(page, 2)
    expect(page.locator("#reading-2 .facts")).to_contain_text("1 read")
    page.locator("#reading-2 summary").click()
    expect(page.locator("#reading-2 .reasons")).to_contain_text("lettre.txt")

    page.locator("#reading-2").get_by_role("link", name="Look at the map").click()
    expect(page.locator("th.corner")).to_have_text("Actor")
    cells = page.locator("a.cell")
    assert {"Brück", "Oduya"} <= {
        name
        for name in ("Brück", "Oduya")
        for label in cells.all()
        if name in (label.get_attribute("aria-label") or "")
    }
    page.goto("/articles")
    expect(page.locator(".receipt.reported")).to_have_count(2)
    page.get_by_role("link", name="The bridge").click()
    expect(page.locator("#text")).to_contain_text("<script>alert(1)</script>")


def test_what_cannot_be_read_is_told_before_it_is_begun(visit: Visit) -> None:
    page = visit("/read")
    page.get_by_label("Text", exact=True).fill("Words.")
    page.set_input_files("#codebook", {"name": "bad.yaml", "mimeType": "text/yaml", "buffer": b"options: []"})
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator("#problem")).to_be_visible()
    expect(page.locator("#problem")).not_to_be_empty()
    assert page.get_by_label("Text", exact=True).input_value() == "Words."


def test_a_server_that_was_started_anew_still_takes_the_page(visit: Visit) -> None:
    """The word against forged posts is another one after a restart: the page gets it by itself."""
    page = visit("/read")
    page.evaluate("document.querySelector('meta[name=csrf]').content = 'an old word'")
    page.set_input_files("#codebook", {"name": "bad.yaml", "mimeType": "text/yaml", "buffer": b"options: []"})
    page.get_by_label("Text", exact=True).fill("Words.")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.locator("#problem")).to_contain_text(re.compile("option", re.IGNORECASE))

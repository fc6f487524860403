"""Every page, filled: nothing serious for axe, no sideways scrolling, the focus seen, and nothing asked of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import every, looks
from tests.browser.conftest import Visit
from tests.browser.served import Served, copied, serve
from tests.browser.watching import Watch

ADDRESSES = [address for addresses in every.PAGES.values() for address in addresses]


@pytest.fixture(scope="module")
def served(debate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(every.fill(copied(debate, tmp_path_factory.mktemp("every")))) as running:
        yield running


def test_no_page_is_forgotten() -> None:
    assert list(every.unlisted()) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page(visit: Visit, address: str) -> None:
    page = visit(address, every.OF_OTHERS.get(address, "Ada"), color_scheme="light")
    page.wait_for_timeout(150)  # for what scripts add once the page stands
    assert page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus") == 200
    assert page.locator("h1").first.inner_text().strip()
    faults = [f"wide, light: {one}" for one in looks.findings(page)]
    faults += looks.unfocused(page)
    # The other two pairs of width and colours have nothing of their own: each colour is in both widths.
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 780})
    faults += [f"narrow, dark: {one}" for one in looks.findings(page)]
    faults += looks.wider(page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("address", ["/login", "/actors/nobody", "/samples/2"])
def test_a_page_for_those_who_may_not(visit: Visit, address: str) -> None:
    page = visit(address, None if address == "/login" else "Zoe")
    faults = looks.findings(page) + looks.unfocused(page) + looks.wider(page)
    assert not faults, "\n".join(faults)


def test_what_the_pages_may_not_do_is_noticed(chromium: Browser, served: Served) -> None:
    """By this the fixture ``visit`` fails whatever asks another server, for every page here and in all other tests."""
    watch = Watch(served.address)
    with chromium.new_context(bypass_csp=True) as context:
        watch.over(context)
        page = context.new_page()
        page.goto(f"{served.address}/login", wait_until="load")
        assert len(watch.asked) > 3
        assert watch.faults == []
        page.evaluate("fetch('http://127.0.0.1:9/away').catch(() => {})")
        page.evaluate("fetch('/static/app/none.js')")
        page.evaluate("setTimeout(() => { throw new Error('broken'); })")
        page.wait_for_timeout(200)
    told = "\n".join(watch.faults)
    assert "leaves the machine: http://127.0.0.1:9/away" in told
    assert "404:" in told
    assert "broken" in told


def test_looks_that_are_not_right_are_noticed(visit: Visit) -> None:
    page = visit("/login", bypass_csp=True)
    page.evaluate(
        """() => { const main = document.querySelector("main");
        main.insertAdjacentHTML("beforeend", `<div style="width: 3000px">wide</div><p style="color: #ccc">pale</p>
          <a href="/" style="outline: none !important">unseen</a><div style="cursor: pointer">mouse</div>`); }"""
    )
    assert any("color-contrast" in one for one in looks.findings(page)), looks.findings(page)
    told = looks.unfocused(page)
    assert any("focus is not seen" in one for one in told), told
    assert any("for the mouse alone" in one for one in told)
    assert any(one.startswith("at 360: ") for one in looks.wider(page))

"""Every page, filled: nothing serious for axe, no sideways scrolling, the focus seen, and nothing asked of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import every, looks
from tests.browser.conftest import Visit
from tests.browser.served import Served, copied, serve

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


def test_every_page_was_asked_of_its_own_server_alone(visit: Visit, served: Served) -> None:
    """The fixture fails for whatever is asked of another; this sees that it would have noticed."""
    page = visit("/map", "Ada", bypass_csp=True)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert len(asked) > 3
    assert all(url.startswith((served.address, "data:")) for url in asked)

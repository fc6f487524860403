"""A real Chromium in front of a real server.

A module says which record it wants with a fixture ``served`` of its own; without one it is the hand-coded debate, to be
looked at and not to be changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import served as serving
from tests.browser.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Milliseconds that an element may take to come: the machine may do other things meanwhile.
_PATIENCE = 20_000

#: Opens a page as somebody: ``visit("/map")``, ``visit("/review", "Bo", width=360)``.
Visit = Callable[..., "Page"]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this folder."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    sync.expect.set_options(timeout=_PATIENCE)
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the hand-coded debate, to be copied."""
    return serving.debate(tmp_path_factory.mktemp("debate"))


@pytest.fixture(scope="module")
def served(debate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on the hand-coded debate, without accounts: who comes is the owner Ada."""
    with serving.serve(serving.copied(debate, tmp_path_factory.mktemp("served"))) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, served: Served) -> Iterator[Visit]:
    """Opens pages, each in a browser of its own; at the end, none may have failed or asked another server."""
    from tests.browser.watching import Watch

    watches, contexts = [], []

    def opened(path: str = "/", name: str | None = None, *, width: int = 1280, **more: Any) -> Page:
        more = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", "locale": "en-GB", **more}
        context = chromium.new_context(base_url=served.address, service_workers="block", **more)
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        watch = Watch(served.address)
        watch.over(context)
        watches.append(watch)
        if name is not None:
            cookie, secret = served.session(name)
            context.add_cookies([{"name": cookie, "value": secret, "url": served.address}])
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)

"""The page in a browser: its panels open by address and no script fails."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from onrecord.web import build_view
from onrecord.web.report import render_report
from tests.web.debate import DEBATE
from tests.web.test_report import hostile_view

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


def opened(page: Path, address: str, profile: Path) -> tuple[str, str]:
    """The page after its scripts ran, and what stands in its panel."""
    assert BROWSER
    call = [BROWSER, *QUIET, f"--user-data-dir={profile}", "--enable-logging=stderr", "--v=0", "--dump-dom"]
    done = subprocess.run([*call, f"{page.as_uri()}{address}"], capture_output=True, text=True, timeout=120, check=True)
    console = [line for line in done.stderr.splitlines() if ":CONSOLE:" in line]
    assert not [line for line in console if "Uncaught" in line or "Refused" in line], console
    panel = re.search(r'<dialog id="panel"([^>]*)>(.*?)</dialog>', done.stdout, flags=re.DOTALL)
    assert panel
    return done.stdout, panel[2] if "open" in panel[1] else ""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "map.html"
    path.write_text(render_report(build_view(DEBATE)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("#cell=adviser,levy", ["if the money stays on the islands", 'class="evidence">Kolm would look at it</mark>']),
        ("#actor=norland", ["Where its voices stand", "Ilse Varga"]),
        ("#article=a3", ["diplomats said on Saturday", "Kolm: Banning flights under 500 km"]),
        ("#passage=a1,88,110", ['class="evidence"']),
    ],
)
def test_an_address_opens_its_panel(page: Path, tmp_path: Path, address: str, words: list[str]) -> None:
    _, panel = opened(page, address, tmp_path)
    for expected in words:
        assert expected in panel
    assert "[object" not in panel


def test_an_address_that_means_nothing_opens_no_panel(page: Path, tmp_path: Path) -> None:
    dom, panel = opened(page, "#cell=nobody,%E0%A4%A", tmp_path)
    assert panel == ""
    assert "The levy is dead" in dom  # the list of statements is filled by script


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(render_report(hostile_view()), encoding="utf-8")
    dom, panel = opened(path, "#cell=varga,levy", tmp_path / "profile")
    assert "&lt;img src=x onerror=alert(2)&gt;" in panel
    assert "<img" not in dom
    assert len(re.findall(r"<script(?: type=\"application/json\" id=\"data\")?>", dom)) == 2

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.network import network
from onrecord.cli.picture import picture
from onrecord.errors import OnrecordError
from onrecord.record import open_record
from tests.web import serving


@pytest.fixture(scope="module")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "debate.db"
    with open_record(path) as record:
        serving.fill(record)
    return path


def run(*given: str | Path) -> Result:
    return CliRunner().invoke(picture, [str(one) for one in given], catch_exceptions=True)


@pytest.mark.parametrize("kind", ["network", "heatmap", "coalitions", "polarisation", "trajectories"])
def test_every_kind_is_drawn(debate: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "made.svg"
    more = [] if kind in ("network", "heatmap") else ["--window", "months"]
    result = run(kind, "--record", debate, "--out", out, *more)
    assert result.exit_code == 0, result.output
    ElementTree.fromstring(out.read_text(encoding="utf-8"))
    assert "positions" in result.stderr


def test_the_ending_of_the_file_says_the_format(debate: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.html"
    run("network", "--mode", "actors", "--record", debate, "--out", out)
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    result = run("network", "--record", debate, "--out", tmp_path / "made.gif")
    assert isinstance(result.exception, OnrecordError)
    assert "svg, png, pdf, html" in str(result.exception)


def test_pixels_do_not_go_to_a_terminal(debate: Path) -> None:
    result = run("network", "--record", debate, "--format", "png")
    assert isinstance(result.exception, OnrecordError)
    assert "--out" in str(result.exception)


def test_windows_are_a_file_each(debate: Path, tmp_path: Path) -> None:
    run("network", "--record", debate, "--window", "months", "--out", tmp_path / "net.svg")
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        "net-0001-2031-02-01.svg",
        "net-0002-2031-03-01.svg",
        "net-0003-2031-04-01.svg",
    ]


def test_network_draws_too(debate: Path) -> None:
    result = CliRunner().invoke(network, ["--record", str(debate), "--format", "svg"])
    assert result.exit_code == 0, result.output
    ElementTree.fromstring(result.stdout)


def test_events_are_no_picture(debate: Path) -> None:
    assert isinstance(run("network", "--mode", "events", "--record", debate).exception, OnrecordError)

import click
import pytest
from click.testing import CliRunner

from onrecord.cli.asking import from_the_web
from onrecord.origins.web.fetching import POLITE, Fetching

given: list[Fetching] = []


@click.command()
@from_the_web
def command(fetching: Fetching) -> int:
    """Keep what it is given."""
    given.append(fetching)
    return 0


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def run(*arguments: str) -> Fetching:
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return given[-1]


def test_politely_by_default() -> None:
    assert run() == POLITE == Fetching()
    assert not POLITE.allow_private
    assert not POLITE.ignore_robots
    assert POLITE.delay >= 1


def test_what_is_asked_for() -> None:
    wanted = Fetching(contact="https://lab.example/", delay=0.0, allow_private=True, ignore_robots=True)
    assert run("--delay", "0", "--contact", "https://lab.example/", "--allow-private", "--ignore-robots") == wanted
    assert CliRunner().invoke(command, ["--delay", "-1"]).exit_code == 2


def test_a_proxy_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.lab.example:3128")
    assert run().proxy == "http://proxy.lab.example:3128"

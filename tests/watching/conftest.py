"""A server of news and a record for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsstand import Newsstand
from tests.watching.rounds import Watch, without_weights


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with Newsstand() as opened:
        yield opened


@pytest.fixture
def once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    without_weights(monkeypatch)
    return Watch(tmp_path / "r.db", monkeypatch)

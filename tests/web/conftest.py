"""A record with the hand-coded debate, and a browser in front of the app on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.record import open_record
from tests.web import serving


@pytest.fixture(scope="session")
def _debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("debate") / "debate.db"
    with open_record(path) as record:
        serving.fill(record)
    return path


@pytest.fixture
def debate_db(_debate: Path, tmp_path: Path) -> Path:
    """A record of one's own with the hand-coded debate."""
    return Path(shutil.copy(_debate, tmp_path / "onrecord.db"))


@pytest.fixture
def browser(debate_db: Path) -> Iterator[serving.Browser]:
    """A browser in front of the app on the debate; everybody is the owner Ada."""
    with serving.browser(debate_db) as client:
        yield client

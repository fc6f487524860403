"""Two programs at one SQLite file: what the one writes, the other sees, whoever opened and closed it meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from onrecord.record import open_record
from onrecord.record.accounts import Role
from onrecord.record.people import People

_LOOK = """
import sys
from onrecord.record import open_record
from onrecord.record.people import People
with open_record(sys.argv[1]) as record:
    print(People(record).find("Kim") is not None)
"""


def seen(path: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", _LOOK, path], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_nothing_is_lost_where_records_are_opened_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    open_record(path).close()
    with open_record(path) as server:
        open_record(path).close()  # as a server does that keeps some records open
        with open_record(path):
            assert seen(path) == "False"
            People(server).add("Kim", Role.OWNER, "a river runs under it", by="test")
            assert seen(path) == "True"


def test_nor_where_the_first_of_them_made_it(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with open_record(path) as server, open_record(path), open_record(path):
        assert seen(path) == "False"
        People(server).add("Kim", Role.OWNER, "a river runs under it", by="test")
        assert seen(path) == "True"

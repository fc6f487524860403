"""A running ``onrecord serve`` on a record, as a process of its own at a free port."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.web.place import Place
from onrecord.web.security import cookie_name
from tests.web import serving

RUN = "from onrecord.cli.serve import serve; serve(standalone_mode=False)"
PASSWORD = "a river runs under the old bridge"
# A server on a busy machine with two cores begins to answer after two to ten seconds.
_PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A server that answers, and the record that it serves."""

    address: str
    record: Path

    def session(self, name: str) -> tuple[str, str]:
        """Name and secret of the cookie by which a person is logged in, without the time that a password takes."""
        with open_record(self.record) as record:
            people = People(record)
            person = people.find(name)
            assert person is not None, name
            return cookie_name(Place(str(self.record))), people.open_session(person)


@contextmanager
def serve(record: Path, *options: str) -> Iterator[Served]:
    """Serve a record until the block ends; who comes without an account is Ada."""
    command = [sys.executable, "-c", RUN, "--record", str(record), "--port", "0", "--no-browser", "--as", "Ada"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=env) as run:
        try:
            assert run.stdout is not None
            told = run.stdout.readline()
            found = re.search(r"(http://\S+?)/ ", told)
            assert found, told
            _await(found[1])
            yield Served(found[1], record)
        finally:
            run.terminate()
            try:
                run.wait(20)
            except subprocess.TimeoutExpired:
                run.kill()


def _await(address: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with contextlib.closing(opener.open(f"{address}/static/app/icon.svg", timeout=_PATIENCE)):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            assert time.monotonic() < end, f"nothing answers at {address}"
            time.sleep(0.05)


def debate(folder: Path) -> Path:
    """A record with the hand-coded debate, made once and copied afterwards."""
    made = folder / "debate.db"
    if not made.exists():
        with open_record(made) as record:
            serving.fill(record)
    return made


def copied(record: Path, folder: Path) -> Path:
    """A record of one's own."""
    return Path(shutil.copy(record, folder / "onrecord.db"))


def team(record: Path) -> Path:
    """Give a record an owner, two reviewers and a reader; all have the same password."""
    with open_record(record) as held:
        people = People(held)
        for name, role in (("Ada", "owner"), ("Bo", "reviewer"), ("Kim", "reviewer"), ("Zoe", "reader")):
            people.add(name, role, PASSWORD, by="Ada")
    return record

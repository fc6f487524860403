"""Watching killed at any moment: nothing is lost, and nothing comes twice."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.record import Record, open_record
from onrecord.remembering import RecordMemory
from onrecord.watching import Watching, watch
from tests.newsstand import BODY, Newsstand, full, report, rss, teaser
from tests.watching.rounds import HALF_AN_HOUR, POLITE, XML, Watch


class Killed(BaseException):
    """What nobody catches, as nobody catches SIGKILL."""


def debate(stand: Newsstand) -> tuple[str, ...]:
    """Two feeds with articles of every kind."""
    u = stand.url
    for name in ("a", "b", "c"):
        stand.put(f"/{name}", report(f"Page {name}"))
    stand.put("/one", rss(teaser(f"{u}/a", "A", guid="1"), full(f"{u}/x", "X"), full("", "Nowhere", guid="2")), XML)
    stand.put("/two", rss(teaser(f"{u}/b", "B"), teaser(f"{u}/c", "C", guid="3"), full(f"{u}/x", "X")), XML)
    return f"{u}/one", f"{u}/two"


def held(record: Path) -> list[tuple[str, str]]:
    with open_record(record) as opened:
        return sorted((article.origin, article.text) for article in opened.articles())


def test_a_round_killed_anywhere_loses_and_repeats_nothing(
    stand: Newsstand, once: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = debate(stand)
    once(*places)
    undisturbed = held(once.record)
    assert len(undisturbed) == 5
    open_record(tmp_path / "empty.db").close()
    events, last = 0, 0

    def counted(do: Callable[..., object]) -> Callable[..., object]:
        def doing(*args: object) -> object:
            nonlocal events
            events += 1
            if events == last:
                raise Killed
            return do(*args)

        return doing

    monkeypatch.setattr(RecordMemory, "put", counted(RecordMemory.put))
    monkeypatch.setattr(Record, "save_article", counted(Record.save_article))
    kills = 0
    for last in range(1, 100):
        events = 0
        shutil.copy(tmp_path / "empty.db", tmp_path / f"{last}.db")
        disturbed = Watch(tmp_path / f"{last}.db", monkeypatch)
        try:
            disturbed(*places)
        except Killed:
            kills += 1
        else:
            break
        disturbed(*places)
        assert held(disturbed.record) == undisturbed, last
        assert disturbed(*places).summary.read == 0
    assert kills > 15


_CHILD = """
import os, sys
import pytest
from onrecord.watching import Watching, watch
from tests.watching import rounds as t
patch = pytest.MonkeyPatch()
t.without_weights(patch)
from onrecord.record import Record
save, left = Record.save_article, int(sys.argv[2])
def killing(self, *args):
    global left
    save(self, *args)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
Record.save_article = killing
next(watch(Watching(tuple(sys.argv[3:]), t.HALF_AN_HOUR, t.POLITE), sys.argv[1]))
"""


@pytest.mark.parametrize("after", [1, 3])
def test_a_process_that_is_killed_loses_and_repeats_nothing(
    stand: Newsstand, once: Watch, tmp_path: Path, after: int
) -> None:
    places = debate(stand)
    once(*places)
    killed = tmp_path / "killed.db"
    command = [sys.executable, "-c", _CHILD, str(killed), str(after), *places]
    child = subprocess.run(
        command, cwd=Path(__file__).parent.parent.parent, env={**os.environ, "PYTHONPATH": "."}, timeout=60
    )
    assert child.returncode == -signal.SIGKILL
    again = list(places)
    done = next(watch(Watching(tuple(again), HALF_AN_HOUR, POLITE), str(killed)))
    assert done.summary.failed == ()
    assert held(killed) == held(once.record)
    assert BODY.split(".")[0] in held(killed)[0][1]

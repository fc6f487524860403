"""`onrecord watch` as a process of its own, with the shipped weights."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.program import commands
from onrecord.cli.watch import status
from onrecord.pipeline import Summary
from onrecord.record import open_record
from onrecord.types import Failure
from onrecord.watching import Round
from tests.newsstand import Newsstand, full, report, rss, teaser

XML = "application/rss+xml"
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with Newsstand() as opened:
        yield opened


def watching(record: Path, *more: str) -> list[str]:
    options = ["--record", str(record), "--allow-private", "--delay", "0", "--jobs", "1", *more]
    return [sys.executable, "-m", "onrecord.cli", "watch", *options]


@contextmanager
def begin(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    alone = {**os.environ, "ONRECORD_THREADS": "1"}
    pipe = subprocess.PIPE

    def heard() -> None:  # a shell that starts something in its background lets it not hear Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    started = subprocess.Popen(command, cwd=ROOT, text=True, env=alone, stdout=pipe, stderr=pipe, preexec_fn=heard)
    with started as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_until_stopped_and_ends_cleanly(stand: Newsstand, tmp_path: Path, number: int) -> None:
    stand.put("/rss", rss(full(f"{stand.url}/a", "One"), teaser(f"{stand.url}/b", "Two")), XML)
    stand.put("/b", report("Two"))
    record = tmp_path / "r.db"
    with begin([*watching(record), f"{stand.url}/rss"]) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "1 feed asked; articles: 2 new; 0 coded. Next round at " in line
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "Stopped" in err
    assert "Traceback" not in err
    with open_record(record, create=False) as opened:
        assert len(list(opened.articles())) == 2


def test_stopped_while_a_server_is_slow_it_loses_nothing(stand: Newsstand, tmp_path: Path) -> None:
    from tests.newsstand import Answer

    def slowly() -> Answer:
        time.sleep(20)
        return Answer(b"")

    stand.put("/rss", rss(teaser(f"{stand.url}/slow", "One")), XML)
    stand.pages["/slow"] = slowly
    record = tmp_path / "r.db"
    with begin([*watching(record), f"{stand.url}/rss"]) as process:
        end = time.monotonic() + 60
        while "/slow" not in stand.asked and time.monotonic() < end:
            time.sleep(0.05)
        process.terminate()
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    stand.put("/slow", report("One"))
    done = subprocess.run(
        [*watching(record, "--once"), f"{stand.url}/rss"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "1 new" in done.stdout


def test_once_is_one_round_and_tells_what_went_wrong(stand: Newsstand, tmp_path: Path) -> None:
    stand.put("/rss", rss(teaser(f"{stand.url}/gone", "One")), XML)
    common = ["--record", str(tmp_path / "r.db"), "--allow-private", "--delay", "0"]
    result = CliRunner().invoke(commands, ["watch", "--once", *common, f"{stand.url}/rss"], standalone_mode=False)
    assert result.return_value == 1
    assert "failed: " in result.stderr
    assert f"{stand.url}/gone" in result.stderr
    assert "Next round" not in result.stdout
    result = CliRunner().invoke(commands, ["watch", "--once", *common, f"{stand.url}/rss"], standalone_mode=False)
    assert result.return_value == 0


def test_a_private_address_is_not_asked_unless_allowed(stand: Newsstand, tmp_path: Path) -> None:
    stand.put("/rss", rss(), XML)
    common = ["watch", "--once", "--record", str(tmp_path / "r.db")]
    result = CliRunner().invoke(commands, [*common, f"{stand.url}/rss"], standalone_mode=False)
    assert result.return_value == 1
    assert stand.asked == []
    assert "note: " in result.stderr


def test_what_is_no_feed_is_a_wrong_call(tmp_path: Path) -> None:
    command = [*watching(tmp_path / "r.db", "--once"), "feeds.opml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "feeds.opml does not exist" in done.stderr
    assert not (tmp_path / "r.db").exists()


def test_a_round_in_a_line() -> None:
    at, following = datetime(2024, 3, 8, 12, tzinfo=UTC), datetime(2024, 3, 8, 12, 30, tzinfo=UTC)
    failed = (Failure("x", "origins", "why"),)
    summary = Summary(read=5, skipped=failed, failed=failed, changed=("a",), coded=4, more_failed=2)
    done = Round(at, following, asked=12, unchanged=7, waiting=2, failing=1, summary=summary)
    line = status(done)
    assert line[5:].startswith(
        " 12 feeds asked, 7 unchanged, 1 failed, 2 not due; articles: 4 new, 1 changed, 1 skipped, 3 failed; 4 coded. "
    )
    assert line.endswith(f"Next round at {following.astimezone():%H:%M}.")
    assert status(done, last=True).endswith("4 coded.")

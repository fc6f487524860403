"""The command line as people call it, on a desk with a report and a codebook."""

import io
import json
import resource
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import main

REPORT = """\
The river town quarrels over its bridge.

"We want this bridge, and we want it now," said Mayor Ada Holm on Friday. "The bridge must be built."

Norway has no plans to build a bridge, Foreign Minister Jonas Berg said. Denmark is against the bridge.
"""
BOOK = """\
issues:
  - issue: The river
    options:
      - id: bridge
        label: Building a bridge over the river
        description: A bridge is built over the river.
        keywords: [bridge]
"""
WHAT = ("statements", "positions", "relations", "actors", "articles")


def run(*arguments: object, cwd: Path, code: int = 0, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; a file may have ``largest`` bytes, as on a disk nearly full."""

    def limit() -> None:
        if largest is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    command = [sys.executable, "-m", "onrecord.cli", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=limit if largest else None,
    )
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


def told(*arguments: object, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """The same from its first line to its last in this process; one of its own takes a second to begin."""
    command = ["onrecord", *map(str, arguments)]
    out, err = io.BytesIO(), io.BytesIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        chdir(cwd),
        redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", write_through=True)),
        redirect_stderr(io.TextIOWrapper(err, encoding="utf-8", write_through=True)),
    ):
        patch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as left:
            main()
        said = [stream.getvalue().decode() for stream in (out, err)]
    done = subprocess.CompletedProcess(command, int(left.value.code or 0), *said)
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


def exported(what: str, cwd: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told("export", what, cwd=cwd).stdout.splitlines()]


def everything(cwd: Path) -> list[str]:
    return [told("export", what, cwd=cwd).stdout for what in WHAT]


def laid(desk: Path) -> Path:
    """A folder with a report and a codebook."""
    (desk / "one.txt").write_text(f"---\noutlet: River Post\ndate: 2021-03-05\n---\n{REPORT}", encoding="utf-8")
    (desk / "book.yaml").write_text(BOOK, encoding="utf-8")
    return desk

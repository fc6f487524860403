"""The command that opens the record in the browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from onrecord.cli import serve
from onrecord.errors import OnrecordError
from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.web.place import Place

RUN = "from onrecord.cli.serve import serve; serve(standalone_mode=False)"


def test_it_answers_and_stops(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    command = [sys.executable, "-c", RUN, "--record", str(path), "--port", "0", "--no-browser", "--as", "Ada"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as run:
        try:
            assert run.stdout is not None
            told = run.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", told)
            assert found, told
            end = time.monotonic() + 20
            while True:
                try:
                    answer = httpx.get(found[0])
                    break
                except httpx.ConnectError:
                    assert time.monotonic() < end
                    time.sleep(0.1)
            assert answer.status_code == 200
            assert "Read the bundled debate" in answer.text
            assert "server" not in answer.headers
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(20)
    assert path.exists()


def test_nobody_is_let_in_from_outside_without_accounts(tmp_path: Path) -> None:
    path = str(tmp_path / "r.db")
    result = CliRunner().invoke(serve.serve, ["--record", path, "--host", "0.0.0.0", "--port", "0", "--no-browser"])
    assert isinstance(result.exception, OnrecordError)
    assert "has no accounts yet" in str(result.exception)
    assert "onrecord people add" in str(result.exception)
    with open_record(path) as record:
        People(record).add("Ada", "owner", "a river runs under the old bridge", by="test")
    serve._check(Place(path, "0.0.0.0"))


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OnrecordError, match="take another one with --port"):
            serve._listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(OnrecordError):
        serve._listen("no.such.host.invalid", 0)


def test_a_wrong_record_is_told_before_anything_is_served(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("not a record")
    result = CliRunner().invoke(serve.serve, ["--record", str(tmp_path / "text.db"), "--port", "0", "--no-browser"])
    assert isinstance(result.exception, OnrecordError)


def test_addresses() -> None:
    assert serve._address("0.0.0.0", 80) == "http://127.0.0.1:80/"
    assert serve._address("::1", 80) == "http://[::1]:80/"
    assert serve._address("localhost", 80) == "http://localhost:80/"
    assert serve._visitor("  Ada ") == "Ada"
    assert serve._visitor(None)

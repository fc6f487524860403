"""A small endpoint of the OpenAI kind on this machine, which answers as a test tells it to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Given:
    """What the server is to give back."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0  # seconds before anything is sent
    drip: float = 0.0  # seconds between one byte and the next


@dataclass
class ModelServer:
    """Where it is, what it was asked, and how it answers: ``answer`` gets the body of a request and its number."""

    url: str
    answer: Callable[[dict[str, Any], int], Given]
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def said(content: Any) -> Given:
    """A chat reply with these words."""
    text = content if isinstance(content, str) else json.dumps(content)
    return Given(body=json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}))


def stances(*rows: tuple[str, str, float]) -> Given:
    """A reply in the right form: stance, evidence and how sure, for the options in order."""
    return said({"answers": [entry(n, *row) for n, row in enumerate(rows, start=1)]})


def entry(number: int, stance: str, evidence: str, sure: float) -> dict[str, Any]:
    return {"option": number, "stance": stance, "evidence": evidence, "sure": sure}


def refused(status: int, message: str = "", **headers: str) -> Given:
    """An error as such endpoints put it."""
    return Given(
        status, json.dumps({"error": {"message": message}}), {k.replace("_", "-"): v for k, v in headers.items()}
    )


def in_turn(*replies: Given) -> Callable[[dict[str, Any], int], Given]:
    """One reply after the other, the last for ever."""
    return lambda body, number: replies[min(number, len(replies) - 1)]


def options_of(body: dict[str, Any]) -> Sequence[str]:
    """The options of a request as the model sees them."""
    return re.findall(r"^\d+\. (.*)$", body["messages"][1]["content"], flags=re.MULTILINE)


@contextmanager
def serving(answer: Callable[[dict[str, Any], int], Given]) -> Iterator[ModelServer]:
    """A server for the length of a test."""
    known: list[ModelServer] = []
    lock = threading.Lock()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server = known[0]
            with lock:
                number = len(server.asked)
                server.asked.append(body)
                server.headers.append(dict(self.headers.items()))
                server.paths.append(self.path)
            given = server.answer(body, number)
            time.sleep(given.wait)
            data = given.body.encode()
            try:
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                for byte in data if given.drip else ():
                    self.wfile.write(bytes([byte]))
                    time.sleep(given.drip)
                if not given.drip:
                    self.wfile.write(data)
            except OSError:  # who asked has gone
                return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Desk) as http:
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        known.append(ModelServer(f"http://127.0.0.1:{http.server_address[1]}/v1", answer))
        try:
            yield known[0]
        finally:
            http.shutdown()
            thread.join()

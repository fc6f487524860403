"""A web site on this machine: what it answers is written down by the test, what it was asked can be read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."


def page(*words: str, head: str = "") -> bytes:
    """A page with a report of a few sentences."""
    body = "".join(f"<p>{SENTENCE} {word}</p>" for word in (*words, "Nobody else said a word about the bridge."))
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    at: float


Answer = Callable[["Request"], None]


@dataclass
class Site:
    """The server: ``answers`` by path; "*" is for all that is not listed."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(
        self, path: str, body: bytes = b"", *, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        """Answer a path with this; the address of it."""
        said = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.answers[path] = lambda request: request.send(status, body, said)
        return self.url(path)

    def paths(self) -> list[str]:
        """What was asked for in order, but for robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class Request(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(Asked(self.path, dict(self.headers.items()), time.monotonic()))
        answer = self.site.answers.get(self.path) or self.site.answers.get("*")
        try:
            if answer is None:
                self.send(404, b"nothing here", {"Content-Type": "text/plain"})
            else:
                answer(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self, headers: dict[str, str] | None = None) -> None:
        """An answer whose end nobody knows."""
        self.send_response(200)
        for name, value in (headers or {"Content-Type": "text/html"}).items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


@contextmanager
def running_site() -> Iterator[Site]:
    """A site that answers while the block lasts, on every address of this machine's loopback."""
    site = Site()
    handler = type("Handler", (Request,), {"site": site})
    server = _Server(("0.0.0.0", 0), handler)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

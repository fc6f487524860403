"""A server of news for tests: feeds and pages that change, fail and tell when they were asked."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Answer:
    """What an address answers with."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    conditional: bool = True  # with an ETag, and 304 where the asker has it


Page = Answer | Callable[[], Answer]


class Newsstand:
    """A server on this machine; ``pages`` are its answers by path, ``asked`` the paths in the order of asking."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {"/robots.txt": Answer(status=404)}
        self.asked: list[str] = []
        self.statuses: list[tuple[str, int]] = []
        stand = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                stand.asked.append(path)
                page = stand.pages.get(path, Answer(status=404))
                answer = page if isinstance(page, Answer) else page()
                tag = f'"{hashlib.sha256(answer.body).hexdigest()[:12]}"'
                status = answer.status
                if answer.conditional and status == 200 and self.headers.get("If-None-Match") == tag:
                    status = 304
                body = b"" if status == 304 else answer.body
                stand.statuses.append((path, status))
                self.send_response(status)
                headers = {"Content-Length": str(len(body)), **answer.headers}
                if answer.conditional and answer.status == 200:
                    headers["ETag"] = tag
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """Say nothing of those who went away."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **more: Any) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = Answer(data, headers={"Content-Type": kind}, **more)

    def count(self, path: str) -> int:
        return self.asked.count(path)


BODY = (
    "The council of the harbour town argued for three hours about the new tram line on Tuesday evening. "
    "Mayor Ilse Brandt said the line would bring workers to the docks in half the time that buses need today. "
    "Councillor Piet Maas called the plan a gift to builders and said he would vote against every part of it. "
    "The port authority has promised to pay a third of the cost if the first rails are laid before next summer. "
    "Residents of the old quarter fear noise at night and have collected two thousand signatures against the route. "
)


def report(title: str, words: str = "", *, outlet: str = "The Harbour Gazette") -> str:
    """A page of a newspaper with one report."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} - {outlet}</title>'
        f'<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="2024-03-08T09:00:00Z"></head><body><article><h1>{title}</h1>'
        f"<p>{title}. {words}</p><p>{BODY}</p><p>{BODY}</p></article></body></html>"
    )


def rss(*items: str, title: str = "The Harbour Gazette", more: str = "") -> str:
    """An RSS feed with these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>https://harbourgazette.example/</link><description>News</description>{more}"
        f"{''.join(items)}</channel></rss>"
    )


def teaser(
    link: str, title: str, *, guid: str = "", date: str = "Fri, 08 Mar 2024 09:00:00 GMT", words: str = ""
) -> str:
    """An item that only says what stands elsewhere."""
    key = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    return (
        f"<item><title>{title}</title><link>{link}</link>{key}<pubDate>{date}</pubDate>"
        f"<description>{words or title}</description></item>"
    )


def full(link: str, title: str, *, guid: str = "", date: str = "Fri, 08 Mar 2024 09:00:00 GMT", words: str = "") -> str:
    """An item with all of its article."""
    key = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    at = f"<link>{link}</link>" if link else ""
    when = f"<pubDate>{date}</pubDate>" if date else ""
    text = f"<p>{title}. {words}</p><p>{BODY}</p><p>{BODY}</p>"
    name = f"<title>{title}</title>" if title else ""
    return f"<item>{name}{at}{key}{when}<content:encoded><![CDATA[{text}]]></content:encoded></item>"

"""What no page may do, seen by the browser: fail in a script, break its own policy, or ask anybody but its server."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

# What the browser says of an answer that a page deals with itself (a refusal, a stale edit) is no fault of the page.
_ANSWERS = ("Failed to load resource: the server responded with a status of 4",)


@dataclass
class Watch:
    """What went wrong in a context, and every address that was asked for."""

    address: str
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Look on from now on."""
        context.on("request", self._requested)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("page", self._opened)

    def _opened(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.faults.append(f"socket: {socket.url}"))

    def _requested(self, request: Request) -> None:
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.address and parts.scheme not in ("data", "blob"):
            self.faults.append(f"leaves the machine: {request.url[:200]}")

    def _answered(self, response: Response) -> None:
        missing = response.status == 404 and "/static/" in response.url
        if response.status >= 500 or missing:
            self.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_ANSWERS):
            self.faults.append(f"console: {message.text[:300]}")

"""What a site lets programs read: its robots.txt (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from protego import Protego

#: The name by which onrecord goes in robots.txt.
NAME = "onrecord"
#: Bytes of a robots.txt that are looked at, as search engines do.
LARGEST = 512_000

_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$")


@dataclass(frozen=True)
class Rules:
    """The robots.txt of a site; ``status`` is how it was answered."""

    status: int
    text: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether nobody can say what is allowed: the site failed, and nothing may be fetched for the time being."""
        return self.status >= 500 or self.status == 429

    @property
    def wait(self) -> float:
        """Seconds that it wants between two requests, 0 where it does not say."""
        rate = self._parsed.request_rate(NAME)
        return max(self._parsed.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    def allows(self, url: str) -> bool:
        """Whether an address may be read; without a robots.txt everything may."""
        return not self.is_silent and bool(self._parsed.can_fetch(url, NAME))

    def rule_against(self, url: str) -> str:
        """The line that forbids an address, as it is written there."""
        from protego import Protego

        against = ""
        for agent, path in self._disallowed():
            alone = Protego.parse(f"User-agent: *\nDisallow: {path}\n")
            if len(path) >= len(against) and not alone.can_fetch(url, NAME):
                against = f"Disallow: {path} (for {'every program' if agent == '*' else agent})"
        return against or "Disallow"

    def _disallowed(self) -> Iterator[tuple[str, str]]:
        """The forbidden paths, each with the name that they are forbidden to: ours where we are named, else all."""
        groups: dict[str, list[str]] = {}
        agents: list[str] = []
        is_open = False  # several names may stand above one group
        for line in self.text.splitlines():
            match = _LINE.match(line)
            if not match:
                continue
            key, value = match[1].lower(), match[2]
            if key == "user-agent":
                agents = [*(agents if is_open else []), value.lower()]
                is_open = True
            elif key in ("allow", "disallow"):
                is_open = False
                for agent in agents if key == "disallow" and value else ():
                    groups.setdefault(agent, []).append(value)
        ours = [agent for agent in groups if agent != "*" and agent in NAME]
        for agent in ours or ["*"]:
            yield from ((agent, path) for path in groups.get(agent, ()))

    @cached_property
    def _parsed(self) -> Protego:
        from protego import Protego

        has_rules = 200 <= self.status < 300
        return Protego.parse(self.text if has_rules else "")


def robots_address(url: str) -> str:
    """Where the robots.txt stands that speaks for an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"

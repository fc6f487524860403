"""What is remembered of feeds is held back until the record has their articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any

from onrecord.origins.web.addresses import shown
from onrecord.origins.web.fetching import Memory, Remembered
from onrecord.types import Article

ITEM = "item"
LISTS = ("feed", "sitemap")
_MANY = 2_000  # articles noted at once: one write for the whole of any feed, some dozens for the largest sitemap


class HeldBack:
    """A memory that writes down at once what is asked of pages, and of lists of them only when it is told to.

    Else a run that ends before its articles are read would make the next one believe that the feed has nothing new.
    """

    def __init__(self, memory: Memory, together: Callable[[], AbstractContextManager[object]]) -> None:
        """Hold nothing yet; what is written within ``together`` is written at once."""
        self._memory = memory
        self.together = together
        self._held: dict[str, Remembered] = {}
        self._noted: dict[str, Remembered] = {}

    def get(self, url: str) -> Remembered | None:
        """What is remembered of an address, as it is written down."""
        return self._noted.get(url) or self._memory.get(url)

    def put(self, url: str, remembered: Remembered) -> None:
        """Remember it: at once, or when the address is settled; articles of feeds together with others."""
        if remembered.kind in LISTS:
            self._held[url] = remembered
        elif remembered.kind == ITEM:
            self._noted[url] = remembered
            if len(self._noted) >= _MANY:
                self.flush()
        else:
            self._memory.put(url, remembered)

    def article(self, origin: str) -> Article | None:
        """The article that was read from there last, if it is still held."""
        return self._memory.article(origin)

    def source(self, url: str) -> Remembered | None:
        """What is remembered of a feed."""
        return self._memory.get(shown(url))

    def flush(self) -> None:
        """Write down what was noted of the articles of feeds."""
        with self.together():
            for url, remembered in self._noted.items():
                self._memory.put(url, remembered)
        self._noted.clear()

    def settle(self, url: str, now: datetime, facts: dict[str, Any], **said: Any) -> None:
        """Write down what came of asking a feed, ``said`` being columns that are known better than the answer told."""
        name = shown(url)
        row = self._held.pop(name, None) or self._memory.get(name) or Remembered("feed", 0, now)
        told = json.dumps(facts, ensure_ascii=False) if facts else None
        self._memory.put(name, replace(row, at=now, facts=told, **said))


def facts_of(row: Remembered | None) -> dict[str, Any]:
    """What is remembered of a feed beside how it answered."""
    facts = json.loads(row.facts) if row is not None and row.facts else {}
    return facts if isinstance(facts, dict) else {}

"""Which articles of a feed are known already, whatever the feed does with their ids and addresses.

An article is known once it is in the record: what is noted here before it is read says only where it will be. So a run
that is killed at any moment loses nothing, and its successor repeats nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from onrecord.origins.web.fetching import Memory, Remembered
from onrecord.origins.web.held import ITEM, facts_of
from onrecord.origins.web.items import Item
from onrecord.origins.web.schedule import after_failure

# Times that an article is asked for: over a backoff of five times some five hours, an outage of an evening.
_TRIES = 5
_DONE, _WAITING = 200, 0  # as status


@dataclass(frozen=True, slots=True)
class Mark:
    """What is noted of an article: its origin and whether to read it; ``later``: not now, it failed a while ago."""

    origin: str
    wanted: bool
    later: bool = False


class Marks:
    """What a record remembers of the articles of feeds."""

    def __init__(self, memory: Memory, now: datetime) -> None:
        """Look nothing up yet."""
        self._memory = memory
        self._now = now
        self._as_noted: set[str] = set()  # given out as they were noted, without their text

    def of(self, feed: str, origin: str, item: Item, *, by_title: bool = True) -> Mark:
        """Whether an article is to be read, and under which origin; noted, so that it keeps that origin.

        The id tells it if title, moment or address agree (some feeds give an id twice), then the address, then title
        and moment together, if ``by_title``. What another feed had first is not read again because this one words it
        otherwise.
        """
        row = self._memory.get(_name(origin))
        known_as = self._known_as(feed, origin, item, by_title=by_title and row is None)
        if known_as is not None and known_as != origin:
            origin, row = known_as, self._memory.get(_name(known_as))
        before = _prints(row).get(_short(feed))
        is_same = before in (None, fingerprint(item))
        if row is not None and row.status == _DONE:
            if before is None:
                self.done(feed, origin, item)
            return Mark(origin, wanted=not is_same)
        if row is not None and row.next is not None and row.next > self._now:
            return Mark(origin, wanted=False, later=True)
        if row is None:
            self._note(feed, origin, item)
        # read by a run that ended before it could say so, or without any feed
        is_read = is_same and self._memory.article(origin) is not None
        if is_read:
            self.done(feed, origin, item)
        return Mark(origin, wanted=not is_read)

    def done(self, feed: str, origin: str, item: Item) -> None:
        """Note that an article was read as it is now, or that it never will be."""
        prints = _prints(self._memory.get(_name(origin)))
        if origin not in self._as_noted:
            prints = {**prints, _short(feed): fingerprint(item)}
        self._put(origin, Remembered(ITEM, _DONE, self._now), {"prints": prints})

    def failed(self, feed: str, origin: str, item: Item, *, lasting: bool) -> bool:
        """Note that an article could not be read; whether it is to be tried again."""
        row = self._memory.get(_name(origin))
        tries = (row.failures if row else 0) + 1
        if lasting or tries >= _TRIES:
            self.done(feed, origin, item)
            return False
        again = after_failure(self._now, tries)
        waiting = Remembered(ITEM, _WAITING, self._now, failures=tries, next=again)
        self._put(origin, waiting, {"prints": _prints(row), **_kept(item)})
        return True

    def waiting(self, origin: str) -> Item | None:
        """An article that is still to be tried, as it was when its feed had it."""
        row = self._memory.get(_name(origin))
        facts = facts_of(row)
        if row is None or row.status == _DONE or not facts.get("link"):
            return None
        self._as_noted.add(origin)
        kept: dict[str, Any] = {name: facts.get(name) for name in _KEPT}
        return Item(**kept)

    def _known_as(self, feed: str, origin: str, item: Item, *, by_title: bool) -> str | None:
        if item.key is not None:
            row = self._memory.get(_key_name(feed, item.key))
            facts = facts_of(row)
            if row is not None and _agrees(facts, item, origin):
                return str(facts["origin"])
        if by_title and (name := _told_by_title(feed, item)) is not None:
            return facts_of(self._memory.get(name)).get("origin")
        return None

    def _note(self, feed: str, origin: str, item: Item) -> None:
        told = json.dumps({"origin": origin, "title": item.title, "published": item.published}, ensure_ascii=False)
        row = Remembered(ITEM, _DONE, self._now, facts=told)
        if item.key is not None and item.key not in (item.link, origin):
            self._memory.put(_key_name(feed, item.key), row)
        if (name := _told_by_title(feed, item)) is not None:
            self._memory.put(name, row)
        waiting = Remembered(ITEM, _WAITING, self._now)
        self._put(origin, waiting, {"prints": {_short(feed): fingerprint(item)}, **_kept(item)})

    def _put(self, origin: str, row: Remembered, facts: Mapping[str, Any]) -> None:
        self._memory.put(_name(origin), replace(row, facts=json.dumps(facts, ensure_ascii=False)))


_KEPT = ("link", "title", "published", "outlet", "author", "section")


def _kept(item: Item) -> dict[str, str]:
    """What is noted of an article until it is read: enough to ask for it when its feed has dropped it."""
    return {name: value for name in _KEPT if (value := getattr(item, name))}


def fingerprint(item: Item) -> str:
    """What is another one once an article has changed: title and text, or the moment that the feed gives for it."""
    told = (item.title, item.text) if item.is_whole else (item.title, item.text, item.changed)
    return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:16]


def _agrees(facts: dict[str, Any], item: Item, origin: str) -> bool:
    return (
        facts.get("origin") == origin
        or (item.title is not None and facts.get("title") == item.title)
        or (item.published is not None and facts.get("published") == item.published)
        or (item.title is None and item.link is None)
    )


def _told_by_title(feed: str, item: Item) -> str | None:
    """By title and moment, where the moment has a time of day: of two on one day both may have the same title."""
    if not item.title or not item.published or "T" not in item.published:
        return None
    return _hashed("title", feed, item.title, item.published)


def _prints(row: Remembered | None) -> dict[str, str]:
    """How an article looked when it was read, by the feeds that have it."""
    prints = facts_of(row).get("prints", {})
    return prints if isinstance(prints, dict) else {}


def _short(feed: str) -> str:
    return hashlib.sha256(feed.encode("utf-8", "replace")).hexdigest()[:8]


def _name(origin: str) -> str:
    return f"item {origin}" if len(origin) < 500 else _hashed("item", origin)


def _key_name(feed: str, key: str) -> str:
    return _hashed("id", feed, key)


def _hashed(kind: str, *parts: str) -> str:
    return f"{kind} {hashlib.sha256(chr(0).join(parts).encode('utf-8', 'replace')).hexdigest()[:32]}"

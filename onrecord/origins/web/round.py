"""One round of watching: feeds asked, what is new in them told from what is known, their articles fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Address, Defaults, Draft, Entry, Unopened
from onrecord.origins.language import detect
from onrecord.origins.opening import finish
from onrecord.origins.web.addresses import identity
from onrecord.origins.web.answers import LASTING
from onrecord.origins.web.fetcher import Fetcher
from onrecord.origins.web.fetching import Answer, Fetched, Fetching, Unfetched, Wanted
from onrecord.origins.web.held import HeldBack, facts_of
from onrecord.origins.web.items import Feed, Item, entry_of, foreign_language, placed, skipped_language, spoken
from onrecord.origins.web.marks import Marks
from onrecord.origins.web.schedule import GONE, after_failure, after_success
from onrecord.origins.web.sources import Source, document_of
from onrecord.origins.web.stage import fetched
from onrecord.types import Article, Failure

# Articles taken from one feed in a round; what is more waits for the next, so that a sitemap of 50,000 addresses does
# not keep the news of other feeds waiting for days.
_MOST_NEW = 500
# A list of sitemaps of sitemaps is the deepest that is met; what goes deeper goes in a circle.
_DEEPEST = 3
# Of a sitemap that is met for the first time only what is so new is read: it lists all that a site ever had.
_NEW_IN_SITEMAPS = timedelta(days=3)
_TELLING = 200  # characters of a teaser that are enough to tell its language
# How near to its time a feed is asked, as a share of what is left between two rounds: else one that wants half an hour
# of rest would be asked every hour by a round of half an hour.
_NEARLY = 0.1


@dataclass
class Asked:
    """What came of asking the feeds of a round."""

    asked: int = 0
    unchanged: int = 0
    waiting: int = 0
    failing: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass
class _Doing:
    """A feed in this round: what is still to be settled of it."""

    source: Source
    facts: dict[str, Any]
    pending: list[str] = field(default_factory=list)
    complete: bool = True  # all that is new in it was taken
    said: dict[str, Any] = field(default_factory=dict)
    failed: bool = False
    unreached: bool = False  # no server answered


class Round:
    """One round; ``ask``, then ``articles`` to their end, then ``settle``: what comes before that may be repeated."""

    def __init__(
        self, memory: HeldBack, fetching: Fetching, *, now: datetime, every: timedelta, since: date | None = None
    ) -> None:
        """Ask nothing yet."""
        self._memory = memory
        self._fetching = fetching
        self._now, self._since = now, since
        self._slack = every * _NEARLY
        self._marks = Marks(self._memory, now)
        self._doing: list[_Doing] = []
        self._entries: list[list[Entry | Failure]] = []
        self._taken: dict[str, tuple[_Doing, Item, Defaults]] = {}
        self._failed: dict[str, Failure] = {}
        self._not_due: set[str] = set()
        self.done = Asked()

    # ------------------------------------------------------------ asking

    def ask(self, sources: Sequence[Source], tell: Callable[[int, int, str], None]) -> Asked:
        """Ask all feeds whose time has come, and those that they lead to; ``tell`` hears done, total and address."""
        met: set[str] = set()
        level = list(sources)
        done = total = 0
        with Fetcher(self._fetching, self._memory) as fetcher:
            while level:
                due = [source for source in level if self._is_due(source, met)]
                total += len(due)
                following: list[Source] = []
                answers = fetcher.fetch_all(Wanted(source.url, "feed") for source in due)
                for source, answer in zip(due, answers, strict=True):
                    following += self._take(source, answer)
                    done += 1
                    tell(done, total, source.url)
                level = following
        if len(self._doing) > 1 and all(doing.unreached for doing in self._doing):
            self._forgive()
        self._memory.flush()
        return self.done

    def _forgive(self) -> None:
        """Where nobody at all could be reached, it is this machine that is cut off: no feed is left alone for that."""
        for doing in self._doing:
            doing.said = {}
        self.done.notes[:] = ["No feed could be reached; is this machine connected to the internet?"]

    def _is_due(self, source: Source, met: set[str]) -> bool:
        name = identity(source.url)
        if name in met:
            return False
        met.add(name)
        row = self._memory.source(source.url)
        if row is None:
            return True
        doing = _Doing(source, facts_of(row))
        if row.status == GONE:
            self.done.notes.append(
                f"{source.url} is gone for good and is not asked any more; take it out of your list."
            )
            return False
        # a server that asked for rest gets all of it
        if row.next is not None and row.next > self._now + (timedelta(0) if row.failures else self._slack):
            self.done.waiting += 1
            self._not_due.add(source.url)
            if doing.facts.get("pending"):
                self._doing.append(doing)
                self._retry(doing, Feed())
            return False
        return True

    def _take(self, source: Source, answer: Answer) -> list[Source]:
        """Note what one feed answered; the feeds and sitemaps that it leads to."""
        self.done.asked += 1
        row = self._memory.source(source.url)
        doing = _Doing(source, facts_of(row))
        self._doing.append(doing)
        if isinstance(answer, Unfetched):
            self._fail(doing, answer, row.failures if row else 0)
            return self._leads(doing) if answer.status != GONE else []
        ttl = timedelta(seconds=doing.facts.get("ttl", 0))
        doing.said = {"failures": 0, "next": after_success(self._now, answer.fresh, ttl)}
        if answer.moved and answer.moved != doing.facts.get("moved"):
            self.done.notes.append(f"{source.url} has moved for good to {answer.moved}; write that into your list.")
            doing.facts["moved"] = answer.moved
        if answer.unchanged:
            self.done.unchanged += 1
            self._retry(doing, Feed())
            return self._leads(doing)
        try:
            document = document_of(answer)
        except InputError as error:
            self._fail(
                doing, Unfetched(source.url, f"{source.url} cannot be read: {error}"), row.failures if row else 0
            )
            return []
        if isinstance(document, Feed):
            return self._read(doing, document, answer)
        if source.depth >= _DEEPEST:
            return []
        if "html" in answer.type and [one.url for one in document] != list(doing.facts.get("leads", ())):
            self.done.notes.append(f"{source.url} is a page; its feed {document[0].url} is watched.")
        doing.facts["leads"] = {one.url: None for one in document}
        doing.facts["called"] = {one.url: (one.title, one.section) for one in document if one.title or one.section}
        return [replace(one, section=one.section or source.section, depth=source.depth + 1) for one in document]

    def _fail(self, doing: _Doing, answer: Unfetched, before: int) -> None:
        self.done.failing += 1
        failures = before + 1
        again = after_failure(self._now, failures, answer.again)
        doing.said = {"failures": failures, "next": again, "status": answer.status or 0}
        doing.failed = True
        doing.unreached = answer.status is None and not answer.lasting
        if answer.status == GONE:
            told = (
                f"{doing.source.url} is gone for good (HTTP 410) and will not be asked again; take it out of your list."
            )
        else:
            told = f"{answer.reason.rstrip('.')}. It is asked again after {again:%Y-%m-%d %H:%M} UTC."
        self.done.notes.append(told)
        self._retry(doing, Feed())

    def _leads(self, doing: _Doing) -> list[Source]:
        """Where an unchanged list leads; sitemaps with a day of their last change are asked when that changes."""
        if doing.source.depth >= _DEEPEST:
            return []
        called = doing.facts.get("called", {})
        depth, begun = doing.source.depth + 1, doing.facts.get("begun")
        found: list[Source] = []
        for url, changed in doing.facts.get("leads", {}).items():
            if changed is None:
                title, section = called.get(url, (None, doing.source.section))
                found.append(Source(url, title, section, depth=depth, begun=begun))
        return found

    # ------------------------------------------------------------ what is new

    def _read(self, doing: _Doing, feed: Feed, answer: Fetched) -> list[Source]:
        source = doing.source
        doing.said["next"] = after_success(self._now, answer.fresh, feed.wait)
        doing.facts["ttl"] = feed.wait.total_seconds() if feed.wait else 0
        if feed.note:
            self.done.notes.append(f"{source.url}: {feed.note}")
        if (foreign := foreign_language(feed)) is not None:
            told = skipped_language(source.url, foreign)
            self._entries.append([Failure(source.url, "language", told, skipped=True)])
            return []
        feed = replace(feed, section=feed.section or source.section)
        children = self._children(doing, feed)
        self._retry(doing, feed)
        is_first = feed.is_sitemap and "begun" not in doing.facts
        doing.facts.setdefault("begun", source.begun or self._now.date().isoformat())
        since = self._since
        if is_first and since is None:
            since = date.fromisoformat(doing.facts["begun"]) - _NEW_IN_SITEMAPS
        with self._memory.together():  # 50,000 addresses of a sitemap take minutes one by one
            left = self._choose(doing, feed, since, undated=not is_first or source.is_new)
            self._memory.flush()
        if left and is_first:
            self.done.notes.append(
                f"{source.url}: {left} addresses that it lists already are older than {since} or without a date "
                f"and are left alone; `onrecord read {source.url}` reads them all."
            )
        return children

    def _choose(self, doing: _Doing, feed: Feed, since: date | None, *, undated: bool) -> int:
        """Take what is new in a feed; how much of it is too old to be read, or ``undated`` where that is not wanted."""
        source = doing.source
        oldest = since.isoformat() if since else ""
        places = placed(feed, source.url)
        titles = Counter((item.title, item.published) for _, item in places)
        defaults = Defaults(None, feed.outlet or source.title)
        entries: list[Entry | Failure] = []
        left = 0
        for origin, item in places:
            # a film and a report of the same title and minute are two
            mark = self._marks.of(source.url, origin, item, by_title=titles[item.title, item.published] == 1)
            if mark.later:
                doing.pending.append(mark.origin)
            if not mark.wanted or mark.origin in self._taken:
                continue
            moment = item.published or item.changed
            if moment < oldest if moment else not undated:
                self._marks.done(source.url, mark.origin, item)
                left += 1
            elif len(entries) < _MOST_NEW:
                entries.append(self._entry(feed, mark.origin, item))
                self._taken[mark.origin] = doing, item, defaults
            else:
                doing.complete = False
        self._entries.append(entries)
        return left

    def _children(self, doing: _Doing, feed: Feed) -> list[Source]:
        """The sitemaps of an index that have changed since it was asked last; at first, those that are new."""
        if not feed.children or doing.source.depth >= _DEEPEST:
            return []
        known, begun = doing.facts.get("leads"), doing.facts.get("begun")
        since = self._since or (self._now - _NEW_IN_SITEMAPS).date()
        due = [
            child
            for child in feed.children
            if child.changed is None
            or (child.changed >= since.isoformat() if known is None else known.get(child.url) != child.changed)
        ]
        doing.facts["leads"] = {child.url: child.changed for child in feed.children}
        depth = doing.source.depth + 1
        return [
            Source(child.url, depth=depth, begun=begun, is_new=known is not None and child.url not in known)
            for child in due
        ]

    @staticmethod
    def _entry(feed: Feed, origin: str, item: Item) -> Entry | Failure:
        words = spoken((item,))
        if not item.is_whole and len(words) >= _TELLING and (language := detect(words)) != "en":
            return Failure(
                origin, "language", f"{origin} was skipped, for its teaser is in {language!r}.", skipped=True
            )
        return entry_of(feed, origin, item)

    def _retry(self, doing: _Doing, feed: Feed) -> None:
        """Take up what could not be read before, also where its feed has dropped it since."""
        there = {identity(item.link) for item in feed.items if item.link}
        entries: list[Entry | Failure] = []
        for origin in doing.facts.pop("pending", ()):
            item = self._marks.waiting(origin)
            if item is None or origin in there or origin in self._taken:
                continue
            if self._marks.of(doing.source.url, origin, item).later:
                doing.pending.append(origin)
                continue
            entries.append(entry_of(feed, origin, item))
            self._taken[origin] = doing, item, Defaults(None, doing.source.title)
        self._entries.append(entries)

    # ------------------------------------------------------------ articles, and what is remembered of them

    def articles(self) -> Iterator[Article | Failure]:
        """What is new, the feeds in turn, so that no host has to be waited for while another has something."""
        turns = (one for turn in zip_longest(*self._entries) for one in turn if one is not None)
        for entry in fetched(turns, self._fetching, self._memory):
            origin = entry.known.origin if isinstance(entry, Unopened | Address) else entry.origin
            _, _, defaults = self._taken.get(origin, (None, None, Defaults()))
            item = finish(entry, defaults) if isinstance(entry, Draft | Unopened) else entry
            if isinstance(item, Failure):
                self._failed[item.origin] = item
            yield item

    def settle(self, unread: Collection[str] = ()) -> None:
        """Remember what was read and what was not; called when the record has all that ``articles`` gave.

        ``unread`` are the origins of articles that were given and could not be read; they are tried again.
        """
        for origin, (doing, item, _) in self._taken.items():
            failure = self._failed.get(origin)
            source = doing.source.url
            if origin not in unread and (failure is None or failure.skipped):
                self._marks.done(source, origin, item)
            elif self._marks.failed(source, origin, item, lasting=origin not in unread and self._is_lasting(item)):
                doing.pending.append(origin)
        unsettled = self._not_due | {one.source.url for one in self._doing if one.failed or not one.complete}
        for doing in self._doing:
            facts = dict(doing.facts)
            if "leads" in facts:  # a sitemap that could not be read is asked again, though its index stays the same
                facts["leads"] = {url: None if url in unsettled else day for url, day in facts["leads"].items()}
            if doing.pending:
                facts["pending"] = list(dict.fromkeys(doing.pending))
            if not doing.complete:
                doing.said |= {"etag": None, "modified": None, "digest": None}
            self._memory.settle(doing.source.url, self._now, facts, **doing.said)
        self._memory.flush()

    def _is_lasting(self, item: Item) -> bool:
        """Whether asking again would bring nothing: there is no such page, or no article on it."""
        if item.link is None:
            return True
        row = self._memory.get(identity(item.link))
        return row is not None and (row.status in LASTING or not row.failures)

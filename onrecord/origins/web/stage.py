"""Addresses among what files hold become the pages that stand there; all else passes through in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtra
from onrecord.origins.draft import Address, Draft
from onrecord.origins.web.addresses import identity
from onrecord.origins.web.contents import entries_in
from onrecord.origins.web.fetching import Answer, Fetching, Memory, Unfetched, Wanted
from onrecord.types import Article, Failure

if TYPE_CHECKING:
    from onrecord.origins.web.fetcher import Fetcher, Ticket

# What waits behind the first address that is not there yet, at most.
_AHEAD = 128
# A list of lists of feeds of pages is the deepest that people make; what goes deeper goes in a circle.
_DEEPEST = 4


def require() -> None:
    """Raise MissingExtra, with the line that installs it, where what the web is asked with is missing."""
    try:
        import httpx  # noqa: F401
        import protego  # noqa: F401
    except ImportError as error:
        name = error.name or "httpx"
        raise MissingExtra(f"Reading from the web needs {name}: pip install 'onrecord[web]'") from error


def fetched(items: Iterable[Any], fetching: Fetching, memory: Memory | None = None) -> Iterator[Any]:
    """The items in order, with what stands at an Address in its place: articles, or a Failure that says why not.

    An address that was met before in this run is passed over. Raises MissingExtra at the first address where the
    extra is not installed.
    """
    stage = _Stage(fetching, memory)
    try:
        yield from stage.through(items)
    finally:
        stage.close()


class _Stage:
    """One run: its fetcher, made for the first address, and what was met in it."""

    def __init__(self, fetching: Fetching, memory: Memory | None) -> None:
        self._fetching, self._memory = fetching, memory
        self._fetcher: Fetcher | None = None
        self._met: set[int] = set()

    def close(self) -> None:
        if self._fetcher is not None:
            self._fetcher.__exit__(None, None, None)

    def through(self, items: Iterable[Any]) -> Iterator[Any]:
        waiting: deque[tuple[Any, Ticket | None]] = deque()
        for item in items:
            if isinstance(item, Address):
                if self._is_new(item):
                    waiting.append((item, self._begin(item)))
            elif waiting:
                waiting.append((item, None))
            else:
                yield item
            while waiting and (len(waiting) >= _AHEAD or waiting[0][1] is None or waiting[0][1].is_ready):
                yield from self._come(*waiting.popleft())
        while waiting:
            yield from self._come(*waiting.popleft())

    def _is_new(self, address: Address) -> bool:
        mark = hash(identity(address.url))
        is_new = mark not in self._met
        self._met.add(mark)
        return is_new

    def _begin(self, address: Address) -> Ticket:
        if self._fetcher is None:
            require()
            from onrecord.origins.web.fetcher import Fetcher

            self._fetcher = Fetcher(self._fetching, self._memory)
        # Only of an article that is held it can be said that nothing has changed: the run that fetched it last may have
        # been killed before it was read; so too of a list, whose articles nobody has counted.
        is_held = self._memory is not None and self._memory.article(address.known.origin) is not None
        return self._fetcher.begin(Wanted(address.url, address.kind, conditional=is_held and address.kind == "page"))

    def _come(self, item: Any, ticket: Ticket | None) -> Iterator[Any]:
        if ticket is None:
            yield item
            return
        assert self._fetcher is not None
        yield from self._opened(item, self._fetcher.end(ticket))

    def _opened(self, address: Address, answer: Answer) -> Iterator[Any]:
        origin = address.known.origin
        if isinstance(answer, Unfetched):
            failure = Failure(origin, "origins", answer.reason)
            yield _in_place_of(address, failure) if answer.lasting else failure  # what comes later is worth the wait
            return
        if answer.unchanged:
            held = self._memory.article(origin) if self._memory else None
            if held is not None:
                yield _as_held(held)
            if held is not None or not answer.data:
                return
        if address.depth > _DEEPEST:
            yield Failure(
                origin, "origins", f"{origin} was not read: lists of addresses lie more than {_DEEPEST} deep."
            )
            return
        yield from self.through(_deeper(entries_in(address, answer), address))


def _deeper(entries: Iterable[Any], address: Address) -> Iterator[Any]:
    """The entries of an answer; addresses among them lie one deeper."""
    for entry in entries:
        if isinstance(entry, Address):
            yield replace(entry, depth=address.depth + 1)
        else:
            yield _in_place_of(address, entry) if isinstance(entry, Failure) else entry


def _in_place_of(address: Address, failure: Failure) -> Draft | Failure:
    """What was known of an article that could not be fetched, where that is a text."""
    return address.known if address.known.text.strip() else failure


def _as_held(article: Article) -> Draft:
    """An article of the record as it would have come again."""
    published = article.published.isoformat() if article.published else None
    return Draft(
        text=article.text,
        origin=article.origin,
        outlet=article.outlet,
        title=article.title,
        published=published,
        language=article.language,
        url=article.url,
        author=article.author,
        agency=article.agency,
        section=article.section,
    )

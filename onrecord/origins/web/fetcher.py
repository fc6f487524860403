"""Addresses in, answers out: politely, safely, several hosts at once and in the order of the questions."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from onrecord.errors import InputError
from onrecord.origins.web.addresses import checked, host_of, identity, shown
from onrecord.origins.web.answers import LASTING, asked_back, not_before, not_fetched, said_by_status
from onrecord.origins.web.asking import Asker, Reply, Unanswered
from onrecord.origins.web.fetching import POLITE, Answer, Fetched, Fetching, Memory, Remembered, Unfetched, Wanted
from onrecord.origins.web.hops import Hop, site_of
from onrecord.origins.web.leave import Leave
from onrecord.origins.web.turns import Turns

#: Answers that may be under way at once: enough to keep eight hosts busy in a list sorted by host, few enough that
#: pages of the usual 200 kB stay within some 25 MB, and the largest that are let in within 2.5 GB.
AHEAD = 128
# Failures to connect in a row after which a host is not asked any more in this run.
_DOWN = 3
_TRIES = 3
_BUSY = frozenset((429, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question that is under way."""

    wanted: Wanted
    known: Remembered | None
    answer: Future[Answer]

    @property
    def is_ready(self) -> bool:
        """Whether its answer is there."""
        return self.answer.done()


class Fetcher:
    """Asks the web; a context manager. Its verbs are called from one thread, in which alone the memory is touched."""

    def __init__(self, fetching: Fetching = POLITE, memory: Memory | None = None) -> None:
        """Ask nothing yet."""
        self.fetching = fetching
        self._memory = memory
        self._asker = Asker(fetching)
        self._leave = Leave(self._asker, fetching, memory)
        self._turns: Turns[Hop] = Turns()
        self._threads: list[threading.Thread] = []
        self._closed: dict[str, tuple[str, datetime | None]] = {}  # hosts that are asked no more in this run, and why
        self._broken: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ask nothing more."""
        self._turns.close()
        for thread in self._threads:
            thread.join(timeout=2.0)  # who waits for a slow server goes with the process
        self._asker.__exit__(kind, error, trace)

    def fetch(self, wanted: Wanted) -> Answer:
        """The answer of one address."""
        return next(self.fetch_all((wanted,)))

    def fetch_all(self, wanted: Iterable[Wanted]) -> Iterator[Answer]:
        """The answers in the order of the questions, which are taken from the iterable as there is room for them.

        What is to be remembered of an answer is so before it is given out.
        """
        under_way: deque[Ticket] = deque()
        for one in wanted:
            under_way.append(self.begin(one))
            while under_way and (len(under_way) >= AHEAD or under_way[0].is_ready):
                yield self.end(under_way.popleft())
        while under_way:
            yield self.end(under_way.popleft())

    def begin(self, wanted: Wanted) -> Ticket:
        """Let an address be asked while other things go on."""
        known = self._memory.get(_name(wanted)) if self._memory else None
        hop = Hop(wanted, wanted.url.strip(), known)
        ticket = Ticket(wanted, known, hop.answer)
        if (refused := self._refused(hop)) is not None:
            hop.answer.set_result(refused)
            return ticket
        self._leave.recall(site_of(hop.url))
        self._turns.put(host_of(hop.url), hop)
        if len(self._threads) < self.fetching.hosts:
            thread = threading.Thread(target=self._work, name=f"fetching-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return ticket

    def end(self, ticket: Ticket) -> Answer:
        """The answer, waited for; what is to be remembered of it is so when it comes."""
        answer = ticket.answer.result()
        self._leave.remember()
        if self._memory is not None and (row := _remembered(ticket, answer)) is not None:
            self._memory.put(_name(ticket.wanted), row)
        return answer

    @staticmethod
    def _refused(hop: Hop) -> Unfetched | None:
        """Why an address is not even asked: it is none, or its server wants to be left alone."""
        url, known = hop.wanted.url, hop.known
        try:
            checked(url)
        except InputError as error:
            return Unfetched(url, str(error), lasting=True)
        if known is None or known.next is None or known.status not in _BUSY or known.next <= datetime.now(UTC):
            return None
        return Unfetched(url, not_fetched(url, not_before(known.next)), again=known.next)

    # ------------------------------------------------------------ in the threads that ask

    def _work(self) -> None:
        while (turn := self._turns.take()) is not None:
            host, hop = turn
            wait = 0.0
            try:
                wait = self._step(host, hop)
            except Exception as error:  # whatever it was: nobody waits for ever for an answer
                if not hop.answer.done():
                    hop.give_up(f"{type(error).__name__}: {error}")
            finally:
                # who waits for a host that is asked no more waits for nothing
                is_over = host in self._closed and hop.answer.done()
                self._turns.done(host, 0.0 if is_over else min(wait, self.fetching.most_wait))

    def _step(self, host: str, hop: Hop) -> float:
        """Ask one address once: its answer is there then, or it is in a queue again; how long its host is to rest."""
        if host in self._closed and not hop.way and not hop.tries:
            why, again = self._closed[host]
            hop.give_up(why, again=again)
            return 0.0
        try:
            rules = self._leave.rules(site_of(hop.url))
        except Unanswered as error:
            return self._failed(host, hop, error, self.fetching.delay)
        refused = self._leave.refused(rules, hop)
        if refused is not None:
            hop.answer.set_result(refused)
            return 0.0
        rest = max(self.fetching.delay, rules.wait)
        if rest > self.fetching.most_wait:
            why = f"its robots.txt wants {rest:.0f} seconds between two pages; run the same command again after that"
            self._closed[host] = why, datetime.now(UTC) + timedelta(seconds=rest)
        largest = self.fetching.largest if hop.wanted.kind == "page" else self.fetching.largest_feed
        try:
            left = max(1.0, self.fetching.total - hop.seconds)
            reply = self._asker.ask(hop.url, hop.headers(), largest=largest, seconds=left)
        except Unanswered as error:
            return self._failed(host, hop, error, rest)
        self._broken[host] = 0
        hop.seconds += reply.seconds
        return self._answered(host, hop, reply, rest)

    def _failed(self, host: str, hop: Hop, error: Unanswered, rest: float) -> float:
        hop.tries += 1
        if error.transient and hop.tries < _TRIES and self._broken[host] < _DOWN:
            self._turns.put(host, hop, first=True)
            return max(rest, self._backoff(hop))
        if error.transient:
            self._broken[host] += 1
            if self._broken[host] == _DOWN:
                why = f"{host} failed {_DOWN} times in a row and was asked no more; run the same command again later"
                self._closed[host] = why, None
        hop.give_up(str(error), lasting=error.lasting, was_asked=error.transient)
        return rest

    def _answered(self, host: str, hop: Hop, reply: Reply, rest: float) -> float:
        status, target = reply.status, hop.sent_on(reply)
        if target is not None:
            self._send_on(hop, target, status)
            return 0.0 if host_of(target) == host else rest
        if status in _BUSY:
            return self._busy(host, hop, reply, rest)
        if status == 200 and not reply.data.strip():
            hop.give_up("the server sent an empty page; open it in a browser to see why", status=status)
        elif status in (200, 203) or (status == 304 and hop.known is not None):
            hop.answer.set_result(hop.fetched(reply))
        else:
            hop.give_up(said_by_status(status), status=status, lasting=status in LASTING)
        return rest

    def _send_on(self, hop: Hop, target: str, status: int) -> None:
        most = self.fetching.most_redirects
        if len(hop.way) >= most or hop.way.count(target) > 1:
            why = f"its redirects lead in a circle or over more than {most} pages"
            why += "; open it in a browser and read the address at which it ends"
            hop.give_up(why, status=status, lasting=True)
            return
        try:
            checked(target)
        except InputError as error:
            hop.give_up(f"it leads elsewhere: {str(error).removesuffix('.')}", status=status, lasting=True)
            return
        hop.follow(target, status)
        self._turns.put(host_of(target), hop, first=True)

    def _busy(self, host: str, hop: Hop, reply: Reply, rest: float) -> float:
        """A server that has no time now: waited for as long as it asks, if that is not too long."""
        now = datetime.now(UTC)
        again = asked_back(reply.headers.get("Retry-After"), now)
        hop.tries += 1
        wait = max(rest, (again - now).total_seconds() if again else self._backoff(hop))
        if hop.tries < _TRIES and wait <= self.fetching.most_wait:
            self._turns.put(host, hop, first=True)
            return wait
        hop.give_up(said_by_status(reply.status), status=reply.status, again=again)
        if wait > self.fetching.most_wait and again is not None:
            self._closed[host] = not_before(again), again
        return rest

    def _backoff(self, hop: Hop) -> float:
        return float(self.fetching.backoff * 3 ** (hop.tries - 1))


def _name(wanted: Wanted) -> str:
    """By which name an answer is remembered: an article's own, or the address of a list as it was asked for."""
    return identity(wanted.url) if wanted.kind == "page" else shown(wanted.url)


def _remembered(ticket: Ticket, answer: Answer) -> Remembered | None:
    """What is to be remembered of an answer; None where the server was never asked."""
    now = datetime.now(UTC).replace(microsecond=0)
    wanted, known = ticket.wanted, ticket.known
    if isinstance(answer, Fetched):
        return Remembered(
            kind=wanted.kind,
            status=answer.status,
            at=now,
            etag=answer.etag,
            modified=answer.modified,
            digest=answer.digest,
            facts=known.facts if known else None,
        )
    if not answer.was_asked:
        return None
    before = known or Remembered(wanted.kind, 0, now)
    return replace(
        before, status=answer.status or 0, at=now, next=answer.again or before.next, failures=before.failures + 1
    )

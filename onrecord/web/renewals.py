"""What is decided of who is who, done in the background: the register of a large record takes a while to be made."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.errors import OnrecordError
from onrecord.record import Record
from onrecord.web.records import Records
from onrecord.web.refusals import Refusal

_LOG = logging.getLogger("onrecord.web")

# Decisions that are remembered, and that may wait: who merges by hand makes a few a minute.
_REMEMBERED = 200
_WAITING = 50


class RenewalState(StrEnum):
    """Where one of them is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Renewal:
    """A decision on who is who, and what came of it: ``said`` tells it, ``url`` is where to look."""

    number: int
    title: str
    by: str
    state: RenewalState = RenewalState.WAITING
    said: str = ""
    url: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (RenewalState.DONE, RenewalState.FAILED)


#: Does it with an open record; what came of it in words, and where to look.
Does = Callable[[Record], tuple[str, str]]


class Renewals:
    """One at a time, in the order of asking, in a thread of their own that ends when nothing waits."""

    def __init__(self, records: Records) -> None:
        """Start nothing yet."""
        self._records = records
        self._known: dict[int, Renewal] = {}
        self._waiting: deque[tuple[int, Does]] = deque()
        self._change = threading.Condition()
        self._worker: threading.Thread | None = None

    def submit(self, title: str, by: str, does: Does) -> Renewal:
        """Let it be done; 503 where too many wait."""
        with self._change:
            if len(self._waiting) >= _WAITING:
                raise Refusal(503, "Many decisions on who is who are waiting already.", "Wait until they are done.")
            renewal = Renewal(max(self._known, default=0) + 1, title, by)
            self._known[renewal.number] = renewal
            for number in [one.number for one in self._known.values() if one.is_over][:-_REMEMBERED]:
                del self._known[number]
            self._waiting.append((renewal.number, does))
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="renewals", daemon=True)
                self._worker.start()
            return renewal

    def get(self, number: int) -> Renewal | None:
        """How one stands."""
        with self._change:
            return self._known.get(number)

    def wait(self, number: int, seconds: float) -> Renewal | None:
        """How one stands once it is over, or after so long."""
        with self._change:
            self._change.wait_for(lambda: number not in self._known or self._known[number].is_over, seconds)
            return self._known.get(number)

    def close(self, seconds: float = 5.0) -> None:
        """Drop what waits and let what is under way end."""
        with self._change:
            self._waiting.clear()
            worker = self._worker
        if worker is not None:
            worker.join(seconds)

    def _work(self) -> None:
        while True:
            with self._change:
                if not self._waiting:
                    self._worker = None
                    return
                number, does = self._waiting.popleft()
                self._known[number] = replace(self._known[number], state=RenewalState.RUNNING)
            state, said, url = self._done(does)
            with self._change:
                self._known[number] = replace(self._known[number], state=state, said=said, url=url)
                self._change.notify_all()

    def _done(self, does: Does) -> tuple[RenewalState, str, str]:
        try:
            record = self._records.take()
            try:
                said, url = does(record)
            except BaseException:
                self._records.give_back(record, broken=True)
                raise
            self._records.give_back(record)
        except (OnrecordError, Refusal, ValueError) as error:
            return RenewalState.FAILED, str(error), ""
        except Exception as error:
            _LOG.exception("A decision on who is who could not be written")
            return RenewalState.FAILED, f"Something went wrong in the program itself: {error}", ""
        return RenewalState.DONE, said, url

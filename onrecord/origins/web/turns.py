"""Whose turn it is: one thing a host at a time, as far apart as it wants, the hosts side by side."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Task = TypeVar("Task")


@dataclass(slots=True)
class _Host(Generic[Task]):
    waiting: deque[Task] = field(default_factory=deque)
    free_at: float = 0.0  # by the clock that only goes forward
    is_busy: bool = False
    is_listed: bool = False


class Turns(Generic[Task]):
    """Tasks in a queue for each host; whoever takes one must say when it is done."""

    def __init__(self) -> None:
        """Begin without tasks."""
        self._hosts: dict[str, _Host[Task]] = {}
        self._ready: list[tuple[float, int, str]] = []  # hosts with tasks of which none is at work
        self._number = itertools.count()
        self._changed = threading.Condition()
        self._is_closed = False

    def put(self, host: str, task: Task, *, first: bool = False) -> None:
        """Add a task at the end of its host's queue, or before all others."""
        with self._changed:
            queue = self._hosts.setdefault(host, _Host())
            (queue.waiting.appendleft if first else queue.waiting.append)(task)
            self._list(host, queue)

    def take(self) -> tuple[str, Task] | None:
        """The next task whose host may be asked, waited for; None after ``close``."""
        with self._changed:
            while not self._is_closed:
                now = time.monotonic()
                if self._ready and self._ready[0][0] <= now:
                    _, _, host = heapq.heappop(self._ready)
                    queue = self._hosts[host]
                    queue.is_listed, queue.is_busy = False, True
                    return host, queue.waiting.popleft()
                self._changed.wait(self._ready[0][0] - now if self._ready else None)
            return None

    def done(self, host: str, wait: float) -> None:
        """The task of a host is done; it may be asked again after so many seconds."""
        with self._changed:
            queue = self._hosts[host]
            queue.is_busy = False
            queue.free_at = time.monotonic() + wait
            self._list(host, queue)

    def close(self) -> None:
        """Give out no more tasks."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _list(self, host: str, queue: _Host[Task]) -> None:
        if queue.waiting and not queue.is_busy and not queue.is_listed:
            queue.is_listed = True
            heapq.heappush(self._ready, (queue.free_at, next(self._number), host))
            self._changed.notify_all()

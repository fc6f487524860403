"""Open records for the requests: each serves one request at a time and is kept open for the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, LifoQueue

from onrecord.record import Record, open_record
from onrecord.web.refusals import Refusal

# Requests that may look into the record at once. Python runs one at a time; more would only wait inside the database,
# and each open record keeps its own copy of the identities in memory.
_MOST = 8
# Seconds that a request waits for a record; longer than any page takes, shorter than people do.
_PATIENCE = 15.0


class Records:
    """A small pool: the record given back last is handed out first, for its caches are warm."""

    def __init__(self, where: str, *, most: int = _MOST, opener: Callable[[str], Record] = open_record) -> None:
        """Open nothing yet."""
        self._where = where
        self._open = opener
        self._idle: LifoQueue[Record | None] = LifoQueue()
        for _ in range(most):
            self._idle.put(None)
        self._most = most
        self._lock = threading.Lock()
        self._closed = False

    def take(self) -> Record:
        """An open record that is nobody else's until it is given back; 503 where all are in use for long."""
        try:
            record = self._idle.get(timeout=_PATIENCE)
        except Empty:
            raise Refusal(
                503, "The record is busy: too many pages are asked for at once.", "Reload in a moment."
            ) from None
        if record is not None:
            return record
        try:
            return self._open(self._where)
        except BaseException:
            self._idle.put(None)
            raise

    def give_back(self, record: Record, *, broken: bool = False) -> None:
        """Keep it for the next request; a broken one is closed, and the next opens another."""
        with self._lock:
            closed = self._closed
        if broken or closed:
            record.close()
            self._idle.put(None)
        else:
            self._idle.put(record)

    def close(self) -> None:
        """Close those that nobody uses; the others are closed when they come back."""
        with self._lock:
            self._closed = True
        for _ in range(self._most):
            try:
                record = self._idle.get_nowait()
            except Empty:
                return
            if record is not None:
                record.close()

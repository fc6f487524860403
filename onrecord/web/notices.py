"""Short messages that wait for the next page of a session: what a form has done."""

from __future__ import annotations

import threading
from collections import OrderedDict

# Sessions that may have messages waiting; those that never come back are forgotten, the oldest first.
_SESSIONS = 500
_EACH = 5


class Notices:
    """Messages by session, each shown once."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._waiting: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def leave(self, session: str, said: str) -> None:
        """Leave a message for the next page of a session."""
        with self._lock:
            self._waiting[session] = (*self._waiting.pop(session, ()), said)[-_EACH:]
            while len(self._waiting) > _SESSIONS:
                self._waiting.popitem(last=False)

    def take(self, session: str) -> tuple[str, ...]:
        """The messages that wait, which then wait no more."""
        with self._lock:
            return self._waiting.pop(session, ())

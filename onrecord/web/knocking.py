"""Tokens that are none: who sends many is not listened to for a while."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from onrecord.web.refusals import Refusal

# So many tokens that are none may come from one address in so many seconds: a program with an old token errs some times
# before somebody looks; who goes through tokens sends thousands. None of 256 random bits is ever guessed; it is the
# database that is spared.
_TRIES, _SECONDS = 20, 60.0
# Addresses, and tokens that were good, that are remembered: more than one server has visitors.
_REMEMBERED = 10_000


class Knocks:
    """The tries of the last minute by address, shared by threads; a token that was good before is always looked at."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has knocked yet."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._good: OrderedDict[bytes, None] = OrderedDict()

    def check(self, address: str, secret: str) -> None:
        """Refuse who has failed too often just now."""
        with self._lock:
            if _digest(secret) in self._good:
                return
            tries = self._recent(address)
            if len(tries) < _TRIES:
                return
            wait = max(1, round(tries[0] + _SECONDS - self._clock()))
        raise Refusal(
            429,
            "Too many tokens that are not valid came from your address.",
            f"Wait {wait} seconds, and check the token before you try again.",
            headers={"Retry-After": str(wait)},
        )

    def failed(self, address: str, secret: str) -> None:
        """A token was none, or is none any more."""
        with self._lock:
            self._good.pop(_digest(secret), None)
            self._recent(address).append(self._clock())
            while len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)

    def passed(self, secret: str) -> None:
        """A token was good."""
        with self._lock:
            self._good[_digest(secret)] = None
            while len(self._good) > _REMEMBERED:
                self._good.popitem(last=False)

    def _recent(self, address: str) -> deque[float]:
        tries = self._failed.setdefault(address, deque(maxlen=_TRIES))
        self._failed.move_to_end(address)
        while tries and tries[0] <= self._clock() - _SECONDS:
            tries.popleft()
        return tries


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="replace")).digest()

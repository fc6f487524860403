"""How fast a run goes, and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from onrecord.pipeline import Progress

# Seconds over which the speed is taken: long enough for a long article not to show, short enough to show a change.
_MINUTE = 60.0
# Seconds over which the time that is left is reckoned: it should not jump.
_LONG = 600.0
# Seconds until the first word on either: before, encoders are being loaded.
_FIRST = 10.0


class Pace:
    """Speed and remaining time of one stage, from the steps that it tells."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now."""
        self._clock = clock
        self._begin = clock()
        self._seen: deque[tuple[float, int, float | None]] = deque()

    def note(self, step: Progress) -> None:
        """Take in how far it is."""
        now, share = self._clock(), step.done / step.total if step.total else step.share
        if self._seen and now - self._seen[-1][0] < 1.0 and len(self._seen) > 1:
            self._seen.pop()
        self._seen.append((now, step.done, share))
        while self._seen[0][0] < now - _LONG:
            self._seen.popleft()

    @property
    def rate(self) -> float | None:
        """Articles a second over the last minute; None at the beginning."""
        if not self._seen or self._seen[-1][0] - self._begin < _FIRST:
            return None
        now, done, _ = self._seen[-1]
        then, before, _ = next(one for one in self._seen if one[0] >= now - _MINUTE)
        return (done - before) / (now - then) if now > then else None

    @property
    def left(self) -> float | None:
        """Seconds until the end; None where nobody can know."""
        if not self._seen or self._seen[-1][0] - self._begin < _FIRST:
            return None
        now, _, share = self._seen[-1]
        known = [(at, some) for at, _, some in self._seen if some is not None]
        if share is None or not known or known[0][1] >= share:
            return None
        then, before = known[0]
        return (1 - share) * (now - then) / (share - before)

    def __str__(self) -> str:
        """In words: "3.4 a second, about 12 min left"."""
        words = []
        if self.rate is not None:
            words.append(f"{self.rate:.1f} a second")
        if self.left is not None:
            words.append(f"about {_span(self.left)} left")
        return ", ".join(words)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.1f} days"

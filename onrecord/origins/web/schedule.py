"""When a feed is asked again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

#: HTTP status of what was taken down for good.
GONE = 410
# A server may ask for days of rest (Retry-After) and gets a week at most; how long a feed says that it holds (ttl,
# max-age) is often nonsense, and more than a day of it would lose what stands in a feed of news only for so long.
_LONGEST_REST = timedelta(days=7)
_LONGEST_HOLD = timedelta(days=1)
# A feed that fails is left alone for this long at first, twice as long after each further failure, a day at most.
_FIRST_REST = timedelta(minutes=10)
_LONGEST_BACKOFF = timedelta(days=1)
# So that feeds that failed together are not asked together for ever; a fifth either way, as is usual.
_JITTER = 0.2


def after_success(now: datetime, fresh: datetime | None, wait: timedelta | None) -> datetime | None:
    """Until when a feed is to be left alone by its own word: its ttl, or the headers of the answer."""
    ends = [moment for moment in (fresh, now + wait if wait else None) if moment is not None and moment > now]
    return min(max(ends), now + _LONGEST_HOLD) if ends else None


def after_failure(now: datetime, failures: int, again: datetime | None = None) -> datetime:
    """Until when something that has failed so many times in a row is left alone; a longer wish of its server wins."""
    grown: timedelta = min(_FIRST_REST * 2 ** min(max(failures, 1) - 1, 20), _LONGEST_BACKOFF)
    rest = now + grown * random.uniform(1 - _JITTER, 1 + _JITTER)
    return max(rest, min(again, now + _LONGEST_REST)) if again else rest

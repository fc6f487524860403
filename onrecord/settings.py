"""Settings, read once at the edge and passed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.errors import OnrecordError

DEFAULT_RECORD = "onrecord.db"


_RECORD = "onrecord.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment may say.

    ONRECORD_RECORD: the record used where --record is not given (default ``onrecord.db``).
    ONRECORD_THREADS: how many threads the encoder may use (default: as many as the machine has cores).
    """

    record: str = DEFAULT_RECORD
    threads: int | None = None


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; OnrecordError where a number is none."""
    threads = environment.get("ONRECORD_THREADS")
    if threads is not None and not (threads.isdigit() and int(threads) > 0):
        raise OnrecordError(f"ONRECORD_THREADS is {threads!r}; give a whole number above 0, or leave it out.")
    return Settings(
        record=environment.get("ONRECORD_RECORD") or DEFAULT_RECORD,
        threads=int(threads) if threads else None,
    )

"""Settings, read once at the edge and passed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OnrecordError

DEFAULT_RECORD = "onrecord.db"


@dataclass(frozen=True, slots=True)
class Engine:
    """With what articles are read: how many threads (None: as many as there are cores), and whose weights.

    ``weights`` is the folder of a reader of one's own; None is the one that the package ships.
    """

    threads: int | None = None
    weights: str | None = None

    @property
    def folder(self) -> Path | None:
        """Where the weights lie; None for those of the package."""
        return Path(self.weights) if self.weights else None


SHIPPED = Engine()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment may say.

    ONRECORD_RECORD: the record used where --record is not given (default ``onrecord.db``).
    ONRECORD_THREADS: how many threads the encoder may use (default: as many as the machine has cores).
    ONRECORD_WEIGHTS: the folder of a reader of one's own (default: the one that the package ships).
    """

    record: str = DEFAULT_RECORD
    engine: Engine = SHIPPED


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; OnrecordError where a number is none."""
    threads = environment.get("ONRECORD_THREADS")
    if threads is not None and not (threads.isdigit() and int(threads) > 0):
        raise OnrecordError(f"ONRECORD_THREADS is {threads!r}; give a whole number above 0, or leave it out.")
    return Settings(
        record=environment.get("ONRECORD_RECORD") or DEFAULT_RECORD,
        engine=Engine(int(threads) if threads else None, environment.get("ONRECORD_WEIGHTS") or None),
    )

"""Settings, read once at the edge and passed down as values."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.positions.endpoint import Endpoint
    from onrecord.positions.merging import Weights

DEFAULT_RECORD = "onrecord.db"


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A language model as a stance coder: whom to ask, what for, and how often at most (None: as often as needed).

    ``second`` asks it only where the program is unsure; else it is asked of everything in place of the shipped
    encoder. ``dry`` counts the calls and makes none. ``answers`` is the file that keeps its answers; None is one
    beside the record.
    """

    endpoint: Endpoint
    second: bool = True
    calls: int | None = None
    dry: bool = False
    answers: Path | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """With what articles are read: how many threads (None: as many as there are cores), and whose weights.

    ``jobs`` is how many processes read and code, each with one thread; 1 is this one alone, None as many as there are
    cores once there is enough to read.
    ``weights`` is the folder of a reader of one's own; None is the one that the package ships. ``model`` is a language
    model that is asked for stances; None, as a rule, is none. ``tuning`` are weights of both coders that were fitted to
    the record's own judgements; None are the shipped ones.
    """

    threads: int | None = None
    weights: str | None = None
    model: ModelUse | None = None
    jobs: int | None = 1
    tuning: Weights | None = None

    @property
    def folder(self) -> Path | None:
        """Where the weights lie; None for those of the package."""
        return Path(self.weights) if self.weights else None


SHIPPED = Engine()


@dataclass(frozen=True, slots=True)
class Access:
    """How a language model is reached: its key, which is never shown, seconds for a call, calls at once."""

    key: str | None = field(default=None, repr=False)
    timeout: float | None = None
    at_once: int | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment may say.

    ONRECORD_RECORD: the record used where --record is not given (default ``onrecord.db``).
    ONRECORD_THREADS: how many threads the encoder may use (default: as many as the machine has cores).
    ONRECORD_WEIGHTS: the folder of a reader of one's own (default: the one that the package ships).
    ONRECORD_LLM_KEY: the key of the language model that ``--llm`` names, where it wants one.
    ONRECORD_LLM_TIMEOUT: seconds that a call of it may take (default: 60).
    ONRECORD_LLM_AT_ONCE: how many calls may be under way at once (default: 4).
    """

    record: str = DEFAULT_RECORD
    engine: Engine = SHIPPED
    access: Access = Access()


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; OnrecordError where a number is none."""
    threads = _number(environment, "ONRECORD_THREADS")
    access = Access(
        (environment.get("ONRECORD_LLM_KEY") or "").strip() or None,
        _number(environment, "ONRECORD_LLM_TIMEOUT"),
        _number(environment, "ONRECORD_LLM_AT_ONCE"),
    )
    return Settings(
        record=environment.get("ONRECORD_RECORD") or DEFAULT_RECORD,
        engine=Engine(threads, environment.get("ONRECORD_WEIGHTS") or None),
        access=access,
    )


def _number(environment: Mapping[str, str], name: str) -> int | None:
    given = environment.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise OnrecordError(f"{name} is {given!r}; give a whole number above 0, or leave it out.")
    return int(given)

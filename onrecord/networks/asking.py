"""What network is asked for: which nodes, how edges are weighed, of which positions, in which windows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onrecord.errors import OnrecordError
from onrecord.networks.lift import Level
from onrecord.types import Actor


class Mode(StrEnum):
    """Which nodes: actors and options, only actors, or only options."""

    TWO = "two"
    ACTORS = "actors"
    OPTIONS = "options"


class Weight(StrEnum):
    """What the weight of an edge says."""

    IGNORE = "ignore"
    COMBINE = "combine"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Qualifier(StrEnum):
    """What the five-step stance is read as."""

    BOOLEAN = "boolean"
    STRICT = "strict"
    INTEGER = "integer"
    CATEGORIES = "categories"
    NONE = "none"


class Normalise(StrEnum):
    """What weights are divided by."""

    NO = "no"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class Duplicates(StrEnum):
    """Within what the same position of the same actor counts once."""

    INCLUDE = "include"
    DOCUMENT = "document"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"


class Count(StrEnum):
    """What is counted: sayings, however many papers carry them; articles; or every report."""

    UTTERANCES = "utterances"
    ARTICLES = "articles"
    STATEMENTS = "statements"


class Unit(StrEnum):
    """What the size of a window is counted in."""

    EVENTS = "events"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"


class Kernel(StrEnum):
    """How a position's weight falls with its distance from the middle of a window."""

    UNIFORM = "uniform"
    EPANECHNIKOV = "epanechnikov"
    TRIANGULAR = "triangular"
    GAUSSIAN = "gaussian"


@dataclass(frozen=True, slots=True)
class Among:
    """Only these values; or, inverted, all but these."""

    values: frozenset[str]
    inverted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which positions count; ids for actors and options, names for the rest.

    ``actors`` and ``kinds`` are those at the level that is asked for. ``minimum`` is how many counted positions an
    actor needs. A position belongs to a period if it may have been said in it; undated ones belong to none.
    """

    actors: Among | None = None
    options: Among | None = None
    articles: Among | None = None
    outlets: Among | None = None
    kinds: Among | None = None
    voices: Among | None = None
    scopes: Among | None = None
    stances: Among | None = None
    since: date | None = None
    until: date | None = None
    minimum: int = 1
    score: float = 0.0
    reviewed: bool = False
    former: bool = False
    derived: bool = False
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Windows of ``size`` units, the next one ``step`` units on.

    They lie on the calendar (weeks from Monday); ``centred`` ones lie around a day that moves on from the first.
    """

    unit: Unit
    size: int = 1
    step: int = 1
    centred: bool = False
    kernel: Kernel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOptions:
    """All that can be asked of a network; ``isolates`` keeps nodes that nothing counted speaks of."""

    mode: Mode = Mode.TWO
    weight: Weight = Weight.IGNORE
    qualifier: Qualifier = Qualifier.BOOLEAN
    normalise: Normalise = Normalise.NO
    count: Count = Count.UTTERANCES
    duplicates: Duplicates = Duplicates.INCLUDE
    level: Level = Level.CODED
    isolates: bool = False
    choice: Choice = Choice()
    windows: Windows | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the nodes: the actors by id, and the labels of options by id."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


#: What is asked for where nothing is said, and what is known of the nodes where nothing is.
AS_IT_IS = NetworkOptions()
NOTHING = Known()

_TWO = (Weight.IGNORE, Weight.COMBINE, Weight.SUBTRACT)
_DIVISORS = {
    Mode.TWO: (Normalise.NO, Normalise.ACTIVITY, Normalise.PROMINENCE),
    Mode.ACTORS: (Normalise.NO, Normalise.AVERAGE, Normalise.JACCARD, Normalise.COSINE),
}


def check(asked: NetworkOptions) -> None:
    """Raise OnrecordError where what is asked for does not go together."""
    two = asked.mode is Mode.TWO
    if two and asked.weight not in _TWO:
        raise OnrecordError(
            f"A two-mode network has no {asked.weight} edges: it ties actors to options. "
            f"Choose {_any(_TWO)} as weight, or the mode actors or options."
        )
    fitting = _DIVISORS[Mode.TWO if two else Mode.ACTORS]
    if asked.normalise not in fitting:
        kind = "two-mode" if two else "one-mode"
        raise OnrecordError(f"{asked.normalise} does not normalise a {kind} network. Choose {_any(fitting)}.")
    if asked.qualifier is Qualifier.NONE and asked.weight is not Weight.IGNORE:
        raise OnrecordError(
            f"Without a stance there is no {asked.weight}. Choose the weight ignore, or read the stance as "
            f"{_any(kind for kind in Qualifier if kind is not Qualifier.NONE)}."
        )
    choice = asked.choice
    if choice.since and choice.until and choice.since > choice.until:
        raise OnrecordError(f"The period ends on {choice.until} before it begins on {choice.since}.")
    if asked.windows is not None:
        _check_windows(asked.windows)


def _check_windows(asked: Windows) -> None:
    if asked.size < 1 or asked.step < 1:
        raise OnrecordError("A window needs a size and a step of at least 1.")
    if asked.unit is Unit.EVENTS and (asked.kernel or asked.centred):
        raise OnrecordError(
            "Windows of events have no middle day: leave out the kernel and the centring, or count in days, weeks, "
            "months, quarters or years."
        )


def _any(values: Iterable[str]) -> str:
    *most, last = [str(value) for value in values]
    return f"{', '.join(most)} or {last}" if most else last

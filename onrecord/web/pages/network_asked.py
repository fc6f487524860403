"""How a picture of a network is asked for: its whole state, from the address and back to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from onrecord.networks import (
    Among,
    Choice,
    Count,
    Duplicates,
    Level,
    Mode,
    NetworkOptions,
    Normalise,
    Qualifier,
    Unit,
    Weight,
    Windows,
)
from onrecord.types import Scope, Voice
from onrecord.web.board import Board
from onrecord.web.desk import date_of
from onrecord.web.drawing import Size

Kind = TypeVar("Kind", bound=StrEnum)

# Longer texts than this are no names; greater numbers would only make a network of nobody.
_LONGEST, _LARGEST = 200, 10_000

WEIGHTS: Mapping[Mode, tuple[Weight, ...]] = {
    Mode.TWO: (Weight.SUBTRACT, Weight.IGNORE, Weight.COMBINE),
    Mode.ACTORS: (Weight.CONGRUENCE, Weight.CONFLICT, Weight.SUBTRACT, Weight.IGNORE),
    Mode.OPTIONS: (Weight.CONGRUENCE, Weight.CONFLICT, Weight.SUBTRACT, Weight.IGNORE),
}
NORMALISATIONS: Mapping[Mode, tuple[Normalise, ...]] = {
    Mode.TWO: (Normalise.NO, Normalise.ACTIVITY, Normalise.PROMINENCE),
    Mode.ACTORS: (Normalise.NO, Normalise.AVERAGE, Normalise.JACCARD, Normalise.COSINE),
    Mode.OPTIONS: (Normalise.NO, Normalise.AVERAGE, Normalise.JACCARD, Normalise.COSINE),
}
UNITS = (Unit.MONTHS, Unit.QUARTERS, Unit.YEARS, Unit.WEEKS)


class Layout(StrEnum):
    """Where the nodes of a network of two modes stand."""

    COLUMNS = "columns"
    FORCES = "forces"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAsked:
    """What a picture is to show; ``least`` is the smallest weight of a tie that is drawn."""

    mode: Mode = Mode.TWO
    weight: Weight = Weight.SUBTRACT
    normalise: Normalise = Normalise.NO
    qualifier: Qualifier = Qualifier.BOOLEAN
    count: Count = Count.UTTERANCES
    duplicates: Duplicates = Duplicates.INCLUDE
    by: Level = Level.CODED
    issue: str | None = None
    outlet: str | None = None
    voice: Voice | None = None
    scope: Scope | None = None
    since: date | None = None
    until: date | None = None
    minimum: int = 1
    least: float = 0.0
    reviewed: bool = False
    isolates: bool = False
    layout: Layout = Layout.COLUMNS
    size: Size = Size.PAPER
    seed: int = 0
    unit: Unit = Unit.MONTHS
    step: int = 1

    def query(self, **changes: Any) -> str:
        """The address behind the question mark, only what is not as usual."""
        other = replace(self, **changes) if changes else self
        usual = NetworkAsked(mode=other.mode, weight=WEIGHTS[other.mode][0])
        told = {}
        for name in self.__dataclass_fields__:
            value = getattr(other, name)
            if name == "mode":
                if value is not Mode.TWO:
                    told[name] = str(value)
            elif value != getattr(usual, name):
                told[name] = "yes" if value is True else "" if value is None else str(value)
        return urlencode({name: value for name, value in told.items() if value})

    def url(self, path: str = "/network", **changes: Any) -> str:
        """The address of a page or file with this state, or one that differs."""
        query = self.query(**changes)
        return f"{path}?{query}" if query else path

    def options(self, board: Board) -> NetworkOptions:
        """What the networks are asked for."""
        ids = [option.id for option in board.codebook.options if option.issue == self.issue] if self.issue else None
        choice = Choice(
            options=_among(ids),
            outlets=_among([self.outlet] if self.outlet else None),
            voices=_among([str(self.voice)] if self.voice else None),
            scopes=_among([str(self.scope)] if self.scope else None),
            since=self.since,
            until=self.until,
            minimum=self.minimum,
            reviewed=self.reviewed,
        )
        return NetworkOptions(
            mode=self.mode,
            weight=self.weight,
            qualifier=self.qualifier,
            normalise=self.normalise,
            count=self.count,
            duplicates=self.duplicates,
            level=self.by,
            isolates=self.isolates,
            choice=choice,
        )

    def windows(self) -> Windows:
        """The windows of pictures over time."""
        return Windows(unit=self.unit, size=self.step, step=self.step)


def network_asked(query: Mapping[str, str], mode: Mode = Mode.TWO) -> NetworkAsked:
    """What an address asks for; what does not go together gives way to the usual."""
    mode = _one_of(Mode, query.get("mode")) or mode
    weight = _one_of(Weight, query.get("weight"))
    normalise = _one_of(Normalise, query.get("normalise"))
    qualifier = _one_of(Qualifier, query.get("qualifier")) or Qualifier.BOOLEAN
    fitting = weight if weight in WEIGHTS[mode] else WEIGHTS[mode][0]
    since, until = date_of(query.get("since")), date_of(query.get("until"))
    if since and until and since > until:
        since, until = until, since
    return NetworkAsked(
        mode=mode,
        weight=Weight.IGNORE if qualifier is Qualifier.NONE else fitting,
        normalise=normalise if normalise in NORMALISATIONS[mode] else Normalise.NO,
        qualifier=qualifier,
        count=_one_of(Count, query.get("count")) or Count.UTTERANCES,
        duplicates=_one_of(Duplicates, query.get("duplicates")) or Duplicates.INCLUDE,
        by=_one_of(Level, query.get("by")) or Level.CODED,
        issue=_text(query.get("issue")),
        outlet=_text(query.get("outlet")),
        voice=_one_of(Voice, query.get("voice")),
        scope=_one_of(Scope, query.get("scope")),
        since=since,
        until=until,
        minimum=_number(query.get("minimum"), 1),
        least=_amount(query.get("least")),
        reviewed=query.get("reviewed") == "yes",
        isolates=query.get("isolates") == "yes",
        layout=_one_of(Layout, query.get("layout")) or Layout.COLUMNS,
        size=_one_of(Size, query.get("size")) or Size.PAPER,
        seed=_number(query.get("seed"), 0),
        unit=_one_of(Unit, query.get("unit")) or Unit.MONTHS,
        step=_number(query.get("step"), 1),
    )


def _among(values: Iterable[str] | None) -> Among | None:
    return None if values is None else Among(frozenset(values))


def _one_of(kind: type[Kind], given: str | None) -> Kind | None:
    return next((one for one in kind if one.value == given), None)


def _text(given: str | None) -> str | None:
    return (given or "").strip()[:_LONGEST] or None


def _number(given: str | None, least: int) -> int:
    text = (given or "").strip()
    return min(_LARGEST, max(least, int(text))) if text.isascii() and text.isdigit() and len(text) < 9 else least


def _amount(given: str | None) -> float:
    try:
        value = float(given or 0)
    except ValueError:
        return 0.0
    return min(float(_LARGEST), value) if value > 0 else 0.0

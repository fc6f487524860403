"""What a script asks a record for, as it writes it, and what is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from onrecord.errors import OnrecordError
from onrecord.types import DateInterval, Position, Scope, Span, Stance, Statement, StatementKind, Tense, Voice

if TYPE_CHECKING:
    from onrecord.networks import NetworkOptions
    from onrecord.record.wanted import Wanted

Kind = TypeVar("Kind", bound=StrEnum)


class Filters(TypedDict, total=False):
    """What narrows articles, statements and positions: all that is given must hold; values as the exports write them.

    ``actor`` is the id or the name of one. ``since`` and ``until`` are days, both included.
    """

    actor: str
    option: str
    stance: Stance | str
    scope: Scope | str
    voice: Voice | str
    kind: StatementKind | str
    derived: bool
    outlet: str
    since: date | str
    until: date | str
    article: str
    reviewed: bool
    state: str


_ENUMS: Mapping[str, type[StrEnum]] = {
    "stance": Stance,
    "scope": Scope,
    "voice": Voice,
    "kind": StatementKind,
    "tense": Tense,
}
_STATES = ("accepted", "changed", "added", "rejected", "unsure")


def wanted_of(text: str, filters: Mapping[str, Any]) -> Wanted:
    """What the record is to be asked; the oldest first, or with a text the best fitting."""
    from onrecord.record.wanted import Order, Wanted

    names = Filters.__annotations__
    unknown = sorted(set(filters) - set(names))
    if unknown:
        raise OnrecordError(f"No filter {', '.join(unknown)}; there are {', '.join(names)}")
    asked = {name: _typed(name, value) for name, value in filters.items() if value is not None}
    if asked.get("state") not in (None, *_STATES):
        raise OnrecordError(f"No state {asked['state']!r}; choose from {', '.join(_STATES)}")
    return Wanted(text=text, order=Order.BEST if text.strip() else Order.OLDEST, **asked)


def network_options(asked: Mapping[str, Any]) -> NetworkOptions:
    """The network that some keywords mean: those of NetworkOptions, and of its choice of positions."""
    from onrecord import networks as room

    kinds: Mapping[str, type[StrEnum]] = {
        "mode": room.Mode,
        "weight": room.Weight,
        "qualifier": room.Qualifier,
        "normalise": room.Normalise,
        "count": room.Count,
        "duplicates": room.Duplicates,
        "level": room.Level,
    }
    choices = {one.name for one in fields(room.Choice)}
    unknown = sorted(set(asked) - {*kinds, *choices, "isolates", "choice"})
    if unknown:
        raise OnrecordError(f"No option {', '.join(unknown)} of a network; there are {', '.join([*kinds, *choices])}")
    plain: dict[str, Any] = {name: one_of(kind, name, asked[name]) for name, kind in kinds.items() if name in asked}
    mode = plain.get("mode", room.Mode.TWO)
    usual = room.Weight.SUBTRACT if mode is room.Mode.TWO else room.Weight.CONGRUENCE
    if plain.get("qualifier") is room.Qualifier.NONE:
        usual = room.Weight.IGNORE
    plain.setdefault("weight", usual)
    chosen = {name: _chosen(name, asked[name]) for name in choices & set(asked)}
    choice = room.Choice(**chosen) if chosen else asked.get("choice", room.Choice())
    return room.NetworkOptions(**plain, isolates=asked.get("isolates", False), choice=choice)


def changes_of(claim: Position | Statement, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a claim that are to be otherwise; places may be given as (begin, end)."""
    known = {one.name for one in fields(claim)} - {"id", "article", "text", "provenance"}
    unknown = sorted(set(changes) - known)
    if unknown:
        raise OnrecordError(f"Nothing called {', '.join(unknown)} to change; there are {', '.join(sorted(known))}")
    return {name: _changed(name, value) for name, value in changes.items()}


def within(when: DateInterval | None, since: date | str | None, until: date | str | None) -> bool:
    """Whether a date touches a period; what has none is in no period but the open one."""
    if since is None and until is None:
        return True
    if when is None:
        return False
    return (since is None or when.last >= day_of(since)) and (until is None or when.first <= day_of(until))


def day_of(told: date | str) -> date:
    """A day, or the day that a text names."""
    if isinstance(told, date):
        return told
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise OnrecordError(f"{told!r} is no day: write it as 2024-02-01") from None


def one_of(kind: type[Kind], name: str, told: object) -> Kind:
    """The value of a kind that a text names."""
    try:
        return kind(str(told))
    except ValueError:
        raise OnrecordError(f"No {name} {told!r}; choose from {', '.join(one.value for one in kind)}") from None


def _typed(name: str, value: Any) -> Any:
    if name in _ENUMS:
        return one_of(_ENUMS[name], name, value)
    return day_of(value) if name in ("since", "until") else value


def _chosen(name: str, value: Any) -> Any:
    from onrecord.networks import Among

    if name in ("since", "until"):
        return None if value is None else day_of(value)
    if name.endswith("s") and isinstance(value, str | list | tuple | set | frozenset):
        return Among(frozenset([value] if isinstance(value, str) else map(str, value)))
    return value


def _changed(name: str, value: Any) -> Any:
    if name in _ENUMS:
        return one_of(_ENUMS[name], name, value)
    if name == "evidence" and isinstance(value, tuple | list):
        return Span(*value)
    if name in ("context", "content", "cue", "source"):
        return tuple(one if isinstance(one, Span) else Span(*one) for one in value)
    if name in ("date", "said_on") and isinstance(value, str | date):
        first, _, last = str(value).partition("/")
        return DateInterval(day_of(first), day_of(last or first))
    return value

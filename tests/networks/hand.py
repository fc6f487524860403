"""Positions by hand, on a bridge between invented states."""

from datetime import date
from itertools import count
from typing import Any

from onrecord.types import (
    Actor,
    ActorKind,
    Condition,
    ConditionKind,
    DateInterval,
    Position,
    Provenance,
    Scope,
    Span,
    Stance,
    Voice,
)

_NUMBERS = count(1)

ACTORS = {
    actor.id: actor
    for actor in (
        Actor("norland", "Norland", ActorKind.STATE, state="norland"),
        Actor("sudmark", "Sudmark", ActorKind.STATE, state="sudmark"),
        Actor("varga", "Ilse Varga", ActorKind.PERSON, "prime minister", "norland", "norland"),
        Actor("reuel", "Tomas Reuel", ActorKind.PERSON, "transport minister", "norland", "norland"),
        Actor("envoy", "Norland's envoy", ActorKind.PERSON, "envoy", None, "norland"),
        Actor("works", "Ministry of Works", ActorKind.ORGANISATION, None, "norland", "norland"),
        Actor("clerk", "Per Holm", ActorKind.PERSON, "director", "works", "norland"),
        Actor("engineer", "Ada Brunn", ActorKind.PERSON, "engineer", "works", "norland"),
        Actor("rival", "Bo Lind", ActorKind.PERSON, "opposition leader", "norland", "norland"),
        Actor("farmer", "Eva Sand", ActorKind.PERSON, "farmer", "norland", "norland"),
        Actor("greens", "Green Alliance", ActorKind.PARTY, None, "norland", "norland"),
        Actor("green-one", "Ole Moss", ActorKind.PERSON, "leader", "greens", "norland"),
        Actor("green-two", "Siv Lund", ActorKind.PERSON, "lawmaker", "greens", "norland"),
        Actor("belmont", "Ana Belmont", ActorKind.PERSON, "prime minister", "sudmark", "sudmark"),
        Actor("islands", "the two island states", ActorKind.GROUP, members=("kolm", "terra")),
        Actor("kolm", "Kolm", ActorKind.STATE, state="kolm"),
        Actor("terra", "Terra", ActorKind.STATE, state="terra"),
        Actor("premiers", "the premiers", ActorKind.GROUP, members=("varga", "belmont")),
        Actor("many", "many mayors", ActorKind.GROUP),
    )
}


def position(actor: str, stance: Stance, day: str | None = None, **more: Any) -> Position:
    """A position on the bridge in the actor's own words; ``day`` is a date or two with a slash."""
    number = next(_NUMBERS)
    values: dict[str, Any] = {
        "id": f"p{number}",
        "article": "a1",
        "option": "bridge",
        "scope": Scope.GENERAL,
        "voice": Voice.OWN,
        "evidence": Span(number * 100, number * 100 + 50),
        "text": f"words {number}",
        "provenance": Provenance("hand", "1", 0.8),
        "date": interval(day) if day else None,
    }
    return Position(actor=actor, stance=stance, **{**values, **more})


def interval(day: str) -> DateInterval:
    """2031-02-03, or 2031-02-01/2031-02-28."""
    first, _, last = day.partition("/")
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))


def limit(text: str) -> Condition:
    return Condition(ConditionKind.LIMIT, text, ())


def condition(text: str) -> Condition:
    return Condition(ConditionKind.CONDITION, text, ())

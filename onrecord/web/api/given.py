"""From a claim as a program sends it to the claim that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.types import (
    Condition,
    ConditionKind,
    DateInterval,
    Part,
    Passage,
    Position,
    Provenance,
    Scope,
    Span,
    Spans,
    Statement,
    StatementKind,
    Tense,
    Voice,
)
from onrecord.web.api.asking import ClaimGiven, JudgementGiven
from onrecord.web.refusals import Refusal

_BY_HAND = Provenance("reviewer", "")
_OF_POSITIONS = (
    *("article", "option", "actor", "stance", "scope", "voice", "evidence", "context", "condition", "reason"),
    *("by", "via", "addressee", "tense", "date", "statement"),
)
_OF_STATEMENTS = ("article", "actor", "kind", "part", "content", "cue", "source", "said_on")
_NEEDED = {
    "position": ("article", "option", "actor", "stance", "evidence"),
    "statement": ("article", "kind", "content"),
}
_NEVER_EMPTY = {
    _OF_POSITIONS: {"article", "option", "actor", "stance", "scope", "voice", "evidence", "tense"},
    _OF_STATEMENTS: {"article", "kind", "part", "content"},
}


def claim_given(given: JudgementGiven, base: Position | Statement | None) -> Position | Statement:
    """The claim that a judgement means: the one that stands with what differs, or a new one; a refusal where none."""
    names = _OF_POSITIONS if given.kind == "position" else _OF_STATEMENTS
    told = {} if given.claim is None else _values(given.claim, names)
    if base is not None:
        if given.verdict == "corrected" and not told:
            raise _refused("A correction needs the claim, or what of it should be another")
        return replace(base, **told)
    missing = [name for name in _NEEDED[given.kind] if told.get(name) is None]
    if missing:
        raise _refused(f"A new {given.kind} needs {', '.join(missing)}")
    if given.verdict != "corrected":
        raise _refused("A new claim is sent as corrected: it corrects what the record lacks")
    if given.kind == "position":
        plain: dict[str, Any] = {"scope": Scope.GENERAL, "voice": Voice.OWN}
        return Position(id="", text="", provenance=_BY_HAND, **{**plain, **told})
    blank: dict[str, Any] = {"part": Part.BODY, "cue": (), "source": ()}
    return Statement(id="", text="", provenance=_BY_HAND, **{**blank, **told})


def _values(claim: ClaimGiven, names: tuple[str, ...]) -> Mapping[str, Any]:
    """What was said of a claim, as the record has it; what was left out is left out."""
    given = {name: getattr(claim, name) for name in names if name in claim.model_fields_set}
    empty = [name for name, value in given.items() if value is None and name in _NEVER_EMPTY[names]]
    if empty:
        raise _refused(f"A claim always has {', '.join(empty)}")
    return {name: _value(name, value) for name, value in given.items()}


def _value(name: str, value: Any) -> Any:
    if name in ("context", "content", "cue", "source"):
        return _spans(value or ())
    if value is None:
        return None
    if name == "evidence":
        return _spans(value)[0]
    if name in ("article", "actor", "by"):
        return value if isinstance(value, str) else value.id
    if name == "condition":
        return Condition(ConditionKind(value.kind), "", _spans(value.spans))
    if name == "reason":
        return Passage("", _spans(value.spans))
    if name in ("date", "said_on"):
        return _date(value)
    kinds: Mapping[str, Any] = {"tense": Tense, "kind": StatementKind, "part": Part}
    return kinds[name](value) if name in kinds else value


def _spans(places: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(begin, end) for begin, end in places)


def _date(told: str) -> DateInterval:
    first, _, last = told.partition("/")
    try:
        return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
    except ValueError:
        raise _refused(f"“{told}” is no date: write 2024-02-01 or 2024-02-01/2024-02-29") from None


def _refused(what: str) -> Refusal:
    return Refusal(422, f"{what}.", "Mend the claim and send it again.")

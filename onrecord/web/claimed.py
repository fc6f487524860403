"""Claims as the scripts of the pages have them, and claims as a reviewer's change makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.record.values import Judgement, Verdict
from onrecord.types import (
    Condition,
    ConditionKind,
    Part,
    Passage,
    Position,
    Provenance,
    Scope,
    Span,
    Spans,
    Stance,
    Statement,
    StatementKind,
    Tense,
    Voice,
)
from onrecord.web.refusals import Refusal
from onrecord.web.wording import CONDITION_WORDS, SCOPE_WORDS, STANCE_WORDS, VOICE_WORDS, date_words

_Id = Annotated[str, Field(max_length=2000)]
# A place, begin and end in code points. No article is longer than what may be sent at once.
_Place = tuple[Annotated[int, Field(ge=0, le=100_000_000)], Annotated[int, Field(ge=0, le=100_000_000)]]
_Places = Annotated[list[_Place], Field(max_length=50)]

_BY_HAND = Provenance("reviewer", "")


class GivenCondition(BaseModel):
    """A limit or condition: which of the two, and where it stands."""

    kind: ConditionKind = ConditionKind.CONDITION
    spans: Annotated[_Places, Field(min_length=1)]


class Change(BaseModel):
    """What a reviewer wants otherwise of a claim; what is not given stays as it is."""

    model_config = ConfigDict(extra="forbid")

    article: _Id | None = None  # of a new claim
    option: _Id | None = None
    actor: _Id | None = None
    stance: Stance | None = None
    scope: Scope | None = None
    voice: Voice | None = None
    tense: Tense | None = None
    by: _Id | None = None
    evidence: _Place | None = None
    condition: GivenCondition | None = None
    reason: _Places | None = None
    statement: _Id | None = None
    kind: StatementKind | None = None
    content: _Places | None = None
    source: _Places | None = None
    cue: _Places | None = None


class Said(BaseModel):
    """A decision as a page sends it: on which claim, seen in which version, and what of it is to be otherwise."""

    kind: Literal["position", "statement"] = "position"
    of: _Id | None = None
    verdict: Verdict
    expected: Annotated[int, Field(ge=0)] = 0
    change: Change = Change()
    note: Annotated[str, Field(max_length=2000)] | None = None


# ---------------------------------------------------------------- from a reviewer


def changed_position(base: Position | None, change: Change) -> Position:
    """The position that a change makes of one, or a new one; Refusal where something is missing."""
    given = change.model_fields_set
    if base is None:
        base = _new_position(change)
    plain = {
        name: value
        for name in ("option", "actor", "stance", "scope", "voice", "tense")
        if name in given and (value := getattr(change, name)) is not None
    }
    more: dict[str, Any] = {name: getattr(change, name) or None for name in ("by", "statement") if name in given}
    if "evidence" in given and change.evidence is not None:
        more["evidence"] = Span(*change.evidence)
    if "condition" in given:
        held = change.condition
        more["condition"] = None if held is None else Condition(held.kind, "", _spans(held.spans))
        if held is not None and base.condition is not None and base.condition.spans == _spans(held.spans):
            more["condition"] = replace(base.condition, kind=held.kind)
    if "reason" in given:
        spans = _spans(change.reason or ())
        more["reason"] = Passage("", spans) if spans else None
        if base.reason is not None and base.reason.spans == spans:
            more["reason"] = base.reason
    return replace(base, **plain, **more)


def _new_position(change: Change) -> Position:
    if change.article is None or change.evidence is None:
        raise Refusal(422, "A position needs the words on which it rests.", "Mark them in the text.")
    if not change.actor or not change.option or change.stance is None:
        raise Refusal(422, "A position needs an actor, an option and a stance.", "Choose what is missing.")
    return Position(
        id="",
        article=change.article,
        option=change.option,
        actor=change.actor,
        stance=change.stance,
        scope=change.scope or Scope.GENERAL,
        voice=change.voice or Voice.OWN,
        evidence=Span(*change.evidence),
        text="",
        provenance=_BY_HAND,
    )


def changed_statement(base: Statement | None, change: Change) -> Statement:
    """The statement that a change makes of one, or a new one; Refusal where something is missing."""
    given = change.model_fields_set
    if base is None:
        if change.article is None or not change.content:
            raise Refusal(422, "A statement needs the words that are somebody's.", "Mark them in the text.")
        base = Statement("", change.article, StatementKind.INDIRECT, Part.BODY, (), (), (), "", _BY_HAND)
    more: dict[str, Any] = {}
    if "kind" in given and change.kind is not None:
        more["kind"] = change.kind
    if "actor" in given:
        more["actor"] = change.actor or None
    for name in ("content", "source", "cue"):
        if name in given:
            more[name] = _spans(getattr(change, name) or ())
    return replace(base, **more)


def _spans(given: Sequence[tuple[int, int]]) -> Spans:
    return tuple(sorted(Span(begin, end) for begin, end in given))


# ---------------------------------------------------------------- to the pages


def position_told(claim: Position, names: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, Any]:
    """A position for a script: ids, what they are called, and the places in code points."""
    condition, reason = claim.condition, claim.reason
    return {
        "kind": "position",
        "id": claim.id,
        "article": claim.article,
        "option": claim.option,
        "optionLabel": labels.get(claim.option, claim.option),
        "actor": claim.actor,
        "actorName": names.get(claim.actor, claim.actor),
        "stance": claim.stance.value,
        "stanceWord": STANCE_WORDS[claim.stance],
        "scope": claim.scope.value,
        "scopeWord": SCOPE_WORDS[claim.scope],
        "voice": claim.voice.value,
        "voiceWord": VOICE_WORDS[claim.voice],
        "tense": claim.tense.value,
        "by": claim.by,
        "byName": names.get(claim.by, claim.by) if claim.by else None,
        "date": date_words(claim.date) if claim.date else None,
        "score": round(claim.provenance.score, 3),
        "method": claim.provenance.method,
        "version": claim.provenance.version,
        "text": claim.text,
        "evidence": _told(claim.evidence),
        "condition": condition
        and {
            "kind": condition.kind.value,
            "word": CONDITION_WORDS[condition.kind],
            "text": condition.text,
            "spans": [_told(span) for span in condition.spans],
        },
        "reason": reason and {"text": reason.text, "spans": [_told(span) for span in reason.spans]},
        "statement": claim.statement,
    }


def statement_told(claim: Statement, names: Mapping[str, str]) -> dict[str, Any]:
    """A statement for a script."""
    places = {
        name: [_told(s) for s in spans]
        for name, spans in (("content", claim.content), ("source", claim.source), ("cue", claim.cue))
    }
    return {
        "kind": "statement",
        "id": claim.id,
        "article": claim.article,
        "sort": claim.kind.value,
        "actor": claim.actor,
        "actorName": names.get(claim.actor, claim.actor) if claim.actor else None,
        "score": round(claim.provenance.score, 3),
        "method": claim.provenance.method,
        "version": claim.provenance.version,
        "text": claim.text,
        **places,
    }


VERDICT_WORDS: Mapping[Verdict, str] = {
    Verdict.RIGHT: "accepted it",
    Verdict.WRONG: "rejected it",
    Verdict.CORRECTED: "changed it",
    Verdict.UNSURE: "was unsure",
}


def judgement_told(said: Judgement) -> dict[str, Any]:
    """What somebody said of a claim, for its history."""
    return {
        "id": said.id,
        "reviewer": said.reviewer,
        "word": VERDICT_WORDS[said.verdict],
        "at": said.at.isoformat() if said.at else None,
        "withdrawn": said.withdrawn_at is not None,
        "note": said.note,
    }


def _told(span: Span) -> list[int]:
    return [span.begin, span.end]

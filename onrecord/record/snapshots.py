"""A claim as JSON, so that what a person judged stays as it was judged, whatever is read later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.record.codec import json_text
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
    Stance,
    Statement,
    StatementKind,
    Tense,
    Voice,
)

Claim = Position | Statement


@dataclass(frozen=True, slots=True)
class Basis:
    """What the machine said when a claim was judged: the claim, its place among others, and what stood beside it.

    ``beside`` is of other claims of the machine on the same words, which the judgement leaves alone: scope and stance
    (of a statement: kind and actor) of each, and "id" with its id. ``heard`` is the same of claims that the judgement
    does speak of besides; ``gone`` says that the machine no longer found the claim when it was judged (again).
    """

    machine: Claim | None = None
    ordinal: int = 1_000_000  # behind whatever the machine found
    beside: frozenset[tuple[str, str]] = frozenset()
    suggested: bool = False
    heard: frozenset[tuple[str, str]] = frozenset()
    gone: bool = False


def basis_text(basis: Basis) -> str:
    """A basis as JSON."""
    return json_text(
        {
            "machine": None if basis.machine is None else _plain(basis.machine),
            "ordinal": basis.ordinal,
            "beside": sorted(map(list, basis.beside)),
            "suggested": basis.suggested,
            "heard": sorted(map(list, basis.heard)),
            "gone": basis.gone,
        }
    )


def basis_of(text: str | None) -> Basis:
    """The basis that ``basis_text`` wrote; an empty one where there is none."""
    if text is None:
        return Basis()
    held = json.loads(text)
    return Basis(
        machine=None if held["machine"] is None else _claim_of(held["machine"]),
        ordinal=held["ordinal"],
        beside=frozenset((one, other) for one, other in held["beside"]),
        suggested=held["suggested"],
        heard=frozenset((one, other) for one, other in held["heard"]),
        gone=held["gone"],
    )


def claim_text(claim: Claim) -> str:
    """A position or statement as JSON."""
    return json_text(_plain(claim))


def claim_of(text: str) -> Claim:
    """The claim that ``claim_text`` wrote."""
    return _claim_of(json.loads(text))


def _plain(claim: Claim) -> dict[str, Any]:
    made = claim.provenance
    common = {"id": claim.id, "article": claim.article, "text": claim.text}
    provenance = [made.method, made.version, float(made.score)]
    if isinstance(claim, Statement):
        return {
            **common,
            "kind": claim.kind.value,
            "part": claim.part.value,
            "content": _pairs(claim.content),
            "cue": _pairs(claim.cue),
            "source": _pairs(claim.source),
            "holder": None if claim.holder is None else [int(claim.holder.begin), int(claim.holder.end)],
            "actor": claim.actor,
            "said_on": _days(claim.said_on),
            "utterance": claim.utterance,
            "provenance": provenance,
        }
    condition, reason = claim.condition, claim.reason
    return {
        **common,
        "option": claim.option,
        "actor": claim.actor,
        "stance": claim.stance.value,
        "scope": claim.scope.value,
        "voice": claim.voice.value,
        "evidence": [int(claim.evidence.begin), int(claim.evidence.end)],
        "condition": None if condition is None else [condition.kind.value, condition.text, _pairs(condition.spans)],
        "reason": None if reason is None else [reason.text, _pairs(reason.spans)],
        "by": claim.by,
        "via": claim.via,
        "addressee": claim.addressee,
        "tense": claim.tense.value,
        "derived": bool(claim.derived),
        "date": _days(claim.date),
        "context": _pairs(claim.context),
        "statement": claim.statement,
        "provenance": provenance,
    }


def _claim_of(held: dict[str, Any]) -> Claim:
    if "option" not in held:
        return Statement(
            id=held["id"],
            article=held["article"],
            kind=StatementKind(held["kind"]),
            part=Part(held["part"]),
            content=_spans(held["content"]),
            cue=_spans(held["cue"]),
            source=_spans(held["source"]),
            text=held["text"],
            provenance=Provenance(*held["provenance"]),
            holder=None if held["holder"] is None else Span(*held["holder"]),
            actor=held["actor"],
            said_on=_interval(held["said_on"]),
            utterance=held["utterance"],
        )
    condition, reason = held["condition"], held["reason"]
    return Position(
        id=held["id"],
        article=held["article"],
        option=held["option"],
        actor=held["actor"],
        stance=Stance(held["stance"]),
        scope=Scope(held["scope"]),
        voice=Voice(held["voice"]),
        evidence=Span(*held["evidence"]),
        text=held["text"],
        provenance=Provenance(*held["provenance"]),
        condition=condition and Condition(ConditionKind(condition[0]), condition[1], _spans(condition[2])),
        reason=reason and Passage(reason[0], _spans(reason[1])),
        by=held["by"],
        via=held["via"],
        addressee=held["addressee"],
        tense=Tense(held["tense"]),
        derived=held["derived"],
        date=_interval(held["date"]),
        context=_spans(held["context"]),
        statement=held["statement"],
    )


def _pairs(spans: Spans) -> list[list[int]]:
    return [[int(span.begin), int(span.end)] for span in spans]


def _spans(pairs: Iterable[tuple[int, int]]) -> Spans:
    return tuple(Span(begin, end) for begin, end in pairs)


def _days(interval: DateInterval | None) -> list[str] | None:
    return None if interval is None else [interval.first.isoformat(), interval.last.isoformat()]


def _interval(days: list[str] | None) -> DateInterval | None:
    return None if days is None else DateInterval(date.fromisoformat(days[0]), date.fromisoformat(days[1]))

"""A statement of a .dna database as a position."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.dna import Said
from onrecord.dna.wording import read_lines
from onrecord.imports.dna_actors import Cast
from onrecord.imports.dna_mapping import Plan
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Condition,
    ConditionKind,
    DateInterval,
    Option,
    Passage,
    Position,
    Provenance,
    Scope,
    Span,
    Spans,
    Stance,
    Tense,
    Voice,
)

_NAMED = re.compile(r"(.+) \[(person|organisation|party|state|group)\]")
_PLACE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement with its values by what they are; ``body`` is the organisation beside a person."""

    said: Said
    plan: Plan
    article: Article
    span: Span
    holder: Actor
    option: Option
    stance: Stance
    values: Mapping[str, int | str | None]
    body: str


def position_of(coded: Coded, cast: Cast) -> Position:
    """The position that a coder means by a statement; its id is still to be given by the record."""
    article = coded.article
    details = read_lines(str(coded.values.get("details") or ""))
    condition = None
    for kind in ConditionKind:
        passage = _passage(coded, kind.value, details)
        if passage is not None and condition is None:
            condition = Condition(kind, passage.text, passage.spans)
    scope, voice = (str(coded.values.get(name) or "").casefold() for name in ("scope", "voice"))
    return Position(
        id="",
        article=article.id,
        option=coded.option.id,
        actor=coded.holder.id,
        stance=coded.stance,
        scope=Scope(scope) if scope in set(Scope) else Scope.GENERAL,
        voice=Voice(voice) if voice in set(Voice) else Voice.OWN,
        evidence=coded.span,
        text=coded.span.of(article.text),
        provenance=Provenance("import", "dna"),
        condition=condition,
        reason=_passage(coded, "reason", details),
        by=_named(details.get("by"), cast),
        via=_named(details.get("via"), cast, plain=True),
        addressee=_named(details.get("addressee"), cast, plain=True),
        tense=Tense.FORMER if details.get("tense") == Tense.FORMER else Tense.CURRENT,
        date=_date(details.get("said on"), article.published),
        context=_spans(details.get("context at"), len(article.text)),
    )


def _passage(coded: Coded, role: str, details: Mapping[str, str]) -> Passage | None:
    """The words of a variable with their places in the text; None where they have none."""
    text = str(coded.values.get(role) or "").strip()
    if not text:
        return None
    text = details.get(role, text)
    spans = _spans(details.get(f"{role} at"), len(coded.article.text))
    if not spans and coded.article.text.count(text) == 1:
        begin = coded.article.text.index(text)
        spans = (Span(begin, begin + len(text)),)
    return Passage(text, spans) if spans else None


def _spans(said: str | None, length: int) -> Spans:
    """The places written as 24-31 33-49, as far as they lie in the text."""
    found = (Span(int(begin), int(end)) for begin, end in _PLACE.findall(said or ""))
    return tuple(span for span in found if span.begin < span.end <= length)


def _named(said: str | None, cast: Cast, *, plain: bool = False) -> str | None:
    """The id of the actor written as "Name [kind]"; other words are themselves where they may be."""
    if said is None:
        return None
    found = _NAMED.fullmatch(said)
    if found is None:
        return said if plain else None
    kind = ActorKind(found[2])
    return cast.actor(found[1], person=kind is ActorKind.PERSON, known={"type": kind.value}).id


def _date(said: str | None, published: date | None) -> DateInterval | None:
    """The days written as 2031-05-01/2031-05-31, else the article's day; "none" is no day."""
    if said is not None:
        try:
            first, _, last = said.partition("/")
            return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
        except ValueError:
            if said == "none":
                return None
    return None if published is None else DateInterval(published, published)

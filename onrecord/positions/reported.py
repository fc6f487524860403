"""Changes of position that a text itself reports."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from onrecord.positions.clauses import Tokens
from onrecord.positions.holders import Holders
from onrecord.positions.phrases import Phrasebook, relation_language, without_overlap
from onrecord.types import ArticleMaterial, DateInterval, Part, Position, Provenance, ReportedShift, Span

VERSION = "reported-1"

# One score for all: nothing measured yet tells the sure ones from the unsure.
UNSURE = 0.7

# The new position stands in the sentence of the report or soon after: within this many code points.
NEAR = 400


@lru_cache(maxsize=1)
def _book() -> Phrasebook[bool]:
    return Phrasebook((pattern, True) for pattern in relation_language()["changes"]["patterns"])


def reported_shifts(
    material: ArticleMaterial, tokens: Tokens, holders: Holders, positions: Sequence[Position]
) -> list[ReportedShift]:
    """Each sentence that says that an actor changes its position, with option and stances where they stand near."""
    article = material.article
    found: list[ReportedShift] = []
    for sentence in material.reading.sentences:
        if not any(b.span.overlaps(sentence) and b.part in (Part.BODY, Part.HEADLINE) for b in material.reading.blocks):
            continue
        row = tokens.within(sentence)
        for hit in without_overlap(_book().find([token.text for token in row]))[:1]:
            before = holders.acting(Span(sentence.begin, row[hit.begin].span.end))
            named = before or holders.acting(sentence)
            denied = any(token.text in {"not", "n't", "never"} for token in row[max(0, hit.begin - 3) : hit.begin])
            if not named or denied:
                continue
            actor = named[0].actors[0]
            shift = _shift(article.id, article.text, sentence, actor, _near(holders, positions, sentence, actor))
            if shift.option is not None:  # a change on something that the codebook does not ask about
                found.append(shift)
    day = article.published
    if day is None:
        return found
    return [_dated(shift, DateInterval(day, day)) for shift in found]


def _near(holders: Holders, positions: Sequence[Position], sentence: Span, actor: str) -> list[Position]:
    """The positions of the actor or its office holders close to the report, nearest first."""
    mine = [
        p for p in positions if holders.same_side(p.actor, actor) and abs(p.evidence.begin - sentence.begin) <= NEAR
    ]
    return sorted(mine, key=lambda p: abs(p.evidence.begin - sentence.begin))


def _shift(article: str, text: str, sentence: Span, actor: str, near: Sequence[Position]) -> ReportedShift:
    after = next((p for p in near if p.evidence.end > sentence.begin), None)
    earlier = [
        p
        for p in near
        if after is not None
        and p.option == after.option
        and p.stance.side != after.stance.side
        and p.evidence.end <= sentence.begin
    ]
    key = f"{article}|shift|{actor}|{sentence.begin}"
    return ReportedShift(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article=article,
        actor=actor,
        option=after.option if after else None,
        before=earlier[0].stance if earlier else None,
        after=after.stance if after else None,
        evidence=sentence,
        text=sentence.of(text),
        provenance=Provenance("reported", VERSION, UNSURE),
    )


def _dated(shift: ReportedShift, day: DateInterval) -> ReportedShift:
    return ReportedShift(
        shift.id,
        shift.article,
        shift.actor,
        shift.option,
        shift.before,
        shift.after,
        shift.evidence,
        shift.text,
        shift.provenance,
        day,
    )

"""What one actor does toward another in a sentence: praises, presses, corrects, clashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from onrecord.positions import acts, ties, verdicts
from onrecord.positions.clauses import Clause, ClauseKind, Tokens, clauses
from onrecord.positions.holders import Holders
from onrecord.positions.nominals import Sentence
from onrecord.positions.phrases import Hit, Phrasebook, relation_language, without_overlap
from onrecord.positions.qualifiers import reason
from onrecord.positions.scenes import WORDS, Found, Label, Place
from onrecord.types import ArticleMaterial, DateInterval, Part, Provenance, Relation, RelationKind, Span, Voice

VERSION = "relations-2"

# One score for all kinds and patterns, which were not measured apart: 46 of 60 relations drawn from news articles were
# right in kind and both actors.
UNSURE = 0.75

_FOUND: Mapping[str, Callable[[Place, Hit[Label]], Iterator[Found]]] = {
    "acts": acts.acts,
    "deeds": acts.deeds,
    "likened": acts.likened,
    "nouns": ties.nouns,
    "agents": ties.agents,
    "adjectives": ties.adjectives,
    "callings": ties.callings,
    "suffered": ties.suffered,
    "together": ties.together,
    "between": ties.between,
    "verdicts": verdicts.verdicts,
    "oughts": verdicts.oughts,
    "qualities": verdicts.qualities,
}


@lru_cache(maxsize=1)
def _book() -> Phrasebook[Label]:
    table = relation_language()
    return Phrasebook(
        [
            (pattern, (kind, frame))
            for kind in RelationKind
            for frame in _FOUND
            for pattern in table[kind.value].get(frame, ())
        ]
    )


def relations(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> list[Relation]:
    """The relations that the narration and the quoted words of an article state."""
    found: dict[tuple[RelationKind, str | None, str], Relation] = {}
    sentences = material.reading.sentences
    bodies = [block.span for block in material.reading.blocks if block.part in (Part.BODY, Part.HEADLINE)]
    for number, span in enumerate(sentences):
        row = tokens.within(span)
        if not row or not any(body.overlaps(span) for body in bodies):
            continue
        hits = without_overlap(_book().find([token.text for token in row]))
        if not hits:
            continue
        before = sentences[number - 1] if number else None
        place = Place(material, holders, Sentence(row, holders), clauses(row), span, before)
        for hit in hits:
            for relation in _read(place, hit):
                found.setdefault((relation.kind, relation.actor, relation.toward), relation)
    return list(found.values())


def _read(place: Place, hit: Hit[Label]) -> Iterator[Relation]:
    clause = next(c for c in place.pieces if c.begin <= hit.begin < c.end)
    if clause.kind in (ClauseKind.CONDITION, ClauseKind.QUESTION) or place.sentence.texts[0] in WORDS["imagining"]:
        return
    for kind, actor, toward in _FOUND[hit.label[1]](place, hit):
        if not toward.actors or (actor is not None and not actor.actors):
            continue
        for one in actor.actors if actor is not None else (None,):
            for other in toward.actors:
                if _is_actor(place.holders, other) and (one is None or _is_told(place.holders, kind, one, other)):
                    yield _relation(place, (kind, one, other), clause)


def _is_actor(holders: Holders, other: str) -> bool:
    """Whether it is somebody, not a law or a paper with a name."""
    actor = holders.actor(other)
    if actor is None:
        return True
    name = actor.name.lower()
    return name not in WORDS["anybody"] and name.split()[-1] not in WORDS["papers"]


def _is_told(holders: Holders, kind: RelationKind, actor: str, other: str) -> bool:
    """Nobody acts toward himself; a minister does not press or praise his own state, but he may criticise it."""
    own = kind in (RelationKind.PRESSURES, RelationKind.PRAISES, RelationKind.SUPPORTS, RelationKind.ALLIES)
    return actor != other and not (own and holders.same_side(actor, other))


def _relation(place: Place, what: tuple[RelationKind, str | None, str], clause: Clause) -> Relation:
    kind, actor, toward = what
    article, row = place.material.article, place.sentence.row
    key = f"{article.id}|{kind}|{actor}|{toward}|{place.span.begin}"
    day = article.published
    return Relation(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article=article.id,
        kind=kind,
        actor=actor,
        toward=toward,
        voice=_voice(place, row[clause.begin].span),
        evidence=place.span,
        text=place.span.of(article.text),
        provenance=Provenance("relations", VERSION, UNSURE),
        reason=reason(article.text, row, place.pieces, clause),
        date=DateInterval(day, day) if day else None,
    )


def _voice(place: Place, span: Span) -> Voice:
    quoted = any(s.source and any(c.covers(span) for c in s.content) for s in place.material.resolution.statements)
    return Voice.OWN if quoted else Voice.REPORTED

"""A sentence in which somebody acts toward another: who acts, whether it happens, whose deed is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Clause
from onrecord.positions.holders import Holders
from onrecord.positions.nominals import Party, Sentence
from onrecord.positions.phrases import Hit, relation_language
from onrecord.types import ArticleMaterial, RelationKind, Span, StatementKind

WORDS = {name: frozenset(words) for name, words in relation_language()["words"].items()}
# Kinds that one has toward somebody by judging what he did ("mocked X's speech").
JUDGING = frozenset({RelationKind.CRITICISES, RelationKind.PRAISES})
FIRST = frozenset({"i", "we"})

Label = tuple[RelationKind, str]
Found = tuple[RelationKind, Party | None, Party]


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an article with what is known of it."""

    material: ArticleMaterial
    holders: Holders
    sentence: Sentence
    pieces: Sequence[Clause]
    span: Span
    before: Span | None


def happens(place: Place, hit: Hit[Label]) -> bool:
    """Whether the act is told as done: not denied, not imagined, not what somebody is to do."""
    helpers = place.sentence.helpers(hit.begin)
    texts = place.sentence.texts
    first = hit.begin - len(helpers) - 1
    if set(helpers) & (WORDS["denials"] | WORDS["unreal"]):
        return False
    if first >= 0 and texts[first] in WORDS["denials"]:
        return False
    if _announced(place.sentence, hit):
        return True
    if "to" in helpers:
        return bool(set(helpers) & (WORDS["raising"] - {"on", "is", "was", "are", "were", "has", "had", "have"}))
    return not ("will" in helpers and hit.label[0] is not RelationKind.SUPPORTS)


def _announced(sentence: Sentence, hit: Hit[Label]) -> bool:
    """Read "I want to thank Y", "let me thank Y"."""
    before = sentence.texts[max(0, hit.begin - 6) : hit.begin]
    if hit.label[0] not in JUDGING or not set(before) & WORDS["announcing"]:
        return False
    return before[-2:] == ["let", "me"] or (before[-1] == "to" and bool(FIRST & set(before)))


def subject_of(place: Place, verb: int) -> Party | None:
    """Who acts: the subject, the speaker for "I" and "we", for a participle the subject of the verb it goes with."""
    sentence = place.sentence
    before = verb - 1 - len(sentence.helpers(verb))
    word = sentence.texts[before] if before >= 0 else ""
    if word in {"want", "like", "wish", "love", "me", "have"}:
        return Party(speakers_at(place, sentence.row[before].span), before, before + 1)
    if word in FIRST:
        if (WORDS["denials"] | WORDS["imagining"]) & set(sentence.texts[max(0, before - 8) : before]):
            return None  # "nobody thinks that we blame them"
        mention = sentence.mention(before)
        actors = mention.actors if mention is not None else speakers_at(place, sentence.row[before].span)
        return Party(tuple(actors), before, before + 1)
    if sentence.texts[verb].endswith("ing") and len(sentence.helpers(verb)) == 0:
        if before < 0:
            return sentence.main_behind(verb)
        if word in {",", "—", "–"}:
            return sentence.main_before(before)
        if word in {"after", "while", "before", "by"}:
            return sentence.main_before(before) if before > 0 else sentence.main_behind(verb)
        near = sentence.before(verb)
        if near is None or near.actors or sentence.texts[near.end - 1] not in WORDS["works"]:
            return near
        return sentence.main_before(before)  # "X issued a statement praising Y"
    return sentence.before(verb)


def speakers_at(place: Place, span: Span) -> tuple[str, ...]:
    """Whoever speaks at a place."""
    around = [s for s in place.material.resolution.statements if any(c.covers(span) for c in s.content)]
    if not around:
        return ()
    inner = min(around, key=lambda s: sum(c.end - c.begin for c in s.content))
    if inner.kind is StatementKind.ATTITUDE:
        return ()
    return place.holders.speakers(inner)


def by_deed(kind: RelationKind, other: Party, deeds: bool) -> RelationKind | None:
    """The kind of an act toward a person or toward what he did; None where it says nothing of the person."""
    deed = other.deed
    if not deed:
        return None if deeds else kind
    if deed in WORDS["suffering"] or deed in WORDS["others"] - WORDS["candidacies"]:
        return None
    if kind in JUDGING:
        return kind
    if kind in (RelationKind.REJECTS, RelationKind.CONTRADICTS):
        if deed in WORDS["offers"]:
            return RelationKind.REJECTS
        return RelationKind.CONTRADICTS if deed in WORDS["claims"] else None
    if kind in (RelationKind.ECHOES, RelationKind.SHARES_POSITION):
        return kind if deed in WORDS["views"] else None
    if kind is RelationKind.SUPPORTS:
        return kind if deed in WORDS["candidacies"] else None
    return None

"""What one actor does toward another in a sentence: praises, presses, corrects, clashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.positions.clauses import Clause, ClauseKind, Token, Tokens, clauses
from onrecord.positions.holders import Holders
from onrecord.positions.phrases import Hit, Phrasebook, relation_language, without_overlap
from onrecord.positions.qualifiers import reason
from onrecord.types import (
    ArticleMaterial,
    DateInterval,
    Mention,
    MentionForm,
    Part,
    Provenance,
    Relation,
    RelationKind,
    Span,
    Voice,
)

VERSION = "relations-1"

# One score for all: nothing measured yet tells the sure ones from the unsure.
UNSURE = 0.7

# The one acted on stands close behind the verb; farther than this many tokens it belongs to something else
# ("criticised the plan that the minister of X had brought to …").
REACH = 7


@lru_cache(maxsize=1)
def _book() -> Phrasebook[tuple[RelationKind, bool]]:
    table = relation_language()
    return Phrasebook(
        [(pattern, (kind, True)) for kind in RelationKind for pattern in table[kind.value]["patterns"]]
        + [
            (pattern, (RelationKind(kind), False))
            for kind, patterns in table["passive"].items()
            for pattern in patterns
        ]
    )


def relations(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> list[Relation]:
    """The relations that the narration and the quoted words of an article state."""
    found: dict[tuple[RelationKind, str | None, str], Relation] = {}
    sentences = material.reading.sentences
    bodies = [block.span for block in material.reading.blocks if block.part in (Part.BODY, Part.HEADLINE)]
    for number, sentence in enumerate(sentences):
        if not any(body.overlaps(sentence) for body in bodies):
            continue
        row = tokens.within(sentence)
        if not row:
            continue
        pieces = clauses(row)
        for hit in without_overlap(_book().find([token.text for token in row])):
            clause = next(c for c in pieces if c.begin <= hit.begin < c.end)
            if clause.kind is ClauseKind.CONDITION or _denied(row, hit) or not _is_act(row, hit):
                continue
            before = sentences[number - 1] if number else None
            for relation in _read(material, holders, row, hit, (clause, pieces), (sentence, before)):
                found.setdefault((relation.kind, relation.actor, relation.toward), relation)
    return list(found.values())


def _is_act(row: Sequence[Token], hit: Hit[tuple[RelationKind, bool]]) -> bool:
    """Whether the words are a verb of acting, not a noun or preposition that looks like one ("support for")."""
    token = row[hit.begin]
    if hit.end - hit.begin > 1 or hit.label[0] is RelationKind.CLASHES:
        return token.pos not in {"ADP", "SCONJ"}
    if (
        hit.label[0] is RelationKind.ECHOES
        and hit.end < len(row)
        and row[hit.end].text in {"that", ":", "his", "her", "its", "their"}
    ):
        return False  # to repeat one's own words
    finite = hit.label[0] is not RelationKind.SUPPORTS or not (hit.begin > 0 and row[hit.begin - 1].text == "to")
    return token.pos in {"VERB", ""} and finite


def _denied(row: Sequence[Token], hit: Hit[tuple[RelationKind, bool]]) -> bool:
    return any(token.text in {"not", "n't", "never", "no"} for token in row[max(0, hit.begin - 2) : hit.begin])


def _read(
    material: ArticleMaterial,
    holders: Holders,
    row: Sequence[Token],
    hit: Hit[tuple[RelationKind, bool]],
    place: tuple[Clause, Sequence[Clause]],
    around: tuple[Span, Span | None],
) -> Iterator[Relation]:
    clause, _ = place
    kind, active = hit.label
    by_whom = hit.end < len(row) and row[hit.end].text == "by"
    if not active and not by_whom:
        for toward in _acting(holders, row, clause.begin, hit.begin):
            yield _relation(material, (kind, None, toward), row, place, around[0])
        return
    actors = _acting(holders, row, clause.begin, hit.begin) or _speakers_at(material, holders, row[hit.begin].span)
    others = _acted_on(holders, row, (hit.begin + 1, hit.end, clause.end), around[1])
    if by_whom:
        actors, others = others, actors  # "criticised by X"
    if not others and kind in _MUTUAL:
        actors, others = actors[:1], actors[1:] or _acting(holders, row, clause.begin, hit.begin, last=2)
    for actor in actors:
        for other in others:
            if other != actor and not _is_own(holders, actor, other, kind):
                yield _relation(material, (kind, actor, other), row, place, around[0])


_MUTUAL = frozenset({RelationKind.CLASHES, RelationKind.ALLIES, RelationKind.SHARES_POSITION})


def _is_own(holders: Holders, actor: str, other: str, kind: RelationKind) -> bool:
    """A minister does not press or praise his own state; he may correct his own president."""
    return kind is not RelationKind.CORRECTS and holders.same_side(actor, other)


def _acting(holders: Holders, row: Sequence[Token], begin: int, end: int, *, last: int = 1) -> list[str]:
    """The actors of the clause's subject: the ``last`` mention before the verb that no preposition governs."""
    mentions = (
        [m for m in holders.within(Span(row[begin].span.begin, row[end].span.begin)) if m.actors] if end > begin else []
    )
    free = [m for m in mentions if not _governed(row, m)]
    return list(free[-last].actors) if len(free) >= last else []


def _governed(row: Sequence[Token], mention: Mention) -> bool:
    for place, token in enumerate(row):
        if token.span.begin >= mention.span.begin:
            return place > 0 and (row[place - 1].pos == "ADP" or row[place - 1].text == "to")
    return False


def _speakers_at(material: ArticleMaterial, holders: Holders, span: Span) -> list[str]:
    """Whoever speaks at a place, for "I appreciate…" and for a cue that is a statement's own."""
    for statement in material.resolution.statements:
        if any(cue.overlaps(span) for cue in statement.cue):
            return list(holders.speakers(statement))
    return []


def _acted_on(holders: Holders, row: Sequence[Token], reach: tuple[int, int, int], before: Span | None) -> list[str]:
    """The actors inside the words or right behind them, or whose "restraint" or "refusal" it is."""
    begin, behind, end = reach
    stop = min(end, behind + REACH)
    if begin >= len(row) or begin >= stop:
        return []
    for mention in holders.acting(Span(row[begin].span.begin, row[stop - 1].span.end)):
        return list(mention.actors)
    words = relation_language()["stance_nouns"]["words"]
    pointing = any(
        row[i].text in {"this", "that", "such"} and row[i + 1].text in words
        for i in range(begin, stop)
        if i + 1 < len(row)
    )
    if pointing and before is not None:
        named = [m for m in holders.within(before) if m.form in (MentionForm.NAME, MentionForm.METONYM)]
        earlier = holders.tokens(before)
        free = [m for m in named if not _governed(earlier, m)]
        return list(free[0].actors) if free else []
    return []


def _relation(
    material: ArticleMaterial,
    what: tuple[RelationKind, str | None, str],
    row: Sequence[Token],
    place: tuple[Clause, Sequence[Clause]],
    sentence: Span,
) -> Relation:
    kind, actor, toward = what
    clause, pieces = place
    article = material.article
    key = f"{article.id}|{kind}|{actor}|{toward}|{sentence.begin}"
    quoted = any(
        s.source and any(c.covers(row[clause.begin].span) for c in s.content) for s in material.resolution.statements
    )
    day = article.published
    return Relation(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article=article.id,
        kind=kind,
        actor=actor,
        toward=toward,
        voice=Voice.OWN if quoted else Voice.REPORTED,
        evidence=sentence,
        text=sentence.of(article.text),
        provenance=Provenance("relations", VERSION, UNSURE),
        reason=reason(article.text, row, pieces, clause),
        date=DateInterval(day, day) if day else None,
    )

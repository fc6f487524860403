"""Codes the positions of one article under a codebook: the manual of docs/coding.md as a program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.positions import merging, qualifiers
from onrecord.positions.asking import Asked, candidates
from onrecord.positions.calculus import Claim, claims
from onrecord.positions.clauses import Clause, ClauseKind, Token, Tokens, clauses
from onrecord.positions.finder import Finder
from onrecord.positions.holders import Holder, Holders
from onrecord.positions.judging import Judged, judgements, second_opinion
from onrecord.positions.options import profiles
from onrecord.positions.relations import relations
from onrecord.positions.relevance import Relevance
from onrecord.positions.reported import reported_shifts
from onrecord.positions.stance import Operator, operators
from onrecord.positions.units import Unit, row_of, units
from onrecord.types import (
    ArticleMaterial,
    Codebook,
    Coding,
    DateInterval,
    Embedder,
    Part,
    Position,
    Provenance,
    Scope,
    Span,
    Stance,
    StanceScorer,
    Statement,
    StatementKind,
    Tense,
    Voice,
)

VERSION = "coder-2"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A position and whether its words only judge the course ("would harm trade") rather than say yes or no to it."""

    position: Position
    judges: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words that a position rests on, cut into clauses, and the operators of stance in the one that decides."""

    tokens: Sequence[Token]
    pieces: Sequence[Clause]
    clause: Clause
    anchor: tuple[int, int]
    chain: Sequence[Operator]


class Coder:
    """Statement + codebook -> position, relation and reported shift; keeps the options' vectors between articles."""

    version = VERSION

    def __init__(
        self,
        codebook: Codebook,
        embed: Embedder | None = None,
        *,
        scorer: StanceScorer | None = None,
        second: StanceScorer | None = None,
        weights: merging.Weights | None = None,
    ) -> None:
        """Prepare the options.

        Without ``embed`` words alone tell what a sentence is about, without ``scorer`` the calculus codes alone;
        ``second`` is asked again where the two are not sure.
        """
        self._profiles = profiles(codebook)
        self._relevance = Relevance(self._profiles, embed)
        self._scorer = scorer
        self._second = second
        self._weights = weights or merging.shipped()
        self._made_by = f"{VERSION} tuning {self._weights.version}" if self._weights.version else VERSION

    def code(self, material: ArticleMaterial) -> Coding:
        """The positions, relations and reported shifts of an article."""
        tokens = Tokens(material.article.text, material.reading)
        holders = Holders(material, tokens)
        found = self._claims(material, tokens, holders) if self._profiles else []
        suggested: list[_Draft] = []
        if self._scorer is None or not self._profiles:
            drafts = [draft for claim in found for draft in self._of_claim(material, holders, claim)]
        else:
            drafts, suggested = self._weighed(material, tokens, holders, found)
        kept = _once(material, _without_sweeps_of_refusers(drafts))
        taken = {(p.actor, p.option) for p in kept}
        unsure = [p for p in _once(material, suggested) if (p.actor, p.option) not in taken]
        related = relations(material, tokens, holders)
        shifted = reported_shifts(material, tokens, holders, kept)
        return Coding(material.article.id, tuple(kept), tuple(related), tuple(shifted), tuple(unsure))

    def judged(self, material: ArticleMaterial) -> list[Judged]:
        """What both coders say of every holder and option that is asked about: what the weights are made from."""
        tokens = Tokens(material.article.text, material.reading)
        holders = Holders(material, tokens)
        return self._judged(material, tokens, holders, self._claims(material, tokens, holders))

    def _claims(self, material: ArticleMaterial, tokens: Tokens, holders: Holders) -> list[Claim]:
        found = units(material, tokens, holders)
        if not found:
            return []
        finder = Finder(material, tokens, found, self._relevance)
        return [
            claim
            for unit in sorted(found, key=lambda unit: unit.sentence)
            for target in finder.targets(unit)
            for claim in claims(unit, target, self._profiles[target.option], holders)
        ]

    def _judged(
        self, material: ArticleMaterial, tokens: Tokens, holders: Holders, found: Sequence[Claim]
    ) -> list[Judged]:
        assert self._scorer is not None
        asked = candidates(material, tokens, holders)
        return judgements(material, tokens, asked, found, (self._relevance, self._scorer))

    def _weighed(
        self, material: ArticleMaterial, tokens: Tokens, holders: Holders, found: Sequence[Claim]
    ) -> tuple[list[_Draft], list[_Draft]]:
        """The positions, and what is not sure enough to be one."""
        judged = self._judged(material, tokens, holders, found)
        if self._second is not None:
            unsure = [one for one in judged if self._standing(one) == "suggest"]
            sure = [one for one in judged if self._standing(one) != "suggest"]
            judged = sure + second_opinion(material, unsure, self._profiles, self._second)
        drafts: dict[str, list[_Draft]] = {"accept": [], "suggest": [], "none": []}
        for one in judged:
            if not one.evidence.scores and one.claim is not None:  # no answer: the calculus is left alone
                drafts["accept"] += self._of_claim(material, holders, one.claim)
                continue
            standing = self._standing(one)
            if standing != "none":
                drafts[standing] += self._of_judged(material, tokens, holders, one)
        return _uncontradicted(drafts["accept"], drafts["suggest"])

    def _standing(self, one: Judged) -> str:
        return merging.settled(one.evidence, self._weights)[2]

    def _of_claim(self, material: ArticleMaterial, holders: Holders, claim: Claim) -> Iterator[_Draft]:
        """The positions of the calculus alone."""
        unit, score = claim.unit, min(1.0, claim.target.score)
        reading = _Reading(unit.tokens, claim.pieces, claim.clause, claim.anchor, claim.verdict.operators)
        sources = _Sources(unit.statement, unit.sentence, claim.target.context, _evidence(material, claim))
        made = Provenance("calculus", VERSION, round(score, 3))
        option = claim.target.option
        for actor in claim.holder.actors:
            position = self._position(
                material, holders, sources, reading, (option, actor, claim.verdict.stance, claim.holder, made)
            )
            yield _Draft(position, claim.judges)

    def _of_judged(self, material: ArticleMaterial, tokens: Tokens, holders: Holders, one: Judged) -> Iterator[_Draft]:
        """The positions of both coders; the words of the calculus where it found any."""
        stance, chance, _ = merging.settled(one.evidence, self._weights)
        method, version = one.scored
        claim = one.claim if one.claim is not None and one.claim.verdict.stance.side == stance.side else None
        if claim is not None:
            made = Provenance(f"calculus and {method}", version or self._made_by, round(chance, 3))
            for draft in self._of_claim(material, holders, claim):
                yield replace(draft, position=_restanced(draft.position, stance, made))
            return
        made = Provenance(method, version or self._made_by, round(chance, 3))
        asked = one.asked
        row, evidence = self._words(material, tokens, asked)
        reading = self._aimed(row, one.option)
        sources = _Sources(asked.statement, asked.sentence, None, evidence, asked.place)
        for actor in asked.holder.actors:
            yield _Draft(
                self._position(material, holders, sources, reading, (one.option, actor, stance, asked.holder, made)),
                judges=False,
            )

    def _words(self, material: ArticleMaterial, tokens: Tokens, asked: Asked) -> tuple[list[Token], Span]:
        """The words of a sentence that are the holder's or about the holder, and their place."""
        sentence = material.reading.sentences[asked.sentence]
        if asked.statement is None or not asked.spoken:
            return tokens.within(sentence), sentence
        row = row_of(asked.statement, sentence, tokens)
        if not row:
            return tokens.within(sentence), sentence
        return row, _share(material, Unit(asked.statement, asked.sentence, tuple(row), ()))

    def _aimed(self, row: Sequence[Token], option: int) -> _Reading:
        """The clause in which most of the option's words stand, and the operators in it."""
        pieces = clauses(row)
        match = self._relevance.match(row, option)
        plain = [c for c in pieces if c.kind not in (ClauseKind.REASON, ClauseKind.CONDITION)] or list(pieces)
        clause = max(plain, key=lambda c: sum(c.begin <= place < c.end for place in match.places))
        inside = [place for place in match.places if clause.begin <= place < clause.end]
        anchor = (inside[0], inside[-1] + 1) if inside else (clause.begin, clause.end)
        chain = [op for op in operators(row) if clause.begin <= op.begin < clause.end]
        return _Reading(row, pieces, clause, anchor, chain)

    def _position(
        self,
        material: ArticleMaterial,
        holders: Holders,
        sources: _Sources,
        reading: _Reading,
        found: tuple[int, str, Stance, Holder, Provenance],
    ) -> Position:
        option, actor, stance, holder, made = found
        text, statement, evidence = material.article.text, sources.statement, sources.evidence
        identifier = self._profiles[option].option.id
        sentence = holders.tokens(material.reading.sentences[sources.sentence])
        scope = qualifiers.scope(
            reading.tokens, reading.clause, reading.chain, selves=holder.selves, anchor=reading.anchor
        )
        name = statement.id if statement else ""
        named = (*statement.source,) if statement else (sources.place,)
        places = (sources.context, *named)
        parts = (material.article.id, actor, identifier, stance, scope, holder.voice, holder.by, evidence, name)
        return Position(
            id=hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16],
            article=material.article.id,
            option=identifier,
            actor=actor,
            stance=stance,
            scope=scope,
            voice=holder.voice,
            evidence=evidence,
            text=evidence.of(text),
            provenance=made,
            condition=qualifiers.condition(text, reading.tokens, reading.pieces, reading.clause),
            reason=qualifiers.reason(text, reading.tokens, reading.pieces, reading.clause),
            by=holder.by,
            via=qualifiers.via(text, sentence),
            tense=qualifiers.tense(sentence, reading.chain, reading.tokens),
            date=(statement.said_on if statement else None) or _day_of(material),
            context=tuple(span for span in places if span is not None and not evidence.covers(span)),
            statement=name or None,
        )


@dataclass(frozen=True, slots=True)
class _Sources:
    """Where a position stands: its statement, sentence, the sentence that it points back to, the main span, and the
    words that name the holder where there is no statement.
    """

    statement: Statement | None
    sentence: int
    context: Span | None
    evidence: Span
    place: Span | None = None


def _restanced(position: Position, stance: Stance, made: Provenance) -> Position:
    """The position with a stance and provenance that two coders agreed on."""
    parts = f"{position.id}|{stance}" if stance is not position.stance else None
    identifier = hashlib.sha256(parts.encode()).hexdigest()[:16] if parts else position.id
    return replace(position, id=identifier, stance=stance, provenance=made)


def _evidence(material: ArticleMaterial, claim: Claim) -> Span:
    """The words that show the stance; of a narrated one that points at what its own sentence names all of it
    ("X proposed a way out: …").
    """
    unit, target = claim.unit, claim.target
    if not unit.statement.id and target.pointing and target.context is None:
        return material.reading.sentences[unit.sentence]
    return _share(material, unit)


def _share(material: ArticleMaterial, unit: Unit) -> Span:
    """The statement's share of its sentence, with source and cue of an attitude."""
    sentence = material.reading.sentences[unit.sentence]
    spans: list[Span] = [token.span for token in unit.tokens]
    if unit.statement.kind is StatementKind.DIRECT:
        said = [span for span in spans if not any(cue.covers(span) for cue in unit.statement.cue)]
        spans = said or spans
    else:
        spans += [span for span in unit.statement.source if sentence.covers(span)]
    return Span(min(span.begin for span in spans), max(span.end for span in spans))


def _day_of(material: ArticleMaterial) -> DateInterval | None:
    day = material.article.published
    return DateInterval(day, day) if day else None


def _without_sweeps_of_refusers(found: Sequence[_Draft]) -> list[_Draft]:
    """A sweeping phrase ("we exclude nothing") does not count for an option that the same actor refuses."""
    positions = [one.position for one in found]
    refused = {
        (p.actor, p.option)
        for p in positions
        if p.stance is Stance.OPPOSES and p.scope is Scope.GENERAL and p.voice is not Voice.ATTRIBUTED
    }

    def swept(p: Position) -> bool:
        return (p.actor, p.option) in refused and p.stance is Stance.OPEN and bool(p.context)

    return [one for one in found if not swept(one.position)]


def _uncontradicted(drafts: Sequence[_Draft], suggested: Sequence[_Draft]) -> tuple[list[_Draft], list[_Draft]]:
    """What a scorer finds alone is only suggested where words of stance put the same actor on the other side."""

    def key(position: Position, side: int) -> tuple[str, str, int]:
        return position.actor, position.option, side

    said = {
        key(one.position, one.position.stance.side) for one in drafts if "calculus" in one.position.provenance.method
    }
    against = [
        one
        for one in drafts
        if "calculus" not in one.position.provenance.method
        and key(one.position, -one.position.stance.side) in said
        and one.position.stance.side
    ]
    return [one for one in drafts if one not in against], [*suggested, *against]


_VOICES = {Voice.OWN: 0, Voice.ATTRIBUTED: 1, Voice.REPORTED: 2}


def _once(material: ArticleMaterial, found: Sequence[_Draft]) -> list[Position]:
    """One position per actor, option, scope, stance and paragraph; titles and captions where the body is silent."""
    blocks = material.reading.blocks
    parts = {s.id: s.part for s in material.resolution.statements}

    def in_body_of(position: Position) -> bool:
        return parts.get(position.statement or "", Part.BODY) is Part.BODY

    in_body = {(one.position.actor, one.position.option) for one in found if in_body_of(one.position)}
    best: dict[tuple[str, str, Scope, Stance, Tense, int], _Draft] = {}
    for one in found:
        position = one.position
        if not in_body_of(position) and (position.actor, position.option) in in_body:
            continue
        paragraph = next((i for i, block in enumerate(blocks) if block.span.overlaps(position.evidence)), -1)
        key = (position.actor, position.option, position.scope, position.stance, position.tense, paragraph)
        held = best.get(key)
        if held is None or _rank(one) < _rank(held):
            best[key] = one
    kept = (one.position for one in best.values())
    return sorted(kept, key=lambda p: (p.evidence.begin, p.evidence.end, p.actor, p.option))


def _rank(found: _Draft) -> tuple[int, bool, float]:
    """The receipt that shows a stance best: in the actor's own voice, declared rather than argued, the surest."""
    return _VOICES[found.position.voice], found.judges, -found.position.provenance.score

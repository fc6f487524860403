"""Codes the positions of one article under a codebook: the manual of docs/coding.md as a program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.positions import qualifiers, signs
from onrecord.positions.clauses import Clause, ClauseKind, Token, Tokens, clauses
from onrecord.positions.finder import Finder, Target
from onrecord.positions.holders import Holder, Holders
from onrecord.positions.options import action_book, profiles
from onrecord.positions.relations import relations
from onrecord.positions.relevance import Relevance
from onrecord.positions.reported import reported_shifts
from onrecord.positions.stance import Verdict, judge
from onrecord.positions.units import Unit, units
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
    StatementKind,
    Tense,
    Voice,
)

VERSION = "calculus-1"


@dataclass(frozen=True, slots=True)
class _Finding:
    """A stance found: where, toward what, by which words, whose."""

    unit: Unit
    target: Target
    clause: Clause
    pieces: Sequence[Clause]
    anchor: tuple[int, int]
    verdict: Verdict
    holder: Holder
    sentence: Sequence[Token]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A position and whether its words only judge the course ("would harm trade") rather than say yes or no to it."""

    position: Position
    judges: bool


# Classes of words that say what a course is worth: they argue for a stance that plainer words may declare.
_JUDGING = frozenset({"bad", "good"})


class Coder:
    """Statement + codebook -> position, relation and reported shift; keeps the options' vectors between articles."""

    version = VERSION

    def __init__(self, codebook: Codebook, embed: Embedder | None = None) -> None:
        """Prepare the options; without ``embed`` words alone tell what a sentence is about."""
        self._profiles = profiles(codebook)
        self._relevance = Relevance(self._profiles, embed)

    def code(self, material: ArticleMaterial) -> Coding:
        """The positions, relations and reported shifts of an article."""
        article = material.article
        tokens = Tokens(article.text, material.reading)
        holders = Holders(material, tokens)
        found = units(material, tokens, holders)
        finder = Finder(material, tokens, found, self._relevance) if found and self._profiles else None
        positions: list[_Ranked] = []
        if finder is not None:
            for unit in sorted(found, key=lambda unit: unit.sentence):
                relay = qualifiers.via(article.text, tokens.within(material.reading.sentences[unit.sentence]))
                for target in finder.targets(unit):
                    here = self._positions(material, holders, unit, target)
                    positions += (replace(one, position=replace(one.position, via=relay)) for one in here)
        kept = _once(material, _without_sweeps_of_refusers(positions))
        related = relations(material, tokens, holders)
        shifted = reported_shifts(material, tokens, holders, kept)
        return Coding(article.id, tuple(kept), tuple(related), tuple(shifted))

    def _positions(self, material: ArticleMaterial, holders: Holders, unit: Unit, target: Target) -> Iterator[_Ranked]:
        pieces = clauses(unit.tokens)
        for clause in pieces:
            if clause.kind in (ClauseKind.REASON, ClauseKind.CONDITION, ClauseKind.QUESTION):
                continue
            anchor = _anchor(unit, clause, target)
            if anchor is None:
                continue
            sign = self._sign(unit.tokens, clause, anchor, target)
            contrary = clause.kind is ClauseKind.CONTRARY
            before = pieces[pieces.index(clause) - 1] if clause.begin else clause
            ruling = Clause(before.begin, clause.end, clause.kind) if clause.inherits or contrary else clause
            if target.pointing and _governed_by_another(unit, anchor):
                continue
            ops = [op for op in unit.operators if target.pointing or op.begin not in target.places]
            verdict = judge(unit.tokens, ops, ruling, anchor, sign=sign)
            if contrary:
                verdict = _refused(verdict)
            if verdict is None:
                continue
            holder = holders.find(unit.statement, unit.tokens, ruling, verdict.operators[0], anchor)
            if holder is None:
                continue
            for actor in holder.actors:
                sentence = holders.tokens(material.reading.sentences[unit.sentence])
                finding = _Finding(unit, target, clause, pieces, anchor, verdict, holder, sentence)
                yield _Ranked(self._position(material, finding, actor), verdict.operators[0].name in _JUDGING)

    def _sign(self, tokens: Sequence[Token], clause: Clause, anchor: tuple[int, int], target: Target) -> int:
        """-1 where the clause names the contrary of the option ("keep the tax" under "abolishing the tax")."""
        profile = self._profiles[target.option]
        bounds = (clause.begin, clause.end)
        if not target.pointing:
            return signs.of_name(tokens, bounds, anchor, profile).value
        before = signs.Sign(1, told=False)
        if target.antecedent is not None and not target.sweeping:
            row, places = target.antecedent
            if places:
                before = signs.of_name(row, (0, len(row)), (places[0], places[-1] + 1), profile)
                if any(
                    token.text in {"without", "lack", "lacks", "absence"}
                    for token in row[max(0, places[0] - 3) : places[0]]
                ):
                    before = signs.Sign(-before.value, told=True)  # "the only country without a limit. This must end."
        return signs.of_pointer(tokens, bounds, anchor, profile, before)

    def _position(self, material: ArticleMaterial, found: _Finding, actor: str) -> Position:
        unit, clause, holder, chain = found.unit, found.clause, found.holder, found.verdict.operators
        text, statement = material.article.text, unit.statement
        option = self._profiles[found.target.option].option.id
        evidence = _evidence(material, unit, found.target)
        scope = qualifiers.scope(unit.tokens, clause, chain, selves=holder.selves, anchor=found.anchor)
        stance = found.verdict.stance
        places = (found.target.context, *statement.source)
        parts = (material.article.id, actor, option, stance, scope, holder.voice, holder.by, evidence, statement.id)
        return Position(
            id=hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16],
            article=material.article.id,
            option=option,
            actor=actor,
            stance=stance,
            scope=scope,
            voice=holder.voice,
            evidence=evidence,
            text=evidence.of(text),
            provenance=Provenance("calculus", VERSION, round(min(1.0, found.target.score), 3)),
            condition=qualifiers.condition(text, unit.tokens, found.pieces, clause),
            reason=qualifiers.reason(text, unit.tokens, found.pieces, clause),
            by=holder.by,
            tense=qualifiers.tense(found.sentence, chain, unit.tokens),
            date=statement.said_on or _day_of(material),
            context=tuple(span for span in places if span is not None and not evidence.covers(span)),
            statement=statement.id or None,
        )


def _refused(verdict: Verdict | None) -> Verdict | None:
    """ "For training, not for combat": a yes turned round is a refusal; a no turned round says nothing."""
    if verdict is None or verdict.stance.side <= 0:
        return None
    return Verdict(Stance.OPPOSES, verdict.operators)


def _anchor(unit: Unit, clause: Clause, target: Target) -> tuple[int, int] | None:
    """Where in a clause the option is named: from its first to its last word that belongs to it."""
    places = [place for place in target.places if clause.begin <= place < clause.end]
    if not places:
        return None
    return places[0], places[-1] + 1


def _governed_by_another(unit: Unit, anchor: tuple[int, int]) -> bool:
    """Whether a pronoun belongs to another verb than the stance: "did not wish to be reminded of it"."""
    if unit.tokens[anchor[0]].text not in signs.THING:
        return False
    before = [op for op in unit.operators if op.end <= anchor[0]]
    between = unit.tokens[before[-1].end : anchor[0]] if before else ()
    acts = {hit.begin for hit in action_book().find([token.text for token in between])}
    return any(token.pos == "VERB" and place not in acts for place, token in enumerate(between))


def _evidence(material: ArticleMaterial, unit: Unit, target: Target) -> Span:
    """The words that show the stance: the statement's share of its sentence, with source and cue of an attitude.

    A narrated stance that points at what its own sentence names shows all of it ("X proposed a way out: …").
    """
    sentence = material.reading.sentences[unit.sentence]
    if not unit.statement.id and target.pointing and target.context is None:
        return sentence
    spans = [token.span for token in unit.tokens]
    if unit.statement.kind is StatementKind.DIRECT:
        said = [span for span in spans if not any(cue.covers(span) for cue in unit.statement.cue)]
        spans = said or spans
    else:
        spans += [span for span in unit.statement.source if sentence.covers(span)]
    return Span(min(span.begin for span in spans), max(span.end for span in spans))


def _day_of(material: ArticleMaterial) -> DateInterval | None:
    day = material.article.published
    return DateInterval(day, day) if day else None


def _without_sweeps_of_refusers(found: Sequence[_Ranked]) -> list[_Ranked]:
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


_VOICES = {Voice.OWN: 0, Voice.ATTRIBUTED: 1, Voice.REPORTED: 2}


def _once(material: ArticleMaterial, found: Sequence[_Ranked]) -> list[Position]:
    """One position per actor, option, scope, stance and paragraph; titles and captions where the body is silent."""
    blocks = material.reading.blocks
    parts = {s.id: s.part for s in material.resolution.statements}

    def in_body_of(position: Position) -> bool:
        return parts.get(position.statement or "", Part.BODY) is Part.BODY

    in_body = {(one.position.actor, one.position.option) for one in found if in_body_of(one.position)}
    best: dict[tuple[str, str, Scope, Stance, Tense, int], _Ranked] = {}
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


def _rank(found: _Ranked) -> tuple[int, bool, float]:
    """The receipt that shows a stance best: in the actor's own voice, declared rather than argued, the surest."""
    return _VOICES[found.position.voice], found.judges, -found.position.provenance.score

"""The pieces of an article that can carry a position, and the options that each one speaks to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Clause, ClauseKind, Token, Tokens, clauses
from onrecord.positions.holders import Holders, subject
from onrecord.positions.options import Profile, content_words, stem
from onrecord.positions.relevance import Match, Relevance, anaphors
from onrecord.positions.stance import Operator, operators
from onrecord.types import (
    ActorKind,
    ArticleMaterial,
    Mention,
    MentionForm,
    Part,
    Provenance,
    Span,
    Statement,
    StatementKind,
)

# A sentence speaks to an option by itself where 0.6 of its vector's likeness and 0.4 of the share of the option's terms
# add up to DIRECT; a sentence is what "it" and "the idea" can point back to from TOPIC. See benchmarks/relevance.
VECTOR_SHARE = 0.6
DIRECT = 0.34
TOPIC = 0.30
# Of several options, those that trail the best by more than this are only alike, not meant.
MARGIN = 0.16
# An article is about one option where so many stances, and more than half of all, name it.
THEME = 3
# Each sentence further back counts this much less.
FADING = 0.9
# How many sentences back "it", "the idea" or "nothing" may point.
BACK = 2


_NAMING = (MentionForm.NAME, MentionForm.METONYM, MentionForm.DEMONYM)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence's share of a statement: the tokens of cue and content, with the operators in them."""

    statement: Statement
    sentence: int
    tokens: tuple[Token, ...]
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """An option that a unit speaks to: where it is named, how surely, and whether only by pointing back."""

    option: int
    places: tuple[int, ...]
    score: float
    pointing: bool
    sweeping: bool
    context: Span | None


def units(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> list[Unit]:
    """Every sentence of every statement that holds an operator of stance, and every narrated stance between them."""
    text, sentences = material.article.text, material.reading.sentences
    asking = [text[s.begin : s.end].rstrip(_QUOTES).endswith("?") for s in sentences]
    found = []
    for statement in material.resolution.statements:
        if statement.part not in (Part.BODY, Part.HEADLINE, Part.CAPTION) or _unreal(statement, tokens, sentences):
            continue
        for number in _sentences_of(statement, sentences):
            row = _row(statement, sentences[number], tokens)
            if not row or (asking[number] and not any(token.text in {".", "?"} for token in row[:-1])):
                continue  # rhetorical and a journalist's questions take no stance
            ops = operators(row)
            if ops:
                found.append(Unit(statement, number, tuple(row), tuple(ops)))
    return found + [unit for unit in _narrated(material, tokens, holders) if not asking[unit.sentence]]


_QUOTES = " \"'”“»«’‘.…"


def _unreal(statement: Statement, tokens: Tokens, sentences: Sequence[Span]) -> bool:
    """Whether an attitude stands in an open question ("has not decided whether it wants"): nobody holds it."""
    if statement.kind is not StatementKind.ATTITUDE:
        return False
    begin = min(span.begin for span in (*statement.source, *statement.cue, *statement.content))
    sentence = next((s for s in sentences if s.begin <= begin < s.end), None)
    before = tokens.within(Span(sentence.begin, begin)) if sentence else []
    return bool(before) and before[-1].text in {"whether", "if", "unless"}


def _narrated(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> Iterator[Unit]:
    """Stances in the narration that no statement holds: a known actor as the subject of an operator."""
    taken = [s for st in material.resolution.statements for s in (*st.content, *st.cue)]
    bodies = [block.span for block in material.reading.blocks if block.part is Part.BODY]
    for number, sentence in enumerate(material.reading.sentences):
        if not any(body.covers(sentence) for body in bodies):
            continue
        row = tokens.within(sentence)
        ops = [op for op in operators(row) if not any(s.overlaps(row[op.begin].span) for s in taken)]
        for op in ops:
            mention = _beholder(row, op, holders) if op.who == "speaker" else None
            if mention is not None:
                yield _implied(material, number, row, mention, before=True)
        ops = [op for op in ops if op.who == "subject"]
        if not ops:
            continue
        subject_before: Mention | None = None
        for clause in clauses(row):
            mine = [op for op in ops if clause.begin <= op.begin < clause.end]
            mention = _subject_of(row, clause, mine, holders)
            if mention is None and clause.kind is ClauseKind.MAIN:
                mention = subject_before
            if mine and mention is not None and mention.actors and mention.span.end <= row[mine[0].begin].span.begin:
                free = [t for t in row[clause.begin : clause.end] if not any(s.overlaps(t.span) for s in taken)]
                yield _implied(material, number, free, mention)
            subject_before = mention or subject_before


def _beholder(row: Sequence[Token], op: Operator, holders: Holders) -> Mention | None:
    """The actor for whom something is so: "is for Berlin out of the question", "unthinkable for Berlin"."""
    for place in (*range(max(0, op.begin - 4), op.begin), op.end):
        if place + 1 < len(row) and row[place].text == "for":
            mention = holders.at(row[place + 1].span)
            if mention is not None and mention.form is not MentionForm.GROUP:
                return mention
    return None


def _subject_of(row: Sequence[Token], clause: Clause, ops: Sequence[Operator], holders: Holders) -> Mention | None:
    """The actor that is the clause's subject; a relative clause has the name right before it."""
    if clause.kind is ClauseKind.RELATIVE and clause.begin > 0:
        return holders.at(row[max(0, clause.begin - (2 if row[clause.begin - 1].text == "," else 1))].span)
    end = ops[0].begin if ops else clause.end
    place = subject(row, clause.begin, end)
    return holders.at(row[place].span) if place is not None else None


def _implied(material: ArticleMaterial, number: int, row: Sequence[Token], mention: Mention, *, before: bool = False) -> Unit:
    """A unit for a narrated stance; its statement is a stand-in that the record does not hold."""
    behind = [token for token in row if token.span.begin >= mention.span.end or (before and token.span.end <= mention.span.begin)]
    content = Span(behind[0].span.begin, behind[-1].span.end)
    statement = Statement(
        id="",
        article=material.article.id,
        kind=StatementKind.ATTITUDE,
        part=Part.BODY,
        content=(content,),
        cue=(),
        source=(mention.span,),
        text=content.of(material.article.text),
        provenance=Provenance("implied", "1"),
        actor=mention.actors[0],
    )
    return Unit(statement, number, tuple(behind), tuple(operators(behind)))


def _sentences_of(statement: Statement, sentences: Sequence[Span]) -> list[int]:
    begins = [sentence.begin for sentence in sentences]
    numbers: list[int] = []
    for span in statement.content or statement.cue:
        number = max(0, bisect_right(begins, span.begin) - 1)
        while number < len(sentences) and sentences[number].begin < span.end:
            if sentences[number].overlaps(span) and number not in numbers:
                numbers.append(number)
            number += 1
    return numbers


def _row(statement: Statement, sentence: Span, tokens: Tokens) -> list[Token]:
    """The tokens of cue and content in a sentence, in the order of the text; a holder named inside is kept."""
    inside = [span for span in (*statement.content, *statement.cue) if span.overlaps(sentence)]
    return [t for t in tokens.within(sentence) if any(span.begin <= t.span.begin < span.end for span in inside)]


class Finder:
    """Says for each unit of an article which options it speaks to."""

    def __init__(self, material: ArticleMaterial, tokens: Tokens, found: Sequence[Unit], relevance: Relevance) -> None:
        self._relevance = relevance
        self._sentences = material.reading.sentences
        self._tokens = tokens
        needed = sorted({n for unit in found for n in range(max(0, unit.sentence - BACK), unit.sentence + 1)})
        self._rows = {n: tokens.within(self._sentences[n]) for n in needed}
        relevance.learn_words({t.text for row in self._rows.values() for t in row if t.pos in {"NOUN", "VERB", "PROPN", "ADJ", ""} and len(t.text) > 2})
        title = [material.article.title] if material.article.title else []
        texts = [self._sentences[n].of(material.article.text) for n in needed]
        scores = relevance.similarities(texts + title)
        self._likeness = {n: scores[i] for i, n in enumerate(needed)}
        self._title = scores[-1] if title else None
        self._matches: dict[tuple[int, int], Match] = {}
        self._telling = _telling(relevance.profiles, _places(material))
        self.theme = self._theme(found)

    def targets(self, unit: Unit) -> list[Target]:
        """The options that a unit speaks to, the surest first."""
        named = self._named(unit)
        if named:
            return named
        places, sweeping = anaphors(unit.tokens)
        if not places and _bare(unit):
            places = [unit.operators[0].begin]
        pointed = self._pointed(unit, places, sweeping) if places else []
        if pointed or not sweeping or self.theme is None:
            return pointed
        return [Target(self.theme, tuple(places), TOPIC, True, True, None)]

    def _theme(self, found: Sequence[Unit]) -> int | None:
        """The option that most of the article's stances name, which "we exclude nothing" means where nothing is nearer."""
        counts: dict[int, int] = {}
        for unit in found:
            for target in self._named(unit)[:1]:
                counts[target.option] = counts.get(target.option, 0) + 1
        best = max(counts, key=lambda option: counts[option], default=None)
        return best if best is not None and counts[best] >= THEME and counts[best] * 2 > sum(counts.values()) else None

    def _named(self, unit: Unit) -> list[Target]:
        found = []
        for number, profile in enumerate(self._relevance.profiles):
            match = self._relevance.match(unit.tokens, number, _spoken_for(unit, profile))
            if not (match.keyword or match.stems & self._telling[number]):
                continue
            score = self._score(unit.sentence, number, match)
            if match.places and score >= DIRECT:
                found.append(Target(number, match.places, score, False, False, None))
        best = max((target.score for target in found), default=0.0)
        near = [target for target in found if target.score >= best - MARGIN]
        return sorted(self._narrowest(near), key=lambda target: -target.score)

    def _score(self, sentence: int, number: int, match: Match) -> float:
        share = VECTOR_SHARE if self._relevance.has_vectors else 0.0
        return share * float(self._likeness[sentence][number]) + (1 - share) * match.cover

    def _narrowest(self, found: list[Target]) -> list[Target]:
        """Drop an option where a part of it is named at least as well."""
        profiles = self._relevance.profiles
        numbers = {profiles[t.option].option.id: t for t in found}
        dropped = set()
        for target in found:
            parent = profiles[target.option].option.parent
            if parent in numbers and target.score >= numbers[parent].score - MARGIN / 2:
                dropped.add(numbers[parent].option)
        return [target for target in found if target.option not in dropped]

    def _pointed(self, unit: Unit, places: list[int], sweeping: bool) -> list[Target]:
        """The option under discussion in this sentence or just before, for words that only point at it.

        A sweeping phrase means every option that was under discussion there, other words the one that was most so.
        """
        found: dict[int, Target] = {}
        for back in range(BACK + 1):
            number = unit.sentence - back
            if number < 0 or number not in self._rows:
                break
            best = self._topic(number)
            if best is None:
                continue
            option, score = best[0], best[1] * FADING**back
            if option not in found or score > found[option].score:
                context = self._sentences[number] if back else None
                found[option] = Target(option, tuple(places), score, True, sweeping, context)
        ranked = sorted((t for t in found.values() if t.score >= TOPIC), key=lambda target: -target.score)
        return ranked if sweeping else ranked[:1]

    def _topic(self, number: int) -> tuple[int, float] | None:
        """The option that a sentence is most about, None where it is about none."""
        scores = []
        for option in range(len(self._relevance.profiles)):
            key = (number, option)
            if key not in self._matches:
                self._matches[key] = self._relevance.match(self._rows[number], option)
            match = self._matches[key]
            meant = match.keyword or bool(match.stems & self._telling[option])
            scores.append((self._score(number, option, match) if meant else 0.0, -option))
        score, option = max(scores, default=(0.0, 0))
        return (-option, score) if score >= TOPIC else None


def _bare(unit: Unit) -> bool:
    """Whether a stance stands without an object ("has not made up its mind"): it means what is under discussion."""
    inside = {i for op in unit.operators for i in range(op.begin, op.end)}
    cues = [span for span in unit.statement.cue if unit.statement.kind is not StatementKind.ATTITUDE]
    others = [
        token
        for place, token in enumerate(unit.tokens)
        if place not in inside and token.pos in {"NOUN", "PROPN", "VERB", "ADJ"} and not any(cue.overlaps(token.span) for cue in cues)
    ]
    return len(others) == 0 and all(op.who == "subject" for op in unit.operators)


def _spoken_for(unit: Unit, profile: Profile) -> frozenset[int]:
    """Places of stance words, except where the option's own act is such a word ("postpone" in "postponing the vote")."""
    places = {i for op in unit.operators for i in range(op.begin, op.end)}
    return frozenset(i for i in places if stem(unit.tokens[i].text) not in profile.actions)


def _telling(profiles: Sequence[Profile], places: frozenset[str]) -> list[frozenset[str]]:
    """For each option the terms of its label that tell it from the others: those of no label but its own and its parts'.

    Without one of them or a whole keyword "Ukraine" alone would name each option that has it in its label; ``places`` are the stems of
    the states that the article names.
    """
    telling = []
    for profile in profiles:
        option = profile.option
        others = [other.label for other in profiles if other.option.id != option.id and other.option.parent != option.id]
        own = profile.label.difference(profile.actions, places, *others)
        telling.append(own or frozenset(profile.terms))
    return telling


def _places(material: ArticleMaterial) -> frozenset[str]:
    """The stems of the words by which the article names states: they say where, not what."""
    states = {actor.id for actor in material.resolution.actors if actor.kind is ActorKind.STATE}
    text = material.article.text
    named = [m.span.of(text) for m in material.resolution.mentions if m.form in _NAMING and len(m.actors) == 1 and m.actors[0] in states]
    return frozenset(stem(word) for name in named if len(name.split()) <= 3 for word in content_words(name))

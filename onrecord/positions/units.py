"""The pieces of an article that can carry a position: statements, and what the narration says between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Clause, ClauseKind, Token, Tokens, clauses
from onrecord.positions.holders import Holders, passive, subject
from onrecord.positions.stance import Operator, operators
from onrecord.types import ArticleMaterial, Mention, MentionForm, Part, Provenance, Span, Statement, StatementKind


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence's share of a statement: the tokens of cue and content, with the operators in them."""

    statement: Statement
    sentence: int
    tokens: tuple[Token, ...]
    operators: tuple[Operator, ...]


def units(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> list[Unit]:
    """Every sentence of every statement that holds an operator of stance, and every narrated stance between them."""
    text, sentences = material.article.text, material.reading.sentences
    asking = [asks(text, sentence) for sentence in sentences]
    found = []
    for statement in material.resolution.statements:
        if statement.part not in (Part.BODY, Part.HEADLINE, Part.CAPTION) or unreal(statement, tokens, sentences):
            continue
        for number in sentences_of(statement, sentences):
            row = row_of(statement, sentences[number], tokens)
            if not row or (asking[number] and not any(token.text in {".", "?"} for token in row[:-1])):
                continue  # rhetorical and a journalist's questions take no stance
            ops = operators(row)
            if ops:
                found.append(Unit(statement, number, tuple(row), tuple(ops)))
    return found + [unit for unit in _narrated(material, tokens, holders) if not asking[unit.sentence]]


_QUOTES = " \"'”“»«’‘.…"


def asks(text: str, sentence: Span) -> bool:
    """Whether a sentence is a question."""
    return sentence.of(text).rstrip(_QUOTES).endswith("?")


def unreal(statement: Statement, tokens: Tokens, sentences: Sequence[Span]) -> bool:
    """Whether an attitude stands in an open question ("has not decided whether it wants"): nobody holds it."""
    if statement.kind is not StatementKind.ATTITUDE:
        return False
    begin = min(span.begin for span in (*statement.source, *statement.cue, *statement.content))
    sentence = next((s for s in sentences if s.begin <= begin < s.end), None)
    before = tokens.within(Span(sentence.begin, begin)) if sentence else []
    return bool(before) and before[-1].text in {"whether", "if", "unless"}


def sentences_of(statement: Statement, sentences: Sequence[Span]) -> list[int]:
    """The numbers of the sentences in which a statement's content stands, or its cue where it has none."""
    begins = [sentence.begin for sentence in sentences]
    numbers: list[int] = []
    for span in statement.content or statement.cue:
        number = max(0, bisect_right(begins, span.begin) - 1)
        while number < len(sentences) and sentences[number].begin < span.end:
            if sentences[number].overlaps(span) and number not in numbers:
                numbers.append(number)
            number += 1
    return numbers


def row_of(statement: Statement, sentence: Span, tokens: Tokens) -> list[Token]:
    """The tokens of cue and content in a sentence, in the order of the text; a holder named inside is kept."""
    inside = [span for span in (*statement.content, *statement.cue) if span.overlaps(sentence)]
    return [t for t in tokens.within(sentence) if any(span.begin <= t.span.begin < span.end for span in inside)]


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
            done = op.who == "subject" and passive(row, op)
            mention = holders.agent(row, op) if done else _beholder(row, op, holders) if op.who == "speaker" else None
            if mention is not None:
                yield _implied(material, number, row, mention, only=op)
        ops = [op for op in ops if op.who == "subject" and not passive(row, op)]
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


def _implied(
    material: ArticleMaterial, number: int, row: Sequence[Token], mention: Mention, *, only: Operator | None = None
) -> Unit:
    """A unit for a narrated stance; its statement is a stand-in that the record does not hold.

    The words behind the actor are its; with ``only`` all words of the row, but no other stance word than that.
    """
    behind = [
        token
        for token in row
        if token.span.begin >= mention.span.end or (only is not None and token.span.end <= mention.span.begin)
    ]
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
    ops = operators(behind)
    if only is not None:
        ops = [op for op in ops if behind[op.begin].span == row[only.begin].span]
    return Unit(statement, number, tuple(behind), tuple(ops))

"""Who may hold a position in which sentence, and what the encoder is asked about it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Token, Tokens
from onrecord.positions.holders import Holder, Holders
from onrecord.positions.stance import operators
from onrecord.positions.units import asks, sentences_of, unreal
from onrecord.types import (
    ArticleMaterial,
    Mention,
    Option,
    Part,
    Span,
    StanceQuestion,
    Statement,
    StatementKind,
    Voice,
)

# Actors of one sentence, besides the one whose statement it is, that are asked about: a sentence that names more is
# a list, and lists are statements of their own.
ACTORS = 3
# How many letters of context a sentence is read with, and at most how many sentences: a sentence has some 130 letters,
# and an option is named up to three before a sentence that says no more than "Rome holds back".
ENOUGH = 220
SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence and somebody who may take a stance in it; ``place`` are the words that name them."""

    sentence: int
    holder: Holder
    place: Span | None
    statement: Statement | None

    @property
    def spoken(self) -> bool:
        """Whether it is the holder's own statement, not something said about them."""
        return self.statement is not None and self.holder.voice is not Voice.ATTRIBUTED


def candidates(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> list[Asked]:
    """Everybody who may hold a position, sentence by sentence: those who speak, and those who are said to act."""
    found = [*_speaking(material, tokens, holders), *_acting(material, tokens, holders)]
    found += _going_on(material, tokens, found)
    seen: set[tuple[int, tuple[str, ...]]] = set()
    kept = []
    for asked in found:
        if (asked.sentence, asked.holder.actors) not in seen:
            seen.add((asked.sentence, asked.holder.actors))
            kept.append(asked)
    return kept


def _speaking(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> Iterator[Asked]:
    text, sentences = material.article.text, material.reading.sentences
    for statement in material.resolution.statements:
        if statement.part not in (Part.BODY, Part.HEADLINE, Part.CAPTION) or unreal(statement, tokens, sentences):
            continue
        holder = holders.of_statement(statement)
        if holder is None:
            continue
        place = statement.source[0] if statement.source else statement.holder
        for number in sentences_of(statement, sentences):
            if not asks(text, sentences[number]) or statement.kind is StatementKind.DIRECT:
                yield Asked(number, holder, place, statement)


def _acting(material: ArticleMaterial, tokens: Tokens, holders: Holders) -> Iterator[Asked]:
    """Actors of the narration, and those of whom somebody speaks: the subjects and agents of a sentence."""
    bodies = [block.span for block in material.reading.blocks if block.part is Part.BODY]
    statements = material.resolution.statements
    text = material.article.text
    sources: dict[int, list[Span]] = defaultdict(list)  # whose statement is asked about, or is none, where it stands
    for statement in statements:
        for number in sentences_of(statement, material.reading.sentences):
            sources[number] += statement.source
    for number, sentence in enumerate(material.reading.sentences):
        if not any(body.covers(sentence) for body in bodies) or asks(text, sentence):
            continue
        row = tokens.within(sentence)
        given = 0
        for mention in holders.acting(sentence):
            if given == ACTORS:
                break
            if not _acts(row, mention) or any(span.overlaps(mention.span) for span in sources[number]):
                continue
            holder = holders.of_mention(mention)
            if holder is not None:
                given += 1
                yield Asked(number, holder, mention.span, holders.around(mention))


def _going_on(material: ArticleMaterial, tokens: Tokens, found: Sequence[Asked]) -> Iterator[Asked]:
    """Speech told without saying again whose it is: X said he was for the sale. The jets should be delivered soon.

    A sentence with words of stance in which nobody else speaks or acts, behind one of a speaker in its paragraph.
    """
    sentences = material.reading.sentences
    begins = [sentence.begin for sentence in sentences]
    held = {one.sentence for one in found}
    speaking = {one.sentence: one for one in found if one.spoken and one.holder.voice is Voice.OWN}
    for block in material.reading.blocks:
        last: Asked | None = None
        for number in range(bisect_left(begins, block.span.begin), len(sentences)):
            if block.part is not Part.BODY or not block.span.covers(sentences[number]):
                break
            if number in held:
                last = speaking.get(number)
                continue
            told = last is not None and not asks(material.article.text, sentences[number])
            if last is not None and told and operators(tokens.within(sentences[number])):
                yield Asked(number, last.holder, last.place, None)


def _acts(row: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention can be a subject, agent or owner: no preposition but "by" or "for" stands before it."""
    before = [token for token in row if token.span.end <= mention.span.begin]
    while before and before[-1].pos in {"DET", "ADJ"}:
        before.pop()
    if before and before[-1].pos == "ADP" and before[-1].text not in {"by", "for"}:
        return False
    return any(token.pos in {"VERB", "AUX"} for token in row)


def window(material: ArticleMaterial, asked: Asked) -> Span:
    """The sentence with what stands before it: what "it" and "the idea" mean, and what "Paris is torn" over.

    The sentence before in the same paragraph always, more of the body until there is enough.
    """
    sentences, blocks = material.reading.sentences, material.reading.blocks
    here = sentences[asked.sentence]
    body = [block.span for block in blocks if block.part is Part.BODY]
    begin = here.begin
    for number in range(asked.sentence - 1, max(-1, asked.sentence - 1 - SENTENCES), -1):
        before = sentences[number]
        together = any(block.span.overlaps(here) and block.span.overlaps(before) for block in blocks)
        near = number == asked.sentence - 1 and together
        if not near and (
            here.begin - begin >= ENOUGH or not all(any(b.covers(s) for b in body) for s in (before, here))
        ):
            break
        begin = before.begin
    return Span(begin, here.end)


def question(material: ArticleMaterial, asked: Asked, options: Sequence[Option]) -> StanceQuestion:
    """What is asked: the window, and where in it the holder is named.

    A speaker who is named elsewhere stands before the window as in a transcript ("Name: …").
    """
    text, place = window(material, asked), asked.place
    words = text.of(material.article.text)
    if place is None:
        holder = None
    elif text.covers(place):
        holder = Span(place.begin - text.begin, place.end - text.begin)
    else:
        name = place.of(material.article.text)
        words, holder = f"{name}: {words}", Span(0, len(name))
    return StanceQuestion(words, holder, tuple(worded(option) for option in options))


def worded(option: Option) -> str:
    """An option as the encoder has learned to read it: label and description."""
    return f"{option.label}. {option.description}" if option.description else option.label

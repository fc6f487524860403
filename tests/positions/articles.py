"""Articles with hand-made readings, statements and mentions, for tests of the positions room."""

import re

from onrecord.types import (
    Actor,
    Article,
    ArticleMaterial,
    Block,
    Mention,
    MentionForm,
    Part,
    Provenance,
    Reading,
    Resolution,
    Span,
    Statement,
    StatementKind,
    Word,
)
from tests.positions.rows import _POS

HAND = Provenance("hand", "1")
_TOKEN = re.compile(r"\w+(?:-\w+)*|n't|'s|[^\w\s]")


def place(text: str, words: str, after: int = 0) -> Span:
    begin = text.index(words, after)
    return Span(begin, begin + len(words))


def reading(text: str, **pos: str) -> Reading:
    blocks, begin = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(begin, begin + len(line)), Part.BODY))
        begin += len(line) + 1
    sentences = [
        Span(block.span.begin + match.start(), block.span.begin + match.end())
        for block in blocks
        for match in re.finditer(r"\S.*?[.?!](?=\s|$)", block.span.of(text))
    ]
    words = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        tag = pos.get(word.lower(), _POS.get(word.lower(), "PROPN" if word[0].isupper() else "NOUN"))
        words.append(Word(Span(match.start(), match.end()), tag if word[0].isalnum() else "PUNCT"))
    return Reading("a", tuple(blocks), tuple(sentences), tuple(words), (), (), HAND)


def statement(
    text: str,
    source: str,
    cue: str,
    content: str,
    kind: StatementKind = StatementKind.INDIRECT,
    *,
    actor: str | None = None,
) -> Statement:
    spans = (place(text, content),)
    return Statement(
        id=f"{source}:{cue}:{content[:10]}", article="a", kind=kind, part=Part.BODY, content=spans,
        cue=(place(text, cue),) if cue else (), source=(place(text, source),) if source else (),
        text=content, provenance=HAND, actor=actor,
    )  # fmt: skip


def mention(text: str, words: str, *actors: str, after: int = 0) -> Mention:
    return Mention(place(text, words, after), actors, MentionForm.NAME, HAND)


def material(
    text: str, statements: list[Statement], mentions: list[Mention], actors: list[Actor], **pos: str
) -> ArticleMaterial:
    resolution = Resolution(tuple(statements), tuple(mentions), tuple(actors))
    return ArticleMaterial(Article("a", text, "a.txt"), reading(text, **pos), resolution)

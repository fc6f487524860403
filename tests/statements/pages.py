"""Articles and readings built by hand for the tests of statements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from onrecord.types import (
    Article,
    Block,
    Entity,
    EntityKind,
    Part,
    Provenance,
    Reading,
    Span,
    Statement,
    Tag,
    TagLabel,
    Word,
)

_SENTENCE = re.compile(r"[.!?][\"”»“’)]*\s+(?=[\"“„«»‘(A-Z])")
_LABELS = {"S": TagLabel.SOURCE, "C": TagLabel.CUE, "T": TagLabel.CONTENT}


def marked(text: str) -> tuple[str, tuple[Tag, ...]]:
    """A text with its tags written as [S …], [C …] and [T …], taken apart."""
    plain: list[str] = []
    tags: list[Tag] = []
    open_tags: list[tuple[TagLabel, int]] = []
    at = length = 0
    while at < len(text):
        opening = re.match(r"\[([SCT]) ", text[at:])
        if opening:
            open_tags.append((_LABELS[opening.group(1)], length))
            at += opening.end()
        elif text[at] == "]" and open_tags:
            label, begin = open_tags.pop()
            tags.append(Tag(label, Span(begin, length), 0.9))
            at += 1
        else:
            plain.append(text[at])
            length += 1
            at += 1
    return "".join(plain), tuple(sorted(tags, key=lambda tag: tag.span))


def page_of(
    text: str,
    *,
    parts: tuple[Part, ...] = (),
    people: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    pos: Mapping[str, str] | None = None,
    published: date | None = None,
) -> tuple[Article, Reading]:
    """An article of paragraphs between line breaks, with the tags that are marked in it.

    Words that ``pos`` does not name get the part of speech that the room falls back on.
    """
    plain, tags = marked(text)
    blocks = blocks_of(plain, parts)
    sentences: list[Span] = []
    for block in blocks:
        begin = block.span.begin
        for match in _SENTENCE.finditer(plain, block.span.begin, block.span.end):
            sentences.append(Span(begin, match.end()))
            begin = match.end()
        sentences.append(Span(begin, block.span.end))
    entities = [
        Entity(kind, Span(match.start(), match.end()), 0.9)
        for kind, names in ((EntityKind.PERSON, people), (EntityKind.PLACE, places))
        for name in names
        for match in re.finditer(rf"\b{re.escape(name)}\b", plain)
    ]
    words = tuple(
        Word(Span(match.start(), match.end()), pos[match.group()])
        for match in re.finditer(r"\w+", plain)
        if pos and match.group() in pos
    )
    article = Article("a1", plain, "test.txt", published=published)
    reading = Reading(
        "a1",
        blocks,
        tuple(sentences),
        words,
        tags,
        tuple(sorted(entities, key=lambda entity: entity.span)),
        Provenance("test", "0"),
    )
    return article, reading


def blocks_of(text: str, parts: tuple[Part, ...] = ()) -> tuple[Block, ...]:
    """One block per line that is not blank."""
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    given = [*parts, *[Part.BODY] * (len(spans) - len(parts))]
    return tuple(Block(span, part) for span, part in zip(spans, given, strict=True))


def told(article: Article, statement: Statement) -> tuple[str, str, str]:
    """Source (or holder), cue and content of a statement in words."""
    named = " ".join(span.of(article.text) for span in statement.source)
    if not named and statement.holder is not None:
        named = f"({statement.holder.of(article.text)})"
    return named, " ".join(span.of(article.text) for span in statement.cue), statement.text

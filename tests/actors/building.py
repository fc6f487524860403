"""Articles, readings and statements by hand."""

import re
from collections.abc import Sequence

from onrecord.actors import resolve
from onrecord.types import (
    Actor,
    Article,
    Block,
    Entity,
    EntityKind,
    Part,
    Provenance,
    Reading,
    Resolution,
    Span,
    Statement,
    StatementKind,
)

BY_HAND = Provenance("by hand", "0")


def span(text: str, words: str, nth: int = 0) -> Span:
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return Span(places[nth], places[nth] + len(words))


def article(text: str, identifier: str = "a1b2c3d4") -> Article:
    return Article(identifier, text, f"{identifier}.txt")


def reading(text: str, people: Sequence[str] = (), organisations: Sequence[str] = ()) -> Reading:
    sentences = [
        Span(line.start() + m.start(), line.start() + m.end())
        for line in re.finditer(r"[^\n]+", text)
        for m in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s|$)|$)", line.group())
    ]
    entities = [
        Entity(kind, Span(m.start(), m.end()), 0.9)
        for kind, names in ((EntityKind.PERSON, people), (EntityKind.ORGANISATION, organisations))
        for name in names
        for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    entities = [e for e in entities if not any(o.span.covers(e.span) and o.span != e.span for o in entities)]
    return Reading(
        "a",
        tuple(Block(Span(m.start(), m.end()), Part.BODY) for m in re.finditer(r"[^\n]+", text)),
        tuple(sentences),
        (),
        (),
        tuple(sorted(entities, key=lambda e: e.span)),
        BY_HAND,
    )


def statement(
    text: str,
    source: Span | str | None,
    content: str,
    kind: StatementKind = StatementKind.INDIRECT,
    holder: Span | None = None,
) -> Statement:
    place = span(text, source) if isinstance(source, str) else source
    start = text.index(content)
    return Statement(
        f"s{start}",
        "a",
        kind,
        Part.BODY,
        (Span(start, start + len(content)),),
        (),
        (place,) if place is not None else (),
        content,
        BY_HAND,
        holder=holder,
    )


def resolved(
    text: str,
    statements: Sequence[Statement] = (),
    *,
    people: Sequence[str] = (),
    identifier: str = "a1b2c3d4",
) -> Resolution:
    return resolve(article(text, identifier), reading(text, people), statements)


def at(resolution: Resolution, place: Span) -> tuple[str, ...]:
    """The actors of the shortest mention over a place."""
    over = [m for m in resolution.mentions if m.span.covers(place)]
    return min(over, key=lambda m: m.span.end - m.span.begin).actors if over else ()


def actor(resolution: Resolution, identifier: str) -> Actor:
    return next(a for a in resolution.actors if identifier in (a.id, a.id.rpartition(".")[0]))


def who(text: str, words: str, nth: int = 0, people: Sequence[str] = ()) -> tuple[str, ...]:
    """Whom the words mean in a text."""
    return at(resolved(text, people=people), span(text, words, nth))

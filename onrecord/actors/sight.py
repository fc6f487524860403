"""What is known of each word from elsewhere: the reader's entities, the sources, and where capitals prove nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.actors.tokens import Page
from onrecord.types import Entity, EntityKind, Reading, Span

# Entities of a headline in title case with more words are looked at twice. By judgement: few names are longer.
LONG = 3


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of each token from elsewhere: the reader's entity over it, a source, a sentence in title case."""

    entities: tuple[Entity | None, ...]
    sources: frozenset[int]
    shouting: frozenset[int]  # sentences in title case
    surnames: frozenset[str]  # last words of the persons that the reader saw with more than one
    seen_capital: frozenset[str]  # words that are capitalised inside a sentence

    def at(self, index: int) -> Entity | None:
        """The entity over a token."""
        return self.entities[index] if index < len(self.entities) else None


def sight_of(page: Page, reading: Reading, sources: Sequence[Span]) -> Sight:
    """Lay the reader's entities and the sources of statements over the tokens."""
    over: list[Entity | None] = [None] * len(page.tokens)
    shouting = _title_case(page)
    plain = {
        page.article.text[e.span.begin : e.span.end]: e
        for e in reading.entities
        if (inside := page.within(e.span)) and page.tokens[inside.start].sentence not in shouting
    }
    for entity in reading.entities:
        for part in _known_parts(page, entity, shouting, plain):
            for index in page.within(part.span):
                over[index] = part
    inner = (t for i, t in enumerate(page.tokens) if t.capital and i not in page.starts and t.sentence not in shouting)
    persons = (page.within(e.span) for e in reading.entities if e.kind is EntityKind.PERSON)
    surnames = frozenset(page.tokens[where[-1]].text for where in persons if len(where) > 1)
    spoken = frozenset(i for s in sources for i in page.within(s))
    return Sight(tuple(over), spoken, shouting, surnames, frozenset(t.text for t in inner))


def _known_parts(page: Page, entity: Entity, shouting: frozenset[int], plain: Mapping[str, Entity]) -> Sequence[Entity]:
    """An entity; of a long one in title case, where form proves no border, the names in it that the text knows."""
    inside = page.within(entity.span)
    if len(inside) <= LONG or not any(page.tokens[i].sentence in shouting for i in inside):
        return (entity,)
    parts = []
    for first in inside:
        for behind in range(first + 1, min(first + LONG, inside.stop) + 1):
            span = page.span(first, behind)
            known = plain.get(span.of(page.article.text))
            if known is not None:
                parts.append(replace(known, span=span))
    return parts or (entity,)


def _title_case(page: Page) -> frozenset[int]:
    """Headlines in which nearly every word is capitalised: there, form proves no name."""
    words: dict[int, list[bool]] = {}
    closed: set[int] = set()
    raised: set[int] = set()  # sentences with a capital on a word that has none in running text
    for index, token in enumerate(page.tokens):
        if token.word and len(token.text) > 3:
            words.setdefault(token.sentence, []).append(token.capital)
        if token.text == ".":
            closed.add(token.sentence)
        if token.capital and token.pos in ("VERB", "AUX", "PRON", "SCONJ", "ADV") and index not in page.starts:
            raised.add(token.sentence)
    # Seven in ten long words and no full stop, or nine in ten with one: running text stays below, title case far above.
    return frozenset(
        s
        for s, caps in words.items()
        if len(caps) >= 4
        and sum(caps) >= (0.9 if s in closed else 0.7) * len(caps)
        and (s in raised or s not in closed)
    )

"""Whom an interview is with, where its turns name nobody: the person of title and standfirst who is not its author."""

from __future__ import annotations

import re

from onrecord.statements.interviews import voices
from onrecord.statements.page import Page
from onrecord.types import Entity, EntityKind, Part, Span

_WORD = re.compile(r"[^\W\d_]+")
# "Interview: Ida Berg, minister of fisheries, on …" tells whom it is with; the bare name, who did it.
_PRESENTED = re.compile(r"\s*(?:,|\bon\b|\babout\b|[–—-]\s|\()")
_TELLS = re.compile(r"\s*(?:,[^,.]{3,80},)?\s*(?:on|about|explains|speaks|talks|says|tells|answers|defends|warns)\b")
# By judgement: a byline outweighs every other sign; a name that a question speaks to is the surest one.
_BYLINE, _ASKED, _WITH, _OFFICE, _OPENS, _TITLE = -6.0, 4.0, 2.0, 1.0, 0.5, 1.0
# How far behind a name its office is looked for: "Ida Berg, 51, the minister …".
_REACH = 40


def interviewee(page: Page) -> Span | None:
    """The place that names who answers in an interview without labels; None elsewhere and where nobody is named."""
    first = next((q.span.begin for q in page.outer if q.answers), None)
    if first is None:
        return None
    turn = page.block_at(first)
    head = page.blocks[max(0, turn - 1)].span.begin
    worth: dict[str, float] = {}
    places: dict[str, Span] = {}
    author = (page.article.author or "").casefold()
    for entity in (piece for whole in page.reading.entities for piece in _within_lines(page, whole)):
        if entity.kind is not EntityKind.PERSON or page.quotation_at(entity.span.begin) is not None:
            continue
        words = _WORD.findall(entity.span.of(page.text))
        if not words or page.part_at(entity.span.begin) is None:
            continue
        name = words[-1].casefold()
        if entity.span.begin < head:
            worth[name] = worth.get(name, 0.0) + _in_head(page, entity)
            if name not in places or len(places[name].of(page.text)) < len(entity.span.of(page.text)):
                places[name] = entity.span
        elif _spoken_to(page, entity):
            worth[name] = worth.get(name, 0.0) + _ASKED
            places.setdefault(name, entity.span)
    for name in worth:
        worth[name] += _BYLINE * (name in author) + _TITLE * (name in (page.article.title or "").casefold())
    best = max(worth, key=lambda name: (worth[name], -places[name].begin), default=None)
    if best is not None and worth[best] > 0:
        return places[best]
    offices = (e.span for e in page.reading.entities if e.kind is EntityKind.ROLE and e.span.begin < head)
    return next((span for span in offices if page.part_at(span.begin) is not None), None)


def _within_lines(page: Page, entity: Entity) -> list[Entity]:
    """A name cut at line breaks: a byline and the first words of the text below it may be read as one."""
    lines = re.finditer(r"[^\s][^\n]*", page.text[entity.span.begin : entity.span.end])
    begin = entity.span.begin
    return [Entity(entity.kind, Span(begin + line.start(), begin + line.end()), entity.score) for line in lines]


def heads(page: Page, place: int) -> bool:
    """Whether a place stands in the title or another heading above the first answer of such an interview."""
    first = next((q.span.begin for q in page.outer if q.answers), None)
    return first is not None and place < first and (page.block_at(place) == 0 or page.part_at(place) is Part.HEADLINE)


def _in_head(page: Page, entity: Entity) -> float:
    """How much a mention above the first question speaks for the one who is asked."""
    block = page.blocks[page.block_at(entity.span.begin)].span
    lead = page.text[block.begin : entity.span.begin]
    rest = page.text[entity.span.end : block.end]
    before = [word.casefold() for word in _WORD.findall(lead)[-2:]]
    last = before[-1] if before else ""
    presented = _PRESENTED.match(rest) is not None
    if last in voices().asking and not (last in voices().announcing and presented):
        return _BYLINE
    office = any(
        e.kind is EntityKind.ROLE and -2 <= entity.span.begin - e.span.end <= 2 for e in page.entities_in(block)
    ) or (last in voices().addressed and last != "")
    behind = page.entities_in(Span(entity.span.end, min(block.end, entity.span.end + _REACH)))
    office = office or (rest.startswith(",") and any(e.kind is EntityKind.ROLE for e in behind))
    called = (last == "with" and bool(set(before) & voices().announcing)) or last in voices().announcing
    opens = not lead.strip() or _TELLS.match(rest) is not None
    return 1.0 + _WITH * called + _OFFICE * office + _OPENS * opens


def _spoken_to(page: Page, entity: Entity) -> bool:
    """Whether a question begins with a name as address: "Ms Berg, …"."""
    block = page.blocks[page.block_at(entity.span.begin)].span
    lead = _WORD.findall(page.text[block.begin : entity.span.begin])
    rest = page.text[entity.span.end : block.end]
    addressed = all(word.casefold() in voices().addressed for word in lead) and len(lead) <= 2
    return addressed and rest.startswith(",") and ("?" in rest or " you" in rest)

"""Who speaks where no source stands with the words: the speaker who goes on, or the nearest plausible person."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statements.lexicon import lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.types import EntityKind, Part, Span

_SPEAKING = frozenset((EntityKind.PERSON, EntityKind.ROLE, EntityKind.ORGANISATION))


def give_holders(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Join quotations that run on, and name a holder for every direct one that has no source of its own."""
    joined: list[Attribution] = []
    for attribution in sorted(attributions, key=_place):
        continued = _continued(page, attribution, joined)
        if continued is not None:
            continued.content.extend(attribution.content)
            continued.content.sort()
            if not continued.cue and attribution.cue:
                continued.cue, continued.source = attribution.cue, attribution.source
            continue
        joined.append(attribution)
    for number, attribution in enumerate(joined):
        if attribution.source or not attribution.content:
            continue
        if attribution.cue:
            attribution.holder = _of_same_sentence(page, attribution, joined[:number])
        if attribution.holder is None and page.quotation_at(attribution.content[0].begin) is not None:
            attribution.holder = _nearest(page, attribution, joined, number)
    return joined


def _place(attribution: Attribution) -> Span:
    return min((*attribution.content, *attribution.cue, *attribution.source))


def _continued(page: Page, attribution: Attribution, before: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose quotation runs on in this one, which has no cue and no source of its own."""
    if not attribution.content or not before:
        return None
    quotation = page.quotation_at(attribution.content[0].begin)
    if quotation is None or not quotation.continues or (attribution.cue and before[-1].cue):
        return None
    earlier = [q for q in page.quotations if not q.nested and q.span.end <= quotation.span.begin]
    if not earlier:
        return None
    for candidate in reversed(before):
        if any(span.overlaps(earlier[-1].span) for span in candidate.content):
            return candidate
    return None


def _of_same_sentence(page: Page, attribution: Attribution, before: Sequence[Attribution]) -> Span | None:
    """The source of the cue before in the sentence: "X said …, adding that …"."""
    sentence = page.sentence_span(attribution.cue[0].begin)
    for candidate in reversed(before):
        if candidate.source and sentence.covers(candidate.source[0]):
            return candidate.source[0]
    return None


def _nearest(page: Page, attribution: Attribution, every: Sequence[Attribution], number: int) -> Span | None:
    place = attribution.content[0].begin
    block_number = page.block_at(place)
    block = page.blocks[block_number]
    before = _speaker_before(page, Span(block.span.begin, place), every[:number])
    if before is not None:
        return before
    if block.part is not Part.BODY:
        return None
    previous = block_number - 1
    while previous >= 0 and page.blocks[previous].part is not Part.BODY:
        previous -= 1
    if previous >= 0:
        before = _speaker_before(page, page.blocks[previous].span, every[:number])
        if before is not None:
            return before
    after = Span(attribution.content[-1].end, block.span.end)
    return _person_in(page, after) or _last_speaker(every[:number])


def _speaker_before(page: Page, stretch: Span, before: Sequence[Attribution]) -> Span | None:
    """Who spoke or acted last in this stretch of text: the source of its last statement, else a later subject."""
    for candidate in reversed(before):
        named = candidate.source[0] if candidate.source else candidate.holder
        places = (*candidate.cue, *candidate.content)
        if named is not None and any(stretch.overlaps(span) for span in places):
            later = Span(max(span.end for span in places if stretch.overlaps(span)), stretch.end)
            return _person_in(page, later) or named
    return _person_in(page, stretch)


def _person_in(page: Page, stretch: Span) -> Span | None:
    """The subject of the last sentence of a stretch that names a person, an office or an organisation."""
    if stretch.end <= stretch.begin:
        return None
    known = lexicon()
    for entity in reversed(page.entities_in(stretch)):
        if entity.kind in _SPEAKING and page.quotation_at(entity.span.begin) is None:
            sentence = page.sentence_span(entity.span.begin)
            first = next((e for e in page.entities_in(sentence) if e.kind in _SPEAKING), entity)
            return first.span if stretch.covers(first.span) else entity.span
    begin, end = page.token_range(stretch)
    for at in range(end - 1, begin - 1, -1):
        token = page.tokens[at]
        if token.pos == "PRON" and token.form in ("he", "she") and page.quotation_at(token.begin) is None:
            return Span(token.begin, token.end)
        if not page.reading.entities and token.pos == "PROPN" and token.form not in known.words["prepositions"]:
            return Span(token.begin, token.end)
    return None


def _last_speaker(before: Sequence[Attribution]) -> Span | None:
    for candidate in reversed(before):
        if candidate.source:
            return candidate.source[0]
    return None

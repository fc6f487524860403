"""Who speaks where no source stands with the words: the speaker who goes on, or the nearest plausible person."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from onrecord.statements.interviewees import heads, interviewee
from onrecord.statements.lexicon import lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.types import EntityKind, Part, Span

# Statements back among which a speaker is looked for, and tokens: a paragraph holds far fewer, and one that never ends
# must not cost the square of its length.
_BACK = 50
_TOKENS_BACK = 1000

_SPEAKING = frozenset((EntityKind.PERSON, EntityKind.ROLE, EntityKind.ORGANISATION))


def give_holders(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Join quotations that run on, and name a holder for every direct one that has no source of its own."""
    joined: list[Attribution] = []
    for attribution in sorted(attributions, key=_place):
        continued = _continued(page, attribution, joined)
        if continued is not None:
            if attribution.content[0] < continued.content[-1]:
                continued.content = sorted([*continued.content, *attribution.content])
            else:
                continued.content.extend(attribution.content)
            if not continued.cue and attribution.cue:
                continued.cue, continued.source = attribution.cue, attribution.source
            continue
        joined.append(attribution)
    asked = interviewee(page)
    for number, attribution in enumerate(joined):
        if attribution.content:
            _without_stranger(page, attribution)
        if attribution.source or not attribution.content:
            continue
        place = attribution.content[0].begin
        quotation = page.quotation_at(place)
        if quotation is not None and not attribution.cue and (quotation.answers or (asked and heads(page, place))):
            attribution.holder = asked
            continue
        if attribution.cue:
            attribution.holder = _of_same_sentence(page, attribution, joined[:number])
        if attribution.holder is None and page.quotation_at(attribution.content[0].begin) is not None:
            attribution.holder = _nearest(page, attribution, joined, number)
    return joined


def _without_stranger(page: Page, attribution: Attribution) -> None:
    """Take from an answer of an interview the source and cue that stand in the question before it."""
    quotation = page.quotation_at(attribution.content[0].begin)
    parts = (*attribution.source, *attribution.cue)
    if quotation is not None and quotation.answers and any(not quotation.span.overlaps(span) for span in parts):
        attribution.source, attribution.cue = [], []


def _place(attribution: Attribution) -> Span:
    return min((*attribution.content, *attribution.cue, *attribution.source))


def _continued(page: Page, attribution: Attribution, before: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose quotation runs on in this one, which has no cue and no source of its own."""
    if not attribution.content or not before:
        return None
    quotation = page.quotation_at(attribution.content[0].begin)
    if quotation is None or not (quotation.continues or page.goes_on(attribution.content[0].begin)):
        return None
    if attribution.cue and before[-1].cue:
        return None
    number = bisect_left(page.outer, quotation.span.begin, key=lambda q: q.span.begin)
    if not number:
        return None
    earlier = page.outer[number - 1].span
    for candidate in islice(reversed(before), _BACK):
        if any(span.overlaps(earlier) for span in reversed(candidate.content)):
            return candidate
    return None


def _of_same_sentence(page: Page, attribution: Attribution, before: Sequence[Attribution]) -> Span | None:
    """The source of the cue before in the sentence: "X said …, adding that …"."""
    sentence = page.sentence_span(attribution.cue[0].begin)
    for candidate in islice(reversed(before), _BACK):
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
        later = every[number + 1 : number + 1 + _BACK]
        return _in_body(page, block_number, later) if block.part is Part.HEADLINE else None
    previous = block_number - 1
    while previous >= 0 and page.blocks[previous].part is not Part.BODY:
        previous -= 1
    if previous >= 0:
        before = _speaker_before(page, page.blocks[previous].span, every[:number])
        if before is not None:
            return before
    after = Span(attribution.content[-1].end, block.span.end)
    return _person_in(page, after) or _last_speaker(every[:number])


def _in_body(page: Page, number: int, later: Sequence[Attribution]) -> Span | None:
    """Whose words stand in a headline: the first to be quoted below it, else the first person named there."""
    for attribution in later:
        quoted = attribution.content and page.quotation_at(attribution.content[0].begin) is not None
        if quoted and attribution.source and page.part_at(attribution.content[0].begin) is Part.BODY:
            return attribution.source[0]
    following = (page.blocks[at] for at in range(number + 1, min(number + _BACK, len(page.blocks))))
    body = next((block.span for block in following if block.part is Part.BODY), None)
    if body is None:
        return None
    people = (e for e in page.entities_in(body) if e.kind is EntityKind.PERSON)
    return next((e.span for e in people if page.quotation_at(e.span.begin) is None), None)


def _speaker_before(page: Page, stretch: Span, before: Sequence[Attribution]) -> Span | None:
    """Who spoke or acted last in this stretch of text: the source of its last statement, else a later subject."""
    for candidate in islice(reversed(before), _BACK):
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
            return _with_name(page, first.span if stretch.covers(first.span) else entity.span)
    begin, end = page.token_range(stretch)
    for at in range(end - 1, max(begin, end - _TOKENS_BACK) - 1, -1):
        token = page.tokens[at]
        if token.pos == "PRON" and token.form in ("he", "she") and page.quotation_at(token.begin) is None:
            return Span(token.begin, token.end)
        if not page.reading.entities and token.pos == "PROPN" and token.form not in known.words["prepositions"]:
            return Span(token.begin, token.end)
    return None


def _with_name(page: Page, office: Span) -> Span:
    """An office with the name right behind it: "Judge Kessel"."""
    for entity in page.entities_in(Span(office.end, office.end + 2)):
        if entity.kind is EntityKind.PERSON and not page.text[office.end : entity.span.begin].strip():
            return Span(office.begin, entity.span.end)
    return office


def _last_speaker(before: Sequence[Attribution]) -> Span | None:
    for candidate in islice(reversed(before), _BACK):
        if candidate.source:
            return candidate.source[0]
    return None

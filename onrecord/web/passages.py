"""The words around a claim: as much of its article as one needs to judge it, with what was found in it marked."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from onrecord.types import Article, Block, Part, Position, Span, Statement
from onrecord.web.highlighting import Highlight, Layer, marked_text, spans_as

# Code points on either side of the evidence: some five lines each; a paragraph longer than that is cut at a blank.
_AROUND = 700
# A passage in a long quotation can be as long as an article; what is beyond is read there.
_LONGEST = 6_000


def around(text: str, place: Span) -> Span:
    """The paragraph or paragraphs that a place lies in, cut to what a screen can show."""
    end_of_place = min(place.end, place.begin + _LONGEST)
    first, last = max(0, place.begin - _AROUND), min(len(text), end_of_place + _AROUND)
    begin = text.rfind("\n\n", first, place.begin)
    begin = begin + 2 if begin >= 0 else (0 if first == 0 else _blank_after(text, first, place.begin))
    end = text.find("\n\n", max(end_of_place - 1, begin), last)
    if end < 0:
        end = last if last == len(text) else max(text.rfind(" ", end_of_place, last), end_of_place)
    return Span(begin, max(end, end_of_place))


def _blank_after(text: str, first: int, last: int) -> int:
    found = text.find(" ", first, last)
    return last if found < 0 else found + 1


def highlights_of(claim: Position, statement: Statement | None) -> Iterable[Highlight]:
    """The places of a position and of the statement that it rests on."""
    yield Highlight(claim.evidence, Layer.EVIDENCE, "evidence")
    yield from spans_as(claim.reason.spans if claim.reason else (), Layer.REASON, "reason")
    yield from spans_as(claim.condition.spans if claim.condition else (), Layer.CONDITION, "condition")
    if statement is not None:
        yield from spans_as(statement.content, Layer.CONTENT, "content")
        yield from spans_as(statement.source, Layer.SOURCE, "source")
        yield from spans_as(statement.cue, Layer.CUE, "cue")


def marked_passage(article: Article, place: Span, highlights: Iterable[Highlight]) -> Markup:
    """A part of an article's text with what is in it marked; its ``data-b`` count from where the part begins."""
    cut = [
        Highlight(
            Span(max(one.span.begin, place.begin) - place.begin, one.span.end - place.begin), one.layer, one.claim
        )
        for one in highlights
        if one.span.overlaps(place)
    ]
    length = place.end - place.begin
    cut = [Highlight(Span(one.span.begin, min(one.span.end, length)), one.layer, one.claim) for one in cut]
    return marked_text(place.of(article.text), (Block(Span(0, length), Part.BODY),), cut)

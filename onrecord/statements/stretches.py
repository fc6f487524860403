"""Where the lexicon looks: narration sentence by sentence, and apart from it the sentences inside somebody's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.types import Span

# Tokens; newspaper sentences stay far below it, and a text without stops must not cost the square of its length.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens [first, last) of a sentence, or of the part of one that is somebody's words.

    ``floor`` is the first token among which a subject may be looked for.
    """

    first: int
    last: int
    inside: bool
    floor: int


def stretches(page: Page, known: Sequence[Attribution]) -> list[Stretch]:
    """All stretches in order, so that no cue reaches across the border of somebody's words."""
    contents = sorted({page.token_range(span) for attribution in known for span in attribution.content})
    out: list[Stretch] = []
    at = 0
    for span in page.sentence_pieces:
        first, last = page.token_range(span)
        while at < len(contents) and contents[at][1] <= first:
            at += 1
        place, outside = at, first
        while place < len(contents) and contents[place][0] < last:
            begin, end = max(contents[place][0], outside), min(contents[place][1], last)
            if outside < begin:
                out.append(Stretch(outside, begin, False, first))
            if begin < end:
                out.append(Stretch(begin, end, True, begin))
            outside = max(outside, end)
            place += 1
        if outside < last:
            out.append(Stretch(outside, last, False, first))
    return [piece for stretch in out for piece in _pieces(stretch)]


def _pieces(stretch: Stretch) -> list[Stretch]:
    """A stretch cut where it is too long to be a sentence."""
    if stretch.last - stretch.floor <= _LONGEST:
        return [stretch]
    cuts = range(stretch.first, stretch.last, _LONGEST)
    return [Stretch(cut, min(cut + _LONGEST, stretch.last), stretch.inside, cut) for cut in cuts]


def tokens_of(page: Page, spans: Sequence[Span]) -> set[int]:
    """The numbers of all tokens in these places."""
    return {number for span in spans for number in range(*page.token_range(span))}

"""Which source and which content belong to which cue: by distance, order, punctuation and sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.statements.page import Page
from onrecord.types import Span, Tag, TagLabel

# Costs are counted in tokens of distance. They were set by trying on the training articles of a corpus of
# attributions, given its own tags; none of them is delicate: halving or doubling one moves the score by under a point.
_OTHER_SENTENCE = 30.0
_OTHER_SENTENCE_QUOTED = 5.0
_CUE_BETWEEN = 20.0
_CONTENT_BETWEEN = 10.0
_FARTHEST_CONTENT = 45.0
_FARTHEST_SOURCE = 30.0
_WORD_OF_CONTENT = 0.8  # what a token of content between source and cue is taken off again
_SOURCE_PAST_CUE = 4.0
_SOURCE_PAST_CONTENT = 2.0
_FULL_STOP = re.compile(r"[.!?][\"”»’')]*\s")


@dataclass(slots=True)
class Attribution:
    """A cue with its source and content on the way to become a statement."""

    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    method: str = "tagger"
    score: float = 1.0
    holder: Span | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A tag with its tokens [first, last) and the paragraph and sentence of either end."""

    span: Span
    score: float
    first: int
    last: int
    block: int
    head_sentence: int
    tail_sentence: int


class _Row:
    """The tags of one label in order."""

    def __init__(self, page: Page, tags: Sequence[Tag], label: TagLabel) -> None:
        self.placed = [_placed(page, tag) for tag in tags if tag.label is label]
        self.firsts = [p.first for p in self.placed]
        self.lasts = [p.last for p in self.placed]
        self.blocks = [p.block for p in self.placed]
        self.sums = [0]
        for p in self.placed:
            self.sums.append(self.sums[-1] + p.last - p.first)

    def within(self, gap: tuple[int, int]) -> tuple[int, int]:
        """How many tags stand wholly in the gap, and how many tokens they have."""
        low, high = bisect_left(self.firsts, gap[0]), bisect_right(self.lasts, gap[1])
        return (0, 0) if high <= low else (high - low, self.sums[high] - self.sums[low])

    def near(self, block: int, reach: int) -> Iterator[tuple[int, _Placed]]:
        """The tags in the paragraphs around one, with their numbers."""
        for number in range(bisect_left(self.blocks, block - reach), bisect_right(self.blocks, block + reach)):
            yield number, self.placed[number]


def _placed(page: Page, tag: Tag) -> _Placed:
    first, last = page.token_range(tag.span)
    begin, end = tag.span.begin, tag.span.end - 1
    return _Placed(
        tag.span, tag.score, first, last, page.block_at(begin), page.sentence_at(begin), page.sentence_at(end)
    )


def link(page: Page, tags: Sequence[Tag]) -> list[Attribution]:
    """Join the tagged parts: one attribution per cue, one more per content that no cue could be found for."""
    cues, sources, contents = (_Row(page, tags, label) for label in (TagLabel.CUE, TagLabel.SOURCE, TagLabel.CONTENT))
    linked = [Attribution(cue=[cue.span], score=cue.score) for cue in cues.placed]
    orphans = _give_contents(page, linked, cues, sources, contents)
    _give_sources(page, linked, cues, sources, contents)
    linked.extend(Attribution(content=[orphan.span], score=orphan.score) for orphan in orphans)
    return linked


def _gap(a: _Placed, b: _Placed) -> tuple[int, int]:
    if a.first > b.first:
        a, b = b, a
    return a.last, max(a.last, b.first)


def _content_cost(page: Page, content: _Placed, cue: _Placed, rows: tuple[_Row, _Row, _Row]) -> float:
    cues, sources, contents = rows
    gap = _gap(content, cue)
    cost = float(gap[1] - gap[0] - sources.within(gap)[1])
    before = content.first < cue.first
    near = content.tail_sentence if before else content.head_sentence
    far = cue.head_sentence if before else cue.tail_sentence
    if content.block != cue.block:
        cost += 1.0 if not before and _colon_leads(page, cue.span, content.span) else _FARTHEST_CONTENT
    elif near != far:
        cost += _OTHER_SENTENCE_QUOTED if page.quotation_at(content.span.begin) else _OTHER_SENTENCE
    return cost + _CUE_BETWEEN * cues.within(gap)[0] + _CONTENT_BETWEEN * contents.within(gap)[0]


def _colon_leads(page: Page, cue: Span, content: Span) -> bool:
    return page.text[cue.end - 1 : content.begin].rstrip().endswith(":")


def _give_contents(
    page: Page, linked: Sequence[Attribution], cues: _Row, sources: _Row, contents: _Row
) -> list[_Placed]:
    pairs: list[tuple[float, int, int]] = []
    for place, content in enumerate(contents.placed):
        for number, cue in cues.near(content.block, 1):
            cost = _content_cost(page, content, cue, (cues, sources, contents))
            if cost <= _FARTHEST_CONTENT:
                pairs.append((cost, place, number))
    pairs.sort()
    taken: set[int] = set()
    parts: dict[int, list[_Placed]] = {}
    for _cost, place, number in pairs:
        if place not in taken and number not in parts:
            parts[number] = [contents.placed[place]]
            taken.add(place)
    for _cost, place, number in pairs:
        if place in taken or _runs_on(page, contents.placed[place].span):
            continue
        if _goes_on(page, parts[number], contents.placed[place], cues, cues.placed[number]):
            parts[number].append(contents.placed[place])
            taken.add(place)
    for number, its in parts.items():
        linked[number].content = sorted(part.span for part in its)
    return [content for place, content in enumerate(contents.placed) if place not in taken]


def _runs_on(page: Page, content: Span) -> bool:
    """Whether a content belongs to a quotation of the paragraph before, and so to that one's speaker."""
    quotation = page.quotation_at(content.begin)
    return quotation is not None and quotation.continues


def _goes_on(page: Page, parts: Sequence[_Placed], content: _Placed, cues: _Row, cue: _Placed) -> bool:
    """Whether a content without a cue of its own goes on with what a cue has already.

    In another sentence only a quotation goes on, and only with a quotation.
    """
    quoted = page.quotation_at(content.span.begin) is not None
    for part in parts:
        near = {part.head_sentence, part.tail_sentence, cue.head_sentence, cue.tail_sentence}
        between = page.text[part.span.end - 1 : content.span.begin]
        apart = content.head_sentence not in near or bool(_FULL_STOP.search(between))
        if apart and not (quoted and page.quotation_at(part.span.begin) is not None):
            continue
        gap = _gap(part, content)
        inside = gap[0] <= cue.first < gap[1]
        if cues.within(gap)[0] == int(inside) and part.block == content.block:
            return True
    return False


def _give_sources(page: Page, linked: Sequence[Attribution], cues: _Row, sources: _Row, contents: _Row) -> None:
    pairs: list[tuple[float, int, int]] = []
    for place, source in enumerate(sources.placed):
        for number, cue in cues.near(source.block, 0):
            cost = _source_cost(source, cue, cues, contents)
            if cost <= _FARTHEST_SOURCE:
                pairs.append((cost, place, number))
    pairs.sort()
    taken: set[int] = set()
    for _cost, place, number in pairs:
        if place not in taken and not linked[number].source:
            linked[number].source.append(sources.placed[place].span)
            taken.add(place)
    for _cost, place, number in pairs:
        if not linked[number].source and sources.placed[place].first < cues.placed[number].first:
            linked[number].source.append(sources.placed[place].span)


def _source_cost(source: _Placed, cue: _Placed, cues: _Row, contents: _Row) -> float:
    gap = _gap(source, cue)
    crossed, tokens = contents.within(gap)
    cost = gap[1] - gap[0] - _WORD_OF_CONTENT * tokens
    if source.head_sentence != cue.head_sentence:
        cost += _OTHER_SENTENCE
    return cost + _SOURCE_PAST_CUE * cues.within(gap)[0] + _SOURCE_PAST_CONTENT * crossed

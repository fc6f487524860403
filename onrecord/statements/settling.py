"""Where quotation marks leave no doubt, they decide which words belong together, however likely other links look."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.types import Span, Tag, TagLabel

_FULL_STOP = re.compile(r"[.!?][\"”»’')]*\s")


def settle(page: Page, linked: Sequence[Attribution], tags: Sequence[Tag]) -> list[Attribution]:
    """The attributions with each quotation at the clause right beside it, or at that of the one which it goes on."""
    sources = _Row(tag.span for tag in tags if tag.label is TagLabel.SOURCE)
    its_cue = {span: attribution for attribution in reversed(linked) for span in attribution.cue}
    its_content = {span: attribution for attribution in reversed(linked) for span in attribution.content}
    cues, contents = _Row(its_cue), _Row(its_content)
    for begin, (cue, source) in page.reported.items():
        owner = next((its_cue[span] for span in cues.over(cue)), None)
        if owner is None:
            continue
        _move(contents, its_content, owner, begin)
        named = sources.over(source) if source is not None else []
        if named and not any(span.overlaps(named[0]) for span in owner.source):
            owner.source = named[:1]
    before = None
    for quotation in page.outer:
        if before is not None and quotation.span.begin in page.joined:
            owner = next((its_content[span] for span in contents.over(before.span)), None)
            if owner is not None:
                _move(contents, its_content, owner, quotation.span.begin)
        before = quotation
    for attribution in linked:
        _part(page, attribution)
    return [a for a in linked if a.cue or a.source or a.content]


class _Row:
    """Places that do not overlap, in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._begins = [span.begin for span in self._spans]

    def over(self, span: Span) -> list[Span]:
        """The places that share a code point with the span."""
        first = max(0, bisect_right(self._begins, span.begin) - 1)
        return [one for one in self._spans[first : bisect_left(self._begins, span.end)] if one.overlaps(span)]


def _move(contents: _Row, its: dict[Span, Attribution], owner: Attribution, begin: int) -> None:
    """Give the content that begins with a quotation to its owner."""
    for span in contents.over(Span(begin, begin + 1)):
        if span.begin == begin and its[span] is not owner:
            its[span].content.remove(span)
            owner.content = sorted({*owner.content, span})
            its[span] = owner


def _part(page: Page, attribution: Attribution) -> None:
    """Take from a statement with quotations what stands unquoted in another sentence: that is narration."""
    quoted = [span for span in attribution.content if page.quotation_at(span.begin) is not None]
    if not quoted or len(quoted) == len(attribution.content):
        return
    attribution.content = [
        span for span in attribution.content if span in quoted or any(_beside(page, span, other) for other in quoted)
    ]


def _beside(page: Page, one: Span, other: Span) -> bool:
    """Whether no full stop stands between two places."""
    earlier, later = sorted((one, other))
    if page.sentence_at(earlier.end - 1) != page.sentence_at(later.begin):
        return False
    return _FULL_STOP.search(page.text, max(earlier.begin, earlier.end - 2), later.begin) is None

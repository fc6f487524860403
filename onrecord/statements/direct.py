"""Quotation marks and tags brought together: whole quotations as contents, and cues for those the reader missed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.statements.lexicon import lexicon
from onrecord.statements.page import Page, Token
from onrecord.statements.phrases import group_start, noun_phrase_ending, subject_before
from onrecord.statements.quotation import Quotation
from onrecord.types import Part, Span, Tag, TagLabel

# A quotation of fewer words without a verb is a name, a title or a word held at arm's length.
FEWEST_WORDS = 4
# How far from a quotation its reporting verb may stand, in tokens: "said on the fringes of a fair …" needs room.
_CUE_REACH = 14
# The score of a part that quotation marks and the lexicon gave; the reader's own parts carry its score.
MARK_SCORE = 0.6


def complete(page: Page, tags: Sequence[Tag]) -> tuple[list[Tag], set[Span]]:
    """The tags with contents grown to whole quotations and with what the reader missed; and the places added."""
    kept = [piece for tag in tags for piece in _within_paragraphs(page, tag)]
    kept = [piece for tag in _grown(page, kept) for piece in _at_colon(page, tag)]
    added: set[Span] = set()
    speaking = [q for q in page.outer if sentence_like(page, q)]
    row = Row(kept)
    for quotation in speaking:
        inside = row.over(quotation.span)
        if not any(tag.label is TagLabel.CONTENT for tag in inside):
            kept = [tag for tag in kept if tag not in inside] if inside else kept
            kept.append(Tag(TagLabel.CONTENT, quotation.span, MARK_SCORE))
            added.add(quotation.span)
    row = Row(kept)
    for quotation in speaking:
        if quotation.continues:
            continue
        beside = _after(page, quotation)
        if not _has_cue(page, quotation, row) or (beside is not None and not row.over(beside[0])):
            for tag in _cue_and_source(page, quotation, row):
                kept.append(tag)
                added.add(tag.span)
    kept.sort(key=lambda tag: (tag.span, tag.label))
    return kept, added


class Row:
    """Tags in order that do not overlap, looked up by place."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        """Sort the tags."""
        self.tags = sorted(tags, key=lambda tag: tag.span)
        self._begins = [tag.span.begin for tag in self.tags]

    def over(self, span: Span) -> list[Tag]:
        """The tags that share a code point with the span."""
        first = max(0, bisect_right(self._begins, span.begin) - 1)
        last = bisect_left(self._begins, span.end)
        return [tag for tag in self.tags[first:last] if tag.span.overlaps(span)]


def _at_colon(page: Page, tag: Tag) -> list[Tag]:
    """A content that runs over a colon into a quotation is two: "any change: “We have a deal.”"."""
    if tag.label is not TagLabel.CONTENT:
        return [tag]
    for quotation in page.quotations_in(tag.span):
        before = page.text[tag.span.begin : quotation.span.begin].rstrip()
        if before.endswith(":") and tag.span.covers(quotation.span) and sentence_like(page, quotation):
            head = Span(tag.span.begin, tag.span.begin + len(before))
            return [
                Tag(tag.label, head, tag.score),
                Tag(tag.label, Span(quotation.span.begin, tag.span.end), tag.score),
            ]
    return [tag]


def _within_paragraphs(page: Page, tag: Tag) -> list[Tag]:
    """A tag cut at the borders of paragraphs, without what falls on credits and hints."""
    pieces = []
    for block in page.blocks[page.block_at(tag.span.begin) : page.block_at(tag.span.end - 1) + 1]:
        begin, end = max(tag.span.begin, block.span.begin), min(tag.span.end, block.span.end)
        while end > begin and page.text[end - 1].isspace():
            end -= 1
        if begin < end:
            pieces.append(Tag(tag.label, Span(begin, end), tag.score))
    return pieces if tag.label is TagLabel.CONTENT else pieces[:1]


def words_in(page: Page, span: Span) -> list[Token]:
    """The tokens of a place that are words."""
    first, last = page.token_range(span)
    return [token for token in page.tokens[first:last] if token.pos != "PUNCT" and token.form[0].isalnum()]


def sentence_like(page: Page, quotation: Quotation) -> bool:
    """Whether the quotation is somebody's sentence rather than a word or a phrase built into another's."""
    known = page.sentence_like.get(quotation.span)
    if known is None:
        known = page.sentence_like[quotation.span] = _sentence_like(page, quotation)
    return known


def _sentence_like(page: Page, quotation: Quotation) -> bool:
    words = words_in(page, quotation.inner)
    if not words:
        return False
    inner = quotation.inner.of(page.text).rstrip()
    stopped = inner.endswith((".", "!", "?", ",", "…")) or not quotation.closed
    verb = any(word.pos in ("VERB", "AUX") for word in words)
    begins = _begins_a_sentence(page, quotation)
    if len(words) < FEWEST_WORDS:
        return stopped and verb and begins
    if quotation.single and not begins:
        return False
    titled = sum(word.capital for word in words) > 0.6 * len(words)
    if titled and not stopped:
        return False
    return (stopped and begins) or (verb and begins) or (verb and stopped and len(words) > 5) or quotation.continues


def _begins_a_sentence(page: Page, quotation: Quotation) -> bool:
    block = page.blocks[page.block_at(quotation.span.begin)].span
    before = page.text[block.begin : quotation.span.begin].rstrip()
    return not before or before[-1] in '.!?:,”"»’)…' or before[-1] in "—–-"


def _grown(page: Page, tags: Sequence[Tag]) -> list[Tag]:
    """Contents that catch part of a quotation grow to the whole of it; fragments of one quotation become one."""
    row = Row(tags)
    grown: list[Tag] = []
    for tag in tags:
        begin, end = tag.span.begin, tag.span.end
        for quotation in page.quotations_in(tag.span) if tag.label is TagLabel.CONTENT else ():
            if quotation.single or tag.span.covers(quotation.span) or _of_inner_cue(page, tag, quotation, row):
                continue
            begin, end = min(begin, quotation.span.begin), max(end, quotation.span.end)
        grown.append(Tag(tag.label, Span(begin, end), tag.score))
    return _one_per_quotation(page, _without_overlaps(grown))


def _of_inner_cue(page: Page, tag: Tag, quotation: Quotation, row: Row) -> bool:
    """Whether a content belongs to a cue inside the same quotation: what a quoted speaker says of another."""
    if not quotation.inner.covers(tag.span) or not sentence_like(page, quotation):
        return False
    return any(other.label is TagLabel.CUE and quotation.inner.covers(other.span) for other in row.over(quotation.span))


def _without_overlaps(tags: Sequence[Tag]) -> list[Tag]:
    """Contents that now overlap become one; cues and sources that a grown content swallowed go."""
    contents: list[Tag] = []
    for tag in sorted((t for t in tags if t.label is TagLabel.CONTENT), key=lambda t: t.span):
        if contents and tag.span.begin < contents[-1].span.end:
            last = contents[-1]
            contents[-1] = Tag(
                last.label, Span(last.span.begin, max(last.span.end, tag.span.end)), max(last.score, tag.score)
            )
        else:
            contents.append(tag)
    row = Row(contents)
    others = [tag for tag in tags if tag.label is not TagLabel.CONTENT and not row.over(tag.span)]
    return sorted([*contents, *others], key=lambda t: t.span)


def _one_per_quotation(page: Page, tags: list[Tag]) -> list[Tag]:
    """A quotation that holds tags of its own making is one content; what stands in it is looked at later."""
    row = Row(tags)
    dropped: set[Span] = set()
    out: list[Tag] = []
    for quotation in page.outer:
        inside = row.over(quotation.span)
        whole = any(tag.label is TagLabel.CONTENT and tag.span.covers(quotation.span) for tag in inside)
        if inside and not whole and sentence_like(page, quotation):
            dropped.update(tag.span for tag in inside if quotation.span.covers(tag.span))
            if not any(not quotation.span.covers(tag.span) for tag in inside):
                out.append(Tag(TagLabel.CONTENT, quotation.span, max(tag.score for tag in inside)))
    return sorted([*(tag for tag in tags if tag.span not in dropped), *out], key=lambda t: t.span)


def _has_cue(page: Page, quotation: Quotation, row: Row) -> bool:
    """Whether the reader's cue stands in the sentence around the quotation, outside every quotation."""
    begin = page.sentence_span(max(quotation.span.begin - 2, 0)).begin
    end = page.sentence_span(min(quotation.span.end + 2, len(page.text) - 1)).end
    block = page.blocks[page.block_at(quotation.span.begin)].span
    begin, end = max(begin, block.begin), min(end, block.end)
    near = Span(min(begin, quotation.span.begin), max(end, quotation.span.end))
    others = [q.span for q in page.quotations_in(near) if q is not quotation and sentence_like(page, q)]
    for tag in row.over(near):
        cue = tag.span
        if tag.label is not TagLabel.CUE or not begin <= cue.begin < end or page.quotation_at(cue.begin) is not None:
            continue
        low, high = min(cue.end, quotation.span.end), max(cue.begin, quotation.span.begin)
        if not any(low <= other.begin and other.end <= high for other in others):
            return True
    return False


def _cue_and_source(page: Page, quotation: Quotation, row: Row) -> list[Tag]:
    """The reporting verb beside a quotation and its subject, where the reader saw neither."""
    for found in (_after(page, quotation), _before(page, quotation)):
        if found is None:
            continue
        cue, source = found
        out = [] if row.over(cue) else [Tag(TagLabel.CUE, cue, MARK_SCORE)]
        if source is not None and not row.over(source):
            out.append(Tag(TagLabel.SOURCE, source, MARK_SCORE))
        return out
    return []


def _after(page: Page, quotation: Quotation) -> tuple[Span, Span | None] | None:
    """What follows: "…," said the minister; "…," he told reporters."""
    block = page.blocks[page.block_at(quotation.span.begin)].span
    first, last = page.token_range(Span(quotation.span.end, block.end))
    while first < last and page.tokens[first].form in (",", "-", "–", "—"):
        first += 1
    plain = lexicon().plain_forms
    for at in range(first, min(first + _CUE_REACH, last)):
        token = page.tokens[at]
        if token.form in '.!?;:"“„«»' and token.end - token.begin == 1:
            return None
        if token.form not in plain or token.form.endswith("ing"):
            continue
        if at == first:
            source = _phrase_after(page, at + 1, last)
            return Span(token.begin, token.end), source
        phrase = subject_before(page, group_start(page, at, first), first)
        if phrase is not None:
            return page.span_of(group_start(page, at, first), at + 1), page.span_of(*phrase)
    return None


def _phrase_after(page: Page, start: int, ceiling: int) -> Span | None:
    """The subject that follows its verb: "said the French minister"."""
    end = start
    while end < ceiling and end - start < _CUE_REACH:
        token = page.tokens[end]
        joins = token.pos in ("ADP", "CCONJ") and token.form in ("of", "for", "and") and end > start
        if token.pos not in ("NOUN", "PROPN", "DET", "ADJ", "PRON", "NUM") and not joins and not token.possessive:
            break
        end += 1
        if token.pos == "PRON" and end - start == 1:
            break
    phrase = noun_phrase_ending(page, end, start) if end > start else None
    return page.span_of(*phrase) if phrase is not None else None


def _before(page: Page, quotation: Quotation) -> tuple[Span, Span | None] | None:
    """The minister said: "…"; in a caption also "The minister: …"."""
    block_number = page.block_at(quotation.span.begin)
    block = page.blocks[block_number].span
    floor, last = page.token_range(Span(block.begin, quotation.span.begin))
    if last == floor and block_number > 0:
        lead = page.blocks[block_number - 1].span
        if not lead.of(page.text).rstrip().endswith(":"):
            return None
        floor, last = page.token_range(lead)
    if last == floor:
        return None
    closing = page.tokens[last - 1]
    plain = lexicon().plain_forms
    for at in range(last - 1, max(floor - 1, last - 2 - _CUE_REACH), -1):
        token = page.tokens[at]
        if token.form in (".", "!", "?") and token.end - token.begin == 1 and at < last - 1:
            break
        if token.form in plain and (closing.form in (":", ",") or at >= last - 2):
            start = group_start(page, at, floor)
            phrase = subject_before(page, start, floor)
            return page.span_of(start, at + 1), page.span_of(*phrase) if phrase is not None else None
    if closing.form == ":":
        phrase = noun_phrase_ending(page, last - 1, floor)
        if phrase is not None and (phrase[0] == floor or page.part_at(block.begin) is Part.CAPTION):
            return Span(closing.begin, closing.end), page.span_of(*phrase)
    return None

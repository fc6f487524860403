"""Quotation marks and tags brought together: whole quotations as contents, and cues for those the reader missed."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statements.lexicon import lexicon
from onrecord.statements.page import Page, Token
from onrecord.statements.phrases import group_start, noun_phrase_ending, subject_before
from onrecord.statements.quotation import Quotation
from onrecord.types import Part, Span, Tag, TagLabel

# A quotation of fewer words without a verb is a name, a title or a word held at arm's length.
FEWEST_WORDS = 4
# How far from a quotation its reporting verb may stand, in tokens: "said at a meeting chaired by …" needs some room.
_CUE_REACH = 14
# The score of a part that quotation marks and the lexicon gave; the reader's own parts carry its score.
MARK_SCORE = 0.6


def complete(page: Page, tags: Sequence[Tag]) -> tuple[list[Tag], set[Span]]:
    """The tags with contents grown to whole quotations and with what the reader missed; and the places added."""
    kept = [tag for tag in tags if page.part_at(tag.span.begin) is not None]
    kept = _grown(page, kept)
    added: set[Span] = set()
    for quotation in page.quotations:
        if quotation.nested or not sentence_like(page, quotation):
            continue
        if not any(t.label is TagLabel.CONTENT and t.span.overlaps(quotation.span) for t in kept):
            kept = [t for t in kept if not quotation.span.covers(t.span)]
            kept.append(Tag(TagLabel.CONTENT, quotation.span, MARK_SCORE))
            added.add(quotation.span)
    for quotation in page.quotations:
        if quotation.nested or quotation.continues or not sentence_like(page, quotation):
            continue
        if not _has_cue(page, quotation, kept):
            for tag in _cue_and_source(page, quotation, kept):
                kept.append(tag)
                added.add(tag.span)
    kept.sort(key=lambda tag: (tag.span, tag.label))
    return kept, added


def words_in(page: Page, span: Span) -> list[Token]:
    """The tokens of a place that are words."""
    first, last = page.token_range(span)
    return [token for token in page.tokens[first:last] if token.pos != "PUNCT" and token.form[0].isalnum()]


def sentence_like(page: Page, quotation: Quotation) -> bool:
    """Whether the quotation is somebody's sentence rather than a word or a phrase built into another's."""
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
    grown: list[Tag] = []
    for tag in tags:
        if tag.label is not TagLabel.CONTENT:
            grown.append(tag)
            continue
        begin, end = tag.span.begin, tag.span.end
        for quotation in page.quotations:
            if quotation.nested or quotation.single or not quotation.span.overlaps(tag.span):
                continue
            if tag.span.covers(quotation.span):
                continue
            inside = [t for t in tags if t.label is TagLabel.CUE and quotation.inner.covers(t.span)]
            if inside and quotation.inner.covers(tag.span) and sentence_like(page, quotation):
                continue
            begin, end = min(begin, quotation.span.begin), max(end, quotation.span.end)
        grown.append(Tag(TagLabel.CONTENT, Span(begin, end), tag.score))
    return _one_per_quotation(page, _without_overlaps(grown))


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
    others = [t for t in tags if t.label is not TagLabel.CONTENT and not any(c.span.overlaps(t.span) for c in contents)]
    return sorted([*contents, *others], key=lambda t: t.span)


def _one_per_quotation(page: Page, tags: list[Tag]) -> list[Tag]:
    """A quotation that holds tags of its own making is one content; what stands in it is looked at later."""
    out = list(tags)
    for quotation in page.quotations:
        if quotation.nested or not sentence_like(page, quotation):
            continue
        inside = [t for t in out if quotation.span.covers(t.span) and t.span != quotation.span]
        if inside and not any(t.label is TagLabel.CONTENT and t.span.covers(quotation.span) for t in out):
            out = [t for t in out if t not in inside]
            out.append(Tag(TagLabel.CONTENT, quotation.span, max(t.score for t in inside)))
    return sorted(out, key=lambda t: t.span)


def _has_cue(page: Page, quotation: Quotation, tags: Sequence[Tag]) -> bool:
    """Whether the reader's cue stands in the sentence around the quotation, outside every quotation."""
    begin = page.sentence_span(max(quotation.span.begin - 2, 0)).begin
    end = page.sentence_span(min(quotation.span.end + 2, len(page.text) - 1)).end
    block = page.blocks[page.block_at(quotation.span.begin)].span
    begin, end = max(begin, block.begin), min(end, block.end)
    others = [q.span for q in page.quotations if q is not quotation and sentence_like(page, q)]
    for tag in tags:
        cue = tag.span
        if tag.label is not TagLabel.CUE or not begin <= cue.begin < end or page.quotation_at(cue.begin) is not None:
            continue
        low, high = min(cue.end, quotation.span.end), max(cue.begin, quotation.span.begin)
        if not any(low <= other.begin and other.end <= high for other in others):
            return True
    return False


def _cue_and_source(page: Page, quotation: Quotation, tags: Sequence[Tag]) -> list[Tag]:
    """The reporting verb beside a quotation and its subject, where the reader saw neither."""
    for found in (_after(page, quotation), _before(page, quotation)):
        if found is None:
            continue
        cue, source = found
        out = [] if any(t.span.overlaps(cue) for t in tags) else [Tag(TagLabel.CUE, cue, MARK_SCORE)]
        if source is not None and not any(t.span.overlaps(source) for t in tags):
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

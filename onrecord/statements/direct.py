"""Quotation marks and tags brought together: whole quotations as contents, and cues for those the reader missed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.statements.beside import after, before
from onrecord.statements.page import Page
from onrecord.statements.quotation import Quotation
from onrecord.statements.quoted import FEWEST_WORDS, clause_at_once, sentence_like, titled, words_in, wordy
from onrecord.types import Span, Tag, TagLabel

_SENTENCE_END = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])|:$")
_WHOSE = frozenset(("my", "his", "her", "its", "our", "their"))
_NAMING = frozenset(("PROPN", "NOUN", "ADJ", "DET", "ADP", "NUM"))
_ADDRESSED = frozenset(("him", "her", "them", "us", "me", "you"))
# "Who Stole the Moon?" is a title: more of its words than this have capitals.
_TITLED = 0.6
_BEFORE_SENTENCE = frozenset('.!?:;,”"»’“«)…—–-')
# The score of a part that quotation marks and the lexicon gave; the reader's own parts carry its score.
MARK_SCORE = 0.6


def complete(page: Page, tags: Sequence[Tag]) -> tuple[list[Tag], set[Span]]:
    """The tags with contents grown to whole quotations and with what the reader missed; and the places added."""
    kept = [piece for tag in tags for piece in _within_paragraphs(page, tag)]
    kept = [piece for tag in _grown(page, kept) for piece in _framed(page, tag)]
    row = Row(kept)
    kept = [tag for tag in kept if not (_no_words(page, tag, row) or _narrates(page, tag, row))]
    added: set[Span] = set()
    speaking = [q for q in page.outer if sentence_like(page, q)]
    row = Row(kept)
    for quotation in speaking:
        inside = row.over(quotation.span)
        if not any(tag.label is TagLabel.CONTENT for tag in inside):
            row.drop(inside)
            row.add(Tag(TagLabel.CONTENT, quotation.span, MARK_SCORE))
            added.add(quotation.span)
    for quotation in speaking:
        clause = after(page, quotation)
        if clause is not None:
            new = _with_clause(page, row, quotation, clause)
        elif quotation.continues or (clause := before(page, quotation)) is None:
            continue
        else:
            new = _lacking(row, clause) if _has_no_other(page, quotation, row, clause) else []
            for tag in new:
                row.add(tag)
        added.update(tag.span for tag in new)
    kept = sorted(row.tags, key=lambda tag: (tag.span, tag.label))
    page.joined = frozenset(_joined(page, speaking))
    page.reported = {q.span.begin: clause for q in speaking if (clause := _own_clause(page, q)) is not None}
    return kept, added


def _own_clause(page: Page, quotation: Quotation) -> tuple[Span, Span | None] | None:
    """Cue and source of the clause right behind a quotation, else of the one right before it."""
    if clause_at_once(page, quotation):
        return after(page, quotation)
    clause = None if quotation.continues else before(page, quotation)
    if clause is None or wordy(page.text[clause[0].end : quotation.span.begin]):
        return None
    return clause


def _joined(page: Page, speaking: Sequence[Quotation]) -> Iterator[int]:
    """Where a quotation begins that goes on with the one before: "…," he said, "…" and "…," he said. "…"."""
    for first, second in pairwise(speaking):
        if page.block_at(first.span.begin) != page.block_at(second.span.begin):
            continue
        clause = after(page, first)
        if clause is None or after(page, second) is not None:
            continue
        own = before(page, second)
        between = page.text[first.span.end : second.span.begin].strip()
        if (own is None or own[0] == clause[0]) and not _SENTENCE_END.search(between):
            yield second.span.begin


def _lacking(row: Row, clause: tuple[Span, Span | None]) -> list[Tag]:
    """The parts of a reporting clause that no tag touches yet."""
    cue, source = clause
    out = [] if row.over(cue) else [Tag(TagLabel.CUE, cue, MARK_SCORE)]
    if source is not None and not row.over(source):
        out.append(Tag(TagLabel.SOURCE, source, MARK_SCORE))
    return out


def _wrong_source(page: Page, tagged: Span, clause: tuple[Span, Span | None]) -> bool:
    """A source that runs into the cue, or names nobody: the "its" or "the" of "explained its editor"."""
    cue, source = clause
    if tagged.overlaps(cue):
        return True
    first, last = page.token_range(tagged)
    names = any(
        token.pos in ("NOUN", "PROPN", "NUM", "X") or (token.pos == "PRON" and token.form not in _WHOSE)
        for token in page.tokens[first:last]
    )
    return source is not None and source.covers(tagged) and not names


def _has_no_other(page: Page, quotation: Quotation, row: Row, clause: tuple[Span, Span | None]) -> bool:
    """Whether the clause before a quotation is the one that counts: no other cue, or the same one without a source."""
    cue = clause[0]
    if cue.of(page.text) == ":" or not _has_cue(page, quotation, row):
        return True
    block = page.blocks[page.block_at(quotation.span.begin)].span
    before_it = row.over(Span(block.begin, quotation.span.begin))
    same = any(tag.label is TagLabel.CUE and tag.span.overlaps(cue) for tag in before_it)
    return same and not any(tag.label is TagLabel.SOURCE for tag in before_it)


def _with_clause(page: Page, row: Row, quotation: Quotation, clause: tuple[Span, Span | None]) -> list[Tag]:
    """Make the clause behind a quotation cue and source among the tags; which of them are new."""
    cue, source = clause
    stretch = Span(quotation.span.end, max(cue.end, source.end if source is not None else cue.end))
    wrong = [
        tag
        for tag in row.over(stretch)
        if tag.span.begin >= quotation.span.end
        and (tag.label is TagLabel.CONTENT or (tag.label is TagLabel.SOURCE and _wrong_source(page, tag.span, clause)))
    ]
    wrong.extend(_strayed(page, row, stretch.end))
    row.drop(wrong)
    new = [] if row.over(cue) else [Tag(TagLabel.CUE, cue, MARK_SCORE)]
    told = any(tag.label is TagLabel.SOURCE for tag in row.over(stretch))
    if source is not None and not told and not row.over(source):
        new.append(Tag(TagLabel.SOURCE, source, MARK_SCORE))
    for tag in new:
        row.add(tag)
    return new


class Row:
    """Tags in order that do not overlap, looked up by place."""

    def __init__(self, tags: Sequence[Tag]) -> None:
        """Sort the tags."""
        self.tags = sorted(tags, key=lambda tag: tag.span)
        self._begins = [tag.span.begin for tag in self.tags]

    def add(self, tag: Tag) -> None:
        """Put a tag in its place."""
        at = bisect_right(self._begins, tag.span.begin)
        self.tags.insert(at, tag)
        self._begins.insert(at, tag.span.begin)

    def drop(self, tags: Sequence[Tag]) -> None:
        """Take tags out."""
        for tag in tags:
            at = bisect_left(self._begins, tag.span.begin)
            while at < len(self.tags) and self.tags[at].span.begin == tag.span.begin and self.tags[at] != tag:
                at += 1
            if at < len(self.tags) and self.tags[at] == tag:
                del self.tags[at], self._begins[at]

    def over(self, span: Span) -> list[Tag]:
        """The tags that share a code point with the span."""
        first = max(0, bisect_right(self._begins, span.begin) - 1)
        last = bisect_left(self._begins, span.end)
        return [tag for tag in self.tags[first:last] if tag.span.overlaps(span)]


def _framed(page: Page, tag: Tag) -> list[Tag]:
    """A content cut to the marks of the sentences quoted in it.

    "any change: “We have a deal.”" is two contents; a comma behind the closing mark belongs to none, nor does
    the clause that tells who spoke.
    """
    if tag.label is not TagLabel.CONTENT:
        return [tag]
    text, at, end = page.text, tag.span.begin, tag.span.end
    pieces: list[Span] = []
    for quotation in page.quotations_in(tag.span):
        span = quotation.span
        if not tag.span.covers(span) or not sentence_like(page, quotation):
            continue
        lead = text[at : span.begin].rstrip()
        if not wordy(lead) or _is_name(page, Span(at, span.begin)):
            at = span.begin
        elif lead.endswith(":") or (lead.endswith((".", "!", "?")) and text[quotation.inner.begin].isupper()):
            pieces.append(Span(at, at + len(lead)))
            at = span.begin
        following = text[span.end : end]
        alone = at == span.begin and not following.strip(" ,.;:\u00a0\u202f")
        if following and (alone or clause_at_once(page, quotation) or _sentence_over(quotation, text, following)):
            pieces.append(Span(at, span.end))
            later = next((q.span.begin for q in page.quotations_in(tag.span) if q.span.begin >= span.end), end)
            at = end if alone else later
    if at < end:
        pieces.append(Span(at, end))
    return [Tag(tag.label, piece, tag.score) for piece in pieces]


def _sentence_over(quotation: Quotation, text: str, following: str) -> bool:
    """Whether another sentence, of nobody's words, follows a quotation."""
    stopped = quotation.closed and quotation.inner.of(text).rstrip().endswith((".", "!", "?"))
    return stopped and following.lstrip()[:1].isupper()


def _is_name(page: Page, stretch: Span) -> bool:
    """Whether a name or an office with a comma stands there: "according to the chair, [Ida Bak,] “…”"."""
    first, last = page.token_range(stretch)
    if last - first < 2 or page.tokens[last - 1].form != ",":
        return False
    return all(token.pos in _NAMING or token.form == "," for token in page.tokens[first:last])


def _narrates(page: Page, tag: Tag, row: Row) -> bool:
    """Whether a content is narration beside a quotation with its own speaker: "[It rains.] “…,” says Zorn."."""
    if tag.label is not TagLabel.CONTENT or page.quotations_in(tag.span):
        return False
    sentence = _own_sentence(page, tag.span)
    if any(other.label is not TagLabel.CONTENT for other in row.over(sentence)):
        return False
    if tag.span.begin > sentence.begin and page.quotations_in(sentence):
        return False
    near = page.quotations_in(Span(max(0, sentence.begin - 2), sentence.end + 2))
    return any(sentence_like(page, q) and clause_at_once(page, q) for q in near)


def _named_only(page: Page, span: Span) -> bool:
    """A few words without a verb, or titles between marks."""
    quotations = page.quotations_in(span)
    inside = {token for q in quotations for token in words_in(page, q.span)}
    for quotation in quotations:
        words, text = words_in(page, quotation.inner), quotation.inner.of(page.text).rstrip()
        title = len(words) < FEWEST_WORDS or (titled(words) and not text.endswith("."))
        if not title or sentence_like(page, quotation):
            return False
    words = [word for word in words_in(page, span) if word not in inside]
    return len(words) < FEWEST_WORDS and not any(word.pos in ("VERB", "AUX") for word in words)


def _own_sentence(page: Page, span: Span) -> Span:
    """The sentence around a place, ended where a full stop and a quotation follow, as the reader may not end it."""
    sentence = page.sentence_span(span.begin)
    begin, end = sentence.begin, sentence.end
    for quotation in page.quotations_in(sentence):
        at = quotation.span.begin
        if page.text[max(0, at - 4) : at].rstrip().endswith((".", "!", "?")):
            if at <= span.begin:
                begin = max(begin, at)
            elif at >= span.end:
                end = min(end, at)
    return Span(begin, end)


def _strayed(page: Page, row: Row, end: int) -> list[Tag]:
    """What the reader took for words across a full stop behind a clause: "…," she said in [Osaka. It rained]."""
    sentence = page.sentence_span(end - 1)
    out: list[Tag] = []
    for tag in row.over(Span(end, max(end, sentence.end))):
        if tag.label is TagLabel.CUE or page.quotations_in(tag.span):
            break
        if tag.label is TagLabel.CONTENT and tag.span.begin >= end and tag.span.end > sentence.end:
            out.append(tag)
    return out


def _no_words(page: Page, tag: Tag, row: Row) -> bool:
    """Whether a content is nobody's words: a name without any cue near it, or whom somebody spoke to."""
    if tag.label is not TagLabel.CONTENT:
        return False
    following = page.quotations_in(Span(tag.span.end, tag.span.end + 3))
    if (
        following
        and following[0].span.begin >= tag.span.end
        and _is_name(page, Span(tag.span.begin, following[0].span.begin))
    ):
        return True
    if tag.span.of(page.text).lower() not in _ADDRESSED:
        cues = [t for t in row.over(_own_sentence(page, tag.span)) if t.label is TagLabel.CUE]
        return not cues and _named_only(page, tag.span)
    near = page.quotations_in(page.sentence_span(tag.span.begin))
    return any(q.span.end <= tag.span.begin and sentence_like(page, q) for q in near)


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

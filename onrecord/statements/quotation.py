"""Quotation marks as people meet them: of every style, nested, unbalanced, over paragraphs.

Each mark opens or closes by its form, that is by what stands beside it; its own shape decides only where the form does
not. What is left over is mended: a mark that nobody closed, and a mark that closes what nobody opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.statements.dialogue import after_dash
from onrecord.statements.interviews import answers
from onrecord.statements.marks import Mark, Side, ends_before_report, leads, leftover_closer, marks, printing
from onrecord.statements.transcripts import turns
from onrecord.types import Block, Part, Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: with the marks, without them, and whether a mark closes them.

    ``continues`` says that the quotation before runs on here, in another paragraph; ``nested`` that it stands
    inside another quotation; ``single`` that its marks are single ones; ``answers`` that it is a turn of an interview
    whose turns name nobody.
    """

    span: Span
    inner: Span
    closed: bool
    continues: bool = False
    nested: bool = False
    single: bool = False
    answers: bool = False


@dataclass(slots=True)
class _Pair:
    begin: int
    inner: int
    end: int
    outer: int
    closed: bool
    single: bool = False
    continues: bool = False
    nested: bool = False
    answers: bool = False


_SENTENCE_START = re.compile(r"[.!?…][\"”'’)\]]*\s+(?=\S)")
# How far a quotation may run on without a mark of its own: speeches print at most a few paragraphs so, and
# a stray mark must not swallow an article.
_PARAGRAPHS_AHEAD = 4


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """The quotations of an article in the order of their places, nested ones after the one that holds them."""
    pairs: list[_Pair] = []
    carried: _Pair | None = None
    shown = [block for block in blocks if block.part not in (Part.CREDIT, Part.HINT)]
    spoken, talk = after_dash(text, shown), turns(text, shown)
    named = any(turn is not None for turn in talk)
    talk = talk if named else answers(text, shown)
    parsed = [(block, marks(text, block.span)) for block in shown]
    for place, (block, its) in enumerate(parsed):
        turn = talk[place]
        if turn is not None or spoken[place]:
            unmarked = [turn.speech] if turn is not None else spoken[place]
            new = _unmarked_pairs(text, block, its, unmarked)
            new[-1].continues, new[-1].answers = turn is not None and turn.goes_on, turn is not None and not named
            pairs.extend(new)
            carried = None
            continue
        if carried is not None:
            runs_on = _run_on(text, parsed, place, single=carried.single)
            if runs_on is None:
                carried = None
            elif runs_on == 0:
                its = [Mark(_lead(text, block.span), _lead(text, block.span), carried.single, Side.OPENS), *its]
        found, open_end = _pair(text, block, its)
        if carried is not None and found:
            found[0].continues = True
        pairs.extend(found)
        carried = open_end
    return tuple(_finished(pairs))


def _unmarked_pairs(text: str, block: Block, its: Sequence[Mark], spoken: Sequence[Span]) -> list[_Pair]:
    """Speech that a dash or a speaker's label opens; what stands in marks inside it is nested."""
    pairs = [pair for pair in _pair(text, block, its)[0] if pair.closed]
    for span in spoken:
        inner = span.begin
        while inner < span.end and (text[inner].isspace() or text[inner] in printing().dashes):
            inner += 1
        for pair in pairs:
            pair.nested = pair.nested or span.begin <= pair.begin < span.end
        pairs.append(_Pair(span.begin, inner, span.end, span.end, False))
    return pairs


def _finished(pairs: Iterable[_Pair]) -> list[Quotation]:
    out: list[Quotation] = []
    for pair in sorted(pairs, key=lambda p: (p.begin, -p.outer)):
        if pair.end <= pair.inner:
            continue
        span, inner = Span(pair.begin, pair.outer), Span(pair.inner, pair.end)
        out.append(Quotation(span, inner, pair.closed, pair.continues, pair.nested, pair.single, pair.answers))
    return out


def _lead(text: str, span: Span) -> int:
    begin = span.begin
    while begin < span.end and text[begin].isspace():
        begin += 1
    return begin


def _run_on(text: str, parsed: Sequence[tuple[Block, list[Mark]]], place: int, *, single: bool) -> int | None:
    """Whether an open quotation goes on in this paragraph: 0 unmarked, 1 with a mark of its own, None not at all."""
    block, marks = parsed[place]
    if block.part is not Part.BODY:
        return None
    if marks and leads(text, block.span, marks[0]) and marks[0].side is not Side.CLOSES:
        return 1 if marks[0].single == single else None
    if single:  # an apostrophe looks like a closing mark: only a mark that opens shows that a speech goes on
        return None
    for ahead, (later, its) in enumerate(parsed[place : place + _PARAGRAPHS_AHEAD]):
        if later.part is not Part.BODY:
            return None
        if ahead and its and leads(text, later.span, its[0]) and its[0].side is not Side.CLOSES:
            return None
        if leftover_closer(its):
            return 0
        if its and any(mark.side is not Side.CLOSES and not mark.single for mark in its):
            return None
    return None


# ---------------------------------------------------------------- pairing


def _pair(text: str, block: Block, marks: Sequence[Mark]) -> tuple[list[_Pair], _Pair | None]:
    """The pairs of one paragraph, and the one that is still open at its end."""
    stack: list[Mark] = []
    pairs: list[_Pair] = []
    for number, mark in enumerate(marks):
        same = [m for m in stack if m.single == mark.single]
        if mark.measure and mark.side is not Side.OPENS and not (same and _closes(marks[number + 1 :])):
            continue
        opens = mark.side is Side.OPENS or (mark.side is Side.EITHER and not same)
        if opens:
            if same and same[-1] is stack[-1]:
                _mend_unclosed(text, stack, pairs, mark)
            stack.append(mark)
        elif same:
            while stack[-1] is not same[-1]:
                stack.pop()
            opener = stack.pop()
            nested = bool(stack)
            pairs.append(_Pair(opener.begin, opener.end, mark.begin, mark.end, True, mark.single, nested=nested))
        elif not mark.single:
            _mend_unopened(text, block, pairs, mark)
    if not stack:
        return pairs, None
    opener = stack[0]
    end = _trimmed_end(text, block.span)
    cut = ends_before_report(text, opener.end, end)
    if cut is not None:
        pairs.append(_Pair(opener.begin, opener.end, cut, cut, False, opener.single))
        return pairs, None
    for pair in pairs:
        pair.nested = pair.nested or pair.begin > opener.begin
    last = _Pair(opener.begin, opener.end, end, end, False, opener.single)
    pairs.append(last)
    pairs.sort(key=lambda p: (p.begin, -p.outer))
    return pairs, last


def _closes(later: Sequence[Mark]) -> bool:
    """Whether a mark behind a number closes a quotation: it is one of inches where the next mark closes as well."""
    following = next((mark for mark in later if not mark.single), None)
    return following is None or following.side is Side.OPENS


def _trimmed_end(text: str, span: Span) -> int:
    end = span.end
    while end > span.begin and text[end - 1].isspace():
        end -= 1
    return end


def _mend_unclosed(text: str, stack: list[Mark], pairs: list[_Pair], mark: Mark) -> None:
    """A quotation that a reporting clause follows although no mark closed it ends before that clause."""
    opener = stack[-1]
    cut = ends_before_report(text, opener.end, mark.begin)
    if cut is not None:
        stack.pop()
        pairs.append(_Pair(opener.begin, opener.end, cut, cut, False, opener.single, nested=bool(stack)))


def _mend_unopened(text: str, block: Block, pairs: list[_Pair], mark: Mark) -> None:
    """A mark that closes what nobody opened: the quotation before it runs on, or its own sentence is one."""
    before = [pair for pair in pairs if not pair.nested]
    floor = max((pair.outer for pair in before), default=block.span.begin)
    report = None
    for match in printing().report.finditer(text, floor, mark.begin):
        report = match
    last = before[-1] if before else None
    if last is not None and report is None and not _awaits_report(text, last):
        if last.outer < mark.begin:
            last.end, last.outer = mark.begin, mark.end
        return
    begin = floor if report is None else report.end()
    for match in _SENTENCE_START.finditer(text, begin, mark.begin - 1):
        begin = match.end()
    while begin < mark.begin and (text[begin].isspace() or text[begin] in ",:"):
        begin += 1
    if mark.begin > begin:
        pairs.append(_Pair(begin, begin, mark.begin, mark.end, True, False))


def _awaits_report(text: str, pair: _Pair) -> bool:
    """A quotation that a comma ends is followed by a clause that says whose it is."""
    return text[pair.inner : pair.end].rstrip().endswith(",") or text[pair.outer : pair.outer + 1] == ","

"""Quotation marks as people meet them: of every style, nested, unbalanced, over paragraphs.

Each mark opens or closes by its form, that is by what stands beside it; its own shape decides only where the form does
not. What is left over is mended: a mark that nobody closed, and a mark that closes what nobody opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from onrecord.statements.lexicon import lexicon
from onrecord.types import Block, Part, Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: with the marks, without them, and whether a mark closes them.

    ``continues`` says that the quotation before runs on here, in another paragraph; ``nested`` that it stands
    inside another quotation; ``single`` that its marks are single ones.
    """

    span: Span
    inner: Span
    closed: bool
    continues: bool = False
    nested: bool = False
    single: bool = False


class _Side(Enum):
    OPENS = 1
    CLOSES = 2
    EITHER = 3


@dataclass(slots=True)
class _Mark:
    begin: int
    end: int
    single: bool
    side: _Side


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


_DOUBLE = '"“”„‟«»″〝〞＂❝❞'
_SINGLE = "'‘’‚‛‹›`´"
_MARKS = re.compile(rf"''|``|´´|,,(?=[A-Z])|[{_DOUBLE}]|[{_SINGLE}]")
_OPENING_SHAPE = frozenset("“„‟«〝❝‘‚‛‹`") | {"``", ",,"}
_CLOSING_SHAPE = frozenset("”»〞❞’›´") | {"''", "´´"}
_BEFORE_OPENER = frozenset("([{—–-/:;=…")
_AFTER_CLOSER = frozenset(",.;:!?)]}—–-/…")
_FEET = re.compile(r"\d\s?['’′]\s?\d{0,2}\s?[\"”″]?$")
_ELISION = re.compile(r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|round\b|bout\b)", re.I)
_SENTENCE_START = re.compile(r"[.!?…][\"”'’)\]]*\s+(?=\S)")
# How far a quotation may run on without a mark of its own: speeches print at most a few paragraphs so, and
# a stray mark must not swallow an article.
_PARAGRAPHS_AHEAD = 4


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """The quotations of an article in the order of their places, nested ones after the one that holds them."""
    pairs: list[_Pair] = []
    carried: _Pair | None = None
    parsed = [(block, _marks(text, block.span)) for block in blocks if block.part not in (Part.CREDIT, Part.HINT)]
    for place, (block, marks) in enumerate(parsed):
        if carried is not None:
            runs_on = _run_on(text, parsed, place)
            if runs_on is None:
                carried = None
            elif runs_on == 0:
                opener = _Mark(_lead(text, block.span), _lead(text, block.span), carried.single, _Side.OPENS)
                marks = [opener, *marks]
            else:
                marks = [*marks]
        found, open_end = _pair(text, block, marks)
        if carried is not None and found:
            found[0].continues = True
        pairs.extend(found)
        carried = open_end
    return tuple(_finished(pairs))


def _finished(pairs: Iterable[_Pair]) -> list[Quotation]:
    out: list[Quotation] = []
    for pair in sorted(pairs, key=lambda p: (p.begin, -p.outer)):
        if pair.end <= pair.inner:
            continue
        span, inner = Span(pair.begin, pair.outer), Span(pair.inner, pair.end)
        out.append(Quotation(span, inner, pair.closed, pair.continues, pair.nested, pair.single))
    return out


def _lead(text: str, span: Span) -> int:
    begin = span.begin
    while begin < span.end and text[begin].isspace():
        begin += 1
    return begin


def _run_on(text: str, parsed: Sequence[tuple[Block, list[_Mark]]], place: int) -> int | None:
    """Whether an open quotation goes on in this paragraph: 0 unmarked, 1 with a mark of its own, None not at all."""
    block, marks = parsed[place]
    if block.part is not Part.BODY:
        return None
    if marks and marks[0].begin == _lead(text, block.span) and marks[0].side is not _Side.CLOSES:
        return 1
    for ahead, (later, its) in enumerate(parsed[place : place + _PARAGRAPHS_AHEAD]):
        if later.part is not Part.BODY:
            return None
        if ahead and its and its[0].begin == _lead(text, later.span) and its[0].side is not _Side.CLOSES:
            return None
        if _leftover_closer(its):
            return 0
        if its and any(mark.side is not _Side.CLOSES and not mark.single for mark in its):
            return None
    return None


def _leftover_closer(marks: Sequence[_Mark]) -> bool:
    depth = 0
    for mark in marks:
        if mark.single:
            continue
        if mark.side is _Side.OPENS:
            depth += 1
        elif mark.side is _Side.CLOSES or depth:
            depth -= 1
        else:
            depth += 1
        if depth < 0:
            return True
    return False


# ---------------------------------------------------------------- marks by their form


def _marks(text: str, span: Span) -> list[_Mark]:
    found: list[_Mark] = []
    for match in _MARKS.finditer(text, span.begin, span.end):
        shape = match.group()
        single = len(shape) == 1 and shape in _SINGLE
        if _measures(text, span, match.start(), single):
            continue
        side = _side(text, span, match.start(), match.end(), shape)
        if single and not _quotes(text, span, match.start(), match.end(), side):
            continue
        found.append(_Mark(match.start(), match.end(), single, side))
    return _single_pairs_only(text, found)


def _measures(text: str, span: Span, at: int, single: bool) -> bool:
    """Feet and inches: 6'2", 5' 10"."""
    before = text[max(span.begin, at - 8) : at + 1]
    if not before[-2:-1].isdigit():
        return False
    return bool(_FEET.search(before)) if not single else bool(re.match(r"\s?\d{1,2}\s?[\"”″]", text[at + 1 : at + 6]))


def _side(text: str, span: Span, begin: int, end: int, shape: str) -> _Side:
    before = text[begin - 1] if begin > span.begin else " "
    after = text[end] if end < span.end else " "
    left_free = before.isspace() or before in _BEFORE_OPENER or before in _OPENING_SHAPE
    right_free = after.isspace() or after in _AFTER_CLOSER or after in _CLOSING_SHAPE
    if before in "\"'" and begin - 1 > span.begin:
        left_free = text[begin - 2].isspace()
    if after in "\"'" and not left_free:
        right_free = True
    if left_free and not after.isspace() and not (right_free and not before.isspace()):
        if right_free and after in ",.;:!?)" and not text.startswith(("...", ". . ."), end):
            return _Side.CLOSES if shape not in _OPENING_SHAPE else _Side.OPENS
        return _Side.OPENS
    if right_free and not before.isspace() and before not in "([{":
        return _Side.CLOSES if not left_free else _Side.EITHER
    if shape in _OPENING_SHAPE:
        return _Side.OPENS
    if shape in _CLOSING_SHAPE:
        return _Side.CLOSES
    return _Side.EITHER


def _quotes(text: str, span: Span, begin: int, end: int, side: _Side) -> bool:
    """Whether a single mark can be a quotation mark rather than an apostrophe."""
    before = text[begin - 1] if begin > span.begin else " "
    after = text[end] if end < span.end else " "
    if before.isalnum() and after.isalnum():
        return False
    if side is _Side.OPENS:
        return not _ELISION.match(text, end) and not before.isalnum()
    return side is _Side.CLOSES


def _single_pairs_only(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Without the single marks that have no partner: those are apostrophes."""
    kept: list[_Mark] = []
    opened: _Mark | None = None
    closer: _Mark | None = None
    for mark in [*marks, _Mark(-1, -1, True, _Side.OPENS)]:
        if not mark.single:
            kept.append(mark)
            continue
        if mark.side is _Side.OPENS:
            if opened is not None and closer is not None:
                kept.extend((opened, closer))
            opened, closer = (mark if mark.begin >= 0 else None), None
        elif opened is not None and (closer is None or _possessive(text, closer)):
            closer = mark
    kept.sort(key=lambda m: m.begin)
    return kept


def _possessive(text: str, mark: _Mark) -> bool:
    """The mark of "the countries' troops": after an s, and the sentence goes on with a word."""
    return text[mark.begin - 1] == "s" and bool(re.match(r"\s\w", text[mark.end : mark.end + 2]))


# ---------------------------------------------------------------- pairing


def _pair(text: str, block: Block, marks: Sequence[_Mark]) -> tuple[list[_Pair], _Pair | None]:
    """The pairs of one paragraph, and the one that is still open at its end."""
    stack: list[_Mark] = []
    pairs: list[_Pair] = []
    for mark in marks:
        same = [m for m in stack if m.single == mark.single]
        opens = mark.side is _Side.OPENS or (mark.side is _Side.EITHER and not same)
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
    cut = _before_cue(text, opener.end, end)
    if cut is not None:
        pairs.append(_Pair(opener.begin, opener.end, cut, cut, False, opener.single))
        return pairs, None
    for pair in pairs:
        pair.nested = pair.nested or pair.begin > opener.begin
    last = _Pair(opener.begin, opener.end, end, end, False, opener.single)
    pairs.append(last)
    pairs.sort(key=lambda p: (p.begin, -p.outer))
    return pairs, last if not opener.single else None


def _trimmed_end(text: str, span: Span) -> int:
    end = span.end
    while end > span.begin and text[end - 1].isspace():
        end -= 1
    return end


def _mend_unclosed(text: str, stack: list[_Mark], pairs: list[_Pair], mark: _Mark) -> None:
    """A quotation that a reporting clause follows although no mark closed it ends before that clause."""
    opener = stack[-1]
    cut = _before_cue(text, opener.end, mark.begin)
    if cut is not None:
        stack.pop()
        pairs.append(_Pair(opener.begin, opener.end, cut, cut, False, opener.single, nested=bool(stack)))


def _before_cue(text: str, begin: int, end: int) -> int | None:
    """Where ", he said" or ", said the minister" begins in this stretch, the comma left inside."""
    match = lexicon().inserted_report.search(text, begin, end)
    return match.start() + 1 if match else None


def _mend_unopened(text: str, block: Block, pairs: list[_Pair], mark: _Mark) -> None:
    """A mark that closes what nobody opened: the quotation before it runs on, or its own sentence is one."""
    before = [pair for pair in pairs if not pair.nested]
    floor = max((pair.outer for pair in before), default=block.span.begin)
    report = None
    for match in lexicon().report_word.finditer(text, floor, mark.begin):
        report = match
    if before and report is None:
        last = before[-1]
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

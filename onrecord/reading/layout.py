"""Cuts a text into its paragraphs and says by their form what each of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.lines import (
    LONGEST_FORM,
    LONGEST_TAIL,
    QUOTES,
    Form,
    describes_picture,
    form,
    head,
    is_ended,
    is_unfinished,
    tail,
)
from onrecord.types import Block, Part, Span

_CAPTION_WORDS = 60  # agencies ask for captions of two sentences, some 50 words at most
_TITLE_WORDS = 30  # headlines and the line below them; teasers without a full stop run to about 25
_HEADING_WORDS = 16  # subheadings; a longer line that lacks its full stop is more often a paragraph
_BODY_WORDS = 6  # a line with a full stop and as many words ends the top of the page, where titles stand
_WRAP_WIDTHS = range(40, 121)  # line lengths to which mail programs, wires and editors wrap text (65-80 mostly)

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_NAMED_QUOTE = re.compile(r"^[^:\n]{2,80}:\s*[\"“„«»‹›‘'].*[\"”“»«‹›’']$")
_SPEAKER = re.compile(r"^([^\W\d_][\w.’' -]{0,40}):\s")
_LIST_MARK = re.compile(r"^(?:[-*•·–—▪►]|\d{1,2}[.)])\s")

_PARTS = {
    Form.PROSE: Part.BODY,
    Form.HEADING: Part.HEADLINE,
    Form.CAPTION: Part.CAPTION,
    Form.PHOTO: Part.CREDIT,
    Form.CREDIT: Part.CREDIT,
    Form.IMAGE_HINT: Part.HINT,
    Form.LINKS: Part.HINT,
    Form.HINT: Part.HINT,
}


@dataclass(slots=True)
class _Piece:
    span: Span
    form: Form
    text: str  # the first LONGEST_FORM characters
    ended: bool  # closes with a full stop or its like, closing quotes and brackets apart
    words: int
    signed: bool = False  # a picture credit sticks to its end


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text in their order, each with what its form shows it to be.

    Every character but white space lies in exactly one block. Lines that a mail program or a wire has
    wrapped are one block; a dateline, a sign-off or a hint that sticks to a paragraph is a block of its own.
    """
    pieces: list[_Piece] = []
    for paragraph in _paragraphs(text):
        pieces.extend(_pieces(text, paragraph))
    _mark_links(pieces)
    _mark_captions(pieces)
    _mark_headings(pieces)
    return tuple(Block(piece.span, _PARTS[piece.form]) for piece in pieces)


# ---------------------------------------------------------------- paragraphs


def _tight(text: str, begin: int, end: int) -> Span | None:
    """The stretch without the white space at its ends; None where nothing is left."""
    stretch = text[begin:end]
    left = len(stretch) - len(stretch.lstrip())
    return Span(begin + left, begin + len(stretch.rstrip())) if left < len(stretch) else None


def _paragraphs(text: str) -> list[Span]:
    """Lines without their surrounding space; wrapped lines are joined."""
    lines = [span for match in _LINE.finditer(text) if (span := _tight(text, *match.span()))]
    width = max((span.end - span.begin for span in lines), default=0)
    if width not in _WRAP_WIDTHS:
        return lines
    full = [
        _are_neighbours(text, line, following) and _is_full(text, line, following, width)
        for line, following in pairwise(lines)
    ]
    broken = [not is_ended(line.of(text)) for line, is_full in zip(lines, full, strict=False) if is_full]
    # Wrapped text breaks most of its lines in mid-sentence (some nine in ten in wires of 65-80 columns); paragraphs
    # that merely happen to be short end with a full stop. Three breaks are the least that show a habit.
    if len(broken) < 3 or sum(broken) * 2 < len(broken):
        return lines
    joined = [lines[0]]
    for line, following in pairwise(lines):
        if _are_neighbours(text, line, following) and _goes_on(text, line, following, width):
            joined[-1] = Span(joined[-1].begin, following.end)
        else:
            joined.append(following)
    return joined


def _are_neighbours(text: str, line: Span, following: Span) -> bool:
    """Whether no empty line stands between two lines."""
    between = text[line.end : following.begin].replace("\r\n", "\n")
    return sum(not _LINE.match(mark) for mark in between) == 1


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the next line's first word would no longer have fitted; 3 columns of play for ragged wrapping."""
    first = following.of(text).split(None, 1)[0]
    return line.end - line.begin + 1 + len(first) > width - 3 and not _LIST_MARK.match(following.of(text))


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line of a wrapped text goes on in the next: it is long, or the next begins in mid-sentence."""
    long = (line.end - line.begin) * 5 >= width * 3  # ragged wrapping left lines of 60 % of the width at the least
    return (long or text[following.begin].islower()) and not _LIST_MARK.match(following.of(text))


# ---------------------------------------------------------------- pieces of a paragraph


def _pieces(text: str, paragraph: Span) -> list[_Piece]:
    """A paragraph, and the dateline, hint, sign-offs and picture credit that stick to it."""
    span = paragraph
    leading: list[_Piece] = []
    trailing: list[_Piece] = []
    if sticking := head(span.of(text)[:LONGEST_FORM]):
        length, shape = sticking
        piece, rest = _tight(text, span.begin, span.begin + length), _tight(text, span.begin + length, span.end)
        if piece and rest:
            leading.append(_piece(text, piece, shape))
            span = rest
    while sticking := tail(text[max(span.begin, span.end - LONGEST_TAIL) : span.end]):
        length, shape = sticking
        piece, rest = _tight(text, span.end - length, span.end), _tight(text, span.begin, span.end - length)
        if piece is None or rest is None:
            break
        trailing.insert(0, _piece(text, piece, shape))
        span = rest
    main = _piece(text, span, form(span.of(text)[: LONGEST_FORM + 1]))
    main.signed = bool(trailing) and trailing[0].form is Form.PHOTO
    return [*leading, main, *trailing]


def _piece(text: str, span: Span, shape: Form) -> _Piece:
    # Words are counted in the first stretch only: every threshold lies far below it.
    start = text[span.begin : min(span.end, span.begin + LONGEST_FORM)]
    words = len(start.split()) if span.end - span.begin <= LONGEST_FORM else LONGEST_FORM
    return _Piece(span, shape, start, is_ended(text[max(span.begin, span.end - LONGEST_TAIL) : span.end]), words)


# ---------------------------------------------------------------- what the neighbours show


def _mark_links(pieces: Sequence[_Piece]) -> None:
    """Marks the titles of other reports: lines without a full stop that follow "Related articles" or its like."""
    listing = False
    for piece in pieces:
        if piece.form is Form.LINKS:
            listing = True
        elif piece.form is Form.PROSE:
            listing = listing and not piece.ended and piece.words <= _TITLE_WORDS
            if listing:
                piece.form = Form.LINKS


def _mark_captions(pieces: Sequence[_Piece]) -> None:
    """Marks the texts of pictures: after a hint to enlarge, before a picture credit, or in the manner of captions."""
    texts = (i for i, piece in enumerate(pieces) if piece.form in (Form.PROSE, Form.HEADING))
    title = next(texts, None)
    for i, piece in enumerate(pieces):
        if piece.form is not Form.PROSE or piece.words > _CAPTION_WORDS:
            continue
        hinted = i > 0 and pieces[i - 1].form is Form.IMAGE_HINT
        credited = i + 1 < len(pieces) and pieces[i + 1].form is Form.PHOTO
        if hinted or credited:
            open_ended = not piece.ended and (hinted or i != title)
            alike = open_ended or bool(_NAMED_QUOTE.match(piece.text)) or describes_picture(piece.text)
            # A credit that sticks to a line was put under a picture with it; a quotation in it speaks for the report.
            signed = piece.signed and not any(mark in piece.text for mark in '"“”„«»')
            if alike or signed or (hinted and credited):
                piece.form = Form.CAPTION
        elif not piece.ended and "(" in piece.text and describes_picture(piece.text):
            piece.form = Form.CAPTION


def _mark_headings(pieces: Sequence[_Piece]) -> None:
    """Marks the title, the lines below it, and the subheadings between paragraphs."""
    prose = [piece for piece in pieces if piece.form in (Form.PROSE, Form.HEADING)]
    repeated = Counter(piece.text for piece in prose)
    speakers = Counter(match[1] for piece in prose if (match := _SPEAKER.match(piece.text)))
    bodies = [i for i, piece in enumerate(prose) if _is_body(piece)]
    if not bodies:
        return
    open_ended = sum(not piece.ended for piece in prose[bodies[0] :])
    # Where most lines lack their full stop (lists, raw transcripts), its lack shows nothing; six lines are the
    # least that show it.
    unpunctuated = len(prose) - bodies[0] >= 6 and open_ended * 2 > len(prose) - bodies[0]
    for i, piece in enumerate(prose[: bodies[-1]]):
        if piece.form is not Form.PROSE or repeated[piece.text] > 1 or not _is_heading_line(piece, i == 0):
            continue
        following = prose[i + 1]
        if following.text.lstrip(QUOTES)[:1].islower():
            continue
        if i < bodies[0]:
            title = piece.words <= _TITLE_WORDS
        else:
            speaker = _SPEAKER.match(piece.text)
            title = (
                not unpunctuated
                and piece.words <= _HEADING_WORDS
                and (prose[i - 1].ended or prose[i - 1].form is Form.HEADING or prose[i - 1].text.endswith(":"))
                and (following.ended or following.words > _HEADING_WORDS)
                and not (speaker and speakers[speaker[1]] > 1)
            )
        if title:
            piece.form = Form.HEADING


def _is_body(piece: _Piece) -> bool:
    return piece.ended and piece.words >= _BODY_WORDS and not _is_short_title(piece)


def _is_short_title(piece: _Piece) -> bool:
    """Whether a line that ends in a question or exclamation mark is short enough to be a title."""
    return piece.text[-1] in "?!" and piece.words <= _HEADING_WORDS and piece.text[0] not in QUOTES


def _is_heading_line(piece: _Piece, first: bool) -> bool:
    """Whether a line has the form of a heading: it opens like a sentence and is not closed like one."""
    opening, closing = piece.text[0], piece.text[-1]
    if first and _is_short_title(piece):
        return True
    quoted = opening in QUOTES and closing in QUOTES and piece.words <= 8  # a quotation as heading is a few words
    if piece.ended or closing in ":;,-–—" or (closing in QUOTES and not (quoted or first)):
        return False
    if _LIST_MARK.match(piece.text) or opening.islower():
        return False
    return not is_unfinished(piece.text)

"""Speech without quotation marks in paragraphs that a dash opens ("— …, said the mayor")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.statements.marks import ends_before_report, printing
from onrecord.types import Block, Part, Span

# "— … —said the mayor—. …": the clause that a dash opens inside a speech, and the dash that closes it.
_INSERTION = re.compile(r"\s*[—–―]\s?(?=\w)")
_CLOSING_DASH = re.compile(r"\s?[—–―][.,;:]?\s*")
_STEPS = 6  # words of the inserted clause among which its verb must stand: "the mayor of Vigo warned"


def after_dash(text: str, blocks: Sequence[Block]) -> list[list[Span]]:
    """For every paragraph the places of speech that a dash opens in it without marks."""
    return [_after_dash(text, block.span) if block.part is Part.BODY else [] for block in blocks]


def _after_dash(text: str, span: Span) -> list[Span]:
    """The speech of a paragraph that begins with a dash and names its speaker."""
    begin, end = span.begin, _trimmed(text, span.end, span.begin)
    if (
        end - begin < 3
        or text[begin] not in printing().dashes
        or (text[begin] == "-" and not text[begin + 1].isspace())
    ):
        return []
    places: list[Span] = []
    at = begin
    while True:
        insertion = _inserted(text, at + 1, end)
        if insertion is None:
            break
        places.append(Span(at, insertion.begin))
        at = insertion.end
        if at >= end:
            return places
    if places:
        places.append(Span(at, end))
        return places
    cut = ends_before_report(text, begin, end)
    if cut is None and (clause := printing().spoken_after_dash.search(text, begin, end)):
        cut = clause.start() + 1
    return [Span(begin, cut)] if cut is not None else []


def _inserted(text: str, begin: int, end: int) -> Span | None:
    """The next clause between dashes that tells who speaks."""
    for match in _INSERTION.finditer(text, begin, end):
        words = re.findall(r"[\w'’-]+", text[match.end() : match.end() + 80])[:_STEPS]
        if any(word in printing().quoting for word in words):
            closing = _CLOSING_DASH.search(text, match.end(), end)
            return Span(match.start(), closing.end() if closing else end)
    return None


def _trimmed(text: str, end: int, floor: int) -> int:
    while end > floor and text[end - 1].isspace():
        end -= 1
    return end

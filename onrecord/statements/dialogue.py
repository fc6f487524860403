"""Speech without quotation marks: paragraphs that a dash opens, and the turns of a transcript ("MR BOTHA: …")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.statements.marks import ends_before_report, printing
from onrecord.types import Block, Part, Span

_LABEL = re.compile(
    r"\s*((?:[A-Z0-9À-ÞĀ-ŽА-Я]|(?:de|da|di|van|von|der|den|el|al|bin|of|the)\s)[^\n:“”\"«»„!?;]{0,60}):\s+(?=\S)"
)
_ENDED = re.compile(r"[.!?…][\"”»’')\]]*\s*$")
_PARTICLES = frozenset(("de", "da", "di", "van", "von", "der", "den", "el", "al", "bin", "of", "the", "for", "and"))
_QUOTES = frozenset("\"“”„«»‹›‘’'`″&")
# "— … —said the mayor—. …": the clause that a dash opens inside a speech, and the dash that closes it.
_INSERTION = re.compile(r"\s*[—–―]\s?(?=\w)")
_CLOSING_DASH = re.compile(r"\s?[—–―][.,;:]?\s*")
_STEPS = 6  # words of the inserted clause among which its verb must stand: "the mayor of Vigo warned"
# A conversation has two voices, one of which speaks again; of its turns most end like sentences. A list of
# facts ("Price: 30 euros") has as many labels but no sentences.
_FEWEST_TURNS = 3
_SENTENCES = 0.6


def unmarked(text: str, blocks: Sequence[Block]) -> list[list[Span]]:
    """For every paragraph the places of speech that stands in it without marks."""
    labelled = [_LABEL.match(text, block.span.begin, block.span.end) for block in blocks]
    turns = _turns(text, blocks, labelled)
    out: list[list[Span]] = []
    for block, match, turn in zip(blocks, labelled, turns, strict=True):
        if turn and match is not None:
            out.append([Span(match.end(), _trimmed(text, block.span.end, match.end()))])
        elif block.part is Part.BODY:
            out.append(_after_dash(text, block.span))
        else:
            out.append([])
    return out


def is_label(words: str) -> bool:
    """Whether words before a colon name a speaker rather than begin a sentence."""
    parts = words.replace(",", " ").split()
    return 0 < len(parts) <= printing().longest_label and all(
        part[0].isupper() or part[0].isdigit() or part in _PARTICLES for part in parts
    )


def _turns(text: str, blocks: Sequence[Block], labelled: Sequence[re.Match[str] | None]) -> list[bool]:
    spoken = [match is not None and is_label(match.group(1)) and text[match.end()] not in _QUOTES for match in labelled]
    names = Counter(match.group(1) for match, good in zip(labelled, spoken, strict=True) if match is not None and good)
    ended = sum(
        1
        for block, good in zip(blocks, spoken, strict=True)
        if good and _ENDED.search(text, block.span.begin, block.span.end)
    )
    total = sum(names.values())
    talk = len(names) > 1 and max(names.values()) > 1 and total >= _FEWEST_TURNS and ended >= _SENTENCES * total
    return spoken if talk else [False] * len(blocks)


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

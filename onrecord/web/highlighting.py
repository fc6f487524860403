"""An article's text with all that was found in it, as markup: every character where it was, overlaps and all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.types import Block, Span, Spans
from onrecord.web.templating import TURNS


class Layer(StrEnum):
    """What a highlighted place is; each can be switched on and off."""

    EVIDENCE = "evidence"
    REASON = "reason"
    CONDITION = "condition"
    CONTENT = "content"
    SOURCE = "source"
    CUE = "cue"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place of a claim: ``claim`` is the word by which page and text know it ("position-…", "statement-…")."""

    span: Span
    layer: Layer
    claim: str


# Characters that are laid out at once. Browsers take seconds for some 100,000 of them in one piece, minutes where the
# writing runs from right to left (measured with 400,000 in Chromium); a screen shows some 5,000.
_PIECE, _LONGEST_PIECE = 2_000, 8_000

# What a page cannot show or would change: controls, those that turn the reading direction, and the carriage return,
# which HTML takes for a newline. Each is an element that counts as one character and says which one it is.
_KEPT_APART = re.compile(f"\r\n?|{TURNS.pattern[:-1]}\x00-\x08\x0b-\x1f\x7f\ufeff]")


def marked_text(text: str, blocks: Sequence[Block], highlights: Iterable[Highlight]) -> Markup:
    """The text as spans: one for each stretch over which the same things hold, named in its classes and data.

    ``data-b`` is where a stretch begins, in code points; what it belongs to stands in ``data-claims``, in the order
    of the claims given. Some lines at a time stand in an element of their own, so that long texts can be laid out
    piece by piece; that adds no character and no line.
    """
    wanted = [item for item in highlights if item.span.begin < item.span.end <= len(text)]
    starts: dict[int, list[Highlight]] = {}
    ends: dict[int, list[Highlight]] = {}
    for item in wanted:
        starts.setdefault(item.span.begin, []).append(item)
        ends.setdefault(item.span.end, []).append(item)
    parts = [block for block in blocks if 0 <= block.span.begin < block.span.end <= len(text)]
    cuts = _cuts(text)
    frame = _Frame({block.span.begin: block for block in parts}, {block.span.end for block in parts}, set(cuts))
    edges = sorted({*cuts, len(text), *starts, *ends, *frame.opening, *frame.closing})
    holding: dict[Highlight, None] = {}
    out: list[str] = []
    for begin, end in pairwise(edges):
        for item in ends.get(begin, ()):
            holding.pop(item, None)
        for item in starts.get(begin, ()):
            holding[item] = None
        out.append(frame.at(begin))
        out.append(_stretch(text[begin:end], begin, holding))
    out.append(frame.end())
    return Markup("".join(out))  # every piece of text went through escape


class _Frame:
    """The elements around the stretches: pieces of some lines, and in them the parts of the article."""

    def __init__(self, opening: Mapping[int, Block], closing: Collection[int], cuts: Collection[int]) -> None:
        self.opening = opening
        self.closing = closing
        self._cuts = cuts
        self._part: Block | None = None
        self._in_piece = False

    def at(self, place: int) -> str:
        """What ends and begins at a place."""
        out = ""
        before = self._part
        if before is not None and (place in self.closing or place in self._cuts):
            out += "</span>"
        if place in self.closing:
            self._part = None
        if place in self._cuts:
            out += ("</div>" if self._in_piece else "") + '<div class="lines">'
            self._in_piece = True
        opened = self._part is None and place in self.opening
        if opened:
            self._part = self.opening[place]
        if self._part is not None and (opened or place in self._cuts):
            out += f'<span class="part part-{self._part.part.value}">'
        return out

    def end(self) -> str:
        """What is still open at the end of the text."""
        return ("</span>" if self._part is not None else "") + ("</div>" if self._in_piece else "")


def _cuts(text: str) -> list[int]:
    """Where pieces of a text begin: behind a line's end, within a line only where it is endless."""
    cuts = [0]
    while len(text) - cuts[-1] > _PIECE:
        begin = cuts[-1]
        place = text.find("\n", begin + _PIECE, begin + _LONGEST_PIECE) + 1
        if not place:
            last = min(begin + _LONGEST_PIECE, len(text))
            place = text.rfind(" ", begin + _PIECE, last) + 1 or last
        cuts.append(place)
    return cuts if cuts[-1] < len(text) else cuts[:-1] or [0]


def _stretch(text: str, begin: int, holding: Iterable[Highlight]) -> str:
    items = list(holding)
    written = _written(text)
    if not items:
        return f'<span data-b="{begin}">{written}</span>'
    layers = " ".join(f"in-{layer}" for layer in sorted({item.layer.value for item in items}))
    claims = escape(" ".join(dict.fromkeys(item.claim for item in items)))
    return f'<span class="hit {layers}" data-b="{begin}" data-claims="{claims}">{written}</span>'


def _written(text: str) -> str:
    out: list[str] = []
    at = 0
    for found in _KEPT_APART.finditer(text):
        out.append(str(escape(text[at : found.start()])))
        out.extend(_apart(found[0]))
        at = found.end()
    out.append(str(escape(text[at:])))
    return "".join(out)


def _apart(held: str) -> Iterable[str]:
    if held == "\r\n":  # the newline itself stays and breaks the line
        return ('<span data-points="1"></span>', "\n")
    if held == "\r":
        return ('<span class="line-end" data-points="1"></span>',)
    return (f'<span class="control" data-points="1" data-code="U+{ord(held):04X}"></span>',)


def spans_as(spans: Spans, layer: Layer, claim: str) -> Iterable[Highlight]:
    """Highlights of one kind for a claim."""
    return (Highlight(span, layer, claim) for span in spans)

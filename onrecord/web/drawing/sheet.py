"""What stands around a drawing: its title on top, below it what its signs mean and what it rests on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.web.drawing.svg import Picture, Shape, fitting, group, shape, words

MARGIN = 16.0
_TITLE, _LEGEND, _LINE = 30.0, 22.0, 15.0
# Width of a letter as a part of its size, of the widest font that a picture is drawn with (DejaVu Sans, measured in
# 2026 over 4,000 English names: 0.59 on average, 0.64 for the widest tenth); letters of East Asia are full squares.
_LETTER, _WIDE = 0.63, 1.05

# Eight colours that people who see red and green alike can tell apart (Okabe and Ito 2008), darkened where white
# letters stand on them; numbers in the nodes say the same without any colour.
CAMPS = 8


class Size(StrEnum):
    """What a picture is made for: a page of paper or a slide."""

    PAPER = "paper"
    SLIDE = "slide"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width and height that a drawing should take; it grows where it has more to show."""

    width: float
    height: float


# Proportions of A4 across and of a slide; letters of 12 units come to 9 points on the page and 18 on the slide.
SHEETS = {Size.PAPER: Sheet(1120.0, 792.0), Size.SLIDE: Sheet(960.0, 540.0)}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a legend: how it is drawn around a place, how wide, and what it means."""

    shapes: tuple[Shape, ...]
    word: str
    width: float = 18.0


def text_width(text: str, size: float) -> float:
    """How wide a text is at most in any of the fonts."""
    widths = (
        0.0 if unicodedata.combining(one) else _WIDE if unicodedata.east_asian_width(one) in "WF" else _LETTER
        for one in text
    )
    return sum(widths) * size


def lines_of(text: str, width: float, size: float, most: int = 99) -> list[str]:
    """A text in lines of a width; a word that is too long for any line is broken, the last line cut."""
    found: list[str] = []
    line = ""
    for word in text.split():
        while text_width(word, size) > width and len(word) > 1:
            cut = max(1, int(len(word) * width / text_width(word, size)))
            found.append(line if line else f"{line} {word[:cut]}".strip())
            line, word = ("", word[cut:]) if not line else ("", word)
        joined = f"{line} {word}".strip()
        if line and text_width(joined, size) > width:
            found.append(line)
            line = word
        else:
            line = joined
    if line:
        found.append(line)
    if len(found) > most:
        kept = found[most - 1]
        while kept and text_width(f"{kept}…", size) > width:
            kept = kept[:-1]
        found = [*found[: most - 1], kept.rstrip(" ,;:–—") + "…"]
    return found


def framed(
    title: str, drawn: Sequence[Shape], size: tuple[float, float], signs: Iterable[Sign] = (), caption: str = ""
) -> Picture:
    """A drawing of some size with its title above, its signs and its caption below it."""
    width = max(size[0], 420.0) + 2 * MARGIN
    inner = width - 2 * MARGIN
    shapes: list[Shape] = [words(fitting(title, inner, 18), MARGIN, MARGIN + 14, "ink", "large")]
    top = MARGIN + _TITLE
    left = MARGIN + (inner - size[0]) / 2
    shapes.append(_moved(drawn, left, top))
    y = top + size[1] + 20
    placed, y = _legend(list(signs), inner, y)
    shapes += placed
    for line in lines_of(caption, inner, 11):
        shapes.append(words(line, MARGIN, y, "soft", "small"))
        y += _LINE
    return Picture(width, y + MARGIN - 6, title, shapes)


def _legend(signs: list[Sign], inner: float, y: float) -> tuple[list[Shape], float]:
    """The signs in lines, and where the next thing can stand."""
    if not signs:
        return [], y
    shapes: list[Shape] = []
    x = 0.0
    for one in signs:
        word = lines_of(one.word, inner - one.width - 8, 11, 1)[0]
        wide = one.width + 8 + text_width(word, 11) + 16
        if x and x + wide > inner:
            x, y = 0.0, y + _LEGEND
        shapes.append(_moved(one.shapes, MARGIN + x + one.width / 2, y - 4))
        shapes.append(words(word, MARGIN + x + one.width + 6, y, "ink", "small"))
        x += wide
    return shapes, y + _LEGEND + 2


def _moved(shapes: Sequence[Shape], x: float, y: float) -> Shape:
    return group(*shapes, transform=f"translate({x:.2f} {y:.2f})")


def swatch(*paint: str) -> tuple[Shape, ...]:
    """A small square in a colour, for a legend."""
    return (shape("rect", *paint, x=-6, y=-6, width=12, height=12, rx=2),)


def stroke(*paint: str, width: float = 3.0) -> tuple[Shape, ...]:
    """A short line, for a legend."""
    return (shape("line", *paint, x1=-13, x2=13, y1=0, y2=0, stroke_width=width),)

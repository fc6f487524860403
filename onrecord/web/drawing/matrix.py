"""The map as a picture: actors down, options across, each answer with its colour, sign and word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.types import Stance
from onrecord.web.drawing.svg import Picture, Shape, fitting, group, shape, sign, words, wrapped
from onrecord.web.wording import STANCE_WORDS

_NAMES, _COLUMN, _ROW, _HEAD, _TITLE = 240.0, 132.0, 34.0, 76.0, 64.0
_FOOT = 30.0


@dataclass(frozen=True, slots=True)
class Head:
    """An option on top of its column."""

    id: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A stance in a cell and what is noted beside it."""

    stance: Stance
    note: str = ""
    derived: bool = False
    weak: bool = False
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An actor with its answers by option; ``depth`` is 1 for who is listed under a body."""

    name: str
    depth: int
    answers: Mapping[str, Sequence[Answer]]


def draw_matrix(title: str, about: str, heads: Sequence[Head], lines: Sequence[Line]) -> Picture:
    """The whole map; a line is as high as its fullest cell."""
    width = max(640.0, _NAMES + _COLUMN * len(heads) + 16)
    shapes: list[Shape] = [
        words(fitting(title, width - 16, 18), 12, 28, "ink", "large"),
        words(fitting(about, width - 16, 11), 12, 48, "soft", "small"),
    ]
    for place, head in enumerate(heads):
        shapes += _head(head, _NAMES + place * _COLUMN)
    y = _TITLE + _HEAD
    shapes.append(shape("line", "strong-rule", x1=12, x2=width - 12, y1=y, y2=y))
    for line in lines:
        height = _ROW * max([1, *(len(found) for found in line.answers.values())])
        shapes += _line(line, heads, y, height)
        y += height
        shapes.append(shape("line", "rule", x1=12, x2=width - 12, y1=y, y2=y))
    shapes += _foot(y + 22)
    return Picture(width, y + _FOOT + 10, title, shapes)


def _head(head: Head, x: float) -> Iterator[Shape]:
    lines = wrapped(head.label, _COLUMN - 12, 12, 4)
    top = _TITLE + _HEAD - 10 - 15 * (len(lines) - 1)
    if head.about:
        yield words(fitting(head.about, _COLUMN - 12, 11), x + 4, top - 15, "soft", "small")
    for number, line in enumerate(lines):
        yield words(line, x + 4, top + 15 * number, "ink", "strong", font_size=12)


def _line(line: Line, heads: Sequence[Head], y: float, height: float) -> Iterator[Shape]:
    indent = 12.0 + 16 * line.depth
    paint = ("ink",) if line.depth else ("ink", "strong")
    yield words(fitting(line.name, _NAMES - indent - 8, 13), indent, y + height / 2 + 4.5, *paint)
    for place, head in enumerate(heads):
        for number, answer in enumerate(line.answers.get(head.id, ())):
            yield _answer(answer, _NAMES + place * _COLUMN, y + number * _ROW)


def _answer(answer: Answer, x: float, y: float) -> Shape:
    stance = answer.stance.value
    left, top, width, height = x + 2, y + 4, _COLUMN - 8, _ROW - 8
    base = ("hollow", f"edge-{stance}") if answer.derived else (f"fill-{stance}", f"edge-{stance}")
    ink = f"text-{stance}" if answer.derived else f"on-{stance}"
    box = shape("rect", *base, x=left, y=top, width=width, height=height, rx=5)
    parts = [box, sign(answer.stance, left + 14, top + height / 2, 13, ink)]
    if answer.weak and not answer.derived:
        inner = shape("rect", "bars-weak", ink, x=left + 3, y=top + 3, width=width - 6, height=height - 6, rx=3)
        parts.append(inner)
    if answer.firm:
        parts.append(shape("rect", f"letters-{stance}", x=left + 3, y=top + 4, width=3, height=height - 8))
    letters = "letters-hollow-" if answer.derived else "letters-"
    parts.append(words(STANCE_WORDS[answer.stance], left + 25, top + height / 2 + 4.5, f"{letters}{stance}", "strong"))
    if answer.note:
        parts.append(
            words(answer.note, left + width - 6, top + height / 2 + 4, f"{letters}{stance}", "small", text_anchor="end")
        )
    return group(*parts)


def _foot(y: float) -> Iterator[Shape]:
    told = "Broken line: one weak passage. Upright bar: said often, undisputed. Hollow: follows from another option."
    yield words(told, 12, y, "soft", "small")

"""A heat map: actors down, options across, each cell in the colour of the mean stance, with its sign and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.types import Stance
from onrecord.web.drawing.sheet import Sign, framed, lines_of, text_width
from onrecord.web.drawing.svg import Picture, Shape, group, shape, sign, words
from onrecord.web.wording import STANCE_WORDS

# Names of two lines, slanted, need 30 across them: at 46 wide they touched.
_CELL, _ROW = 54.0, 22.0
_NAME, _OPTION = 280.0, 190.0
_LETTERS = 12.0
# A map of few options is not blown up to the width of a page.
_LEAST = 900.0
# Options stand slanted over their columns: sine and cosine of 40 degrees.
_TURN, _SINE, _COSINE = 40, 0.643, 0.766


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean stance from -1 to 1 over some positions; ``both`` where for and against were said."""

    mean: float
    count: int
    both: bool = False
    said: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """What is drawn: names of rows and columns in their order, and the cells, None where nothing was said."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Cell | None]]
    caption: str = ""


def nearest(mean: float) -> Stance:
    """The step of the five that a mean is nearest to."""
    return min(Stance, key=lambda stance: abs(stance.value_on_scale - mean))


def draw_heat(heat: HeatMap) -> Picture:
    """The heat map with every name in full or cut where it is very long."""
    names = [lines_of(name, _NAME, _LETTERS, 1)[0] if name.strip() else "" for name in heat.rows]
    tops = [lines_of(name, _OPTION, _LETTERS, 2) for name in heat.columns]
    left = max([80.0, *(text_width(name, _LETTERS) for name in names)]) + 12
    longest = max([40.0, *(text_width(line, _LETTERS) for lines in tops for line in lines)])
    top = longest * _SINE + 30
    width = left + _CELL * len(tops) + longest * _COSINE + 12
    height = top + _ROW * len(names) + 4
    shapes: list[Shape] = []
    for place, lines in enumerate(tops):
        shapes += _head(lines, left + _CELL * (place + 0.5), top)
    for place, name in enumerate(names):
        y = top + _ROW * place
        shapes.append(words(name, left - 8, y + _ROW / 2 + 4.2, "ink", "label", text_anchor="end"))
        shapes.append(shape("line", "rule", x1=left, x2=left + _CELL * len(tops), y1=y, y2=y))
        for column, cell in enumerate(heat.cells[place]):
            if cell is not None:
                shapes.append(_cell(cell, left + _CELL * column, y))
    return framed(heat.title, shapes, (max(width, _LEAST), height), _signs(), heat.caption)


def _head(lines: Sequence[str], x: float, top: float) -> Iterator[Shape]:
    for row, line in enumerate(lines):
        down = 14.0 * (row - (len(lines) - 1) / 2)
        # The next line of slanted letters stands below and to the right of the one before.
        at_x, at_y = x + 2 + down * _SINE, top - 7 + down * _COSINE - 3
        turned = f"rotate(-{_TURN} {at_x:.2f} {at_y:.2f})"
        yield words(line, round(at_x, 2), round(at_y, 2), "ink", "label", transform=turned)


def _cell(cell: Cell, x: float, y: float) -> Shape:
    stance = nearest(cell.mean)
    box = shape(
        "rect", f"fill-{stance.value}", f"edge-{stance.value}", x=x + 1, y=y + 1, width=_CELL - 2, height=_ROW - 2, rx=3
    )
    parts = [box, sign(stance, x + 13, y + _ROW / 2, 12, f"on-{stance.value}")]
    told = f"{cell.count}{'±' if cell.both else ''}" if cell.count > 1 else ""
    if told:
        letters = f"letters-{stance.value}"
        parts.append(words(told, x + _CELL - 6, y + _ROW / 2 + 4, letters, "small", text_anchor="end"))
    return group(*parts, said=cell.said or None, href=cell.href)


def _signs() -> Iterator[Sign]:
    for stance in Stance:
        paint = (f"fill-{stance.value}", f"edge-{stance.value}")
        box = shape("rect", *paint, x=-9, y=-9, width=18, height=18, rx=3)
        yield Sign((box, sign(stance, 0, 0, 12, f"on-{stance.value}")), STANCE_WORDS[stance], 22.0)
    yield Sign(
        (words("3±", 0, 4, "ink", "small", text_anchor="middle"),), "positions; ± for and against were said", 22.0
    )

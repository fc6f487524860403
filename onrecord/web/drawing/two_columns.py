"""A network of two modes in two columns: actors on the left, options on the right, ties between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.web.drawing.network import Knot, Web, camp_number, leading, mark, node_signs, tie_paint, tie_signs
from onrecord.web.drawing.sheet import SHEETS, Size, framed, lines_of, text_width
from onrecord.web.drawing.svg import Picture, Shape, group, shape, words

_LETTERS, _LINE = 12.0, 14.0
_ACTOR_NAME, _OPTION_NAME = 250.0, 260.0
# A node with one line of letters and air; options have up to three lines.
_ROW, _OPTION_LINES = 21.0, 3
_MARK = 7.0
_THIN, _THICK = 0.8, 6.0
# Passes over both columns; crossings no longer fall after some ten.
_PASSES = 24


def draw_columns(web: Web, size: Size = Size.PAPER) -> Picture:
    """The network in two columns, each ordered so that few ties cross."""
    split = len(web.knots) if web.split is None else web.split
    left, right = list(range(split)), list(range(split, len(web.knots)))
    left, right = _ordered(web, left, right)
    names = {
        number: lines_of(
            web.knots[number].name,
            _OPTION_NAME if number >= split else _ACTOR_NAME,
            _LETTERS,
            _OPTION_LINES if number >= split else 1,
        )
        for number in (*left, *right)
    }
    heights = {number: max(_ROW, len(lines) * _LINE + 7) for number, lines in names.items()}
    sheet = SHEETS[size]
    height = max([sheet.height * 0.6, *(sum(heights[one] for one in column) for column in (left, right))])
    place: dict[int, tuple[float, float]] = {}
    width_left = max([60.0, *(text_width(names[one][0], _LETTERS) for one in left if names[one])])
    width_right = max([60.0, *(text_width(line, _LETTERS) for one in right for line in names[one])])
    x_left = width_left + 16
    x_right = max(x_left + 240, sheet.width - width_right - 16)
    for column, x in ((left, x_left), (right, x_right)):
        free = (height - sum(heights[one] for one in column)) / max(1, len(column))
        y = 0.0
        for one in column:
            place[one] = (x, y + (heights[one] + free) / 2)
            y += heights[one] + free
    shapes = [*_ties(web, place)]
    for number in left:
        shapes.append(_node(number, web.knots[number], place[number], names[number], "end"))
    for number in right:
        shapes.append(_node(number, web.knots[number], place[number], names[number], "start"))
    signs = [*node_signs(web.knots, web.camps), *tie_signs(web)]
    return framed(web.title, shapes, (x_right + width_right + 16, height), signs, web.caption)


def _ordered(web: Web, left: list[int], right: list[int]) -> tuple[list[int], list[int]]:
    """Each node at the mean place of those it is tied to, in turns (Sugiyama et al. 1981); what it is against pushes.

    Begins with the coalitions one below the other.
    """
    left = sorted(left, key=lambda one: (web.knots[one].camp or 99, web.knots[one].name, web.knots[one].id))
    tied: dict[int, list[tuple[int, float]]] = {number: [] for number in (*left, *right)}
    for tie in web.ties:
        tied[tie.source].append((tie.target, tie.weight))
        tied[tie.target].append((tie.source, tie.weight))
    best, fewest = (left, right), _crossings(web, left, right)
    for _ in range(_PASSES):
        right = _by_neighbours(right, left, tied)
        left = _by_neighbours(left, right, tied)
        count = _crossings(web, left, right)
        if count < fewest:
            best, fewest = (left, right), count
    return best


def _by_neighbours(column: list[int], other: list[int], tied: dict[int, list[tuple[int, float]]]) -> list[int]:
    place = {one: number for number, one in enumerate(other)}

    def middle(one: int) -> float:
        weight = sum(abs(value) for _, value in tied[one])
        if not weight:
            return float(len(other))
        return sum(place[end] * abs(value) for end, value in tied[one]) / weight

    return sorted(column, key=middle)


def _crossings(web: Web, left: Sequence[int], right: Sequence[int]) -> int:
    """How many pairs of ties cross: those whose ends lie in the opposite order."""
    above = {one: number for number, one in enumerate(left)}
    beside = {one: number for number, one in enumerate(right)}
    ends = sorted((above[tie.source], beside[tie.target]) for tie in web.ties)
    # Counted by a tree of sums, for some hundred ties make a hundred thousand pairs.
    sums = [0] * (len(right) + 1)
    crossings = 0
    for seen, (_, end) in enumerate(ends):
        at, before = end + 1, 0
        while at:
            before += sums[at]
            at -= at & -at
        crossings += seen - before
        at = end + 1
        while at <= len(right):
            sums[at] += 1
            at += at & -at
    return crossings


def _ties(web: Web, place: dict[int, tuple[float, float]]) -> Iterator[Shape]:
    most = max((abs(tie.weight) for tie in web.ties), default=1.0) or 1.0
    for number, tie in sorted(enumerate(web.ties), key=lambda one: abs(one[1].weight)):
        (x1, y1), (x2, y2) = place[tie.source], place[tie.target]
        share = abs(tie.weight) / most
        bend = (x2 - x1) * 0.45
        yield shape(
            "path",
            "tie",
            tie_paint(web, tie),
            said=tie.said or None,
            d=f"M{x1:.2f} {y1:.2f}C{x1 + bend:.2f} {y1:.2f} {x2 - bend:.2f} {y2:.2f} {x2:.2f} {y2:.2f}",
            stroke_width=round(_THIN + (_THICK - _THIN) * share, 2),
            stroke_opacity=round(0.35 + 0.55 * share, 2),
            data_tie=number,
            data_ends=f"{tie.source} {tie.target}",
            **leading(tie.href),
        )


def _node(number: int, knot: Knot, middle: tuple[float, float], lines: Sequence[str], anchor: str) -> Shape:
    x, y = middle
    beside = x - 13 if anchor == "end" else x + 13
    top = y + 4.3 - _LINE * (len(lines) - 1) / 2
    inside = [mark(knot, x, y, _MARK)]
    if knot.camp is not None:
        inside.append(camp_number(knot, x, y))
    for row, line in enumerate(lines):
        inside.append(words(line, beside, top + row * _LINE, "ink", "label", text_anchor=anchor))
    return group(*inside, said=knot.said or knot.name, data_node=number, **leading(knot.href))

"""A network as a picture: nodes by kind and coalition, ties by weight, every name to be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from onrecord.web.drawing.layout import Places, force_layout
from onrecord.web.drawing.sheet import CAMPS, SHEETS, Sheet, Sign, Size, framed, lines_of, stroke, swatch, text_width
from onrecord.web.drawing.svg import Picture, Shape, group, shape, words

_LETTERS = 12.0
_LINE = 14.0
# Boxes are as wide as the widest font; what most fonts draw is narrower, and a ground as wide would hide ties.
_USUAL = 0.95
# A name of more than three lines of 18 letters would push others away; the whole name is said by pointing at it.
_NAME_WIDTH, _NAME_LINES = 136.0, 3
_LEAST, _MOST = 7.0, 17.0
_THIN, _THICK = 0.7, 7.0
# From so many ties on they are paler, or their names could not be read among them.
_MANY = 250

KINDS: Mapping[str, str] = {
    "person": "person",
    "organisation": "organisation",
    "party": "party",
    "state": "state",
    "group": "group",
    "option": "option",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class Knot:
    """A node: ``weight`` is how much it says or is spoken of, ``camp`` the number of its coalition from 1 on."""

    id: str
    name: str
    kind: str
    weight: float = 1.0
    camp: int | None = None
    href: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between the places of two knots in their list; below 0 it says that they are against each other.

    ``count`` is how many positions are behind it.
    """

    source: int
    target: int
    weight: float
    said: str = ""
    href: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Web:
    """A network to be drawn; ``split`` is the place of the first knot of the second mode where there are two.

    ``unseen`` ties are not drawn but pull like the others.
    """

    title: str
    knots: Sequence[Knot]
    ties: Sequence[Tie]
    caption: str = ""
    split: int | None = None
    signed: bool = False
    camps: Mapping[int, str] = field(default_factory=dict)
    words: tuple[str, str] = ("tie", "tie against")
    unseen: Sequence[Tie] = ()


def draw_network(web: Web, size: Size = Size.PAPER, *, seed: int = 0) -> Picture:
    """The network with close ties drawn close; the same seed gives the same picture."""
    sheet = SHEETS[size]
    names = [lines_of(knot.name, _NAME_WIDTH, _LETTERS, _NAME_LINES) for knot in web.knots]
    radii = _radii(web.knots)
    boxes = np.array([_box(lines, radius) for lines, radius in zip(names, radii, strict=True)]).reshape(-1, 2)
    place = force_layout(_pulls(web), boxes, sheet.width / sheet.height, seed=seed)
    place, extent = _on_sheet(place, boxes, sheet)
    middles = [(x, y - (height / 2 - radius)) for (x, y), (_, height), radius in zip(place, boxes, radii, strict=True)]
    shapes: list[Shape] = list(_ties(web, middles))
    for number, knot in enumerate(web.knots):
        shapes.append(_node(number, knot, middles[number], radii[number], names[number]))
    return framed(web.title, shapes, extent, [*node_signs(web.knots, web.camps), *tie_signs(web)], web.caption)


def _radii(knots: Sequence[Knot]) -> list[float]:
    """Areas in proportion to weight, but for the smallest, which must still be seen."""
    most = max((knot.weight for knot in knots), default=1.0) or 1.0
    return [max(_LEAST, _MOST * math.sqrt(max(0.0, knot.weight) / most)) for knot in knots]


def _box(lines: Sequence[str], radius: float) -> tuple[float, float]:
    widest = max((text_width(line, _LETTERS) for line in lines), default=0.0)
    return max(2 * radius, widest) + 4, 2 * radius + 4 + _LINE * len(lines)


def _pulls(web: Web) -> Places:
    pulls = np.zeros((len(web.knots), len(web.knots)))
    for tie in (*web.ties, *web.unseen):
        # Who is against another is not drawn to them; a breath of pull keeps the two in one picture.
        pull = tie.weight if tie.weight > 0 else abs(tie.weight) * 0.15
        pulls[tie.source, tie.target] = pulls[tie.target, tie.source] = pull
    return pulls


def _on_sheet(place: Places, boxes: Places, sheet: Sheet) -> tuple[Places, tuple[float, float]]:
    """The places from the upper left corner on, spread over the sheet where there is room, and the extent."""
    if not len(place):
        return place, (sheet.width, sheet.height / 4)
    for axis, room in enumerate((sheet.width, sheet.height)):
        low, high = (place - boxes / 2)[:, axis].min(), (place + boxes / 2)[:, axis].max()
        if high - low < room and len(place) > 1:
            # Spreading only ever parts boxes; the outermost boxes keep their width.
            spread = np.ptp(place[:, axis])
            place[:, axis] *= min(3.0, (room - (high - low - spread)) / max(spread, 1e-9)) if spread > 1e-6 else 1.0
    low, high = (place - boxes / 2).min(axis=0), (place + boxes / 2).max(axis=0)
    extent = np.maximum(high - low, (320.0, 60.0))
    return place - low + (extent - (high - low)) / 2, (float(extent[0]), float(extent[1]))


def _ties(web: Web, middles: Sequence[tuple[float, float]]) -> Iterator[Shape]:
    """The weakest first, so that the strong ones lie on top."""
    most = max((abs(tie.weight) for tie in web.ties), default=1.0) or 1.0
    fade = 1.0 if len(web.ties) <= _MANY else 0.6
    for number, tie in sorted(enumerate(web.ties), key=lambda one: abs(one[1].weight)):
        (x1, y1), (x2, y2) = middles[tie.source], middles[tie.target]
        share = abs(tie.weight) / most
        paint = tie_paint(web, tie)
        ends: dict[str, Any] = {"x1": round(x1, 2), "y1": round(y1, 2), "x2": round(x2, 2), "y2": round(y2, 2)}
        line = shape(
            "line",
            "tie",
            paint,
            said=tie.said or None,
            stroke_width=round(_THIN + (_THICK - _THIN) * share, 2),
            stroke_opacity=round(((0.12 if paint == "tie-plain" else 0.25) + 0.6 * share) * fade, 2),
            data_tie=number,
            data_ends=f"{tie.source} {tie.target}",
            **leading(tie.href),
            **ends,
        )
        yield line


def tie_paint(web: Web, tie: Tie) -> str:
    """What a tie looks like: for or against where ties have a sign, else by the coalition that it lies in."""
    if web.signed:
        return "tie-for" if tie.weight >= 0 else "tie-against"
    one, two = web.knots[tie.source].camp, web.knots[tie.target].camp
    return f"tie-{_colour(one)}" if one is not None and one == two else "tie-plain"


def _colour(camp: int) -> int:
    return (camp - 1) % CAMPS + 1


def _node(number: int, knot: Knot, middle: tuple[float, float], radius: float, lines: Sequence[str]) -> Shape:
    x, y = middle
    inside = [backing(line, x, y + radius + 12 + row * _LINE) for row, line in enumerate(lines)]
    inside.append(mark(knot, x, y, radius))
    if knot.camp is not None:
        inside.append(camp_number(knot, x, y))
    for row, line in enumerate(lines):
        inside.append(words(line, x, y + radius + 12 + row * _LINE, "ink", "label", text_anchor="middle"))
    return group(*inside, said=knot.said or knot.name, data_node=number, **leading(knot.href))


def leading(href: str | None) -> dict[str, str]:
    """Where a click leads, for the script of the page: hundreds of links would be a maze for the keyboard."""
    return {} if href is None else {"data_href": href}


def backing(line: str, x: float, y: float) -> Shape:
    """A light ground behind a line of letters around its middle, so that ties do not strike them through."""
    wide = text_width(line, _LETTERS) * _USUAL
    left = round(x - wide / 2, 2)
    return shape("rect", "backing", x=left, y=round(y - 10.5, 2), width=round(wide, 2), height=14, rx=3)


def camp_number(knot: Knot, x: float, y: float) -> Shape:
    """The number of a node's coalition, in its middle."""
    # A triangle has its room below the middle.
    low = 5.6 if knot.kind == "group" else 3.6
    paint = f"on-camp-{_colour(knot.camp or 1)}"
    return words(str(knot.camp), x, round(y + low, 2), paint, "number-in", text_anchor="middle")


def mark(knot: Knot, x: float, y: float, radius: float) -> Shape:
    """The mark of a node around its middle: its shape says the kind, its colour the coalition."""
    paint = ("node", f"camp-{_colour(knot.camp)}" if knot.camp is not None else "camp-none")
    if knot.kind == "person":
        return shape("circle", *paint, cx=round(x, 2), cy=round(y, 2), r=round(radius, 2))
    if knot.kind == "organisation":
        side = radius * 0.9
        return shape(
            "rect",
            *paint,
            x=round(x - side, 2),
            y=round(y - side, 2),
            width=round(2 * side, 2),
            height=round(2 * side, 2),
        )
    if knot.kind == "option":
        return shape(
            "rect",
            *paint,
            x=round(x - radius, 2),
            y=round(y - radius * 0.7, 2),
            width=round(2 * radius, 2),
            height=round(1.4 * radius, 2),
            rx=4,
        )
    corners = {"party": (4, 0.0), "state": (6, 0.0), "group": (3, -90.0)}.get(knot.kind, (8, 22.5))
    wide, low = (1.3, 0.2 * radius) if knot.kind == "group" else (1.08, 0.0)
    return shape("polygon", *paint, points=_polygon((x, y + low), radius * wide, *corners))


def _polygon(middle: tuple[float, float], radius: float, corners: int, turned: float) -> str:
    x, y = middle
    angles = (math.radians(turned + 360 * number / corners) for number in range(corners))
    return " ".join(f"{x + radius * math.cos(a):.2f},{y + radius * math.sin(a):.2f}" for a in angles)


def node_signs(knots: Iterable[Knot], camps: Mapping[int, str]) -> Iterator[Sign]:
    """The kinds and coalitions that there are, for the legend."""
    listed = list(knots)
    for kind, word in KINDS.items():
        if any(knot.kind == kind for knot in listed):
            yield Sign((mark(Knot("", "", kind), 0, 0, 7.0),), word)
    for camp in sorted({knot.camp for knot in listed if knot.camp is not None}):
        number = words(str(camp), 0, 3.6, f"on-camp-{_colour(camp)}", "number-in", text_anchor="middle")
        yield Sign((*swatch("node", f"camp-{_colour(camp)}"), number), camps.get(camp, f"coalition {camp}"))


def tie_signs(web: Web) -> Iterator[Sign]:
    """What lines mean, for the legend."""
    if not web.ties:
        return
    most = max(abs(tie.weight) for tie in web.ties)
    if web.signed:
        yield Sign(stroke("tie", "tie-for"), web.words[0], 28.0)
        yield Sign(stroke("tie", "tie-against"), web.words[1], 28.0)
        yield Sign(stroke("tie", "tie-plain", width=_THICK), f"thickest line: {most:.3g}", 28.0)
    else:
        yield Sign(stroke("tie", "tie-plain", width=_THICK), f"{web.words[0]}, thickest: {most:.3g}", 28.0)

"""Curves over time in panels below each other: with bands of uncertainty, and names at the ends of the curves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.web.drawing.sheet import CAMPS, SHEETS, Sign, Size, framed, lines_of
from onrecord.web.drawing.svg import Picture, Shape, group, shape, words
from onrecord.web.wording import day_words, month_words

_LEFT, _RIGHT = 96.0, 210.0
_PANEL, _HEAD, _FOOT = 150.0, 34.0, 24.0
_LINE = 13.0
# Points at the lowest value stand clear of the axis.
_INSET = 10.0
# Marks of time nearer to each other than this run into one another.
_TICK = 84.0
_BESIDE = 1.7
# Curves differ in their strokes too, for those who do not tell the colours apart.
_DASHES = ("", "7 3", "2 3", "9 3 2 3")


@dataclass(frozen=True, slots=True)
class Spot:
    """A value at a day, with the band around it where there is one."""

    day: date
    value: float
    low: float | None = None
    high: float | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of values; a gap longer than the usual step is not bridged by a full line."""

    name: str
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves on one scale with its marks and what they are called; ``named`` puts names at the ends of the curves."""

    title: str
    low: float
    high: float
    marks: Sequence[tuple[float, str]]
    curves: Sequence[Curve]
    about: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date
    right: float
    top: float
    panel: Panel

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return _LEFT + (day - self.first).days / days * (self.right - _LEFT)

    def y(self, value: float) -> float:
        share = (value - self.panel.low) / ((self.panel.high - self.panel.low) or 1.0)
        return self.top + _HEAD + (1 - min(1.0, max(0.0, share))) * (_PANEL - _INSET)


def draw_curves(title: str, panels: Sequence[Panel], caption: str = "", size: Size = Size.PAPER) -> Picture:
    """The panels on one axis of days."""
    days = [spot.day for panel in panels for curve in panel.curves for spot in curve.spots]
    first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 2))
    named = any(panel.named for panel in panels)
    width = SHEETS[size].width
    right = width - (_RIGHT if named else 24.0)
    shapes: list[Shape] = []
    tall = _HEAD + _PANEL + _FOOT
    for number, panel in enumerate(panels):
        shapes += _panel(panel, _Scale(first, last, right, number * tall, panel), bool(days))
    return framed(title, shapes, (width, tall * len(panels)), _signs(panels), caption)


def _panel(panel: Panel, scale: _Scale, dated: bool) -> Iterator[Shape]:
    heading = lines_of(f"{panel.title}  {panel.about}".strip(), scale.right + _RIGHT - 60, 13, 1)
    for line in heading:
        yield words(line, 0, scale.top + 18, "ink", "strong")
    for value, word in panel.marks:
        y = scale.y(value)
        yield shape("line", "rule", x1=_LEFT, x2=scale.right, y1=y, y2=y)
        yield words(word, _LEFT - 8, y + 4, "soft", "small", text_anchor="end")
    if dated:
        yield from _ticks(scale)
    for number, curve in enumerate(panel.curves):
        yield from _band(curve, scale, number)
    for number, curve in enumerate(panel.curves):
        yield from _curve(curve, scale, number)
    if panel.named:
        yield from _ends(panel, scale)


def _ticks(scale: _Scale) -> Iterator[Shape]:
    room = max(2, int((scale.right - _LEFT) / _TICK))
    days = (scale.last - scale.first).days
    bottom = scale.top + _HEAD + _PANEL
    for number in range(min(room, max(days, 1)) + 1 if days < room else room):
        at = round(days * number / max(1, (min(room, max(days, 1)) if days < room else room - 1)))
        day = date.fromordinal(scale.first.toordinal() + at)
        x = scale.x(day)
        yield shape("line", "strong-rule", x1=x, x2=x, y1=bottom, y2=bottom + 4)
        label = month_words(day) if days > room * 31 else day_words(day)
        anchor = "end" if x > scale.right - 20 else "start" if x < _LEFT + 20 else "middle"
        yield words(label, x, bottom + 16, "soft", "small", text_anchor=anchor)
        if days == 0:
            return


def _band(curve: Curve, scale: _Scale, number: int) -> Iterator[Shape]:
    spots = [spot for spot in curve.spots if spot.low is not None and spot.high is not None]
    if len(spots) < 2:
        return
    upper = [f"{scale.x(spot.day):.2f},{scale.y(spot.high or 0.0):.2f}" for spot in spots]
    lower = [f"{scale.x(spot.day):.2f},{scale.y(spot.low or 0.0):.2f}" for spot in reversed(spots)]
    yield shape("polygon", "stream", f"stream-{number % CAMPS + 1}", points=" ".join([*upper, *lower]))


def _curve(curve: Curve, scale: _Scale, number: int) -> Iterator[Shape]:
    paint = f"tie-{number % CAMPS + 1}"
    # Curves at the same value lie side by side, not upon each other.
    beside = (number - (len(scale.panel.curves) - 1) / 2) * _BESIDE
    dash = {"stroke_dasharray": _DASHES[number // CAMPS % 4 or number % 4]} if number % 4 else {}
    if len(curve.spots) > 1:
        points = " ".join(f"{scale.x(spot.day):.2f},{scale.y(spot.value) + beside:.2f}" for spot in curve.spots)
        yield shape("polyline", "tie", paint, points=points, stroke_width=2.2, stroke_linejoin="round", **dash)
    for spot in curve.spots:
        x, y = scale.x(spot.day), scale.y(spot.value) + beside
        said = f"{curve.name}, {spot.said}" if spot.said else curve.name
        yield group(
            shape("circle", "node", f"camp-{number % CAMPS + 1}", cx=round(x, 2), cy=round(y, 2), r=3.4), said=said
        )


def _ends(panel: Panel, scale: _Scale) -> Iterator[Shape]:
    """The names at the right, in the order of the last values, pushed apart where they would lie upon each other."""
    ends = sorted((scale.y(curve.spots[-1].value), number) for number, curve in enumerate(panel.curves) if curve.spots)
    places: list[float] = []
    for y, _ in ends:
        places.append(max(y, places[-1] + _LINE) if places else y)
    bottom = scale.top + _HEAD + _PANEL + 6
    over = max(0.0, places[-1] - bottom) if places else 0.0
    for at in range(len(places) - 1, -1, -1):
        limit = bottom if at == len(places) - 1 else places[at + 1] - _LINE
        places[at] = min(places[at], limit) if over else places[at]
    for place, (y, number) in zip(places, ends, strict=True):
        curve = panel.curves[number]
        x = scale.x(curve.spots[-1].day)
        yield shape("line", "rule", x1=x + 5, x2=scale.right + 12, y1=y, y2=place)
        name = (lines_of(curve.name, _RIGHT - 30, 11, 1) or [""])[0]
        yield shape("circle", "node", f"camp-{number % CAMPS + 1}", cx=scale.right + 18, cy=place, r=3.4)
        yield words(name, scale.right + 26, round(place + 4, 2), "ink", "small")


def _signs(panels: Sequence[Panel]) -> Iterator[Sign]:
    if any(spot.low is not None for panel in panels for curve in panel.curves for spot in curve.spots):
        box = shape("rect", "stream", "stream-1", x=-12, y=-6, width=24, height=12)
        yield Sign((box,), "where 95 of 100 redrawn samples lie", 28.0)

"""Stands over time: a band for each actor, with a step wherever the stand changes and points for positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from onrecord.types import Stance
from onrecord.web.drawing.svg import Picture, Shape, fitting, group, shape, sign, words, wrapped
from onrecord.web.wording import STANCE_WORDS, month_words

_WIDTH, _NAMES, _RIGHT = 1000.0, 220.0, 18.0
_UNDATED = 64.0
_BAND, _LEVEL, _TOP = 68.0, 11.0, 74.0
_POINT, _SMALL = 7.5, 4.0
# Marks of time nearer to each other than this run into one another.
_TICK = 74.0


@dataclass(frozen=True, slots=True)
class Point:
    """A position at a day, None where it has none; ``deciding`` where a stand rests on it, ``shift`` where it moves."""

    day: date | None
    stance: Stance
    said: str
    href: str | None = None
    deciding: bool = False
    derived: bool = False
    shift: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A stand from a day on, None where no day is known."""

    day: date | None
    stance: Stance


@dataclass(frozen=True, slots=True)
class Course:
    """One band: who, on what, the stand as it goes and what it rests on."""

    name: str
    about: str
    steps: Sequence[Step]
    points: Sequence[Point]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days to places from left to right; what has no day stands apart on the left."""

    first: date
    last: date
    left: float

    @property
    def right(self) -> float:
        return _WIDTH - _RIGHT

    def x(self, day: date) -> float:
        days = max(1, (self.last - self.first).days)
        return self.left + (day - self.first).days / days * (self.right - self.left)


def draw_courses(title: str, courses: Sequence[Course], span: tuple[date, date] | None = None) -> Picture:
    """The bands below each other on one axis of days, which spans all positions where nothing else is said."""
    days = [point.day for course in courses for point in course.points if point.day]
    days += [step.day for course in courses for step in course.steps if step.day]
    first, last = span or ((min(days), max(days)) if days else (date.today(), date.today()))
    apart = any(point.day is None for course in courses for point in course.points)
    margin = max(1, (last - first).days // 40)
    axis = _Axis(
        _day(first.toordinal() - margin), _day(last.toordinal() + margin), _NAMES + (_UNDATED if apart else 8.0)
    )
    height = _TOP + _BAND * max(1, len(courses)) + 8
    shapes = [*_legend(), *(_ticks(axis, height, apart) if days else ())]
    if apart:
        shapes.append(words("undated", _NAMES + _UNDATED / 2 - 4, _TOP - 12, "soft", "small", text_anchor="middle"))
    for place, course in enumerate(courses):
        shapes += _band(course, axis, _TOP + place * _BAND)
    return Picture(_WIDTH, height, title, shapes)


def _day(ordinal: int) -> date:
    """The day of a number, or the first or last that there is: texts know the year 9999."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _legend() -> Iterator[Shape]:
    x = 0.0
    for stance in Stance:
        yield from (badge(stance, x + 9, 14.0, 8.0), words(STANCE_WORDS[stance], x + 23, 18.5, "ink", "small"))
        x += 34 + len(STANCE_WORDS[stance]) * 7.2
    yield words("large: the stand rests on it", x + 8, 18.5, "soft", "small")
    yield shape("circle", "ring", cx=x + 196, cy=14, r=7)
    yield words("the stand changed", x + 208, 18.5, "soft", "small")


def badge(stance: Stance, x: float, y: float, size: float, *paint: str) -> Shape:
    """A stance as a disc with its sign, hollow where it is so painted."""
    if "hollow" in paint:
        disc = shape("circle", "hollow", f"edge-{stance.value}", cx=x, cy=y, r=size)
        return group(disc, sign(stance, x, y, size * 1.5, f"text-{stance.value}"))
    edges = [one for one in paint if one == "weak"]
    disc = shape("circle", f"fill-{stance.value}", f"edge-{stance.value}", *edges, cx=x, cy=y, r=size)
    return group(disc, sign(stance, x, y, size * 1.5, f"on-{stance.value}"))


def _ticks(axis: _Axis, height: float, apart: bool) -> Iterator[Shape]:
    for day, label in _marks_of_time(axis):
        x = axis.x(day)
        yield shape("line", "rule", x1=x, x2=x, y1=_TOP - 6, y2=height - 8)
        if not apart or x > axis.left + _TICK / 2:
            yield words(label, x, _TOP - 12, "soft", "small", text_anchor="middle")


def _marks_of_time(axis: _Axis) -> Iterator[tuple[date, str]]:
    """Beginnings of months or years, as close as they can be read; single days where there are few."""
    most = max(2, int((axis.right - axis.left) / _TICK))
    days = (axis.last - axis.first).days
    if days <= 3 * most:
        step = max(1, -(-days // most))
        for number in range(0, days + 1, step):
            day = axis.first + timedelta(days=number)
            yield day, f"{day.day} {month_words(day)[:3]}"
        return
    decades = -(-days // (3653 * most))
    months = next((m for m in (1, 2, 3, 6, 12, 24, 60, 120) if days / (30.4 * m) <= most), 120 * decades)
    year, month = axis.first.year, axis.first.month
    while True:
        index = year * 12 + month - 1
        index += -index % months if (axis.first.year, axis.first.month) == (year, month) else 0
        year, month = index // 12, index % 12 + 1
        if year > MAXYEAR or (day := date(year, month, 1)) > axis.last:
            return
        if day >= axis.first:
            yield day, str(year) if months >= 12 else f"{month_words(day)[:3]} {year}"
        year, month = (index + months) // 12, (index + months) % 12 + 1


def _band(course: Course, axis: _Axis, top: float) -> list[Shape]:
    middle = top + _BAND / 2
    shapes = [shape("line", "rule", x1=0, x2=_WIDTH, y1=top, y2=top)]
    lines = wrapped(course.name, _NAMES - 16, 13, 2)
    begin = middle - 3 - 8 * (len(lines) - 1) + (0 if course.about else 6)
    for number, line in enumerate(lines):
        shapes.append(words(line, 0, begin + 16 * number, "ink", "strong", href=course.href))
    if course.about:
        shapes.append(words(fitting(course.about, _NAMES - 16, 11), 0, begin + 16 * len(lines), "soft", "small"))
    shapes.append(shape("line", "rule", x1=axis.left, x2=axis.right, y1=middle, y2=middle))
    return [*shapes, *_track(course, axis, middle), *_points(course, axis, middle)]


def _y(stance: Stance, middle: float) -> float:
    return middle - stance.value_on_scale * 2 * _LEVEL


def _track(course: Course, axis: _Axis, middle: float) -> Iterator[Shape]:
    for place, step in enumerate(course.steps):
        after = course.steps[place + 1] if place + 1 < len(course.steps) else None
        begin = axis.x(step.day) if step.day else axis.left
        end = axis.x(after.day) if after and after.day else axis.right
        y = _y(step.stance, middle)
        yield shape("line", "track", f"edge-{step.stance.value}", x1=begin, x2=end, y1=y, y2=y)
        if after and after.day:
            yield shape("line", "riser", x1=end, x2=end, y1=y, y2=_y(after.stance, middle))


def _points(course: Course, axis: _Axis, middle: float) -> Iterator[Shape]:
    apart = 0
    for point, more in _seen(course.points, axis):
        y = _y(point.stance, middle)
        if point.day is None:
            x = _NAMES + 10 + (apart % 3) * 17
            apart += 1
        else:
            x = _x(point.day, axis)
        if point.deciding or point.day is None:
            drawn = badge(point.stance, x, y, _POINT, *(["hollow"] if point.derived else []))
        else:
            drawn = group(
                shape("circle", f"fill-{point.stance.value}", f"edge-{point.stance.value}", cx=x, cy=y, r=_SMALL)
            )
        ring = [shape("circle", "ring", cx=x, cy=y, r=_POINT + 4)] if point.shift else []
        said = f"{point.said} (and {more} more here)" if more else point.said
        yield group(drawn, *ring, said=said, href=point.href)


def _seen(points: Sequence[Point], axis: _Axis) -> Iterator[tuple[Point, int]]:
    """The points that can be told apart, deciding ones on top, each with how many lie under it at the same place.

    Thousands of positions of one actor would make a page of a megabyte on which nobody sees more.
    """
    plain: dict[tuple[Stance, int], list[Point]] = {}
    kept = []
    for point in points:
        if point.deciding or point.shift or point.day is None:
            kept.append(point)
        else:
            plain.setdefault((point.stance, round(_x(point.day, axis))), []).append(point)
    yield from ((some[0], len(some) - 1) for some in plain.values())
    yield from ((point, 0) for point in sorted(kept, key=lambda point: point.deciding))


def _x(day: date, axis: _Axis) -> float:
    return min(max(axis.x(day), axis.left), axis.right)

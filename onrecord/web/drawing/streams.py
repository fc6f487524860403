"""Coalitions over time as streams: who goes from which coalition to which between one window and the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.web.drawing.sheet import CAMPS, SHEETS, Sign, Size, framed, lines_of, swatch
from onrecord.web.drawing.svg import Picture, Shape, group, shape, words

_BLOCK, _BETWEEN, _GAP = 20.0, 64.0, 12.0
_TOP = 26.0
# One actor is as high as this, at most; with hundreds of actors less, so that the picture fits the sheet.
_ACTOR = 13.0
_NAMES = 170.0
# Names beside a block at the end: as many as have room.
_LINE = 13.0
# A legend of more coalitions than there are colours only repeats their numbers.
_IN_LEGEND = 9


@dataclass(frozen=True, slots=True)
class Block:
    """A coalition in a window; number 0 are those who agree with nobody."""

    number: int
    members: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A window with its coalitions."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    top: float
    height: float


def draw_streams(title: str, stages: Sequence[Stage], caption: str = "", size: Size = Size.PAPER) -> Picture:
    """The windows from left to right, streams as wide as the actors who go along them."""
    sheet = SHEETS[size]
    most = max((sum(len(block.members) for block in stage.blocks) for stage in stages), default=1) or 1
    blocks = max((len(stage.blocks) for stage in stages), default=1)
    unit = min(_ACTOR, (sheet.height * 0.75 - _GAP * blocks) / most)
    unit = max(1.0, unit)
    room = sheet.width - 2 * _NAMES
    step = max(_BLOCK + _BETWEEN, (room - _BLOCK) / max(1, len(stages) - 1)) if len(stages) > 1 else 0.0
    height = _TOP + unit * most + _GAP * blocks
    placed = [_placed(stage, unit, height) for stage in stages]
    shapes: list[Shape] = []
    for number in range(len(stages) - 1):
        x = _NAMES + number * step
        shapes += _flows(placed[number], placed[number + 1], (x + _BLOCK, x + step), unit)
    for number, (stage, column) in enumerate(zip(stages, placed, strict=True)):
        x = _NAMES + number * step
        shapes += _stage(stage, column, x, step)
    if stages:
        shapes += _names(placed[0], _NAMES - 8, "end")
        if len(stages) > 1:
            shapes += _names(placed[-1], _NAMES + (len(stages) - 1) * step + _BLOCK + 8, "start")
    width = 2 * _NAMES + max(0, len(stages) - 1) * step + _BLOCK
    return framed(title, shapes, (width, height), _signs(stages), caption)


def paint_of(number: int) -> str:
    """The colour of a coalition."""
    return "camp-none" if number == 0 else f"camp-{(number - 1) % CAMPS + 1}"


def _placed(stage: Stage, unit: float, height: float) -> list[_Placed]:
    y = _TOP
    found = []
    for block in sorted(stage.blocks, key=lambda block: (block.number == 0, block.number)):
        tall = unit * len(block.members)
        found.append(_Placed(block, y, tall))
        y += tall + _GAP
    return found


def _flows(before: list[_Placed], after: list[_Placed], ends: tuple[float, float], unit: float) -> Iterator[Shape]:
    x1, x2 = ends
    bend = (x2 - x1) / 2
    arrived = {id(one): one.top for one in after}
    for one in before:
        y = one.top
        for two in after:
            shared = set(one.block.members) & set(two.block.members)
            if not shared:
                continue
            tall, y2 = unit * len(shared), arrived[id(two)]
            low, low2 = y + tall, y2 + tall
            d = (
                f"M{x1:.2f} {y:.2f}C{x1 + bend:.2f} {y:.2f} {x2 - bend:.2f} {y2:.2f} {x2:.2f} {y2:.2f}"
                f"L{x2:.2f} {low2:.2f}C{x2 - bend:.2f} {low2:.2f} {x1 + bend:.2f} {low:.2f} {x1:.2f} {low:.2f}Z"
            )
            known = dict(zip(one.block.members, one.block.names, strict=True))
            who = ", ".join(sorted(known[name] for name in shared))
            said = f"{_called(one.block)} to {_called(two.block)}: {who}"
            paint = "stream-none" if one.block.number == 0 else f"stream-{(one.block.number - 1) % CAMPS + 1}"
            yield group(shape("path", "stream", paint, d=d), said=said)
            y += tall
            arrived[id(two)] += tall


def _called(block: Block) -> str:
    return f"coalition {block.number}" if block.number else "alone"


def _stage(stage: Stage, column: list[_Placed], x: float, step: float) -> Iterator[Shape]:
    room = max(step, 90.0) - 6
    label = lines_of(stage.label, room, 11, 1)[0] if stage.label else ""
    yield words(label, x + _BLOCK / 2, 12, "soft", "small", text_anchor="middle")
    for one in column:
        said = f"{stage.label}, {_called(one.block)}: {', '.join(one.block.names)}"
        parts = [
            shape("rect", "node", paint_of(one.block.number), x=x, y=one.top, width=_BLOCK, height=one.height, rx=2)
        ]
        if one.block.number and one.height >= 11:
            paint = f"on-camp-{(one.block.number - 1) % CAMPS + 1}"
            middle = one.top + one.height / 2 + 3.6
            parts.append(words(str(one.block.number), x + _BLOCK / 2, middle, paint, "number-in", text_anchor="middle"))
        yield group(*parts, said=said)


def _names(column: list[_Placed], x: float, anchor: str) -> Iterator[Shape]:
    """The names of a block in the middle of its height, as many as have room, the rest counted."""
    for one in column:
        lines = max(1, int(one.height // _LINE))
        names = list(one.block.names)
        if len(names) > lines:
            kept = max(0, lines - 1)
            more = f"and {len(names) - kept} more" if kept else f"{len(names)} actors" if len(names) > 1 else names[0]
            names = [*names[:kept], more]
        begin = one.top + one.height / 2 - _LINE * (len(names) - 1) / 2 + 4
        for row, name in enumerate(names):
            line = (lines_of(name, _NAMES - 14, 11, 1) or [""])[0]
            yield words(line, x, round(begin + row * _LINE, 2), "ink", "small", text_anchor=anchor)


def _signs(stages: Sequence[Stage]) -> Iterator[Sign]:
    numbers = sorted({block.number for stage in stages for block in stage.blocks})
    several = len(numbers) > _IN_LEGEND
    if several:
        yield Sign(swatch("node", "camp-1"), "a coalition by its number; colours come again")
    for number in numbers:
        if number and not several:
            inside = words(
                str(number), 0, 3.6, f"on-camp-{(number - 1) % CAMPS + 1}", "number-in", text_anchor="middle"
            )
            yield Sign((*swatch("node", paint_of(number)), inside), f"coalition {number}")
    if 0 in numbers:
        yield Sign(swatch("node", "camp-none"), "agrees with nobody")

"""How many positions there are over time, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.web.drawing.svg import Picture, Shape, shape
from onrecord.web.wording import counted, day_words

_WIDTH, _HEIGHT = 600.0, 56.0
# A bar of a single position must still be seen beside one of thousands.
_LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """The positions from one day to another; ``inside`` where these lie in the period that is looked at."""

    first: date
    last: date
    count: int
    inside: bool = True


def draw_histogram(bars: Sequence[Bar]) -> Picture:
    """The bars side by side, those outside the period pale."""
    most = max((bar.count for bar in bars), default=0)
    width = _WIDTH / max(1, len(bars))
    shapes: list[Shape] = []
    for place, bar in enumerate(bars):
        if not bar.count:
            continue
        height = max(_LEAST, bar.count / most * (_HEIGHT - 2))
        told = f"{day_words(bar.first)} to {day_words(bar.last)}: {counted(bar.count, 'position')}"
        gap = min(1.0, width / 8)
        shapes.append(
            shape(
                "rect",
                "bar" if bar.inside else "bar-out",
                said=told,
                x=place * width + gap,
                y=_HEIGHT - height,
                width=width - 2 * gap,
                height=height,
            )
        )
    total = sum(bar.count for bar in bars)
    span = f", {day_words(bars[0].first)} to {day_words(bars[-1].last)}" if bars else ""
    return Picture(_WIDTH, _HEIGHT, f"{counted(total, 'dated position')} over time{span}", shapes, stretches=True)

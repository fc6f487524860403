"""An order of rows in which camps show: who answers alike stands together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Answers = Mapping[str, float]
"""The answers of one row, from -1 to 1, by option id; options without an answer are absent."""

# The main axis of a few dozen options settles within some ten steps; the rest is for near ties.
_STEPS = 60


def camp_scores(rows: Sequence[Answers]) -> list[float]:
    """Where each row stands on the axis along which the rows differ most, from -1 to 1.

    The axis is the first singular vector of the rows; a row is placed by the options that it answers only, so that
    one clear answer weighs as much as five. Its sign makes a yes on the most answered option positive.
    """
    options = sorted({option for row in rows for option in row})
    if not options:
        return [0.0 for _ in rows]
    axis = _main_axis(rows, options)
    return [_place(row, axis) for row in rows]


def _main_axis(rows: Sequence[Answers], options: Sequence[str]) -> dict[str, float]:
    answered = {option: sum(1 for row in rows if option in row) for option in options}
    first = max(options, key=lambda option: answered[option])
    # Unequal starting weights, so that two camps of equal size cannot cancel each other out.
    axis = {option: 1.0 / (rank + 2) for rank, option in enumerate(options)} | {first: 1.0}
    for _ in range(_STEPS):
        along = [sum(axis[option] * value for option, value in row.items()) for row in rows]
        moved = {
            option: sum(place * row.get(option, 0.0) for place, row in zip(along, rows, strict=True))
            for option in options
        }
        length = sum(value * value for value in moved.values()) ** 0.5
        if length == 0.0:
            break
        axis = {option: value / length for option, value in moved.items()}
    sign = -1.0 if axis[first] < 0 else 1.0
    return {option: sign * value for option, value in axis.items()}


def _place(row: Answers, axis: Mapping[str, float]) -> float:
    weight = sum(abs(axis[option]) for option in row)
    return sum(axis[option] * value for option, value in row.items()) / weight if weight else 0.0

"""An order in which camps show: ``web.camps`` over columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]

# The main axis of a few dozen options settles within some ten steps; the rest is for near ties.
_STEPS = 60


def camp_places(value: Grid, weight: Grid) -> npt.NDArray[np.float64]:
    """Where each row stands on the axis along which the rows differ most, from -1 to 1; 0 where it answers nothing."""
    answered = weight > 0
    rows = np.where(answered, value, 0.0)
    options = np.flatnonzero(answered.any(axis=0))
    if not len(options):
        return np.zeros(len(rows))
    filled = answered.any(axis=1)
    part, there = rows[np.ix_(filled, options)], answered[np.ix_(filled, options)]
    first = int(np.argmax(there.sum(axis=0)))
    # Unequal starting weights, so that two camps of equal size cannot cancel each other out.
    axis = 1.0 / (np.arange(len(options)) + 2.0)
    axis[first] = 1.0
    for _ in range(_STEPS):
        moved = part.T @ (part @ axis)
        length = float(np.linalg.norm(moved))
        if length == 0.0:
            break
        axis = moved / length
    if axis[first] < 0:
        axis = -axis
    reach = there @ np.abs(axis)
    found = np.zeros(len(rows))
    found[filled] = (part @ axis) / np.where(reach > 0, reach, 1.0)
    return found

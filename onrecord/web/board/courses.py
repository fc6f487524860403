"""Which position decides as the days go by: ``networks.course`` over columns."""

from __future__ import annotations

import numpy as np

from onrecord.web.board.rows import Numbers, Rows


def stand_keys(rows: Rows, places: Numbers) -> Numbers:
    """A number for actor, option and scope of each of these rows."""
    return ((rows.actor[places] << 32) + rows.option[places]) * 2 + rows.own[places]


def courses(rows: Rows, places: Numbers) -> tuple[Numbers, Numbers]:
    """The rows that decide in turn, by actor, option and scope and then by day, and the number of each one's stand.

    Of the rows up to a day the first in the order of precedence decides, so that it is a running minimum of places.
    """
    key = stand_keys(rows, places)
    order = np.lexsort((rows.last[places], key))
    places, key = places[order], key[order]
    if not len(places):
        return places, places
    group = np.cumsum(np.diff(key, prepend=key[0]) != 0)
    # Each stand begins lower than the one before it ended, so that no minimum reaches over.
    floor = (group[-1] - group) * len(rows)
    deciding = np.minimum.accumulate(floor + places) - floor
    day = rows.last[places]
    last_of_day = np.append((group[1:] != group[:-1]) | (day[1:] != day[:-1]), True)
    deciding, group = deciding[last_of_day], group[last_of_day]
    told = np.append(True, (group[1:] != group[:-1]) | (deciding[1:] != deciding[:-1]))
    return deciding[told], group[told]

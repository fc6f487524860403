"""The list of events: every counted position with its day, for models of who speaks when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from onrecord.networks.asking import AS_IT_IS, NOTHING, Known, NetworkOptions
from onrecord.networks.building import selected
from onrecord.networks.columns import SCOPES, UNDATED, VOICES, Columns
from onrecord.networks.qualifying import scale


class Event(NamedTuple):
    """One position as an event; ``level`` is its stance as the qualifier reads it, an undated one has no days."""

    id: str
    first: date | None
    last: date | None
    actor: str
    actor_name: str
    option: str
    option_label: str
    stance: float
    level: str
    scope: str
    voice: str
    article: str
    outlet: str | None
    score: float


def events(columns: Columns, asked: NetworkOptions = AS_IT_IS, known: Known = NOTHING) -> Iterator[Event]:
    """The positions that a network of these options counts, in the order of their days, the undated ones last.

    The mode says nothing here; windows are not looked at.
    """
    found = selected(columns, asked, known)
    rows, levels = found.columns, scale(asked.qualifier).names
    day = rows.day
    for row in np.lexsort((rows.ids.astype(np.str_), day, day == UNDATED)).tolist():
        actor, option = rows.actors[rows.actor[row]], rows.options[rows.option[row]]
        outlet = int(rows.outlet[row])
        yield Event(
            id=rows.ids[row],
            first=_day(int(rows.first[row])),
            last=_day(int(rows.last[row])),
            actor=actor,
            actor_name=known.actors[actor].name if actor in known.actors else actor,
            option=option,
            option_label=known.options.get(option, option),
            stance=float(rows.stance[row]),
            level=levels[found.level[row]],
            scope=str(SCOPES[rows.scope[row]]),
            voice=str(VOICES[rows.voice[row]]),
            article=rows.articles[rows.article[row]],
            outlet=rows.outlets[outlet] if outlet >= 0 else None,
            score=round(float(rows.score[row]), 6),
        )


def _day(ordinal: int) -> date | None:
    return None if ordinal == UNDATED else date.fromordinal(ordinal)

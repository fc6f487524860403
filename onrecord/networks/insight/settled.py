"""The positions that a question counts, made ready to be drawn from, and the question that counts each as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.networks.asking import Choice, Count, Duplicates, Known, Mode, NetworkOptions, Unit, Weight
from onrecord.networks.building import selected
from onrecord.networks.columns import UNDATED, Columns
from onrecord.networks.lift import Level


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Positions that are chosen, lifted and without duplicates; ``asked`` counts each as often as it is there."""

    columns: Columns
    asked: NetworkOptions
    known: Known

    def drawn(self, rows: NDArray[np.intp]) -> Columns:
        """These rows, in their order; one may be there several times."""
        return self.columns.where(np.sort(rows))


def settled(columns: Columns, asked: NetworkOptions, known: Known) -> Settled:
    """What the question counts. Its windows keep the range that they have over all of these positions."""
    found = selected(columns, asked, known).columns
    choice = Choice(former=True, derived=True, suggested=True)
    if asked.windows is not None:
        since, until = _range(found, asked.choice)
        choice = replace(choice, since=since, until=until)
    plain = replace(asked, count=Count.STATEMENTS, duplicates=Duplicates.INCLUDE, level=Level.CODED, choice=choice)
    return Settled(found, plain, known)


def of_actors(asked: NetworkOptions, weight: Weight) -> NetworkOptions:
    """The same question for a network of actors by that weight."""
    return replace(asked, mode=Mode.ACTORS, weight=weight)


def check_fixed(asked: NetworkOptions) -> None:
    """Raise OnrecordError for windows that would lie elsewhere for every draw."""
    if asked.windows is not None and asked.windows.unit is Unit.EVENTS:
        raise OnrecordError(
            "Windows of events have no bands: each draw has other days for them. Count in days, weeks, months, "
            "quarters or years."
        )


def _range(columns: Columns, choice: Choice) -> tuple[date | None, date | None]:
    day = columns.day[columns.day != UNDATED]
    if len(day) == 0:
        return choice.since, choice.until
    first, last = date.fromordinal(int(day.min())), date.fromordinal(int(day.max()))
    return choice.since or first, choice.until or last

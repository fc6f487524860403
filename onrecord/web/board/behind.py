"""Which positions stand behind a number of the map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onrecord.types import Stance
from onrecord.web.board.asked import Asked
from onrecord.web.board.chart import in_period, of_claims
from onrecord.web.board.rows import STEPS, Flags
from onrecord.web.board.shared import Board


def origins_of(
    board: Board,
    asked: Asked,
    actor: str,
    option: str | None,
    stance: Stance | None = None,
    *,
    derived: bool | None = None,
) -> tuple[str, ...]:
    """The ids of the coded positions behind a cell, the deciding ones first; with a stance, those that say it now.

    What counts for an actor at a level, and what follows from a part, leads to the position that was coded.
    """
    rows = board.at(asked.by)
    kept = _of(board, asked, actor, option)
    if stance is not None:
        kept &= (rows.stance == STEPS.index(stance)) & ~rows.former
    if derived is not None:
        kept &= rows.derived == derived
    return tuple(dict.fromkeys(rows.origin[np.flatnonzero(kept)].tolist()))


def _of(board: Board, asked: Asked, actor: str, option: str | None) -> Flags:
    rows = board.at(asked.by)
    place = board.lists.actors.place.get(actor, -1)
    kept: Flags = (rows.actor == place) & in_period(rows, asked) & of_claims(rows, replace(asked, issue=None))
    if option is not None:
        kept &= rows.option == board.lists.options.place.get(option, -1)
    return kept

"""How much stands on each option, and the passages that show it best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from onrecord.web.board.rows import STATES, Flags
from onrecord.web.board.shared import Board

# Passages shown under an option: enough to see whether it finds what is meant.
_BEST = 3


@dataclass(frozen=True, slots=True)
class OptionCounts:
    """How many positions there are on an option, how many of them people have judged, who holds them, and how many
    are only suggested.
    """

    positions: int = 0
    reviewed: int = 0
    actors: int = 0
    suggested: int = 0


def option_counts(board: Board, suggested: Mapping[str, int]) -> dict[str, OptionCounts]:
    """The counts of every option of the codebook; what follows from other positions is left out."""

    def work_out() -> dict[str, OptionCounts]:
        rows, size = board.rows.take(_coded(board)), len(board.lists.options)
        positions = np.bincount(rows.option, minlength=size)
        reviewed = np.bincount(rows.option[rows.state > 0], minlength=size)
        pairs = np.unique(rows.option * (len(board.lists.actors) + 1) + rows.actor)
        actors = np.bincount(pairs // (len(board.lists.actors) + 1), minlength=size)
        return {
            name: OptionCounts(int(positions[place]), int(reviewed[place]), int(actors[place]), suggested.get(name, 0))
            for name, place in board.lists.options.place.items()
        }

    return board.answers.get("counts by option", work_out)


def best_of(board: Board, option: str) -> list[str]:
    """The ids of the positions that show an option best: accepted by people first, then the surest, one an actor."""
    place = board.lists.options.place.get(option)
    if place is None:
        return []
    rows = board.rows.take(_coded(board) & (board.rows.option == place) & ~board.rows.former)
    accepted = np.isin(rows.state, [STATES.index(state) for state in ("accepted", "changed", "added")])
    found: dict[int, str] = {}
    for number in np.lexsort((rows.order, -rows.score, rows.voice, ~accepted)).tolist():
        found.setdefault(int(rows.actor[number]), str(rows.id[number]))
        if len(found) == _BEST:
            break
    return list(found.values())


def _coded(board: Board) -> Flags:
    """The positions that were coded, also derived ones that a person has judged, but none that only follows."""
    return np.asarray(board.rows.origin == board.rows.id, dtype=np.bool_)

"""The most outspoken actors alone: what takes too long on all of them is asked of these."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onrecord.networks.asking import NOTHING, Among, Known, NetworkOptions
from onrecord.networks.building import selected
from onrecord.networks.columns import Columns


def outspoken(
    columns: Columns, asked: NetworkOptions, known: Known = NOTHING, *, most: int
) -> tuple[NetworkOptions, int]:
    """The same question about the ``most`` actors with most positions that it counts, and how many are left out."""
    found = selected(columns, asked, known).columns
    counts = np.bincount(found.actor, minlength=len(found.actors))
    there = int((counts > 0).sum())
    if there <= most:
        return asked, 0
    kept = np.argsort(-counts, kind="stable")[:most].tolist()
    names = frozenset(found.actors[one] for one in kept)
    return replace(asked, choice=replace(asked.choice, actors=Among(names))), there - most

"""Positions to stands, shifts, splits and maps: pure functions over values.

Nothing here reads text or keeps state; the same positions always give the same network.
"""

from onrecord.networks.backing import Backing, Strength, backing
from onrecord.networks.bodies import bodies, home
from onrecord.networks.derive import derive
from onrecord.networks.lift import Level, counts_for, lift
from onrecord.networks.shifts import shifts
from onrecord.networks.splits import splits
from onrecord.networks.stands import stands

__all__ = [
    "Backing",
    "Level",
    "Strength",
    "backing",
    "bodies",
    "counts_for",
    "derive",
    "home",
    "lift",
    "shifts",
    "splits",
    "stands",
]

"""Positions to stands, shifts, splits, maps and networks: pure functions over values.

Nothing here reads text or keeps state; the same positions always give the same network.
"""

from onrecord.networks.asking import (
    Among,
    Choice,
    Count,
    Duplicates,
    Kernel,
    Known,
    Mode,
    NetworkOptions,
    Normalise,
    Qualifier,
    Unit,
    Weight,
    Windows,
    check,
)
from onrecord.networks.backing import Backing, Strength, backing
from onrecord.networks.bodies import bodies, home
from onrecord.networks.building import network, networks
from onrecord.networks.columns import Columns
from onrecord.networks.derive import derive
from onrecord.networks.events import Event, events
from onrecord.networks.lift import Level, counts_for, lift
from onrecord.networks.network import Edge, Network, Node
from onrecord.networks.shifts import shifts
from onrecord.networks.splits import splits
from onrecord.networks.stands import stands

__all__ = [
    "Among",
    "Backing",
    "Choice",
    "Columns",
    "Count",
    "Duplicates",
    "Edge",
    "Event",
    "Kernel",
    "Known",
    "Level",
    "Mode",
    "Network",
    "NetworkOptions",
    "Node",
    "Normalise",
    "Qualifier",
    "Strength",
    "Unit",
    "Weight",
    "Windows",
    "backing",
    "bodies",
    "check",
    "counts_for",
    "derive",
    "events",
    "home",
    "lift",
    "network",
    "networks",
    "shifts",
    "splits",
    "stands",
]

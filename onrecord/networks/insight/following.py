"""Coalitions over time: the same coalition keeps its number from window to window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from onrecord.networks.insight.coalitions import Coalition, Coalitions, coalitions
from onrecord.networks.insight.grouping import Method
from onrecord.networks.insight.libraries import library
from onrecord.networks.network import Network

# A coalition is taken for an earlier one from this share of common members (of all in either) on. With three in ten
# it may lose or win two thirds of a size and still be itself; below, what is left could as well be somebody else's.
_SAME = 0.3


def coalitions_over_time(
    networks: Iterable[Network], method: Method = Method.LEIDEN, *, seed: int = 0, resolution: float = 1.0
) -> tuple[Coalitions, ...]:
    """The coalitions of each window, numbered so that a coalition that goes on keeps its number.

    Members of two windows are matched so that they share as many as can be (Greene, Doyle and Cunningham 2010, one to
    one); each is compared with its latest members, also over windows in which it is missing. A new one gets a new
    number.
    """
    latest: dict[int, frozenset[str]] = {}
    made = []
    for network in networks:
        found = coalitions(network, method, seed=seed, resolution=resolution)
        numbers = _numbers([_ids(one) for one in found.coalitions], latest)
        renamed = tuple(replace(one, number=number) for one, number in zip(found.coalitions, numbers, strict=True))
        latest.update({one.number: _ids(one) for one in renamed})
        made.append(replace(found, coalitions=renamed))
    return tuple(made)


def _ids(one: Coalition) -> frozenset[str]:
    return frozenset(member.id for member in one.members)


def _numbers(groups: list[frozenset[str]], latest: dict[int, frozenset[str]]) -> list[int]:
    known = sorted(latest)
    numbers = [0] * len(groups)
    if known and groups:
        shares = np.array([[len(group & latest[one]) / len(group | latest[one]) for one in known] for group in groups])
        for row, column in zip(*library("scipy.optimize").linear_sum_assignment(-shares), strict=True):
            if shares[row, column] >= _SAME:
                numbers[row] = known[column]
    fresh = max(known, default=0)
    for place, number in enumerate(numbers):
        if number == 0:
            fresh += 1
            numbers[place] = fresh
    return numbers

"""Columns at a level: each position moves to the actor that it counts for, as ``lift`` has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.columns import Columns
from onrecord.networks.lift import Level, counts_for, members_at_state
from onrecord.types import Actor, ActorKind

_T = TypeVar("_T", bound=np.generic)


def lifted(columns: Columns, actors: Mapping[str, Actor], level: Level) -> Columns:
    """The columns with the actors that they count for at that level.

    At state level a group with known members becomes its members, marked as derived, but for those who are coded
    from the same statement: there the text itself names them beside it.
    """
    if level in (Level.CODED, Level.PERSON) or not actors:
        return columns
    ends: list[tuple[str, ...]] = [_ends(name, actors, level) for name in columns.actors]
    names = tuple(sorted({*columns.actors, *(end for group in ends for end in group)}))
    place = {name: code for code, name in enumerate(names)}
    single = np.array([place[group[0]] for group in ends], dtype=np.int32)
    moved = replace(columns, actors=names, actor=_frozen(single[columns.actor]))
    groups = [code for code, name in enumerate(columns.actors) if _is_group(name, actors) and level is Level.STATE]
    held = np.flatnonzero(np.isin(columns.actor, groups)) if groups else np.empty(0, dtype=np.intp)
    return _expanded(columns, moved, ends, held) if len(held) else moved


def _is_group(name: str, actors: Mapping[str, Actor]) -> bool:
    return name in actors and actors[name].kind is ActorKind.GROUP


def _ends(name: str, actors: Mapping[str, Actor], level: Level) -> tuple[str, ...]:
    if _is_group(name, actors):
        return (members_at_state(actors[name], actors) or (name,)) if level is Level.STATE else (name,)
    return (counts_for(name, actors, level),)


def _expanded(coded: Columns, moved: Columns, ends: list[tuple[str, ...]], held: NDArray[np.intp]) -> Columns:
    """The columns with each held row, a group's, in the place of as many rows as it has members."""
    beside = _named_beside(coded, ends, held)
    place = {name: code for code, name in enumerate(moved.actors)}
    rows: list[int] = []
    whose: list[int] = []
    ids: list[str] = []
    alone: list[bool] = []
    for row in held.tolist():
        group = coded.actors[coded.actor[row]]
        named = beside[(coded.article[row], coded.option[row], coded.statement[row])]
        members = [end for end in ends[coded.actor[row]] if end not in named and end != group]
        for end in members or [group]:
            rows.append(row)
            whose.append(place[end])
            ids.append(f"{coded.ids[row]}>{end}" if members else coded.ids[row])
            alone.append(not members)
    rest = np.setdiff1d(np.arange(len(coded)), held, assume_unique=True)
    taken = np.concatenate([rest, np.array(rows, dtype=np.intp)])
    order = np.argsort(taken, kind="stable")
    made = moved.where(taken[order])
    added = order >= len(rest)
    new = order[added] - len(rest)
    actor, derived, names = made.actor.copy(), made.derived.copy(), made.ids.copy()
    actor[added] = np.array(whose, dtype=np.int32)[new]
    derived[added] |= ~np.array(alone, dtype=np.bool_)[new]
    names[added] = np.array(ids, dtype=np.object_)[new]
    return replace(made, actor=_frozen(actor), derived=_frozen(derived), ids=_frozen(names))


def _named_beside(
    coded: Columns, ends: list[tuple[str, ...]], held: NDArray[np.intp]
) -> Mapping[tuple[int, int, int], set[str]]:
    """Who is coded on the same option from the same statement as a group, and for whom they count."""
    found: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    with_statement = held[coded.statement[held] >= 0]
    groups = set(coded.actor[held].tolist())
    for row in np.flatnonzero(np.isin(coded.statement, coded.statement[with_statement])).tolist():
        actor = int(coded.actor[row])
        if len(with_statement) and actor not in groups:
            key = (coded.article[row], coded.option[row], coded.statement[row])
            found[key].update({coded.actors[actor], *ends[actor]})
    return found


def _frozen(array: NDArray[_T]) -> NDArray[_T]:
    array.setflags(write=False)
    return array

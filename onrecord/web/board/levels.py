"""The board read at a level: ``networks.lift`` over columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from onrecord.networks import Level
from onrecord.types import ActorKind
from onrecord.web.board.actors import Crew
from onrecord.web.board.rows import Numbers, Rows


def at_level(rows: Rows, crew: Crew, level: Level) -> Rows:
    """The rows with the actors that they count for at a level, in the order in which they decide.

    What stands beside a group in a passage is looked for in the whole record, not only in a period.
    """
    if level in (Level.CODED, Level.PERSON) or not len(rows):
        return rows
    groups = crew.are(ActorKind.GROUP)[rows.actor]
    lifted = replace(rows, actor=np.where(groups, rows.actor, crew.counting_for(level)[rows.actor]))
    if level is not Level.STATE or not groups.any():
        return lifted
    sources, members = _expanded(rows, np.flatnonzero(groups), crew)
    if not len(sources):
        return lifted
    kept = np.ones(len(rows), dtype=np.bool_)
    kept[sources] = False
    return lifted.take(kept).followed_by(_through_members(rows, sources, members, crew)).in_order()


def _expanded(rows: Rows, groups: Numbers, crew: Crew) -> tuple[Numbers, Numbers]:
    """The rows of groups, each as often as it has members that are not coded beside it, and these members."""
    states = crew.counting_for(Level.STATE)
    width = int(rows.option.max()) + 1
    key = rows.article * width + rows.option
    near = np.flatnonzero(np.isin(key, key[groups])).tolist()
    keys, actors, begins, ends = key.tolist(), rows.actor.tolist(), rows.begin.tolist(), rows.end.tolist()
    state = states.tolist()
    beside: dict[int, list[int]] = {}
    for row in near:
        beside.setdefault(keys[row], []).append(row)
    sources, members = [], []
    for row in groups.tolist():
        group, begin, end = actors[row], begins[row], ends[row]
        named: set[int] = set()
        for other in beside[keys[row]]:
            if actors[other] != group and begins[other] < end and begin < ends[other]:
                named |= {actors[other], state[actors[other]]}
        for member in crew.members(group):
            if member not in named:
                sources.append(row)
                members.append(member)
    return np.array(sources, dtype=np.int64), np.array(members, dtype=np.int64)


def _through_members(rows: Rows, sources: Numbers, members: Numbers, crew: Crew) -> Rows:
    taken = rows.take(sources)
    ids = np.empty(len(sources), dtype=np.object_)
    ids[:] = [f"{one}>{crew.names.names[who]}" for one, who in zip(taken.id, members.tolist(), strict=True)]
    return replace(taken, id=ids, actor=members, derived=np.ones(len(sources), dtype=np.bool_))

"""What moved and what is torn in the cells of one page of the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from onrecord.networks import Level
from onrecord.networks.stands import day_of
from onrecord.types import Scope, Shift, Split, Stance
from onrecord.web.board.asked import Asked
from onrecord.web.board.moves import within
from onrecord.web.board.rows import STEPS, Flags
from onrecord.web.board.shared import Board
from onrecord.web.board.voices import Torn


@dataclass(frozen=True, slots=True)
class Moved:
    """How often those behind a cell changed their stand, and the last change."""

    times: int
    before: Stance | None
    after: Stance | None


Cells = Mapping[tuple[str, str], Moved]


def moved_in(board: Board, asked: Asked, shown: Iterable[str]) -> Cells:
    """The changes within the period by the ids of actor and option, of those who count for the actors shown."""
    names, options = board.lists.actors.names, board.lists.options.names
    counts_for = board.crew.counting_for(asked.by)
    wanted = np.zeros(len(names), dtype=np.bool_)
    wanted[[board.lists.actors.place[one] for one in shown]] = True
    changes, rows = board.changes, board.rows
    after, before = changes.after, changes.before
    since, until = asked.days
    kept = wanted[counts_for[changes.actor]] & (rows.last[after] >= since)
    if until:
        kept &= rows.first[after] <= until
    if asked.scope is not None:
        kept &= rows.own[after] == (asked.scope is Scope.OWN)
    places = np.flatnonzero(kept)
    places = places[np.argsort(-rows.last[after[places]], kind="stable")]  # the last change first
    key = (counts_for[changes.actor[places]] << 32) + rows.option[after[places]]
    _, lasts, times = np.unique(key, return_index=True, return_counts=True)
    found: dict[tuple[str, str], Moved] = {}
    for place, many in zip(places[lasts].tolist(), times.tolist(), strict=True):
        row, former = int(after[place]), int(before[place])
        at = names[int(counts_for[changes.actor[place]])], options[int(rows.option[row])]
        found[at] = Moved(many, STEPS[int(rows.stance[former])], STEPS[int(rows.stance[row])])
    for actor, told in changes.told.items():
        who = board.lists.actors.place.get(actor)
        if who is not None and wanted[counts_for[who]]:
            for shift in told:
                if shift.option is not None and within(shift.date, since, until):
                    _add(found, (names[int(counts_for[who])], shift.option), shift)
    return found


def _add(found: dict[tuple[str, str], Moved], key: tuple[str, str], shift: Shift) -> None:
    known = found.get(key)
    found[key] = Moved(known.times + 1 if known else 1, shift.before, shift.after)


def shifts_behind(board: Board, asked: Asked, actor: str, option: str | None = None) -> tuple[Shift, ...]:
    """The changes within the period of those who count for an actor, on one option or all."""
    counts_for = board.crew.counting_for(asked.by)
    place = board.lists.actors.place.get(actor)
    if place is None:
        return board.changes.of(actor, board.rows, board.lists)
    holders = counts_for == place
    changes, rows = board.changes, board.rows
    chosen = holders[changes.actor]
    if option is not None:
        chosen &= rows.option[changes.after] == board.lists.options.place.get(option, -1)
    found = [changes.shift(rows, board.lists, at) for at in np.flatnonzero(chosen).tolist()]
    for actor, told in changes.told.items():
        at = board.lists.actors.place.get(actor)
        if at is not None and holders[at]:
            found += [shift for shift in told if option is None or shift.option == option]
    kept = (
        shift
        for shift in found
        if (asked.scope is None or shift.scope in (None, asked.scope)) and within(shift.date, *asked.days)
    )
    return tuple(sorted(kept, key=lambda shift: (shift.reported, day_of(shift.date))))


def splits_in(board: Board, asked: Asked, kept: Flags, shown: Iterable[str]) -> Mapping[tuple[str, str], Split]:
    """The splits of the bodies that are shown, by body and option; ``kept`` are the rows that count."""
    question = ("torn", asked.issue, asked.since, asked.until, asked.scope, asked.reviewed)
    torn = board.answers.get(question, lambda: Torn(board.rows, board.lists, board.crew, kept))
    known = [one for one in shown if one in board.actors]
    return {(split.body, split.option): split for split in torn.splits(known)}


def bodies_shown(board: Board, asked: Asked, shown: Iterable[str]) -> list[str]:
    """Of the actors shown those who are bodies; persons and groups are none."""
    kinds = ("person", "group")
    known = (board.actors.get(one) for one in shown)
    return [one.id for one in known if one is not None and one.kind.value not in kinds and asked.by is not Level.PERSON]

"""Which positions a network counts: filters of everything, each of which can be inverted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.networks.asking import Among, Choice
from onrecord.networks.columns import SCOPES, UNDATED, VOICES, Codes, Columns, Flags
from onrecord.types import Actor, Stance

_STEPS = [str(stance) for stance in sorted(Stance, key=lambda stance: stance.value_on_scale)]


def chosen(columns: Columns, choice: Choice) -> Flags:
    """Which rows count, by everything but the actor, for whom the level decides who that is."""
    kept = np.ones(len(columns), dtype=np.bool_)
    if not choice.former:
        kept &= ~columns.former
    if not choice.derived:
        kept &= ~columns.derived
    if not choice.suggested:
        kept &= ~columns.suggested
    if choice.reviewed:
        kept &= columns.reviewed
    if choice.score > 0:
        # Scores are kept in single precision; without the cast 0.7 would not be at least 0.7.
        kept &= columns.score >= np.float32(choice.score)
    if choice.since or choice.until:
        kept &= _within(columns, choice)
    named: tuple[tuple[Among | None, Sequence[str], Codes], ...] = (
        (choice.options, columns.options, columns.option),
        (choice.articles, columns.articles, columns.article),
        (choice.outlets, columns.outlets, columns.outlet),
        (choice.voices, [str(voice) for voice in VOICES], columns.voice.astype(np.int32)),
        (choice.scopes, [str(scope) for scope in SCOPES], columns.scope.astype(np.int32)),
        (choice.stances, _STEPS, np.rint(columns.stance * 2 + 2).astype(np.int32)),
    )
    for among, names, codes in named:
        if among is not None:
            kept &= _among(among, names, codes)
    return kept


def chosen_actors(columns: Columns, choice: Choice, actors: Mapping[str, Actor]) -> Flags:
    """Which rows count by who their actor is and of which kind; an actor that is not known has no kind."""
    kept = np.ones(len(columns), dtype=np.bool_)
    if choice.actors is not None:
        kept &= _among(choice.actors, columns.actors, columns.actor)
    if choice.kinds is not None:
        kinds = [str(actors[name].kind) if name in actors else "" for name in columns.actors]
        kept &= _among(choice.kinds, kinds, columns.actor)
    return kept


def frequent(columns: Columns, minimum: int) -> Flags:
    """Which rows belong to actors with at least so many of these rows."""
    if minimum <= 1:
        return np.ones(len(columns), dtype=np.bool_)
    counts = np.bincount(columns.actor, minlength=len(columns.actors))
    return np.greater_equal(counts[columns.actor], minimum)


def _within(columns: Columns, choice: Choice) -> Flags:
    kept: Flags = np.not_equal(columns.last, UNDATED)
    if choice.since:
        kept &= columns.last >= choice.since.toordinal()
    if choice.until:
        kept &= columns.first <= choice.until.toordinal()
    return kept


def _among(among: Among, names: Sequence[str], codes: Codes) -> Flags:
    # The last entry is for NONE, which as an index means just that one: who has no outlet is among no outlets.
    listed: Flags = np.array([*(name in among.values for name in names), False], dtype=np.bool_)
    found: Flags = listed[codes]
    if among.inverted:
        found = np.logical_not(found)
    return found

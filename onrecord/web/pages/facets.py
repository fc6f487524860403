"""How many positions there are of each kind beside a list, counted from the board."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.record.wanted import Wanted
from onrecord.types import Scope, Stance, Voice
from onrecord.web.board import Board
from onrecord.web.board.rows import STATES, STEPS, VOICES, Flags
from onrecord.web.pages.receipts import STATE_WORDS, option_name
from onrecord.web.wording import STANCE_WORDS, VOICE_WORDS

# Lines of a group of counts; what is rarer is found by the filters.
_LINES = 12


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of one value, and whether the list is narrowed to it."""

    value: str
    word: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be chosen of one name of the address."""

    name: str
    title: str
    counts: tuple[Count, ...]


def position_facets(board: Board, wanted: Wanted) -> tuple[Facet, ...]:
    """Counts of the positions that are wanted, each without its own filter; a text is not looked at."""
    rows, names = board.rows, board.lists
    options = _counted(rows.option, _kept(board, replace(wanted, option=None)), len(names.options))
    stances = _counted(rows.stance, _kept(board, replace(wanted, stance=None)), len(STEPS))
    voices = _counted(rows.voice, _kept(board, replace(wanted, voice=None)), len(VOICES))
    states = _counted(rows.state, _kept(board, replace(wanted, state=None, reviewed=None)), len(STATES))
    actors = _counted(rows.actor, _kept(board, replace(wanted, actor=None)), len(names.actors))
    state_words = {state or "": word for state, word in STATE_WORDS.items()}
    return (
        _facet("stance", "Stance", [(s.value, STANCE_WORDS[s]) for s in STEPS], stances, wanted.stance),
        _facet("option", "Option", [(o, option_name(board, o)) for o in names.options.names], options, wanted.option),
        _facet("actor", "Actor", [(a, board.name(a)) for a in names.actors.names], actors, wanted.actor),
        _facet("voice", "Whose words", [(v.value, VOICE_WORDS[v]) for v in VOICES], voices, wanted.voice),
        _facet("state", "Checked", [(s or "", state_words.get(s or "", "")) for s in STATES], states, wanted.state),
    )


def plain_facet(name: str, title: str, counts: dict[str, int], chosen: str | None, words: dict[str, str]) -> Facet:
    """A facet of counts that the record gave."""
    lines = [Count(one, words.get(one, one), count, one == chosen) for one, count in counts.items() if one]
    return Facet(name, title, tuple(lines[:_LINES]))


def _kept(board: Board, wanted: Wanted) -> Flags:
    rows, lists = board.rows, board.lists
    kept: Flags = ~rows.derived
    if wanted.ids is not None:
        chosen = set(wanted.ids)  # isin would compare each id with each
        kept &= np.fromiter((one in chosen for one in rows.id), dtype=np.bool_, count=len(rows))
    if wanted.any_actor:
        kept &= np.isin(rows.actor, [lists.actors.place.get(one, -1) for one in wanted.any_actor])
    if wanted.any_option:
        kept &= np.isin(rows.option, [lists.options.place.get(one, -1) for one in wanted.any_option])
    if isinstance(wanted.stance, Stance):
        kept &= rows.stance == STEPS.index(wanted.stance)
    if isinstance(wanted.voice, Voice):
        kept &= rows.voice == VOICES.index(wanted.voice)
    if wanted.scope is not None:
        kept &= rows.own == (wanted.scope is Scope.OWN)
    if wanted.since or wanted.until:
        kept &= rows.last > 0
    if wanted.since:
        kept &= rows.last >= wanted.since.toordinal()
    if wanted.until:
        kept &= rows.first <= wanted.until.toordinal()
    if wanted.article is not None:
        kept &= rows.article == lists.articles.place.get(wanted.article, -1)
    if wanted.outlet is not None:
        kept &= _of_outlet(board, wanted.outlet)[rows.article]
    if wanted.reviewed is not None:
        kept &= (rows.state > 0) == wanted.reviewed
    if wanted.state is not None:
        kept &= rows.state == (STATES.index(wanted.state) if wanted.state in STATES else -1)
    return kept


def _of_outlet(board: Board, outlet: str) -> Flags:
    heads = board.heads
    return np.array(
        [one in heads and heads[one].outlet == outlet for one in board.lists.articles.names], dtype=np.bool_
    )


def _counted(values: npt.NDArray[Any], kept: Flags, size: int) -> list[int]:
    found: list[int] = np.bincount(values[kept], minlength=size).tolist()
    return found


def _facet(name: str, title: str, values: list[tuple[str, str]], counts: list[int], chosen: str | None) -> Facet:
    lines = [
        Count(value, word, count, value == chosen)
        for (value, word), count in zip(values, counts, strict=True)
        if count and value
    ]
    if name in ("option", "actor"):
        lines.sort(key=lambda line: (not line.chosen, -line.count))
    return Facet(name, title, tuple(lines[:_LINES]))

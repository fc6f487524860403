"""What stands in each cell of the map and what it rests on: ``networks.stands`` and ``backing`` over columns."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.networks import Backing, Count
from onrecord.networks.backing import FIRM_ARTICLES, FIRM_SAYINGS, UNSURE
from onrecord.types import Scope
from onrecord.web.board.rows import SIDE, STATES, STEPS, STRINGS, VOICES, Flags, Numbers, Rows, day_of_ordinals
from onrecord.web.grid import Mark

_SETTLED = [STATES.index("accepted"), STATES.index("changed"), STATES.index("added")]
_OWN_WORDS = 0
"""The place of the actor's own words among the voices."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The answers of all cells as columns, those of a cell together, the general one first.

    ``row`` is the place of the deciding position, ``other`` that of the equal answer for the actor's own means (or
    -1); ``first`` tells the first mark of each cell.
    """

    rows: Rows
    actor: Numbers
    option: Numbers
    row: Numbers
    other: Numbers
    first: Flags
    stance: Numbers
    positions: Numbers
    articles: Numbers
    sayings: Numbers
    voices: Numbers
    score: npt.NDArray[np.float64]
    disputed: Flags
    reviewed: Numbers

    def __len__(self) -> int:
        """How many marks there are."""
        return len(self.row)

    @property
    def derived(self) -> Flags:
        """Which marks nobody said in so many words."""
        return self.rows.derived[self.row]

    @property
    def weak(self) -> Flags:
        """Which marks rest on one weak line, as ``Backing.strength`` has it."""
        alone = (self.sayings == 1) & (self.voices[:, _OWN_WORDS] == 0)
        found: Flags = self.derived | (self.score < UNSURE) | alone
        return found

    @property
    def firm(self) -> Flags:
        """Which marks rest on many undisputed passages."""
        many = (self.sayings >= FIRM_SAYINGS) & (self.articles >= FIRM_ARTICLES)
        found: Flags = ~self.weak & many & (self.voices[:, _OWN_WORDS] > 0) & ~self.disputed
        return found

    def take(self, kept: Flags) -> Marks:
        """The marks where a mask is true."""
        columns: dict[str, Any] = {
            one.name: getattr(self, one.name)[kept] for one in fields(self) if one.name not in ("rows", "first")
        }
        return Marks(rows=self.rows, first=_first_of_cell(columns["actor"], columns["option"]), **columns)

    def of_actor(self, actor: int) -> range:
        """The places of the marks of an actor."""
        begin, end = np.searchsorted(self.actor, [actor, actor + 1]).tolist()
        return range(begin, end)

    def mark(self, place: int) -> Mark:
        """One of the marks as the faces show it."""
        rows, deciding, other = self.rows, int(self.row[place]), int(self.other[place])
        decide = [deciding] if other < 0 else [deciding, other]
        strings = (STRINGS[int(rows.string[row])] for row in decide)
        return Mark(
            stance=STEPS[int(self.stance[place])],
            scopes=tuple(Scope.OWN if rows.own[row] else Scope.GENERAL for row in decide),
            voice=VOICES[int(rows.voice[deciding])],
            strings=tuple(dict.fromkeys(string for string in strings if string is not None)),
            backing=Backing(
                positions=int(self.positions[place]),
                articles=int(self.articles[place]),
                sayings=int(self.sayings[place]),
                voices={VOICES[v]: n for v, n in enumerate(self.voices[place].tolist()) if n},
                score=float(self.score[place]),
                derived=bool(rows.derived[deciding]),
                disputed=bool(self.disputed[place]),
            ),
            date=day_of_ordinals(int(rows.first[deciding]), int(rows.last[deciding])),
        )


def marks_of(rows: Rows, kept: Flags, count: Count = Count.UTTERANCES) -> Marks:
    """The marks of every cell, from those rows that are kept; ``rows`` stand in the order in which they decide.

    ``count`` is what counts as one saying.
    """
    current = np.flatnonzero(kept & ~rows.former)
    width = int(rows.option.max()) + 1 if len(rows) else 1
    cell = rows.actor[current] * width + rows.option[current]
    key = cell * 2 + rows.own[current]
    by_stand = np.argsort(key, kind="stable")
    place, key = current[by_stand], key[by_stand]
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    stand_of = np.cumsum(np.diff(key, prepend=-1) != 0) - 1
    deciding = place[begins]
    used, mark_of_stand, first, second = _grouped(rows, deciding, key[begins] // 2)
    mark = np.where(used[stand_of], mark_of_stand[stand_of], -1)
    return _weighed(_counted_by(rows, count), place, mark, deciding[stand_of], (deciding, first, second))


def _grouped(rows: Rows, deciding: Numbers, cell: Numbers) -> tuple[Flags, Numbers, Numbers, Numbers]:
    """Which stands are shown, in which mark each stands, and the stands of each mark, the general one first."""
    size = len(deciding)
    coded = ~rows.derived[deciding]
    begins = np.diff(cell, prepend=-1) != 0
    number = np.cumsum(begins) - 1
    has_coded = np.zeros(int(number[-1]) + 1 if size else 0, dtype=np.bool_)
    np.logical_or.at(has_coded, number, coded)
    used = coded | ~has_coded[number]
    # A cell has two stands at most: the second joins the first where both are shown and say the same.
    joins = np.zeros(size, dtype=np.bool_)
    if size > 1:
        same = rows.stance[deciding][1:] == rows.stance[deciding][:-1]
        joins[1:] = ~begins[1:] & used[1:] & used[:-1] & same
    starts = used & ~joins
    mark_of_stand = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    second = np.full(len(first), -1, dtype=np.int64)
    second[mark_of_stand[joins]] = np.flatnonzero(joins)
    return used, mark_of_stand, first, second


def _counted_by(rows: Rows, count: Count) -> Rows:
    """The rows with what counts as one saying: the utterance, the article, or the position itself."""
    if count is Count.UTTERANCES:
        return rows
    return replace(rows, saying=rows.article if count is Count.ARTICLES else np.arange(len(rows), dtype=np.int64))


def _weighed(
    rows: Rows, place: Numbers, mark: Numbers, decides: Numbers, stands: tuple[Numbers, Numbers, Numbers]
) -> Marks:
    """What each mark rests on; ``decides`` is the position that decides the stand of each row."""
    deciding, first, second = stands
    size = len(first)
    chosen = deciding[first]
    in_mark = np.flatnonzero(mark >= 0)
    of, row, by = mark[in_mark], place[in_mark], decides[in_mark]
    weighed = rows.derived[row] == rows.derived[chosen][of]
    of, row, by = of[weighed], row[weighed], by[weighed]
    against = SIDE[rows.stance[row]] * SIDE[rows.stance[by]] < 0
    dated = (rows.last[row] > 0) & (rows.last[by] > 0)
    overtaken = (rows.holder[row] == rows.holder[by]) & dated & (rows.last[row] < rows.first[by])
    disputed = np.zeros(size, dtype=np.bool_)
    disputed[of[against & ~overtaken]] = True
    agree = rows.stance[row] == rows.stance[chosen][of]
    of, row = of[agree], row[agree]
    score = np.full(size, -np.inf)
    np.maximum.at(score, of, rows.score[row])
    voices = np.bincount(of * len(VOICES) + rows.voice[row], minlength=size * len(VOICES))
    return Marks(
        rows=rows,
        actor=rows.actor[chosen],
        option=rows.option[chosen],
        row=chosen,
        other=np.where(second >= 0, deciding[second], -1),
        first=_first_of_cell(rows.actor[chosen], rows.option[chosen]),
        stance=rows.stance[chosen],
        positions=np.bincount(of, minlength=size),
        articles=_distinct(of, rows.article[row], size),
        sayings=_distinct(of, rows.saying[row], size),
        voices=voices.reshape(size, len(VOICES)),
        score=score,
        disputed=disputed,
        reviewed=np.bincount(of[np.isin(rows.state[row], _SETTLED)], minlength=size),
    )


def _first_of_cell(actor: Numbers, option: Numbers) -> Flags:
    first = np.ones(len(actor), dtype=np.bool_)
    first[1:] = (np.diff(actor) != 0) | (np.diff(option) != 0)
    return first


def _distinct(of: Numbers, value: Numbers, size: int) -> Numbers:
    """How many different values each mark has."""
    order = np.lexsort((value, of))
    of, value = of[order], value[order]
    new = np.ones(len(of), dtype=np.bool_)
    new[1:] = (of[1:] != of[:-1]) | (value[1:] != value[:-1])
    return np.bincount(of[new], minlength=size)

"""Positions as columns, in the order in which they decide."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.networks.stands import VOICE_RANK
from onrecord.record.board_rows import BoardRow
from onrecord.types import (
    Codebook,
    Condition,
    ConditionKind,
    DateInterval,
    Option,
    Position,
    Provenance,
    Scope,
    Span,
    Stance,
    Tense,
    Voice,
)

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

STEPS = tuple(Stance)
"""The five stances; a column of stances holds places in this."""
VOICES = tuple(sorted(Voice, key=VOICE_RANK.__getitem__))
"""The voices, the one that comes first where they differ first; a column of voices holds places in this."""
STATES = (None, "accepted", "changed", "added", "unsure")
"""What people said of a position; a column of states holds places in this."""
STRINGS = (None, ConditionKind.LIMIT, ConditionKind.CONDITION)
SIDE = np.array([step.side for step in STEPS], dtype=np.int64)
SCALE = np.array([step.value_on_scale for step in STEPS])

_STEP = {step.value: place for place, step in enumerate(STEPS)}
_VOICE = {voice.value: place for place, voice in enumerate(VOICES)}
_STATE = {state: place for place, state in enumerate(STATES)}
_STRING = {None: 0, ConditionKind.LIMIT.value: 1, ConditionKind.CONDITION.value: 2}
_OPEN, _RELUCTANT = _STEP["open"], _STEP["reluctant"]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Positions as columns of equal length, the one that decides first; names stand as places in sorted lists.

    ``holder`` is who the position was coded for, ``actor`` for whom it counts; ``origin`` is the id of the coded
    position that a derived one follows from, ``order`` a number by which ids compare.
    """

    id: npt.NDArray[np.object_]
    origin: npt.NDArray[np.object_]
    order: npt.NDArray[np.float64]
    article: Numbers
    option: Numbers
    actor: Numbers
    holder: Numbers
    stance: Numbers
    own: Flags
    voice: Numbers
    first: Numbers
    last: Numbers
    former: Flags
    derived: Flags
    score: npt.NDArray[np.float64]
    state: Numbers
    saying: Numbers
    begin: Numbers
    end: Numbers
    string: Numbers
    words: npt.NDArray[np.object_]

    def __len__(self) -> int:
        """How many positions there are."""
        return len(self.id)

    def take(self, places: npt.NDArray[Any]) -> Rows:
        """The rows at these places, or where a mask is true."""
        return Rows(*(getattr(self, one.name)[places] for one in fields(self)))

    def followed_by(self, other: Rows) -> Rows:
        """These rows and then those."""
        pairs = ((getattr(self, one.name), getattr(other, one.name)) for one in fields(self))
        return Rows(*(np.concatenate(pair) for pair in pairs))

    def in_order(self) -> Rows:
        """The rows in the order in which they decide, as ``networks.by_precedence`` has it."""
        return self.take(self.precedence())

    def precedence(self) -> Numbers:
        """The places of the rows in the order in which they decide."""
        return np.lexsort(self._keys()[::-1])

    def merged_with(self, few: Rows) -> Rows:
        """These rows, which stand in order, and a few others that need not, all in order."""
        few = few.in_order()
        keys = self._keys()
        places = []
        for values in zip(*(key.tolist() for key in few._keys()), strict=True):
            low, high = 0, len(self)
            for key, value in zip(keys, values, strict=True):
                within = key[low:high]
                low, high = low + int(within.searchsorted(value)), low + int(within.searchsorted(value, "right"))
            places.append(low)
        pairs = ((getattr(self, one.name), getattr(few, one.name)) for one in fields(self))
        return Rows(*(np.insert(column, places, fresh) for column, fresh in pairs))

    def _keys(self) -> tuple[npt.NDArray[Any], ...]:
        """What decides, the strongest first: four keys in place of eight, for what is small is packed together."""
        rank = self.derived.astype(np.int64) * 4 + self.voice
        decisive = (rank << 32) + ((_LATEST - self.last) << 2) + (2 - np.abs(SCALE[self.stance] * 2).astype(np.int64))
        place = (self.article << 32) + (_FARTHEST - self.begin)
        return decisive, -self.score, place, self.order


# Larger than every ordinal of a date, and than every place in an article.
_LATEST = 1 << 23
_FARTHEST = 1 << 31


@dataclass(frozen=True, slots=True)
class Names:
    """The names that columns hold places of, sorted; ``place`` finds one."""

    names: tuple[str, ...]
    place: Mapping[str, int]

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """The names, each once."""
        kept = tuple(sorted(set(names)))
        return cls(kept, {name: place for place, name in enumerate(kept)})

    def __len__(self) -> int:
        """How many there are."""
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Lists:
    """The sorted names behind the columns, and the ids of all positions in order with their numbers."""

    articles: Names
    options: Names
    actors: Names
    ids: Sequence[str]
    numbers: Sequence[float]

    def number(self, identifier: str) -> float:
        """A number that stands between those of the ids before and after."""
        place = bisect_left(self.ids, identifier)
        if place < len(self.ids) and self.ids[place] == identifier:
            return self.numbers[place]
        before = self.numbers[place - 1] if place else -1.0
        after = self.numbers[place] if place < len(self.ids) else before + 2.0
        return (before + after) / 2

    def knows(self, fact: BoardRow) -> bool:
        """Whether every name of a position is in the lists."""
        return (
            fact.article in self.articles.place
            and fact.option in self.options.place
            and fact.actor in self.actors.place
        )


def lists_of(facts: Sequence[BoardRow], actors: Iterable[str], options: Iterable[str]) -> Lists:
    """The lists that these positions need; actors and options beyond those that positions speak of are kept too."""
    ids = sorted(fact.id for fact in facts)
    return Lists(
        Names.of(fact.article for fact in facts),
        Names.of([*options, *(fact.option for fact in facts)]),
        Names.of([*actors, *(fact.actor for fact in facts)]),
        ids,
        [float(place) for place in range(len(ids))],
    )


def rows_of(facts: Sequence[BoardRow], lists: Lists, codebook: Codebook) -> Rows:
    """The positions as columns with what follows from them, in no order yet."""
    whole = _columns(facts, lists)
    return _derived(whole, lists, codebook) if len(whole) else whole


def _columns(facts: Sequence[BoardRow], lists: Lists) -> Rows:
    columns = list(zip(*facts, strict=True)) if facts else [()] * len(BoardRow._fields)
    ids, article, option, actor, stance, scope, voice, first, last, former, derived, score, state, *rest = columns
    saying, begin, end, string, words = rest
    actors = _places(actor, lists.actors.place)
    identifiers = _texts(ids)
    return Rows(
        id=identifiers,
        origin=identifiers,
        order=np.array([lists.number(one) for one in ids], dtype=np.float64),
        article=_places(article, lists.articles.place),
        option=_places(option, lists.options.place),
        actor=actors,
        holder=actors,
        stance=_places(stance, _STEP),
        own=np.array([one == Scope.OWN.value for one in scope], dtype=np.bool_),
        voice=_places(voice, _VOICE),
        first=np.array(first, dtype=np.int64),
        last=np.array(last, dtype=np.int64),
        former=np.array(former, dtype=np.bool_),
        derived=np.array(derived, dtype=np.bool_),
        score=np.array(score, dtype=np.float64),
        state=_places(state, _STATE),
        # A hash stands for the utterance or, where there is none, for the position: a collision among some 100,000
        # numbers of 64 bits is less likely than a fault of the machine.
        saying=np.array([hash(said or one) for said, one in zip(saying, ids, strict=True)], dtype=np.int64),
        begin=np.array(begin, dtype=np.int64),
        end=np.array(end, dtype=np.int64),
        string=_places(string, _STRING),
        words=_texts(words),
    )


def _places(values: Sequence[Any], place: Mapping[Any, int]) -> Numbers:
    return np.fromiter((place[value] for value in values), dtype=np.int64, count=len(values))


def _texts(values: Sequence[str | None]) -> npt.NDArray[np.object_]:
    made = np.empty(len(values), dtype=np.object_)
    made[:] = values
    return made


# ---------------------------------------------------------------- what follows from positions


def _derived(coded: Rows, lists: Lists, codebook: Codebook) -> Rows:
    """The rows followed by what they say about parents and opposed options: ``networks.derive`` over columns."""
    options = {option.id: option for option in codebook.options}
    found = [coded]
    own = ~coded.derived & (SIDE[coded.stance] > 0)
    wants = own & (coded.stance == _STEP["supports"]) & (coded.string == 0)
    present = set(coded.id[coded.derived])
    for option in codebook.options:
        here = coded.option == lists.options.place[option.id]
        above = _ancestors(option, options)
        for parent in above:
            found.append(_following(coded, here & own, lists.options.place[parent], lists, option.label))
        for other in _excluded(option, options):
            if other not in above:
                found.append(_following(coded, here & wants, lists.options.place[other], lists))
    made = [rows for rows in found if len(rows)]
    whole = made[0]
    for rows in made[1:]:
        whole = whole.followed_by(rows.take(np.array([one not in present for one in rows.id])) if present else rows)
    return whole


def _following(coded: Rows, mask: Flags, option: int, lists: Lists, part: str | None = None) -> Rows:
    """Rows on another option: open to it for the sake of a part, else reluctant on what is excluded."""
    rows = coded.take(mask)
    size = len(rows)
    if not size:
        return rows
    made = replace(
        rows,
        id=_texts([f"{one}>{lists.options.names[option]}" for one in rows.id]),
        option=np.full(size, option, dtype=np.int64),
        stance=np.full(size, _RELUCTANT if part is None else _OPEN, dtype=np.int64),
        derived=np.ones(size, dtype=np.bool_),
    )
    if part is None:  # who wants it without limit or condition: there is none to keep
        return made
    limit = np.full(size, _STRING[ConditionKind.LIMIT.value], dtype=np.int64)
    return replace(made, string=limit, words=_texts([part] * size))


def _ancestors(part: Option, options: Mapping[str, Option]) -> list[str]:
    seen, found = {part.id}, []
    above = part.parent
    while above is not None and above in options and above not in seen:
        found.append(above)
        seen.add(above)
        above = options[above].parent
    return found


def _excluded(option: Option, options: Mapping[str, Option]) -> list[str]:
    named = {*option.opposed, *(other.id for other in options.values() if option.id in other.opposed)} - {option.id}
    return [other for other in options if other in named]


# ---------------------------------------------------------------- positions to facts


def facts_of(
    positions: Iterable[Position], utterances: Mapping[str, str] | None = None, states: Mapping[str, str] | None = None
) -> list[BoardRow]:
    """What the columns need of whole positions; ``utterances`` by statement, ``states`` by position."""
    said, judged = utterances or {}, states or {}
    return [
        BoardRow(
            id=one.id,
            article=one.article,
            option=one.option,
            actor=one.actor,
            stance=one.stance.value,
            scope=one.scope.value,
            voice=one.voice.value,
            first=_ordinals(one.date)[0],
            last=_ordinals(one.date)[1],
            former=one.tense is Tense.FORMER,
            derived=one.derived,
            score=one.provenance.score,
            state=judged.get(one.id),
            saying=said.get(one.statement or ""),
            begin=one.evidence.begin,
            end=one.evidence.end,
            string=one.condition.kind.value if one.condition else None,
            words=one.condition.text if one.condition else None,
        )
        for one in positions
    ]


def day_of_ordinals(first: int, last: int) -> DateInterval | None:
    """The date of two ordinals; None where they are 0."""
    return DateInterval(date.fromordinal(first), date.fromordinal(last)) if last else None


def position_at(rows: Rows, lists: Lists, place: int) -> Position:
    """A row as a position for the rules of ``networks``: its words and where they come from are left out."""
    string = STRINGS[int(rows.string[place])]
    return Position(
        id=rows.id[place],
        article=lists.articles.names[int(rows.article[place])],
        option=lists.options.names[int(rows.option[place])],
        actor=lists.actors.names[int(rows.actor[place])],
        stance=STEPS[int(rows.stance[place])],
        scope=Scope.OWN if rows.own[place] else Scope.GENERAL,
        voice=VOICES[int(rows.voice[place])],
        evidence=Span(int(rows.begin[place]), int(rows.end[place])),
        text="",
        provenance=Provenance("board", "", float(rows.score[place])),
        condition=Condition(string, rows.words[place] or "", ()) if string else None,
        tense=Tense.FORMER if rows.former[place] else Tense.CURRENT,
        derived=bool(rows.derived[place]),
        date=day_of_ordinals(int(rows.first[place]), int(rows.last[place])),
    )


def _ordinals(day: DateInterval | None) -> tuple[int, int]:
    return (day.first.toordinal(), day.last.toordinal()) if day else (0, 0)

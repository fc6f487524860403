"""Bodies that speak with more than one voice: ``networks.splits`` over columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from onrecord.networks.splits import same_words
from onrecord.types import ActorKind, Split, Voice
from onrecord.web.board.actors import Crew
from onrecord.web.board.courses import courses
from onrecord.web.board.rows import SCALE, SIDE, VOICES, Flags, Lists, Numbers, Rows

_ATTRIBUTED = VOICES.index(Voice.ATTRIBUTED)
_FOR_GOOD = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    """Stances with the days from which and until which an actor holds them, each with its deciding row."""

    actor: Numbers
    option: Numbers
    row: Numbers
    since: Numbers
    until: Numbers

    def take(self, kept: Flags | Numbers) -> Voices:
        """The voices at these places."""
        return Voices(*(getattr(self, one.name)[kept] for one in fields(self)))


def voices_of(rows: Rows, kept: Flags) -> Voices:
    """What everybody says for how long; what follows from a part only where nothing coded speaks."""
    current = kept & ~rows.former
    pair = (rows.actor << 32) + rows.option
    places = np.flatnonzero(current & ~(rows.derived & np.isin(pair, pair[current & ~rows.derived])))
    deciding, group = courses(rows, places)
    if not len(deciding):
        return Voices(*(np.zeros(0, dtype=np.int64) for _ in range(5)))
    stance = rows.stance[deciding]
    begins = np.append(True, (group[1:] != group[:-1]) | (stance[1:] != stance[:-1]))
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(deciding)) - 1
    since = rows.last[deciding[starts]]
    followed = np.append(group[starts][1:] == group[starts][:-1], False)
    until = np.where(followed, np.append(since[1:], 0), _FOR_GOOD)
    row = deciding[ends]
    return Voices(rows.actor[row], rows.option[row], row, since, until)


class Torn:
    """The splits of single bodies, each found out when somebody asks."""

    def __init__(self, rows: Rows, lists: Lists, crew: Crew, kept: Flags) -> None:
        """Take the rows that count."""
        self._rows, self._lists, self._crew = rows, lists, crew
        voices = voices_of(rows, kept)
        self._voices = voices.take(~crew.are(ActorKind.GROUP)[voices.actor])
        self._found: dict[tuple[str, int], _Found | None] = {}
        self._of: dict[str, dict[int, Numbers]] = {}

    def splits(self, shown: Iterable[str]) -> tuple[Split, ...]:
        """The splits and two voices of these bodies, but for those that a narrower body tells."""
        made = []
        for body in dict.fromkeys(shown):
            for option in self._by_option(body):
                found = self._differing(body, option)
                if found is not None and not self._told_by_narrower(body, option, found):
                    made.append(Split(body, self._lists.options.names[option], found.opposite, found.ids))
        return tuple(made)

    def _by_option(self, body: str) -> dict[int, Numbers]:
        """The places of the voices of a body by option, where more than one actor speaks."""
        if body not in self._of:
            places = np.flatnonzero(self._members(body)[self._voices.actor])
            option, actor = self._voices.option[places], self._voices.actor[places]
            order = np.lexsort((actor, option))
            places, option, actor = places[order], option[order], actor[order]
            cuts = np.flatnonzero(np.diff(option)) + 1
            parts = np.split(np.arange(len(places)), cuts) if len(places) else []
            self._of[body] = {int(option[part[0]]): places[part] for part in parts if actor[part[0]] != actor[part[-1]]}
        return self._of[body]

    def _members(self, body: str) -> Flags:
        members = np.zeros(len(self._lists.actors), dtype=np.bool_)
        members[list(self._crew.counted.get(body, ()))] = True
        known = self._crew.actors.get(body)
        if known is not None and known.kind is not ActorKind.PERSON:
            members[self._lists.actors.place[body]] = True
        return members

    def _told_by_narrower(self, body: str, option: int, found: _Found) -> bool:
        """Whether a body within says the same: the same positions of fewer voices, or deeper in the chain."""
        names = self._lists.actors.names
        shared = [{names[one], *self._crew.chain(names[one])} for one in found.actors]
        return any(
            self._width(other, option) < self._width(body, option)
            and (inner := self._differing(other, option)) is not None
            and set(inner.ids) == set(found.ids)
            for other in set.intersection(*shared) - {body}
            if option in self._by_option(other)
        )

    def _width(self, body: str, option: int) -> tuple[int, int, str]:
        actors = self._voices.actor[self._by_option(body)[option]]
        speakers = int((np.diff(actors) != 0).sum()) + 1
        return speakers, -len(self._crew.chain(body)), body

    def _differing(self, body: str, option: int) -> _Found | None:
        key = body, option
        if key not in self._found:
            itself = self._lists.actors.place[body]
            voices = self._voices.take(self._by_option(body)[option])
            self._found[key] = _differing(self._rows, self._lists, voices, itself)
        return self._found[key]


@dataclass(frozen=True, slots=True)
class _Found:
    ids: tuple[str, ...]
    actors: tuple[int, ...]
    opposite: bool


def _differing(rows: Rows, lists: Lists, voices: Voices, itself: int) -> _Found | None:
    compared = _compared(rows, voices)
    two, opposite = _differences(rows, voices, itself)
    two, opposite = two & compared, opposite & compared
    if not (two.any() or opposite.any()):
        return None
    involved = np.flatnonzero((two | opposite).any(axis=0))
    row = np.unique(voices.row[involved])
    actor = rows.actor[row].tolist()
    told = zip(
        (-SCALE[rows.stance[row]]).tolist(),
        rows.last[row].tolist(),
        [lists.actors.names[one] for one in actor],
        rows.id[row].tolist(),
        strict=True,
    )
    ids = tuple(identifier for *_, identifier in sorted(told))
    actors = tuple(dict.fromkeys(actor))
    return _Found(ids, actors, bool(opposite.any()))


def _compared(rows: Rows, voices: Voices) -> Flags:
    """Which pairs are set against each other: at one time, in the scopes that both actors speak of, else across."""
    together = (voices.since[:, None] < voices.until[None, :]) & (voices.since[None, :] < voices.until[:, None])
    who = np.cumsum(np.diff(voices.actor, prepend=voices.actor[0]) != 0)  # they stand by actor
    together &= who[:, None] != who[None, :]
    own = rows.own[voices.row]
    in_scope = together & (own[:, None] == own[None, :])
    met = np.zeros((int(who[-1]) + 1,) * 2, dtype=np.bool_)
    first, second = np.nonzero(in_scope)
    met[who[first], who[second]] = True
    found: Flags = np.where(met[who[:, None], who[None, :]], in_scope, together)
    return found


def _differences(rows: Rows, voices: Voices, itself: int) -> tuple[Flags, Flags]:
    """Which pairs make two voices, and which stand on opposite sides in one scope."""
    row = voices.row
    side, stance, own, string = SIDE[rows.stance[row]], rows.stance[row], rows.own[row], rows.string[row]
    against = side[:, None] * side[None, :] < 0
    scope = own[:, None] == own[None, :]
    body = voices.actor == itself
    hears = body & (rows.voice[row] == _ATTRIBUTED)
    plain = ~(body | rows.derived[row])
    both_plain = plain[:, None] & plain[None, :]
    hearsay = hears[:, None] | hears[None, :]
    same = (stance[:, None] == stance[None, :]) & scope
    unlike = same & both_plain & ((string > 0)[:, None] | (string > 0)[None, :])
    words = rows.words[row]
    for one, other in zip(*np.nonzero(unlike), strict=True):
        if string[one] and string[other]:
            unlike[one, other] = not _alike(words[one], words[other])
    opposite: Flags = both_plain & against & scope
    two: Flags = (both_plain & ~opposite & (~same | unlike)) | (~both_plain & against & ~hearsay)
    return two, opposite


@lru_cache(maxsize=20_000)
def _alike(one: str, other: str) -> bool:
    return same_words(one, other)

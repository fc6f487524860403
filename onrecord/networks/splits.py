"""Bodies that speak with more than one voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations

from onrecord.networks.bodies import bodies
from onrecord.networks.stands import day_of, stands
from onrecord.types import Actor, ActorKind, Condition, Position, Split, Stance, Stand, Voice

# Words shorter than this ("if", "the", "only") carry no condition; two conditions that share a longer word are taken to
# be one condition worded twice. A rule of form, not tuned on any text.
_SHORTEST_WORD = 4


class _Difference(IntEnum):
    NONE = 0
    TWO_VOICES = 1
    OPPOSITE = 2


@dataclass(frozen=True, slots=True)
class _VoiceOf:
    """One stand with the position that decides it, and whether it is the body's own rather than an office holder's."""

    stand: Stand
    deciding: Position
    body: bool


def splits(positions: Iterable[Position], actors: Mapping[str, Actor]) -> tuple[Split, ...]:
    """Bodies whose office holders differ on an option; ``opposite`` where two stand on opposite sides in one scope.

    A half step, another scope, condition or limit makes two voices. So does a body that stands, in its own name, on the
    other side than its office holder. Differences are told of the narrowest body that holds both.
    """
    coded = tuple(positions)
    by_id = {position.id: position for position in coded}
    groups: dict[tuple[str, str], list[_VoiceOf]] = {}
    for stand in stands(coded):
        deciding = by_id[stand.positions[0]]
        for body, itself in _speaks_for(stand.actor, actors):
            groups.setdefault((stand.option, body), []).append(_VoiceOf(stand, deciding, itself))
    return tuple(_narrowest(groups))


def _speaks_for(actor: str, actors: Mapping[str, Actor]) -> Iterator[tuple[str, bool]]:
    known = actors.get(actor)
    if known is None or known.kind is ActorKind.GROUP:
        return
    if known.kind is not ActorKind.PERSON:
        yield actor, True
    for body in bodies(actor, actors):
        yield body, False


def _narrowest(groups: Mapping[tuple[str, str], Sequence[_VoiceOf]]) -> Iterator[Split]:
    told: set[tuple[str, frozenset[str]]] = set()
    for (option, body), voices in sorted(groups.items(), key=lambda item: len({v.stand.actor for v in item[1]})):
        found = _differing(voices)
        if found is None:
            continue
        ids, opposite = found
        if (option, frozenset(ids)) not in told:
            told.add((option, frozenset(ids)))
            yield Split(body, option, opposite, ids)


def _differing(voices: Sequence[_VoiceOf]) -> tuple[tuple[str, ...], bool] | None:
    worst = _Difference.NONE
    involved: dict[str, _VoiceOf] = {}
    for one, other in combinations(voices, 2):
        difference = _difference(one, other)
        worst = max(worst, difference)
        if difference is not _Difference.NONE:
            involved |= {one.deciding.id: one, other.deciding.id: other}
    if worst is _Difference.NONE:
        return None
    ordered = sorted(involved.values(), key=lambda v: (-v.stand.stance.value_on_scale, day_of(v.stand.date)))
    return tuple(voice.deciding.id for voice in ordered), worst is _Difference.OPPOSITE


def _difference(one: _VoiceOf, other: _VoiceOf) -> _Difference:
    if one.stand.actor == other.stand.actor:
        return _Difference.NONE
    sides = one.stand.stance.side * other.stand.stance.side
    if one.body or other.body:
        said_by_others = any(v.body and v.deciding.voice is Voice.ATTRIBUTED for v in (one, other))
        return _Difference.TWO_VOICES if sides < 0 and not said_by_others else _Difference.NONE
    if sides < 0:
        same_scope = one.stand.scope is other.stand.scope
        inferred = one.deciding.derived or other.deciding.derived
        return _Difference.OPPOSITE if same_scope and not inferred else _Difference.TWO_VOICES
    if one.stand.stance is not other.stand.stance or _other_strings(one, other):
        return _Difference.TWO_VOICES
    return _Difference.NONE


def _other_strings(one: _VoiceOf, other: _VoiceOf) -> bool:
    """Whether two equal stances differ in condition or limit; a no with and without one is the same no."""
    first, second = one.deciding.condition, other.deciding.condition
    if first is None or second is None:
        return first is not second and one.stand.stance in (Stance.SUPPORTS, Stance.OPEN)
    return first.kind is not second.kind or not (_words(first) & _words(second))


def _words(condition: Condition) -> set[str]:
    return {word for word in re.findall(r"\w+", condition.text.casefold()) if len(word) >= _SHORTEST_WORD}

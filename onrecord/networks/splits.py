"""Bodies that speak with more than one voice."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, product

from onrecord.networks.bodies import bodies
from onrecord.networks.stands import StandKey, course, day_of
from onrecord.types import Actor, ActorKind, Condition, Position, Split, Tense, Voice

# Words shorter than this ("if", "the", "for") tell no condition from another. A rule of form, not tuned on any text.
_SHORTEST_WORD = 4
# Two conditions that share more than this part of the shorter one's words are one condition worded twice: "if the city
# pays" and "provided that the city pays", but not "only for lorries" and "only for buses". A rule of form as well.
_SAME_WORDS = 0.5


class _Difference(IntEnum):
    NONE = 0
    TWO_VOICES = 1
    OPPOSITE = 2


@dataclass(frozen=True, slots=True)
class _VoiceOf:
    """A stance that an actor holds from one day until before another; ``body`` marks who is no office holder."""

    deciding: Position
    since: int
    until: int
    body: bool = False


def splits(positions: Iterable[Position], actors: Mapping[str, Actor]) -> tuple[Split, ...]:
    """Bodies whose office holders differ on an option at one time; ``opposite``: opposite sides in one scope.

    A half step, another scope, condition or limit makes two voices. So does a body that stands, in its own name, on the
    other side than its office holder, and what follows from a part on the other side than what is coded. Differences
    are told of the narrowest body that holds both.
    """
    groups: dict[tuple[str, str], dict[str, list[_VoiceOf]]] = {}
    for (actor, option), voices in _voices(positions).items():
        for body, itself in _speaks_for(actor, actors):
            said = [_VoiceOf(voice.deciding, voice.since, voice.until, itself) for voice in voices]
            groups.setdefault((option, body), {})[actor] = said
    return tuple(_narrowest(groups, actors))


def _voices(positions: Iterable[Position]) -> dict[tuple[str, str], list[_VoiceOf]]:
    current = [position for position in positions if position.tense is Tense.CURRENT]
    spoken = {(position.actor, position.option) for position in current if not position.derived}
    held: dict[StandKey, list[Position]] = {}
    for position in current:
        if not position.derived or (position.actor, position.option) not in spoken:
            held.setdefault((position.actor, position.option, position.scope), []).append(position)
    voices: dict[tuple[str, str], list[_VoiceOf]] = {}
    for (actor, option, _), group in held.items():
        voices.setdefault((actor, option), []).extend(_over_time(group))
    return voices


def _over_time(group: Sequence[Position]) -> Iterator[_VoiceOf]:
    """One voice for as long as the stance stays, with the latest position for it."""
    runs: list[list[Position]] = []
    for deciding in course(group):
        if runs and runs[-1][-1].stance is deciding.stance:
            runs[-1].append(deciding)
        else:
            runs.append([deciding])
    # An undated position stands before every dated one, and for good where there is none.
    starts = [day_of(run[0].date) for run in runs]
    for run, since, until in zip(runs, starts, [*starts[1:], sys.maxsize], strict=True):
        yield _VoiceOf(run[-1], since, until)


def _speaks_for(actor: str, actors: Mapping[str, Actor]) -> Iterator[tuple[str, bool]]:
    known = actors.get(actor)
    if known is None or known.kind is ActorKind.GROUP:
        return
    if known.kind is not ActorKind.PERSON:
        yield actor, True
    for body in bodies(actor, actors):
        yield body, False


def _narrowest(
    groups: Mapping[tuple[str, str], Mapping[str, Sequence[_VoiceOf]]], actors: Mapping[str, Actor]
) -> Iterator[Split]:
    told: set[tuple[str, frozenset[str]]] = set()

    def width(key: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
        return len(groups[key]), -len(bodies(key[1], actors)), key

    for option, body in sorted(groups, key=width):
        voices = groups[option, body]
        found = _differing(voices)
        if found is None:
            continue
        ids, opposite = found
        if (option, frozenset(ids)) not in told:
            told.add((option, frozenset(ids)))
            yield Split(body, option, opposite, ids)


def _differing(voices: Mapping[str, Sequence[_VoiceOf]]) -> tuple[tuple[str, ...], bool] | None:
    worst = _Difference.NONE
    involved: dict[str, Position] = {}
    for one, other in combinations(voices, 2):
        for first, second in _compared(voices[one], voices[other]):
            difference = _difference(first, second)
            worst = max(worst, difference)
            if difference is not _Difference.NONE:
                involved |= {voice.deciding.id: voice.deciding for voice in (first, second)}
    if worst is _Difference.NONE:
        return None
    ordered = sorted(involved.values(), key=lambda p: (-p.stance.value_on_scale, day_of(p.date), p.actor, p.id))
    return tuple(position.id for position in ordered), worst is _Difference.OPPOSITE


def _compared(ones: Sequence[_VoiceOf], others: Sequence[_VoiceOf]) -> list[tuple[_VoiceOf, _VoiceOf]]:
    """What two actors hold at one time: in the scopes that both speak of, else across scopes."""
    together = [(a, b) for a, b in product(ones, others) if a.since < b.until and b.since < a.until]
    return [(a, b) for a, b in together if a.deciding.scope is b.deciding.scope] or together


def _difference(one: _VoiceOf, other: _VoiceOf) -> _Difference:
    first, second = one.deciding, other.deciding
    opposite = first.stance.side * second.stance.side < 0
    if one.body or other.body or first.derived or second.derived:
        hearsay = any(voice.body and voice.deciding.voice is Voice.ATTRIBUTED for voice in (one, other))
        return _Difference.TWO_VOICES if opposite and not hearsay else _Difference.NONE
    if opposite and first.scope is second.scope:
        return _Difference.OPPOSITE
    same = first.stance is second.stance and first.scope is second.scope
    if same and _same_strings(first.condition, second.condition):
        return _Difference.NONE
    return _Difference.TWO_VOICES


def _same_strings(first: Condition | None, second: Condition | None) -> bool:
    """Whether two stances come with the same condition or limit, or both with none."""
    if first is None or second is None:
        return first is second
    return same_words(first.text, second.text)


def same_words(one: str, other: str) -> bool:
    """Whether two conditions are one condition in other words."""
    ones, others = _words(one), _words(other)
    if not ones or not others:
        return one.casefold() == other.casefold()
    return len(ones & others) > _SAME_WORDS * min(len(ones), len(others))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _SHORTEST_WORD}

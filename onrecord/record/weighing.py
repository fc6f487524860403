"""What matters most of what waits for a reviewer: what is disputed, unsure, or decides what the map shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from onrecord.record.values import State

# What each reason adds. The order is that of the review page: what people or machine and people say differently comes
# before what contradicts itself, that before what is unsure, that before what only decides. Two lesser reasons together
# may outweigh a greater one: something unsure that decides a stand comes before something unsure that does not.
_WEIGHTS: Mapping[str, int] = {
    "reviewers": 600,
    "other": 550,
    "gone": 500,
    "opposite": 320,
    "doubted": 300,
    "suggested": 200,
    "unsure": 160,
    "decides": 120,
    "only": 60,
    "many": 30,
}
_WORDS: Mapping[str, str] = {
    "reviewers": "two reviewers differ",
    "other": "the machine now says another thing than was judged",
    "gone": "the machine no longer finds what was judged",
    "opposite": "the same actor is on both sides of this option",
    "doubted": "a reviewer was unsure",
    "suggested": "only suggested: not sure enough for the map",
    "unsure": "the machine is unsure ({score:.2f})",
    "decides": "it decides where the actor stands",
    "only": "it is all there is of this actor on this option",
    "many": "the actor has many positions",
    "unseen": "nobody has looked at it",
}
#: The names of all reasons.
REASONS = frozenset(_WORDS)
# Scores under this are called unsure. Scores are probabilities of the side: under 0.6 the other sides together are
# nearly as likely. A convention; only the order in the queue hangs on it.
_UNSURE = 0.6
# An actor with this many positions has a row on the map that is seldom empty. A convention, for the order only.
ACTIVE = 20
# The surest of a score's range of 0 to 1 comes last among what has the same reasons: up to this many steps.
_STEPS = 20

_VOICES = {"own": 0, "attributed": 1, "reported": 2}


class Candidate(NamedTuple):
    """A claim as far as its weight goes; ``actor`` is the canonical one, ``value`` its stance on the scale."""

    id: str
    article: str
    option: str
    actor: str
    stance: str
    value: float
    scope: str
    voice: str
    begin: int
    score: float
    derived: bool
    former: bool
    first: date | None
    last: date | None
    suggested: bool
    outlet: str | None = None
    kind: str | None = None
    state: str | None = None
    disputed: bool = False
    disagrees: str | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with its weight and the names of the reasons for it, the weightiest first."""

    claim: Candidate
    weight: int
    reasons: tuple[str, ...]


def weigh(claims: Iterable[Candidate], active: Collection[str]) -> list[Weighed]:
    """The claims that wait, each weighed among those of its cell; ``active`` are the actors with many positions."""
    ordered = sorted(claims, key=lambda one: (one.option, one.actor))
    return [
        done
        for _, cell in groupby(ordered, key=lambda one: (one.option, one.actor))
        for done in _in_cell(list(cell), active)
    ]


def words(reasons: Sequence[str], score: float) -> tuple[str, ...]:
    """Reasons as a reviewer reads them."""
    return tuple(_WORDS[reason].format(score=score) for reason in reasons)


def _in_cell(cell: Sequence[Candidate], active: Collection[str]) -> Iterable[Weighed]:
    standing = [one for one in cell if one.state != State.REJECTED and not one.suggested]
    scopes: dict[str, list[Candidate]] = {}
    for one in standing:
        if not one.former:
            scopes.setdefault(one.scope, []).append(one)
    decides = {min(some, key=_precedence).id for some in scopes.values()}
    opposite = {
        scope for scope, some in scopes.items() if any(o.value > 0 for o in some) and any(o.value < 0 for o in some)
    }
    for one in cell:
        reasons = _reasons(one, opposite=one.scope in opposite and one.value != 0)
        if one.state is not None and not reasons:
            continue  # judged, and nothing speaks against it
        if not one.suggested and one.id in decides:
            reasons.append("only" if len(standing) == 1 else "decides")
        if one.actor in active:
            reasons.append("many")
        weight = sum(_WEIGHTS[reason] for reason in reasons) + round((1 - min(max(one.score, 0.0), 1.0)) * _STEPS)
        yield Weighed(one, weight, tuple(reasons) or ("unseen",))


def _reasons(one: Candidate, *, opposite: bool) -> list[str]:
    found = []
    if one.disputed:
        found.append("reviewers")
    if one.disagrees is not None:
        found.append(one.disagrees)
    if one.state == State.UNSURE:
        found.append("doubted")
    if one.state is not None:
        return found
    if opposite and not one.suggested and not one.former:
        found.append("opposite")
    if one.suggested:
        found.append("suggested")
    elif one.score < _UNSURE:
        found.append("unsure")
    return found


def _precedence(one: Candidate) -> tuple[bool, int, int, float, float, str, int, str]:
    """Which claim of a cell and scope decides: the least, by the same rules by which stands are made."""
    day = 0 if one.last is None else one.last.toordinal()
    return one.derived, _VOICES[one.voice], -day, -abs(one.value), -one.score, one.article, -one.begin, one.id

"""Which judged claim stands in place of which machine claim, also when the machine has read or coded anew."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.record.snapshots import Basis, Claim
from onrecord.record.values import Disagreement, Identities, State
from onrecord.types import Spans, Statement

Key = TypeVar("Key", bound=Hashable)

# Statements lie within one another; those of which less than half is shared are two.
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Trace:
    """What of a claim tells whether another one is on the same thing."""

    id: str
    on: tuple[str, ...]  # option and canonical actor; of a statement nothing
    says: tuple[str, str]  # scope and stance; of a statement kind and canonical actor
    places: Spans


@dataclass(frozen=True, slots=True)
class Claimed:
    """A judged claim as it is to be found again: as judged, and as the machine had it then."""

    id: str
    state: State
    traces: tuple[Trace, ...]
    beside: frozenset[tuple[str, str]] = frozenset()
    heard: frozenset[tuple[str, str]] = frozenset()
    based: bool = False


def trace_of(claim: Claim, known: Identities) -> Trace:
    """The trace of a claim whose actors are as sighted."""
    if isinstance(claim, Statement):
        actor = known.of(claim.actor, claim.article) or ""
        return Trace(claim.id, (), (claim.kind.value, actor), claim.content)
    on = (claim.option, known.of(claim.actor, claim.article))
    return Trace(claim.id, on, (claim.scope.value, claim.stance.value), (claim.evidence,))


def claimed_of(identifier: str, state: State, snapshot: Claim, basis: Basis, known: Identities) -> Claimed:
    """What of a judged claim has to be known to find it again."""
    traces = [trace_of(snapshot, known)]
    if basis.machine is not None:
        traces.append(trace_of(basis.machine, known))
    said = {trace.says for trace in traces}
    based = basis.machine is not None and not basis.gone
    return Claimed(identifier, state, tuple(traces), basis.beside - said, basis.heard, based)


def beside(mine: Sequence[Trace], others: Iterable[Trace], *, added: bool = False) -> frozenset[tuple[str, str]]:
    """What the machine says besides on the same words, which a judgement on ``mine`` leaves alone.

    A claim that is ``added`` takes the place of what says the same.
    """
    own = {trace.id for trace in mine}
    says = {trace.says for trace in mine}
    found: set[tuple[str, str]] = set()
    for other in others:
        near = any(trace.on == other.on and overlap(trace.places, other.places) > 0 for trace in mine)
        if not near or other.id in own:
            continue
        if other.says not in says:
            found |= {other.says, ("id", other.id)}
        elif not added:
            found.add(("id", other.id))
    return frozenset(found)


def assign(claims: Sequence[Claimed], rows: Mapping[Key, Trace]) -> dict[Key, str]:
    """For each row of the machine the judged claim that stands in its place, where there is one.

    Each claim takes the row that fits it best, then whatever else says the same on the same words; what stood beside
    it when it was judged is left alone.
    """
    pairs = sorted(
        (-fit, claim.id, row.id, place, key)
        for claim in claims
        for place, (key, row) in enumerate(rows.items())
        if (fit := _fit(claim, row)) > 0
    )
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for _, claim, _, _, key in pairs:
        if claim not in taken and key not in found:
            found[key] = claim
            taken.add(claim)
    scopes = {claim.id: {trace.says[0] for trace in claim.traces} for claim in claims}
    for _, claim, _, _, key in pairs:
        if key not in found and rows[key].says[0] in scopes[claim]:
            found[key] = claim
    return found


def disagreement(claim: Claimed, rows: Iterable[Trace], *, coded: bool) -> Disagreement | None:
    """Whether the machine now says neither what was judged nor what it said then; ``coded`` that it has been asked."""
    held = list(rows)
    if not held:
        return Disagreement.GONE if coded and claim.based and claim.state is not State.REJECTED else None
    on, said = {trace.on for trace in claim.traces}, {trace.says for trace in claim.traces} | claim.heard
    return Disagreement.OTHER if any(row.on not in on or row.says not in said for row in held) else None


def overlap(one: Spans, other: Spans) -> float:
    """The share of the characters of both that are in both."""
    mine, theirs = _characters(one), _characters(other)
    return len(mine & theirs) / (len(mine | theirs) or 1)


def _fit(claim: Claimed, row: Trace) -> float:
    """How well a row fits a judged claim; 0 where it is on something else or stood beside it."""
    apart = row.says in claim.beside or ("id", row.id) in claim.beside
    if apart and all(row.id != trace.id for trace in claim.traces):
        return 0.0
    best = 0.0
    for trace in claim.traces:
        if trace.on != row.on:
            continue
        shared = overlap(trace.places, row.places)
        if shared <= 0 or (not row.on and shared < _ENOUGH and trace.id != row.id):
            continue
        # The same id counts most, then the scope, then the stance, then how much of the words is shared.
        same = 8 * (trace.id == row.id) + 4 * (trace.says[0] == row.says[0]) + 2 * (trace.says[1] == row.says[1])
        best = max(best, same + shared)
    return best


def _characters(spans: Spans) -> set[int]:
    return {place for span in spans for place in range(span.begin, span.end)}

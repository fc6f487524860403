"""Pairs of actors that may be one, with what speaks for and against it, for a reviewer to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.actors.clusters import Clusters
from onrecord.actors.evidence import CERTAIN, POSSIBLE, agree, likeness, stems
from onrecord.actors.profiles import Traits
from onrecord.actors.rulings import Rulings

# What an agreeing state or role adds to the likeness of the names, and what a contradicting one takes from it: one
# contradiction outweighs one agreement, as states and offices are shared by many and changed by few.
FOR, AGAINST = 0.05, 0.15
# Below this a suggestion is a waste of a reviewer's time: alike names with two contradictions.
LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one, by canonical id; ``reasons`` speak for it, ``against`` against it, in words."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def suggested(
    clusters: Clusters, rulings: Rulings, id_of: Callable[[str], str], seen: Callable[[str], bool]
) -> list[Suggestion]:
    """All pairs that a reviewer has not ruled on, the likeliest first; some article names one of the two."""
    best: dict[tuple[str, str], Suggestion] = {}
    for one, other, rivals in _pairs(clusters):
        ours, theirs = clusters.cluster(one), clusters.cluster(other)
        ruled = any(rulings.different(a, b) for a in ours for b in theirs)
        if ours == theirs or ruled or not any(seen(node) for node in (*ours, *theirs)):
            continue
        beside = any(clusters.side_by_side(a, b) for a in ours for b in theirs)
        a, b = sorted((id_of(one), id_of(other)))
        found = _weighed(a, b, (clusters.traits[one], clusters.traits[other]), beside, rivals)
        known = best.get((a, b))
        if found is not None and (known is None or known.score < found.score):
            best[a, b] = found
    return sorted(best.values(), key=lambda s: (-s.score, s.one, s.other))


def _pairs(clusters: Clusters) -> Iterator[tuple[str, str, int]]:
    """Ids with like names, and short forms with each of those that they fit, and how many more these are."""
    for node in sorted(clusters.traits):
        for other in clusters.near(node):
            if node < other:
                yield node, other, 0
        fitting = clusters.fitting(node)
        for group in fitting:
            yield node, group[0], len(fitting) - 1


def _weighed(one: str, other: str, both: tuple[Traits, Traits], beside: bool, rivals: int) -> Suggestion | None:
    ours, theirs = both
    if ours.listed is not None and theirs.listed is not None:
        return None
    score, reasons, against = _names(ours, theirs)
    if not reasons:
        return None
    for what, a, b in (("state", ours.states, theirs.states), ("role", ours.roles, theirs.roles)):
        common = agree(a, b)
        if common:
            score += FOR
            reasons.append(f"same {what}: {', '.join(sorted(a & b))}")
        elif common is False:
            score -= AGAINST
            against.append(f"other {what}: {', '.join(sorted(a))} and {', '.join(sorted(b))}")
    if agree(ours.genders, theirs.genders) is False:
        score -= AGAINST
        against.append("a man and a woman")
    if beside:
        score -= AGAINST
        against.append("articles name them beside each other")
    if rivals:
        score /= 1 + rivals
        against.append(f"fits {rivals} {'other' if rivals == 1 else 'others'} as well")
    if score < LEAST and not rivals:
        return None
    return Suggestion(one, other, round(max(0.0, min(score, 1.0)), 3), tuple(reasons), tuple(against))


def _names(ours: Traits, theirs: Traits) -> tuple[float, list[str], list[str]]:
    """How alike the names are, in a number and in words."""
    if ours.joins_as_short or theirs.joins_as_short:
        kind = "a surname alone" if ours.person else "an acronym"
        return POSSIBLE, [f"{kind} that fits"], []
    score = likeness(ours, theirs)
    if not ours.person and not score and stems(ours.full) & stems(theirs.full):
        return POSSIBLE, ["names alike but for the last word"], ["the last word says what it is"]
    if score < POSSIBLE:
        return 0.0, [], []
    if score == 1.0:
        return score, ["same name"], []
    return score, ["names spelt alike" if score >= CERTAIN else "names somewhat alike"], []

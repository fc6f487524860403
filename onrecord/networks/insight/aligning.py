"""Two codings of one debate brought under the same names, so that their networks can be laid side by side."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.networks.asking import Known
from onrecord.networks.columns import UNDATED, Codes, Columns, Flags


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The positions of one coding, and what is known of its actors and options."""

    columns: Columns
    known: Known


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the other coding's actors and options the first one knows, and how many positions those have.

    Shares are None where the other side has nothing.
    """

    actors: int
    actors_met: int
    actor_positions: float | None
    options: int
    options_met: int
    option_positions: float | None


def aligned(one: Side, other: Side) -> tuple[Side, Coverage]:
    """The other side with the ids of the first for actors and options that are the same, and how many are.

    The same is who has the same id, or else a name (an option: a label) that on the first side only one has;
    case, accents and punctuation apart.
    """
    actors = _matches(
        other.columns.actors,
        one.columns.actors,
        lambda name: _names_of(name, other.known),
        lambda name: _names_of(name, one.known),
    )
    options = _matches(
        other.columns.options,
        one.columns.options,
        lambda name: (name, other.known.options.get(name, name)),
        lambda name: (name, one.known.options.get(name, name)),
    )
    columns = other.columns
    used_actors, used_options = (np.bincount(codes, minlength=len(names)) for codes, names in
                                 ((columns.actor, columns.actors), (columns.option, columns.options)))  # fmt: skip
    coverage = Coverage(
        *_met(columns.actors, used_actors, actors, _used(one.columns.actors, one.columns.actor)),
        *_met(columns.options, used_options, options, _used(one.columns.options, one.columns.option)),
    )
    named = [actors.get(name, name) for name in columns.actors]
    called = [options.get(name, name) for name in columns.options]
    names, actor = _recoded(named, columns.actor)
    labels, option = _recoded(called, columns.option)
    moved = replace(columns, actors=names, actor=actor, options=labels, option=option)
    known = Known(
        {**{actors.get(key, key): value for key, value in other.known.actors.items()}, **one.known.actors},
        {**{options.get(key, key): value for key, value in other.known.options.items()}, **one.known.options},
    )
    return Side(moved, known), coverage


def of_common_articles(one: Columns, other: Columns) -> tuple[Columns, Columns, int]:
    """Both restricted to the articles that both have, and how many those are; as they are where there is none."""
    shared = _used(one.articles, one.article) & _used(other.articles, other.article)
    if not shared:
        return one, other, 0
    return _among(one, shared), _among(other, shared), len(shared)


def common_days(one: Columns, other: Columns) -> tuple[int, int] | None:
    """The first and the last day on which both have positions around; None where they do not overlap."""
    ranges = []
    for columns in (one, other):
        day = columns.day[columns.day != UNDATED]
        if len(day) == 0:
            return None
        ranges.append((int(day.min()), int(day.max())))
    first, last = max(begin for begin, _ in ranges), min(end for _, end in ranges)
    return (first, last) if first <= last else None


def folded(name: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(kept.split())


def _names_of(identifier: str, known: Known) -> tuple[str, ...]:
    actor = known.actors.get(identifier)
    return (actor.name, *actor.aliases) if actor else (identifier,)


def _matches(
    wanted: Sequence[str],
    there: Sequence[str],
    names: Callable[[str], Iterable[str]],
    others: Callable[[str], Iterable[str]],
) -> Mapping[str, str]:
    """For each id of the one side that of the other, where there is one and only one."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for identifier in there:
        for name in others(identifier):
            bearers[folded(name)].add(identifier)
    present = set(there)
    found = {}
    for identifier in wanted:
        if identifier in present:
            found[identifier] = identifier
            continue
        met = [bearers[key] for name in names(identifier) if len(bearers.get(key := folded(name), ())) == 1]
        if met and len(set().union(*met)) == 1:
            (found[identifier],) = met[0]
    return found


def _met(
    names: Sequence[str], counts: NDArray[np.integer[Any]], matches: Mapping[str, str], used: set[str]
) -> tuple[int, int, float | None]:
    there = [(name, int(count)) for name, count in zip(names, counts.tolist(), strict=True) if count]
    met = [(name, count) for name, count in there if matches.get(name) in used]
    total = sum(count for _, count in there)
    return len(there), len(met), sum(count for _, count in met) / total if total else None


def _used(names: Sequence[str], codes: Codes) -> set[str]:
    return {names[code] for code in np.unique(codes).tolist() if code >= 0}


def _among(columns: Columns, articles: set[str]) -> Columns:
    listed: Flags = np.array([name in articles for name in columns.articles], dtype=np.bool_)
    return columns.where(listed[columns.article])


def _recoded(names: Sequence[str], codes: Codes) -> tuple[tuple[str, ...], Codes]:
    """The names sorted, each once, and the codes as places among them."""
    listed = tuple(sorted(set(names)))
    place = {name: number for number, name in enumerate(listed)}
    ranks = np.array([place[name] for name in names], dtype=np.int32)
    return listed, ranks[codes] if len(codes) else codes

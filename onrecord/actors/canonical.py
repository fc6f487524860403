"""One actor made of all sightings that are it: its name as it is best spelt, its roles over time, its id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, count

from anyascii import anyascii

from onrecord.actors.heard import heard
from onrecord.actors.names import parse, plain
from onrecord.actors.profiles import Counts, Item, Profile, most
from onrecord.types import Actor, ActorKind, RoleSeen, Sighting

# A spelling with more marks is the better one if this share of the sightings of that name has it; below, it is a slip.
MARKED = 0.05

# From about here adding up anew at each article costs more than keeping the sum (benchmarks/register.py).
WORTH_SUMMING = 3

_UNLISTED = Actor("", "", ActorKind.PERSON)


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Text as a readable piece of an id: plain lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower().replace("'", "")).strip("-") or "unnamed"


@dataclass(slots=True)
class Whole:
    """The profiles that are one actor, and their sum where these are many, which `Counts.count` keeps up to date."""

    profiles: Sequence[Profile]
    named: Sequence[Profile]  # those of persons with a name, all where there are none
    listed: Actor
    unlisted: bool  # whether its id, if it is a person's, is made of its name
    total: Counts | None

    def chooses(self, kind: ActorKind) -> bool:
        """Whether the id is made of the name; others keep the id of a sighting or of the authority list."""
        return self.unlisted and kind is ActorKind.PERSON


def whole(profiles: Sequence[Profile]) -> Whole:
    """Profiles as one actor."""
    listed = min((p.listed for p in profiles if p.listed is not None), key=lambda actor: actor.id, default=_UNLISTED)
    named = [p for p in profiles if p.id.startswith("person:")]
    total: Counts | None = None
    # Names of unnamed officials do not count among those of persons, so that a sum of both is of no use.
    if len(profiles) >= WORTH_SUMMING and len(named) in (0, len(profiles)):
        total = Counts()
        for profile in profiles:
            total.add(profile.counts)
    return Whole(profiles, named or profiles, listed, bool(named) and listed is _UNLISTED, total)


def canonical(of: Whole, known: str | None = None) -> Actor:
    """One actor of the profiles that are it; ``known`` is its id if it is one of those whose ids are made.

    Affiliation, bodies of roles and members are sighted ids. What an authority list says goes before what articles say.
    """
    listed = of.listed
    counts = [of.total] if of.total is not None else [p.counts for p in of.profiles]
    names = counts[0].spelt if len(counts) == 1 else _sum([p.counts.spelt for p in of.named])
    kind = listed.kind if listed is not _UNLISTED else most(_sum([c.kinds for c in counts])) or ActorKind.PERSON
    name = listed.name or best_name(names, kind)
    forms = set(listed.aliases).union(*(c.names for c in counts), *(c.aliases for c in counts))
    forms.discard(name)
    held = _held(counts)
    role = min(held, key=lambda seen: (-held[seen], seen.role, seen.body or "")) if held else None
    return Actor(
        id=listed.id or (known if known and of.chooses(kind) else _most_seen(of.named).id),
        name=name,
        kind=kind,
        role=listed.role or (role.role if role is not None else None),
        affiliation=listed.affiliation or most(_sum([c.bodies for c in counts])),
        state=listed.state or most(_sum([c.states for c in counts])),
        aliases=tuple(sorted(forms)),
        members=listed.members or most(_sum([c.members for c in counts])) or (),
        roles=tuple(dict.fromkeys((*listed.roles, *sorted(held, key=_in_order)))),
        wikidata=listed.wikidata,
    )


def seen_again(actor: Actor, sightings: Iterable[Sighting], *, alone: bool) -> Actor | None:
    """The canonical actor of somebody who was seen once more as before, None if it takes more to tell.

    Whatever is most frequent stays so when it is seen again; days are all that may change. ``alone`` says that it is
    one sighted id, and nobody may be a listed one: those have roles that no article tells.
    """
    held = {(seen.role, seen.body): seen for seen in actor.roles}
    changed = False
    for sighting in sightings:
        said = sighting.actor
        if not _as_before(actor, said) or not (
            alone or (said.id.startswith("person:") and said.kind is ActorKind.PERSON)
        ):
            return None
        if said.role is None:
            continue
        seen = held.get((said.role, said.affiliation))
        if seen is None:
            return None
        day = sighting.day
        if day is None or (seen.first is not None and seen.last is not None and seen.first <= day <= seen.last):
            continue
        first, last = min(seen.first or day, day), max(seen.last or day, day)
        held[said.role, said.affiliation] = RoleSeen(said.role, said.affiliation, first, last)
        changed = True
    return replace(actor, roles=tuple(sorted(held.values(), key=_in_order))) if changed else actor


def _as_before(actor: Actor, said: Actor) -> bool:
    """Whether a sighting has nothing but what is most frequent of an actor already."""
    return (
        said.name == actor.name
        and said.kind is actor.kind
        and (said.role is None or said.role == actor.role)
        and (said.state is None or said.state == actor.state)
        and (said.affiliation is None or said.affiliation == actor.affiliation)
        and (not said.members or said.members == actor.members)
        and all(alias in actor.aliases or alias == actor.name for alias in said.aliases)
    )


def best_name(names: Mapping[str, int], kind: ActorKind) -> str:
    """The name that stands for all: of persons a full one, of these the most frequent, in its best spelling."""
    if len(names) == 1:
        return next(iter(names))
    if kind is not ActorKind.PERSON:
        return most(names) or ""
    full = {name: number for name, number in names.items() if heard(name).given} or names
    spellings: dict[str, dict[str, int]] = {}
    for name, number in full.items():
        spellings.setdefault(_letters(name), {})[name] = number
    chosen = spellings[most({letters: sum(some.values()) for letters, some in spellings.items()}) or ""]
    least = MARKED * sum(chosen.values())
    return min(
        (name for name, number in chosen.items() if number >= least),
        key=lambda name: (-sum(not c.isascii() for c in name), -chosen[name], name),
    )


@lru_cache(maxsize=50_000)
def _letters(name: str) -> str:
    return plain(name)


def spelled_better(a: str, b: str) -> str:
    """The better form of one name: with a given name, then with diacritics, then the first."""
    full_a, full_b = bool(parse(a).given), bool(parse(b).given)
    if full_a != full_b:
        return a if full_a else b
    marks_a, marks_b = sum(not c.isascii() for c in a), sum(not c.isascii() for c in b)
    return b if marks_b > marks_a else a


# ---------------------------------------------------------------- ids

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """The id that a person would have if nobody else had its name, and the state that tells it from others."""

    base: str
    state: str | None


def wish(actor: Actor, of: Whole) -> Wish | None:
    """What an actor's id is made of; None for who does not choose."""
    return Wish(f"person:{slug(actor.name)}", actor.state) if of.chooses(actor.kind) else None


_NUMBERS = re.compile(r"(?:-\d+)+$")


def family_of(identifier: str) -> str:
    """What ids that could collide share: an id without state code, mark of a part and numbers."""
    plainest = identifier.partition("~")[0].partition(".")[0]
    return _NUMBERS.sub("", plainest) if plainest[-1:].isdigit() else plainest


def numbered(wishes: Mapping[Group, Wish], free: Callable[[str, Group], bool]) -> dict[Group, str]:
    """Ids for the persons of one family of ids: plain where only one wants it, else with the state, else with a number.

    They choose in the order of their sighted ids; ``free`` says whether somebody may have an id.
    """
    if len(wishes) == 1:
        ((cluster, want),) = wishes.items()
        if free(want.base, cluster):
            return {cluster: want.base}
    wanted = Counter(w.base for w in wishes.values())
    given: dict[Group, str] = {}
    for cluster, want in sorted(wishes.items()):
        code = f".{slug(want.state.rpartition(':')[2])}" if want.state is not None else ""
        plainest = [want.base] if wanted[want.base] == 1 else []
        numbers = (f"{want.base}{code}-{number}" for number in count(2))
        tries = chain(plainest, [want.base + code], numbers)
        given[cluster] = next(i for i in tries if i not in given.values() and free(i, cluster))
    return given


# ---------------------------------------------------------------- parts


def _most_seen(profiles: Sequence[Profile]) -> Profile:
    return min(profiles, key=lambda p: (-p.seen, p.id))


def _sum(counts: list[dict[Item, int]]) -> dict[Item, int]:
    if len(counts) == 1:
        return counts[0]
    total: dict[Item, int] = {}
    for one in counts:
        for item, number in one.items():
            total[item] = total.get(item, 0) + number
    return total


def _held(counts: list[Counts]) -> dict[RoleSeen, int]:
    """The roles of an actor with first and last day, and how often each was seen."""
    if len(counts) == 1:
        roles = counts[0].roles.items()
        return {RoleSeen(role, body, held.first, held.last): held.seen for (role, body), held in roles}
    total: dict[tuple[str, str | None], tuple[int, list[date]]] = {}
    for one in counts:
        for key, held in one.roles.items():
            number, days = total.get(key, (0, []))
            total[key] = number + held.seen, [*days, *(d for d in (held.first, held.last) if d is not None)]
    return {
        RoleSeen(role, body, min(days, default=None), max(days, default=None)): number
        for (role, body), (number, days) in total.items()
    }


def _in_order(seen: RoleSeen) -> tuple[date, date, str, str]:
    return seen.first or date.max, seen.last or date.max, seen.role, seen.body or ""

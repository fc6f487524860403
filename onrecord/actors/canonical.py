"""One actor made of all sightings that are it: its name as it is best spelt, its roles over time, its id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, count

from anyascii import anyascii

from onrecord.actors.heard import heard
from onrecord.actors.names import parse, plain
from onrecord.actors.profiles import Item, Profile, most
from onrecord.types import Actor, ActorKind, RoleSeen

# A spelling with more marks is the better one if this share of the sightings of that name has it; below, it is a slip.
MARKED = 0.05

# From about here adding up anew at each article costs more than keeping the sum (benchmarks/register.py).
WORTH_SUMMING = 3

_UNLISTED = Actor("", "", ActorKind.PERSON)


@lru_cache(maxsize=50_000)
def slug(text: str) -> str:
    """Text as a readable piece of an id: plain lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower().replace("'", "")).strip("-") or "unnamed"


def canonical(profiles: Sequence[Profile], known: str | None = None, total: Profile | None = None) -> Actor:
    """One actor of the profiles that are it; ``known`` is its id if it is one of those whose ids are made.

    ``total`` is the sum of the profiles (`summed`), if it is at hand. Affiliation, bodies of roles and members are sighted ids. What an authority list says goes before what articles say.
    """
    listed = min((p.listed for p in profiles if p.listed is not None), key=lambda actor: actor.id, default=_UNLISTED)
    named = _named(profiles) or profiles
    names = _sum([p.names for p in named]) if total is None else total.names
    chosen, profiles = profiles, profiles if total is None else [total]
    kind = listed.kind if listed is not _UNLISTED else most(_sum([p.kinds for p in profiles])) or ActorKind.PERSON
    name = listed.name or best_name(names, kind)
    forms = {*listed.aliases, *(form for p in profiles for form in (*p.names, *p.aliases))}
    forms.discard(name)
    held = _held(profiles)
    role = min(held, key=lambda seen: (-held[seen], seen.role, seen.body or ""), default=None)
    return Actor(
        id=listed.id or (known if known and chooses(chosen, kind) else _most_seen(named).id),
        name=name,
        kind=kind,
        role=listed.role or (role.role if role is not None else None),
        affiliation=listed.affiliation or most(_sum([p.bodies for p in profiles])),
        state=listed.state or most(_sum([p.states for p in profiles])),
        aliases=tuple(sorted(forms)),
        members=listed.members or most(_sum([p.members for p in profiles])) or (),
        roles=tuple(dict.fromkeys((*listed.roles, *sorted(held, key=_in_order)))),
        wikidata=listed.wikidata,
    )


def summed(profiles: Sequence[Profile]) -> Profile | None:
    """The sum of many profiles, to be kept up to date beside them; None where a few are added up as fast.

    Names of unnamed officials would not count among those of persons, so that a sum of both is of no use.
    """
    if len(profiles) < WORTH_SUMMING or 0 < len(_named(profiles)) < len(profiles):
        return None
    total = Profile("")
    for profile in profiles:
        total.add(profile)
    return total


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


def chooses(profiles: Sequence[Profile], kind: ActorKind) -> bool:
    """Whether an actor's id is made of its name; others keep the id of a sighting or of the authority list."""
    return kind is ActorKind.PERSON and all(p.listed is None for p in profiles) and bool(_named(profiles))


def wish(actor: Actor, profiles: Sequence[Profile]) -> Wish | None:
    """What an actor's id is made of; None for who does not choose."""
    return Wish(f"person:{slug(actor.name)}", actor.state) if chooses(profiles, actor.kind) else None


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


def _named(profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles of persons with a name."""
    return [p for p in profiles if p.id.startswith("person:")]


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


def _held(profiles: Sequence[Profile]) -> dict[RoleSeen, int]:
    """The roles of an actor with first and last day, and how often each was seen."""
    total: dict[tuple[str, str | None], tuple[int, list[date]]] = {}
    for profile in profiles:
        for key, held in profile.roles.items():
            number, days = total.get(key, (0, []))
            total[key] = number + held.seen, [*days, *(d for d in (held.first, held.last) if d is not None)]
    return {
        RoleSeen(role, body, min(days, default=None), max(days, default=None)): number
        for (role, body), (number, days) in total.items()
    }


def _in_order(seen: RoleSeen) -> tuple[date, date, str, str]:
    return seen.first or date.max, seen.last or date.max, seen.role, seen.body or ""

"""The actors known so far, found again by name, role and state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anyascii import anyascii

from onrecord.actors.names import block_keys, parse, plain, same_person
from onrecord.types import Actor, ActorKind

# A full name this close needs no more evidence; below it, role or state must agree. From the pairs in
# tests/actors/test_names.py: transliterations of one name reach 0.9, look-alikes with the same given name 0.85.
CERTAIN = 0.93
POSSIBLE = 0.8


def slug(text: str) -> str:
    """Text as a readable piece of an id: plain lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower().replace("'", "")).strip("-") or "unnamed"


def spelled_better(a: str, b: str) -> str:
    """The better form of one name: with a given name, then with diacritics, then the first."""
    full_a, full_b = bool(parse(a).given), bool(parse(b).given)
    if full_a != full_b:
        return a if full_a else b
    marks_a, marks_b = sum(not c.isascii() for c in a), sum(not c.isascii() for c in b)
    return b if marks_b > marks_a else a


def merged(known: Actor, seen: Actor) -> Actor:
    """One actor from what was known and what an article adds: the best-spelt name, all other forms as aliases."""
    unnamed = known.kind is not ActorKind.PERSON
    name = known.name if unnamed else spelled_better(known.name, seen.name)
    aliases = dict.fromkeys((*known.aliases, known.name, seen.name, *seen.aliases))
    aliases.pop(name, None)
    return replace(
        known,
        name=name,
        role=known.role or seen.role,
        affiliation=known.affiliation or seen.affiliation,
        state=known.state or seen.state,
        aliases=tuple(sorted(aliases)),
        members=known.members or seen.members,
    )


class Register:
    """Canonical actors, filed so that a variant is found without comparing it with everybody.

    Reading an article never changes a register: the article's actors are added afterwards.
    """

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        """File these actors."""
        self._by_id: dict[str, Actor] = {}
        self._blocks: dict[str, set[str]] = {}
        self.extend(actors)

    def __len__(self) -> int:
        """How many actors are known."""
        return len(self._by_id)

    def __iter__(self) -> Iterator[Actor]:
        """The known actors, in the order of their arrival."""
        return iter(self._by_id.values())

    def get(self, identifier: str) -> Actor | None:
        """The actor of that id."""
        return self._by_id.get(identifier)

    def add(self, actor: Actor) -> Actor:
        """File an actor; one with the same id is merged with it."""
        known = self._by_id.get(actor.id)
        kept = actor if known is None else merged(known, actor)
        self._by_id[actor.id] = kept
        for name in (kept.name, *kept.aliases):
            for key in self._keys(kept.kind, name):
                self._blocks.setdefault(key, set()).add(kept.id)
        return kept

    def extend(self, actors: Iterable[Actor]) -> Register:
        """File many actors."""
        for actor in actors:
            self.add(actor)
        return self

    def match(self, candidate: Actor) -> Actor | None:
        """The known actor that a candidate is, or None where the evidence does not reach."""
        if candidate.id in self._by_id and candidate.kind is not ActorKind.PERSON:
            return self._by_id[candidate.id]
        near = {i for key in self._keys_of(candidate) for i in self._blocks.get(key, ())}
        scored = []
        for identifier in sorted(near):
            known = self._by_id[identifier]
            if known.kind is candidate.kind:
                score = _likeness(known, candidate)
                if score:
                    scored.append((score, identifier))
        if not scored:
            return None
        best = max(score for score, _ in scored)
        winners = [i for score, i in scored if score == best]
        return self._by_id[winners[0]] if len(winners) == 1 else None

    def _keys_of(self, actor: Actor) -> set[str]:
        return {key for name in (actor.name, *actor.aliases) for key in self._keys(actor.kind, name)}

    @staticmethod
    def _keys(kind: ActorKind, name: str) -> Iterator[str]:
        if kind is ActorKind.PERSON:
            for key in block_keys(name):
                yield f"p:{key}"
        else:
            yield f"n:{plain(name)}"


def _likeness(known: Actor, candidate: Actor) -> float:
    if known.kind is ActorKind.PERSON:
        return _same_human(known, candidate)
    states_agree = not (known.state and candidate.state and known.state != candidate.state)
    names = {plain(n) for n in (known.name, *known.aliases)}
    return 1.0 if states_agree and names & {plain(n) for n in (candidate.name, *candidate.aliases)} else 0.0


def _same_human(known: Actor, candidate: Actor) -> float:
    if is_unnamed(known) or is_unnamed(candidate):
        return 1.0 if known.id == candidate.id else 0.0
    theirs, ours = [known.name, *known.aliases], [candidate.name, *candidate.aliases]
    full = [n for n in ours if parse(n).given]
    best = max((same_person(a, b) for a in theirs if parse(a).given for b in full), default=0.0)
    same_state = bool(known.state and known.state == candidate.state)
    other_state = bool(known.state and candidate.state and known.state != candidate.state)
    same_role = bool(known.role and candidate.role and _role_words(known.role) & _role_words(candidate.role))
    if full and any(parse(a).given for a in theirs):
        namesakes = other_state and bool(known.role and candidate.role) and not same_role
        # A state may be guessed wrong, so the very same name outweighs it, unless the role differs too.
        if best >= CERTAIN and (not other_state or (best >= 0.99 and not namesakes)):
            return best
        return best if best >= POSSIBLE and (same_state or same_role) and not other_state else 0.0
    # A bare surname on one side: the spelling must be near, and role and state must speak for it.
    bare = max(same_person(a, b) for a in theirs for b in ours)
    agrees = (same_state and not (known.role and candidate.role)) or (same_role and not other_state)
    return bare if bare >= 0.75 and agrees else 0.0


def _role_words(role: str) -> frozenset[str]:
    """The words of a role that tell offices apart; "former" and the like do not."""
    small = {"of", "the", "for", "to", "and", "former", "deputy", "acting", "senior", "vice", "affairs", "general"}
    words = frozenset(role.lower().replace("defense", "defence").replace("premier", "prime minister").split()) - small
    return words - {"minister"} if len(words) > 1 else words


def is_unnamed(actor: Actor) -> bool:
    """Whether a person is known by role only ("adviser to President X")."""
    return actor.id.startswith("role:")

"""What speaks for and against two sighted actors being one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.actors.lexicon import lexicon
from onrecord.actors.names import SAME, parse, plain, same_person
from onrecord.actors.profiles import Traits

# A full name this close needs no more evidence; below it, role or state must agree. From the pairs in
# tests/actors/test_names.py: transliterations of one name reach 0.9, look-alikes with the same given name 0.85.
CERTAIN = 0.93
POSSIBLE = SAME
# The very same name, apart from marks and case: it outweighs a state that may have been guessed wrong.
EQUAL = 0.99
# Different persons score 0.6 and less on those pairs: names further apart than this are never one person's.
UNLIKE = 0.6
# An initial fits many given names, so a name with one is never certain.
INITIAL = 0.9
# A bare surname reaches 0.9 at most; this is a surname with one slip of the pen or another transliteration.
BARE = 0.75
# A body named without the word for what it is (Labour, Labour Party).
STEM = 0.9


@dataclass(frozen=True, slots=True)
class Tie:
    """That two actors may be one: how alike their names are, and whether role or state agrees."""

    agrees: bool
    score: float

    @property
    def strength(self) -> tuple[bool, float]:
        """What ties are ordered by."""
        return self.agrees, self.score


def tie(one: Traits, other: Traits, score: float) -> Tie | None:
    """What ties two actors by themselves, None where the evidence does not reach; the score is that of `likeness`."""
    if one.person is not other.person or one.alone or other.alone or _told_apart(one, other):
        return None
    states, roles = agree(one.states, other.states), agree(one.roles, other.roles)
    if _too_unlike(one, other, score):
        return None
    if not one.person:
        return Tie(bool(states), score) if score == 1.0 or (score and states) else None
    agrees = bool(states or roles)
    if score >= CERTAIN or (score >= POSSIBLE and agrees):
        return Tie(agrees, score)
    return None


def at_odds(one: Traits, other: Traits, score: float | None = None) -> bool:
    """Whether two actors can not be one: their names, genders, states and roles, or an authority list, say so.

    The score is that of `likeness`, if it is known.
    """
    if _told_apart(one, other):
        return True
    if not (one.full and other.full):
        return False  # only full names can be too unlike
    return _too_unlike(one, other, likeness(one, other) if score is None else score)


def _told_apart(one: Traits, other: Traits) -> bool:
    """What rules two actors out as one, whatever their names."""
    if one.listed is not None and other.listed is not None and one.listed != other.listed:
        return True
    other_state = agree(one.states, other.states) is False
    if not (one.person and other.person):
        return other_state
    other_role = agree(one.roles, other.roles) is False
    return agree(one.genders, other.genders) is False or (other_state and other_role and bool(one.full and other.full))


def _too_unlike(one: Traits, other: Traits, score: float) -> bool:
    """Whether the names of two actors are those of two; more alike than this is asked of actors of two states."""
    if not (one.person and other.person):
        # Green Party and Green Movement: two bodies that the word for what they are tells apart.
        return score < 1.0 and bool(stems(one.full) & stems(other.full))
    other_state = agree(one.states, other.states) is False
    return bool(one.full and other.full) and score < (EQUAL if other_state else UNLIKE)


def fits(short: Traits, full: Traits) -> bool:
    """Whether a bare surname or acronym may stand for a fuller actor; that none other fits is for the caller to see."""
    states, roles = agree(short.states, full.states), agree(short.roles, full.roles)
    if short.person:
        # The user's list names it so: nothing need speak for it, as long as nothing speaks against it.
        if (
            full.listed is not None
            and False not in (states, roles)
            and plain_names(short.short) & plain_names(full.short)
        ):
            return True
        # Role and state must speak for it; a state alone does not where the roles are others.
        if not (roles and states is not False) and not (states and roles is None):
            return False
        return any(same_person(a, b) >= BARE for a in short.short for b in (*full.full, *full.short))
    if states is False:
        return False
    known = {plain(name) for name in full.short}
    return any(plain(a) in known or (states and a.upper() in initials_of(full)) for a in short.short)


def agree(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether two sets share something; None where one of them is empty, and nothing can be said."""
    return not one.isdisjoint(other) if one and other else None


def likeness(one: Traits, other: Traits) -> float:
    """How alike the names of two actors are at their nearest, 0 to 1."""
    if one.person:
        if not frozenset(_told(one)).isdisjoint(_told(other)):
            return 1.0
        return max((name_likeness(a, b) for a in _told(one) for b in _told(other)), default=0.0)
    ours, theirs = plain_names(one.full or one.short), plain_names(other.full or other.short)
    if ours & theirs:
        return 1.0
    return STEM if ours & stems(other.full) or theirs & stems(one.full) else 0.0


@lru_cache(maxsize=50_000)
def plain_names(names: tuple[str, ...]) -> frozenset[str]:
    """Names in plain letters."""
    return frozenset(plain(name) for name in names)


@lru_cache(maxsize=50_000)
def stems(names: tuple[str, ...]) -> frozenset[str]:
    """Names of bodies in plain letters, without the word that says what they are: Labour of Labour Party."""
    known = heads()
    split = (plain(name).rpartition(" ") for name in names)
    return frozenset(stem for stem, _, head in split if stem and head in known)


def initials_of(traits: Traits) -> frozenset[str]:
    """The initials of a body's names, as an acronym has them."""
    return _initials(traits.full)


@lru_cache(maxsize=50_000)
def _initials(names: tuple[str, ...]) -> frozenset[str]:
    small = small_words()
    words = ([w for w in name.replace("-", " ").split() if w.lower() not in small] for name in names)
    return frozenset("".join(w[0] for w in some).upper() for some in words if len(some) > 1)


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """The words that say what a body is, as the last of its name."""
    return frozenset(lexicon().roles.organisation_heads | lexicon().roles.party_heads)


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """The words that have no letter in an acronym."""
    return frozenset(lexicon().words["names.particles"] | {"of", "the", "for", "and", "on", "in"})


def _told(traits: Traits) -> tuple[str, ...]:
    return traits.full or traits.short


def name_likeness(a: str, b: str) -> float:
    """How alike two names of persons are; an initial for a given name is never certain."""
    score = same_person(a, b)
    if score >= INITIAL:
        one, other = parse(a).given, parse(b).given
        if one and other and (len(one[0]) == 1) != (len(other[0]) == 1):
            return INITIAL
    return score

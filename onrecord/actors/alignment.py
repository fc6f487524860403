"""Two names laid side by side, word by word: which words answer to each other, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.actors.name_lists import given_genders, given_groups
from onrecord.actors.spelling import SAME, given_likeness, loose_likeness, umlauts, word_likeness


@dataclass(frozen=True, slots=True)
class Aligned:
    """The best way to lay two names side by side."""

    score: float
    given: float = 0.0
    family: float = 0.0
    left_over: int = 0  # words of the longer name that answer to none
    both_left_over: bool = False
    turned: bool = False  # the family name first in one of them
    skipped: bool = False  # the first word of the longer name answers to none


def aligned(a: tuple[str, ...], b: tuple[str, ...], other_script: bool) -> Aligned:
    """Lay two names of two words or more side by side, the words of either in order or the last one first."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    best = _laid(long, short, other_script, False)
    if best.score >= SAME:
        return best
    ways = [(long, (*short[1:], short[0])), (long, (short[-1], *short[:-1]))]
    if len(long) == len(short):  # which of the two has the family name in front shows only where they differ
        ways.append(((*long[1:], long[0]), short))
    for one, turned in ways:
        other = _laid(one, turned, other_script, True)
        if other.score > best.score:
            best = other
    return best


def _laid(long: tuple[str, ...], short: tuple[str, ...], other_script: bool, turned: bool) -> Aligned:
    """Every word of the shorter name must find one in the longer, in order; two words left over on both sides part."""
    family = _likeness(long[-1], short[-1], other_script)
    given = _given(long[0], short[0], other_script)
    if len(long) == len(short):
        inner = [_inner(x, y, other_script) for x, y in zip(long[1:-1], short[1:-1], strict=True)]
        return _judged(given, family, inner, 0, turned)
    best = Aligned(0.0, given, family, len(long) - len(short), family < SAME and given < SAME, turned)
    for places in _places(len(long), len(short)):
        score = _at(long, short, places, other_script, turned)
        if score.score > best.score:
            best = score
    return best


def _places(long: int, short: int) -> list[tuple[int, ...]]:
    from itertools import combinations

    return list(combinations(range(long), short)) if long <= 6 else []


def _at(
    long: tuple[str, ...], short: tuple[str, ...], places: tuple[int, ...], other_script: bool, turned: bool
) -> Aligned:
    given = _given(long[places[0]], short[0], other_script)
    if given < SAME:
        return Aligned(0.6 * given, given, 0.0, len(long) - len(short), True, turned)
    family = _likeness(long[places[-1]], short[-1], other_script)
    inner = [_inner(long[i], x, other_script) for i, x in zip(places[1:-1], short[1:-1], strict=True)]
    left = [word for i, word in enumerate(long) if i not in places]
    # G. W. against G. H. W.: initials are all given or all left out.
    initials_part = len(short) > 2 and any(len(word) == 1 for word in left) and any(len(w) == 1 for w in short[1:-1])
    judged = _judged(given, min(family, 0.3) if initials_part else family, inner, len(left), turned)
    if len(short) == 2 and len(long) - 1 - places[-1] > 1 and _all_given(long[0], long[places[-1]]):
        # Aung San against Aung San Suu Kyi, Luiz Inacio against Luiz Inacio Lula da Silva: no family name is left.
        return Aligned(min(judged.score, 0.6), given, family, len(left), False, turned)
    if places[-1] < len(long) - 1 and not other_script and not _certainly(long[places[-1]], short[-1]):
        # A second surname is left out, or the first is spelt otherwise: both at once make another family.
        return Aligned(min(judged.score, 0.75), given, family, len(left), False, turned)
    skipped = places[0] > 0  # called by a middle name, or two surnames without the given one
    if skipped and (len(long[0]) > 1 or len(short[0]) == 1):
        middle = long[places[0]] in given_genders() or len(short) > 1
        return Aligned(min(judged.score, 0.87 if middle else 0.7), given, family, len(left), False, turned, True)
    return judged


def _certainly(a: str, b: str) -> bool:
    """Whether two words are one family or given name beyond doubt, in spellings that are known."""
    groups = given_groups()
    return a == b or umlauts(a) == umlauts(b) or bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _all_given(first: str, last: str) -> bool:
    known = given_genders()
    return last in known or first not in known


def _judged(given: float, family: float, inner: list[float], left_over: int, turned: bool) -> Aligned:
    least = min([given, family, *inner])
    if least >= SAME and ((turned and left_over) or (given == 0.9 and family <= 0.85)):
        # One doubt is a spelling, two are another person: a short form of the given name and a slip in the family name,
        # or the names in another order and a word left over.
        least = min(least, 0.75)
    # A given name of its own is the plainest sign of another person, a surname the next.
    score = 0.55 * family + 0.45 * given if least >= SAME else 0.6 * least
    return Aligned(score, given, family, left_over, least < SAME, turned)


def _given(a: str, b: str, other_script: bool) -> float:
    return max(given_likeness(a, b), loose_likeness(a, b)) if other_script else given_likeness(a, b)


def _inner(a: str, b: str, other_script: bool) -> float:
    if len(a) == 1 or len(b) == 1:
        return 0.9 if a[0] == b[0] else 0.0
    return max(_likeness(a, b, other_script), given_likeness(a, b))


def _likeness(a: str, b: str, other_script: bool) -> float:
    if len(a) == 1 and len(b) == 1:
        return 1.0 if a == b else 0.0
    if other_script:
        return max(word_likeness(a, b), loose_likeness(a, b))
    return word_likeness(a, b)

"""A person's name as it is looked for: the sounds of its words, whatever the spelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from sys import intern

from rapidfuzz.distance import OSA

from onrecord.actors.endings import inflected
from onrecord.actors.lexicon import lexicon
from onrecord.actors.name_lists import given_groups, listed, nicknames
from onrecord.actors.names import parse
from onrecord.actors.spelling import SAME, given_likeness, skeletons

# Spellings of one family name across languages differ in up to three letters of five (Shukov, Joukov; Sejurne,
# Sejournay); of names that sound alike by and large and differ more, none in tests/actors/test_names.py are one.
UNLIKE_LETTERS = 0.6
# Where a consonant is another one, an ending (Novak, Novakova) or a slip explains it, and no more than that.
UNLIKE_SOUNDS = 0.4
# The last letter of the Latin blocks of Unicode: a name with letters beyond was written in another script.
LATIN = "\u024f"


@dataclass(frozen=True, slots=True)
class Heard:
    """The first given name in plain letters ("" where there is none) and the sounds of the family name.

    Middle names may be a part of the family name, so that their sounds are among these.
    """

    given: str
    families: tuple[str, ...]


@lru_cache(maxsize=200_000)
def heard(name: str) -> Heard:
    """A person's name as it is looked for."""
    parsed = parse(name)
    words = (*_without_particles(parsed.family), *(w for w in parsed.given[1:] if len(w) > 1))
    found = sounds(words[0]) if len(words) == 1 else tuple(sorted({s for word in words for s in sounds(word)}))
    return Heard(intern(parsed.given[0]) if parsed.given else "", found)


@lru_cache(maxsize=150_000)
def exact_keys(name: str) -> tuple[str, ...]:
    """The sounds of any two words of a person's name, as the family name may stand first."""
    parsed = parse(name)
    words = [w for w in (*parsed.given, *_without_particles(parsed.family)) if len(w) > 1]
    pairs = (sorted(pair) for a, b in combinations(words, 2) for pair in product(sounds(a), sounds(b)))
    return tuple({f"{one}+{other}" for one, other in pairs})


@lru_cache(maxsize=100_000)
def sounds(word: str) -> tuple[str, ...]:
    """The skeletons of a word and of each part of a double one."""
    parts = {word.replace("-", ""), *word.split("-")} if "-" in word else {word}
    return tuple(sorted({intern(bones) for part in parts for bones in skeletons(part)}))


@lru_cache(maxsize=50_000)
def shortened(bones: str) -> tuple[str, ...]:
    """A skeleton and, if it is long enough to bear it, all that are one consonant shorter: Macon meets Macron."""
    return (bones, *{intern(bones[:i] + bones[i + 1 :]) for i in range(len(bones)) if len(bones) > 3})


def given_keys(given: str) -> tuple[frozenset[str], frozenset[str]]:
    """Keys under which a given name is filed and under which it is looked for.

    Alike are an initial and a name, nicknames, spellings across languages, and sounds with a consonant left out; of
    these only names with a common opening (`openings`) count.
    """
    initial, spelt = f"~{given[:1]}", f"^{given[:1]}"
    if len(given) < 2:
        return frozenset((initial,)), frozenset((initial, spelt))
    bones = (bones for form in {given, given.split("-")[0]} for bones in skeletons(form))
    found = frozenset((*(key for one in bones for key in shortened(one)), *_lists(given)))
    return found | {spelt}, found | {initial}


@lru_cache(maxsize=50_000)
def openings(given: str) -> frozenset[str]:
    """With what a given name begins, in letters and in sound, and the lists of like names that it stands in."""
    return frozenset((given[:1], *(bones[:1] for bones in skeletons(given)), *_lists(given)))


def spelt_apart(one: str, other: str) -> bool:
    """Whether two names that sound alike are spelt so that they can not be one: a quick look before comparing them."""
    if max(one) > LATIN or max(other) > LATIN:
        return False
    a, b, ours, theirs = heard(one), heard(other), _words(one), _words(other)
    eastern = listed("east_asian_surnames.txt")
    if ours[-1] == theirs[-1] or (ours[0] in eastern and theirs[0] in eastern):
        return False  # Kim, Gim; Pak, Park: short words, spelt in too many ways
    if frozenset(exact_keys(one)).isdisjoint(exact_keys(other)):
        # They met by family and first given name, so that these must answer to each other.
        if not _given_meet(a.given, b.given):
            return True
        share = UNLIKE_LETTERS if not frozenset(a.families).isdisjoint(b.families) else UNLIKE_SOUNDS
    else:
        share = UNLIKE_LETTERS
    return not (_spelt_like(ours[-1], theirs, share) or _spelt_like(theirs[-1], ours, share))


def _spelt_like(family: str, words: tuple[str, ...], share: float) -> bool:
    """Whether one of the words may be a spelling of a family name."""
    for word in words:
        least = int(share * max(len(word), len(family)))
        if OSA.distance(word, family, score_cutoff=least) <= least:
            return True
    return False


@lru_cache(maxsize=200_000)
def _given_meet(one: str, other: str) -> bool:
    """Whether two given names that sound alike may be one."""
    if one == other or len(one) < 2 or len(other) < 2:
        return True
    return given_likeness(one, other) >= SAME or inflected(one, other)


@lru_cache(maxsize=150_000)
def _words(name: str) -> tuple[str, ...]:
    parsed = parse(name)
    return tuple(part for word in (*parsed.given, *parsed.family) for part in word.split("-"))


def _lists(given: str) -> frozenset[str]:
    """Marks that nicknames share with their names, and names with their forms in other languages."""
    groups = (f"#{number}" for number in given_groups().get(given, ()))
    return frozenset((*groups, *(f"@{name}" for name in (*nicknames().get(given, ()), given) if name in _nicknamed())))


@lru_cache(maxsize=1)
def _nicknamed() -> frozenset[str]:
    return frozenset(name for names in nicknames().values() for name in names)


def _without_particles(family: tuple[str, ...]) -> tuple[str, ...]:
    if len(family) == 1:
        return family
    particles = _particles()
    return tuple(w for w in family if w not in particles) or family


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(lexicon().words["names.particles"])

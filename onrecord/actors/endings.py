"""Endings of names: of cases, of other languages, of women's family names; and whether two words may be one."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.actors.name_lists import family_groups, given_genders, given_groups, known_given, listed, name_words
from onrecord.actors.spelling import (
    SAME,
    across,
    folded,
    given_likeness,
    is_short_form,
    loose,
    loose_likeness,
    skeletons,
    word_likeness,
)

_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=200_000)
def near(a: str, b: str, other_script: bool) -> bool:
    """Whether two words of two names can answer to each other at all, as given names, family names or by endings."""
    if a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0]):
        return True
    if len(a) == 1 or len(b) == 1:
        return False
    if not _begin_alike(a, b) and not _known_forms(a, b):
        return False
    if word_likeness(a, b) >= SAME or given_likeness(a, b) >= SAME or (other_script and loose_likeness(a, b) >= SAME):
        return True
    return folded(a)[:2] == folded(b)[:2] and (inflected(a, b) or feminine(a, b))


def _begin_alike(a: str, b: str) -> bool:
    """A quick look that passes over most pairs of words: first sound, and the consonants by and large."""
    if starts(a).isdisjoint(starts(b)):
        return False
    if DamerauLevenshtein.distance(loose(a), loose(b), score_cutoff=2) <= 2:
        return True
    return DamerauLevenshtein.distance(loose(folded(a)), loose(folded(b)), score_cutoff=2) <= 2


@lru_cache(maxsize=20_000)
def starts(word: str) -> frozenset[str]:
    """The classes of sounds that a word may begin with."""
    return frozenset(bones[0] for bones in (*across(word), *map(loose, skeletons(word))) if bones)


def _known_forms(a: str, b: str) -> bool:
    groups, families = given_groups(), family_groups()
    if a in groups and b in groups and groups[a] & groups[b]:
        return True
    if a in families and families[a] == families.get(b):
        return True
    return is_short_form(a, b) or is_short_form(b, a)


@lru_cache(maxsize=50_000)
def inflected(a: str, b: str) -> bool:
    """Whether two words are one word in two cases, or with the ending that another language gives to names."""
    if a == b:
        return True
    endings = name_words()["endings"]
    common = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    allowed = _endings()
    if _syncope(a, b) or long_ending(a, b):
        return True
    for cut in range(common, max(2, common - 2), -1):
        if a[cut:] in allowed and b[cut:] in allowed:
            return True
    if common == 2 and len(a) == len(b) == 3 and {a[2], b[2]} in ({"a", "y"}, {"a", "i"}):
        return True  # Ewa, Ewy
    for one, other in ((a, b), (b, a)):
        for ending in endings["short"]:
            stem = one.removesuffix(ending)
            if len(stem) >= 3 and stem != one and any(word_likeness(stem, bare) >= 0.9 for bare in _bare(other)):
                return True
        for ending in endings["far"]:
            # Another spelling and an ending besides: Navalny, Nawalnego
            stem = one.removesuffix(ending)
            if len(stem) >= 5 and stem != one and any(_one_spelling(stem, bare) for bare in _stems(other)):
                return True
    return False


def _one_spelling(a: str, b: str) -> bool:
    return word_likeness(a, b) >= 0.9 or given_likeness(a, b) >= 0.93


def _stems(word: str) -> tuple[str, ...]:
    """A word, and what is left of an adjective without its ending."""
    return tuple({word, *(word.removesuffix(ending) for ending in ("yy", "yi", "iy", "ij", "yj", "y", "i"))})


@cache
def _endings() -> frozenset[str]:
    lists = name_words()["endings"]
    return frozenset(("", *lists["short"], *lists["long"]))


def _syncope(a: str, b: str) -> bool:
    """Pavel and Pavlem: a vowel before the last consonant falls before an ending."""
    for bare, other in ((a, b), (b, a)):
        if len(bare) >= 5 and bare[-2] == "e":
            stem = bare[:-2] + bare[-1]
            if other.startswith(stem) and other[len(stem) :] in _endings():
                return True
    return False


def _bare(word: str) -> tuple[str, ...]:
    return (word, word[:-1]) if word[-1] in _VOWELS and len(word) > 4 else (word,)


def feminine(a: str, b: str) -> bool:
    """Whether one family name is the women's form of the other."""
    return womans(a, b) or womans(b, a)


def of_a_man(a: str, b: str) -> bool:
    """Biden, Bidena: beside the given name of a man the ending of a case, no woman's; not beside two known families."""
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    known = listed("surnames.txt")
    return longer == shorter + "a" and len(shorter) >= 5 and shorter[-1] not in _VOWELS and longer not in known


def genitive(a: str, b: str) -> bool:
    """Merkel, Merkels: a German's s without an apostrophe; not Robert and Roberts, nor a family of the lists."""
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    plain = shorter not in known_given() and longer not in listed("surnames.txt")
    return longer == shorter + "s" and len(shorter) >= 5 and shorter[-1] not in "aeiousxz" and plain


@lru_cache(maxsize=50_000)
def womans(woman: str, man: str) -> bool:
    """Whether the first family name is the women's form of the second."""
    endings = name_words()["endings"]
    if len(woman) == len(man) >= 5 and woman[:-1] == man[:-1] and woman[-1] == "a" and man[-1] == "y":
        return True  # Novotná
    for ending in endings["feminine"]:
        stem = woman.removesuffix(ending)
        if len(stem) < 3 or stem == woman:
            continue
        if any(man == stem + tail for tail in endings["masculine"]):
            return True
        if man.endswith(("a", "o", "ek", "ec", "e")) and stem in (man[:-1], man[:-2] + man[-1:]):
            return True
    return False


def far_ending(a: str, b: str) -> bool:
    """Whether one word is the other in another spelling with a long ending behind it: Zelensky, Zelenskogo."""
    return any(
        len(ending) > 2 and one.endswith(ending) and len(one) > len(ending) + 4
        and any(_one_spelling(one.removesuffix(ending), bare) for bare in _stems(other))
        for one, other in ((a, b), (b, a))
        for ending in name_words()["endings"]["far"]
    )  # fmt: skip


def long_ending(a: str, b: str) -> bool:
    """Whether one word is the other with an ending of two letters or more behind it."""
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    rest = longer[len(shorter) :]
    if len(shorter) < (4 if len(rest) < 3 else 3) or len(rest) < 2 or not longer.startswith(shorter):
        return False
    return rest in _long_endings() or rest in (shorter[-1] + "al", shorter[-1] + "el")  # Hungarian doubles


@cache
def _long_endings() -> frozenset[str]:
    return frozenset(name_words()["endings"]["long"])


def man_and_woman(givens: tuple[str, str]) -> bool:
    """Stefan, Stefanie; Robert and Roberta may be one, in two cases."""
    genders = {given_genders().get(given) for given in givens}
    return genders == {"m", "f"} and not {givens[0] + "a", givens[1] + "a"} & set(givens)


def told_by_given(given: str, families: tuple[str, str]) -> bool:
    """Whether the given name beside it tells an ending from another family."""
    return genitive(*families) or (given_genders().get(given) == "m" and of_a_man(*families)) or far_ending(*families)


def cases_of_a_woman(a: str, b: str) -> bool:
    """Ursula, Ursuly; Angela, Angelos: cases of given names on -a; not -o and -e, which make the name of a man."""
    return any(
        one[-1] == "a" and other.removeprefix(one[:-1]) in ("y", "i", "u", "os", "ai", "ei")
        for one, other in ((a, b), (b, a))
    )


def couple(givens: tuple[str, str], families: tuple[str, str]) -> bool:
    """Aleksandr Ivanov, Aleksandra Ivanova: a man and a woman; the endings of a case would not agree so."""
    genders = given_genders()
    for one, other in ((0, 1), (1, 0)):
        adjective = families[one][:-1] == families[other][:-1]  # Novotná, Novotný
        woman = genders.get(
            givens[one], "f" if (adjective or families[one].endswith("ova")) and givens[one].endswith("a") else ""
        )
        if womans(families[one], families[other]) and woman == "f" and genders.get(givens[other]) == "m":
            return True
    return False

"""How alike two words of names are: letters, sounds across transliterations, known names."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from onrecord.actors.name_lists import family_groups, given_genders, given_groups, known_given, listed, nicknames
from onrecord.actors.repaired import misread

# Two names with at least this score may be one person. Set on the spelling variants and the look-alikes in
# tests/actors/test_names.py: variants score 0.82 and more, different persons 0.6 and less.
SAME = 0.8

_VOWELS = frozenset("aeiouy")

_SOUNDS = (
    (re.compile(r"schtsch|s?z?tsch|tsch|shch|sch|tch|ch|sh|cz|sz|zh|ts|tz"), "s"),
    (re.compile(r"q(?!u)"), "g"),
    (re.compile(r"ck|q|kh|cc"), "k"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w|ff$"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"^(?:y|i|j)(?=[aeou])"), "j"),
    (re.compile(r"[iy]?j(?=[^aeiou]|$)"), ""),
    (re.compile(r"(?<=.)h"), ""),
)

# Letters that one spelling uses otherwise than the next; each line is tried by itself before the sounds above.
_OTHERWISE = (
    (re.compile(r"dzh|dj|dz(?=h)|dsch"), "j"),
    (re.compile(r"j|dzh|dj|dsch"), "zh"),  # French, Persian: Joukov, Nejad
    (re.compile(r"c(?!h)"), "ts"),  # Serbian and Polish: Kostunica, Morawiecki
    (re.compile(r"^ch|(?<![ts])ch"), "k"),  # Michail, Christodoulidis, Chruschtschow
    (re.compile(r"^h"), "k"),  # Hristo
    (re.compile(r"dz"), "j"),  # Baltic
    (re.compile(r"dj"), "d"),  # the barred d of Serbian and Croatian
    (re.compile(r"q"), "k"),
    (re.compile(r"(?<=[aeiou])j(?=[aeiou])"), "k"),  # Spanish: Mijail
    (re.compile(r"oe"), "u"),  # Dutch: Soekarno
    (re.compile(r"(?<=[aeiou])[yj](?=[aeiou])|^[yj](?=e)|j(?=[aeou])"), "i"),  # Jelzin, Eltsin; Siyarto
    (re.compile(r"gu(?=[ei])|gh"), "g"),
    (re.compile(r"g(?=[aeiou])"), "j"),  # Egyptian: Gamal
    (re.compile(r"h|kh"), "g"),  # Ukrainian and Belarusian against Russian
    (re.compile(r"b"), "v"),  # Spanish, Greek, Hindi
    (re.compile(r"ts|dz"), "t"),  # Belarusian: Tsikhanouski
)
_BELARUSIAN = re.compile(r"(?<=[aeo])u(?=[^aeiou]|$)")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word as they sound across transliterations: Selenskyj and Zelensky are slnsk."""
    return _bones(re.sub(r"[^a-z]", "", anyascii(word).lower()))


def _bones(text: str) -> str:
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    vowel = "a" if text[:1] in _VOWELS else ""
    text = vowel + re.sub(r"[aeiouy]", "", text)
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=200_000)
def skeletons(word: str) -> frozenset[str]:
    """The consonants of a word in every reading that its letters allow, one letter at a time read otherwise."""
    text = re.sub(r"[^a-z]", "", word)
    found = {_bones(text)}
    for pattern, sound in _OTHERWISE:
        if pattern.search(text):
            found.add(_bones(pattern.sub(sound, text)))
    eastern = _BELARUSIAN.sub("v", text)
    if eastern != text:
        found |= {_bones(eastern), _bones(eastern.replace("ts", "t", 1))}
    return frozenset(bones for bones in found if bones)


_LOOSE = (
    (re.compile(r"c(?=[eiy])|shch|tsch|sch|tch|sh|ch|zh|ts|tz|cz|sz|dj|dz|j|z|ç"), "s"),
    (re.compile(r"ph|[bfv]"), "p"),
    (re.compile(r"th|d"), "t"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"kh|gh|ck|[gqc]"), "k"),
    (re.compile(r"l"), "r"),
    (re.compile(r"m"), "n"),
    (re.compile(r"^[aeiouy]+"), "A"),
    (re.compile(r"[aeiouywh']"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=200_000)
def loose(word: str) -> str:
    """A few classes of consonants, what is left of a name that went through another script."""
    for pattern, sound in _LOOSE:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=200_000)
def sounds_close(a: str, b: str) -> bool:
    """Whether two words share their classes of consonants but for one: a quick look before a slow one."""
    allowed = 1 if max(len(a), len(b)) < 7 else 2
    return DamerauLevenshtein.distance(loose(a).lstrip("A"), loose(b).lstrip("A"), score_cutoff=allowed) <= allowed


def word_likeness(a: str, b: str) -> float:
    """How alike two words of names are in spelling, 0 to 1; short words must agree in full."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    return _likeness(a, b) if a <= b else _likeness(b, a)


@lru_cache(maxsize=200_000)
def _likeness(a: str, b: str) -> float:
    if umlauts(a) == umlauts(b) or folded(a) == folded(b):
        return 0.95
    if _one_vowel(a) == _one_vowel(b):
        return 0.9  # Suu, Su
    if family_groups().get(a, -1) == family_groups().get(b, -2) or _LONG_O.sub("o", a) == _LONG_O.sub("o", b):
        return 0.9  # Banerjee, Bandyopadhyay; Ohno, Ono
    longest = max(len(a), len(b))
    distance = min(DamerauLevenshtein.distance(a, b, score_cutoff=8), DamerauLevenshtein.distance(folded(a), folded(b)))
    if distance > 8:
        return 0.0
    if a in listed("surnames.txt") and b in listed("surnames.txt"):
        return max(0.0, 0.6 - 0.1 * distance)  # two families
    groups = given_groups()
    if a in groups and b in groups and not groups[a] & groups[b]:
        return max(0.0, 0.6 - 0.1 * distance)  # two names whose spellings are known: Hassan, Hussein
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if len(longer) - len(shorter) > 1 and longer.startswith(shorter):
        return 0.6  # Fidel and Fidelio
    # Three consonants that agree carry a longer word even where every vowel differs (Sejurne, Sejournay).
    allowed = 1 if longest <= 4 else 2 if longest <= 6 else 4 if longest <= 8 else int(0.6 * longest)
    if folded(a)[0] != folded(b)[0]:
        allowed = min(allowed, longest // 2)  # Junichiro is not Shinjiro
    if distance <= allowed and _alike_in_sound(a, b) and not _syllable_more(a, b, distance):
        if distance == 1 and longest <= 6 and longer[:-1] == shorter and longer[-1] not in shorter[-1] + "h":
            return 0.6  # Lind and Linde
        if distance == 1 and longest <= 6 and _other_vowel(a, b):
            return 0.6  # Fink and Funk
        return 0.95 if distance <= 1 else 0.9
    if a[0] != b[0] and skeleton(a)[:1] != skeleton(b)[:1] and loose(a)[:1] != loose(b)[:1]:
        return max(0.0, 0.6 - 0.1 * distance)
    if _is_slip(a, b, distance) or misread(a, b):
        return 0.85
    if distance > 1 and len(a) == len(b) and any({x, y} in ({"l", "r"}, {"m", "n"}) for x, y in zip(a, b, strict=True)):
        return max(0.0, 0.75 - 0.12 * distance)  # Meloni is not Moroni
    bones = loose(a)
    # Four classes of consonants hardly agree by chance; three do now and then.
    if (
        bones == loose(b)
        and len(bones) >= 3
        and not longer.startswith(shorter)
        and distance <= (2 if len(bones) == 3 else 4)
    ):
        return 0.82
    return max(0.0, 0.75 - 0.12 * distance)


_CONSONANTS = re.compile(r"[^aeiouy]+")


def _syllable_more(a: str, b: str, distance: int) -> bool:
    """Putin, Potanin: the same consonants but for one that comes again behind a vowel of its own."""
    return (
        distance > 1
        and abs(len(_CONSONANTS.findall(a)) - len(_CONSONANTS.findall(b))) > 0
        and a[-1] == b[-1]
        and len(a) != len(b)
        and skeleton(a) == skeleton(b)
        and a[0] == b[0]
    )


def _alike_in_sound(a: str, b: str) -> bool:
    shared = skeletons(a) & skeletons(b)
    return any(len(bones) > 1 for bones in shared) or (skeleton(a) == skeleton(b) and len(skeleton(a)) > 1)


# What languages write otherwise without sounding otherwise
_FOLDS = (
    ("dsch", "y"),
    ("schtsch", "shch"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("w", "v"),
    ("j", "y"),
    ("ph", "f"),
    ("ck", "k"),
    ("ou", "u"),
    ("y", "i"),
)
# Japanese: an h that only lengthens
_LONG_O = re.compile(r"oh(?=(?:[kstnmrgzdbp]?[aiueo]n?)*$)")
_LONG = re.compile(r"([aeiou])\1")
_SOFT = re.compile(r"ii+")
# Vowels that transliterations take for each other
_NEAR = frozenset(("ae", "ao", "ei", "ey", "iy", "ou"))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A word with what languages write otherwise spelt one way."""
    for letters, plain in _FOLDS:
        if letters in word:
            word = word.replace(letters, plain)
    return _SOFT.sub("i", word)


def _other_vowel(a: str, b: str) -> bool:
    """Whether one vowel in place of another makes all the difference, and no spelling takes the two for each other."""
    if len(a) != len(b):
        return False
    pairs = ["".join(sorted(pair)) for pair in zip(a, b, strict=True) if pair[0] != pair[1]]
    return len(pairs) == 1 and set(pairs[0]) <= _VOWELS and pairs[0] not in _NEAR


def umlauts(word: str) -> str:
    """A word with umlauts and their two letters spelt one way."""
    return re.sub(r"(?<=[aou])e", "", word) if "e" in word else word


def _one_vowel(word: str) -> str:
    return _LONG.sub(r"\1", word)


def _is_slip(a: str, b: str, distance: int) -> bool:
    """Whether a slip of the pen explains the difference: one letter from five on, two from nine on."""
    longest = max(len(a), len(b))
    if distance > 2 or longest < 5 or (distance == 2 and longest < 9):
        return False
    if distance == 2:
        return DamerauLevenshtein.distance(skeleton(a), skeleton(b)) <= 1
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        if _another_stem(longer, shorter):
            return False
        if longer[:-1] != shorter:
            return True
        # Adam and Adams, Brand and Brandt are two names; a slip at the very end is rare.
        return longer[-1] != "s" and (longest >= 7 or longer[-1] == shorter[-1])
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(differing) == 2:
        return True  # transposed
    x, y = differing[0]
    if x in _VOWELS and y in _VOWELS:
        return True
    # A consonant for another one mostly makes another name of a short word (Lamont, Lacont).
    return longest >= 7 and x not in _VOWELS and y not in _VOWELS and a[0] == b[0]


_SLAVIC = re.compile(r"(.*[^aeiouy])(?:ov|ev|in|enko|ic|ski|sky)")


def _another_stem(longer: str, shorter: str) -> bool:
    """Ivanov, Ivankov: a consonant before the ending that makes family names of others makes another one."""
    one, other = _SLAVIC.fullmatch(longer), _SLAVIC.fullmatch(shorter)
    return bool(one and other and one[1][:-1] == other[1] and one[1][-1] != other[1][-1])


@lru_cache(maxsize=200_000)
def given_likeness(a: str, b: str) -> float:
    """How alike two given names are: spellings across languages, short forms, initials; one letter may part them."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.9 if a[0] == b[0] else 0.0
    groups = given_groups()
    if folded(a) == folded(b):
        return 0.93
    if groups.get(a, frozenset()) & groups.get(b, frozenset()):
        return 0.93
    if is_short_form(a, b) or is_short_form(b, a):
        return 0.9
    likeness = word_likeness(a, b)
    known = known_given()
    if misread(a, b) and not (a in known and b in known):
        return 0.85
    if {a[0], b[0]} == {"g", "j"} and a[1:] == b[1:]:
        return min(likeness, 0.4)  # Goran is not Joran; those who are Gamal and Jamal are listed
    if a in known and b in known:
        # Two given names of the lists: one person's only where nothing but vowels inside differ and neither is short.
        genders = given_genders()
        alike = likeness >= 0.9 and min(len(a), len(b)) >= 5 and a[-1] == b[-1] and genders.get(a) == genders.get(b)
        return min(likeness, 0.85 if alike and not (a in groups and b in groups) else 0.4)
    if likeness < 1.0 and (min(len(a), len(b)) <= 5 or a[-1] != b[-1]):
        # Short given names that differ by a letter are different names (Jan, Jon; Maria, Mario).
        same_end = a[-1] == b[-1] or not ({a[-1], b[-1]} & set("aoe"))
        if not (skeletons(a) & skeletons(b) and same_end and len(skeleton(a)) > 1) or min(len(a), len(b)) <= 3:
            return min(likeness, 0.4)
    return likeness


def is_short_form(short: str, name: str) -> bool:
    """Whether the first is a short form of the second in any of its spellings."""
    full = nicknames().get(short)
    if full is None:
        return False
    if name in full:
        return True
    groups = given_groups()
    return any(groups.get(f, frozenset()) & groups.get(name, frozenset()) for f in full)


@lru_cache(maxsize=200_000)
def across(word: str) -> frozenset[str]:
    """The classes of consonants in the readings that other scripts leave open."""
    # Other scripts mostly write one n for Chinese and Korean n and ng, and s for x.
    word = re.sub(r"ng(?![aeiouy])", "n", re.sub(r"^x", "s", word))
    readings = (
        word,
        re.sub(r"g(?=[eiy])", "j", word),
        word.replace("g", "j"),  # Egyptian
        word.replace("j", "y"),
        word.replace("w", "v"),  # Hebrew
        re.sub(r"n(?=[td])", "", word),  # Greek writes nt for d
        re.sub(r"q(?=[iu])", "ch", word),  # pinyin
    )
    return frozenset(loose(reading) for reading in readings) - {""}


def loose_likeness(a: str, b: str) -> float:
    """How alike two words are of which one was written in another script."""
    if not a or not b:
        return 0.0
    shared = across(a) & across(b)
    if shared:
        if max(map(len, shared)) > 1:
            return 0.9
        return 0.85 if max(len(a), len(b)) <= 4 else 0.0
    one, other = loose(a), loose(b)
    short = min(len(one), len(other))
    if short >= 4 and len(one) != len(other) and DamerauLevenshtein.distance(one, other) == 1:
        return 0.82
    return 0.0

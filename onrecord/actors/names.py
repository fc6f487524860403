"""How alike two names of persons are: spelling, transliteration, initials, order, double surnames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from onrecord.actors.lexicon import lexicon

# Two names with at least this score may be one person. Set on the spelling variants and the look-alikes in
# tests/actors/test_names.py: variants score 0.82 and more, different persons 0.6 and less.
SAME = 0.8

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in plain letters: given names, family name with its parts, and junior or senior."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""


@lru_cache(maxsize=20_000)
def parse(name: str) -> PersonName:
    """Split a name into given and family parts; particles belong to the family, one word alone is a family name."""
    plain = anyascii(name).lower().replace("’", "'").replace(".", " ").replace("'", "")
    words = [w for w in re.split(r"[^a-z0-9-]+", plain) if w]
    words = [w for w in words if w not in _titles()] or words
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    if not words:
        return PersonName((), ("",), suffix)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in _particles():
        cut -= 1
    if words[0] in _particles():
        cut = 0
    return PersonName(tuple(words[:cut]), tuple(words[cut:]), suffix)


@lru_cache(maxsize=1)
def _particles() -> frozenset[str]:
    return frozenset(p.strip("'.") for p in lexicon().words["names.particles"])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(title.rstrip(".") for title in lexicon().roles.titles)


def plain(name: str) -> str:
    """A name in lower-case plain letters, words parted by single blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(name).lower().replace("'", "")))


_SOUNDS = (
    (re.compile(r"s?z?tsch|tsch|shch|sch|ch|sh|cz|sz|zh|ts|tz"), "s"),
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


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The consonants of a word as they sound across transliterations: Selenskyj and Zelensky are slnsk."""
    text = anyascii(word).lower()
    text = re.sub(r"[^a-z]", "", text)
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    vowel = "a" if text[:1] in ("a", "e", "i", "o", "u", "y") else ""
    text = vowel + re.sub(r"[aeiouy]", "", text)
    return re.sub(r"(.)\1+", r"\1", text)


def word_likeness(a: str, b: str) -> float:
    """How alike two words of names are in spelling, 0 to 1; short words must agree in full."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    longest = max(len(a), len(b))
    distance = DamerauLevenshtein.distance(a, b, score_cutoff=4)
    alike_in_sound = skeleton(a) == skeleton(b) and len(skeleton(a)) > 1
    # Three consonants that agree carry a longer word even where every vowel differs (Sejurne, Sejournay).
    if alike_in_sound and distance <= (1 if longest <= 4 else 2 if longest <= 6 else 4):
        return 0.95 if distance <= 1 else 0.9
    if a[0] != b[0] and skeleton(a)[:1] != skeleton(b)[:1]:
        return max(0.0, 0.6 - 0.1 * distance)
    # One slip of the pen in a word of five letters or more, two from nine letters on; four letters and fewer: none.
    allowed = 0 if longest <= 4 else 1 if longest <= 8 else 2
    if distance <= allowed:
        return 0.85
    return max(0.0, 0.75 - 0.12 * distance)


def _given_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    first, second = a[0], b[0]
    if len(first) == 1 or len(second) == 1:
        best = 0.9 if first[0] == second[0] else 0.0
    elif frozenset((first, second)) in lexicon().nicknames:
        best = 0.9
    elif first.split("-")[0] == second.split("-")[0] and ("-" in first) != ("-" in second):
        best = 0.85
    else:
        best = word_likeness(first, second)
        # Short given names that differ by a letter are different names (Jan, Jon; Maria, Mario).
        if best < 1.0 and (min(len(first), len(second)) <= 5 or first[-1] != second[-1] in ("a", "o")):
            best = best if skeleton(first) == skeleton(second) and first[-1] == second[-1] else min(best, 0.4)
    if len(a) > 1 and len(b) > 1 and a[1][0] != b[1][0]:
        return min(best, 0.3)  # George W. and George H. W.
    return best


def _family_likeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    if a == b:
        return 1.0
    core_a, core_b = (
        [w for w in a if w not in _particles()] or list(a),
        [w for w in b if w not in _particles()] or list(b),
    )
    joined = word_likeness("".join(core_a).replace("-", ""), "".join(core_b).replace("-", ""))
    parts_a, parts_b = [p for w in core_a for p in w.split("-")], [p for w in core_b for p in w.split("-")]
    if len(parts_a) == len(parts_b):
        return max(joined, min(word_likeness(x, y) for x, y in zip(parts_a, parts_b, strict=True)))
    shared = max(word_likeness(x, y) for x in parts_a for y in parts_b)
    return max(joined, 0.92 * shared)  # one half of a double surname


def _arrangements(name: PersonName) -> Iterator[PersonName]:
    yield name
    if len(name.given) == 1 and len(name.family) == 1:
        yield PersonName(name.family, name.given, name.suffix)  # family name first
    if len(name.given) >= 2 and len(name.given[1]) > 1:
        yield PersonName(name.given[:1], name.given[1:] + name.family, name.suffix)  # two family names
        yield PersonName(name.given[:-1], name.given[-1:], name.suffix)


def same_person(a: str, b: str) -> float:
    """How likely two names are one person's as far as names can tell, 0 to 1; a bare surname reaches 0.9 at most."""
    return _same(a, b) if a <= b else _same(b, a)


@lru_cache(maxsize=50_000)
def _same(a: str, b: str) -> float:
    left, right = parse(a), parse(b)
    if left.suffix != right.suffix and left.given and right.given:
        return 0.4  # father and son
    if not left.given or not right.given:
        bare, full = (left, right) if not left.given else (right, left)
        families = [full.family] + ([full.given[1:] + full.family] if len(full.given) > 1 else [])
        return 0.9 * max(_family_likeness(bare.family, family) for family in families)
    best = 0.0
    for one in _arrangements(left):
        family, given = _family_likeness(one.family, right.family), _given_likeness(one.given, right.given)
        # A given name of its own is the plainest sign of another person, a surname the next.
        score = 0.55 * family + 0.45 * given if min(family, given) >= 0.8 else 0.6 * min(family, given)
        best = max(best, score)
    for other in _arrangements(right):
        family, given = _family_likeness(left.family, other.family), _given_likeness(left.given, other.given)
        best = max(best, 0.55 * family + 0.45 * given if min(family, given) >= 0.8 else 0.0)
    return best


def block_keys(name: str) -> frozenset[str]:
    """Keys under which a name is filed, so that variants meet without comparing all pairs."""
    parsed = parse(name)
    keys: set[str] = set()
    for word in (*parsed.family, *(parsed.given[-1:] if len(parsed.given) else ())):
        if word in _particles():
            continue
        for part in {word, *word.split("-")}:
            bones = skeleton(part)
            # Every key with one consonant left out lets Macon meet Macron.
            keys |= {bones, *(bones[:i] + bones[i + 1 :] for i in range(len(bones)) if len(bones) > 2)}
    return frozenset(k for k in keys if k)

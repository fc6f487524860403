"""How alike two names of persons are: spelling, transliteration, initials, order, double surnames."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from anyascii import anyascii

from onrecord.actors.alignment import aligned
from onrecord.actors.endings import (
    cases_of_a_woman,
    couple,
    far_ending,
    feminine,
    inflected,
    long_ending,
    man_and_woman,
    near,
    told_by_given,
)
from onrecord.actors.lexicon import lexicon
from onrecord.actors.name_lists import given_genders, name_words
from onrecord.actors.native import eastern, in_latin, japanese, script_of
from onrecord.actors.pronounced import heard_alike
from onrecord.actors.repaired import repaired
from onrecord.actors.spelling import SAME, folded, loose_likeness, skeleton, sounds_close, word_likeness

__all__ = ["SAME", "PersonName", "block_keys", "parse", "plain", "same_person", "skeleton", "word_likeness"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in plain letters: given names, family name with its parts, and junior or senior."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class _Written:
    """A name as it is compared: its words in plain letters without titles and particles."""

    words: tuple[str, ...]
    script: str
    suffix: str  # junior, senior, ii
    regnal: bool  # king, pope: a number may be left out
    gender: str  # as its title says
    joined: str
    eastern: frozenset[str]
    hyphened: bool
    characters: str  # in Chinese script, as written
    compound: bool  # a given name with a hyphen
    fused: tuple[str, ...]  # its words with hyphens left out
    turned: str  # joined with the last word first: "Rhee Syng-man"
    fathers: bool  # its last word is the father's given name: Mohammed bin Rashid


@lru_cache(maxsize=200_000)
def parse(name: str) -> PersonName:
    """Split a name into given and family parts; particles belong to the family, one word alone is a family name."""
    words, _, suffix = _untitled(_split(name))
    if not words:
        return PersonName((), ("",), suffix)
    if script_of(name) in ("han", "hangul") and len(words) == 2:
        words = words[::-1]
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in _particles():
        cut -= 1
    if words[0] in _particles():
        cut = 0
    return PersonName(tuple(words[:cut]), tuple(words[cut:]), suffix)


_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s?$|(?<=\w)['’ʼ]s?(?=,)")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_VOWELS = frozenset("aeiou")
_NO_VOWEL = frozenset("BCDFGHJKLMNPQRSTVWXZ")


def _split(name: str) -> list[str]:
    """The words of a name in plain lower-case letters; initials that stand together are parted."""
    name = _POSSESSIVE.sub("", name.strip())
    if "," in name:
        family, _, rest = name.partition(",")
        # "Kishida, Fumio"; but not "King, Jr."
        if rest.strip() and rest.strip().lower().rstrip(".") not in _generations():
            name = f"{rest.strip()} {family}"
    text = in_latin(repaired(name)).replace("’", "'").replace("'", "").replace("`", "")
    shouted = text.isupper() and len(text) > 3
    words: list[str] = []
    for word in re.split(r"[^A-Za-z0-9.-]+", text):
        for part in word.split("."):
            part = part.strip("-")
            if (not shouted and _INITIALS.fullmatch(part) and (len(part) == 2 or "." in word) and _spelt_out(part)) or (
                not shouted and len(part) == 3 and part.isupper() and _spelt_out(part)
            ):
                words.extend(part.lower())
            elif part:
                # "Yu. Tymoshenko": two letters before a point are an initial in Cyrillic
                short = "." in word and len(part) == 2 and part.istitle() and part.lower() not in _titles()
                words.append(part[0].lower() if short and part.lower() not in _generations() else part.lower())
    return words


def _spelt_out(part: str) -> bool:
    return part.lower() not in _generations() and (set(part) <= _NO_VOWEL or part in ("AJ", "AP", "APJ", "JA", "EJ"))


@cache
def _generations() -> dict[str, str]:
    return {word: kind for kind, words in name_words()["generation"].items() for word in words}


def _untitled(words: list[str]) -> tuple[list[str], list[str], str]:
    """The words without titles, the titles, and the generation."""
    suffix = ""
    titles: list[str] = []
    generations, known, names_too = _generations(), _titles(), frozenset(name_words()["persons"]["names_too"])
    while len(words) > 1 and words[-1] in generations and (len(words) > 2 or words[-1] not in ("xi", "second", "v")):
        suffix = generations[words[-1]]
        words = words[:-1]
        if words[-1] == "the":
            words = words[:-1]
    if len(words) > 2 and words[0] == "the" and words[1] in known:
        words = words[1:]
    while len(words) > 1 and words[0] in known:
        # "Don Lemon", "King": a word that is a name too is a title only where a whole name follows, or where it rules.
        if words[0] in names_too and len(words) == 2 and words[0] in given_genders():
            break
        titles.append(words[0])
        words = words[1:]
        while len(words) > 1 and words[0] == "of":
            words = words[1:]
    return words, titles, suffix


@cache
def _particles() -> frozenset[str]:
    listed = {anyascii(p).strip("'.").lower() for p in lexicon().words["names.particles"]}
    return frozenset(listed | set(name_words()["persons"]["particles"]) - {"and", "as", "op", "do", "i"})


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.rstrip(".") for t in lexicon().roles.titles) | frozenset(name_words()["persons"]["titles"])


def plain(name: str) -> str:
    """A name in lower-case plain letters, words parted by single blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(name).lower().replace("'", "")))


# Abd al-Rahman, Abdul Rahman, Abdurrahman
_SERVANT = re.compile(r"^abd[aeou](?:l|r(?=r)|s(?=s)|z(?=z)|d(?=d))(?=[a-z]{3})")


@lru_cache(maxsize=200_000)
def _written(name: str) -> _Written:
    lists = name_words()["persons"]
    spelt, titles, suffix = _untitled(_split(name))
    fused = frozenset(lists["fused"])
    words: list[str] = []
    ahead = ""
    parts = [part for word in spelt for part in word.split("-") if part]
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part in fused and not last:
            ahead += "mc" if part == "mac" else part
        elif ahead and part in ("al", "el", "ul", "ar") and not last:
            ahead += part if ahead == "abd" else ""
        elif number == 0 and len(parts) == 2 and part in given_genders() and part in _particles():
            words.append(part)  # Ben Wallace
        elif part in _particles() and (len(part) > 1 or f" {part} " in name) and len(parts) > 1 and (words or not last):
            if last and len(words) == 1:
                words.append(part)  # Zhu De
        else:
            words.append(_SERVANT.sub("abdal", ahead + part))
            ahead = ""
    script = script_of(name)
    compact = tuple(words) if words else tuple(parts)
    genders = {"m" if t in lists["male"] else "f" if t in lists["female"] else "" for t in titles} - {""}
    return _Written(
        words=compact,
        script=script,
        suffix=suffix,
        regnal=any(t in lists["regnal"] for t in titles),
        gender=genders.pop() if len(genders) == 1 else "",
        joined="".join(parts),
        eastern=eastern(tuple(spelt)) | eastern(tuple(parts)) if script in ("latin", "han", "hangul") else frozenset(),
        hyphened="-" in name,
        characters=name if script == "han" else "",
        compound=len(spelt) > 1 and "-" in spelt[0],
        fused=tuple(word.replace("-", "") for word in spelt if word not in _particles()),
        turned="".join(spelt[-1:] + spelt[:-1]).replace("-", "") if len(spelt) == 2 else "",
        fathers=len(spelt) == 3 and spelt[1] in lists["fathers"],
    )


def same_person(a: str, b: str) -> float:
    """How likely two names are one person's as far as names can tell, 0 to 1; a bare surname reaches 0.9 at most."""
    return _same(a, b) if a <= b else _same(b, a)


@lru_cache(maxsize=200_000)
def _same(a: str, b: str) -> float:
    left, right = _one_article(_written(a), _written(b))
    full = len(left.words) > 1 and len(right.words) > 1
    if left.suffix != right.suffix and (full or (left.suffix and right.suffix)):
        shown = {left.suffix, right.suffix}
        # A number may be left out of a king's name, and senior, elder, younger out of anybody's.
        if "" not in shown or not (left.regnal or right.regnal or shown & {"senior", "elder", "younger", "i"}):
            return 0.4  # father and son
    if _genders_differ(left, right):
        return 0.3
    if (left.characters and right.script == "latin") or (right.characters and left.script == "latin"):
        characters, other = (left.characters, right) if left.characters else (right.characters, left)
        if any(japanese(characters, words) for words in (other.words, other.words[-1:], other.words[:1])):
            return 0.9
    if not full:
        return _bare(left, right)
    for one, other in ((left, right), (right, left)):
        # A foreigner's family name in Korean looks like a Korean's whole name.
        foreign = one.script == "hangul" and other.script == "latin" and not other.eastern
        if foreign and loose_likeness(one.joined, other.words[-1]) >= SAME:
            return 0.81
    if _spelt_by_initials(left.words, right.words) or _spelt_by_initials(right.words, left.words):
        return 0.82  # JFK
    if left.eastern and right.eastern:
        return _same_eastern(left, right)
    short, long = sorted((left.words, right.words), key=len)
    other_script = left.script != right.script
    if not all(any(near(x, y, other_script) for y in long) for x in short):
        if _heard(left.words, right.words):
            return 0.84
        turned = left.turned == right.joined or right.turned == left.joined
        return _otherwise(left, right) if turned or left.joined[:1] == right.joined[:1] else 0.2
    if left.fathers and right.fathers and left.words == right.words[::-1] and left.words[0] != left.words[1]:
        return 0.3  # father and son
    if _fathers_and_sons(left.words, right.words):
        return 0.6
    best = aligned(left.words, right.words, other_script)
    if best.skipped and (left.compound or right.compound) and len(left.words) != len(right.words):
        return 0.5  # Jean-Marie is not called Marie
    if best.score >= SAME:
        return best.score
    return max(best.score, _otherwise(left, right), 0.84 if _heard(left.words, right.words) else 0.0)


def _one_article(left: _Written, right: _Written) -> tuple[_Written, _Written]:
    """Elsisi beside al-Sisi: an Arabic article that only one of them joins to the family name is taken off there."""
    if left.words and right.words and left.words[-1][:2] in _ARTICLES and _article_apart(right, left.words[-1][2:]):
        return replace(left, words=(*left.words[:-1], left.words[-1][2:])), right
    if left.words and right.words and right.words[-1][:2] in _ARTICLES and _article_apart(left, right.words[-1][2:]):
        return left, replace(right, words=(*right.words[:-1], right.words[-1][2:]))
    return left, right


def _article_apart(written: _Written, word: str) -> bool:
    return len(word) >= 4 and written.words[-1] == word and written.joined[: -len(word)].endswith(_ARTICLES)


def _heard(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Names of as many words whose consonants are by and large the same, and which one language's reading makes one."""
    if len(a) != len(b) or (a[0] != b[0] and a[-1] != b[-1] and not sounds_close(a[-1], b[-1])):
        return False
    return all(x == y or sounds_close(x, y) for x, y in zip(a, b, strict=True)) and heard_alike(a, b)


def _fathers_and_sons(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Ahmed Hassan, Hassan Ahmed: two given names in another order are two people's, a family name in front is not."""
    return len(a) == 2 and a == b[::-1] and a[0] != a[1] and set(a) <= given_genders().keys()


def _spelt_by_initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) == len(full) > 2 and all(len(s) == 1 and s == f[0] for s, f in zip(short, full, strict=True))


def _genders_differ(left: _Written, right: _Written) -> bool:
    one = left.gender or (given_genders().get(left.words[0], "") if right.gender and len(left.words) > 1 else "")
    other = right.gender or (given_genders().get(right.words[0], "") if left.gender and len(right.words) > 1 else "")
    return {one, other} == {"m", "f"}  # a given name of both, as Nicola, speaks against nobody


_ARTICLES = ("al", "el", "ul")
_PINYIN = re.compile(r"[bdqxz]|g(?<!ng)")  # letters that Wade-Giles does without


def _same_eastern(left: _Written, right: _Written) -> float:
    if left.joined == right.joined:
        return 1.0
    if not left.eastern & right.eastern:
        # A slip in a long given name is all that may differ.
        return min(0.5, aligned(left.words, right.words, False).score)
    romanised_alike = not left.hyphened and not right.hyphened and left.script == right.script == "latin"
    if (
        romanised_alike
        and left.words[0] == right.words[0]
        and _PINYIN.search(left.joined)
        and _PINYIN.search(right.joined)
    ):
        given = left.joined[len(left.words[0]) :], right.joined[len(left.words[0]) :]
        if all(_PINYIN.search(g) for g in given):
            return 0.6  # in one system another consonant is another name
    return 0.95


def _otherwise(left: _Written, right: _Written) -> float:
    """What endings and lost blanks explain where word by word the names differ."""
    if left.joined == right.joined and len(left.joined) >= 6:
        return 0.95
    if left.turned == right.joined or right.turned == left.joined:
        return 0.93
    rehyphened = left.fused != left.words or right.fused != right.words
    rehyphened = rehyphened and len(left.fused) == len(right.fused) > 1 and max(map(len, left.fused)) > 6
    if rehyphened and aligned(left.fused, right.fused, left.script != right.script).score >= 0.9:
        return 0.86  # Chan-o-cha, Chan-ocha: hyphens at other places
    spelt_out = min(map(len, left.words + right.words)) > 1
    parted = spelt_out and len(left.joined) >= 8 and len(left.words) != len(right.words)
    if parted and word_likeness(left.joined, right.joined) >= 0.9:
        return 0.86  # Abdul Rahman and Abdulrahman
    if len(left.words) != len(right.words):
        return 0.0
    if left.words[1:] == right.words[1:] and left.words[-1][-1] == "s":
        one, other = sorted((left.words[0], right.words[0]), key=len)
        if len(one) > 3 and one + "s" == other:
            return 0.86  # Egils Levits: Baltic names of men end on s in both words, abroad sometimes in one
    for words in (right.words, right.words[::-1] if len(right.words) == 2 else right.words):
        families, givens = (left.words[-1], words[-1]), (left.words[0], words[0])
        if givens[0] == givens[1] and feminine(*families) and len(left.words) == 2:
            return 0.86  # Kamala Harrisová
        pairs = list(zip(left.words, words, strict=True))
        if not all(inflected(x, y) for x, y in pairs) or left.script != right.script:
            continue
        if couple(givens, families) or (families[0] == families[1] and man_and_woman(givens)):
            continue
        if givens[0] == givens[1] and not (long_ending(*families) or told_by_given(givens[0], families)):
            continue
        if words is not right.words and givens[0] != givens[1] and families[0] != families[1]:
            continue  # another order and two endings besides: Sanna Marin is not Marina Sann
        # A given name alone takes the ending where the family name takes none: Ursuly von der Leyen, Robertem Fico.
        if families[0] == families[1] and not (long_ending(*givens) or cases_of_a_woman(*givens)):
            continue
        return 0.82
    return 0.0


def _bare(left: _Written, right: _Written) -> float:
    """One word against a name: as a surname 0.9 at most, as a given name 0.8."""
    bare, full = (left, right) if len(left.words) == 1 else (right, left)
    if not bare.words or not full.words:
        return 0.0
    word = bare.words[0]
    other_script = bare.script != full.script
    if len(bare.words) == len(full.words):
        return 0.9 * max(_alike(word, full.words[0], other_script), _ended(word, full.words[0]))
    best = 0.9 * max(_alike(word, full.words[-1], other_script), _ended(word, full.words[-1]))
    if full.script in ("han", "hangul") or full.eastern:
        best = max(best, 0.9 * _alike(word, full.words[0], other_script))
    for inner in full.words[1:-1]:
        best = max(best, 0.9 * _alike(word, inner, other_script) if len(inner) > 1 else 0.0)
    if len(full.joined) >= 8 and bare.joined == full.joined:
        best = max(best, 0.86)
    # "Saddam", "Dilma": whoever is called by a given name, in its very spelling.
    return max(best, 0.8 if _alike(word, full.words[0], other_script) >= 0.95 else 0.0)


def _alike(a: str, b: str, other_script: bool) -> float:
    if other_script:
        return max(word_likeness(a, b), loose_likeness(a, b))
    if len(a) == len(b) < 8 and a[-1] == b[-1] and folded(a) != folded(b):
        differing = [x + y for x, y in zip(a, b, strict=True) if x != y]
        if len(differing) == 1 and set(differing[0]) <= _VOWELS:
            return 0.7  # Bolger, Bulger: with no given name beside it another vowel is another family
    return word_likeness(a, b) if not feminine(a, b) else 0.5


def _ended(a: str, b: str) -> float:
    if feminine(a, b):
        return 0.0
    return 0.9 if long_ending(a, b) or (a[:2] == b[:2] and far_ending(a, b)) else 0.0


@lru_cache(maxsize=200_000)
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

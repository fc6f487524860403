"""Names in other scripts in Latin letters, and the many Latin spellings of East Asian names brought to one."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from onrecord.actors.name_lists import given_genders, listed

_RANGES = (
    ("greek", "Ͱ", "Ͽ"),
    ("cyrillic", "Ѐ", "ԯ"),
    ("armenian", "\u0530", "֏"),
    ("hebrew", "\u0590", "\u05ff"),
    ("arabic", "\u0600", "ۿ"),
    ("indic", "ऀ", "\u0dff"),
    ("georgian", "Ⴀ", "ჿ"),
    ("kana", "\u3040", "ヿ"),
    ("han", "㐀", "鿿"),
    ("hangul", "가", "힣"),
)


def script_of(name: str) -> str:
    """The script of a name; latin where nothing else stands in it."""
    if name.isascii():
        return "latin"
    for char in name:
        if char > "\u036f":
            for script, first, last in _RANGES:
                if first <= char <= last:
                    return "greek" if script == "greek" else script
    return "latin"


@cache
def _scripts() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("onrecord.actors") / "data" / "scripts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=20_000)
def in_latin(name: str) -> str:
    """A name in Latin letters, its words parted; Chinese, Japanese and Korean names with the family name first."""
    script = script_of(name)
    if script == "latin":
        return anyascii(name)
    name = unicodedata.normalize("NFC", name).replace("・", " ").replace("·", " ").replace("ー", "")
    if script == "han":
        return _han(name)
    if script == "hangul":
        # A foreign name has a blank, a Korean one seldom.
        return _parted(name, 1) if " " not in name else " ".join(anyascii(w).capitalize() for w in name.split())
    for letters, latin in sorted(_scripts().get(script, {}).items(), key=lambda pair: -len(pair[0])):
        name = name.replace(letters, latin)
    text = anyascii(name)
    if script == "kana":
        text = text.replace("chi", "ti")
    if script == "arabic":
        text = re.sub(r"\bal(?=[a-z]{3})", "", text)
    return re.sub(r"['`]", "", text)


def _han(name: str) -> str:
    if " " in name:
        return " ".join(anyascii(word).lower() for word in name.split())
    return _parted(name, 2 if name[:2] in _scripts()["han"]["compounds"] else 1)


def _parted(name: str, cut: int) -> str:
    if len(name) > 5 or len(name) < 2:
        return anyascii(name).capitalize()
    return f"{anyascii(name[:cut]).capitalize()} {anyascii(name[cut:]).capitalize()}"


# Spellings of East Asian syllables brought to one: Wade-Giles and pinyin, McCune-Reischauer and what Koreans use.
_SYLLABLES = (
    (re.compile(r"tzu|tsu(?=[^n]|$)|szu|ssu"), "ji"),
    (re.compile(r"tsz|zh|ch|ts|tz|[qzc]"), "j"),
    (re.compile(r"hs|sh|x"), "s"),
    (re.compile(r"b"), "p"),
    (re.compile(r"d"), "t"),
    (re.compile(r"g(?!$)(?<!ng)|g$(?<!ng)"), "k"),
    (re.compile(r"jeou"), "jiu"),
    (re.compile(r"ieh"), "ie"),
    (re.compile(r"ien"), "ian"),
    (re.compile(r"ueh"), "ue"),
    (re.compile(r"ung"), "ong"),
    (re.compile(r"yen"), "yan"),
    (re.compile(r"he?ui"), "hi"),
    (re.compile(r"ae"), "E"),
    (re.compile(r"oo|ou|eu"), "u"),
    (re.compile(r"eo"), "o"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"y(?=i)|w(?=u)"), ""),
    (re.compile(r"(?<=[aeiou])h(?=$)"), ""),
    (re.compile(r"u"), "o"),
    (re.compile(r"oo"), "o"),
)
_FAMILIES = {
    **dict.fromkeys(("lee", "yi", "rhee", "ri", "li", "i", "lie"), "i"),
    **dict.fromkeys(("park", "pak", "bak", "bag", "baek"), "pak"),
    **dict.fromkeys(("roh", "noh", "no", "ro"), "no"),
    **dict.fromkeys(("choi", "choe", "choy"), "joe"),
    **dict.fromkeys(("yoo", "yu", "ryu", "yoo", "you"), "yo"),
    **dict.fromkeys(("woo", "wu", "u", "ng"), "o"),
    **dict.fromkeys(("yoon", "yun"), "yon"),
    **dict.fromkeys(("lim", "im", "rim", "yim"), "im"),
}
_SYLLABIC = re.compile(r"(?:[bcdfghjklmnpqrstwxyz]{0,2}[aeiou]{1,3}(?:ng|n|k|l|p|t|m|h|g)?){1,3}")


@lru_cache(maxsize=20_000)
def eastern(words: tuple[str, ...]) -> frozenset[str]:
    """The forms of a Chinese or Korean name with family name and syllables spelt one way; empty for other names."""
    if not 2 <= len(words) <= 3 or any(len(word) == 1 for word in words[:-1] if word not in ("i", "o", "e")):
        return frozenset()
    found = set()
    for family, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        given = "".join(rest)
        if family not in listed("east_asian_surnames.txt") or len(given) > 10:
            continue
        if any(word in given_genders() and word not in listed("east_asian_surnames.txt") for word in rest):
            continue
        if _SYLLABIC.fullmatch(given):
            spelt = _FAMILIES.get(family) or _canonical(family)
            found.add(spelt + " " + _canonical(given))
            if "j" in given and not re.search(r"[qxbdz]", given):
                found.add(spelt + " " + _canonical(given.replace("j", "r")))  # Wade-Giles
    return frozenset(found)


def _canonical(text: str) -> str:
    for pattern, sound in _SYLLABLES:
        text = pattern.sub(sound, text)
    return text.lower()


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    text = (files("onrecord.actors") / "data" / "kanji.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["kanji"]] = (*found.get(row["kanji"], ()), *row["readings"].split())
    return found


_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b", "c": "j", "f": "b"}


def japanese(characters: str, words: tuple[str, ...]) -> bool:
    """Whether Chinese characters may be read as a Japanese name in Latin letters, in either order."""
    characters = characters.replace(" ", "").replace("々", "")
    plain = [_short(word) for word in words]
    if not 1 <= len(plain) <= 2:
        return False
    return _reads(characters, "".join(plain)) or (len(plain) == 2 and _reads(characters, plain[1] + plain[0]))


def _short(text: str) -> str:
    return re.sub(r"oh(?=[^aeiou]|$)", "o", re.sub(r"ou|oo", "o", text)).replace("uu", "u")


def _reads(characters: str, text: str, first: bool = True) -> bool:
    if not characters or not text:
        return not characters and not text
    for size in (2, 1):
        for reading in _readings().get(characters[:size], ()) if len(characters) >= size else ():
            spoken = _short(reading)
            for form in {spoken} if first else {spoken, _VOICED.get(spoken[0], spoken[0]) + spoken[1:].lstrip("h")}:
                if text.startswith(form) and _reads(characters[size:], text[len(form) :], False):
                    return True
    return False

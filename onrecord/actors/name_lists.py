"""The lists behind the judgement of names: spellings of given names, short forms, surnames, words around names."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files

from anyascii import anyascii

from onrecord.actors.lexicon import lexicon


@cache
def name_words() -> dict[str, dict[str, list[str]]]:
    """The word lists of names."""
    return tomllib.loads((files("onrecord.actors") / "data" / "name_words.toml").read_text(encoding="utf-8"))


@cache
def listed(file: str) -> frozenset[str]:
    """The words of a plain list beside this module, in plain letters."""
    text = (files("onrecord.actors") / "data" / file).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in anyascii(line).lower().split())


@cache
def given_groups() -> dict[str, frozenset[int]]:
    """The numbers of the groups of spellings that a given name belongs to."""
    groups: dict[str, set[int]] = {}
    for number, row in enumerate(_table("given_variants.csv")):
        for word in row["variants"].split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def family_groups() -> dict[str, int]:
    """Family names that have two established forms, each with the number of its group."""
    groups = name_words()["families"]["same"]
    return {word: number for number, group in enumerate(groups) for word in group.split()}


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """The full given names that a short form stands for."""
    full: dict[str, set[str]] = {}
    for row in _table("nicknames.csv"):
        for form in row["forms"].split():
            full.setdefault(form, set()).add(row["name"])
    for pair in lexicon().nicknames:
        one, other = sorted(pair, key=len) if len(pair) == 2 else [*pair, *pair]
        full.setdefault(one, set()).add(other)
    return {form: frozenset(names) for form, names in full.items()}


@cache
def given_genders() -> dict[str, str]:
    """m or f for every given name that is known, in plain letters."""
    known = {anyascii(word).lower(): gender for word, gender in lexicon().given.items()}
    for row in _table("given_variants.csv"):
        for word in row["variants"].split():
            known.setdefault(word, row["gender"])
    return known


@cache
def known_given() -> frozenset[str]:
    """Every given name and short form of the lists."""
    full = {name for names in nicknames().values() for name in names}
    return frozenset(given_genders()) | frozenset(nicknames()) | frozenset(full)


def _table(file: str) -> list[dict[str, str]]:
    text = (files("onrecord.actors") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))

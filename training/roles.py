"""A silver layer of roles: "French Foreign Minister", "campaign manager", "senators", without names and articles."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from training.documents import UNSURE, Document, Layer, is_free

_HERE = Path(__file__).parent
_LONGEST = 4  # words of a head: "secretary of state", "head of the state"
_NOUNS = ("NOUN", "PROPN")
_WORD = re.compile(r"\S+")


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """The lists of words that roles are made of."""
    lists = tomllib.loads((_HERE / "reading" / "roles.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def titles() -> frozenset[str]:
    """Single words that stand before a person's name and are no part of it."""
    lists = lexicon()
    return frozenset(word for word in lists["heads"] | lists["abbreviations"] | lists["address"] if " " not in word)


@cache
def demonyms() -> frozenset[str]:
    """Words for the people or things of a country, in lower case."""
    return frozenset((_HERE / "reading" / "demonyms.txt").read_text(encoding="utf-8").split())


def with_roles(document: Document) -> Layer:
    """The entities of a document with its roles among them; a people's adjective before a role belongs to it.

    Where parts of speech are unknown, words that may be roles become unsure.
    """
    layer = [_untitled(document, *span) for span in document.entities or []]
    if document.words is None:
        return _unsure(document, layer)
    text = document.text
    forms = [text[begin:end].lower() for begin, end, _ in document.words]
    at = 0
    while at < len(forms):
        size = next((n for n in range(_LONGEST, 0, -1) if _is_head(document, forms, at, n)), 0)
        begin, end = document.words[at][0], document.words[min(at + max(size, 1), len(forms)) - 1][1]
        if not size or not is_free(layer, begin, end):
            at += 1
            continue
        first = _first(document, forms, layer, at)
        # an ambiguous word needs something of a role beside it
        if first < at or forms[at] not in lexicon()["unsure"] or _is_followed(document, forms, layer, at + size):
            begin = document.words[first][0]
            layer = [span for span in layer if span[1] <= begin or end <= span[0]]
            layer.append((begin, end, "role"))
        at += size
    return sorted(layer)


def _untitled(document: Document, begin: int, end: int, kind: str) -> tuple[int, int, str]:
    """A person without what stands before the name: a title, and the body that the title belongs to."""
    if kind == "person":
        words = list(_WORD.finditer(document.text, begin, end))
        cut = [number for number, word in enumerate(words[:-1]) if word[0].lower() in titles()]
        if cut:
            begin = words[cut[-1] + 1].start()
    return begin, end, kind


def _is_head(document: Document, forms: list[str], at: int, size: int) -> bool:
    lists = lexicon()
    assert document.words is not None
    if at + size > len(forms):
        return False
    words = " ".join(forms[at : at + size])
    if size == 1 and words in lists["abbreviations"]:
        shown = document.text[document.words[at][0]].isupper()
        return shown and at + 1 < len(forms) and document.words[at + 1][2] == "PROPN"
    return (words in lists["heads"] or words in lists["plurals"]) and document.words[at + size - 1][2] in _NOUNS


def _first(document: Document, forms: list[str], layer: Layer, at: int) -> int:
    """The first word of the role whose head begins here: modifiers and peoples to the left of it."""
    assert document.words is not None
    modifiers, first = lexicon()["modifiers"], at
    while first:
        begin, end, _ = document.words[first - 1]
        if document.text[end : document.words[first][0]].strip(" "):
            break
        people = (begin, end, "nationality") in layer
        if not people and (forms[first - 1] not in modifiers or not is_free(layer, begin, end)):
            break
        first -= 1
        if people:
            break
    return first


def _is_followed(document: Document, forms: list[str], layer: Layer, at: int) -> bool:
    """Whether a person's name, or "of", comes next."""
    assert document.words is not None
    if at >= len(forms):
        return False
    begin, end, _ = document.words[at]
    person = any(b == begin and kind == "person" for b, _, kind in layer)
    return person or (forms[at] in ("of", "for") and end < len(document.text))


def _unsure(document: Document, layer: Layer) -> Layer:
    lists = lexicon()
    words = {word for phrase in lists["heads"] | lists["plurals"] | lists["modifiers"] for word in phrase.split()}
    for match in re.finditer(r"\w+(?:[-.]\w+)*", document.text):
        if match[0].lower() in words - {"of"} and is_free(layer, *match.span()):
            layer.append((*match.span(), UNSURE))
    return sorted(layer)

"""What newsrooms do to wire copy: the edits by which near-duplicates with a known share of changes are made.

A share is that of the original's words that are changed, lost or moved, or of as many words as are added to it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Paragraph = tuple[str, ...]  # sentences
Paragraphs = tuple[Paragraph, ...]
_VOWEL = re.compile("[aeiou]")
# Spellings that differ between houses, as far as they can be told from the letters alone.
_SPELLINGS = (
    (re.compile("iz(e|ed|es|ing|ation)$"), r"is\1"),
    (re.compile("or$"), "our"),
    (re.compile("er$"), "re"),
    (re.compile("ll"), "l"),
    (re.compile("-"), ""),
    (re.compile("l(ed|ing)$"), r"ll\1"),
    (re.compile("[“”]"), "'"),
    (re.compile("’"), "'"),
)
_DATELINES = (
    "BERLIN (Reuters) - ",
    "OSLO, Jan 3 (AP) — ",
    "LONDON/PARIS (AFP) — ",
    "WASHINGTON: ",
    "ROME, 4 May - ",
    "",
)
_CREDITS = ("(Reporting by A. Writer; Editing by B. Reader)", "— With agencies", "© 2021 Agency", "")
_LINES = ("Exclusive: what it means for you", "Minister under fire as row grows", "Live updates and analysis", "")


@dataclass(frozen=True, slots=True)
class Stock:
    """Paragraphs of other articles and words that can be put in."""

    paragraphs: Paragraphs
    words: tuple[str, ...]


def joined(paragraphs: Paragraphs) -> str:
    """The text of paragraphs."""
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


def edited(paragraphs: Paragraphs, kind: str, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """A copy of an article with edits of a kind, with another headline, dateline or credit as it happens."""
    copy = _EDITS[kind](paragraphs, share, stock, rng)
    copy = tuple(paragraph for paragraph in copy if paragraph)
    return framed(copy, 0.0, stock, rng) if kind != "framed" and rng.random() < 0.5 else copy


def words_in(paragraphs: Sequence[Paragraph]) -> int:
    """How many words there are."""
    return sum(len(sentence.split()) for paragraph in paragraphs for sentence in paragraph)


def worded(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Words anywhere replaced, left out or put in, each as often."""

    def anew(sentence: str) -> str:
        words: list[str] = []
        for word in sentence.split():
            chance = rng.random()
            if chance >= share:
                words.append(word)
            elif chance < share / 3:
                words.append(rng.choice(stock.words))
            elif chance < share * 2 / 3:
                words += (word, rng.choice(stock.words))
        return " ".join(words)

    return _each(paragraphs, anew)


def replaced(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Words anywhere replaced by others."""

    def anew(sentence: str) -> str:
        return " ".join(rng.choice(stock.words) if rng.random() < share else word for word in sentence.split())

    return _each(paragraphs, anew)


def spelt(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Words spelt in another way: by the house's rules where one fits, else with a letter lost or doubled."""

    def anew(sentence: str) -> str:
        return " ".join(_misspelt(word, rng) if rng.random() < share else word for word in sentence.split())

    return _each(paragraphs, anew)


def dropped(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Sentences left out anywhere."""
    return _without(paragraphs, _chosen(paragraphs, share, rng))


def moved(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Sentences taken out and put in elsewhere."""
    gone = _chosen(paragraphs, share, rng)
    kept = [list(paragraph) for paragraph in _without(paragraphs, gone)]
    for number, at in sorted(gone):
        target = rng.choice(kept)
        target.insert(rng.randint(0, len(target)), paragraphs[number][at])
    return tuple(tuple(paragraph) for paragraph in kept)


def cut(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """The end cut off, by sentences, as copy is cut to fit."""
    left = words_in(paragraphs) * (1 - share)
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        sentences: list[str] = []
        for sentence in paragraph:
            size = len(sentence.split())
            if left >= size / 2:
                sentences.append(sentence)
            left -= size
        kept.append(tuple(sentences))
    return tuple(kept)


def added(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Paragraphs of its own put in by the paper."""
    wanted, size = words_in(paragraphs) * share, 0
    whole = list(paragraphs)
    while size < wanted * 0.85:
        local = rng.choice(stock.paragraphs)
        if size + words_in((local,)) > wanted * 1.15 + 12:
            local = local[:1]
        whole.insert(rng.randint(0, len(whole)), local)
        size += words_in((local,))
    return tuple(whole)


def framed(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Another headline, dateline and credit; for a share of the words the beginning is written anew."""
    gone, left = 0, words_in(paragraphs) * share
    rest = [list(paragraph) for paragraph in paragraphs]
    for paragraph in rest:
        while paragraph and gone + len(paragraph[0].split()) / 2 < left:
            gone += len(paragraph.pop(0).split())
        if paragraph:
            break
    own: list[str] = []
    while gone and words_in((tuple(own),)) < gone * 0.8:
        own.append(rng.choice(stock.paragraphs)[0])
    head = (rng.choice(_LINES),)
    body = tuple(tuple(paragraph) for paragraph in (own, *rest) if paragraph)
    first = (rng.choice(_DATELINES) + body[0][0], *body[0][1:])
    return tuple(p for p in (head, first, *body[1:], (rng.choice(_CREDITS),)) if p and p[0])


def mixed(paragraphs: Paragraphs, share: float, stock: Stock, rng: random.Random) -> Paragraphs:
    """Three of the others, one after the other, each for a part of the share."""
    parts = sorted(rng.random() for _ in range(2))
    sizes = (parts[0], parts[1] - parts[0], 1 - parts[1])
    for kind, part in zip(rng.sample([kind for kind in KINDS if kind != "mixed"], 3), sizes, strict=True):
        paragraphs = tuple(p for p in _EDITS[kind](paragraphs, share * part, stock, rng) if p)
    return paragraphs


def _without(paragraphs: Paragraphs, gone: set[tuple[int, int]]) -> Paragraphs:
    return tuple(
        tuple(sentence for at, sentence in enumerate(paragraph) if (number, at) not in gone)
        for number, paragraph in enumerate(paragraphs)
    )


def _each(paragraphs: Paragraphs, anew: Callable[[str], str]) -> Paragraphs:
    return tuple(tuple(filter(None, map(anew, paragraph))) for paragraph in paragraphs)


def _chosen(paragraphs: Paragraphs, share: float, rng: random.Random) -> set[tuple[int, int]]:
    """Places of sentences that together have about that share of the words."""
    places = [(number, at) for number, paragraph in enumerate(paragraphs) for at in range(len(paragraph))]
    rng.shuffle(places)
    wanted, size = words_in(paragraphs) * share, 0
    chosen: set[tuple[int, int]] = set()
    for number, at in places:
        length = len(paragraphs[number][at].split())
        if size + length / 2 <= wanted:
            chosen.add((number, at))
            size += length
    return chosen


def _misspelt(word: str, rng: random.Random) -> str:
    for pattern, other in _SPELLINGS:
        if pattern.search(word):
            return pattern.sub(other, word)
    if len(word) < 4:
        return word.upper() if word.islower() else word.lower()
    place = rng.randrange(1, len(word))
    return word[:place] + (word[place] * 2 if _VOWEL.match(word[place]) else "") + word[place + 1 :]


_EDITS: dict[str, Callable[[Paragraphs, float, Stock, random.Random], Paragraphs]] = {
    "added": added,
    "cut": cut,
    "dropped": dropped,
    "framed": framed,
    "mixed": mixed,
    "moved": moved,
    "replaced": replaced,
    "spelt": spelt,
    "worded": worded,
}
KINDS = tuple(_EDITS)

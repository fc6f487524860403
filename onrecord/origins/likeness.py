"""How much of two texts is the same, word by word, whatever stands where."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

_Places = npt.NDArray[np.int64]
_Marks = npt.NDArray[np.bool_]

_WORD = re.compile(r"[^\W_]+")
# A capital within a sentence: a name. At its beginning every word has one.
_WITHIN = re.compile(r"[\w,;)’'] ?$")
# Places of the same word are looked for by the longer words that are not everywhere; shorter ones are mostly grammar.
_LONG = 4
_OFTEN = 4
# Two places belong to one passage where at least two more words agree within so many words before or after, shifted by
# as much but for what was put in or left out. Where two words of five are others, 97 % of what stays is found so; by
# chance, articles on one event have less than 5 % (made corpus, development half).
_NEAR = 12
_DRIFT = 5
_SUPPORT = 2
# rapidfuzz's ratio of the spellings of one word: "organised" and "organized" have 89, "theatre" and "theater" 86.
_SPELT = 75


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share: how many words the ``longer`` and the ``shorter`` have, and how many are the ``same``.

    ``lead`` is how much of the beginning of the longer one is the same, ``edited`` how much of the shared passages is
    not. ``agreeing`` and ``differing`` count the figures and names in these passages that are the same in both, or
    others in the same place.
    """

    longer: int
    shorter: int
    same: int = 0
    lead: float = 0.0
    edited: float = 0.0
    agreeing: int = 0
    differing: int = 0

    @property
    def of_longer(self) -> float:
        """How much of the longer text is the same."""
        return self.same / self.longer if self.longer else 0.0

    @property
    def of_shorter(self) -> float:
        """How much of the shorter text is the same."""
        return self.same / self.shorter if self.shorter else 0.0


class Words:
    """The words of a text, prepared to be compared."""

    def __init__(self, text: str) -> None:
        """Cut a text into words."""
        self.folded = [word.casefold() for word in _WORD.findall(text)]
        self._text = text

    def __len__(self) -> int:
        """How many there are."""
        return len(self.folded)

    @cached_property
    def figures(self) -> _Marks:
        """Which of them begin with a digit."""
        return np.array([word[0].isdigit() for word in self.folded], dtype=bool)

    @cached_property
    def names(self) -> _Marks:
        """Which of them have a capital that no beginning of a sentence has given them."""
        text = self._text
        within = (
            found.group()[0].isupper() and bool(_WITHIN.search(text, max(0, found.start() - 2), found.start()))
            for found in _WORD.finditer(text)
        )
        return np.array(list(within), dtype=bool)


def likeness(one: Words, other: Words, *, least: float = 0.0) -> Likeness:
    """Compare two texts; their order does not matter.

    Where the passages that both have can not come to that share of the shorter text, nothing more is looked at.
    """
    longer, shorter = (one, other) if (len(one), one.folded) >= (len(other), other.folded) else (other, one)
    numbers: dict[str, int] = {}
    left, right = (
        np.array([numbers.setdefault(word, len(numbers)) for word in words.folded], dtype=np.int64)
        for words in (longer, shorter)
    )
    at, to = _seeds(longer, left, right)
    if not len(at):
        return Likeness(len(longer), len(shorter))
    expected = _expected(at, to, len(longer))
    shared = expected.max(axis=0) >= 0
    if shared.sum() <= least * len(shorter):
        return Likeness(len(longer), len(shorter))
    match = _matched(left, right, expected)
    _match_spellings(longer, shorter, expected, match)
    hit = match >= 0
    same = min(int(hit.sum()), len(np.unique(match[hit])))
    lead = float(hit[: max(1, len(shorter) // 2)].mean())
    edited = 1 - float(hit[shared].mean())
    return Likeness(len(longer), len(shorter), same, lead, edited, *_told_apart(longer, shorter, expected, match))


def _seeds(longer: Words, left: _Places, right: _Places) -> tuple[_Places, _Places]:
    """Places of the same word in both that lie in passages which both have."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, word in enumerate(right.tolist()):
        places[word].append(place)
    pairs = [
        (place, there)
        for place, word in enumerate(left.tolist())
        if word in places and len(places[word]) <= _OFTEN and len(longer.folded[place]) >= _LONG
        for there in places[word]
    ]
    at, to = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    shift = at - to
    support = np.zeros(len(at), dtype=np.int64)
    for step in range(1, min(len(at), 2 * _NEAR)):
        ahead = at[step:] - at[:-step]
        agree = (ahead <= _NEAR) & (ahead > 0) & (np.abs(shift[step:] - shift[:-step]) <= _DRIFT)
        support[:-step] += agree
        support[step:] += agree
    best = np.lexsort((-support, at))  # of a word that stands in several passages, the place with most around it
    best = best[np.unique(at[best], return_index=True)[1]]
    best = best[support[best] >= _SUPPORT]
    return at[best], to[best]


def _expected(at: _Places, to: _Places, length: int) -> _Places:
    """Where each word would stand in the other text by the seed before it and by the one after it; -1 for nowhere."""
    place = np.arange(length)
    rows = []
    for index in (np.searchsorted(at, place, side="right") - 1, np.searchsorted(at, place, side="left")):
        known = (index >= 0) & (index < len(at))
        seed = np.clip(index, 0, len(at) - 1)
        known &= np.abs(place - at[seed]) <= _NEAR
        rows.append(np.where(known, to[seed] + place - at[seed], -1))
    return np.array(rows)


def _matched(left: _Places, right: _Places, expected: _Places) -> _Places:
    """For each word the place of the same word in the other text, near where it is expected; -1 for none."""
    match = np.full(len(left), -1, dtype=np.int64)
    for there, inside in _about(expected, len(right), _DRIFT):
        found = inside & (match < 0)
        found[found] = right[there[found]] == left[found]
        match[found] = there[found]
    return match


def _match_spellings(longer: Words, shorter: Words, expected: _Places, match: _Places) -> None:
    """Match what is left over with the same word in another spelling."""
    from rapidfuzz.fuzz import ratio

    used = set(match.tolist())
    for there, inside in _about(expected, len(shorter), 2):
        for place in np.flatnonzero(inside & (match < 0)).tolist():
            word, other = longer.folded[place], shorter.folded[there[place]]
            if len(word) < _LONG or word[0].isdigit() or int(there[place]) in used:
                continue
            if abs(len(word) - len(other)) <= 2 and ratio(word, other) >= _SPELT:
                match[place] = there[place]
                used.add(int(there[place]))


def _told_apart(longer: Words, shorter: Words, expected: _Places, match: _Places) -> tuple[int, int]:
    """How many figures and names of the shared passages agree, and how many have another one in their place."""
    used = np.zeros(len(shorter), dtype=bool)
    used[match[match >= 0]] = True
    agreeing: set[str] = set()
    differing: set[str] = set()
    for ours, theirs in ((longer.figures, shorter.figures), (longer.names, shorter.names)):
        agreeing.update(longer.folded[place] for place in np.flatnonzero(ours & (match >= 0)).tolist())
        for there, inside in _about(expected, len(shorter), 1):
            others = inside & ours & (match < 0)
            others[others] = theirs[there[others]] & ~used[there[others]]
            differing.update(longer.folded[place] for place in np.flatnonzero(others).tolist())
    return len(agreeing), len(differing)


def _about(expected: _Places, length: int, width: int) -> Sequence[tuple[_Places, _Marks]]:
    """Places in the other text at and around those expected, the nearest first, and which of them exist."""
    steps = sorted(range(-width, width + 1), key=abs)
    places = ((row, row + step) for step in steps for row in expected)
    return [(there, (row >= 0) & (there >= 0) & (there < length)) for row, there in places]

"""Near-copies: reports of several outlets that carry the same wire copy."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.types import Article

_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 5  # words; five in a row are seldom shared by reports that were written apart
# Share of the shorter report's shingles that the other has. Outlets cut wire copy from the end and change words here
# and there: a copy that loses one word in twenty keeps three quarters of its shingles, a report that merely quotes the
# same speech at length some 10 to 30 %.
_COPY = 0.5
_SHORTEST = 20  # shingles; below, two agency flashes on one event may agree by chance
_COMMON = 50  # reports; a shingle in more of them is a stock phrase or page furniture and finds no copies


def fingerprint(text: str) -> frozenset[int]:
    """The hashes of all runs of five words, case and punctuation apart."""
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    runs = max(min(1, len(words)), len(words) - _SHINGLE + 1)  # a text of fewer words is one run
    return frozenset(zlib.crc32(b" ".join(words[i : i + _SHINGLE])) for i in range(runs))


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def near_copies(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """Groups of articles, by their ids, that carry the same copy; articles without a copy are left out.

    A group holds all that are linked by copies; ids and groups stand in the order in which the articles came.
    """
    prints = {article.id: fingerprint(article.text) for article in articles}
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for identifier, shingles in prints.items():
        if len(shingles) >= _SHORTEST:
            for shingle in shingles:
                holders[shingle].append(identifier)
    shared: Counter[tuple[str, str]] = Counter()
    for sharing in holders.values():
        if 1 < len(sharing) <= _COMMON:
            shared.update((one, other) for i, one in enumerate(sharing) for other in sharing[i + 1 :])
    leader = {identifier: identifier for identifier in prints}
    for (one, other), count in shared.items():
        if count >= _COPY * min(len(prints[one]), len(prints[other])):
            leader[_root(leader, other)] = _root(leader, one)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in prints:
        groups[_root(leader, identifier)].append(identifier)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _root(leader: dict[str, str], identifier: str) -> str:
    while leader[identifier] != identifier:
        leader[identifier] = leader[leader[identifier]]
        identifier = leader[identifier]
    return identifier

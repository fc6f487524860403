"""How two sayings are alike: the numbers from which it is told whether they are one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from onrecord.statements.figures import is_figure
from onrecord.statements.wordings import Wording
from onrecord.types import STANCE_COLUMNS, Embedder, StanceQuestion, StanceScorer

Floats = npt.NDArray[np.float32]

# From how much likeness on two stems are one in two spellings: names that were transliterated twice differ more
# (Gaddafi and Qadhafi, 71) than words with a slip of the pen (industrial and indsutrial, 90); "respect" and "reject"
# have 77.
_NAME, _SLIP = 70, 85
_SPELT_FROM = 5
_NEAR = 0.5  # two words near in meaning: 0.4 and 0.6 tell the written pairs apart about as well
_FIGURE_WEIGHT = 0.8  # as much as a rather rare word
_LEAST_WEIGHT = 0.05
_DAYS = 31


@lru_cache(maxsize=65536)
def weight(stem: str) -> float:
    """How much a stem tells, 1 for one that is hardly ever met: its inverse frequency in news."""
    if is_figure(stem):
        return _FIGURE_WEIGHT
    number, counts = _counts()
    return max(_LEAST_WEIGHT, math.log(number / (1 + counts.get(stem, 0))) / math.log(number))


@cache
def _counts() -> tuple[int, Mapping[str, int]]:
    text = files(__package__).joinpath("rarity.txt").read_text(encoding="utf-8")
    number, *rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return int(number[0]), {stem: int(count) for count, *stems in rows for stem in stems}


class Meanings:
    """Vectors of texts, each made once; at most so many are kept."""

    def __init__(self, embed: Embedder, most: int = 20_000) -> None:
        """No text met yet; 20,000 vectors are 30 MB."""
        self._embed, self._most = embed, most
        self._known: dict[str, Floats] = {}

    def learn(self, known: Mapping[str, Floats]) -> None:
        """Take vectors that were made elsewhere."""
        self._room(len(known), ())
        self._known.update(known)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """One row for each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            rows = np.asarray(self._embed(missing), dtype=np.float32)
            self._room(len(missing), texts)
            self._known.update(zip(missing, rows, strict=True))
        return np.stack([self._known[text] for text in texts])

    def _room(self, number: int, needed: Sequence[str]) -> None:
        """Forget what is not needed now where so many more would be too many."""
        if len(self._known) + number > self._most:
            self._known = {text: self._known[text] for text in needed if text in self._known}


NAMES = (
    *("whole", "window", "short_parts", "short_part_least", "long_parts"),
    *("short_soft", "short_near", "short_hard", "long_soft", "long_hard", "rest", "rest_share"),
    *("in_order", "run", "figures_shared", "figures_differ", "figures_added", "names_shared", "names_differ"),
    *("names_added", "negated", "negated_frame", "length", "days"),
)
#: What follows these where a scorer is there.
RELEVANCE = ("relevant",)


def looks(a: Wording, b: Wording, days: int, meanings: Meanings) -> list[float]:
    """What is told of two sayings, by ``NAMES``; they may come in either order."""
    long, short = _by_length(a, b)
    left = [[word for word in one.words if word not in other.words] for one, other in ((short, long), (long, short))]
    rest = [" ".join(words) for words in left]
    meanings([*_texts(long), *_texts(short), *rest])  # all at once, which is faster
    return [
        *_in_meaning(long, short, meanings),
        *_in_matter(long, short, meanings, rest),
        *_in_words(long, short),
        *_in_claims(long, short),
        math.log(max(1, len(long.words)) / max(1, len(short.words))),
        math.log1p(min(max(days, 0), _DAYS)),
    ]


def relevant(a: Wording, b: Wording, scorer: StanceScorer) -> list[float]:
    """How likely the long one takes any side on the short one: by ``RELEVANCE``."""
    long, short = _by_length(a, b)
    (rows,) = scorer([StanceQuestion(long.text, None, (short.text,))])
    return [1.0 - float(rows[0][STANCE_COLUMNS.index(None)])]


def _by_length(a: Wording, b: Wording) -> tuple[Wording, Wording]:
    return (a, b) if (len(a.words), a.text) >= (len(b.words), b.text) else (b, a)


def _texts(one: Wording) -> list[str]:
    return [one.text, *one.clauses, *one.matter.values()]


def _in_meaning(long: Wording, short: Wording, meanings: Meanings) -> list[float]:
    """Of the whole; of the short one and the part of the long one that is nearest; of the parts of both."""
    parts, others = long.clauses or (long.text,), short.clauses or (short.text,)
    mine = meanings([short.text, *others])
    theirs = meanings([long.text, *parts])
    near = mine @ theirs.T
    weights = np.array([len(part.split()) for part in others], dtype=np.float32)
    best = near[1:].max(axis=1)
    back = near[:, 1:].max(axis=0)
    sizes = np.array([len(part.split()) for part in parts], dtype=np.float32)
    return [
        float(near[0, 0]),
        float(near[0].max()),
        float(best @ weights / weights.sum()),
        float(best.min()),
        float(back @ sizes / sizes.sum()),
    ]


def _in_matter(long: Wording, short: Wording, meanings: Meanings, left: Sequence[str]) -> list[float]:
    """How much of the matter of each the other has too, near in meaning or the same, and how near what is left is."""
    hard_short, hard_long = _met(short, long), _met(long, short)
    rest = 1.0
    soft_short, soft_long = hard_short, hard_long
    if short.matter and long.matter:
        near = meanings([*short.matter.values()]) @ meanings([*long.matter.values()]).T
        soft_short = np.maximum(near.max(axis=1), hard_short)
        soft_long = np.maximum(near.max(axis=0), hard_long)
    lone_short, lone_long = 1 - _weighed(short, hard_short), 1 - _weighed(long, hard_long)
    if hard_short.min(initial=1) == 0 and hard_long.min(initial=1) == 0:
        pair = meanings(left)
        rest = float(pair[0] @ pair[1])
    return [
        _weighed(short, soft_short),
        _weighed(short, (soft_short >= _NEAR).astype(np.float32)),
        1 - lone_short,
        _weighed(long, soft_long),
        1 - lone_long,
        rest,
        min(lone_short, lone_long) * (1 - rest),
    ]


def _met(one: Wording, other: Wording) -> Floats:
    """1 for each stem that the other has too, perhaps in another spelling."""
    there = {*other.matter, *other.aside}
    return np.array(
        [float(stem in there or _spelt(stem, one, other)) for stem in one.matter],
        dtype=np.float32,
    )


def _spelt(stem: str, one: Wording, other: Wording) -> bool:
    return spelt(stem, other.names, _NAME) if stem in one.names else spelt(stem, other.matter, _SLIP)


def spelt(stem: str, others: Iterable[str], least: int = _SLIP) -> bool:
    """Whether a stem is there in another spelling; figures have one."""
    if len(stem) < _SPELT_FROM or is_figure(stem):
        return False
    return any(
        len(other) >= _SPELT_FROM and not is_figure(other) and fuzz.ratio(stem, other, score_cutoff=least)
        for other in others
    )


def _weighed(one: Wording, met: Floats) -> float:
    weights = np.array([weight(stem) for stem in one.matter], dtype=np.float32)
    return float(met @ weights / weights.sum()) if len(weights) else 1.0


def _in_words(long: Wording, short: Wording) -> list[float]:
    """How many words of the short one stand in the long one in the same order, and in one run."""
    blocks = SequenceMatcher(None, long.words, short.words, autojunk=False).get_matching_blocks()
    size = max(1, len(short.words))
    return [sum(block.size for block in blocks) / size, max(block.size for block in blocks) / size]


def _in_claims(long: Wording, short: Wording) -> list[float]:
    """Figures and names that both have or one alone, and whether one turns round what the other says."""
    figures = short.figures - long.figures - long.aside
    other_figures = long.figures - short.figures - short.aside
    names = {name for name in short.names if name not in long.matter and not spelt(name, long.names, _NAME)}
    other_names = {name for name in long.names if name not in short.matter and not spelt(name, short.names, _NAME)}
    turned = float((long.negations - short.negations) % 2)
    shared = len(short.matter.keys() & long.matter.keys()) / max(1, len(short.matter))
    return [
        min(2.0, len(short.figures & long.figures)),
        float(bool(figures) and bool(other_figures)),
        float(bool(figures)),
        min(2.0, len(short.names & long.names)),
        float(bool(names) and bool(other_names)),
        min(2.0, len(names)),
        turned,
        turned * shared,
    ]

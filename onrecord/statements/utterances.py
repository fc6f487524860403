"""One saying, however many articles or passages report it, and however it was translated."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from onrecord.types import Embedder, Part, Statement, StatementKind

_KINDS = frozenset((StatementKind.DIRECT, StatementKind.INDIRECT, StatementKind.MIXED))
_MARKS = re.compile(r"\[[^\]]*\]|''|[^\w\s'’]|(?<!\w)['’]|['’](?!\w)")
_SENTENCES = re.compile(r"(?<=[.!?…])[\"”’'»]*\s+|\s…\s")
_Cosine = Callable[[str, str], float]

# All thresholds were chosen on pairs of sentences written for the tests: 13 that are one saying translated or cut
# twice, 15 that only sound alike; on those pairs every one of them has at least two points of room.
_FEWEST_WORDS = 4  # shorter sayings must be the same words
_COSINE = 0.87
_WORDING = 57.0  # what nearness in meaning needs of the wording (token sort ratio)
_REWORDED = 80.0  # above it a difference in negation is a contradiction, below it another turn of phrase
_VERBATIM = 92.0
_CUT = 96.0
_FEWEST_CUT = 6
_CAPTION_WORDING = 57.0  # a caption repeats the text beside it, so that less likeness will do
_CAPTION_MATTER = 0.5
_CAPTION_COSINE = 0.7
_SHARED_MATTER = 0.4  # pairs that share fewer of their content words are not compared
_FARTHEST_DAYS = 31  # the same words said on days further apart are said again


def same_utterance(a_text: str, b_text: str, *, cosine: _Cosine | None = None, caption: bool = False) -> bool:
    """Whether two texts of one actor give the same saying, perhaps translated twice or cut.

    ``cosine`` gives the nearness of two texts in meaning, where there are vectors; ``caption`` says that one of
    the two is a caption beside the other.
    """
    if _same(a_text, b_text, cosine, caption):
        return True
    shorter, longer = sorted((a_text, b_text), key=len)
    if len(_words(shorter)) < _FEWEST_CUT:
        return False
    parts = [part for part in _SENTENCES.split(longer) if part]
    return len(parts) > 1 and any(_same(shorter, part, cosine, caption) for part in parts)


def assign_utterances(
    statements: Sequence[Statement], known: Iterable[Statement] = (), embed: Embedder | None = None
) -> tuple[Statement, ...]:
    """The statements with an utterance each: that of an earlier one of the same actor, or a new one."""
    cosine = _Vectors(embed) if embed is not None else None
    index = _Index()
    for statement in known:
        if statement.utterance is not None and statement.kind in _KINDS:
            index.add(statement)
    out: list[Statement] = []
    for statement in statements:
        if statement.actor is None or statement.kind not in _KINDS:
            out.append(statement)
            continue
        twin = next((s for s in index.near(statement) if _twins(statement, s, cosine)), None)
        utterance = _new(statement) if twin is None else twin.utterance
        named = replace(statement, utterance=utterance)
        index.add(named)
        out.append(named)
    return tuple(out)


def _twins(a: Statement, b: Statement, cosine: _Cosine | None) -> bool:
    if a.said_on is not None and b.said_on is not None:
        apart = max((a.said_on.first - b.said_on.last).days, (b.said_on.first - a.said_on.last).days)
        if apart > _FARTHEST_DAYS:
            return False
    caption = a.article == b.article and (a.part is Part.CAPTION) != (b.part is Part.CAPTION)
    return same_utterance(a.text, b.text, cosine=cosine, caption=caption)


def _new(statement: Statement) -> str:
    return hashlib.sha1(f"{statement.actor}|{statement.id}".encode(), usedforsecurity=False).hexdigest()[:16]


# ---------------------------------------------------------------- likeness


def _same(a_text: str, b_text: str, cosine: _Cosine | None, caption: bool) -> bool:
    a, b = _words(a_text), _words(b_text)
    if min(len(a), len(b)) < _FEWEST_WORDS:
        return bool(a) and a == b
    left, right = " ".join(a), " ".join(b)
    if left == right:
        return True
    agree = _negations(a) == _negations(b)
    wording = fuzz.token_sort_ratio(left, right)
    if not agree and wording >= _REWORDED:
        return False
    mine, theirs = _matter(a), _matter(b)
    if agree and (mine <= theirs or theirs <= mine):
        if fuzz.ratio(left, right) >= _VERBATIM:
            return True
        if min(len(a), len(b)) >= _FEWEST_CUT and fuzz.partial_ratio(left, right) >= _CUT:
            return True
    if cosine is not None and wording >= _WORDING and cosine(a_text, b_text) >= _COSINE:
        return True
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    if not (caption and agree and wording >= _CAPTION_WORDING and shared >= _CAPTION_MATTER):
        return False
    return cosine is None or cosine(a_text, b_text) >= _CAPTION_COSINE


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    plain = plain.replace("can't", "cannot").replace("won't", "will not").replace("n't", " not")
    return tuple(_MARKS.sub(" ", plain).split())


def _negations(words: Sequence[str]) -> int:
    """Whether the negations add up to a yes or a no."""
    return sum(word in _data()["negations"] for word in words) % 2


def _matter(words: Sequence[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in words if word not in _data()["empty"])


def _stem(word: str) -> str:
    """A word without the commonest endings; enough for likeness, no claim on grammar."""
    for ending in ("ning", "ting", "ing", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _data() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("sameness.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


class _Vectors:
    """Nearness in meaning, each text embedded once."""

    def __init__(self, embed: Embedder) -> None:
        self._embed = embed
        self._known: dict[str, Sequence[float]] = {}

    def __call__(self, a: str, b: str) -> float:
        missing = [text for text in dict.fromkeys((a, b)) if text not in self._known]
        if missing:
            self._known.update(zip(missing, self._embed(missing), strict=True))
        return float(sum(x * y for x, y in zip(self._known[a], self._known[b], strict=True)))


@dataclass(frozen=True, slots=True)
class _Entry:
    statement: Statement
    matter: frozenset[str]


class _Index:
    """Statements by actor and content word, so that each is compared with its like only."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, statement: Statement) -> None:
        """Remember a statement that has an utterance."""
        matter = _matter(_words(statement.text))
        for word in matter or {""}:
            self._places[statement.actor or "", word].append(len(self._entries))
        self._entries.append(_Entry(statement, matter))

    def near(self, statement: Statement) -> Iterator[Statement]:
        """The statements of the same actor that share enough content words, the likest first."""
        matter = _matter(_words(statement.text))
        counts: defaultdict[int, int] = defaultdict(int)
        for word in matter or {""}:
            for place in self._places.get((statement.actor or "", word), ()):
                counts[place] += 1
        likeness = [
            (count / max(1, min(len(matter), len(self._entries[place].matter))), place)
            for place, count in counts.items()
        ]
        for share, place in sorted(likeness, key=lambda pair: (-pair[0], pair[1])):
            if share >= _SHARED_MATTER:
                yield self._entries[place].statement

"""Whether two sayings of one actor are one: by their words where these decide it, else by a small trained network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from onrecord.statements.affinity import Network, network
from onrecord.statements.likeness import NAMES, RELEVANCE, Floats, Meanings, looks, relevant
from onrecord.statements.wordings import Wording, sameness, wording
from onrecord.types import Embedder, StanceScorer

_FEWEST_WORDS = 4  # shorter sayings must be the same words
_FEWEST_CUT = 6
_REWORDED = 80.0  # without vectors: above it a difference in negation is a contradiction
_VERBATIM = 92.0
_CUT = 96.0
# A caption repeats the text beside it, so that less likeness will do; with four pairs written for the tests.
_CAPTION_WORDING = 57.0
_CAPTION_MATTER = 0.5
# Pairs that are no nearer in meaning are two: of 187 written pairs that are one saying 1 is, of pairs that have nothing
# to do with each other 93 in 100, of remarks of one source in one article 56.
_FARTHEST = 0.3
# The slower scorer is asked only where the network without it leaves a doubt.
_DOUBT = (0.1, 0.97)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two sayings are one, and by what: "words" where these decide it, else what weighed most."""

    chance: float
    why: tuple[str, ...]


class Judge:
    """Tells how likely two texts of one actor are one saying.

    Without ``embed`` only the words are compared; ``scorer`` tells whether the one speaks to the other.
    """

    def __init__(self, embed: Embedder | None = None, scorer: StanceScorer | None = None) -> None:
        """Load nothing yet."""
        self._meanings = Meanings(embed) if embed is not None else None
        self._scorer = scorer

    def __call__(self, a_text: str, b_text: str, *, days: int = 0, caption: bool = False) -> Verdict:
        """The verdict on two texts that were said so many days apart; ``caption``: one is the caption of the other."""
        decided = self.by_words(a_text, b_text, caption=caption)
        if decided is not None:
            return decided
        a, b = wording(a_text), wording(b_text)
        if self._meanings is None:
            return Verdict(float(_alike(a, b)), ("words",))
        if not self.near(a_text, [b_text]):
            return Verdict(0.0, ("whole",))
        seen = looks(a, b, days, self._meanings)
        trained = networks()["plain"]
        chance = trained([seen])[0]
        if self._scorer is not None and _DOUBT[0] <= chance <= _DOUBT[1]:
            seen, trained = [*seen, *relevant(a, b, self._scorer)], networks()["scored"]
            chance = trained([seen])[0]
        return Verdict(chance, _weightiest(trained, seen))

    def learn(self, meanings: Mapping[str, Floats]) -> None:
        """Take vectors of sayings that were made elsewhere (``meanings_of``)."""
        if self._meanings is not None:
            self._meanings.learn(meanings)

    def by_words(self, a_text: str, b_text: str, *, caption: bool = False) -> Verdict | None:
        """The verdict where the words alone give it: they are the same, a part, or the contrary."""
        a, b = wording(a_text), wording(b_text)
        decided = _by_words(a, b)
        if decided is None and caption:
            decided = _caption(a, b)
        return None if decided is None else Verdict(float(decided), ("words",))

    def near(self, text: str, others: Sequence[str]) -> list[int]:
        """Which of some texts are worth a verdict, the nearest first; all where there are no vectors."""
        if self._meanings is None:
            return list(range(len(others)))
        rows = self._meanings([wording(one).text for one in (text, *others)])
        likeness = rows[1:] @ rows[0]
        order = sorted(range(len(others)), key=lambda n: (-float(likeness[n]), others[n]))
        return [n for n in order if likeness[n] >= _FARTHEST]


def _by_words(a: Wording, b: Wording) -> bool | None:
    """The answer where the words alone give it."""
    if a.words == b.words:
        return bool(a.words)
    if min(len(a.words), len(b.words)) < _FEWEST_WORDS:
        return False
    short, long = sorted((a, b), key=lambda one: len(one.words))
    if len(short.words) >= _FEWEST_CUT and f" {short.text} " in f" {long.text} ":
        return True
    return False if _contrary(a, b) else None


def _contrary(a: Wording, b: Wording) -> bool:
    """Whether the two differ in one word only, and that in its opposite."""
    mine, theirs = a.matter.keys() - b.matter.keys(), b.matter.keys() - a.matter.keys()
    if len(mine) != 1 or len(theirs) != 1 or a.negations % 2 != b.negations % 2:
        return False
    return next(iter(theirs)) in sameness().opposites.get(next(iter(mine)), ())


def _alike(a: Wording, b: Wording) -> bool:
    """Without vectors: whether the words are all but the same, or those of a part."""
    wording = fuzz.token_sort_ratio(a.text, b.text)
    if a.negations % 2 != b.negations % 2:
        return False
    if not (a.matter.keys() <= b.matter.keys() or b.matter.keys() <= a.matter.keys()):
        return False
    if wording >= _REWORDED and fuzz.ratio(a.text, b.text) >= _VERBATIM:
        return True
    return min(len(a.words), len(b.words)) >= _FEWEST_CUT and fuzz.partial_ratio(a.text, b.text) >= _CUT


def _caption(a: Wording, b: Wording) -> bool | None:
    """Yes where a caption gives the text beside it in nearly its words."""
    short, long = sorted((a, b), key=lambda one: len(one.words))
    shared = len(short.matter.keys() & long.matter.keys()) / max(1, len(short.matter))
    likest = max((fuzz.token_sort_ratio(short.text, part) for part in (long.text, *long.clauses)), default=0.0)
    alike = shared >= _CAPTION_MATTER and likest >= _CAPTION_WORDING
    return True if alike and a.negations % 2 == b.negations % 2 else None


@cache
def networks() -> Mapping[str, Network]:
    """The trained networks of sameness.json: ``scored`` where relevance is known too, ``plain`` where it is not."""
    raw = json.loads((files(__package__) / "sameness.json").read_text(encoding="utf-8"))
    return {name: network(raw[name]) for name in ("scored", "plain")}


def _weightiest(trained: Network, seen: Sequence[float]) -> tuple[str, ...]:
    """The three of ``NAMES`` without which the answer would differ most: each set to that of a pair in the middle."""
    middle = typical()
    raw = trained([seen, *([*seen[:n], middle[n], *seen[n + 1 :]] for n in range(len(seen)))])
    shift = [abs(raw[0] - one) for one in raw[1:]]
    names = (*NAMES, *RELEVANCE)
    return tuple(names[n] for n in sorted(range(len(seen)), key=lambda n: (-shift[n], n))[:3])


@cache
def typical() -> tuple[float, ...]:
    """What is told of the training pairs on average."""
    raw = json.loads((files(__package__) / "sameness.json").read_text(encoding="utf-8"))
    return tuple(raw["typical"])

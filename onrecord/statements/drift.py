"""How the words of one saying differ between two reports: word by word, figures and negations first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from onrecord.statements.figures import is_figure
from onrecord.statements.likeness import spelt
from onrecord.statements.wordings import sameness, wording

_WORD = re.compile(r"\S+")


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


class Weight(StrEnum):
    """What a change is about, the gravest first."""

    NEGATION = "negation"
    FIGURE = "figure"
    WORDING = "wording"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the other report, and what stood there in the first one; one of them may be empty."""

    change: Change
    weight: Weight
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs between two reports, in the order of the text, and how much of the words of both: 0 to 1.

    ``part`` says that one report gives only a part of what the other gives.
    """

    pieces: tuple[Piece, ...]
    far: float
    part: bool

    @property
    def grave(self) -> tuple[Piece, ...]:
        """The changes of negations and figures, negations first."""
        found = [piece for piece in self.pieces if piece.weight in (Weight.NEGATION, Weight.FIGURE)]
        return tuple(sorted(found, key=lambda piece: piece.weight is not Weight.NEGATION))


def drift(first: str, other: str) -> Drift:
    """How the other report differs from the first."""
    mine, theirs = _tokens(first), _tokens(other)
    matcher = SequenceMatcher(None, [word for _, word in mine], [word for _, word in theirs], autojunk=False)
    pieces = []
    for name, a, b, c, d in matcher.get_opcodes():
        change = {"equal": Change.SAME, "insert": Change.ADDED, "delete": Change.DROPPED}.get(name, Change.CHANGED)
        before, after = (" ".join(text for text, _ in some) for some in (mine[a:b], theirs[c:d]))
        pieces.append(Piece(change, _weight(before, after, change), before, after))
    differing = [piece for piece in pieces if piece.change is not Change.SAME and piece.weight is not Weight.FORM]
    size = sum(max(len(piece.before.split()), len(piece.after.split())) for piece in pieces)
    far = sum(max(len(piece.before.split()), len(piece.after.split())) for piece in differing) / max(1, size)
    ways = {piece.change for piece in differing}
    plain = all(piece.weight is Weight.WORDING for piece in differing)
    return Drift(tuple(pieces), round(far, 3), plain and ways in ({Change.DROPPED}, {Change.ADDED}))


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words as they stand, each in its plain form, without person and tense, which go with whose text it is."""
    return [(found.group(), " ".join(wording(found.group()).words)) for found in _WORD.finditer(text)]


def _weight(before: str, after: str, change: Change) -> Weight:
    if change is Change.SAME:
        return Weight.FORM
    one, other = wording(before).words, wording(after).words
    if one == other:
        return Weight.FORM
    if {w for w in one if is_figure(w)} != {w for w in other if is_figure(w)}:
        return Weight.FIGURE
    turned = [sum(word in sameness().negations for word in words) % 2 for words in (one, other)]
    if turned[0] != turned[1]:
        return Weight.NEGATION
    if len(one) == len(other) and all(a == b or spelt(a, [b]) for a, b in zip(one, other, strict=True)):
        return Weight.FORM
    return Weight.WORDING

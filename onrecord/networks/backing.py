"""What a stand rests on: how many sayings, in whose voice, how sure, and whether anything speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.networks.stands import VOICE_RANK
from onrecord.types import Position, Scope, Voice

# Below one half the reader itself holds the position for less likely than not.
UNSURE = 0.5
# Firm is what was said three times and in two articles: a slip of one reporter or of the reader, and a second report
# of it, do not make three sayings. A rule of form, not tuned on any text.
FIRM_SAYINGS = 3
FIRM_ARTICLES = 2


class Strength(StrEnum):
    """How much a stand rests on: one weak line, some passages, or many undisputed ones."""

    WEAK = "weak"
    PLAIN = "plain"
    FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Backing:
    """The positions that say what a stand says; ``sayings`` counts each utterance once, however often reported.

    ``voices`` counts positions by voice, the strongest first; ``score`` is that of the surest one.
    """

    positions: int
    articles: int
    sayings: int
    voices: Mapping[Voice, int]
    score: float
    derived: bool
    disputed: bool

    @property
    def voice(self) -> Voice:
        """The strongest voice."""
        return next(iter(self.voices))

    @property
    def unsure(self) -> bool:
        """Whether no position behind it is likelier than not."""
        return self.score < UNSURE

    @property
    def strength(self) -> Strength:
        """Weak: nobody said it in so many words, or one saying alone that is unsure or not the actor's own words."""
        alone = self.sayings == 1 and self.voice is not Voice.OWN
        if self.derived or self.unsure or alone:
            return Strength.WEAK
        many = self.sayings >= FIRM_SAYINGS and self.articles >= FIRM_ARTICLES
        return Strength.FIRM if many and self.voice is Voice.OWN and not self.disputed else Strength.PLAIN


def backing(
    held: Sequence[Position],
    *,
    utterances: Mapping[str, str] | None = None,
    told: Mapping[str, str] | None = None,
    holders: Mapping[str, str] | None = None,
) -> Backing:
    """What rests behind a stand whose positions are ``held``, the deciding one first in each scope.

    ``utterances`` gives the utterance of a statement by its id, ``told`` the story of an article, under which positions
    without one count once, ``holders`` for whom a position was coded before it
    was counted for a body. Derived positions count only where nothing coded speaks.
    """
    first = held[0]
    weighed = [position for position in held if position.derived is first.derived]
    agreeing = [position for position in weighed if position.stance is first.stance]
    voices = Counter(position.voice for position in sorted(agreeing, key=lambda p: VOICE_RANK[p.voice]))
    return Backing(
        positions=len(agreeing),
        articles=len({position.article for position in agreeing}),
        sayings=len({_saying(position, utterances or {}, told or {}) for position in agreeing}),
        voices=dict(voices),
        score=max(position.provenance.score for position in agreeing),
        derived=first.derived,
        disputed=_disputed(weighed, holders or {}),
    )


def _saying(position: Position, utterances: Mapping[str, str], told: Mapping[str, str]) -> str:
    return utterances.get(position.statement or "") or told.get(position.article, position.id)


def _disputed(held: Sequence[Position], holders: Mapping[str, str]) -> bool:
    """Whether a passage on the other side still counts: one that the holder's later words have not overtaken."""
    deciding: dict[Scope, Position] = {}
    for position in held:
        deciding.setdefault(position.scope, position)
    return any(
        position.stance.side * decides.stance.side < 0 and not _overtaken(position, decides, holders)
        for position in held
        for decides in (deciding[position.scope],)
    )


def _overtaken(position: Position, by: Position, holders: Mapping[str, str]) -> bool:
    if holders.get(position.id, position.actor) != holders.get(by.id, by.actor):
        return False
    return position.date is not None and by.date is not None and position.date.last < by.date.first

"""Who is in the reader's mind at a place of the article: the antecedents of pronouns."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import cast

from onrecord.actors.lexicon import Lexicon
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.tokens import Page
from onrecord.types import Span, Spans

REACH = 4  # sentences back: 99 in 100 pronouns of GUM news, biographies, speeches and interviews need no more
# References back, whatever the sentences: 4 sentences hold some 30, and a text without full stops must not cost the
# square of its length.
LOOKED_AT = 400


Looks = Mapping[str, float]  # what is seen of a candidate, by name
Weights = Mapping[str, Mapping[str, float]]  # how much each counts, by kind of pronoun


@cache
def trained() -> Weights:
    """The weights that ``training/salience`` found, from ``data/salience.json``."""
    text = files("onrecord.actors").joinpath("data/salience.json").read_text(encoding="utf-8")
    return cast(Weights, json.loads(text)["weights"])


_LEADING = frozenset(("by", "with", "to", "of", "for", "from", "in", "on", "against"))
_CLOSES = {",": ",", "(": ")", "—": "—", "–": "–", "--": "--"}


# What a report, a study or a poll that speaks is remembered as: "it" may take it up, and is then nobody.
THING = ("thing",)


@dataclass(frozen=True, slots=True)
class Nature:
    """What a pronoun must agree with; a collective is a body of many, which "they" may mean."""

    gender: str = ""
    person: bool = False
    plural: bool = False
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A reference that is resolved, as later pronouns look back on it."""

    index: int
    end: int
    sentence: int
    actors: tuple[str, ...]
    nature: Nature
    subject: bool
    quoted: bool
    named: bool
    pronoun: str = ""  # its kind where it is a pronoun itself

    @property
    def person(self) -> bool:
        """Whether it is one person or several."""
        return self.nature.person

    @property
    def plural(self) -> bool:
        """Whether it is many."""
        return self.nature.plural


@dataclass
class Memory:
    """What has been read so far."""

    page: Page
    quotes: Spans
    contents: Spans = ()  # of all statements: what is told there is somebody's words too
    seen: list[Seen] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)  # the token at which an actor was met last
    speaker: str | None = None
    narrator: str | None = None  # who says "I" outside quotations: no he or she there
    genders: dict[str, str] = field(default_factory=dict)  # of persons, as far as they are known by now
    weights: Weights = field(default_factory=lambda: trained())
    _narrated: list[int] = field(default_factory=list)
    _begins: list[int] = field(default_factory=list)
    _told: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the quotations, so that a place is looked up by bisection."""
        self.quotes = tuple(sorted(self.quotes))
        self._begins = [q.begin for q in self.quotes]
        self.contents = tuple(sorted(self.contents))
        self._told = [c.begin for c in self.contents]

    def quoted(self, offset: int) -> bool:
        """Whether a place lies inside direct speech."""
        return _inside(self.quotes, self._begins, offset)

    def told(self, offset: int) -> bool:
        """Whether a place lies inside what somebody says, in quotation marks or not."""
        return _inside(self.contents, self._told, offset)

    def note(self, ref: Ref, actors: tuple[str, ...], nature: Nature, lex: Lexicon) -> None:
        """Remember a reference."""
        token = self.page.tokens[ref.begin]
        self.seen.append(
            Seen(
                ref.begin,
                ref.end,
                token.sentence,
                actors,
                nature,
                subject=is_subject(self.page, ref, lex),
                quoted=self.quoted(token.begin),
                named=ref.kind in (RefKind.PERSON, RefKind.PRONOUN, RefKind.LISTED),
                pronoun=(ref.head or "") if ref.kind is RefKind.PRONOUN else "",
            )
        )
        if nature.person and nature.gender and len(actors) == 1:
            self.genders[actors[0]] = nature.gender
        self.counts.update(actors)
        for actor in actors:
            self.last[actor] = max(ref.begin, self.last.get(actor, ref.begin))

    def thing(self, source: Span) -> None:
        """Remember a source that is no actor ("the report")."""
        indexes = self.page.within(source)
        if not indexes or self.page.tokens[indexes.stop - 1].pos != "NOUN":
            return
        place, begin = self.page.tokens[indexes.start], indexes.start
        quoted = self.quoted(place.begin)
        self.seen.append(Seen(begin, indexes.stop, place.sentence, THING, Nature(), True, quoted, named=True))

    def recent(self) -> Iterator[Seen]:
        """What was read last, the last first."""
        return islice(reversed(self.seen), LOOKED_AT)

    def narrated(self, sentence: int) -> int:
        """How many sentences of narration end with this one: a long quotation brings nobody further away."""
        if not self._narrated:
            ends: dict[int, tuple[int, int]] = {}
            for token in self.page.tokens:
                if token.word:
                    ends[token.sentence] = (ends.get(token.sentence, (token.begin, 0))[0], token.begin)
            count = 0
            for number in range(max(ends, default=0) + 1):
                first, last = ends.get(number, (0, 0))
                count += number in ends and not (self.quoted(first) and self.quoted(last))
                self._narrated.append(count)
        return self._narrated[min(sentence, len(self._narrated) - 1)]

    def antecedent(
        self, ref: Ref, *, in_source: bool, barred: Collection[str] = (), owns: bool = False
    ) -> tuple[str, ...]:
        """Whom a third-person pronoun means, none of those who are barred; empty where it is more likely nobody.

        Who ``owns`` somebody ("its spokesman") is somebody.
        """
        candidates = [c for c in self.candidates(ref, in_source=in_source) if not set(c[0].actors) & set(barred)]
        if not candidates:
            return ()
        weights = self.weights[ref.head or ""]
        scores = [sum(weights[name] * value for name, value in looks.items()) for _, looks in candidates]
        best = max(scores)
        nobody = weights.get("nobody", -math.inf) + weights.get("nobody speaks", 0.0) * in_source
        return candidates[scores.index(best)][0].actors if owns or best >= nobody else ()

    def candidates(self, ref: Ref, *, in_source: bool) -> list[tuple[Seen, Looks]]:
        """Those whom a third-person pronoun may mean, the nearest first, and what speaks for and against each."""
        token = self.page.tokens[ref.begin]
        wanted = {"he": "m", "she": "f"}.get(ref.head or "", "")
        quoted = self.quoted(token.begin)
        speaker = self._still_speaking() if in_source else None
        subject = ref.name in ("he", "she", "it", "they")
        found: list[tuple[Seen, Looks]] = []
        inner: list[tuple[Seen, Looks]] = []  # named in a quotation, while a narrator asks who speaks
        met: set[tuple[str, ...]] = set()
        for seen in self.recent():
            distance = token.sentence - seen.sentence
            if not quoted and not seen.quoted:
                distance = min(distance, self.narrated(token.sentence) - self.narrated(seen.sentence))
            if distance > REACH:
                break
            gender = self.genders.get(seen.actors[0]) or seen.nature.gender
            if not _fits(seen, gender, ref, wanted) or (not quoted and self.narrator in seen.actors):
                continue
            before = self.page.tokens[seen.end].lower if seen.end < len(self.page.tokens) else ""
            looks = {
                "sentences": float(distance),
                "same sentence": float(distance == 0),
                "same sentence, no subject": float(distance == 0 and not seen.subject and subject),
                "sentence before, subject": float(distance == 1 and seen.subject),
                "subject": float(seen.subject),
                "both subjects": float(seen.subject and subject),
                "gender known": float(bool(wanted) and gender == wanted),
                "other voice": float(seen.quoted != quoted),
                "speaks, told of": float(in_source and self.told(self.page.tokens[seen.index].begin)),
                "speaks, subject": float(in_source and seen.subject),
                "speaks, object": float(in_source and distance <= 1 and not seen.subject),
                "speaker": float(speaker is not None and speaker in seen.actors),
                "often": math.log(1 + self.counts[seen.actors[0]]),
                "named": float(seen.named),
                "pronoun": float(seen.pronoun == ref.head),
                "owner": float(before in ("'s", "'") and not seen.subject),
                "coordinated": float(seen.end == ref.begin - 1 and before == "and"),
                "not many": float(ref.head == "they" and not seen.plural),
                "other paragraph": float(self.page.tokens[seen.index].block != token.block),
                "between": math.log(1 + len(met)),
                "met again": float(seen.actors in met),
            }
            met.add(seen.actors)
            (inner if in_source and seen.quoted and not quoted else found).append((seen, looks))
        return found or inner

    def _still_speaking(self) -> str | None:
        """The last speaker, as long as narration has put no other person in the subject's place since."""
        for seen in self.recent():
            if seen.person and seen.subject and not self.told(self.page.tokens[seen.index].begin):
                return self.speaker if self.speaker in seen.actors else None
        return self.speaker


def _inside(spans: Spans, begins: Sequence[int], offset: int) -> bool:
    index = bisect_right(begins, offset) - 1
    # Contents nest at most once, so the one before is looked at too.
    return any(spans[i].end > offset for i in (index, index - 1) if i >= 0)


def _fits(seen: Seen, gender: str, ref: Ref, wanted: str) -> bool:
    if ref.head in ("he", "she"):
        return seen.person and not seen.plural and gender in ("", wanted)
    if ref.head == "it":
        return not seen.person and not seen.plural
    return seen.plural or seen.nature.collective


def is_subject(page: Page, ref: Ref, lex: Lexicon) -> bool:
    """Whether a reference stands as a subject: a verb follows, no preposition goes before."""
    begin, tokens = ref.begin, page.tokens
    if begin and tokens[begin - 1].lower in lex.words["speech.verbs"] and ref.kind is RefKind.PERSON:
        told = begin > 1 and tokens[begin - 2].pos in ("PRON", "PROPN", "NOUN")  # "she told X"
        if not told and tokens[begin - 1].lower not in ("told", "tells", "asked", "asks", "urged", "urges"):
            return True  # "…," said X
    after = tokens[ref.end] if ref.end < len(tokens) else None
    if begin and after is not None and tokens[begin - 1].lower == "with" and after.lower.endswith("ing"):
        return after.pos in ("VERB", "") and after.word  # "with the minister saying that he …"
    if _governed(page, begin):
        return False
    index = ref.end
    if ref.body is not None and ref.body.begin > index:
        index = ref.body.end  # "Ozols from Latvia said"
    if index + 1 < len(tokens) and tokens[index].text in _CLOSES and not _verb(page, index + 1, lex):
        closing, mark = index + 1, _CLOSES[tokens[index].text]
        while closing < len(tokens) and closing - index < 20 and tokens[closing].text not in (mark, "."):
            closing += 1
        index = closing
    if index < len(tokens) and tokens[index].text in ("—", "–", "--", ")", ","):
        index += 1
    while index < len(tokens) and (
        tokens[index].pos == "ADV"
        or tokens[index].lower in ("also", "then", "later", "now", "has", "not", "repeatedly")
    ):
        index += 1
    if index >= len(tokens):
        return False
    if ref.kind is RefKind.PRONOUN and ref.name in ("his", "her", "its", "their", "him", "them"):
        return False
    return _verb(page, index, lex)


def _governed(page: Page, begin: int) -> bool:
    """Whether a preposition leads the phrase that a name closes: "to X", "by coal-producer X", "of the miner X"."""
    tokens, index = page.tokens, begin - 1
    while index > max(0, begin - 3) and tokens[index].pos in ("NOUN", "ADJ") and not tokens[index].capital:
        index -= 1
    if index > 0 and index < begin - 1 and tokens[index].pos == "DET":
        index -= 1
    if index < 0:
        return False
    return tokens[index].pos == "ADP" or tokens[index].lower in _LEADING


def _verb(page: Page, index: int, lex: Lexicon) -> bool:
    token = page.tokens[index]
    return (
        token.pos in ("VERB", "AUX")
        or token.lower in lex.words["speech.verbs"]
        or token.lower in lex.words["speech.auxiliaries"]
    )

"""Who is in the reader's mind at a place of the article: the antecedents of pronouns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from onrecord.types import Spans

from .lexicon import Lexicon
from .refs import Ref, RefKind
from .tokens import Page

# Weights of the antecedents of he and she, chosen on the coreference chains of GUM news and PolNeAR train.
SUBJECT = 1.5
SPEAKER = 1.5
GENDER = 1.0
OTHER_VOICE = -1.0
PER_SENTENCE = -1.0
REACH = 4  # sentences back; nine in ten antecedents lie within


_AUXILIARIES = frozenset("is are was were has have had will would can could should must may might does did do".split())


@dataclass(frozen=True, slots=True)
class Seen:
    """A reference that is resolved, as later pronouns look back on it."""

    index: int
    sentence: int
    actors: tuple[str, ...]
    gender: str
    person: bool
    plural: bool
    subject: bool
    quoted: bool
    collective: bool  # a body of many: "they" may mean it


@dataclass
class Memory:
    """What has been read so far."""

    page: Page
    quotes: Spans
    seen: list[Seen] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    speaker: str | None = None

    def quoted(self, offset: int) -> bool:
        """Whether a place lies inside direct speech."""
        return any(q.begin <= offset < q.end for q in self.quotes)

    def note(
        self, ref: Ref, actors: tuple[str, ...], *, gender: str, person: bool, plural: bool, collective: bool, lex: Lexicon
    ) -> None:
        """Remember a reference."""
        token = self.page.tokens[ref.begin]
        self.seen.append(
            Seen(
                ref.begin, token.sentence, actors, gender, person, plural,
                is_subject(self.page, ref, lex), self.quoted(token.begin), collective,
            )
        )
        self.counts.update(actors)

    def antecedent(self, ref: Ref, *, in_source: bool) -> tuple[str, ...]:
        """Whom a third-person pronoun means; empty where nobody fits."""
        token = self.page.tokens[ref.begin]
        wanted = {"he": "m", "she": "f"}.get(ref.head or "", "")
        quoted = self.quoted(token.begin)
        best: tuple[float, int] | None = None
        choice: tuple[str, ...] = ()
        for seen in reversed(self.seen):
            distance = token.sentence - seen.sentence
            if distance > REACH:
                break
            if not _fits(seen, ref, wanted):
                continue
            score = PER_SENTENCE * distance + SUBJECT * seen.subject
            score += GENDER * (bool(wanted) and seen.gender == wanted)
            score += OTHER_VOICE * (seen.quoted != quoted)
            score += SPEAKER * (in_source and self.speaker is not None and self.speaker in seen.actors)
            score += 0.1 * min(5, self.counts[seen.actors[0]])
            score -= 1.0 * (ref.head == "they" and not seen.plural)
            if distance == 0 and not seen.subject and ref.name in ("he", "she", "it", "they"):
                score -= 0.5  # a subject pronoun rarely takes up an object of its own sentence
            if best is None or (score, seen.index) > best:
                best, choice = (score, seen.index), seen.actors
        return choice


def _fits(seen: Seen, ref: Ref, wanted: str) -> bool:
    if ref.head in ("he", "she"):
        return seen.person and not seen.plural and seen.gender in ("", wanted)
    if ref.head == "it":
        return not seen.person and not seen.plural
    return seen.plural or seen.collective


def is_subject(page: Page, ref: Ref, lex: Lexicon) -> bool:
    """Whether a reference stands as a subject: a verb follows, no preposition goes before."""
    begin, tokens = ref.begin, page.tokens
    if begin and (tokens[begin - 1].pos == "ADP" or tokens[begin - 1].lower in ("by", "with", "to", "of", "for", "from", "in", "on", "against")):
        return False
    index = ref.end
    if index < len(tokens) and tokens[index].text in (",", "(", "—", "–"):
        closing = index + 1
        while closing < len(tokens) and closing - index < 15 and tokens[closing].text not in (",", ")", "—", "–", ".", ";"):
            closing += 1
        index = closing + 1
    while index < len(tokens) and (tokens[index].pos == "ADV" or tokens[index].lower in ("also", "then", "later", "now", "has", "not", "repeatedly")):
        index += 1
    if index >= len(tokens):
        return False
    if ref.kind is RefKind.PRONOUN and ref.name in ("his", "her", "its", "their", "him", "them"):
        return False
    return tokens[index].pos in ("VERB", "AUX") or tokens[index].lower in lex.words["speech.verbs"] | _AUXILIARIES

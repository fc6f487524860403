"""Sentences as rows of tokens, cut into clauses by the words that join them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from onrecord.positions.phrases import Hit, Phrasebook, language, without_overlap
from onrecord.types import Reading, Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text in lower case, with its place and part of speech."""

    span: Span
    text: str
    pos: str


class ClauseKind(Enum):
    """What a clause is to its sentence."""

    MAIN = "main"
    REASON = "reason"
    CONDITION = "condition"
    RELATIVE = "relative"
    CONTRARY = "contrary"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens [begin, end) of a sentence; ``inherits`` where a helping verb before "and" still governs it."""

    begin: int
    end: int
    kind: ClauseKind
    inherits: bool = False


class Tokens:
    """The words of an article, to be asked for the tokens of a place."""

    def __init__(self, text: str, reading: Reading) -> None:
        """Cut the article into its tokens once."""
        self._all = [Token(word.span, word.span.of(text).lower().replace("’", "'"), word.pos) for word in reading.words]
        self._begins = [token.span.begin for token in self._all]

    def within(self, span: Span) -> list[Token]:
        """The tokens that begin inside the span."""
        return self._all[bisect_left(self._begins, span.begin) : bisect_left(self._begins, span.end)]


@lru_cache(maxsize=1)
def _cuts() -> Phrasebook[str]:
    table = language()["cuts"]
    kinds = ("contrast", "concession", "while", "relative", "reason", "condition", "contrary")
    return Phrasebook((pattern, kind) for kind in kinds for pattern in table[kind])


_ASKED = frozenset({"what", "how", "whether", "why", "if"})
_ASKING = ("ask", "wonder", "inquir", "enquir")
_STOPS = frozenset({";", ":", "—", "–", "--", ".", "?", "!"})
_KINDS = {
    kind.value: kind for kind in (ClauseKind.REASON, ClauseKind.CONDITION, ClauseKind.RELATIVE, ClauseKind.CONTRARY)
}


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a sentence, in order, without gaps."""
    texts = [token.text for token in tokens]
    cuts = {hit.begin: hit for hit in without_overlap(_cuts().find(texts)) if _is_cut(tokens, hit)}
    found: list[Clause] = []
    begin, kind, inherits, opening = 0, ClauseKind.MAIN, False, False

    def close(end: int, next_kind: ClauseKind, next_inherits: bool = False) -> None:
        nonlocal begin, kind, inherits
        if end > begin:
            found.append(Clause(begin, end, kind, inherits))
        begin, kind, inherits = end, next_kind, next_inherits

    for place, text in enumerate(texts):
        if place in cuts:
            opening = (opening and kind is not ClauseKind.MAIN) or not any(
                t.pos in {"VERB", "AUX"} for t in tokens[:place]
            )
            close(place, _KINDS.get(cuts[place].label, ClauseKind.MAIN))
        elif text in _ASKED and any(t.text.startswith(_ASKING) for t in tokens[max(0, place - 4) : place]):
            close(place, ClauseKind.QUESTION)  # "asked people what they think of it"
        elif text in _STOPS and place > begin:
            close(place + 1, ClauseKind.MAIN)
        elif text == "," and kind is not ClauseKind.MAIN and (opening or kind is ClauseKind.RELATIVE):
            # "If the city pays, we will build": a clause that opens a sentence ends at its comma.
            close(place + 1, ClauseKind.MAIN)
        elif text in {"and", "or"} and kind is ClauseKind.MAIN:
            joined = _coordination(tokens, place)
            if joined is not None:
                close(place, ClauseKind.MAIN, next_inherits=joined)
    close(len(tokens), ClauseKind.MAIN)
    return _with_questions(texts, found)


def _with_questions(texts: Sequence[str], found: list[Clause]) -> list[Clause]:
    """Mark the clauses that a question mark ends; where several sentences run together, only its own."""
    asked, marked = False, []
    for clause in reversed(found):
        ends = [text for text in texts[clause.begin : clause.end] if text in {".", "?", "!"}]
        if ends:
            asked = ends[-1] == "?"
        marked.append(replace(clause, kind=ClauseKind.QUESTION) if asked else clause)
    return marked[::-1]


def _is_cut(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Leave out look-alikes: "nothing but", "all but", the interrogative "asked who", a relative without its comma."""
    before = tokens[hit.begin - 1].text if hit.begin else ""
    if hit.label == "contrast":
        if tokens[hit.begin].text == "yet":
            return before in {",", ";", "and"}
        return before not in {"nothing", "all", "anything", "none"}
    if hit.label == "relative":
        return before == "," or (hit.begin > 0 and tokens[hit.begin - 1].pos in {"NOUN", "PROPN"})
    if hit.label == "condition" and tokens[hit.begin].text in {"when", "once", "until"}:
        if hit.end < len(tokens) and tokens[hit.begin].text == "once" and tokens[hit.end].pos in {"VERB", "ADV"}:
            return False  # "once backed": a former stance, no condition
        stop = next(
            (i for i in range(hit.end, len(tokens)) if tokens[i].text == "," or tokens[i].text in _STOPS), len(tokens)
        )
        return any(token.pos in {"VERB", "AUX"} for token in tokens[hit.end : stop]) and before != "not"
    return True


def _coordination(tokens: Sequence[Token], place: int) -> bool | None:
    """None where "and" joins words only, else whether the second clause stays under the first one's helping verb."""
    if not _has_verb(tokens, place):
        return None
    for offset, token in enumerate(tokens[place + 1 : place + 9]):
        if token.text in {",", "and", "or"} or token.text in _STOPS:
            return None
        if token.pos == "AUX":
            return False
        if token.pos == "VERB":
            if token.text.endswith("ing") or tokens[place + offset].text == "to":
                return None
            return offset == 0 and not token.text.endswith(("s", "ed"))
    return None


def _has_verb(tokens: Sequence[Token], end: int) -> bool:
    """Whether a finite verb stands before ``end`` since the last "that": else "and" joins parts of a subject."""
    for place in range(end - 1, -1, -1):
        token = tokens[place]
        if token.text in {"that", "whether"} or token.text in _STOPS:
            return False
        if token.pos == "AUX" or (
            token.pos == "VERB" and not token.text.endswith("ing") and (place == 0 or tokens[place - 1].text != "to")
        ):
            return True
    return False

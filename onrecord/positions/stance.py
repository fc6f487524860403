"""The calculus of stance: operators of wanting, refusing, doubting and their negations, composed over a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.positions.clauses import Clause, Token
from onrecord.positions.options import action_book
from onrecord.positions.phrases import Hit, Phrasebook, language, without_overlap
from onrecord.types import Stance

# How far a negation reaches, in tokens. "did not clearly and openly support" is about the longest that keeps its
# sense; beyond, another verb has nearly always taken the negation over.
NEAR = 3
FAR = 6
_HELPING = frozenset({"decision", "obligation", "possible"})
_SOFT = frozenset({"could", "might", "may", "can"})


@dataclass(frozen=True, slots=True)
class Operator:
    """A word or phrase that takes a stance toward what it governs, its negation already counted in."""

    begin: int
    end: int
    name: str
    value: float
    who: str
    negated: bool
    modal: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause says of a course: the stance, the operators that decided, outermost first."""

    stance: Stance
    operators: tuple[Operator, ...]


@lru_cache(maxsize=1)
def _class_book() -> Phrasebook[str]:
    return Phrasebook((pattern, name) for name, entry in language()["classes"].items() for pattern in entry["patterns"])


@lru_cache(maxsize=1)
def _negator_book() -> Phrasebook[bool]:
    table = language()["negators"]
    return Phrasebook([(p, True) for p in table["words"]] + [(p, False) for p in table["idioms"]])


@lru_cache(maxsize=1)
def _neutral_book() -> Phrasebook[bool]:
    return Phrasebook((p, True) for p in language()["neutral"]["patterns"])


@lru_cache(maxsize=1)
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(language()[table][key])


@lru_cache(maxsize=1)
def _pos_rules() -> dict[str, str]:
    rules: dict[str, str] = {}
    for pos in ("VERB", "AUX", "ADJ"):
        rules.update(dict.fromkeys(language()["pos"][pos], pos))
    return rules


def operators(tokens: Sequence[Token]) -> list[Operator]:
    """The stance operators of a sentence in order, with negations attached."""
    texts = [token.text for token in tokens]
    neutral = {i for hit in _neutral_book().find(texts) for i in range(hit.begin, hit.end)}
    hits = [
        hit
        for hit in without_overlap(_class_book().find(texts))
        if hit.begin not in neutral and _is_stance(tokens, hit)
    ]
    modal_words = language()["modals"]["words"]
    modal = [texts[hit.begin] in modal_words and hit.label in _HELPING for hit in hits]
    kept = [hit for number, hit in enumerate(hits) if not (modal[number] and _tunes_next(texts, hits, number))]
    softened = {
        hits[n + 1].begin
        for n in range(len(hits) - 1)
        if modal[n] and texts[hits[n].begin] in _SOFT and _tunes_next(texts, hits, n)
    }
    negated = _negated(texts, kept)
    classes: dict[str, dict[str, Any]] = language()["classes"]
    found = []
    for hit in kept:
        entry = classes[hit.label]
        flip = hit.begin in negated
        value = float(entry["negated"] if flip else entry["affirmed"])
        if value == 1.0 and hit.begin in softened:
            value = 0.5  # "could agree to", "might support"
        is_modal = texts[hit.begin] in modal_words and hit.label in _HELPING
        found.append(Operator(hit.begin, hit.end, hit.label, value, entry["who"], flip, is_modal))
    return found


def _is_stance(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """Drop words whose part of speech makes them other words; a missing tag lets them pass."""
    token = tokens[hit.begin]
    following = tokens[hit.end].text if hit.end < len(tokens) else ""
    single = hit.end - hit.begin == 1
    if token.pos == "ADJ" and hit.begin > 0 and tokens[hit.begin - 1].text in language()["past"]["words"]:
        return False
    if single and token.text == "against" and hit.begin > 0:
        return tokens[hit.begin - 1].text not in language()["against"]["nouns"]
    if single and token.text in language()["modals"]["tints"] and hit.end < len(tokens):
        return tokens[hit.end].pos not in {"NOUN", "PROPN", "ADJ"} and not following.endswith("ing")
    if single and token.text in language()["pos"]["followed"] and token.pos == "NOUN":
        return following in language()["pos"]["followers"]
    wanted = _pos_rules().get(token.text) if single else None
    if wanted is None or not token.pos:
        return True
    if wanted == "AUX":
        return token.pos in {"AUX", "VERB"}
    return token.pos == wanted or (wanted == "ADJ" and token.pos == "VERB")


def _tunes_next(texts: Sequence[str], hits: Sequence[Hit[str]], number: int) -> bool:
    """Whether a helping verb is followed at once by the stance word that it tunes."""
    if number + 1 == len(hits):
        return False
    between = texts[hits[number].end : hits[number + 1].begin]
    return len(between) <= NEAR and "," not in between and "that" not in between


def _negated(texts: Sequence[str], hits: Sequence[Hit[str]]) -> set[int]:
    """The begins of the hits that stand under an odd number of negations."""
    flipped: set[int] = set()
    inside = {i for hit in hits for i in range(hit.begin, hit.end)}
    for negator in without_overlap(_negator_book().find(texts)):
        if not negator.label or negator.begin in inside:
            continue
        target = _target(texts, hits, negator)
        if target is not None:
            flipped ^= {target}
    return flipped


def _target(texts: Sequence[str], hits: Sequence[Hit[str]], negator: Hit[bool]) -> int | None:
    """The operator that a negation belongs to: the next near one, else the helping verb before, else a farther one."""
    after = [hit for hit in hits if hit.begin >= negator.end]
    before = [hit for hit in hits if 0 <= negator.begin - hit.end <= 1]
    if _sweeps(texts, negator):
        refusing = [hit for hit in after if hit.label in {"reject", "unthinkable"}]
        if refusing:
            return refusing[0].begin
    if after and after[0].begin - negator.end < NEAR and not _broken(texts, negator.end, after[0].begin):
        return after[0].begin
    if before:
        return before[-1].begin
    if after and after[0].begin - negator.end < FAR and not _broken(texts, negator.end, after[0].begin):
        return after[0].begin
    return None


def _sweeps(texts: Sequence[str], negator: Hit[bool]) -> bool:
    return texts[negator.begin] in {"nothing", "no", "none", "nobody"}


def _broken(texts: Sequence[str], begin: int, end: int) -> bool:
    return any(text in {",", ";", ":", "but", "that"} for text in texts[begin:end])


def judge(
    tokens: Sequence[Token],
    found: Sequence[Operator],
    clause: Clause,
    anchor: tuple[int, int],
    *,
    sign: int = 1,
) -> Verdict | None:
    """The stance of a clause toward the course at ``anchor`` (token indices [begin, end)), None where it takes none.

    ``sign`` is -1 where the words at the anchor name the contrary of the option.
    """
    begin, end = anchor
    governing = [
        op
        for op in found
        if clause.begin <= op.begin < clause.end
        and not (begin <= op.begin and op.end <= end and op.modal and op.name != "possible")
    ]
    governing = _chained(tokens, governing, begin)
    acting = [op for op in governing if not _idle(tokens, op, anchor)]
    firm = [op for op in acting if op.name != "possible"]
    soft = [op for op in governing if op.name == "possible"]
    if not firm:
        acting = [op for op in acting if op.name == "possible"]
        if not acting:
            return None
        value = _compose(acting)
    else:
        value = _compose(firm)
        if any(op.value > 0 for op in soft) and value == 1.0:
            value = 0.5  # the weaker step wins: to support a possibility is to be open to it
        acting = firm
    if value == 0.0:
        return Verdict(Stance.UNDECIDED, tuple(acting))
    return Verdict(_stance(value * sign, contrary=sign < 0), tuple(acting))


def _chained(tokens: Sequence[Token], governing: Sequence[Operator], anchor: int) -> list[Operator]:
    """The operators that reach the anchor: a comma between two before it ends the chain of the farther ones."""
    before = [op for op in governing if op.begin < anchor]
    kept = [op for op in governing if op.begin >= anchor]
    following: Operator | None = None
    for op in reversed(before):
        if following is not None and any(
            token.text in {",", "(", ")", "-"} for token in tokens[op.end : following.begin]
        ):
            break
        kept.insert(0, op)
        following = op
    return kept


def _compose(chain: Sequence[Operator]) -> float:
    """Compose operators, the outermost first, over a course taken for granted (1)."""
    value = 1.0
    for op in reversed(chain):
        if op.value == 0.0:
            return 0.0
        side = 1.0 if value > 0 else -1.0
        if op.value == 1.0:
            continue
        refusing_twice = op.name == "reject" and value == -1.0  # to refuse to refuse keeps it possible, no more
        value = 0.5 if refusing_twice else op.value * side if abs(op.value) < 1 else -side
    return value


def _stance(value: float, *, contrary: bool) -> Stance:
    """The step of a value; open on the contrary of an option is no more than reluctant on the option, and so on."""
    steps = {1.0: Stance.SUPPORTS, 0.5: Stance.OPEN, -0.5: Stance.RELUCTANT, -1.0: Stance.OPPOSES}
    return steps[value]


def _idle(tokens: Sequence[Token], op: Operator, anchor: tuple[int, int]) -> bool:
    """Whether a helping verb stands alone, with no act on the course: a forecast, not a stance."""
    if tokens[op.begin].text not in language()["modals"]["acts"]:
        return False
    begin, end = anchor
    texts = [token.text for token in tokens[op.end : op.end + 5]]
    acts = any(True for _ in action_book().find(texts))
    if op.begin >= end:
        return not ("be" in texts[:3] and acts)
    return not (acts or (op.name == "possible" and begin - op.end <= FAR))

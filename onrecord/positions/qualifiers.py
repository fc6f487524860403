"""What tunes a position: limit, condition, reason, scope, relay and tense, each read off the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.positions.clauses import Clause, ClauseKind, Token
from onrecord.positions.phrases import Phrasebook, language, without_overlap
from onrecord.positions.stance import Operator
from onrecord.types import Condition, ConditionKind, Passage, Scope, Span, Tense

# A reason or condition of more words than this is a clause that ran away (a missing full stop), not a qualifier.
LONGEST = 45


@lru_cache(maxsize=16)
def _book(*path: str) -> Phrasebook[bool]:
    table = language()
    for key in path:
        table = table[key]
    assert isinstance(table, list)
    return Phrasebook((pattern, True) for pattern in table)


def condition(text: str, tokens: Sequence[Token], clauses: Sequence[Clause], clause: Clause) -> Condition | None:
    """The limit ("only for lorries") or condition ("if the city pays") that goes with a clause."""
    near = _beside(clauses, clause, ClauseKind.CONDITION)
    if near is not None and near.end - near.begin > 2:
        span = _trim(text, tokens[near.begin : near.end])
        return Condition(ConditionKind.CONDITION, span.of(text), (span,))
    for hit in _book("cuts", "limit").find([token.text for token in tokens[clause.begin : clause.end]]):
        begin = clause.begin + hit.begin
        end = _phrase_end(tokens, begin + 1, clause.end)
        if end - begin >= 2:
            span = _trim(text, tokens[begin:end])
            return Condition(ConditionKind.LIMIT, span.of(text), (span,))
    return None


def reason(text: str, tokens: Sequence[Token], clauses: Sequence[Clause], clause: Clause) -> Passage | None:
    """Why, where the sentence says so beside the clause."""
    near = _beside(clauses, clause, ClauseKind.REASON)
    if near is None or not 2 < near.end - near.begin <= LONGEST:
        return None
    span = _trim(text, tokens[near.begin : near.end])
    return Passage(span.of(text), (span,))


def scope(
    tokens: Sequence[Token], clause: Clause, chain: Sequence[Operator], *, selves: bool, anchor: tuple[int, int]
) -> Scope:
    """Own where the course is tied to the holder's own means, general otherwise.

    Own are "our troops" beside the course, and a decision, plan or refusal of the holder itself to spend what it has.
    """
    texts = [token.text for token in tokens]
    window = texts[max(clause.begin, anchor[0] - 4) : anchor[1]]
    if any(word in window for word in ("our", "ours", "my")) and selves:
        return Scope.OWN
    if (
        _book("scope", "own").find(window)
        and selves
        and any(word in window for word in ("own", "country", "territory", "soil"))
    ):
        return Scope.OWN
    if not selves or not chain:
        return Scope.GENERAL
    first = chain[-1]
    after = texts[first.end : first.end + 5]
    hits = [hit.begin for hit in _book("scope", "spend").find(after)]
    if first.name in {"decision", "plan"}:
        spends = any(begin <= 2 for begin in hits)
    else:  # "refuses to send", but not "is open to the deployment"
        spends = (texts[first.end - 1] == "to" and 0 in hits) or (after[:1] == ["to"] and 1 in hits)
    return Scope.OWN if spends else Scope.GENERAL


def tense(sentence: Sequence[Token], chain: Sequence[Operator], tokens: Sequence[Token]) -> Tense:
    """Former where a word of the sentence right before the stance marks it as past ("once backed")."""
    if not chain:
        return Tense.CURRENT
    stance = tokens[chain[0].begin].span
    before = [token.text for token in sentence if token.span.begin <= stance.begin][-4:]
    if "once" in before and before[before.index("once") + 1 :][:1] in (["more"], ["again"]):
        return Tense.CURRENT
    hits = [hit for hit in _book("tense", "former").find(before) if before[hit.begin] != "no"]
    return Tense.FORMER if hits else Tense.CURRENT


def via(text: str, tokens: Sequence[Token]) -> str | None:
    """Who relays the words, where the sentence names an agency, paper, broadcaster or book."""
    texts = [token.text for token in tokens]
    heads = set(language()["via"]["heads"])
    for hit in without_overlap(_book("via", "patterns").find(texts)):
        end = hit.end
        while end < len(tokens) and (
            tokens[end].pos in {"PROPN", "NOUN", "ADJ", "DET", "ADP", "PART"} and end - hit.end < 8
        ):
            if tokens[end].pos == "ADP" and tokens[end].text not in {"of", "de", "for"}:
                break
            end += 1
        phrase = tokens[hit.end : end]
        while phrase and phrase[0].pos in {"DET", "ADP"}:
            phrase = phrase[1:]
        if phrase and any(token.text in heads for token in phrase):
            return Span(phrase[0].span.begin, phrase[-1].span.end).of(text)
    return None


def _beside(clauses: Sequence[Clause], clause: Clause, kind: ClauseKind) -> Clause | None:
    """The clause of that kind right after this one, else right before it."""
    place = clauses.index(clause)
    for neighbour in (place + 1, place - 1, place + 2):
        if 0 <= neighbour < len(clauses) and clauses[neighbour].kind is kind:
            return clauses[neighbour]
    return None


def _phrase_end(tokens: Sequence[Token], begin: int, end: int) -> int:
    for place in range(begin, end):
        if tokens[place].text in {",", ";", ".", ":", "and", "but", '"', "”", "»", "“"} or (
            tokens[place].pos == "AUX" and place > begin + 1
        ):
            return place
    return end


def _trim(text: str, tokens: Sequence[Token]) -> Span:
    """The place of the tokens without punctuation at its ends."""
    inner = list(tokens)
    while len(inner) > 1 and not any(c.isalnum() for c in inner[-1].text):
        inner.pop()
    while len(inner) > 1 and not any(c.isalnum() for c in inner[0].text):
        inner.pop(0)
    return Span(inner[0].span.begin, inner[-1].span.end)

"""Rows of tokens for tests, from plain sentences."""

from onrecord.positions.clauses import Token
from onrecord.types import Span

_POS = {
    "carries": "VERB",
    "not": "PART",
    "to": "PART",
    "and": "CCONJ",
    "or": "CCONJ",
    "but": "CCONJ",
    "if": "SCONJ",
    "because": "SCONJ",
    "of": "ADP",
    "in": "ADP",
    "the": "DET",
    "a": "DET",
    "no": "DET",
    "will": "AUX",
    "can": "AUX",
    "could": "AUX",
    "would": "AUX",
    "must": "AUX",
    "should": "AUX",
    "is": "AUX",
    "are": "AUX",
    "be": "AUX",
    "has": "AUX",
    "have": "AUX",
    "did": "AUX",
    "does": "AUX",
    "we": "PRON",
    "i": "PRON",
    "he": "PRON",
    "it": "PRON",
    "nothing": "PRON",
    "nobody": "PRON",
    ",": "PUNCT",
    ".": "PUNCT",
}


def row(sentence: str, **pos: str) -> list[Token]:
    """Tokens of a sentence whose words are parted by spaces; ``pos`` gives parts of speech that matter to the test."""
    tokens, begin = [], 0
    for word in sentence.split():
        begin = sentence.index(word, begin)
        low = word.lower()
        tokens.append(Token(Span(begin, begin + len(word)), low, pos.get(low, _POS.get(low, ""))))
        begin += len(word)
    return tokens

from onrecord.positions import qualifiers
from onrecord.positions.clauses import clauses
from onrecord.positions.stance import operators
from onrecord.types import ConditionKind, Scope, Tense
from tests.positions.rows import row


def test_limits_and_conditions_with_their_words() -> None:
    sentence = "we accept a bridge only for lorries"
    tokens = row(sentence)
    found = qualifiers.condition(sentence, tokens, clauses(tokens), clauses(tokens)[0])
    assert found is not None
    assert (found.kind, found.text) == (ConditionKind.LIMIT, "only for lorries")


def test_own_means_make_own_scope() -> None:
    tokens = row("will not send its soldiers", send="VERB")
    clause = clauses(tokens)[0]
    ops = operators(tokens)
    assert qualifiers.scope(tokens, clause, ops, selves=True, anchor=(4, 5)) is Scope.OWN
    assert qualifiers.scope(tokens, clause, ops, selves=False, anchor=(4, 5)) is Scope.GENERAL
    tokens = row("is open to the sending of soldiers")
    assert qualifiers.scope(tokens, clauses(tokens)[0], operators(tokens), selves=True, anchor=(6, 7)) is Scope.GENERAL


def test_once_backed_is_former() -> None:
    tokens = row("once backed the levy", backed="VERB")
    assert qualifiers.tense(tokens, operators(tokens), tokens) is Tense.FORMER
    tokens = row("backed the levy", backed="VERB")
    assert qualifiers.tense(tokens, operators(tokens), tokens) is Tense.CURRENT


def test_an_agency_relays_a_minister_does_not() -> None:
    sentence = "he wants a levy , according to the Riverland agency"
    assert qualifiers.via(sentence, row(sentence, riverland="PROPN", agency="NOUN")) == "Riverland agency"
    sentence = "he told the minister"
    assert qualifiers.via(sentence, row(sentence, minister="NOUN")) is None

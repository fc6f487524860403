from itertools import pairwise

from onrecord.positions.clauses import ClauseKind, clauses
from tests.positions.rows import row


def kinds(sentence: str, **pos: str) -> list[tuple[str, ClauseKind]]:
    tokens = row(sentence, **pos)
    return [(" ".join(t.text for t in tokens[c.begin : c.end]), c.kind) for c in clauses(tokens)]


def test_an_opening_condition_ends_at_its_comma() -> None:
    assert kinds("if the city pays , we will build", pays="VERB", build="VERB") == [
        ("if the city pays ,", ClauseKind.CONDITION),
        ("we will build", ClauseKind.MAIN),
    ]


def test_reasons_are_cut_off() -> None:
    found = kinds("he rejects the levy because it would hurt shops", rejects="VERB")
    assert [kind for _, kind in found] == [ClauseKind.MAIN, ClauseKind.REASON]


def test_contrast_begins_a_clause_but_nothing_but_does_not() -> None:
    assert len(kinds("not for lorries but for cars")) == 2
    assert len(kinds("it is nothing but talk")) == 1


def test_two_verbs_under_one_subject_are_two_clauses() -> None:
    found = kinds("she rejects the bridge and supports the tunnel", rejects="VERB", supports="VERB")
    assert [text for text, _ in found] == ["she rejects the bridge", "and supports the tunnel"]


def test_an_indirect_question_is_one() -> None:
    found = kinds("we asked people what they think of it", asked="VERB", think="VERB")
    assert [kind for _, kind in found] == [ClauseKind.MAIN, ClauseKind.QUESTION]


def test_joined_nouns_stay_together() -> None:
    assert len(kinds("she rejects the bridge and the tunnel", rejects="VERB")) == 1


def test_a_helping_verb_reaches_over_and() -> None:
    tokens = row("we must stop the levy and build a bridge", stop="VERB", build="VERB")
    assert [c.inherits for c in clauses(tokens)] == [False, True]


def test_clauses_leave_no_gap() -> None:
    tokens = row(
        "if it rains , we stay ; but he , who knows , goes because he must", rains="VERB", stay="VERB", goes="VERB"
    )
    found = clauses(tokens)
    assert found[0].begin == 0
    assert found[-1].end == len(tokens)
    assert all(one.end == other.begin for one, other in pairwise(found))

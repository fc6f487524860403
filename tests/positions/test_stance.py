import pytest

from onrecord.positions.clauses import clauses
from onrecord.positions.stance import judge, operators
from onrecord.types import Stance
from tests.positions.rows import row


def stance_of(sentence: str, course: str, sign: int = 1) -> Stance | None:
    tokens = row(sentence)
    place = [token.text for token in tokens].index(course)
    clause = next(c for c in clauses(tokens) if c.begin <= place < c.end)
    verdict = judge(tokens, operators(tokens), clause, (place, place + 1), sign=sign)
    return verdict.stance if verdict else None


@pytest.mark.parametrize(
    ("sentence", "course", "stance"),
    [
        ("the levy must come", "levy", "supports"),
        ("demands a levy", "levy", "supports"),
        ("the bridge will be built", "bridge", "supports"),
        ("the council called for a tunnel", "tunnel", "supports"),
        ("nobody should exclude a levy", "levy", "open"),
        ("is not against a bridge in principle", "bridge", "open"),
        ("the bridge is not unthinkable", "bridge", "open"),
        ("nothing can be ruled out", "nothing", "open"),
        ("no form of support can be ruled out", "form", "open"),
        ("support the idea that a bridge could help", "bridge", "open"),
        ("did not rule out the possibility that the town could build a bridge", "bridge", "open"),
        ("refuses to rule out a levy", "levy", "open"),
        ("we are talking about a merger", "merger", "open"),
        ("has not decided on the levy", "levy", "undecided"),
        ("has no plans to build a bridge", "bridge", "reluctant"),
        ("did not ask for a bridge", "bridge", "reluctant"),
        ("is reluctant to sell the port", "port", "reluctant"),
        ("the merger is not on the agenda", "merger", "reluctant"),
        ("called the possible building of a bridge not an issue", "bridge", "reluctant"),
        ("can not back the merger", "merger", "opposes"),
        ("does not want a levy", "levy", "opposes"),
        ("would not be willing to support the levy", "levy", "opposes"),
        ("the levy must be rejected", "levy", "opposes"),
        ("warned against building a bridge", "bridge", "opposes"),
        ("will not build a bridge", "bridge", "opposes"),
        ("the merger is out of the question", "merger", "opposes"),
        ("the levy is a mistake", "levy", "opposes"),
    ],
)
def test_operators_negations_and_hedges_compose(sentence: str, course: str, stance: str) -> None:
    assert stance_of(sentence, course) == Stance(stance)


def test_a_forecast_is_no_stance() -> None:
    assert stance_of("the bridge would lead to chaos", "bridge") is None


def test_past_acts_take_no_stance() -> None:
    assert stance_of("the town built a bridge", "bridge") is None


def test_the_contrary_of_an_option_turns_the_stance() -> None:
    assert stance_of("wants to keep the levy", "levy", sign=-1) is Stance.OPPOSES
    assert stance_of("does not rule out keeping the levy", "levy", sign=-1) is Stance.RELUCTANT


def test_consensus_and_majorities_are_procedure() -> None:
    assert stance_of("there is no majority for the bridge", "bridge") is None


def test_the_operators_that_decided_are_kept_outermost_first() -> None:
    tokens = row("did not rule out supporting a levy")
    names = [(op.name, op.negated) for op in operators(tokens)]
    assert names == [("reject", True), ("endorse", False)]

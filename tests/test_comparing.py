"""What several people coded, side by side."""

from __future__ import annotations

import pytest

from onrecord.comparing import Compared, Comparison, Task, compare, differences
from onrecord.types import Position, Provenance, Scope, Span, Stance, Voice

S, MAY, R, X = Stance.SUPPORTS, Stance.OPEN, Stance.RELUCTANT, Stance.OPPOSES
TEXT = 1000


def said(
    begin: int, stance: Stance = S, option: str = "toll", actor: str = "orla", *, length: int = 20, article: str = "a0"
) -> Position:
    return Position(
        id="",
        article=article,
        option=option,
        actor=actor,
        stance=stance,
        scope=Scope.GENERAL,
        voice=Voice.OWN,
        evidence=Span(begin, begin + length),
        text="",
        provenance=Provenance("reviewer", "x"),
    )


def compared(*items: tuple[list[Position] | None, ...], passage: bool = False, **more: float) -> Comparison:
    """Items with what each coder said; None where one did not finish it."""
    coders = ("Bo", "Kim", "Zoe")[: len(items[0])]
    tasks = [Task(number, f"a{number}", TEXT, passage) for number in range(len(items))]
    codings = {
        (number, coder): of
        for number, item in enumerate(items)
        for coder, of in zip(coders, item, strict=True)
        if of is not None
    }
    return compare(tasks, coders, codings, **more)  # type: ignore[arg-type]


def stances(unit: Compared) -> list[Stance | None]:
    return [claim.stance if claim else None for claim in unit.said.values()]


def test_passages_that_overlap_are_one_unit() -> None:
    found = compared(([said(0), said(100, X)], [said(2, MAY), said(300)]))
    assert [stances(unit) for unit in found.units] == [[S, MAY], [X, None], [None, S]]
    assert [unit.differing for unit in found.units] == [("stance",), ("found",), ("found",)]
    assert found.differing == found.units


def test_the_tolerance_says_how_much_has_to_be_shared() -> None:
    items = ([said(0)], [said(10)])  # ten of thirty characters
    assert len(compared(items).units) == 2
    assert len(compared(items, tolerance=0.3).units) == 1
    assert compared(items, tolerance=0.3).pairs[0].spans.f1 == 1.0
    assert compared(items).pairs[0].spans.f1 == 0.0


def test_two_positions_on_the_same_words_are_not_matched_crosswise() -> None:
    bo = [said(0, S, "toll"), said(0, X, "ferry")]
    kim = [said(0, X, "ferry"), said(0, S, "toll")]
    found = compared((bo, kim))
    assert all(unit.agreed for unit in found.units)
    assert found.differing == ()
    by_actor = compared(([said(0, actor="orla"), said(0, X, actor="bo")], [said(0, X, actor="bo")]))
    assert [unit.differing for unit in by_actor.units] == [(), ("found",)] or [
        unit.differing for unit in by_actor.units
    ] == [("found",), ()]


def test_in_a_passage_whatever_is_coded_is_of_the_passage() -> None:
    items = ([said(0)], [said(50)])
    assert len(compared(items, passage=True).units) == 1
    nothing = compared(([], []), passage=True)
    assert nothing.units[0].agreed, "both found nothing in it"
    assert compared(([], [])).units == (), "of a whole text that tells nothing"


def test_what_was_not_finished_is_missing_and_not_a_difference() -> None:
    found = compared(([said(0)], None))
    assert found.units[0].said.keys() == {"Bo"}
    assert not found.units[0].agreed
    assert found.differing == ()
    assert (found.items, found.shared) == (1, 0)
    assert found.stance.alpha is None
    assert found.stance.why is not None


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (said(0), ()),
        (said(3, length=40), ()),
        (said(0, X), ("stance",)),
        (said(0, option="ferry"), ("option",)),
        (said(0, X, "ferry", "bo"), ("option", "actor", "stance")),
        (None, ("found",)),
    ],
)
def test_in_what_two_codings_differ(other: Position | None, what: tuple[str, ...]) -> None:
    assert differences(said(0), other) == what
    assert differences(None, None) == ()


def test_perfect_agreement() -> None:
    items = [[said(0, S), said(100, X, "ferry", "bo")]] * 2
    found = compared(*[tuple(items)] * 12)
    for measure in (found.stance, found.stance_or_none, found.option, found.actor):
        assert measure.percent == 1.0
    assert found.stance.alpha == found.option.alpha == found.actor.alpha == 1.0
    assert found.marked == 1.0
    assert found.pairs[0].spans.f1 == 1.0
    assert found.pairs[0].items == 12


def test_a_stance_is_compared_where_the_option_is_the_same() -> None:
    found = compared(([said(0, S, "toll")], [said(0, X, "ferry")]), ([said(0, S)], [said(0, X)]), ([said(0, X)],) * 2)
    assert found.stance.units == 2
    assert found.option.units == 3
    # in the first unit each option has one coder with a stance and one with none
    assert found.stance_or_none.units == 4
    assert found.stance_or_none.percent == 0.25


def test_a_step_apart_is_less_than_the_whole_scale() -> None:
    rest = [([said(0, stance)],) * 2 for stance in (S, X, S, X, R, MAY)]
    near = compared(*rest, ([said(0, S)], [said(0, MAY)])).stance.alpha
    far = compared(*rest, ([said(0, S)], [said(0, X)])).stance.alpha
    assert near is not None
    assert far is not None
    assert near > far


def test_what_one_did_not_find_lowers_the_agreement_with_none() -> None:
    both = [([said(0, stance)],) * 2 for stance in (S, X, S, X)]
    found = compared(*both, ([said(0, S)], []), ([], [said(0, X)]))
    assert found.stance.alpha == 1.0
    assert found.stance_or_none.alpha is not None
    assert found.stance_or_none.alpha < 1.0
    assert found.stance_or_none.units == 6


def test_three_coders_and_their_pairs() -> None:
    found = compared(([said(0, S)], [said(2, S)], [said(1, X)]), ([said(0, X)], [], [said(1, X)]))
    assert [stances(unit) for unit in found.units] == [[S, S, X], [X, None, X]]
    assert [(pair.one, pair.other) for pair in found.pairs] == [("Bo", "Kim"), ("Bo", "Zoe"), ("Kim", "Zoe")]
    assert [pair.stance.percent for pair in found.pairs] == [1.0, 0.5, 0.0]
    assert found.stance.pairs == 3 + 1


def test_the_places_that_were_marked_have_an_alpha_of_their_own() -> None:
    # what overlaps in one hand is one mark; where the second marks something else, alpha falls
    same = compared(([said(0), said(10)], [said(0, length=30)]))
    assert same.marked == 1.0
    other = compared(([said(0), said(100)], [said(0), said(500)]))
    assert other.marked is not None
    assert other.marked < 0.6
    assert compared(([], [])).marked is None
    assert compared(([said(0)], [said(0)]), passage=True).marked is None


def test_one_coder_alone_agrees_with_nobody() -> None:
    found = compared(([said(0)],))
    assert found.pairs == ()
    assert found.stance.why is not None
    assert "Only one" in found.stance.why
    assert found.marked is None

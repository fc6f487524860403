from typing import Any

import pytest

from onrecord.networks import Strength, backing, stands
from onrecord.types import Position, Provenance, Scope, Stance, Voice
from tests.networks.hand import position


def held(*positions: Position) -> list[Position]:
    """The positions of the only stand, the deciding one first."""
    (stand,) = stands(positions)
    by_id = {p.id: p for p in positions}
    return [by_id[identifier] for identifier in stand.positions]


def many(count: int, stance: Stance = Stance.SUPPORTS, **more: Any) -> list[Position]:
    return [position("varga", stance, f"2031-02-{day:02}", article=f"a{day}", **more) for day in range(1, count + 1)]


def test_what_says_the_same_is_counted_and_the_rest_is_not() -> None:
    rest = backing(held(*many(3), position("varga", Stance.OPEN, "2031-01-01")))
    assert (rest.positions, rest.articles, rest.sayings, rest.derived, rest.disputed) == (3, 3, 3, False, False)


def test_one_saying_in_many_articles_is_one_saying() -> None:
    reprinted = many(10, statement="s1")
    rest = backing(held(*reprinted), utterances={"s1": "u1"})
    assert (rest.positions, rest.articles, rest.sayings) == (10, 10, 1)
    assert rest.strength is Strength.PLAIN
    assert backing(held(*many(10))).strength is Strength.FIRM


def test_voices_the_strongest_first_and_the_surest_score() -> None:
    rest = backing(
        held(
            position("varga", Stance.OPEN, voice=Voice.REPORTED, provenance=Provenance("hand", "1", 0.95)),
            position("varga", Stance.OPEN, voice=Voice.ATTRIBUTED),
            position("varga", Stance.OPEN, voice=Voice.REPORTED),
        )
    )
    assert list(rest.voices.items()) == [(Voice.ATTRIBUTED, 1), (Voice.REPORTED, 2)]
    assert (rest.voice, rest.score) == (Voice.ATTRIBUTED, 0.95)


@pytest.mark.parametrize(
    ("more", "strength"),
    [
        ({}, Strength.PLAIN),
        ({"voice": Voice.REPORTED}, Strength.WEAK),
        ({"voice": Voice.ATTRIBUTED}, Strength.WEAK),
        ({"provenance": Provenance("hand", "1", 0.4)}, Strength.WEAK),
        ({"derived": True}, Strength.WEAK),
    ],
)
def test_one_line_is_weak_unless_it_is_the_actors_own_and_sure(more: dict[str, Any], strength: Strength) -> None:
    assert backing(held(position("varga", Stance.OPEN, **more))).strength is strength


def test_three_in_one_article_are_not_firm() -> None:
    assert backing(held(*(position("varga", Stance.OPEN) for _ in range(3)))).strength is Strength.PLAIN


def test_later_words_overtake_earlier_ones_but_not_those_of_another() -> None:
    before, after = position("varga", Stance.OPPOSES, "2031-01-01"), position("varga", Stance.OPEN, "2031-02-01")
    assert not backing(held(before, after)).disputed
    assert backing(held(before, after), holders={before.id: "reuel"}).disputed


@pytest.mark.parametrize(("day", "more"), [("2031-02-01", {}), ("2031-03-01", {"voice": Voice.REPORTED}), (None, {})])
def test_the_other_side_that_nothing_overtook_is_a_dispute(day: str | None, more: dict[str, Any]) -> None:
    stands_now = position("varga", Stance.SUPPORTS, "2031-02-01")
    rest = backing(held(stands_now, position("varga", Stance.RELUCTANT, day, **more)))
    assert rest.disputed
    assert rest.strength is not Strength.FIRM


def test_derived_positions_and_half_steps_make_no_dispute() -> None:
    stands_now = position("varga", Stance.SUPPORTS)
    assert not backing(held(stands_now, position("varga", Stance.OPPOSES, derived=True))).disputed
    assert not backing(held(stands_now, position("varga", Stance.OPEN), position("varga", Stance.UNDECIDED))).disputed


def test_another_answer_for_the_own_means_is_no_dispute() -> None:
    general, own = position("varga", Stance.OPEN), position("varga", Stance.OPEN, scope=Scope.OWN)
    assert not backing([general, own]).disputed
    assert backing([general, own, position("varga", Stance.OPPOSES, scope=Scope.OWN)]).disputed

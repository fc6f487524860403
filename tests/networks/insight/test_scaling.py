from dataclasses import replace

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks import Columns, Qualifier
from onrecord.networks.insight import Scaling, scaling
from onrecord.networks.insight.partitions import Reals
from tests.networks.insight.camps import ASKED, alone, nobody, plain, undecided
from tests.networks.rows import columns, row


def drawn(actors: int, options: int, dimensions: int, *, share: float = 1.0, seed: int = 0) -> tuple[Reals, Columns]:
    """Known places, and the yes and no that they give by chance."""
    random = np.random.default_rng(seed)
    places = random.normal(size=(actors, dimensions))
    slopes = random.normal(size=(options, dimensions)) * 2
    chance = 1 / (1 + np.exp(-(places @ slopes.T + random.normal(size=options) * 0.5)))
    yes = random.random((actors, options)) < chance
    there = random.random((actors, options)) < share
    rows = [
        row(f"a{actor:03}", f"o{option:03}", "supports" if yes[actor, option] else "opposes")
        for actor, option in zip(*np.nonzero(there), strict=True)
    ]
    return places, columns(*rows)


def places(found: Scaling) -> tuple[Reals, Reals]:
    listed = sorted(found.actors, key=lambda one: one.id)
    return np.array([one.place for one in listed]), np.array([one.error for one in listed])


@pytest.mark.parametrize(("share", "least"), [(1.0, 0.93), (0.5, 0.85)])
def test_known_places_are_found(share: float, least: float) -> None:
    true, made = drawn(60, 25, 1, share=share)
    found = scaling(made, ASKED)
    assert found.settled
    place, error = places(found)
    likeness = np.corrcoef(place[:, 0], true[:, 0])[0, 1]
    assert abs(likeness) > least
    inside = np.abs(np.sign(likeness) * place - true) < 1.96 * error
    assert 0.85 < inside.mean() <= 1


def test_two_dimensions_are_found_but_for_their_turn() -> None:
    true, made = drawn(100, 40, 2)
    place, _ = places(scaling(made, ASKED, dimensions=2))
    left, _, right = np.linalg.svd(place.T @ true)
    turned = place @ (left @ right)
    assert all(np.corrcoef(turned[:, axis], true[:, axis])[0, 1] > 0.88 for axis in (0, 1))


def test_who_says_more_is_placed_more_surely() -> None:
    _, made = drawn(40, 20, 1, share=0.5, seed=2)
    found = scaling(made, ASKED)
    counted = np.array([one.counted for one in found.actors])
    errors = np.array([one.error[0] for one in found.actors])
    assert np.corrcoef(counted, errors)[0, 1] < -0.3


def test_camps_stand_on_two_sides() -> None:
    found = scaling(plain("abc", "de"), ASKED, anchor="x")
    assert [one.id for one in found.actors] == ["d", "e", "a", "b", "c"]
    assert found.actors[0].place[0] < 0 < found.actors[-1].place[0]
    assert all(one.slope[0] > 0 for one in found.options)
    turned = scaling(plain("abc", "de", stance=("opposes", "supports")), ASKED, anchor="x")
    assert [one.id for one in turned.actors] == ["a", "b", "c", "d", "e"]


def test_saying_it_again_is_no_news_unless_wanted() -> None:
    once = plain("abc", "de")
    often = columns(
        *[
            row(actor, option, "supports" if actor in "abc" else "opposes")
            for actor in "abcde"
            for option in "xy"
            for _ in range(5)
        ]
    )
    assert scaling(often, ASKED).actors[0].place == pytest.approx(scaling(once, ASKED).actors[0].place)
    assert scaling(often, ASKED, repeated=True).actors[0].error[0] < scaling(once, ASKED).actors[0].error[0]


def test_half_steps_lie_between() -> None:
    rows = [
        row(actor, option, stance)
        for actor, stance in (("a", "supports"), ("b", "open"), ("c", "undecided"), ("d", "opposes"))
        for option in "wxyz"
    ]
    found = scaling(columns(*rows), replace(ASKED, qualifier=Qualifier.INTEGER), anchor="x")
    assert [one.id for one in found.actors] == ["d", "c", "b", "a"]


def test_nobody_one_and_the_undecided() -> None:
    assert scaling(nobody(), ASKED).actors == ()
    one = scaling(alone(), ASKED, dimensions=2).actors[0]
    assert one.place == pytest.approx((0, 0), abs=1e-4)
    assert one.error == pytest.approx((1, 1), abs=0.01)
    assert scaling(undecided(), ASKED).left_out == ("a", "b", "c")


def test_what_can_not_be_scaled() -> None:
    with pytest.raises(OnrecordError, match="one dimension or two"):
        scaling(plain("ab"), ASKED, dimensions=3)
    with pytest.raises(OnrecordError, match="yes and a no"):
        scaling(plain("ab"), replace(ASKED, qualifier=Qualifier.CATEGORIES))
    with pytest.raises(OnrecordError, match="nothing"):
        scaling(plain("ab"), ASKED, anchor="nothing")

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks import Columns, Unit, Windows, network
from onrecord.networks.insight import MEASURES, polarisation, polarisation_over_time
from onrecord.networks.insight.bipolarity import bipolarity
from onrecord.networks.insight.polarisation import esteban_ray, outward
from tests.networks.insight.camps import ASKED, alone, apart, debate, nobody, plain, undecided
from tests.networks.rows import columns, row


def test_two_equal_camps_are_wholly_polarised() -> None:
    found = polarisation(plain("ab", "cd"), ASKED)
    assert found.modularity == pytest.approx(0.5)
    assert found.outward == pytest.approx(-1)
    assert found.bipolarity == pytest.approx(1)
    assert found.spread == pytest.approx(1)
    assert found.camps == (("a", "b"), ("c", "d"))
    assert [(one.option, one.actors) for one in found.options] == [("x", 4), ("y", 4)]


def test_a_debate_in_which_all_agree_is_not() -> None:
    found = polarisation(plain("abcd"), ASKED)
    assert found.modularity == pytest.approx(0)
    assert found.bipolarity == found.spread == 0
    assert found.camps == (("a", "b", "c", "d"), ())


def test_unequal_camps_are_less_bipolar() -> None:
    found = polarisation(plain("abc", "d"), ASKED)
    assert found.bipolarity == pytest.approx(4 * 0.75 * 0.25)
    assert 0 < (found.spread or 0) < 1


@pytest.mark.parametrize("made", [nobody(), alone(), undecided()])
def test_where_nothing_can_be_said(made: Columns) -> None:
    found = polarisation(made, ASKED, rounds=3)
    assert (found.modularity, found.outward, found.bipolarity) == (None, None, None)
    assert found.spread in (None, 0)


def test_conflict_alone_makes_two_camps() -> None:
    found = polarisation(apart(), ASKED)
    assert found.modularity is None
    assert found.bipolarity == pytest.approx(1)
    assert found.camps == (("a",), ("b",))


def test_esteban_and_ray() -> None:
    assert esteban_ray(np.array([-1.0, 1.0])) == pytest.approx(1)
    assert esteban_ray(np.array([1.0, 1.0])) == 0
    assert esteban_ray(np.empty(0)) == 0
    # thirds: two ordered pairs at distance 2 and four at distance 1, each with the shares (1/3)^2.3 (1/3)
    assert esteban_ray(np.array([-1.0, 0.0, 1.0])) == pytest.approx(2**1.3 * (1 / 3) ** 3.3 * (2 * 2 + 4 * 1))
    assert esteban_ray(np.array([-0.9, 1.0])) == esteban_ray(np.array([-1.0, 1.0]))


def test_the_index_of_external_and_internal_ties() -> None:
    matrix = np.array([[0, 3, 1], [3, 0, 0], [1, 0, 0]], dtype=float)
    assert outward(matrix, np.array([0, 0, 1])) == pytest.approx((1 - 3) / 4)
    assert outward(matrix, np.array([0, 1, 2])) == 1
    assert outward(np.zeros((2, 2)), np.array([0, 1])) is None


def test_bipolarity_finds_hidden_camps() -> None:
    random = np.random.default_rng(3)
    for _ in range(5):
        side = random.permutation([1] * 12 + [-1] * 12)
        same = side[:, None] == side[None, :]
        agree, clash = (same & (random.random((24, 24)) < 0.5)) * 1.0, (~same & (random.random((24, 24)) < 0.5)) * 1.0
        agree, clash = (np.triu(part, 1) + np.triu(part, 1).T for part in (agree, clash))
        found = bipolarity(agree, clash)
        assert found.value == pytest.approx(1)
        assert abs(int(found.sides @ side)) == 24


def test_over_time_with_bands() -> None:
    asked = replace(ASKED, windows=Windows(unit=Unit.QUARTERS))
    found = polarisation_over_time(debate(8, 30), asked, rounds=30)
    assert [one.period.first for one in found if one.period] == [date(2031, month, 1) for month in (1, 4, 7, 10)]
    for one in found:
        assert set(one.bands) == set(MEASURES)
        low, high = one.bands["spread"]
        assert 0 <= low < high <= 1
        assert low - 0.1 <= (one.spread or 0) <= high + 0.1
    again = polarisation_over_time(debate(8, 30), asked, rounds=30)
    assert [one.bands for one in again] == [one.bands for one in found]
    assert [one.counted for one in found] == [
        network(
            debate(8, 30), replace(ASKED, choice=replace(ASKED.choice, since=one.period.first, until=one.period.last))
        ).counted
        for one in found
        if one.period
    ]


def test_nothing_dated_has_no_windows() -> None:
    asked = replace(ASKED, windows=Windows(unit=Unit.MONTHS))
    assert polarisation_over_time(plain("ab", "cd"), asked, rounds=2) == ()


def test_windows_of_events_have_no_bands() -> None:
    asked = replace(ASKED, windows=Windows(unit=Unit.EVENTS, size=20))
    with pytest.raises(OnrecordError, match="events"):
        polarisation_over_time(debate(4, 6), asked, rounds=2)
    assert polarisation_over_time(debate(4, 6), asked)


def test_steps_are_kept_for_the_spread() -> None:
    half = columns(*[row(actor, "x", stance) for actor, stance in (("a", "open"), ("b", "reluctant"))])
    assert polarisation(half, ASKED).spread == pytest.approx(0.5)

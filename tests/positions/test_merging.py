from dataclasses import replace

import numpy as np
import pytest

from onrecord.positions import merging
from onrecord.positions.merging import NAMES, Evidence, Weights, decided, features, weigh
from onrecord.types import STANCE_COLUMNS, Stance, Voice

SEEN = Evidence((0.7, 0.1, 0.05, 0.05, 0.05, 0.05), Stance.OPEN, 0.6, 0.4, Voice.OWN, True)
EVEN = (0.0,) * len(NAMES)


def test_every_number_that_is_weighed_has_a_name() -> None:
    assert len(features(SEEN)) == len(NAMES)
    named = dict(zip(NAMES, features(SEEN), strict=True))
    assert named["log_supports"] == pytest.approx(np.log(0.7))
    assert (named["calculus_open"], named["calculus_supports"], named["target"]) == (1.0, 0.0, 0.6)
    assert (named["reported"], named["attributed"], named["spoken"]) == (0.0, 0.0, 1.0)


def test_where_the_encoder_was_not_asked_its_numbers_count_nothing() -> None:
    named = dict(zip(NAMES, features(replace(SEEN, scores=())), strict=True))
    assert named["asked"] == 0.0
    assert all(value == 0.0 for name, value in named.items() if name.startswith("log_"))


def test_the_side_is_decided_before_the_step() -> None:
    stance, sure = decided([0.3, 0.3, 0.0, 0.0, 0.4, 0.0])
    assert stance is Stance.SUPPORTS
    assert sure == pytest.approx(0.6)
    assert decided([0.1, 0.1, 0.0, 0.0, 0.1, 0.7])[1] == pytest.approx(0.2)


def test_weights_of_nothing_leave_all_open() -> None:
    assert weigh(SEEN, Weights((EVEN,) * len(STANCE_COLUMNS), 0.5, 0.5, 0.3)) == pytest.approx([1 / 6] * 6)


def test_the_shipped_weights_follow_both_coders_where_they_agree() -> None:
    weights = merging.shipped()
    assert len(weights.rows) == len(STANCE_COLUMNS)
    assert all(len(row) == len(NAMES) for row in weights.rows)
    assert 0.0 < weights.suggest < weights.accept < weights.alone < 1.0
    sure = (0.02, 0.01, 0.01, 0.01, 0.94, 0.01)
    against = Evidence(sure, Stance.OPPOSES, 0.9, 0.6, Voice.OWN, True)
    assert decided(weigh(against, weights))[0] is Stance.OPPOSES
    silent = Evidence((0.01, 0.01, 0.01, 0.01, 0.01, 0.95), None, 0.0, 0.2, Voice.REPORTED, False)
    assert decided(weigh(silent, weights))[1] < weights.suggest

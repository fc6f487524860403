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


@pytest.mark.parametrize(
    ("scores", "said", "wanted"),
    [
        # nothing is known of the side: the word of the calculus stands, with its own step
        ((0.05, 0.04, 0.01, 0.01, 0.02, 0.87), Stance.OPEN, (Stance.OPEN, "suggest")),
        # both see a yes: the step is that of both
        ((0.7, 0.1, 0.05, 0.05, 0.05, 0.05), Stance.OPEN, (Stance.SUPPORTS, "accept")),
        # the encoder would be believed alone: it turns the calculus round
        ((0.02, 0.01, 0.01, 0.06, 0.9, 0.0), Stance.OPEN, (Stance.OPPOSES, "accept")),
        # it is for the other side, but not that surely: the stance of the calculus is contested
        ((0.1, 0.1, 0.05, 0.15, 0.35, 0.25), Stance.OPEN, (Stance.OPEN, "suggest")),
        # it is alone and not sure
        ((0.1, 0.1, 0.0, 0.1, 0.4, 0.3), None, (Stance.OPPOSES, "suggest")),
    ],
)
def test_who_is_believed_when(scores: tuple[float, ...], said: Stance | None, wanted: tuple[Stance, str]) -> None:
    rows = [[float(name == f"log_{column or 'irrelevant'}") for name in NAMES] for column in STANCE_COLUMNS]
    believing = Weights(tuple(map(tuple, rows)), accept=0.12, alone=0.6, suggest=0.05)
    stance, _, standing = merging.settled(replace(SEEN, scores=scores, calculus=said), believing)
    assert (stance, standing) == (wanted[0], wanted[1])

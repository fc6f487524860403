"""What a pair of tags looks like in numbers, and the network over it."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.statements.affinity import Pairs, network, networks
from onrecord.statements.page import Page
from tests.statements.pages import page_of


def pairs_of(text: str) -> Pairs:
    article, reading = page_of(text)
    return Pairs(Page(article, reading), reading.tags)


def test_every_pair_is_as_long_as_its_network_is_wide() -> None:
    pairs = pairs_of("[S Lund] [C said] [T the levy was fair], [C adding] [T that it must stay].")
    for name, (numbers, looks) in (("content", pairs.with_contents()), ("source", pairs.with_sources())):
        assert len(numbers) == len(looks) > 0
        assert {len(row) for row in looks} == {len(networks()[name].hidden)}
        assert np.isfinite(looks).all()


def test_pairs_stay_in_the_paragraph_or_the_next() -> None:
    pairs = pairs_of("[S Lund] [C said]:\n[T yes].\n[T no].")
    assert pairs.with_contents()[0] == [(0, 0)]
    assert pairs.with_sources()[0] == [(0, 0)]


def test_the_nearer_cue_is_the_likelier() -> None:
    numbers, looks = pairs_of("[S Lund] [C said] [T yes]. [S Moreau] [C said] [T no].").with_contents()
    chance = dict(zip(numbers, networks()["content"](looks), strict=True))
    assert chance[0, 0] > 0.5 > chance[0, 1]
    assert chance[1, 1] > 0.5 > chance[1, 0]


def test_the_network_is_what_its_table_says() -> None:
    small = network({"hidden": [[1.0, -1.0], [0.0, 2.0]], "hidden_bias": [0.0, 1.0], "out": [2.0, 1.0, -3.0]})
    # units: max(0, 1*3) = 3 and max(0, -3 + 2*1 + 1) = 0; 2*3 + 0 - 3 = 3
    assert small([[3.0, 1.0]]) == pytest.approx([1 / (1 + np.exp(-3.0))], abs=1e-6)
    assert small([]) == []


def test_far_out_numbers_do_no_harm() -> None:
    small = network({"hidden": [[1000.0]], "hidden_bias": [0.0], "out": [1000.0, 0.0]})
    assert small([[1e6], [-1e6]]) == pytest.approx([1.0, 0.5], abs=1e-6)

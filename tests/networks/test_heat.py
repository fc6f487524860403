from __future__ import annotations

import numpy as np
import pytest

from onrecord.networks import Choice, Columns, NetworkOptions, Unit, Windows
from onrecord.networks.heat import heat, trajectories
from onrecord.networks.outspoken import outspoken
from tests.web.made_up import Row

DAY = 741_073


def columns(*said: tuple[str, str, str, int | None]) -> Columns:
    return Columns.of(
        Row(f"p{number}", f"x{number}", option, actor, stance, day, day)
        for number, (actor, option, stance, day) in enumerate(said)
    )


def test_a_cell_is_the_mean_of_what_was_said() -> None:
    found = heat(columns(("a", "o", "supports", 1), ("a", "o", "undecided", 2), ("a", "o", "reluctant", None)))
    assert found.mean[0, 0] == pytest.approx((1 + 0 - 0.5) / 3)
    assert (found.count[0, 0], found.low[0, 0], found.high[0, 0]) == (3, -0.5, 1.0)


def test_what_nobody_said_is_no_number() -> None:
    found = heat(columns(("a", "o", "supports", 1), ("b", "q", "opposes", 1)))
    assert np.isnan(found.mean).sum() == 2
    assert found.count.sum() == 2


def test_who_stand_alike_stand_together() -> None:
    said = []
    for number in range(8):
        side = ("supports", "opposes") if number % 2 else ("opposes", "supports")
        said += [(f"a{number}", "o", side[0], 1), (f"a{number}", "q", side[1], 1)]
    found = heat(columns(*said))
    values = found.mean[:, 0]
    assert int((np.diff(values) != 0).sum()) == 1
    assert sorted(node.id for node in found.actors) == sorted({one[0] for one in said})


def test_only_the_most_outspoken_are_kept() -> None:
    found = heat(columns(("a", "o", "supports", 1), ("a", "o", "opposes", 1), ("b", "o", "opposes", 1)), most=(1, 5))
    assert found.left_out == 1
    assert [node.id for node in found.actors] == ["a"]
    assert found.counted == 2


def test_trajectories_are_means_by_window() -> None:
    said = columns(
        ("a", "o", "supports", DAY),
        ("a", "o", "open", DAY + 1),
        ("a", "o", "opposes", DAY + 40),
        ("a", "o", "open", None),
    )
    asked = NetworkOptions(windows=Windows(unit=Unit.MONTHS))
    (found,) = trajectories(said, asked)
    assert [moment.mean for moment in found.moments] == [0.75, -1.0]
    assert [moment.count for moment in found.moments] == [2, 1]
    assert trajectories(said, NetworkOptions()) == ()


def test_the_filters_of_networks_hold() -> None:
    said = columns(("a", "o", "supports", DAY), ("b", "o", "opposes", DAY))
    found = heat(said, NetworkOptions(choice=Choice(minimum=2)))
    assert found.counted == 0


def test_outspoken_leaves_the_question_where_few_speak() -> None:
    said = columns(("a", "o", "supports", 1), ("a", "q", "opposes", 1), ("b", "o", "opposes", 1))
    asked = NetworkOptions()
    assert outspoken(said, asked, most=2) == (asked, 0)
    fewer, rest = outspoken(said, asked, most=1)
    assert rest == 1
    assert fewer.choice.actors is not None
    assert fewer.choice.actors.values == {"a"}

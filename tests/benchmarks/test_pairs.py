"""The measures of the pair benchmark, and its cases."""

from __future__ import annotations

import pytest

from benchmarks import pairs


def test_macro_f1_counts_every_class_of_the_gold_alike() -> None:
    assert pairs.macro_f1(["a", "a", "b"], ["a", "a", "a"]) == 40.0
    assert pairs.macro_f1(["a", "b"], ["a", "b"]) == 100.0


def test_a_step_off_is_right_in_sides_and_wrong_in_steps() -> None:
    found = pairs.figures([["supports", "opposes", "irrelevant"]], [["open", "opposes", "undecided"]])
    assert found["sides"] == 100.0
    assert found["steps"] == pytest.approx(33.3)
    assert found["wrong_side"] == 0.0


def test_yes_for_no_is_counted() -> None:
    found = pairs.figures([["supports", "opposes"]], [["reluctant", "opposes"]])
    assert found["wrong_side"] == 50.0
    assert (found["precision"], found["recall"]) == (50.0, 50.0)


def test_the_side_comes_before_the_step() -> None:
    assert pairs.surest([0.3, 0.25, 0.0, 0.0, 0.45, 0.0]) == "supports"


def test_a_figure_under_its_floor_is_seen_and_one_that_was_not_measured_is_not() -> None:
    assert not pairs.meets({"dev": {"encoder": {"sides": 50.0}}}, {"dev": {"encoder": {"sides": 51.0}}})
    assert not pairs.meets({"wrong_side": 3.0}, {"wrong_side": 2.0})
    assert pairs.meets({"dev": {"encoder": {"sides": 52.0}}}, {"dev": {"encoder": {"sides": 51.0}}, "argq": 80.0})


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_cases_are_in_their_format_and_have_all_stances(split: str) -> None:
    given = list(pairs.cases(split))
    assert len({one.issue.name for one in given}) >= 18
    assert {stance for one in given for stance in one.stances} == set(pairs.STANCES)
    assert sum(len(one.stances) for one in given) >= 1200


def test_no_issue_is_in_two_splits() -> None:
    dev, test = ({one.issue.name for one in pairs.cases(split)} for split in ("dev", "test"))
    assert not dev & test

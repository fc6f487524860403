"""Agreement, against examples whose values are published."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest

from onrecord import scores
from onrecord.scores import agreement, in_words, match, overlap, span_agreement, unitizing_alpha
from onrecord.types import Span, Spans, Stance

_: None = None
# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): four observers, twelve units, missing data.
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
UNITS = tuple(zip(*FOUR, strict=True))
# The same paper: two observers, ten binary units (alpha .095).
BINARY = tuple(zip((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0), strict=True))


def test_four_observers_of_the_published_example() -> None:
    nominal = agreement(UNITS)
    assert nominal.alpha == pytest.approx(0.743, abs=0.0005)
    assert nominal.units == 11, "the twelfth has a single value"
    assert nominal.pairs == 8 * 6 + 2 * 3 + 1, "eight units have four values, two have three, one has two"
    assert agreement(UNITS, "ordinal", order=(1, 2, 3, 4, 5)).alpha == pytest.approx(0.815, abs=0.0005)


def test_two_observers_of_the_published_example() -> None:
    found = agreement(BINARY)
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert (found.units, found.pairs, found.percent) == (10, 10, 0.6)


def test_the_order_of_the_scale_counts_and_its_unused_steps_do_not() -> None:
    order = [5, 4, 3, 2, 1]
    assert agreement(UNITS, "ordinal", order=order).alpha == pytest.approx(0.815, abs=0.0005)
    assert agreement(UNITS, "ordinal", order=[0, *order[::-1], 6]).alpha == pytest.approx(0.815, abs=0.0005)
    assert agreement(UNITS, "ordinal", order=(3, 1, 5, 2, 4)).alpha != pytest.approx(0.815, abs=0.005)
    with pytest.raises(ValueError, match="does not have"):
        agreement(UNITS, "ordinal", order=(1, 2, 3))


def test_stances_are_an_ordinal_scale() -> None:
    near = [(Stance.SUPPORTS, Stance.OPEN), (Stance.OPPOSES, Stance.OPPOSES), (Stance.SUPPORTS, Stance.SUPPORTS)]
    far = [(Stance.SUPPORTS, Stance.OPPOSES), (Stance.OPPOSES, Stance.OPPOSES), (Stance.SUPPORTS, Stance.SUPPORTS)]
    one, other = (agreement(rows, "ordinal", order=tuple(Stance)).alpha for rows in (near, far))
    assert one is not None
    assert other is not None
    assert one > other


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "Nobody"),
        ([(_, _)], "Nobody"),
        ([("a", _), ("b", _)], "Only one"),
        ([("a",), ("b",)], "Only one"),
        ([("a", _), (_, "b")], "No unit"),
        ([("a", "a"), ("a", "a")], "same value"),
    ],
)
def test_where_alpha_is_not_defined_it_says_so_in_words(rows: list[tuple[str | None, ...]], why: str) -> None:
    found = agreement(rows)
    assert found.alpha is None
    assert found.low is None
    assert found.why is not None
    assert why in found.why


def test_without_variation_the_percentage_stands_alone() -> None:
    found = agreement([("a", "a"), ("a", "a")])
    assert (found.units, found.percent) == (2, 1.0)


def test_a_coder_without_a_value_is_not_a_disagreement() -> None:
    assert agreement([*UNITS, (_, _, _, 4)]).alpha == agreement(UNITS).alpha


@pytest.mark.parametrize("values", [3, 60])
def test_what_is_counted_without_the_library_agrees_with_it(values: int) -> None:
    random = np.random.default_rng(values)
    truth = random.integers(values, size=50)
    full = [[int(t) if random.random() < 0.7 else int(random.integers(values)) for _ in range(3)] for t in truth]
    ratings = [[value if random.random() < 0.9 else None for value in unit] for unit in full]
    table = np.array([[np.nan if value is None else value for value in unit] for unit in ratings]).T
    assert agreement(ratings).alpha == pytest.approx(krippendorff.alpha(table, level_of_measurement="nominal"))
    counts = np.array([[unit.count(value) for value in range(values)] for unit in ratings], dtype=float)
    counts = counts[counts.sum(axis=1) > 1][:, counts.sum(axis=0) > 0]
    ordinal = scores._resampled(counts, "ordinal", np.ones((1, len(counts))))[0]
    assert ordinal == pytest.approx(krippendorff.alpha(table, level_of_measurement="ordinal"))


def test_the_interval_holds_the_figure_and_narrows_with_more_units() -> None:
    random = np.random.default_rng(1)

    def rated(number: int) -> list[tuple[int, int]]:
        truth = random.integers(4, size=number)
        return [(int(t), int(t) if random.random() < 0.8 else int(random.integers(4))) for t in truth]

    few, many = agreement(rated(30)), agreement(rated(600))
    for found in (few, many):
        assert found.alpha is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.alpha < found.high <= 1
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert many.high - many.low < (few.high - few.low) / 2
    again = agreement(UNITS * 3)
    assert again == agreement(UNITS * 3), "the same every time"
    assert again != agreement(UNITS * 3, seed=1)


def test_of_few_units_there_is_no_interval() -> None:
    found = agreement(UNITS[:6])
    assert found.alpha is not None
    assert found.low is None
    assert agreement(BINARY, groups=["one"] * 5 + ["two"] * 5).low is None


def test_units_of_one_article_are_drawn_together() -> None:
    units = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")] * 10
    alone = agreement(units)
    # articles of one kind of unit each: whether they agree hangs on the article
    together = agreement(units, groups=[number % 4 + 4 * (number // 20) for number in range(40)] + [9, 10, 11])
    apart = agreement([unit for unit in units for _ in range(5)], groups=[number // 5 for number in range(200)])
    assert alone.low is not None
    assert alone.high is not None
    assert together.low is None, "eight articles are too few"
    assert apart.low is not None
    assert apart.high is not None
    assert apart.high - apart.low == pytest.approx(alone.high - alone.low, rel=0.2), "five copies tell nothing new"


@pytest.mark.parametrize(("alpha", "words"), [(0.8, "reliable"), (0.7, "tentative"), (0.3, "not reliable")])
def test_bounds_in_words(alpha: float, words: str) -> None:
    assert words in in_words(alpha)


# ---------------------------------------------------------------- places in a text


def at(*places: int) -> Spans:
    return tuple(Span(begin, end) for begin, end in zip(places[::2], places[1::2], strict=True))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (at(0, 10), at(0, 10), 1.0),
        (at(0, 10), at(10, 20), 0.0),
        (at(0, 10), at(5, 15), 1 / 3),
        (at(0, 4, 6, 10), at(0, 10), 0.8),
        (at(0, 4, 6, 10), at(2, 8), 0.4),
        ((), (), 1.0),
        ((), at(0, 1), 0.0),
    ],
)
def test_overlap_is_what_is_shared_of_all(one: Spans, other: Spans, share: float) -> None:
    assert overlap(one, other) == pytest.approx(share)
    assert overlap(other, one) == pytest.approx(share)


def test_passages_are_matched_one_to_one() -> None:
    first = [at(0, 10), at(20, 30), at(50, 60)]
    second = [at(0, 10), at(2, 9), at(22, 32)]
    found = span_agreement([(first, second)], tolerance=0.5)
    assert (found.matched, found.only_one, found.only_other, found.exact) == (2, 1, 1, 1)
    assert found.f1 == pytest.approx(4 / 6)
    assert span_agreement([(first, second)], tolerance=1.0).matched == 1
    assert span_agreement([(first, second)], tolerance=0.7).matched == 1
    assert span_agreement([([], [])]).f1 is None
    assert span_agreement([(first, [])]).f1 == 0


def test_passages_of_different_texts_are_never_matched() -> None:
    assert span_agreement([([at(0, 10)], []), ([], [at(0, 10)])]).matched == 0


def test_as_many_pairs_as_can_be() -> None:
    # the best pair (0, 0) would leave row 1 without a partner
    assert match([[0.9, 0.6], [0.7, 0.0]], 0.5) == [(0, 1), (1, 0)]
    assert match([[0.9, 0.6], [0.7, 0.8]], 0.5) == [(0, 0), (1, 1)]
    assert match([[0.0]], 0.0) == []
    assert match([], 0.5) == []


# Krippendorff, Content Analysis (2004), p. 254: a line from 150 to 450, two observers, categories c and k.
C = ([(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)])
K = ([(30, 90), (150, 200)], [(30, 90), (150, 200)])


def test_units_on_a_line_of_the_published_example() -> None:
    observed, expected = scores.unitizing_disagreement(300, C)
    assert observed == pytest.approx(0.0144, abs=0.0001)
    assert expected == pytest.approx(0.0532, abs=0.0001)
    assert unitizing_alpha(300, C) == pytest.approx(0.7286, abs=0.0005)
    assert list(scores.unitizing_disagreement(300, K)) == pytest.approx([0.0, 0.0490], abs=0.0001)
    assert unitizing_alpha(300, K) == 1.0
    total = [sum(both) for both in zip(*(scores.unitizing_disagreement(300, c) for c in (C, K)), strict=True)]
    assert 1 - total[0] / total[1] == pytest.approx(0.8591, abs=0.0005)


def test_units_on_a_line_that_tell_nothing() -> None:
    assert unitizing_alpha(300, C[:1]) is None
    assert unitizing_alpha(300, ([], [])) is None
    assert unitizing_alpha(300, (C[0], [])) is not None
    with pytest.raises(ValueError, match="lie apart"):
        unitizing_alpha(300, ([(0, 10), (5, 20)], []))

import numpy as np
import pytest

from onrecord.networks.insight.partitions import (
    adjusted_rand,
    in_order,
    modularity,
    mutual_information,
    together,
)

A, B = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])


def test_groups_are_numbered_by_size_then_by_who_comes_first() -> None:
    assert in_order(np.array([7, 3, 3, 9])).tolist() == [1, 0, 0, 2]
    assert in_order(np.empty(0, dtype=np.int64)).tolist() == []


def test_adjusted_rand_of_the_textbook_pair() -> None:
    # pairs together: 6 in A, 3 in B, 2 in both; expected 6 * 3 / 15 = 1.2, most (6 + 3) / 2 = 4.5
    assert adjusted_rand(A, B) == pytest.approx((2 - 1.2) / (4.5 - 1.2))
    assert adjusted_rand(A, 5 - A) == 1.0
    assert adjusted_rand(np.zeros(4, dtype=np.int64), np.zeros(4, dtype=np.int64)) == 1.0
    assert adjusted_rand(np.zeros(4, dtype=np.int64), np.arange(4)) == 0.0
    assert adjusted_rand(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)) == 1.0


def test_mutual_information_of_the_same_pair() -> None:
    # A tells of B: H(A) = log 2, H(B) = log 3, I = log 3 - (1/3) log 2 by hand over the four cells
    shared = 2 * (2 / 6) * np.log((2 / 6) / (3 / 6 * 2 / 6)) + 2 * (1 / 6) * np.log((1 / 6) / (3 / 6 * 2 / 6))
    assert mutual_information(A, B) == pytest.approx(2 * shared / (np.log(2) + np.log(3)))
    assert mutual_information(A, 1 - A) == pytest.approx(1.0)
    independent = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert mutual_information(*independent) == pytest.approx(0.0, abs=1e-12)


def test_modularity_of_two_triangles_with_one_bridge() -> None:
    matrix = np.zeros((6, 6))
    for one, other in ((0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)):
        matrix[one, other] = matrix[other, one] = 1
    assert modularity(matrix, A) == pytest.approx(6 / 7 - 2 * (7 / 14) ** 2)
    assert modularity(matrix, np.zeros(6, dtype=np.int64)) == pytest.approx(0.0)
    assert modularity(np.zeros((3, 3)), np.zeros(3, dtype=np.int64)) is None


def test_signed_modularity_wants_conflict_between() -> None:
    matrix = np.array([[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]], dtype=float)
    right, wrong = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    # positive part: 4 of 4 inside, 2 expected; negative part: none of 8 inside, 4 expected; over 12
    assert modularity(matrix, right) == pytest.approx((4 - 2 - (0 - 4)) / 12)
    assert modularity(matrix, wrong) < 0  # type: ignore[operator]


def test_together_is_the_share_of_partitions() -> None:
    assert together([A, B])[0].tolist() == [1, 1, 0.5, 0, 0, 0]
    assert together([]).shape == (0, 0)

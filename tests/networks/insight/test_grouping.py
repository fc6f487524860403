import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks.insight import grouping
from onrecord.networks.insight.grouping import Method, consensus, grouped
from onrecord.networks.insight.partitions import Reals, modularity

# Zachary's karate club (1977), the ties of the 34 members: the network whose modularities every textbook has.
_KARATE = (
    "1-2 1-3 1-4 1-5 1-6 1-7 1-8 1-9 1-11 1-12 1-13 1-14 1-18 1-20 1-22 1-32 2-3 2-4 2-8 2-14 2-18 2-20 2-22 2-31 3-4 "
    "3-8 3-9 3-10 3-14 3-28 3-29 3-33 4-8 4-13 4-14 5-7 5-11 6-7 6-11 6-17 7-17 9-31 9-33 9-34 10-34 14-34 15-33 15-34 "
    "16-33 16-34 19-33 19-34 20-34 21-33 21-34 23-33 23-34 24-26 24-28 24-30 24-33 24-34 25-26 25-28 25-32 26-32 27-30 "
    "27-34 28-34 29-32 29-34 30-33 30-34 31-33 31-34 32-33 32-34 33-34"
)


def karate() -> Reals:
    made = np.zeros((34, 34))
    for pair in _KARATE.split():
        one, other = (int(number) - 1 for number in pair.split("-"))
        made[one, other] = made[other, one] = 1
    return made


def blocks(size: int, inside: float, between: float) -> Reals:
    made = np.full((2 * size, 2 * size), between)
    made[:size, :size] = made[size:, size:] = inside
    np.fill_diagonal(made, 0)
    return made


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("between", [0.1, 0.0, -1.0])
def test_two_blocks_are_two_groups(method: Method, between: float) -> None:
    assert grouped(blocks(4, 1, between), method).tolist() == [0] * 4 + [1] * 4


def test_the_karate_club() -> None:
    matrix = karate()
    assert matrix.sum() == 156
    # the highest there is (Brandes et al. 2008), and what Girvan and Newman's method gives
    assert modularity(matrix, grouped(matrix, Method.LEIDEN)) == pytest.approx(0.4198, abs=1e-4)
    assert modularity(matrix, grouped(matrix, Method.BETWEENNESS)) == pytest.approx(0.4013, abs=1e-4)
    split = grouped(matrix, Method.BETWEENNESS, count=2)
    assert split[0] != split[33]
    assert sorted(np.bincount(split).tolist()) == [15, 19]


@pytest.mark.parametrize("method", Method)
def test_nothing_one_and_nobody_tied(method: Method) -> None:
    assert grouped(np.zeros((0, 0)), method).tolist() == []
    assert grouped(np.zeros((1, 1)), method).tolist() == [0]
    assert grouped(np.zeros((3, 3)), method).tolist() == [0, 1, 2]
    assert grouped(-blocks(2, 1, 1), method).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("method", Method)
def test_the_order_of_nodes_does_not_matter(method: Method) -> None:
    random = np.random.default_rng(1)
    matrix = blocks(8, 2, 0.3) * random.uniform(0.5, 1, (16, 16))
    matrix = matrix + matrix.T
    order = random.permutation(16)
    once, again = grouped(matrix, method), grouped(matrix[np.ix_(order, order)], method)
    assert np.array_equal(once[order][:, None] == once[order][None, :], again[:, None] == again[None, :])


def test_counts_and_resolutions_that_make_no_sense() -> None:
    with pytest.raises(OnrecordError, match="resolution"):
        grouped(blocks(2, 1, 0), Method.LEIDEN, count=2)
    with pytest.raises(OnrecordError, match="1 or more"):
        grouped(blocks(2, 1, 0), Method.HIERARCHICAL, count=0)
    with pytest.raises(OnrecordError, match="above 0"):
        grouped(blocks(2, 1, 0), Method.LEIDEN, resolution=0)
    assert len(set(grouped(blocks(4, 1, 0.1), Method.LEIDEN, resolution=3).tolist())) > 2
    assert len(set(grouped(blocks(4, 1, 0.1), Method.HIERARCHICAL, count=5).tolist())) == 5


def test_large_networks_are_refused_by_edge_betweenness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MOST_STEPS", 100)
    with pytest.raises(OnrecordError, match="small networks"):
        grouped(blocks(4, 1, 0.1), Method.BETWEENNESS)


def test_a_consensus_is_what_most_have_in_common() -> None:
    one, other, third = (np.array(labels) for labels in ([0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 2], [0, 0, 1, 2, 2, 2]))
    assert consensus([one, other, third]).tolist() == [0, 0, 0, 1, 1, 1]
    assert consensus([]).tolist() == []
    assert consensus([np.arange(3), np.arange(3)]).tolist() == [0, 1, 2]

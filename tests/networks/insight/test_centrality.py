import numpy as np
import pytest

from onrecord.networks import Columns, Mode, NetworkOptions, Weight, network
from onrecord.networks.insight import brokers, centralities, coalitions
from tests.networks.insight.camps import ASKED, alone, apart, nobody, plain, undecided
from tests.networks.rows import columns, row

# a chain: each two neighbours share one option of their own
CHAIN = columns(
    *[
        row(actor, option, "supports")
        for option, pair in zip("wxyz", ("ab", "bc", "cd", "de"), strict=True)
        for actor in pair
    ]
)
PLAIN = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE)


def test_a_chain() -> None:
    found = {one.id: one for one in centralities(network(CHAIN, PLAIN))}
    assert [found[name].degree for name in "abcde"] == [1, 2, 2, 2, 1]
    assert [found[name].strength for name in "abcde"] == [1, 2, 2, 2, 1]
    # of the six pairs of others the middle lies between four, its neighbours between three
    assert [found[name].betweenness for name in "abcde"] == pytest.approx([0, 3 / 6, 4 / 6, 3 / 6, 0])
    assert found["c"].closeness == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert found["a"].closeness == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    vector = np.sin(np.pi * np.arange(1, 6) / 6)
    assert [found[name].eigenvector for name in "abcde"] == pytest.approx(list(vector / vector.max()), abs=1e-6)


def test_heavy_ties_are_short() -> None:
    rows = [row(actor, "x", "supports") for actor in "ab" for _ in range(3)]
    rows += [row(actor, "y", "supports") for actor in "bc" for _ in range(3)]
    rows += [row(actor, "z", "supports") for actor in "ac"]
    found = {one.id: one for one in centralities(network(columns(*rows), PLAIN))}
    assert found["b"].betweenness == 1
    assert found["a"].betweenness == 0


def test_two_modes_count_all_nodes() -> None:
    found = {one.id: one for one in centralities(network(plain("ab", options="x"), NetworkOptions()))}
    assert found["x"].degree == 2
    assert found["x"].betweenness == 1
    assert found["a"].eigenvector == pytest.approx(1 / np.sqrt(2), abs=1e-6)


def test_conflict_is_no_tie() -> None:
    asked = NetworkOptions(mode=Mode.ACTORS, weight=Weight.SUBTRACT)
    assert all(
        one.strength == one.eigenvector == one.degree == 0 for one in centralities(network(plain("a", "b"), asked))
    )


@pytest.mark.parametrize("made", [nobody(), alone(), undecided(), apart()])
def test_where_nobody_agrees(made: Columns) -> None:
    found = centralities(network(made, ASKED))
    assert all(one.strength == one.betweenness == one.closeness == one.eigenvector == 0 for one in found)
    assert all(one.total == 0 for one in brokers(network(made, ASKED), coalitions(network(made, ASKED))))


def test_brokers_by_role() -> None:
    # two groups of three in full agreement, and m, who agrees with one of each
    pairs = ["ab", "bc", "ac", "de", "ef", "df", "am", "dm"]
    made = columns(*[row(actor, f"{number}", "supports") for number, pair in enumerate(pairs) for actor in pair])
    net = network(made, PLAIN)
    found = coalitions(net)
    assert found.of["a"] == found.of["b"] == found.of["c"] != found.of["d"]
    by_name = {one.id: one for one in brokers(net, found)}
    broker = by_name["m"]
    # a and d are not tied, and of two coalitions: m is with one of them, or with none
    assert (broker.total, broker.across) == (1, 1)
    assert by_name["a"].total == 2  # between m and b, between m and c
    assert by_name["b"].total == 0
    assert sum(one.total for one in by_name.values()) == 1 + 2 + 2


def test_coordinators_are_within() -> None:
    net = network(CHAIN, PLAIN)
    found = coalitions(net, resolution=0.1)
    assert len(found.coalitions) == 1
    assert {one.id: one.coordinator for one in brokers(net, found)} == {"a": 0, "b": 1, "c": 1, "d": 1, "e": 0}

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks import weighing
from onrecord.networks.asking import Normalise, Qualifier, Weight
from onrecord.networks.qualifying import scale
from onrecord.networks.weighing import Counted, Edges, one_mode, two_mode

BOOLEAN = scale(Qualifier.BOOLEAN)


def counted(*cells: tuple[int, int, int, int], nodes: int = 3, ties: int = 2) -> Counted:
    """Node, tie, level and how often."""
    rows = [cell[:3] for cell in cells for _ in range(cell[3])]
    node, tie, level = (list(part) for part in zip(*rows, strict=True)) if rows else ([], [], [])
    return Counted(
        np.array(node, dtype=np.int32),
        np.array(tie, dtype=np.int32),
        np.array(level, dtype=np.int8),
        None,
        nodes,
        ties,
    )


def listed(edges: Edges) -> list[tuple[int, int, float]]:
    return list(zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True))


def test_each_pair_once_and_nobody_with_themselves() -> None:
    made = one_mode(counted((0, 0, 1, 2), (1, 0, 1, 3), (2, 0, 0, 1)), BOOLEAN, Weight.CONGRUENCE, Normalise.NO)
    assert listed(made) == [(0, 1, 6.0)]
    made = one_mode(counted((0, 0, 1, 2), (1, 0, 1, 3), (2, 0, 0, 1)), BOOLEAN, Weight.CONFLICT, Normalise.NO)
    assert listed(made) == [(0, 2, 2.0), (1, 2, 3.0)]


def test_what_cancels_out_is_no_edge() -> None:
    both = counted((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1))
    assert listed(one_mode(both, BOOLEAN, Weight.SUBTRACT, Normalise.NO)) == []
    assert listed(one_mode(both, BOOLEAN, Weight.COMBINE, Normalise.NO)) == [(0, 1, 3.0)]
    assert listed(two_mode(counted((0, 0, 1, 1), (0, 0, 0, 1)), BOOLEAN, Weight.SUBTRACT, Normalise.NO)) == []


def test_nothing_counted_is_no_edge() -> None:
    for weight in (Weight.IGNORE, Weight.SUBTRACT, Weight.COMBINE):
        assert (
            listed(one_mode(counted(nodes=0, ties=0), BOOLEAN, weight, Normalise.JACCARD if weight else Normalise.NO))
            == []
        )
        assert listed(two_mode(counted(nodes=0, ties=0), BOOLEAN, weight, Normalise.ACTIVITY)) == []


def test_large_counts_stay_exact() -> None:
    """Beyond 2^24 single precision would lose ones."""
    many = 5001
    made = one_mode(counted((0, 0, 1, many), (1, 0, 1, many), (1, 1, 1, 1)), BOOLEAN, Weight.CONGRUENCE, Normalise.NO)
    assert listed(made) == [(0, 1, float(many * many))]


def test_blocks_meet_at_their_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    size = 400
    some = Counted(
        chance.integers(0, 23, size).astype(np.int32),
        chance.integers(0, 7, size).astype(np.int32),
        chance.integers(0, 5, size).astype(np.int8),
        None,
        23,
        7,
    )
    for weight in Weight:
        whole = listed(one_mode(some, scale(Qualifier.INTEGER), weight, Normalise.JACCARD))
        with monkeypatch.context() as patched:
            patched.setattr(weighing, "_BLOCK", 5)
            assert listed(one_mode(some, scale(Qualifier.INTEGER), weight, Normalise.JACCARD)) == whole
        assert whole == sorted(whole)


def test_too_much_for_one_machine_is_said_so() -> None:
    with pytest.raises(OnrecordError, match="too many for one network"):
        one_mode(counted((0, 0, 1, 1), nodes=1_000_000, ties=1_000), BOOLEAN, Weight.CONGRUENCE, Normalise.NO)

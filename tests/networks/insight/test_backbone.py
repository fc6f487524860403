import importlib
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.networks import Columns, Known, Mode, NetworkOptions, Normalise, Unit, Weight, Windows, network
from onrecord.networks.insight import Loss, backbone
from tests.networks.insight.camps import ASKED, alone, debate, nobody, plain, undecided
from tests.networks.rows import columns, row

room = importlib.import_module("onrecord.networks.insight.backbone")


def divided() -> Columns:
    """Three camps of two by x and y, and z, of which one alone speaks."""
    said = {"ab": ("supports", "supports"), "cd": ("supports", "opposes"), "ef": ("opposes", "opposes")}
    rows = [
        row(actor, option, stance)
        for actors, stances in said.items()
        for actor in actors
        for option, stance in zip("xy", stances, strict=True)
    ]
    return columns(*rows, row("a", "z", "supports"))


@pytest.mark.parametrize("loss", Loss)
def test_what_ties_nobody_is_missed_least(loss: Loss) -> None:
    found = backbone(divided(), replace(ASKED, normalise=Normalise.NO), loss=loss)
    assert found.order[0].option == "z"
    assert found.order[0].loss == pytest.approx(0)
    assert "z" in found.redundant
    assert found.order[-1].loss == pytest.approx(1)
    assert [one.loss for one in found.order] == sorted(one.loss for one in found.order)
    assert found.exact


def test_a_copy_is_redundant() -> None:
    rows = [
        row(actor, option, stance)
        for option in ("x", "copy")
        for actor, stance in zip("abcd", ("supports",) * 2 + ("opposes",) * 2, strict=True)
    ]
    found = backbone(columns(*rows), ASKED)
    assert found.loss == pytest.approx(0)
    assert len(found.kept) == len(found.redundant) == 1


def test_the_penalty_decides_how_many() -> None:
    made = debate(6, 20, options=6)
    sizes = [len(backbone(made, ASKED, penalty=penalty).kept) for penalty in (0, 0.5, 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]
    with pytest.raises(OnrecordError, match="between 0"):
        backbone(made, ASKED, penalty=2)


def test_annealing_finds_the_best_choice() -> None:
    pieces = room._Pieces(debate(5, 10, options=7), ASKED, Known())
    missing = room._missing(pieces, Loss.SPECTRAL)

    def cost(kept: NDArray[np.bool_]) -> float:
        return float(missing(kept)) + 0.5 * float(kept.mean())

    best = cost(room._tried(7, cost))
    assert all(cost(room._annealed(7, cost, seed)) == pytest.approx(best) for seed in range(3))


@pytest.mark.parametrize("normalise", [Normalise.NO, Normalise.AVERAGE, Normalise.JACCARD, Normalise.COSINE])
@pytest.mark.parametrize("weight", [Weight.CONGRUENCE, Weight.CONFLICT, Weight.SUBTRACT, Weight.IGNORE])
def test_the_whole_is_the_network(normalise: Normalise, weight: Weight) -> None:
    made = debate(3, 6)
    asked = NetworkOptions(mode=Mode.ACTORS, weight=weight, normalise=normalise)
    pieces = room._Pieces(made, asked, Known())
    whole = pieces.matrix(np.ones(len(pieces.options), dtype=np.bool_))
    assert whole == pytest.approx(np.maximum(network(made, asked).matrix, 0))


def test_nothing_one_and_undecided() -> None:
    assert backbone(nobody(), ASKED).order == ()
    assert backbone(undecided(), ASKED).kept == ()
    assert backbone(alone(), ASKED).redundant == ("x",)


def test_what_has_no_backbone() -> None:
    with pytest.raises(OnrecordError, match="network of actors"):
        backbone(plain("ab"), NetworkOptions())
    with pytest.raises(OnrecordError, match="period"):
        backbone(plain("ab"), NetworkOptions(mode=Mode.ACTORS, windows=Windows(unit=Unit.DAYS)))

import numpy as np
import pytest

from onrecord.networks.asking import Qualifier
from onrecord.networks.qualifying import levels, scale
from onrecord.types import Stance
from tests.networks.rows import columns, row

STEPS = columns(*(row("varga", "bridge", step) for step in Stance))  # from supports down to opposes


@pytest.mark.parametrize(
    ("qualifier", "read"),
    [
        (Qualifier.BOOLEAN, ["yes", "yes", None, "no", "no"]),
        (Qualifier.STRICT, ["yes", None, None, None, "no"]),
        (Qualifier.INTEGER, ["supports", "open", "undecided", "reluctant", "opposes"]),
        (Qualifier.CATEGORIES, ["supports", "open", "undecided", "reluctant", "opposes"]),
        (Qualifier.NONE, ["any"] * 5),
    ],
)
def test_how_the_five_steps_are_read(qualifier: Qualifier, read: list[str | None]) -> None:
    has, level = levels(STEPS, qualifier)
    names = scale(qualifier).names
    assert [names[k] if there else None for k, there in zip(level, has, strict=True)] == read


def test_how_far_steps_are_apart() -> None:
    integer = scale(Qualifier.INTEGER)
    assert integer.likeness[0].tolist() == [1.0, 0.75, 0.5, 0.25, 0.0]
    assert integer.worth.tolist() == [-2, -1, 0, 1, 2]
    assert scale(Qualifier.BOOLEAN).likeness.tolist() == [[1, 0], [0, 1]]
    assert np.array_equal(scale(Qualifier.CATEGORIES).likeness, np.eye(5))


@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_likeness_and_distance_are_one(qualifier: Qualifier) -> None:
    read = scale(qualifier)
    assert np.array_equal(read.likeness + read.distance, np.ones_like(read.likeness))
    assert np.array_equal(read.distance, read.distance.T)

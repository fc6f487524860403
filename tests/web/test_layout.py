from __future__ import annotations

import numpy as np

from onrecord.web.drawing.layout import apart, force_layout


def overlaps(place: np.ndarray, boxes: np.ndarray) -> int:
    gap = np.abs(place[:, None] - place[None]) - (boxes[:, None] + boxes[None]) / 2
    both = (gap[:, :, 0] < 0) & (gap[:, :, 1] < 0)
    return int(np.triu(both, 1).sum())


def test_boxes_in_one_place_are_parted() -> None:
    boxes = np.tile([100.0, 30.0], (40, 1))
    assert overlaps(apart(np.zeros((40, 2)), boxes), boxes) == 0


def test_boxes_that_do_not_overlap_stay() -> None:
    place = np.array([[0.0, 0.0], [500.0, 0.0], [0.0, 300.0]])
    boxes = np.tile([100.0, 30.0], (3, 1))
    assert np.allclose(apart(place, boxes), place, atol=0.01)


def test_neighbours_on_a_path_stand_closest() -> None:
    size = 9
    weights = np.zeros((size, size))
    for one in range(size - 1):
        weights[one, one + 1] = weights[one + 1, one] = 1.0
    place = force_layout(weights, np.tile([20.0, 20.0], (size, 1)), 1.4)
    ends = float(np.linalg.norm(place[0] - place[-1]))
    steps = [float(np.linalg.norm(place[one] - place[one + 1])) for one in range(size - 1)]
    assert max(steps) < ends


def test_parts_without_a_tie_between_them_stay_near() -> None:
    weights = np.zeros((8, 8))
    weights[:4, :4] = weights[4:, 4:] = 1.0
    np.fill_diagonal(weights, 0.0)
    boxes = np.tile([80.0, 30.0], (8, 1))
    place = force_layout(weights, boxes, 1.4)
    assert overlaps(place, boxes) == 0
    assert np.isfinite(place).all()


def test_no_node_and_one_node_have_a_place() -> None:
    assert force_layout(np.zeros((0, 0)), np.zeros((0, 2)), 1.4).shape == (0, 2)
    assert force_layout(np.zeros((1, 1)), np.ones((1, 2)), 1.4).shape == (1, 2)
    assert np.isfinite(force_layout(np.zeros((2, 2)), np.ones((2, 2)), 1.4)).all()

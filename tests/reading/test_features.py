import numpy as np

from onrecord.reading.features import codes, surface


def test_case_and_gap() -> None:
    text = "Le mot UN\nA xY 12"
    begin = np.array([0, 3, 7, 10, 12, 15])
    end = np.array([2, 6, 9, 11, 14, 17])
    case, gap = surface(codes(text), begin, end)
    assert case.tolist() == [2, 1, 3, 4, 5, 0]
    assert gap.tolist() == [2, 1, 1, 2, 1, 1]


def test_pieces_that_touch_have_no_gap() -> None:
    case, gap = surface(codes("Éa!"), np.array([0, 1, 2]), np.array([1, 2, 3]))
    assert gap.tolist() == [2, 0, 0]
    assert case.tolist() == [4, 1, 0]


def test_other_planes_and_lone_surrogates_have_no_case() -> None:
    case, _ = surface(codes("\U0001f600\ud800"), np.array([0, 1]), np.array([1, 2]))
    assert case.tolist() == [0, 0]


def test_nothing() -> None:
    none = np.zeros(0, dtype=np.int64)
    case, gap = surface(codes(""), none, none)
    assert len(case) == len(gap) == 0

"""Names whose letters an encoding broke or a scanner misread."""

import pytest

from onrecord.actors.names import SAME, same_person
from onrecord.actors.repaired import misread, repaired


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Zoran KovaÄ‡", "Zoran Kovać"),  # UTF-8 read as Windows-1252
        ("JosÃ© Pinto", "José Pinto"),
        ("Ada Wel1er", "Ada Weller"),
        ("B0ris Lund", "Boris Lund"),
        ("Henry 2nd", "Henry 2nd"),
        ("G20", "G20"),
        ("Çağla Ünal", "Çağla Ünal"),
    ],
)
def test_broken_letters_are_mended_and_numbers_stay(written: str, meant: str) -> None:
    assert repaired(written) == meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("salvlni", "salvini", True),
        ("hernando", "hemando", True),
        ("aldana", "aidana", False),  # an l that can be spoken makes another name
        ("vlk", "vik", False),
        ("marta", "marta", False),
    ],
)
def test_strokes_that_a_scanner_takes_for_each_other(one: str, other: str, *, same: bool) -> None:
    assert misread(one, other) is same
    assert misread(other, one) is same


def test_a_scanned_name_is_that_persons() -> None:
    assert same_person("Rishl Moran", "Rishi Moran") >= SAME
    assert same_person("Carla Bernin1", "Carla Berninl") >= SAME
    assert same_person("Alda Moran", "Aida Moran") < SAME

import pytest

from onrecord.errors import OnrecordError
from onrecord.networks import Mode, Network, NetworkOptions, Unit, Weight, Windows, networks
from onrecord.networks.insight import Distance, phases
from tests.networks.rows import columns, row

ASKED = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, windows=Windows(unit=Unit.MONTHS))


def months(*sides: str) -> list[Network]:
    """Month after month who agrees with whom: groups of letters parted by blanks, each on an option of its own."""
    rows = [
        row(actor, f"{group}", "supports", f"2031-{month:02}-10")
        for month, said in enumerate(sides, 1)
        for group in said.split()
        for actor in group
    ]
    return list(networks(columns(*rows), ASKED))


TURN = months("abcd ef", "abcd ef", "abc ef", "ae bf cd", "ae bf", "ae bf cd")


def test_one_turn_is_found() -> None:
    found = phases(TURN)
    assert found.states == (1, 1, 1, 2, 2, 2)
    assert found.changes == (3,)
    assert (found.silhouette or 0) > 0.5
    assert found.distances.max() == pytest.approx(1)
    assert [period.first.month for period in found.windows if period] == [1, 2, 3, 4, 5, 6]


def test_a_state_may_come_back() -> None:
    assert phases(months("abcd", "abcd", "ab cd", "abcd", "abcd")).states == (1, 1, 2, 1, 1)


def test_spectra_do_not_know_names() -> None:
    swapped = months("abc de", "abc de", "dec ab", "abcde")
    assert phases(swapped, distance=Distance.SPECTRAL).states == (1, 1, 1, 2)
    assert phases(swapped, distance=Distance.DIFFERENCE, count=3).states == (1, 1, 2, 3)


def test_few_windows_and_no_difference() -> None:
    assert phases([]).states == ()
    assert phases(TURN[:1]).states == (1,)
    assert phases(TURN[:2]).states == (1, 1)
    assert phases([TURN[0], TURN[3]]).states == (1, 2)
    assert phases(TURN, count=1).silhouette is None
    with pytest.raises(OnrecordError, match="1 or more"):
        phases(TURN, count=0)


def test_without_structure_it_is_one_state() -> None:
    drifting = months("ab", "bc", "cd", "de", "ef")
    found = phases(drifting)
    assert found.states == (1, 1, 1, 1, 1)
    assert found.silhouette is None

"""Networks of a record, from Python."""

from pathlib import Path

import pytest

from onrecord import networking
from onrecord.errors import OnrecordError
from onrecord.networks import Level, Mode, NetworkOptions, Unit, Weight, Windows
from onrecord.record import open_record
from tests.record.samples import article, codebook, coding, reading, resolution


@pytest.fixture
def record(tmp_path: Path) -> Path:
    place = tmp_path / "r.db"
    with open_record(place) as opened:
        opened.save_codebook(codebook())
        for number in (1, 2):
            opened.save_article(article(number), reading(number), resolution(number))
            opened.save_coding("c1", "coder 1", coding(number))
    return place


def test_all_positions_of_the_record(record: Path) -> None:
    with open_record(record) as opened:
        positions = opened.positions()
    asked = NetworkOptions(weight=Weight.SUBTRACT)
    made = networking.network(asked, record=record)
    assert {node.id for node in made.rows} == {p.actor for p in positions if p.stance.side and not p.derived}
    assert {node.kind for node in made.columns} == {"option"}
    there = {key for edge in made.edges() for key in edge.positions}
    assert there == {p.id for p in positions if p.stance.side and not p.derived}
    assert {event.id for event in networking.events(asked, record=record)} == there


def test_windows_and_levels(record: Path) -> None:
    asked = NetworkOptions(
        mode=Mode.ACTORS, weight=Weight.CONGRUENCE, level=Level.STATE, windows=Windows(unit=Unit.YEARS)
    )
    for made in networking.networks(asked, record=record):
        assert made.period is not None


def test_outlets_are_known(record: Path) -> None:
    held = networking.counting(record)
    assert held.columns.outlets == tuple(sorted({article(1).outlet or "", article(2).outlet or ""} - {""}))


def test_a_record_without_a_codebook_says_what_to_do(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db"):
        pass
    with pytest.raises(OnrecordError, match=r"onrecord read.*--codebook"):
        networking.counting(tmp_path / "r.db")

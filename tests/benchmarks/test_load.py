"""Ten reviewers at once, for a short while: nothing fails and nothing that was acknowledged is lost."""

from __future__ import annotations

import random
from pathlib import Path

import httpx
import pytest

from benchmarks import load
from benchmarks.fiction import World
from onrecord.record import open_record
from onrecord.record.reviews import Reviews


def test_ten_reviewers_at_once(tmp_path: Path) -> None:
    found = load.measure(str(tmp_path / "load.db"), World(60), 10, 5.0, 0.05)
    assert found["said"] == []
    assert found["lost"] == 0
    assert found["acknowledged"] >= 5
    assert found["pages"] >= 5
    assert not load.failures(found, {"errors": 0, "lost": 0})


def test_a_lost_decision_is_noticed(tmp_path: Path) -> None:
    where, world = str(tmp_path / "load.db"), World(5)
    load.team(where, world, 1)
    with open_record(where) as record:
        claim = Reviews(record).queue(limit=1)[0].claim
    one = load.Reviewer("Reviewer 1", httpx.Client(), random.Random(1), world)
    one.taken.append(load.Taken(claim.id, 1))
    assert load.lost(where, [one]) == one.taken


@pytest.mark.parametrize(("name", "value"), [("errors", 1), ("lost", 1), ("decision_ms", 5000.0), ("acknowledged", 0)])
def test_floors(name: str, value: float) -> None:
    found = {"errors": 0, "lost": 0, "decision_ms": 10.0, "page_ms": 10.0, "acknowledged": 9}
    floors = {"errors": 0.0, "lost": 0.0, "decision_ms": 1000.0, "page_ms": 2000.0}
    assert not load.failures(found, floors)
    assert len(load.failures({**found, name: value}, floors)) == 1

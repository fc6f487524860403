"""Undo and redo over judgements on claims and on who is who, in the order in which they were made."""

from __future__ import annotations

from pathlib import Path

from onrecord import judging, reviewing
from onrecord.record import Verdict, open_record
from onrecord.record.reviews import Reviews
from onrecord.registering import renew
from tests.record import samples
from tests.record.test_store import fill_all


def test_undo_goes_back_over_claims_and_actors(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        fill_all(record)
        renew(record)
        actors = record.actors()
        claim = samples.coding().positions[0]
        Reviews(record).judge(claim, Verdict.WRONG, "kim", of=claim.id)
        reviewing.judge_same(record, "orla", "rivermouth", "kim")
        merged = record.actors()
        assert len(merged) == len(actors) - 1
        for _ in range(2):
            step = judging.undo(record, "kim")
            assert step is not None
            assert step.judgements[0].target_kind == "actor"
            assert record.actors() == actors
            assert len(record.positions()) == 1
            assert judging.undo(record, "kim") is not None
            assert len(record.positions()) == 2
            assert judging.undo(record, "kim") is None
            assert judging.redo(record, "kim") is not None
            assert len(record.positions()) == 1
            assert judging.redo(record, "kim") is not None
            assert record.actors() == merged
            assert judging.redo(record, "kim") is None


def test_a_merge_ends_what_can_be_redone(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        fill_all(record)
        renew(record)
        claim = samples.coding().positions[0]
        Reviews(record).judge(claim, Verdict.WRONG, "kim", of=claim.id)
        judging.undo(record, "kim")
        reviewing.judge_same(record, "orla", "rivermouth", "kim")
        assert judging.redo(record, "kim") is None

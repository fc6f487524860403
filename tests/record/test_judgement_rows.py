from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onrecord.record import Judgement, Record, Verdict

from . import samples
from .test_store import fill_all


def test_judgements_are_rows_of_their_own(record: Record) -> None:
    moment = datetime(2031, 5, 4, 12, 30, tzinfo=UTC)
    plain = record.add_judgement(Judgement("position", "a1-p1", Verdict.RIGHT, "kim"))
    fixed = Judgement("position", "a1-p1", Verdict.CORRECTED, "bo", field="stance", value='"opposes"', at=moment)
    held = record.add_judgement(fixed)
    assert plain.id is not None
    assert plain.at is not None
    assert held.at == moment
    assert record.judgements() == (plain, held)
    assert record.judgements(target_kind="position", target_id="a1-p1") == (plain, held)
    assert record.judgements(target_kind="statement") == ()
    assert record.judgements(target_id="a1-p2") == ()


def test_a_withdrawn_judgement_stays_but_does_not_stand(record: Record) -> None:
    held = record.add_judgement(Judgement("actor", "orla", Verdict.UNSURE, "kim"))
    assert held.id is not None
    record.withdraw_judgement(held.id)
    assert record.judgements() == ()
    (kept,) = record.judgements(withdrawn=True)
    assert kept.withdrawn_at is not None
    with pytest.raises(ValueError, match="no judgement"):
        record.withdraw_judgement(held.id)


def test_no_machine_touches_a_judgement(record: Record) -> None:
    fill_all(record)
    held = record.add_judgement(Judgement("position", "a1-p1", Verdict.WRONG, "kim"))
    record.save_article(samples.article(), samples.reading(version="r2"), samples.resolution())
    record.save_coding("c1", "k2", samples.coding())
    record.save_codebook(samples.codebook("c2"))
    assert record.judgements() == (held,)

"""What was fitted to judgements is kept, one at most is in use, and the log knows of it."""

from __future__ import annotations

from onrecord.record import Record, Verdict
from onrecord.record.audit_rows import read_audit
from onrecord.record.reviews import Reviews
from onrecord.record.tunings import Tunings, judged_claims
from onrecord.record.values import State

from . import samples
from .test_store import fill_all


def test_one_at_most_is_in_use(record: Record) -> None:
    held = Tunings(record)
    assert held.standing() is None
    first = held.save({"accept": 0.2}, {"f1": 0.5}, base="b", by="Ida", used=True)
    idle = held.save({"accept": 0.9}, {"f1": 0.1}, base="b", by="Bo", used=False)
    assert held.standing() == first
    second = held.save({"accept": 0.3}, {"f1": 0.6}, base="b", by="Ida", used=True)
    assert held.standing() == second
    assert [(one.id, one.used) for one in held.all()] == [(first.id, False), (idle.id, False), (second.id, True)]
    assert (second.content, second.figures, second.person, second.base) == ({"accept": 0.3}, {"f1": 0.6}, "Ida", "b")
    assert len({one.version for one in held.all()}) == 3


def test_it_can_be_turned_off(record: Record) -> None:
    held = Tunings(record)
    assert held.turn_off("Ida") is None
    kept = held.save({}, {}, base="b", by="Ida", used=True)
    off = held.turn_off("Bo")
    assert off is not None
    assert off.version == kept.version
    assert held.standing() is None
    with record.reading() as connection:
        assert [(row.person, row.verb) for row in read_audit(connection)] == [("Ida", "tune"), ("Bo", "untune")]


def test_judged_claims_are_those_with_a_verdict(record: Record) -> None:
    assert judged_claims(record) == ()
    fill_all(record)
    reviews = Reviews(record)
    one, other = samples.coding().positions
    reviews.judge(one, Verdict.WRONG, "kim", of=one.id)
    reviews.judge(other, Verdict.UNSURE, "kim", of=other.id)
    assert [(judged.state, judged.basis) for judged in judged_claims(record)] == [(State.REJECTED, one)]

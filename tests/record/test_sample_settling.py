from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.errors import OnrecordError
from onrecord.record import Record
from onrecord.record.audit_rows import read_audit
from onrecord.record.reviews import Reviews
from onrecord.record.sample_values import Sample, SamplePlan, Unit
from onrecord.record.samples import Samples
from onrecord.types import Position, Scope, Span, Stance

from . import samples as built
from .test_store import fill_all

PAIR = ("Bo", "Kim")


@pytest.fixture
def samples(record: Record) -> Samples:
    fill_all(record)
    return Samples(record)


def drawn(samples: Samples, unit: Unit = Unit.ARTICLE) -> Sample:
    plan = SamplePlan(unit=unit, size=10, coders=PAIR)
    sample = samples.draw(unit.value, plan, by="Kim")
    return samples.open(sample.id, by="Kim")


def machine(number: int) -> Position:
    return built.coding().positions[number]


def standing(record: Record) -> dict[str, tuple[str, str, Stance]]:
    return {one.id: (one.option, one.actor, one.stance) for one in record.positions()}


def states(record: Record) -> dict[str, str | None]:
    return {view.id: view.state and view.state.value for view in Reviews(record).of_article("a1")}


def test_what_is_the_same_is_accepted(samples: Samples, record: Record) -> None:
    sample = drawn(samples)
    settled = [replace(machine(0), evidence=Span(26, 46)), machine(1)]
    samples.settle(sample.id, 0, settled, by="Kim")
    assert states(record) == {"a1-p2": "accepted", "a1-p1": "accepted"}
    assert record.positions()[0].evidence == Span(24, 46), "the words of the record stay where they were near enough"
    assert samples.sample(sample.id).settled == 1
    assert samples.items(sample.id)[0].settled_by == "Kim"


def test_what_differs_is_corrected_and_what_is_new_is_added(samples: Samples, record: Record) -> None:
    sample = drawn(samples)
    new = replace(
        machine(1), option="toll", actor="orla", evidence=Span(49, 59), stance=Stance.SUPPORTS, statement=None
    )
    samples.settle(sample.id, 0, [replace(machine(0), stance=Stance.RELUCTANT), machine(1), new], by="Kim")
    found = standing(record)
    assert found.pop("a1-p2") == ("toll", "orla", Stance.RELUCTANT)
    assert found.pop("a1-p1") == ("lorry-toll", "rivermouth", Stance.OPEN)
    assert list(found.values()) == [("toll", "orla", Stance.SUPPORTS)]
    assert sorted(map(str, states(record).values())) == ["accepted", "added", "changed"]
    (added,) = [one for one in record.positions() if one.id in found]
    assert added.date is not None, "it has the day of its article"


def test_what_nobody_found_in_the_article_is_rejected(samples: Samples, record: Record) -> None:
    sample = drawn(samples)
    samples.settle(sample.id, 0, [machine(1)], by="Kim")
    assert states(record) == {"a1-p2": "rejected", "a1-p1": "accepted"}
    samples.settle(sample.id, 0, [], by="Kim")
    assert record.positions() == ()


def test_a_statement_is_settled_without_the_rest_of_its_article(samples: Samples, record: Record) -> None:
    sample = drawn(samples, Unit.STATEMENT)
    item = next(item for item in samples.items(sample.id) if item.target == "a1-s2")
    samples.settle(sample.id, item.ordinal, [], by="Kim")
    assert states(record) == {"a1-p2": "rejected", "a1-p1": None}


def test_the_passage_of_a_position_is_settled_whatever_was_wrong_in_it(samples: Samples, record: Record) -> None:
    sample = drawn(samples, Unit.POSITION)
    item = next(item for item in samples.items(sample.id) if item.target == "a1-p2")
    other = replace(machine(0), option="lorry-toll", actor="rivermouth", scope=Scope.GENERAL)
    samples.settle(sample.id, item.ordinal, [other], by="Kim")
    assert standing(record)["a1-p2"] == ("lorry-toll", "rivermouth", Stance.OPPOSES)
    assert states(record) == {"a1-p2": "changed", "a1-p1": None}


def test_it_can_be_settled_anew_and_undone(samples: Samples, record: Record) -> None:
    sample = drawn(samples)
    samples.settle(sample.id, 0, [machine(0), machine(1)], by="Kim")
    samples.settle(sample.id, 0, [replace(machine(0), stance=Stance.OPEN), machine(1)], by="Bo")
    assert standing(record)["a1-p2"][2] is Stance.OPEN
    assert samples.items(sample.id)[0].settled_by == "Bo"
    assert all(one.settles == sample.id for one in record.judgements())


def test_nothing_is_settled_before_it_may_be_compared(samples: Samples, record: Record) -> None:
    sample = samples.draw("one", SamplePlan(size=1, coders=PAIR), by="Kim")
    with pytest.raises(OnrecordError, match="all have finished"):
        samples.settle(sample.id, 0, [], by="Kim")
    assert len(record.positions()) == 2


def test_a_claim_that_can_not_be_settles_nothing(samples: Samples, record: Record) -> None:
    sample = drawn(samples)
    wrong = replace(machine(1), actor="nobody at all", option="toll")
    with pytest.raises(OnrecordError, match="no actor"):
        samples.settle(sample.id, 0, [machine(0), wrong], by="Kim")
    assert states(record) == {"a1-p2": None, "a1-p1": None}
    assert samples.sample(sample.id).settled == 0
    with pytest.raises(OnrecordError, match="no item"):
        samples.settle(sample.id, 7, [], by="Kim")


def test_undo_in_a_sample_is_of_the_sample_and_ends_with_it(samples: Samples, record: Record) -> None:
    sample = samples.draw("one", SamplePlan(size=1, coders=PAIR), by="Kim")
    assert not samples.undo(sample.id, "Bo")
    coded = samples.code(sample.id, 0, "Bo", machine(0))
    changed = samples.code(sample.id, 0, "Bo", replace(machine(0), stance=Stance.OPEN), of=coded.id)
    assert changed.id == coded.id
    assert _stances(samples, sample.id) == [Stance.OPEN]
    assert samples.undo(sample.id, "Bo")
    assert _stances(samples, sample.id) == [Stance.OPPOSES]
    assert samples.undo(sample.id, "Bo")
    assert _stances(samples, sample.id) == []
    assert samples.undo(sample.id, "Bo", redo=True)
    assert _stances(samples, sample.id) == [Stance.OPPOSES]
    samples.open(sample.id, by="Kim")
    with pytest.raises(OnrecordError, match="stands"):
        samples.undo(sample.id, "Bo")
    with pytest.raises(OnrecordError, match="stands"):
        samples.code(sample.id, 0, "Bo", machine(0), of=coded.id)
    assert _stances(samples, sample.id) == [Stance.OPPOSES]


def _stances(samples: Samples, number: int) -> list[Stance]:
    work = samples.work(number, "Bo")
    assert work is not None
    return [one.claim.stance for one in work.coded]


def test_the_log_does_not_tell_what_was_coded(samples: Samples, record: Record) -> None:
    sample = samples.draw("one", SamplePlan(size=1, coders=PAIR), by="Kim")
    samples.code(sample.id, 0, "Bo", machine(0), remark="a secret remark")
    with record.reading() as connection:
        told = " ".join(row.detail for row in read_audit(connection))
    for word in ("opposes", "orla", "toll", "secret remark"):
        assert word not in told

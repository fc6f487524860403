"""Judgements on statements, and what becomes of the positions that rest on them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.errors import Stale
from onrecord.record import Record, Verdict
from onrecord.record.reviews import Reviews
from onrecord.record.values import Disagreement, State
from onrecord.types import Provenance, Resolution, Span, Statement, StatementKind

from . import samples
from .test_store import fill_all


@pytest.fixture
def reviews(record: Record) -> Reviews:
    fill_all(record)
    return Reviews(record)


def direct() -> Statement:
    return samples.statements()[0]


def reread(record: Record, *statements: Statement) -> None:
    made = samples.resolution()
    record.save_article(
        samples.article(), samples.reading(version="r2"), Resolution(statements, made.mentions, made.actors)
    )


def test_a_changed_statement_stands_in_place_of_the_machines(record: Record, reviews: Reviews) -> None:
    meant = replace(direct(), kind=StatementKind.INDIRECT, actor="rivermouth", content=(Span(24, 33),))
    done = reviews.judge_statement(meant, Verdict.CORRECTED, "kim", of="a1-s2")
    assert done.state is State.CHANGED
    first, second = record.statements("a1")
    assert first == replace(meant, text="No toll o", provenance=Provenance("reviewer", "kim"))
    assert second == samples.statements()[1]
    assert record.statements("a1", as_read=True) == samples.statements()
    assert record.material("a1").resolution == samples.resolution(), "what the machine goes on with is its own"
    assert [one.id for one in record.statements_of_actors(["rivermouth"])] == ["a1-s2"]
    assert record.statements_of_actors(["orla"]) == ()


def test_a_rejected_statement_is_gone_and_its_position_rests_on_nothing(record: Record, reviews: Reviews) -> None:
    reviews.judge_statement(direct(), Verdict.WRONG, "kim", of="a1-s2")
    assert [one.id for one in record.statements()] == ["a1-s1"]
    assert [one.statement for one in record.positions()] == [None, None]
    view = reviews.claim("a1-p2")
    assert view is not None
    assert view.claim.statement is None
    reviews.undo("kim")
    assert record.statements() == samples.statements()
    assert record.positions() == samples.coding().positions


def test_a_missed_statement_is_added_and_carries_a_position(record: Record, reviews: Reviews) -> None:
    missed = replace(direct(), id="", content=(Span(60, 70), Span(71, 89)), cue=(), source=(Span(49, 59),), text="")
    added = reviews.judge_statement(replace(missed, actor="rivermouth", holder=None), Verdict.CORRECTED, "kim")
    assert added.state is State.ADDED
    assert added.claim.text == f"{samples.TEXT[60:70]} … {samples.TEXT[71:89]}"
    assert added.claim in record.statements("a1")
    position = replace(samples.coding().positions[1], id="", option="toll", statement=added.id)
    done = reviews.judge(position, Verdict.CORRECTED, "kim")
    assert record.positions()[-1].statement == added.id
    reread(record, *samples.statements())
    assert added.claim in record.statements("a1")
    assert [one.statement for one in record.positions() if one.id == done.id] == [added.id]


def test_a_rereading_overrides_nothing_and_shows_where_it_differs(record: Record, reviews: Reviews) -> None:
    reviews.judge_statement(direct(), Verdict.RIGHT, "kim", of="a1-s2")
    anew = replace(direct(), id="anew", content=(Span(24, 46),), text="x", utterance=None)
    reread(record, anew, samples.statements()[1])
    found = {one.id: one for one in record.statements()}
    assert set(found) == {"a1-s2", "a1-s1"}
    assert found["a1-s2"].content == direct().content
    view = reviews.statement("anew")
    assert view is not None
    assert (view.id, view.disagreement) == ("a1-s2", None)
    reread(record, replace(anew, actor="rivermouth"))
    assert reviews.statements_of_article("a1")[0].disagreement is Disagreement.OTHER
    reread(record)
    (gone,) = reviews.statements_of_article("a1")
    assert gone.disagreement is Disagreement.GONE
    assert [one.id for one in record.statements()] == ["a1-s2"]


def test_positions_coded_anew_rest_on_the_statement_as_judged(record: Record, reviews: Reviews) -> None:
    reviews.judge_statement(replace(direct(), kind=StatementKind.MIXED), Verdict.CORRECTED, "kim", of="a1-s2")
    position = reviews.judge(samples.coding().positions[0], Verdict.RIGHT, "kim", of="a1-p2")
    anew = replace(direct(), id="anew")
    reread(record, anew)
    coding = samples.coding()
    coded = tuple(replace(one, statement="anew") for one in coding.positions)
    record.save_coding("c1", "k2", replace(coding, positions=coded))
    assert position.claim.statement == "a1-s2"
    assert [one.statement for one in record.positions()] == ["a1-s2", "a1-s2"]


def test_two_who_edit_one_statement(reviews: Reviews) -> None:
    done = reviews.judge_statement(replace(direct(), cue=()), Verdict.CORRECTED, "kim", of="a1-s2")
    with pytest.raises(Stale) as caught:
        reviews.judge_statement(replace(direct(), actor=None), Verdict.CORRECTED, "bo", of="a1-s2")
    assert (caught.value.who, caught.value.version) == ("kim", done.version)


def test_a_statement_needs_words(reviews: Reviews) -> None:
    with pytest.raises(ValueError, match="needs content"):
        reviews.judge_statement(replace(direct(), content=()), Verdict.CORRECTED, "kim", of="a1-s2")
    with pytest.raises(ValueError, match="no place"):
        reviews.judge_statement(replace(direct(), cue=(Span(0, 999),)), Verdict.CORRECTED, "kim", of="a1-s2")

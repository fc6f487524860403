"""The light rows of maps are the effective positions, on both databases."""

from __future__ import annotations

from dataclasses import replace

from onrecord.record import Record
from onrecord.record.board_rows import article_heads, board_revision, board_rows, board_rows_since, relations_with
from onrecord.record.reviews import Reviews
from onrecord.record.values import Verdict
from onrecord.types import Position, Stance
from tests.web import serving
from tests.web.debate import DEBATE


def light(position: Position) -> tuple[object, ...]:
    day = (position.date.first.toordinal(), position.date.last.toordinal()) if position.date else (0, 0)
    words = (position.condition.kind.value, position.condition.text) if position.condition else (None, None)
    place = position.evidence.begin, position.evidence.end
    return (position.id, position.article, position.option, position.actor, position.stance.value, *day, *place, *words)


def rows_of(record: Record) -> set[tuple[object, ...]]:
    _, rows = board_rows(record)
    return {
        (r.id, r.article, r.option, r.actor, r.stance, r.first, r.last, r.begin, r.end, r.string, r.words) for r in rows
    }


def test_rows_are_the_effective_positions(record: Record) -> None:
    assert rows_of(record) == set()
    serving.fill(record)
    assert rows_of(record) == {light(one) for one in record.positions()}
    claims = [one for one in record.positions() if one.article == "a1"]
    Reviews(record).judge(replace(claims[0], stance=Stance.UNDECIDED), Verdict.CORRECTED, "Ada", of=claims[0].id)
    Reviews(record).judge(claims[1], Verdict.WRONG, "Ada", of=claims[1].id)
    assert rows_of(record) == {light(one) for one in record.positions()}
    states = {row.id: row.state for row in board_rows(record)[1]}
    assert "changed" in states.values()
    assert claims[1].id not in states


def test_only_what_was_judged_is_read_again(record: Record) -> None:
    serving.fill(record)
    base, turn = board_revision(record)
    claim = next(one for one in record.positions() if one.article == "a1")
    assert board_rows_since(record, turn)[1:] == ([], [])
    Reviews(record).judge(claim, Verdict.RIGHT, "Ada", of=claim.id)
    (after, later), changed, rows = board_rows_since(record, turn)
    assert (after, changed) == (base, ["a1"])
    assert later > turn
    assert {row.article for row in rows} == {"a1"}
    assert len(rows) == len([one for one in record.positions() if one.article == "a1"])
    record.save_codebook(replace(DEBATE.codebook, version="another"))
    assert board_revision(record)[0] != base


def test_heads_and_relations(record: Record) -> None:
    serving.fill(record)
    assert [head.id for head in article_heads(record)] == [article.id for article in record.articles()]
    for actor in ("varga", "norland", "nobody"):
        wanted = {one.id for one in record.relations() if actor in (one.actor, one.toward)}
        assert {one.id for one in relations_with(record, actor)} == wanted

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Select, Table, select

from onrecord.errors import InputError
from onrecord.record import Record
from onrecord.record.schema import metadata
from onrecord.types import Coding, Failure, Position, Resolution

from . import samples


def rows(record: Record) -> dict[str, list[Any]]:
    """Everything that the record holds, row by row."""
    with record.reading() as connection:
        tables = metadata.tables.items()
        return {name: sorted(map(repr, connection.execute(_unnumbered(table)))) for name, table in tables}


def _unnumbered(table: Table) -> Select[Any]:
    """All but the number of a row, which is another one where the row was written again."""
    return select(*(column for column in table.c if column.name != "number" or table.name == "articles"))


def fill(record: Record, number: int = 1) -> None:
    """An article with a register in which every sighted actor is one of its own."""
    record.save_article(samples.article(number), samples.reading(number), samples.resolution(number))
    new = set(samples.resolution(number).actors) - set(record.actors())
    if new:
        record.save_changes(new, {}, ())


def fill_all(record: Record, number: int = 1) -> None:
    fill(record, number)
    record.save_codebook(samples.codebook())
    record.save_coding("c1", "k1", samples.coding(number))


def test_an_article_comes_back_as_it_was_written(record: Record) -> None:
    fill(record)
    material = record.material("a1")
    assert material.article == samples.article()
    assert material.reading == samples.reading()
    assert material.resolution == samples.resolution()
    assert record.article("a1") == samples.article()


def test_unknown_ids_give_nothing(record: Record) -> None:
    assert record.article("a1") is None
    with pytest.raises(KeyError, match="a1"):
        record.material("a1")
    assert record.uncoded("c1", "k1") == ()
    assert record.statements("a1") == ()
    assert record.positions() == ()
    assert record.relations() == ()
    assert record.shifts() == ()
    assert record.current_codebook() is None
    assert not record.has_article("a1", "r1")
    assert not record.has_coding("a1", "c1", "k1")


def test_an_article_is_had_by_the_reader_that_read_it(record: Record) -> None:
    fill(record)
    assert record.has_article("a1", "r1")
    assert not record.has_article("a1", "r2")


def test_a_coding_comes_back_as_it_was_written(record: Record) -> None:
    fill_all(record)
    coding = samples.coding()
    assert record.positions() == coding.positions
    assert record.relations() == coding.relations
    assert record.shifts() == coding.shifts
    assert record.has_coding("a1", "c1", "k1")
    assert not record.has_coding("a1", "c1", "k2")
    assert not record.has_coding("a1", "c2", "k1")


def test_the_sample_position_uses_every_field() -> None:
    full, plain = samples.coding().positions
    for field in fields(Position):
        if field.name != "article":
            assert getattr(full, field.name) != getattr(plain, field.name), field.name


def test_the_same_again_changes_no_row(record: Record) -> None:
    fill_all(record)
    record.save_failure(Failure("x.txt", "origins", "empty"))
    before = rows(record)
    fill_all(record)
    record.save_failure(Failure("x.txt", "origins", "empty"))
    assert rows(record) == before


def test_changed_text_is_another_article_and_the_old_one_stays(record: Record) -> None:
    fill(record)
    changed = replace(samples.article(2, text="Another text."), origin=samples.article().origin)
    record.save_article(changed, samples.reading(2), samples.resolution(2))
    assert [article.text for article in record.articles()] == [samples.TEXT, "Another text."]


def test_a_text_is_never_overwritten(record: Record) -> None:
    fill(record)
    with pytest.raises(ValueError, match="another text"):
        record.save_article(samples.article(1, text="Forged."), samples.reading(), samples.resolution())
    assert record.article("a1") == samples.article()


def test_details_learnt_later_are_filled_in_and_none_is_lost(record: Record) -> None:
    bare = replace(samples.article(), published=None, title=None)
    record.save_article(bare, samples.reading(), samples.resolution())
    later = replace(samples.article(), outlet=None)
    record.save_article(later, samples.reading(), samples.resolution())
    assert record.article("a1") == samples.article()


def test_a_newer_reading_replaces_the_machine_but_keeps_what_stands(record: Record) -> None:
    fill_all(record)
    statement, dropped = samples.statements()
    record.update_statements([replace(statement, utterance="u1")])
    newer = Resolution((statement,), samples.resolution().mentions[:1], (samples.orla(), samples.town()))
    record.save_article(samples.article(), samples.reading(version="r2"), newer)
    assert record.statements() == (replace(statement, utterance="u1"),)
    assert record.counts().mentions == 1
    assert record.has_article("a1", "r2")
    assert not record.has_coding("a1", "c1", "k1"), "positions rest on the reading before"
    assert record.positions() == samples.coding().positions, "and stay until they are coded anew"
    record.save_article(samples.article(), samples.reading(version="r3"), replace(newer, statements=(dropped,)))
    assert [position.statement for position in record.positions()] == [None, None]


def test_each_codebook_keeps_its_positions(record: Record) -> None:
    fill_all(record)
    record.save_codebook(samples.codebook("c2"))
    assert record.positions() == ()
    one = Coding("a1", samples.coding().positions[:1])
    record.save_coding("c2", "k1", one)
    assert record.positions() == one.positions
    assert record.positions("c1") == samples.coding().positions
    assert [codebook.version for codebook in record.codebooks()] == ["c1", "c2"]
    assert record.current_codebook() == samples.codebook("c2")
    record.save_codebook(samples.codebook("c1"))
    assert record.current_codebook() == samples.codebook("c1")
    assert record.codebooks() == (samples.codebook("c2"), samples.codebook("c1"))


def test_a_coding_replaces_the_one_before(record: Record) -> None:
    fill_all(record)
    record.save_coding("c1", "k2", Coding("a1"))
    assert (record.positions(), record.relations(), record.shifts()) == ((), (), ())
    assert record.has_coding("a1", "c1", "k2"), "an article without positions is coded, too"


def test_articles_wait_until_they_are_coded(record: Record) -> None:
    record.save_codebook(samples.codebook("c2"))
    fill_all(record, 2)
    fill(record, 1)
    assert record.uncoded("c1", "k1") == ("a1",)
    assert record.uncoded("c1", "k2") == ("a2", "a1")
    assert record.uncoded("c2", "k1") == ("a2", "a1")
    record.save_article(samples.article(2), samples.reading(2, version="r2"), samples.resolution(2))
    assert record.uncoded("c1", "k1") == ("a2", "a1")


def test_positions_are_narrowed(record: Record) -> None:
    fill_all(record, 1)
    fill(record, 2)
    record.save_coding("c1", "k1", samples.coding(2))
    names = {
        "all": [position.id for position in record.positions()],
        "actor": [position.id for position in record.positions(actor="orla")],
        "option": [position.id for position in record.positions(option="lorry-toll")],
        "article": [position.id for position in record.positions(article_id="a2")],
        "both": [position.id for position in record.positions(article_id="a2", actor="orla")],
    }
    assert names == {
        "all": ["a1-p2", "a1-p1", "a2-p2", "a2-p1"],
        "actor": ["a1-p2", "a2-p2"],
        "option": ["a1-p1", "a2-p1"],
        "article": ["a2-p2", "a2-p1"],
        "both": ["a2-p2"],
    }
    assert [relation.id for relation in record.relations(article_id="a2")] == ["a2-r1", "a2-r2"]
    assert [shift.id for shift in record.shifts(article_id="a1")] == ["a1-c1", "a1-c2"]


def test_statements_of_actors(record: Record) -> None:
    fill(record, 1)
    fill(record, 2)
    assert [statement.id for statement in record.statements()] == ["a1-s2", "a1-s1", "a2-s2", "a2-s1"]
    assert [statement.id for statement in record.statements_of_actors(["orla", "nobody"])] == ["a1-s2", "a2-s2"]
    assert record.statements_of_actors([]) == ()


def test_statements_take_utterance_and_day(record: Record) -> None:
    fill(record)
    first, second = samples.statements()
    changed = replace(second, utterance="u7", said_on=first.said_on)
    record.update_statements([replace(changed, actor="rivermouth")])  # who speaks stays as the article gives it
    assert record.statements() == (first, changed)
    with pytest.raises(ValueError, match="nowhere"):
        record.update_statements([replace(first, id="nowhere")])


def test_articles_are_read_in_batches_while_the_record_is_written(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.store._BATCH", 2)
    for number in (3, 1, 2, 5, 4):
        fill(record, number)
    record.save_codebook(samples.codebook())
    seen = []
    for article in record.articles():
        seen.append(article.id)
        record.save_coding("c1", "k1", Coding(article.id))
    assert seen == ["a3", "a1", "a2", "a5", "a4"]


def test_failures_are_kept_once(record: Record) -> None:
    failed = Failure("x.txt", "origins", "empty")
    skipped = Failure("y.txt", "origins", "in French", skipped=True)
    for failure in (failed, skipped, failed):
        record.save_failure(failure)
    assert record.failures() == (failed, skipped)
    counts = record.counts()
    assert (counts.failures, counts.skipped) == (1, 1)


def test_counts(record: Record) -> None:
    fill_all(record)
    counts = record.counts()
    assert (counts.articles, counts.statements, counts.mentions, counts.actors) == (1, 2, 3, 3)
    assert (counts.codebooks, counts.positions, counts.relations, counts.shifts) == (1, 2, 2, 2)
    record.save_codebook(samples.codebook("c2"))
    assert (record.counts().codebooks, record.counts().positions) == (2, 0)


# ---------------------------------------------------------------- what does not fit


def test_a_claim_needs_an_actor_that_is_held(record: Record) -> None:
    fill(record)
    record.save_codebook(samples.codebook())
    position = replace(samples.coding().positions[0], actor="ghost")
    with pytest.raises(ValueError, match="ghost"):
        record.save_coding("c1", "k1", Coding("a1", (position,)))


def test_the_actors_of_an_article_may_be_held_from_before(record: Record) -> None:
    fill(record, 1)
    record.save_article(samples.article(2), samples.reading(2), replace(samples.resolution(2), actors=()))
    stranger = replace(samples.statements(3)[0], actor="stranger")
    unknown = replace(samples.resolution(3), statements=(stranger,))
    with pytest.raises(ValueError, match="stranger"):
        record.save_article(samples.article(3), samples.reading(3), unknown)
    assert [article.id for article in record.articles()] == ["a1", "a2"]


def test_a_coding_needs_its_article_and_its_codebook(record: Record) -> None:
    record.save_codebook(samples.codebook())
    with pytest.raises(ValueError, match="no reading of the article a1"):
        record.save_coding("c1", "k1", samples.coding())
    fill(record)
    with pytest.raises(ValueError, match="no codebook c9"):
        record.save_coding("c9", "k1", samples.coding())
    with pytest.raises(ValueError, match="another article"):
        record.save_coding("c1", "k1", replace(samples.coding(), article="a1", positions=samples.coding(2).positions))


def test_parts_of_two_articles_are_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="not of the article a1"):
        record.save_article(samples.article(1), samples.reading(2), samples.resolution(1))
    with pytest.raises(ValueError, match="not of the article a1"):
        record.save_article(samples.article(1), samples.reading(1), samples.resolution(2))
    assert record.counts().articles == 0


def test_an_id_given_twice_is_refused_and_nothing_is_written(record: Record) -> None:
    statement = samples.statements()[0]
    twice = replace(samples.resolution(), statements=(statement, statement))
    with pytest.raises(ValueError, match="do not fit"):
        record.save_article(samples.article(), samples.reading(), twice)
    assert record.counts().articles == 0
    assert record.counts().actors == 0


def test_a_transaction_is_all_or_nothing(record: Record) -> None:
    def interrupted() -> None:
        with record.transaction():
            fill(record, 1)
            assert record.has_article("a1", "r1"), "a transaction sees its own writes"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert record.counts().articles == 0


def test_a_refused_article_leaves_the_rest_of_its_transaction(record: Record) -> None:
    with record.transaction():
        fill(record, 1)
        statement = samples.statements(2)[0]
        with pytest.raises(ValueError, match="do not fit"):
            record.save_article(
                samples.article(2),
                samples.reading(2),
                replace(samples.resolution(2), statements=(statement, statement)),
            )
        fill(record, 3)
    assert [article.id for article in record.articles()] == ["a1", "a3"]
    assert {statement.article for statement in record.statements()} == {"a1", "a3"}


def test_text_that_no_database_can_hold_is_refused(record: Record) -> None:
    with pytest.raises(InputError, match="half a character"):
        record.save_article(samples.article(text="half a pair \ud83c"), samples.reading(), samples.resolution())
    assert record.counts().articles == 0


def test_dates_far_back(record: Record) -> None:
    old = samples.article(published=date(1648, 10, 24))
    record.save_article(old, samples.reading(), samples.resolution())
    assert record.article("a1") == old

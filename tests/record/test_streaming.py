"""Articles one after another with what was found in them."""

from dataclasses import replace

import pytest

from onrecord.record import Record, streaming
from onrecord.record.streaming import chapters
from onrecord.types import Coding
from tests.record.samples import article, codebook, coding, reading, resolution


def fill(record: Record, many: int) -> None:
    record.save_codebook(codebook())
    for number in range(1, many + 1):
        record.save_article(article(number), reading(number), resolution(number))
        record.save_coding(codebook().version, "c1", coding(number))


def test_all_that_a_record_gives_in_one_piece(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "_BATCH", 2)
    fill(record, 5)
    found = list(chapters(record, ("text", "statements", "positions", "suggestions", "relations")))
    assert [chapter.article for chapter in found] == list(record.articles())
    assert tuple(one for chapter in found for one in chapter.statements) == record.statements()
    assert tuple(one for chapter in found for one in chapter.positions) == record.positions()
    assert tuple(one for chapter in found for one in chapter.suggestions) == record.positions(suggested=True)
    assert tuple(one for chapter in found for one in chapter.relations) == record.relations()
    assert record.positions()
    assert record.statements()


def test_only_what_is_asked_for(record: Record) -> None:
    fill(record, 2)
    found = list(chapters(record, ("statements",)))
    assert [chapter.article for chapter in found] == [replace(one, text="") for one in record.articles()]
    assert all(chapter.statements and not chapter.positions and not chapter.relations for chapter in found)


def test_a_record_without_a_codebook_and_an_empty_one(record: Record) -> None:
    assert list(chapters(record, ("positions",))) == []
    record.save_article(article(), reading(), resolution())
    (chapter,) = chapters(record, ("positions", "relations", "suggestions"))
    assert (chapter.positions, chapter.relations, chapter.suggestions) == ((), (), ())


def test_another_codebook_has_its_own_positions(record: Record) -> None:
    fill(record, 1)
    second = replace(codebook(), version="v2")
    record.save_codebook(second)
    record.save_coding("v2", "c1", Coding("a1"))
    (now,) = chapters(record, ("positions",))
    (before,) = chapters(record, ("positions",), codebook_version=codebook().version)
    assert now.positions == ()
    assert before.positions == record.positions(codebook().version)


def test_the_record_may_be_written_meanwhile(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "_BATCH", 1)
    fill(record, 2)
    stream = chapters(record, ("statements",))
    next(stream)
    record.save_article(article(3), reading(3), resolution(3))
    assert [chapter.article.id for chapter in stream] == ["a2", "a3"]


def test_a_part_that_there_is_not(record: Record) -> None:
    with pytest.raises(ValueError, match="dreams"):
        next(chapters(record, ("dreams",)))

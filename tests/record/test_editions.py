"""Codebooks as they came one after the other, with who brought them and their files."""

from __future__ import annotations

from dataclasses import replace

from onrecord.record import Record, Verdict
from onrecord.record.audit_rows import read_audit
from onrecord.record.editions import Editions, judged_by_option
from onrecord.record.reviews import Reviews

from . import samples
from .test_store import fill_all


def test_who_saved_what_when_and_how(record: Record) -> None:
    fill_all(record)
    held, first = Editions(record), record.current_codebook()
    assert first is not None
    assert [(one.codebook, one.person, one.text) for one in held.all()] == [(first, None, None)]
    second = replace(first, version="c2", source="page")
    held.save(second, by="Ida", how="edited as YAML", text="# why\n")
    held.save(first, by="Bo", how="brought back")
    assert record.current_codebook() == first
    told = [(one.codebook.version, one.person, one.how) for one in held.all()]
    assert told == [
        (first.version, "Bo", "brought back"),
        ("c2", "Ida", "edited as YAML"),
        (first.version, None, "first read with"),
    ]
    assert (held.text_of("c2"), held.text_of(first.version), held.text_of("none")) == ("# why\n", None, None)
    with record.reading() as connection:
        assert [(row.person, row.verb) for row in read_audit(connection)] == [("Ida", "codebook"), ("Bo", "codebook")]


def test_the_last_text_of_a_version_is_its_text(record: Record) -> None:
    fill_all(record)
    held, book = Editions(record), record.current_codebook()
    assert book is not None
    for text in ("# one\n", "# two\n"):
        held.save(book, by="Ida", how="edited as YAML", text=text)
    held.save(book, by="Ida", how="brought back")
    assert held.text_of(book.version) == "# two\n"


def test_judgements_are_counted_by_option_also_where_it_is_gone(record: Record) -> None:
    fill_all(record)
    one = samples.coding().positions[0]
    Reviews(record).judge(one, Verdict.RIGHT, "kim", of=one.id)
    book = record.current_codebook()
    assert book is not None
    Editions(record).save(replace(book, options=book.options[:0], version="c9"), by="Ida", how="edited in the form")
    assert judged_by_option(record) == {one.option: 1}

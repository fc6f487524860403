from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from onrecord.record import codec
from onrecord.types import Codebook, DateInterval, Option, Passage, Span, Word

from . import samples

spans = some.lists(some.tuples(some.integers(0, 10**7), some.integers(0, 10**7)).map(lambda pair: Span(*pair)))


@settings(deadline=None, max_examples=50)
@given(spans)
def test_spans_come_back(places: list[Span]) -> None:
    assert codec.spans_of(codec.spans_text(tuple(places))) == tuple(places)


def test_spans_are_plain_json() -> None:
    assert codec.spans_text((Span(0, 5), Span(7, 9))) == "[[0,5],[7,9]]"
    assert codec.spans_text(()) == "[]"


@settings(deadline=None, max_examples=50)
@given(spans)
def test_places_of_a_reading_come_back_in_whatever_order(places: list[Span]) -> None:
    words = tuple(Word(place, "NOUN") for place in places)
    reading = replace(samples.reading(), words=words, sentences=tuple(places))
    assert codec.reading_of(reading.article, codec.reading_bytes(reading), reading.provenance) == reading


def test_a_reading_is_small() -> None:
    words = tuple(Word(Span(6 * place, 6 * place + 5), ("NOUN", "VERB", "DET")[place % 3]) for place in range(1000))
    reading = replace(samples.reading(), words=words)
    assert len(codec.reading_bytes(reading)) < 2000, "a thousand words written out are more than 20,000 bytes"


@pytest.mark.parametrize("interval", [None, DateInterval(date(2031, 1, 2), date(2031, 1, 3))])
def test_intervals_come_back(interval: DateInterval | None) -> None:
    assert codec.interval_of(*codec.interval_columns(interval)) == interval


@pytest.mark.parametrize("passage", [None, Passage("", ()), Passage("for fear", (Span(1, 9),))])
def test_passages_come_back(passage: Passage | None) -> None:
    assert codec.passage_of(*codec.passage_columns(passage)) == passage


def test_codebooks_come_back() -> None:
    assert codec.options_of(codec.codebook_text(samples.codebook())) == samples.codebook().options


def test_oppositions_come_back_and_old_codebooks_are_read() -> None:
    one, other = Option("a", "x", "A", opposed=("b",)), Option("b", "x", "B", opposed=("a",))
    book = Codebook((one, other, Option("c", "x", "C")), "1")
    text = codec.codebook_text(book)
    assert codec.options_of(text) == book.options
    assert text.count("opposed") == 2, "who says nothing of it is written as before"

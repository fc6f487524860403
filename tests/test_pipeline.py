"""The story on hand-built pieces; what the encoders see in real text is tested from the command line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.pipeline import CHUNK, CHUNK_CHARACTERS, chunks, fill
from onrecord.positions import Coder
from onrecord.reading import Pairs, Reader, Vectors
from onrecord.record import Record, open_record
from onrecord.record.revisions import is_waiting
from onrecord.types import (
    Article,
    ArticleMaterial,
    Block,
    Codebook,
    Coding,
    Failure,
    Option,
    Part,
    Provenance,
    Reading,
    Span,
)

BOOK = Codebook((Option("bridge", "The river", "A bridge"),), "1")


def article(name: str, text: str = "A bridge is built.") -> Article:
    return Article(id=name, text=text, origin=f"{name}.txt", language="en")


class PlainReader:
    """Sees blocks and nothing else; breaks where the text says so."""

    def read(self, articles: Sequence[Article]) -> Iterator[Reading]:
        for one in articles:
            if "break the reader" in one.text:
                raise RuntimeError("broken")
            whole = Span(0, len(one.text))
            yield Reading(one.id, (Block(whole, Part.BODY),), (whole,), (), (), (), Provenance("plain", "w1"))


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setattr(Reader, "load", lambda threads=None, folder=None: PlainReader())
    monkeypatch.setattr(Vectors, "load", lambda threads=None: lambda texts: [[1.0] for _ in texts])
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def code_nothing(self: Coder, material: ArticleMaterial) -> Coding:
    return Coding(material.article.id)


def test_chunks_are_bounded_in_number_and_in_characters() -> None:
    short = [article(str(number), "x") for number in range(CHUNK + 1)]
    assert [len(chunk) for chunk in chunks(short)] == [CHUNK, 1]
    long = [article(str(number), "x" * CHUNK_CHARACTERS) for number in range(3)]
    mixed: list[Article | Failure] = [*long, Failure("a", "origins", "b")]
    assert [len(chunk) for chunk in chunks(mixed)] == [1, 1, 2]
    assert list(chunks([])) == []


def test_one_article_that_breaks_the_reader_costs_only_itself(record: Record) -> None:
    summary = fill(record, [article("a"), article("b", "break the reader"), article("c")])
    assert (summary.read, [failure.origin for failure in summary.failed]) == (2, ["b.txt"])
    assert [failure.stage for failure in record.failures()] == ["reading"]
    assert [one.id for one in record.articles()] == ["a", "c"]


def test_another_release_reads_and_codes_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Coder, "code", code_nothing)
    assert (fill(record, [article("a")], codebook=BOOK).read, fill(record, [article("a")]).known) == (1, 1)
    monkeypatch.setattr(pipeline, "__version__", "99.0")
    summary = fill(record, [article("a")], codebook=BOOK)
    assert (summary.read, summary.known, summary.coded) == (1, 0, 1)


def test_an_article_that_breaks_the_coder_fails_until_it_is_coded(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Coder, material: ArticleMaterial) -> Coding:
        raise RuntimeError("broken")

    monkeypatch.setattr(Coder, "code", broken)
    summary = fill(record, [article("a")], codebook=BOOK)
    assert (summary.coded, [failure.stage for failure in summary.failed]) == (0, ["positions"])
    monkeypatch.setattr(Coder, "code", code_nothing)
    summary = fill(record, [article("a")], codebook=BOOK)
    assert (summary.coded, summary.failed, record.failures()) == (1, (), ())


def test_ctrl_c_while_coding_keeps_what_was_coded(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Coder, material: ArticleMaterial) -> Coding:
        if material.article.id == "b":
            raise KeyboardInterrupt
        return Coding(material.article.id)

    monkeypatch.setattr(Coder, "code", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fill(record, [article("a"), article("b"), article("c")], codebook=BOOK)
    monkeypatch.setattr(Coder, "code", code_nothing)
    assert fill(record, [article("a"), article("b"), article("c")]).coded == 2


def test_what_failed_is_settled_when_it_is_read(record: Record) -> None:
    fill(record, [Failure("a.txt", "origins", "empty"), Failure("z.txt", "origins", "empty")])
    fill(record, [article("a")])
    assert [failure.origin for failure in record.failures()] == ["z.txt"]


def test_details_given_later_are_taken_over(record: Record) -> None:
    fill(record, [article("a")])
    named = Article(id="a", text="A bridge is built.", origin="./a.txt", outlet="Post")
    assert fill(record, [named]).read == 1
    assert fill(record, [article("a")]).known == 1
    assert [(one.origin, one.outlet, one.language) for one in record.articles()] == [("a.txt", "Post", "en")]


def test_after_a_reading_the_queue_is_ready(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Coder, "code", code_nothing)
    monkeypatch.setattr(Pairs, "load", lambda threads=None: None)
    fill(record, [article("a")], codebook=BOOK)
    with record.reading() as connection:
        assert not is_waiting(connection)

"""What is read to its end is passed over, what failed is tried again, and a killed run goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from onrecord import writing
from onrecord.origins.gathering import Rules, gather
from onrecord.pipeline import Progress, Summary, fill, take_in
from onrecord.reading import Reader, Vectors
from onrecord.record import Record, open_record
from onrecord.record.intake import Intake
from onrecord.stages import Made
from onrecord.types import Article, ArticleMaterial, Block, Failure, Part, Provenance, Reading, Resolution, Span

TEXT = "The mayor of Rivermouth has seen the old bridge on Monday, and the lorries that stand on it."


class PlainReader:
    """Sees blocks and nothing else; breaks where the text says so."""

    broken = "break the reader"

    def read(self, articles: Sequence[Article]) -> Iterator[Reading]:
        for one in articles:
            if self.broken in one.text:
                raise RuntimeError("broken")
            yield reading(one)


def reading(article: Article) -> Reading:
    whole = Span(0, len(article.text))
    return Reading(article.id, (Block(whole, Part.BODY),), (whole,), (), (), (), Provenance("plain", "w1"))


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setattr(Reader, "load", lambda threads=None, folder=None: PlainReader())
    monkeypatch.setattr(Vectors, "load", lambda threads=None: lambda texts: [[1.0] for _ in texts])
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def read(record: Record, path: Path, steps: list[Progress] | None = None) -> Summary:
    rules = Rules("1", Intake(record).counts_of)
    return fill(record, gather([path]).under(rules), report=(steps if steps is not None else []).append)


def table(path: Path, texts: Sequence[str]) -> Path:
    path.write_text("".join(json.dumps({"text": text, "language": "en"}) + "\n" for text in texts), encoding="utf-8")
    return path


def test_a_file_is_passed_over_and_its_failures_are_told_again(record: Record, tmp_path: Path) -> None:
    file = table(tmp_path / "a.jsonl", [f"{n}. {TEXT}" for n in range(3)])
    file.write_text(file.read_text() + "{torn\n", encoding="utf-8")
    first = read(record, file)
    assert (first.read, first.known, len(first.failed)) == (3, 0, 1)
    again = read(record, file)
    assert (again.read, again.known, again.failed) == (0, 3, first.failed)
    table(file, [f"{n}. {TEXT}" for n in range(4)])
    changed = read(record, file)
    assert (changed.read, changed.known, changed.failed) == (1, 3, ())


def test_a_file_in_which_a_reading_failed_is_tried_again(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table(tmp_path / "a.jsonl", [TEXT, f"break the reader. {TEXT}"])
    assert len(read(record, file).failed) == 1
    monkeypatch.setattr(PlainReader, "broken", "nothing")
    healed = read(record, file)
    assert (healed.read, healed.known, healed.failed, record.failures()) == (1, 1, (), ())


def test_the_share_of_the_input_grows(record: Record, tmp_path: Path) -> None:
    steps: list[Progress] = []
    (tmp_path / "in").mkdir()
    for name in "abc":
        table(tmp_path / "in" / f"{name}.jsonl", [f"{name}{n}. {TEXT}" for n in range(4)])
    read(record, tmp_path / "in", steps)
    shares = [step.share for step in steps if step.stage == "reading"]
    assert shares == sorted(share for share in shares if share is not None)
    assert None not in (shares[0], shares[-1])
    assert (shares[0] or 1) < 0.2 < 0.8 < (shares[-1] or 0) < 1


def test_an_article_that_the_input_has_twice_is_read_once(record: Record) -> None:
    article = Article(id="a", text=TEXT, origin="a.txt", language="en")
    summary = fill(record, [article, article])
    assert (summary.read, summary.known) == (1, 1)


def test_of_many_failures_some_are_named(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "NAMED", 2)
    summary = fill(record, [Failure(f"{n}.txt", "origins", "no") for n in range(5)])
    assert (len(summary.failed), summary.more_failed, len(record.failures())) == (2, 3, 5)


def test_what_was_read_elsewhere_is_taken_in_once(record: Record) -> None:
    article = Article(id="a", text=TEXT, origin="a.txt", language="en")
    made = Made(ArticleMaterial(article, reading(article), Resolution((), (), ())))
    assert [take_in(record, [made, Failure("b.txt", "origins", "no")]).read for _ in range(2)] == [1, 0]
    assert [one.id for one in record.articles()] == ["a"]

"""Exports out of a record: lines, files, and what is refused."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.export import export as command
from onrecord.errors import OnrecordError, RecordError
from onrecord.exporting import FORMATS, WHAT, export, export_file
from onrecord.exports import Sources, csv, jsonl
from onrecord.imports.finding import finder
from onrecord.imports.incoming import Wishes
from onrecord.imports.opening import read_file
from onrecord.record import Record, open_record
from tests.record.samples import article, codebook, coding, reading, resolution


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with open_record(tmp_path / "r.db") as record:
        record.save_codebook(codebook())
        for number in range(1, 4):
            record.save_article(article(number), reading(number), resolution(number))
            record.save_coding(codebook().version, "c1", coding(number))
        record.save_register(resolution().actors, {}, "test")
    return tmp_path / "r.db"


def whole(record: Record, what: str, form: str) -> list[str]:
    """The lines made of a record that is read in one piece."""
    writer = {"jsonl": jsonl, "csv": csv}[form]
    actors = {actor.id: actor for actor in record.actors()}
    sources = Sources({one.id: one for one in record.articles()}, actors, record.current_codebook() or codebook())
    made = {
        "statements": lambda: writer.statement_lines(record.statements(), sources),
        "positions": lambda: writer.position_lines(record.positions(), sources),
        "suggestions": lambda: writer.position_lines(record.positions(suggested=True), sources),
        "relations": lambda: writer.relation_lines(record.relations(), sources),
        "actors": lambda: writer.actor_lines(record.actors(), sources),
        "articles": lambda: writer.article_lines(record.articles()),
    }
    return list(made[what]())


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("what", WHAT[:-1])
def test_streamed_lines_are_those_of_one_piece(place: Path, what: str, form: str) -> None:
    lines = list(export(what, record=place, form=form))
    with open_record(place) as record:
        assert lines == whole(record, what, form)
    assert len(lines) >= (what != "suggestions")


def test_files_take_their_format_from_their_name(place: Path, tmp_path: Path) -> None:
    for name, begins in (("p.jsonl", b"{"), ("p.csv", b"\xef\xbb\xbfid,"), ("p.jsonld", b'{"@context"'), ("p", b"{")):
        assert export_file(tmp_path / name, "positions", record=place) == tmp_path / name
        assert (tmp_path / name).read_bytes().startswith(begins)
    for name in ("r.qdpx", "r.zip"):
        export_file(tmp_path / name, record=place)
        with zipfile.ZipFile(tmp_path / name) as packed:
            assert packed.testzip() is None


@pytest.mark.parametrize(
    ("what", "form", "says"),
    [
        ("record", "csv", "choose from qdpx"),
        ("positions", "qdpx", "export record --format qdpx"),
        ("actors", "jsonld", "no places"),
        ("positions", "parquet", "no text"),
        ("dreams", "csv", "choose from statements"),
        ("actors", "xls", "choose from jsonl"),
    ],
)
def test_what_does_not_go_together_is_said(place: Path, what: str, form: str, says: str) -> None:
    with pytest.raises(OnrecordError, match=says):
        list(export(what, record=place, form=form))


def test_a_missing_record_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no\.db"):
        export_file(tmp_path / "p.csv", "positions", record=tmp_path / "no.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "what"), [("r.qdpx", "record"), ("p.jsonld", "positions"), ("p.csv", "positions")])
def test_there_and_back_again(place: Path, tmp_path: Path, name: str, what: str) -> None:
    """What a record says of who wants what where, and why, comes back from each format that we read."""
    export_file(tmp_path / name, what, record=place)
    with open_record(place) as record:
        found = read_file(tmp_path / name, Wishes(find=finder(record)))
        texts = {text.article.id: text.article for text in found.texts}
        before = {one.id: one for one in record.articles()}
        positions = record.positions()
    origins = {identifier: one.origin for identifier, one in before.items()}
    assert {one.origin: one.text for one in texts.values()} == {one.origin: one.text for one in before.values()}
    back = [(texts[one.position.article].origin, one.position) for one in found.claims]
    assert len(back) == len(positions) == 6
    for (origin, position), held in zip(back, positions, strict=True):
        assert origin == origins[held.article]
        same = {"id": "", "article": position.article, "provenance": position.provenance, "statement": None}
        assert position == replace(held, **same)  # type: ignore[arg-type]


def test_the_command(place: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(command, ["positions", "--record", str(place)])
    assert said.exit_code == 0
    assert json.loads(said.stdout.splitlines()[0])["stance"]
    out = tmp_path / "x.csv"
    done = CliRunner().invoke(command, ["positions", "--record", str(place), "--out", str(out)])
    assert (done.exit_code, done.stderr) == (0, f"Wrote {out}.\n")
    assert set(FORMATS) >= {"jsonl", "csv", "jsonld", "parquet", "qdpx", "cas", "dna"}


def test_a_record_knows_its_articles_by_many_names(place: Path) -> None:
    with open_record(place) as record:
        find = finder(record)
        for key in ("a2", "news/2.txt", "2.txt"):
            held = find(key)
            assert held is not None
            assert (held.id, held.text) == ("a2", article(2).text)
        assert find("9.txt") is None


def test_the_page_on_formats_names_them_all() -> None:
    from onrecord.imports import READERS

    page = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [form for form in FORMATS if f"| `{form}` |" not in page] == []
    ends = {
        "dna": "`.dna` of",
        "qdpx": "`.qdpx` REFI",
        "webanno": "Web Annotations, Hypothesis",
        "codings": "`.csv` table",
    }
    assert [form for form in READERS if ends[form] not in page] == []

"""What other programs hand back, into the record that it came from, a fresh one, and after changes."""

import zipfile
from pathlib import Path

import pytest

from onrecord.exporting import export_file
from onrecord.imports.finding import finder
from onrecord.imports.incoming import Wishes
from onrecord.imports.opening import read_file
from onrecord.interchange import bring
from onrecord.record import Record, open_record
from onrecord.types import Position
from tests.record.samples import article, codebook, coding, reading, resolution


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with open_record(tmp_path / "r.db") as record:
        record.save_codebook(codebook())
        record.save_article(article(1), reading(1), resolution(1))
        record.save_coding(codebook().version, "c1", coding(1))
        record.save_register(resolution().actors, {}, "test")
    return tmp_path / "r.db"


def told(record: Record) -> set[tuple[object, ...]]:
    names = {actor.id: actor.name for actor in record.actors()}

    def one(position: Position) -> tuple[object, ...]:
        what = (names[position.actor], position.option, position.stance, position.scope, position.voice, position.date)
        return (*what, position.evidence, position.condition, position.reason, position.tense, position.context)

    return {one(position) for position in record.positions()}


FILES = [("r.qdpx", "record"), ("p.jsonld", "positions"), ("p.csv", "positions")]


@pytest.mark.parametrize(("name", "what"), FILES)
def test_the_same_record_is_not_changed(place: Path, tmp_path: Path, name: str, what: str) -> None:
    export_file(tmp_path / name, what, record=place)
    with open_record(place) as record:
        before = told(record)
        done = bring(record, read_file(tmp_path / name, Wishes(find=finder(record))), by="test")
        assert (done.new_articles, done.new_positions, done.changed) == (0, 0, 0)
        assert done.known_positions == len(before) == 2
        assert told(record) == before
        assert record.judgements() == ()


@pytest.mark.parametrize(("name", "what"), FILES[:2])
def test_a_fresh_record_has_the_same_positions(place: Path, tmp_path: Path, name: str, what: str) -> None:
    export_file(tmp_path / name, what, record=place)
    with open_record(place) as record:
        before = told(record)
    with open_record(tmp_path / "fresh.db") as record:
        done = bring(record, read_file(tmp_path / name), by="test")
        assert (done.new_articles, done.new_positions) == (1, 2)
        assert told(record) == before
        again = bring(record, read_file(tmp_path / name), by="test")
        assert (again.new_articles, again.new_positions, again.known_positions) == (0, 0, 2)


def test_a_stance_changed_in_the_other_program_is_a_judgement_here(place: Path, tmp_path: Path) -> None:
    export_file(tmp_path / "r.qdpx", record=place)
    with zipfile.ZipFile(tmp_path / "r.qdpx") as packed:
        held = {name: packed.read(name).decode() for name in packed.namelist()}
    with open_record(place) as record:
        chosen = record.positions()[0]
    from onrecord.described import guid
    from onrecord.types import Stance

    old = guid("stance", f"{chosen.option} {chosen.stance}")
    new = guid("stance", f"{chosen.option} {Stance.UNDECIDED}")
    xml = held["project.qde"]
    head, mark, rest = xml.partition(f'guid="{guid("position", chosen.id)}"')
    assert mark
    with zipfile.ZipFile(tmp_path / "r.qdpx", "w") as packed:
        for name, text in held.items():
            packed.writestr(name, head + mark + rest.replace(old, new, 1) if name == "project.qde" else text)
    with open_record(place) as record:
        bring(record, read_file(tmp_path / "r.qdpx"), by="test")
        (now,) = [one for one in record.positions() if one.option == chosen.option and one.evidence == chosen.evidence]
        assert now.stance is Stance.UNDECIDED
        assert (now.actor, now.provenance.method) == (chosen.actor, "reviewer")
        again = bring(record, read_file(tmp_path / "r.qdpx"), by="test")
        assert (again.changed, again.new_positions) == (0, 0)

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.importing import export_dna, import_
from onrecord.dna import read_database
from onrecord.record import open_record
from tests.dna.files import spoilt, write


def run(command: object, *arguments: object) -> str:
    result = CliRunner().invoke(command, [str(one) for one in arguments], standalone_mode=False)  # type: ignore[arg-type]
    if result.exception is not None:
        raise result.exception
    return result.output


def test_in_and_out_again(tmp_path: Path) -> None:
    file, record, out = write(tmp_path / "bridge.dna"), tmp_path / "r.db", tmp_path / "out.dna"
    told = run(import_, file, "--record", record)
    assert "DNA Statement: person = actor" in told
    assert "3 new articles (0 known already), 5 new actors, 1 new options, 3 new positions" in told
    assert "2 statements are kept as they are" in told
    assert "3 known already, 0 changed" in run(import_, file, "--record", record)
    told = run(export_dna, out, "--record", record)
    assert "4 documents; statements: 4 of type DNA Statement" in told
    assert "password" not in told, "all coders have theirs"
    assert read_database(out) == read_database(file)
    told = run(export_dna, out, "--record", record, "--like", "NEW", "--plain", "--password", "ferry")
    assert "that of Admin, Kim is 'ferry'" in told


def test_a_dry_run_makes_no_record(tmp_path: Path) -> None:
    told = run(import_, write(tmp_path / "bridge.dna"), "--record", tmp_path / "r.db", "--dry-run")
    assert "Would come of it: 3 new articles" in told
    assert not (tmp_path / "r.db").exists()


def test_a_mapping_and_an_issue(tmp_path: Path) -> None:
    file, record = write(tmp_path / "bridge.dna"), tmp_path / "r.db"
    run(import_, file, "--record", record, "--map", "person=nothing", "--issue", "The bridge", "--name", "one")
    with open_record(record) as opened:
        assert {one.actor.partition(":")[0] for one in opened.positions()} == {"org"}
        book = opened.current_codebook()
        assert book is not None
        assert {option.issue for option in book.options} == {"The bridge"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--map", "person"), "write VARIABLE=ROLE"),
        (("--map", "hat=actor"), "has no variable 'hat'"),
    ],
)
def test_wrong_calls(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(Exception, match=said):
        run(import_, write(tmp_path / "bridge.dna"), "--record", tmp_path / "r.db", *arguments)
    assert not (tmp_path / "r.db").exists()


def test_a_bad_file_leaves_no_record_behind(tmp_path: Path) -> None:
    file = spoilt(tmp_path / "x.dna", "UPDATE STATEMENTS SET Stop = 5000 WHERE ID = 7")
    with pytest.raises(Exception, match="Nothing was imported"):
        run(import_, file, "--record", tmp_path / "r.db")
    assert not (tmp_path / "r.db").exists()
    (tmp_path / "one.txt").write_text("An article.")
    with pytest.raises(Exception, match="of no format that can be imported"):
        run(import_, tmp_path / "one.txt", "--record", tmp_path / "r.db")
    with pytest.raises(Exception, match="There is no file"):
        run(import_, tmp_path / "none.dna", "--record", tmp_path / "r.db")
    with pytest.raises(Exception, match="is a folder"):
        run(import_, tmp_path, "--record", tmp_path / "r.db")

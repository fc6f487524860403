from pathlib import Path

from click.testing import CliRunner

from onrecord.cli.backup import backup
from onrecord.record import open_record


def test_a_record_is_copied_into_a_file(tmp_path: Path) -> None:
    where, copy = tmp_path / "r.db", tmp_path / "copy.db"
    open_record(where).close()
    done = CliRunner().invoke(backup, [str(copy), "--record", str(where)])
    assert (done.exit_code, f"Wrote {copy}: " in done.output) == (0, True)
    open_record(copy, create=False).close()


def test_what_is_there_is_replaced_only_on_demand(tmp_path: Path) -> None:
    where, copy = tmp_path / "r.db", tmp_path / "copy.db"
    open_record(where).close()
    copy.write_text("mine")
    done = CliRunner().invoke(backup, [str(copy), "--record", str(where)])
    assert "--force" in str(done.exception)
    assert copy.read_text() == "mine"
    assert CliRunner().invoke(backup, [str(copy), "--record", str(where), "--force"]).exit_code == 0
    open_record(copy, create=False).close()


def test_without_a_record_there_is_nothing_to_copy(tmp_path: Path) -> None:
    done = CliRunner().invoke(backup, [str(tmp_path / "copy.db"), "--record", str(tmp_path / "no.db")])
    assert "There is no record" in str(done.exception)
    assert list(tmp_path.iterdir()) == []

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import MissingExtra, RecordError, SchemaError
from onrecord.record import open_record, opening, schema
from onrecord.record.dialects import sqlite_engine
from onrecord.types import Failure

from . import samples
from .test_store import fill, fill_all

FAILURE = Failure("x.txt", "origins", "empty")


def test_a_record_is_made_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with open_record(path) as record:
        fill_all(record)
    with open_record(str(path), create=False) as record:
        assert record.positions() == samples.coding().positions
        assert record.where == str(path)


def test_the_default_file_is_onrecord_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_record().close()
    assert [file.name for file in tmp_path.iterdir()] == ["onrecord.db"]


def test_a_closed_record_is_one_file(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        fill(record)
    assert [file.name for file in tmp_path.iterdir()] == ["r.db"]


@pytest.mark.parametrize("name", ["a b.db", "what?.db", "100%41.db", "a#b.db", "é’字.db"])
def test_any_file_name_serves(tmp_path: Path, name: str) -> None:
    with open_record(tmp_path / name) as record:
        record.save_failure(FAILURE)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_sqlite_addresses(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(f"sqlite:///{path}") as record:
        record.save_failure(FAILURE)
    with open_record(path, create=False) as record:
        assert record.failures() == (FAILURE,)
    with open_record("sqlite://") as record:
        fill_all(record)
        assert record.counts().positions == 2


def test_every_connection_is_set_up(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", wait=3) as record, record.reading() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout")
        ]
    assert found == [1, "wal", 3000]


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.touch()
    with pytest.raises(RecordError, match=r"r\.db is empty"):
        open_record(path, create=False)
    with open_record(path) as record:
        assert record.counts().articles == 0


# ---------------------------------------------------------------- what is no record


def test_a_missing_record_is_not_made_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(RecordError, match=r"no record .*none\.db.*onrecord read"):
        open_record(path, create=False)
    assert not path.exists()


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"folder of the record .*r\.db does not exist"):
        open_record(tmp_path / "nowhere" / "r.db")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is a folder"):
        open_record(tmp_path)


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RecordError, match="record"):
        open_record(tmp_path / "file" / "r.db")


@pytest.mark.parametrize("content", [b"Dear editor,\n", b"SQL", b"\x00" * 4096])
def test_another_file_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(SchemaError, match=r"letter\.txt is not a record"):
        open_record(path)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_broken_file_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises(SchemaError, match="not a record"):
        open_record(path)


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE articles (id TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(SchemaError, match=r"other\.db is not a record"):
        open_record(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", ["4f1e2d", None])
def test_a_schema_of_another_program(tmp_path: Path, version: str | None) -> None:
    path = tmp_path / "r.db"
    _set_version(path, version)
    with pytest.raises(SchemaError, match="not a record"):
        open_record(path)


def test_a_newer_schema_names_both_versions(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    _set_version(path, "9001")
    with sqlite3.connect(path) as later:
        later.execute("UPDATE meta SET value = '7.5.0' WHERE name = 'onrecord'")
    later.close()
    with pytest.raises(
        SchemaError, match=rf"schema 9001, written by onrecord 7\.5\.0.*onrecord 0.*schema {schema.VERSION}"
    ):
        open_record(path)


def _set_version(path: Path, version: str | None) -> None:
    open_record(path).close()
    with sqlite3.connect(path) as changed:
        changed.execute("DELETE FROM alembic_version")
        if version is not None:
            changed.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    changed.close()


# ---------------------------------------------------------------- what can not be reached


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    open_record(path).close()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening, "_looked_at", set())  # as another process finds it
    monkeypatch.setattr(Path, "open", refuse)  # a test may run as root, whom no permission stops
    with pytest.raises(RecordError, match=r"r\.db can not be read: Permission denied"):
        open_record(path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder here refuses files to root as well")
def test_a_folder_that_takes_no_file() -> None:
    with pytest.raises(RecordError, match=r"r\.db can not be opened"):
        open_record("/proc/self/r.db")


def test_a_read_only_record_is_read_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        record.save_failure(FAILURE)
    monkeypatch.setattr(opening, "_may_write", lambda path: False)
    with open_record(path, create=False) as record:
        assert record.failures() == (FAILURE,)
        with pytest.raises(RecordError, match=r"r\.db can not be written: the file is read-only"):
            record.save_failure(Failure("y.txt", "origins", "empty"))
        assert record.failures() == (FAILURE,)
    assert [file.name for file in tmp_path.iterdir()] == ["r.db"]


def test_a_read_only_record_with_a_log(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as writer:
        writer.save_failure(FAILURE)  # in the log beside the file as long as the writer is open
        engine = sqlite_engine(path, wait=1, writable=False)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT origin FROM failures").scalar() == "x.txt"
        engine.dispose()


def test_postgresql_needs_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for scheme in ("postgresql", "postgres"):
        with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[postgres\]'"):
            open_record(f"{scheme}://kim:secret@db.example/news")


@pytest.mark.parametrize("address", ["mysql://kim:secret@db.example/news", "postgresql://kim:secret@db:port/x", "://"])
def test_an_address_that_is_none_and_hides_its_password(address: str) -> None:
    with pytest.raises(RecordError) as caught:
        open_record(address)
    assert "secret" not in str(caught.value)


def test_heavy_libraries_are_imported_when_needed_and_no_sooner(tmp_path: Path) -> None:
    program = (
        "import sys, onrecord.record as room; print('sqlalchemy' in sys.modules);"
        "[room.open_record(sys.argv[1]).close() for made_and_opened_again in (1, 2)];"
        "print('sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "r.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]

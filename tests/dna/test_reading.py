from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.dna import is_dna, problems, read_database, write_database
from onrecord.dna.schema import TABLES, creation
from onrecord.dna.tables import Said, statement_types, statements
from onrecord.errors import InputError, OnrecordError
from tests.dna.files import BRIDGE, change, database, spoilt, units, write


def test_what_is_written_is_read(tmp_path: Path) -> None:
    found = read_database(write(tmp_path / "bridge.dna"))
    assert {name: tuple(rows) for name, rows in found.tables.items()} == database().tables
    assert found.unknown == ()
    assert list(problems(found)) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bridge.dna"]


def test_statements_have_their_values() -> None:
    first, *_, last = statements(database())
    assert first == Said(
        1,
        1,
        1,
        *units(BRIDGE, "Mayor Orla Brück wants a toll"),
        1,
        {4: 1, 1: "Orla Brück", 2: "Bridge Party", 3: "A toll on the bridge"},
    )
    assert last.values[3] == ""
    kinds = statement_types(database())
    assert [(kind.label, len(kind.variables)) for kind in kinds] == [("DNA Statement", 4), ("Note", 1), ("Frame", 2)]


def test_the_limits_of_dna_hold(tmp_path: Path) -> None:
    write(tmp_path / "a.dna")
    connection = sqlite3.connect(tmp_path / "a.dna")
    for wrong in (
        "UPDATE STATEMENTS SET Stop = Start",
        "UPDATE CODERS SET Red = 256",
        f"UPDATE DOCUMENTS SET Title = '{'x' * 191}'",
        f"UPDATE ATTRIBUTEVALUES SET AttributeValue = '{'x' * 191}'",
        "UPDATE ENTITIES SET Value = '' WHERE ID = 4",
        "UPDATE VARIABLES SET DataType = 'text'",
        "INSERT INTO DATABOOLEAN VALUES (99, 1, 4, 0)",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(wrong)
    connection.close()


def test_every_table_can_be_made() -> None:
    connection = sqlite3.connect(":memory:")
    for table in TABLES:
        connection.execute(creation(table))
        assert [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] == list(TABLES[table])
    connection.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "does not begin as SQLite does"),
        (b"<?xml version='1.0'?><dna/>", "it is XML, as DNA 1 wrote it"),
        (b"PK\x03\x04 something else", "no .dna database of version 3, or is encrypted"),
        (b"SQLite format 3\x00", "ends in the middle of its data"),
    ],
)
def test_another_file(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.dna"
    path.write_bytes(content)
    assert is_dna(path)
    with pytest.raises(InputError, match=said) as wrong:
        read_database(path)
    assert str(path) in str(wrong.value)


def test_a_connection_profile(tmp_path: Path) -> None:
    path = tmp_path / "x.dnc"
    path.write_text("{}")
    with pytest.raises(InputError, match="connection profile"):
        read_database(path)


def test_a_truncated_file(tmp_path: Path) -> None:
    path = write(tmp_path / "x.dna")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="ends in the middle of its data"):
        read_database(path)


def test_a_damaged_file(tmp_path: Path) -> None:
    path = write(tmp_path / "x.dna")
    whole = bytearray(path.read_bytes())
    for place in range(4096, len(whole)):
        whole[place] ^= 0x5A
    path.write_bytes(whole)
    with pytest.raises(InputError, match="is damaged: SQLite says"):
        read_database(path)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'", "of version 2.0 beta 25; only"),
        ("DELETE FROM SETTINGS", "without a version"),
        ("DROP TABLE REGEXES", "lacks the table REGEXES"),
        ("ALTER TABLE CODERS DROP COLUMN PermissionEditRegex", "CODERS has no column PermissionEditRegex"),
        ("UPDATE ENTITIES SET Value = CAST(x'eda0bc' AS TEXT) WHERE ID = 4", "ENTITIES 4: Value is not UTF-8 text"),
    ],
)
def test_another_database(tmp_path: Path, command: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_database(spoilt(tmp_path / "x.dna", command))


def test_databases_that_are_none_of_dna(tmp_path: Path) -> None:
    other = change(tmp_path / "other.db", lambda connection: connection.execute("CREATE TABLE cars (name TEXT)"))
    with pytest.raises(InputError, match="but not of DNA"):
        read_database(other)
    from onrecord.record import open_record

    with open_record(tmp_path / "record.db"):
        pass
    with pytest.raises(InputError, match="is a record of onrecord"):
        read_database(tmp_path / "record.db")
    with pytest.raises(InputError, match="can not be read"):
        read_database(tmp_path / "none.dna")


def test_a_view_is_no_table(tmp_path: Path) -> None:
    path = spoilt(tmp_path / "x.dna", "ALTER TABLE REGEXES RENAME TO R", "CREATE VIEW REGEXES AS SELECT * FROM R")
    with pytest.raises(InputError, match="lacks the table REGEXES"):
        read_database(path)


def test_what_dna_does_not_have_is_named(tmp_path: Path) -> None:
    path = spoilt(tmp_path / "x.dna", "ALTER TABLE CODERS ADD COLUMN Hat TEXT", "CREATE TABLE HATS (ID INTEGER)")
    assert read_database(path).unknown == ("HATS", "CODERS.Hat")


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="can not be written"):
        write_database(database(), tmp_path / "none" / "x.dna")

"""The benchmark of networks on a database of its own, and on few positions."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import networks
from onrecord.networks import Columns, NetworkOptions, network

_TABLES = """
CREATE TABLE STATEMENTTYPES(ID INTEGER, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER, Variable TEXT, StatementTypeId INTEGER);
CREATE TABLE DOCUMENTS(ID INTEGER, Date INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER, StatementTypeId INTEGER, DocumentId INTEGER);
CREATE TABLE ENTITIES(ID INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATABOOLEAN(StatementId INTEGER, VariableId INTEGER, Value INTEGER);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
INSERT INTO VARIABLES VALUES (1, 'person', 1), (2, 'organization', 1), (3, 'concept', 1), (4, 'agreement', 1);
INSERT INTO DOCUMENTS VALUES (1, 1925000000), (2, 1925100000);
INSERT INTO STATEMENTS VALUES (1, 1, 2), (2, 1, 1), (3, 1, 1), (4, 2, 1), (5, 1, 1);
INSERT INTO ENTITIES VALUES (1, 'Mayor'), (2, 'Town hall'), (3, 'Ferry club'), (4, 'Build the bridge'), (5, '');
INSERT INTO DATASHORTTEXT VALUES (1, 1, 1), (1, 2, 2), (1, 3, 4), (2, 1, 5), (2, 2, 3), (2, 3, 4),
  (3, 1, 1), (3, 2, 2), (3, 3, 4), (5, 1, 1), (5, 2, 5), (5, 3, 4);
INSERT INTO DATABOOLEAN VALUES (1, 4, 1), (2, 4, 0), (3, 4, 1), (5, 4, 1);
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    place = tmp_path / "coded.dna"
    with closing(sqlite3.connect(place)) as base:
        base.executescript(_TABLES)
    return place


def test_statements_of_the_right_type_that_name_both(database: Path) -> None:
    rows = networks.dna_rows(database, "organization")
    assert [(row.id, row.actor, row.stance) for row in rows] == [
        ("2", "Ferry club", "opposes"),
        ("3", "Town hall", "supports"),
        ("1", "Town hall", "supports"),
    ]
    assert [row.id for row in networks.dna_rows(database, "person")] == ["3", "5", "1"]


def test_every_network_of_it_is_compared(database: Path) -> None:
    told = networks.compared(networks.dna_rows(database, "organization"))
    assert told["networks"] == len(list(networks.questions()))
    assert told["cells"] > told["networks"]
    assert told["differing"] == 0


def test_a_wrong_cell_is_found() -> None:
    made = network(Columns.of(networks.made_up(40, 5, 3)), NetworkOptions())
    right = {
        (one.id, other.id): float(made.matrix[i, j])
        for i, one in enumerate(made.rows)
        for j, other in enumerate(made.columns)
    }
    assert networks.differing(made, right) == 0
    cell = next(iter(right))
    assert networks.differing(made, {**right, cell: right[cell] + 1}) == 1
    assert networks.differing(made, {key: value for key, value in right.items() if key != cell}) == 1


def test_figures_are_told(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--dna", str(database), "--speed", "--positions", "2000", "--actors", "20", "--options", "5", "--json"]
    assert networks.main(arguments) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["speed"]["windows"] == 120
    assert told.err == ""


def test_what_differs_from_the_published_figures_is_told(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(networks, "_OF_SAMPLE", "Ferry club")
    monkeypatch.setattr(networks, "FIGURES", networks.FIGURES[:1])
    assert networks.main(["--dna", str(database), "--check"]) == 1
    assert capsys.readouterr().err == "Missed: organisation x concept: rows\n"

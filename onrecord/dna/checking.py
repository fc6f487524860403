"""What is wrong in the rows of a .dna database: what would make a statement point nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.dna.places import Places
from onrecord.dna.schema import DATA, REFERENCES, TABLES
from onrecord.dna.tables import Cell, Database

_WHOLE = ("ID", "Start", "Stop", "Date")  # columns of whole numbers beside those that refer


def problems(database: Database) -> Iterator[str]:
    """Each thing that can not be right, with its table and id."""
    found = False
    for problem in (*_numbers(database), *_references(database)):
        found = True
        yield problem
    if not found:  # else what follows would stumble over it
        yield from _texts(database)
        yield from _values(database)
        yield from _statements(database)


def _numbers(database: Database) -> Iterator[str]:
    for table, columns in TABLES.items():
        wanted = {*REFERENCES.get(table, ()), *_WHOLE}
        places = [(place, name) for place, name in enumerate(columns) if name in wanted]
        for row in database.tables[table]:
            for place, name in places:
                if not isinstance(row[place], int) and (row[place] is not None or not _may_lack(table, name)):
                    yield f"{table} {row[0]!r}: {name} is {row[place]!r}, which is no number"


def _may_lack(table: str, column: str) -> bool:
    """Whether a reference may be missing; a statement or variable without one of its own could not be placed."""
    needed = "NOT NULL" in TABLES[table][column] or table in ("STATEMENTS", "VARIABLES")
    return column in REFERENCES.get(table, ()) and not needed


def _references(database: Database) -> Iterator[str]:
    present = {table: {row[0] for row in database.tables[table]} for table in TABLES}
    for table, columns in REFERENCES.items():
        names = list(TABLES[table])
        for column, other in columns.items():
            place = names.index(column)
            for row in database.tables[table]:
                if row[place] is not None and row[place] not in present[other]:
                    yield f"{table} {row[0]!r}: its {column} {row[place]!r} is not in {other}"


def _texts(database: Database) -> Iterator[str]:
    for table, columns in TABLES.items():
        texts = [(place, name) for place, (name, said) in enumerate(columns.items()) if said.startswith("TEXT")]
        for row in database.tables[table]:
            for place, name in texts:
                cell: Cell = row[place]
                if not isinstance(cell, str):
                    if cell is not None:
                        yield f"{table} {row[0]!r}: {name} is {cell!r:.40}, which is no text"
                elif "\x00" in cell:
                    yield f"{table} {row[0]!r}: {name} has a zero byte in it, at character {cell.index(chr(0))}"
    for document in database.rows("DOCUMENTS"):
        if document["Text"] is None:
            yield f"DOCUMENTS {document['ID']!r}: it has no Text"


def _values(database: Database) -> Iterator[str]:
    """Values of another statement type's variable, or of another data type's."""
    types = {row["ID"]: (row["DataType"], row["StatementTypeId"]) for row in database.rows("VARIABLES")}
    kinds = {row["ID"]: row["StatementTypeId"] for row in database.rows("STATEMENTS")}
    entities = {row["ID"]: row["VariableId"] for row in database.rows("ENTITIES")}
    for data_type, table in DATA.items():
        for identifier, statement, variable, value in database.tables[table]:
            held, kind = types[variable]
            if held != data_type:
                yield f"{table} {identifier!r}: its variable {variable!r} is {held!r}, not {data_type}"
            elif kind != kinds[statement]:
                yield f"{table} {identifier!r}: its variable {variable!r} is not of the type of statement {statement!r}"
            elif data_type == "short text" and entities[value] != variable:
                yield f"{table} {identifier!r}: its entity {value!r} is not of its variable {variable!r}"
            elif data_type in ("boolean", "integer") and not isinstance(value, int):
                yield f"{table} {identifier!r}: its value {value!r} is no number"
            elif data_type == "boolean" and value not in (0, 1):
                yield f"{table} {identifier!r}: its value {value!r} is neither 0 nor 1"


def _statements(database: Database) -> Iterator[str]:
    texts = {row["ID"]: Places(str(row["Text"]), newlines=False) for row in database.rows("DOCUMENTS")}
    for row in database.rows("STATEMENTS"):
        start, stop = row["Start"], row["Stop"]
        assert isinstance(start, int)
        assert isinstance(stop, int)
        where = f"STATEMENTS {row['ID']!r}, in document {row['DocumentId']!r}"
        if start >= stop:
            yield f"{where}: it starts at {start} and stops at {stop}, not behind it"
            continue
        for name, place in (("Start", start), ("Stop", stop)):
            try:
                texts[row["DocumentId"]].point(place)
            except ValueError as wrong:
                yield f"{where}: its {name} {wrong}"
                break

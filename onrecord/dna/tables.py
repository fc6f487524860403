"""What a .dna database holds: its rows as they are, and statements with their values put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.dna.schema import DATA, TABLES

Cell = int | float | str | bytes | None
Row = tuple[Cell, ...]  # in the order of the columns of its table


@dataclass(frozen=True, slots=True)
class Database:
    """All rows of all tables, in the order of their ids; ``unknown`` are tables and columns that were left out."""

    tables: Mapping[str, Sequence[Row]]
    unknown: tuple[str, ...] = ()

    def rows(self, table: str) -> Iterator[dict[str, Cell]]:
        """The rows of a table by the names of their columns."""
        names = tuple(TABLES[table])
        return (dict(zip(names, row, strict=True)) for row in self.tables[table])

    def named(self, table: str, column: str) -> dict[int, str]:
        """One text column of a table by id."""
        return {number(row["ID"]): str(row[column]) for row in self.rows(table)}

    def settings(self) -> dict[str, str]:
        """The settings by name."""
        return {str(row["Property"]): str(row["Value"]) for row in self.rows("SETTINGS")}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a statement type."""

    id: int
    name: str
    data_type: str


@dataclass(frozen=True, slots=True)
class StatementType:
    """A statement type with its variables in their order."""

    id: int
    label: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its values by the ids of their variables; places are UTF-16 units into its document's text."""

    id: int
    type: int
    document: int
    start: int
    stop: int
    coder: int
    values: Mapping[int, int | str]


def number(cell: Cell) -> int:
    """A cell that holds a whole number, as one."""
    if isinstance(cell, bool) or not isinstance(cell, int):
        raise ValueError(f"{cell!r} is no whole number")
    return cell


def statement_types(database: Database) -> tuple[StatementType, ...]:
    """The statement types with their variables."""
    variables: dict[int, list[Variable]] = {}
    for row in database.rows("VARIABLES"):
        held = Variable(number(row["ID"]), str(row["Variable"]), str(row["DataType"]))
        variables.setdefault(number(row["StatementTypeId"]), []).append(held)
    return tuple(
        StatementType(number(row["ID"]), str(row["Label"]), tuple(variables.get(number(row["ID"]), ())))
        for row in database.rows("STATEMENTTYPES")
    )


def statements(database: Database) -> Iterator[Said]:
    """The statements with their values; the text of an entity stands for it."""
    entities = database.named("ENTITIES", "Value")
    values: dict[int, dict[int, int | str]] = {}
    for data_type, table in DATA.items():
        for row in database.tables[table]:
            _, statement, variable, value = row
            if data_type == "short text":
                value = entities[number(value)]
            elif data_type == "long text":
                value = "" if value is None else str(value)
            values.setdefault(number(statement), {})[number(variable)] = (
                value if isinstance(value, str) else number(value)
            )
    for row in database.tables["STATEMENTS"]:
        identifier, kind, document, start, stop, coder = map(number, row)
        yield Said(identifier, kind, document, start, stop, coder, values.get(identifier, {}))

"""The rows of a .dna database while they are made: ids, coders, statement types, entities without a double."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.dna import Cell, Database, Row, Writer
from onrecord.dna.passwords import digest
from onrecord.dna.schema import DATA, LONGEST, TABLES, VERSION, limited
from onrecord.dna.tables import number
from onrecord.dna.wording import ATTRIBUTES, GRADED, STATEMENT, VARIABLES

#: The coder whom DNA lets do everything, and the one in whose name the machine's statements stand.
ADMIN, MACHINE = "Admin", "onrecord"

# Tables that are written row by row as documents come; of the others a base is taken over at once.
_STREAMED = ("DOCUMENTS", "STATEMENTS", *DATA.values())
# Colours of coders and types: apart from each other also for who is colour-blind (Okabe and Ito's, lightened).
_COLOURS = ((255, 213, 94), (125, 193, 240), (102, 204, 174), (240, 160, 110), (221, 170, 205), (190, 190, 190))
_TYPE_COLOURS = {STATEMENT: (239, 208, 51), GRADED: (125, 193, 240)}
_MORE = "…"
# Of each table, which cells behind the id have a limit.
_LIMITED = {
    table: tuple((place, name) for place, name in enumerate(list(columns)[1:]) if limited(table, name))
    for table, columns in TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Known:
    """A variable of a statement type as the database has it."""

    id: int
    data_type: str


class Ledger:
    """Gives every row its id; what is there already is found again, and what is too long is cut and counted."""

    def __init__(self, writer: Writer, base: Database | None, password: str) -> None:
        """Begin with an empty database that has its settings and Admin, or with all of a base but its texts' tables."""
        self._writer = writer
        self._last: dict[str, int] = dict.fromkeys(TABLES, 0)
        self.cut: Counter[str] = Counter()  # how often what was too long, by table and column
        self._coders: dict[str, int] = {}
        self.new_coders: list[str] = []
        self._types: dict[str, tuple[int, dict[str, Known]]] = {}
        self._entities: dict[tuple[int, str], int] = {}
        self._texts: dict[int, str] = {}
        self._owners: dict[int, str] = {}  # id of the entity -> whom or what it stands for, where that is known
        self._of: dict[tuple[int, str], int] = {}  # variable and what is stood for -> id of the entity
        self._attributes: dict[int, list[tuple[int, str]]] = {}
        self._password = password
        self._digest: str | None = None
        if base is None:
            self.add("SETTINGS", ("version", VERSION))
            self.add("SETTINGS", ("date", "2022-06-10"))  # the day of that version of DNA
            self.coder(ADMIN)
        else:
            self._take_over(base)

    # ------------------------------------------------------------ rows

    def add(self, table: str, row: Row) -> None:
        """Add a row as it is."""
        self._writer.add(table, row)

    def put(self, table: str, *cells: Cell) -> int:
        """Add a row under the next id, its texts cut to what their columns take; the id."""
        identifier = self._last[table] = self._last[table] + 1
        limits = _LIMITED[table]
        if limits:
            cut = list(cells)
            for place, column in limits:
                cell = cut[place]
                if isinstance(cell, str) and len(cell) > LONGEST:
                    cut[place] = cell[: LONGEST - 1] + _MORE
                    self.cut[f"{table}.{column}"] += 1
            cells = tuple(cut)
        self._writer.add(table, (identifier, *cells))
        return identifier

    def reserve(self, table: str, identifier: int) -> None:
        """Give no later row an id up to this one."""
        self._last[table] = max(self._last[table], identifier)

    # ------------------------------------------------------------ coders

    def coder(self, name: str) -> int:
        """The id of a coder; a new one may do everything and see everybody."""
        name = name if len(name) <= LONGEST else name[: LONGEST - 1] + _MORE
        if name not in self._coders:
            if self._digest is None:
                self._digest = digest(self._password)
            permissions = [1] * sum(column.startswith("Permission") for column in TABLES["CODERS"])
            colour = _COLOURS[len(self._coders) % len(_COLOURS)]
            new = self.put("CODERS", name, *colour, 0, 14, self._digest, 300, 0, 0, 1, *permissions)
            for other in self._coders.values():
                for pair in ((new, other), (other, new)):
                    self.put("CODERRELATIONS", *pair, 1, 1, 1, 1)
            self._coders[name] = new
            self.new_coders.append(name)
        return self._coders[name]

    # ------------------------------------------------------------ types, variables, entities

    def has_type(self, label: str) -> bool:
        """Whether a statement type of this name has all variables that it needs."""
        wanted = VARIABLES[label]
        held = self._types.get(label, (0, {}))[1]
        return all(name in held and held[name].data_type == kind for name, kind in wanted.items())

    def variables(self, label: str) -> tuple[int, Mapping[str, Known]]:
        """The id of one of the two statement types and its variables, made where they are not there."""
        if not self.has_type(label):
            colour = _TYPE_COLOURS[label]
            kind = self.put("STATEMENTTYPES", label, *colour)
            made: dict[str, Known] = {}
            for name, data_type in VARIABLES[label].items():
                made[name] = Known(self.put("VARIABLES", name, data_type, kind), data_type)
                if data_type == "short text":
                    attributes = self._attributes.setdefault(made[name].id, [])
                    attributes += (
                        (self.put("ATTRIBUTEVARIABLES", made[name].id, attribute), attribute)
                        for attribute in ATTRIBUTES
                    )
                    self.entity(made[name].id, "")
            self._types[label] = (kind, made)
        return self._types[label]

    def entity(
        self, variable: int, value: str, owner: str | None = None, attributes: tuple[str, str, str] | None = None
    ) -> int:
        """The entity of a variable that stands for its owner (by default for its own words), made where there is none.

        ``attributes`` are Type, Alias and Notes. An owner whose name is another's gets a number behind it.
        """
        owner = f'"{value}"' if owner is None else owner
        held = self._of.get((variable, owner))
        if held is not None:
            return held
        wanted, count = " ".join(value.split()), 1
        text = wanted if len(wanted) <= LONGEST else wanted[: LONGEST - 1] + _MORE
        while (held := self._entities.get((variable, text))) is not None and self._owners.get(held, owner) != owner:
            count += 1
            text = f"{wanted[: LONGEST - len(f' ({count})')]} ({count})"
        if held is None:
            self.cut["ENTITIES.Value"] += len(wanted) > LONGEST
            held = self.put("ENTITIES", variable, text, 0, 0, 0, None)
            said = dict(zip(ATTRIBUTES, attributes or ("", "", ""), strict=True))
            for identifier, name in self._attributes.get(variable, ()):
                self.put("ATTRIBUTEVALUES", held, identifier, said.get(name, ""))
            self._entities[variable, text] = held
            self._texts[held] = text
        self._owners[held] = owner
        self._of[variable, owner] = held
        return held

    def text(self, entity: int) -> str:
        """The words of an entity."""
        return self._texts[entity]

    def own(self, entities: Iterable[tuple[int, str]]) -> None:
        """Say whom or what entities of a base stand for."""
        variables = {entity: variable for (variable, _), entity in self._entities.items()}
        for entity, owner in entities:
            if entity in variables:
                self._owners[entity] = owner
                self._of.setdefault((variables[entity], owner), entity)

    # ------------------------------------------------------------ a base

    def _take_over(self, base: Database) -> None:
        for table in TABLES:
            rows = base.tables[table]
            if isinstance(rows[0][0] if rows else None, int):
                self._last[table] = max(number(row[0]) for row in rows)
            if table not in _STREAMED:
                for row in rows:
                    self.add(table, row)
        self._coders = {name: identifier for identifier, name in base.named("CODERS", "Name").items()}
        for held in base.rows("ENTITIES"):
            self._entities[number(held["VariableId"]), str(held["Value"])] = number(held["ID"])
            self._texts[number(held["ID"])] = str(held["Value"])
        for held in base.rows("ATTRIBUTEVARIABLES"):
            attribute = number(held["ID"]), str(held["AttributeVariable"])
            self._attributes.setdefault(number(held["VariableId"]), []).append(attribute)
        labels = base.named("STATEMENTTYPES", "Label")
        for identifier, label in labels.items():
            self._types.setdefault(label, (identifier, {}))
        for held in base.rows("VARIABLES"):
            kind = number(held["StatementTypeId"])
            if self._types[labels[kind]][0] == kind:
                known = Known(number(held["ID"]), str(held["DataType"]))
                self._types[labels[kind]][1][str(held["Variable"])] = known

"""A .dna database that was imported, written again: what nobody has changed is the same, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.dna import Database, Row
from onrecord.dna.places import Places
from onrecord.dna.schema import DATA, TABLES
from onrecord.dna.tables import number
from onrecord.exports.dna_ledger import Ledger
from onrecord.exports.dna_values import Names, passages
from onrecord.types import Article, Position, Span, Stance

_TEXT = list(TABLES["DOCUMENTS"]).index("Text")


@dataclass(frozen=True, slots=True)
class Linked:
    """The position that a statement became, and as what it was imported; actors are canonical ones."""

    target: str
    actor: str
    option: str
    stance: Stance
    evidence: Span
    rest: tuple[str, ...]  # condition, limit, reason, scope and voice

    def says(self, position: Position) -> bool:
        """Whether the position is still as it was."""
        held = (self.actor, self.option, self.stance, self.evidence, self.rest)
        return held == (position.actor, position.option, position.stance, position.evidence, rest_of(position))


def rest_of(position: Position) -> tuple[str, ...]:
    """What of a position stands in variables of its own beside actor, option and stance."""
    return (*passages(position).values(), position.scope.value, position.voice.value)


@dataclass(frozen=True, slots=True)
class Role:
    """What a variable was taken for: actor, organization, option or stance, and then what its values mean."""

    name: str
    steps: Mapping[str, Stance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Base:
    """A database as it was imported, without the texts that became articles, and what became of what in it.

    ``articles`` says which document is which article, and whether the document's lines end with one newline where the
    article's do not. ``unseen`` are positions that stand but that the present codebook does not show.
    """

    database: Database
    articles: Mapping[int, tuple[str, bool]]
    claims: Mapping[int, Linked]
    actors: Mapping[int, str]
    options: Mapping[int, str]
    roles: Mapping[int, Role]
    unseen: Collection[str] = ()


class Kept:
    """The rows of a base by document and statement, each written when its article comes."""

    def __init__(self, base: Base, ledger: Ledger) -> None:
        """File the rows."""
        self._base = base
        self._ledger = ledger
        self.unseen = base.unseen
        self.written: Counter[str] = Counter()
        self._labels = base.database.named("STATEMENTTYPES", "Label")
        self._documents = {number(row[0]): row for row in base.database.tables["DOCUMENTS"]}
        self._of_article: dict[str, list[int]] = {}
        for document, (article, _) in base.articles.items():
            self._of_article.setdefault(article, []).append(document)
        self._statements: dict[int, list[Row]] = {}
        for row in base.database.tables["STATEMENTS"]:
            self._statements.setdefault(number(row[2]), []).append(row)
        self._values: dict[int, list[tuple[str, Row]]] = {}
        for table in DATA.values():
            for row in base.database.tables[table]:
                self._values.setdefault(number(row[1]), []).append((table, row))
        self._types = {number(row["ID"]): str(row["DataType"]) for row in base.database.rows("VARIABLES")}

    def documents(self, article: Article) -> list[tuple[int, Places]]:
        """Write the documents that became an article, with their texts; the id and places of each."""
        found = []
        for document in self._of_article.get(article.id, ()):
            row = self._documents.pop(document)
            places = Places(article.text, newlines=self._base.articles[document][1])
            self._ledger.add("DOCUMENTS", (*row[:_TEXT], places.text, *row[_TEXT + 1 :]))
            found.append((document, places))
        return found

    def statements(self, document: int) -> Iterator[tuple[Row, Linked | None]]:
        """The statements of a document, each with the position that it became."""
        for row in self._statements.get(document, ()):
            yield row, self._base.claims.get(number(row[0]))

    def write(self, statement: Row) -> None:
        """Write a statement and its values as they were."""
        self._ledger.add("STATEMENTS", statement)
        for table, row in self._values.get(number(statement[0]), ()):
            self._ledger.add(table, row)
        self.written[self._labels[number(statement[1])]] += 1

    def revise(self, statement: Row, position: Position, places: Places, names: Names) -> bool:
        """Write a statement with what has changed of its position; whether it says all of its stance."""
        identifier, kind, document, _, _, coder = statement
        values = dict(self._revised(statement, position, names))
        if any(value is None for value in values.values()):
            return False  # a boolean can not say that somebody is undecided
        start = places.units(position.evidence.begin)
        stop = max(places.units(position.evidence.end), start + 1)
        self._ledger.add("STATEMENTS", (identifier, kind, document, start, stop, coder))
        for table, row in self._values.get(number(identifier), ()):
            cell = values.get(number(row[2]), row[3])
            self._ledger.add(table, (*row[:3], cell))
        self.written[self._labels[number(kind)]] += 1
        graded = any(
            role.name == "stance" and position.stance in role.steps.values()
            for role in self._roles_of(statement).values()
        )
        return graded

    def _roles_of(self, statement: Row) -> dict[int, Role]:
        present = (number(row[2]) for _, row in self._values.get(number(statement[0]), ()))
        return {variable: self._base.roles[variable] for variable in present if variable in self._base.roles}

    def _revised(self, statement: Row, position: Position, names: Names) -> Iterator[tuple[int, int | str | None]]:
        person, body = names.holder(position)
        rest = {**passages(position), "scope": position.scope.value, "voice": position.voice.value}
        linked = self._base.claims[number(statement[0])]
        for variable, role in self._roles_of(statement).items():
            if role.name in ("actor", "organization") and position.actor != linked.actor:
                yield variable, names.actor(variable, person if role.name == "actor" else body)
            elif role.name == "option" and position.option != linked.option:
                yield variable, names.option(variable, position.option)
            elif role.name == "stance" and position.stance is not linked.stance:
                value = _value(role.steps, position.stance)
                short = self._types[variable] == "short text" and value is not None
                yield variable, names.words(variable, value or "") if short else value if value is None else int(value)
            elif role.name in rest and self._types[variable] == "short text" and rest_of(position) != linked.rest:
                yield variable, names.words(variable, rest[role.name])

    def finish(self) -> int:
        """Write the documents that became no article, with their statements; how many there were."""
        for document, row in self._documents.items():
            if row[_TEXT] is None:  # its article is gone
                continue
            self._ledger.add("DOCUMENTS", row)
            for statement in self._statements.get(document, ()):
                self.write(statement)
        return len(self._documents)


def _value(steps: Mapping[str, Stance], stance: Stance) -> str | None:
    """The value that means a stance or, of the same side, the one nearest to it; None where there is none."""
    fitting = [
        (abs(step.value_on_scale - stance.value_on_scale), value)
        for value, step in steps.items()
        if step.side == stance.side
    ]
    return min(fitting)[1] if fitting else None

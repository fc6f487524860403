"""The entities of a .dna database as actors: kinds, aliases and Wikidata ids by their attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.dna import Database
from onrecord.dna.tables import number
from onrecord.imports.dna_mapping import Plan, words
from onrecord.imports.incoming import actor_id
from onrecord.types import Actor, ActorKind

_LISTS = re.compile(r"[;|]")
_WIKIDATA = re.compile(r"\bQ[1-9]\d*\b")


class Cast:
    """The actors of a file, by what it calls them: an actor for each name of a person and of an organisation."""

    def __init__(self, database: Database, plans: Iterable[Plan]) -> None:
        """Make an actor of every entity of a variable that is one."""
        self._made: dict[tuple[bool, str], Actor] = {}  # by whether it is a person's variable, and name
        self._ids: set[str] = set()
        self.entities: dict[str, str] = {}  # id of the entity -> id of the actor
        kinds: dict[int, bool] = {}
        mixed: set[int] = set()  # variables of actors of every kind, where the attribute Type tells them apart
        for one in plans:
            for role, persons in (("actor", True), ("organization", False)):
                if role in one.roles:
                    kinds[one.roles[role].id] = persons
            if "actor" in one.roles and one.roles["actor"].name.casefold() == "actor":
                mixed.add(one.roles["actor"].id)
        attributes = attributes_of(database)
        for row in database.rows("ENTITIES"):
            name, is_person = str(row["Value"]), kinds.get(number(row["VariableId"]))
            if is_person is None or not name.strip():
                continue
            known = attributes.get(number(row["ID"]), {})
            if is_person and row["VariableId"] not in mixed:
                known = {**known, "type": "person"}
            self.entities[str(row["ID"])] = self.actor(name, person=is_person, known=known).id

    def actor(self, name: str, *, person: bool, known: Mapping[str, str] | None = None) -> Actor:
        """The actor of a name; what is known of it from one entity is joined to what is known from others."""
        held = self._made.get((person, name))
        known = known or {}
        kind = _kind(known.get("type", ""), person=person)
        if held is None:
            held = Actor(self._free(actor_id(name, kind)), " ".join(name.split()), kind)
        aliases = (" ".join(alias.split()) for alias in _LISTS.split(known.get("alias", "")))
        joined = dict.fromkeys((*held.aliases, *(alias for alias in aliases if alias and alias != name)))
        found = _WIKIDATA.search(known.get("notes", ""))
        held = replace(held, aliases=tuple(joined), wikidata=held.wikidata or (found[0] if found else None))
        self._made[person, name] = held
        return held

    def affiliate(self, person: str, body: str) -> None:
        """Let a person count for a body; who counts for several has no one body."""
        held = self._made[True, person]
        self._made[True, person] = replace(held, affiliation=body or None)

    def all(self) -> tuple[Actor, ...]:
        """Every actor."""
        return tuple(self._made.values())

    def _free(self, wanted: str) -> str:
        identifier, count = wanted, 2
        while identifier in self._ids:
            identifier, count = f"{wanted}-{count}", count + 1
        self._ids.add(identifier)
        return identifier


def attributes_of(database: Database) -> dict[int, dict[str, str]]:
    """The filled attributes of each entity by their names in lower case."""
    names = database.named("ATTRIBUTEVARIABLES", "AttributeVariable")
    found: dict[int, dict[str, str]] = {}
    for row in database.rows("ATTRIBUTEVALUES"):
        if row["AttributeValue"]:
            name = names[number(row["AttributeVariableId"])].casefold()
            found.setdefault(number(row["EntityId"]), {})[name] = str(row["AttributeValue"])
    return found


def _kind(said: str, *, person: bool) -> ActorKind:
    given = words()["kinds"].get(said.strip().casefold())
    if given is not None and (person or given != "person"):
        return ActorKind(given)
    return ActorKind.PERSON if person else ActorKind.ORGANISATION

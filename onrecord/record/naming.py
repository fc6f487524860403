"""The actors that a page names, without reading all that there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from onrecord.record.schema import actors, authority, sightings
from onrecord.record.store import Record
from onrecord.types import Actor, ActorKind

# Ids in one question: SQLite took 999 at most until 2020.
_CHUNK = 500


def actors_called(record: Record, ids: Collection[str]) -> Mapping[str, Actor]:
    """Name, kind, role and affiliation of the canonical actors of these ids; who is nowhere is left out.

    Looks among the actors of the register, then in the own list, then at how the articles give them.
    """
    found: dict[str, Actor] = {}
    with record.reading() as connection:
        for table, key in ((actors, actors.c.id), (authority, authority.c.id), (sightings, sightings.c.actor)):
            plain = (table.c.name, table.c.kind, table.c.role, table.c.affiliation, table.c.state)
            missing = sorted(set(ids) - found.keys())
            for start in range(0, len(missing), _CHUNK):
                asked = select(key.label("id"), *plain).where(key.in_(missing[start : start + _CHUNK]))
                for row in connection.execute(asked):
                    one = Actor(row.id, row.name, ActorKind(row.kind), row.role, row.affiliation, row.state)
                    found.setdefault(row.id, one)
    return found

"""Rows of actors: their names, what they belong to, and which of them were found to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Table, bindparam, delete, insert, select, update

from onrecord.record.dialects import upsert, write_rows
from onrecord.record.schema import (
    actor_aliases,
    actor_members,
    actor_merges,
    actors,
    appearances,
    mentions,
    positions,
    relations,
    shifts,
    statements,
)
from onrecord.types import Actor, ActorKind

_COLUMNS = ("name", "kind", "role", "affiliation", "state")

# How many ids go into one question: SQLite took 999 at most until 2020.
_CHUNK = 500

# Every column that names an actor and is rewritten when two turn out to be one.
_NAMING: tuple[tuple[Table, str], ...] = (
    (appearances, "actor"),
    (statements, "actor"),
    (mentions, "actor"),
    (positions, "actor"),
    (positions, "by"),
    (positions, "via"),
    (positions, "addressee"),
    (relations, "actor"),
    (relations, "toward"),
    (shifts, "actor"),
    (actors, "affiliation"),
    (actors, "state"),
    (actor_merges, "new"),
)

Merges = Mapping[str, str]

_SOME: BindParameter[str] = bindparam("ids", expanding=True)
_KNOWN = select(actors.c.id).where(actors.c.id.in_(_SOME))
_MERGES = select(actor_merges.c.old, actor_merges.c.new)
_ALL = select(actors).order_by(actors.c.id)
_ALIASES = select(actor_aliases.c.actor, actor_aliases.c.alias).order_by(actor_aliases.c.actor, actor_aliases.c.ordinal)
_MEMBERS = select(actor_members.c.actor, actor_members.c.member).order_by(
    actor_members.c.actor, actor_members.c.ordinal
)
_THESE = _ALL.where(actors.c.id.in_(_SOME))
_THEIR_ALIASES = _ALIASES.where(actor_aliases.c.actor.in_(_SOME))
_THEIR_MEMBERS = _MEMBERS.where(actor_members.c.actor.in_(_SOME))


def chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """The distinct ids, few enough at a time for one question."""
    distinct = list(dict.fromkeys(ids))
    for begin in range(0, len(distinct), _CHUNK):
        yield distinct[begin : begin + _CHUNK]


def read_merges(connection: Connection) -> Merges:
    """Ids of actors that were merged away, and what they mean now."""
    return {row.old: row.new for row in connection.execute(_MERGES)}


def read_actors(connection: Connection, ids: Iterable[str] | None = None) -> list[Actor]:
    """Actors in the order of the ids asked for, or all by id; unknown ids give nothing."""
    if ids is None:
        return _read(connection, None)
    wanted = list(dict.fromkeys(ids))
    found = {actor.id: actor for chunk in chunks(wanted) for actor in _read(connection, chunk)}
    return [found[one] for one in wanted if one in found]


def unknown_actors(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of the ids the record holds no actor for."""
    wanted = set(ids)
    for chunk in chunks(sorted(wanted)):
        wanted.difference_update(connection.scalars(_KNOWN, {"ids": chunk}))
    return wanted


def write_actors(connection: Connection, met: Sequence[Actor], merges: Merges) -> None:
    """Write actors over what is known of them; no alias and no member is ever lost."""
    before = {actor.id: actor for actor in read_actors(connection, (merges.get(actor.id, actor.id) for actor in met))}
    after = dict(before)
    for actor in met:
        identifier = merges.get(actor.id, actor.id)
        after[identifier] = joined(after.get(identifier), _in_merged_terms(actor, merges))
    changed = [actor for identifier, actor in after.items() if actor != before.get(identifier)]
    if not changed:
        return
    connection.execute(
        upsert(connection, actors, keys=("id",), over=_COLUMNS),
        [{"id": actor.id, **{name: getattr(actor, name) for name in _COLUMNS}} for actor in changed],
    )
    for column in (actor_aliases.c.alias, actor_members.c.member):
        lists = {actor.id: _list_of(actor, column) for actor in changed}
        held = {actor.id: _list_of(actor, column) for actor in before.values()}
        _write_list(connection, column, {one: new for one, new in lists.items() if new != held.get(one, ())})


def joined(held: Actor | None, new: Actor) -> Actor:
    """One actor of what is held and what is new: new values win where there are any, names and members add up."""
    if held is None:
        return replace(new, aliases=_distinct(new.aliases), members=_distinct(new.members))
    if held.id != new.id:  # merged away: its names still lead here, but it no longer says who this is
        name, kind = held.name, held.kind
        role, affiliation, state = held.role or new.role, held.affiliation or new.affiliation, held.state or new.state
    else:
        name, kind = new.name, new.kind
        role, affiliation, state = new.role or held.role, new.affiliation or held.affiliation, new.state or held.state
    former = [other for other in (held.name, new.name) if other != name]
    return Actor(
        id=held.id,
        name=name,
        kind=kind,
        role=role,
        affiliation=affiliation,
        state=state,
        aliases=_distinct((*held.aliases, *former, *new.aliases)),
        members=_distinct((*held.members, *new.members)),
    )


def write_appearances(connection: Connection, article: str, met: Sequence[Actor], merges: Merges) -> None:
    """Write which actors an article meets."""
    ids = dict.fromkeys(merges.get(actor.id, actor.id) for actor in met)
    rows = [{"article": article, "ordinal": ordinal, "actor": actor} for ordinal, actor in enumerate(ids)]
    write_rows(connection, appearances, rows)


def actors_of(connection: Connection, article: str) -> list[Actor]:
    """The actors that an article meets."""
    met = select(appearances.c.actor).where(appearances.c.article == article).order_by(appearances.c.ordinal)
    return read_actors(connection, connection.scalars(met).all())


def merge(connection: Connection, old: str, new: str) -> None:
    """Let everything that names one actor name another, now and when it is read again."""
    held = {actor.id: actor for actor in read_actors(connection, (old, new))}
    if old == new or len(held) < 2:
        raise ValueError(f"Can not merge the actor {old} into {new}: both must be in the record, and differ")
    write_actors(connection, (replace(held[old], id=old),), {old: new})
    for table, name in _NAMING:
        connection.execute(update(table).where(table.c[name] == old).values({name: new}))
    groups = select(actor_members.c.actor).where(actor_members.c.member == old)
    for group in read_actors(connection, connection.scalars(groups).all()):
        members = tuple(new if member == old else member for member in group.members)
        _write_list(connection, actor_members.c.member, {group.id: _distinct(members)})
    _write_list(connection, actor_aliases.c.alias, {old: ()})
    _write_list(connection, actor_members.c.member, {old: ()})
    connection.execute(delete(actors).where(actors.c.id == old))
    connection.execute(insert(actor_merges), {"old": old, "new": new, "at": datetime.now(UTC)})


def _in_merged_terms(actor: Actor, merges: Merges) -> Actor:
    if not merges:
        return actor
    return replace(
        actor,
        affiliation=None if actor.affiliation is None else merges.get(actor.affiliation, actor.affiliation),
        state=None if actor.state is None else merges.get(actor.state, actor.state),
        members=tuple(merges.get(member, member) for member in actor.members),
    )


def _read(connection: Connection, ids: list[str] | None) -> list[Actor]:
    if ids is None:
        rows = connection.execute(_ALL)
        aliases_of, members_of = _lists(connection.execute(_ALIASES)), _lists(connection.execute(_MEMBERS))
    else:
        wanted = {"ids": ids}
        rows = connection.execute(_THESE, wanted)
        aliases_of = _lists(connection.execute(_THEIR_ALIASES, wanted))
        members_of = _lists(connection.execute(_THEIR_MEMBERS, wanted))
    return [
        Actor(
            id=row.id,
            name=row.name,
            kind=ActorKind(row.kind),
            role=row.role,
            affiliation=row.affiliation,
            state=row.state,
            aliases=tuple(aliases_of.get(row.id, ())),
            members=tuple(members_of.get(row.id, ())),
        )
        for row in rows
    ]


def _lists(rows: Iterable[Sequence[Any]]) -> Mapping[str, list[str]]:
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        lists[row[0]].append(row[1])
    return lists


def _write_list(connection: Connection, column: Column[str], lists: Mapping[str, Sequence[str]]) -> None:
    table = column.table
    assert isinstance(table, Table)
    for chunk in chunks(lists):
        connection.execute(delete(table).where(table.c.actor.in_(chunk)))
    rows = [
        {"actor": actor, column.name: value, "ordinal": ordinal}
        for actor, values in lists.items()
        for ordinal, value in enumerate(values)
    ]
    write_rows(connection, table, rows)


def _list_of(actor: Actor, column: Column[str]) -> tuple[str, ...]:
    return actor.aliases if column.table is actor_aliases else actor.members


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))

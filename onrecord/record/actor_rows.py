"""Rows of actors: as the articles give them, as the register has them, and the user's own list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Table, bindparam, delete, select, union

from onrecord.record.codec import json_text
from onrecord.record.dialects import upsert, write_rows
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import (
    actors,
    articles,
    authority,
    mentions,
    positions,
    relations,
    shifts,
    sighted,
    sightings,
    statements,
)
from onrecord.record.values import Identities
from onrecord.types import Actor, ActorKind, RoleSeen, Sighting

_PLAIN = ("name", "kind", "role", "affiliation", "state")
_DETAILS = (*_PLAIN, "aliases", "members")
_CANONICAL = (*_DETAILS, "roles", "wikidata")

# How many ids go into one question: SQLite took 999 at most until 2020.
_CHUNK = 500
# How many articles' sightings are fetched at once.
_ARTICLES = 1000

_SOME: BindParameter[str] = bindparam("ids", expanding=True)
_KNOWN = select(sighted.c.id).where(sighted.c.id.in_(_SOME))
_OF_ARTICLE = (
    select(*(sightings.c[name] for name in ("actor", *_DETAILS)))
    .where(sightings.c.article == bindparam("article"))
    .order_by(sightings.c.ordinal)
)
_NUMBERED = (
    select(articles.c.number, articles.c.id, articles.c.published)
    .where(articles.c.number > bindparam("number"))
    .order_by(articles.c.number)
    .limit(_ARTICLES)
)
_BETWEEN = (
    select(sightings.c.article, *(sightings.c[name] for name in ("actor", *_DETAILS)))
    .join(articles, articles.c.id == sightings.c.article)
    .where(articles.c.number.between(bindparam("first"), bindparam("last")))
    .order_by(articles.c.number, sightings.c.ordinal)
)
_NAMING = (
    statements.c.actor,
    mentions.c.actor,
    positions.c.actor,
    positions.c.by,
    relations.c.actor,
    relations.c.toward,
    shifts.c.actor,
)
_JUDGED = (judged.c.actor, judged.c.by, judged_statements.c.actor)


def chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """The distinct ids, few enough at a time for one question."""
    distinct = list(dict.fromkeys(ids))
    for begin in range(0, len(distinct), _CHUNK):
        yield distinct[begin : begin + _CHUNK]


def unknown_actors(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of the ids no article ever named anybody by."""
    wanted = set(ids)
    for chunk in chunks(sorted(wanted)):
        wanted.difference_update(connection.scalars(_KNOWN, {"ids": chunk}))
    return wanted


# ---------------------------------------------------------------- as the articles give them


def write_sightings(connection: Connection, article: str, met: Sequence[Actor]) -> None:
    """Write the actors of an article as it gives them, over those that it gave before."""
    if met:
        known = [{"id": actor.id, **{name: getattr(actor, name) for name in _PLAIN}} for actor in met]
        connection.execute(upsert(connection, sighted, keys=("id",)), known)
    rows = [
        {"article": article, "ordinal": ordinal, "actor": actor.id, **_details(actor)}
        for ordinal, actor in enumerate(met)
    ]
    write_rows(connection, sightings, rows)


def actors_of(connection: Connection, article: str) -> list[Actor]:
    """The actors of an article as it gives them."""
    return [_sighted(row) for row in connection.execute(_OF_ARTICLE, {"article": article})]


def read_sightings(connection: Connection, number: int) -> tuple[list[Sighting], int | None]:
    """The sightings of the next articles behind a number, and the number that they reach; None behind the last."""
    found = connection.execute(_NUMBERED, {"number": number}).all()
    if not found:
        return [], None
    days: dict[str, tuple[str, date | None]] = {row.id: (row.id, row.published) for row in found}  # one id for all
    last = found[-1].number
    rows = connection.execute(_BETWEEN, {"first": found[0].number, "last": last})
    return [Sighting(of[0], _sighted(row), of[1]) for row in rows if (of := days[row.article])], last


def read_appearances(connection: Connection, ids: Iterable[str]) -> dict[str, list[str]]:
    """The articles in which each of some sighted ids was met, in the order of their arrival."""
    found: dict[str, list[str]] = {}
    for chunk in chunks(ids):
        asked = select(sightings.c.actor, sightings.c.article).join(articles, articles.c.id == sightings.c.article)
        asked = asked.where(sightings.c.actor.in_(chunk)).order_by(articles.c.number)
        for row in connection.execute(asked):
            found.setdefault(row.actor, []).append(row.article)
    return found


# ---------------------------------------------------------------- as the register has them


def read_actors(connection: Connection, identities: Identities) -> list[Actor]:
    """Every canonical actor by id, and whoever a claim of an older reading names beside them."""
    found = {row.id: in_canonical_terms(_canonical(row), identities) for row in connection.execute(select(actors))}
    said = union(*(select(column).where(column.is_not(None)) for column in _JUDGED))
    _add_listed(connection, found, {identities.of(one) for one in connection.scalars(said)}, identities)
    for row in _left_over(connection):
        identifier = identities.of(row.id)
        if identifier not in found:
            bare = Actor(identifier, row.name, ActorKind(row.kind), row.role, row.affiliation, row.state)
            found[identifier] = in_canonical_terms(bare, identities)
    named = {body for one in found.values() for body in (one.affiliation, *(seen.body for seen in one.roles)) if body}
    _add_listed(connection, found, named, identities)
    return [found[identifier] for identifier in sorted(found)]


def _add_listed(connection: Connection, found: dict[str, Actor], ids: set[str], identities: Identities) -> None:
    """Add those that only the own list knows: bodies that somebody counts for, actors that a reviewer named."""
    for chunk in chunks(sorted(ids - found.keys())):
        rows = connection.execute(select(authority).where(authority.c.id.in_(chunk)))
        found |= {row.id: in_canonical_terms(_canonical(row), identities) for row in rows}


def in_canonical_terms(actor: Actor, identities: Identities) -> Actor:
    """The actor with every id that it refers to mapped to the canonical one."""
    affiliation, state = identities.of(actor.affiliation), identities.of(actor.state)
    members = tuple(dict.fromkeys(map(identities.of, actor.members)))
    roles = tuple(replace(seen, body=identities.of(seen.body)) for seen in actor.roles)
    if (affiliation, state, members, roles) == (actor.affiliation, actor.state, actor.members, actor.roles):
        return actor
    return replace(actor, affiliation=affiliation, state=state, members=members, roles=roles)


def write_actors(connection: Connection, changed: Iterable[Actor], gone: Iterable[str]) -> None:
    """Take canonical actors out, and write others over what was known of them."""
    for chunk in chunks(gone):
        connection.execute(delete(actors).where(actors.c.id.in_(chunk)))
    _write_over(connection, actors, changed)


def replace_actors(connection: Connection, present: Iterable[Actor]) -> None:
    """Let the canonical actors be these; rows that are the same are left alone."""
    held = {row.id: _canonical(row) for row in connection.execute(select(actors))}
    changed = []
    for actor in present:
        if held.pop(actor.id, None) != actor:
            changed.append(actor)
    write_actors(connection, changed, held)


def _left_over(connection: Connection) -> Sequence[Row[Any]]:
    """Ids that a claim names but no article's present reading gives."""
    unseen = select(sighted).where(sighted.c.id.not_in(select(sightings.c.actor)))
    if connection.execute(unseen.limit(1)).first() is None:
        return ()
    named = union(*(select(column).where(column.is_not(None)) for column in (*_NAMING, *_JUDGED)))
    return connection.execute(unseen.where(sighted.c.id.in_(named))).all()


# ---------------------------------------------------------------- the user's own list


def read_authority(connection: Connection) -> Iterator[Actor]:
    """The entries of the user's list, by id."""
    return map(_canonical, connection.execute(select(authority).order_by(authority.c.id)))


def write_authority(connection: Connection, entries: Iterable[Actor], *, alone: bool) -> int:
    """Write entries over those of the same ids, ``alone`` without any other; how many rows changed."""
    held = {actor.id: actor for actor in read_authority(connection)}
    changed = [entry for entry in entries if held.pop(entry.id, None) != entry]
    _write_over(connection, authority, changed)
    if not alone:
        return len(changed)
    for chunk in chunks(held):
        connection.execute(delete(authority).where(authority.c.id.in_(chunk)))
    return len(changed) + len(held)


# ---------------------------------------------------------------- rows and values


def _write_over(connection: Connection, table: Table, changed: Iterable[Actor]) -> None:
    rows = [
        {"id": one.id, **_details(one), "roles": _roles_text(one.roles), "wikidata": one.wikidata} for one in changed
    ]
    if rows:
        connection.execute(upsert(connection, table, keys=("id",), over=_CANONICAL), rows)


def _details(actor: Actor) -> dict[str, str | None]:
    return {
        "name": actor.name,
        "kind": actor.kind.value,
        "role": actor.role,
        "affiliation": actor.affiliation,
        "state": actor.state,
        "aliases": _list_text(actor.aliases),
        "members": _list_text(actor.members),
    }


def _list_text(values: Sequence[str]) -> str:
    return json_text(list(values)) if values else "[]"


def _list_of(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def _roles_text(roles: Sequence[RoleSeen]) -> str:
    def day(value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    return json_text([[seen.role, seen.body, day(seen.first), day(seen.last)] for seen in roles]) if roles else "[]"


@lru_cache(maxsize=20_000)  # in a long list, the same offices come again and again
def _roles_of(text: str) -> tuple[RoleSeen, ...]:
    def day(value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)

    if text == "[]":
        return ()
    return tuple(RoleSeen(role, body, day(first), day(last)) for role, body, first, last in json.loads(text))


_KINDS = {kind.value: kind for kind in ActorKind}


def _sighted(row: Row[Any]) -> Actor:
    return _seen_as(*row[-8:])


@lru_cache(maxsize=100_000)  # most articles say the same of somebody: one value for all of them, not one each
def _seen_as(
    identifier: str,
    name: str,
    kind: str,
    role: str | None,
    affiliation: str | None,
    state: str | None,
    aliases: str,
    members: str,
) -> Actor:
    return Actor(identifier, name, _KINDS[kind], role, affiliation, state, _list_of(aliases), _list_of(members))


def _canonical(row: Sequence[Any]) -> Actor:
    # In the order of the columns: by name, each value costs a look-up, and a list may have half a million rows.
    identifier, name, kind, role, affiliation, state, aliases, members, roles, wikidata = row
    return Actor(
        identifier,
        name,
        _KINDS[kind],
        role,
        affiliation,
        state,
        _list_of(aliases),
        _list_of(members),
        _roles_of(roles),
        wikidata,
    )

"""Actors are kept as the articles give them, and who each of them means is kept beside."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_DETAILS = ("name", "kind", "role", "affiliation", "state", "aliases", "members")

# Every column of a claim that names an actor, beside the appearances.
_NAMED = (
    ("statements", "actor"),
    ("mentions", "actor"),
    ("positions", "actor"),
    ("positions", "by"),
    ("relations", "actor"),
    ("relations", "toward"),
    ("shifts", "actor"),
)

# How many rows are written at once: few enough to fit in memory.
_ROWS = 5000


def upgrade() -> None:
    """Make the tables of the register; actors become sightings, merges become judgements."""
    connection = op.get_bind()
    details = _old_actors(connection)
    op.rename_table("actors", "sighted")  # what points at an actor points at a sighted one from now on
    if connection.dialect.name == "postgresql":
        op.execute("ALTER TABLE sighted RENAME CONSTRAINT pk_actors TO pk_sighted")
    _make_tables()
    _write(connection, "actors", ({**one, "roles": "[]", "wikidata": None} for one in details.values()))
    _write(connection, "sightings", _sightings(connection, details))
    _merges_to_judgements(connection)
    for table in ("appearances", "actor_aliases", "actor_members", "actor_merges"):
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        "sightings",
        *_texts("article"),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        *_texts("actor"),
        *_details(),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_sightings_article"),
        sa.ForeignKeyConstraint(["actor"], ["sighted.id"], name="fk_sightings_actor"),
        sa.PrimaryKeyConstraint("article", "ordinal", name="pk_sightings"),
    )
    op.create_index("ix_sightings_actor", "sightings", ["actor"])
    op.create_table(
        "identities",
        *_texts("sighted", "article", "actor"),
        sa.PrimaryKeyConstraint("sighted", "article", name="pk_identities"),
    )
    for table in ("actors", "authority"):
        op.create_table(
            table,
            *_texts("id"),
            *_details(),
            *_texts("roles"),
            *_texts("wikidata", null=True),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        )


def _texts(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _details() -> list[sa.Column[Any]]:
    return [
        *_texts("name", "kind"),
        *_texts("role", "affiliation", "state", null=True),
        *_texts("aliases", "members"),
    ]


def _rows(connection: sa.Connection, text: str) -> Sequence[Any]:
    return connection.execute(sa.text(text)).all()


def _old_actors(connection: sa.Connection) -> dict[str, dict[str, Any]]:
    lists: dict[str, defaultdict[str, list[str]]] = {}
    for table, name in (("actor_aliases", "alias"), ("actor_members", "member")):
        lists[table] = defaultdict(list)
        for actor, value in _rows(connection, f"SELECT actor, {name} FROM {table} ORDER BY actor, ordinal"):
            lists[table][actor].append(value)
    found = _rows(connection, "SELECT id, name, kind, role, affiliation, state FROM actors ORDER BY id")
    return {
        row.id: {
            **row._mapping,
            "aliases": _json(lists["actor_aliases"][row.id]),
            "members": _json(lists["actor_members"][row.id]),
        }
        for row in found
    }


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _sightings(connection: sa.Connection, details: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A sighting of every actor in every article that met it or has a claim that names it."""
    met: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article, actor in _rows(connection, "SELECT article, actor FROM appearances ORDER BY article, ordinal"):
        met[article][actor] = None
    for table, column in _NAMED:
        quoted = f'SELECT DISTINCT article, "{column}" AS actor FROM {table} WHERE "{column}" IS NOT NULL ORDER BY 1, 2'
        for article, actor in _rows(connection, quoted):
            met[article].setdefault(actor)
    for article, actors in met.items():
        for ordinal, actor in enumerate(actors):
            known = {name: details[actor][name] for name in _DETAILS}
            yield {"article": article, "ordinal": ordinal, "actor": actor, **known}


def _merges_to_judgements(connection: sa.Connection) -> None:
    merges = _rows(connection, "SELECT old, new, at FROM actor_merges ORDER BY at, old")
    kinds = {row.id: row for row in _rows(connection, "SELECT id, name, kind FROM sighted")}
    table = sa.table(
        "judgements",
        *(sa.column(name) for name in ("target_kind", "target_id", "verdict", "field", "value", "reviewer", "at")),
    )
    for old, new, at in merges:
        if old not in kinds:  # a judgement names what is sighted; nothing is any more, until it is read again
            known = {"id": old, "name": kinds[new].name, "kind": kinds[new].kind}
            connection.execute(sa.text("INSERT INTO sighted (id, name, kind) VALUES (:id, :name, :kind)"), known)
        said = [{"verdict": "same", "one": old, "other": new, "articles": []}]
        row = {"target_kind": "actor", "target_id": old, "verdict": "corrected", "field": "identity"}
        connection.execute(sa.insert(table), {**row, "value": _json(said), "reviewer": "onrecord merge", "at": at})


def _write(connection: sa.Connection, name: str, rows: Iterator[dict[str, Any]]) -> None:
    portion: list[dict[str, Any]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == _ROWS:
            _insert(connection, name, portion)
            portion = []
    if portion:
        _insert(connection, name, portion)


def _insert(connection: sa.Connection, name: str, rows: list[dict[str, Any]]) -> None:
    table = sa.table(name, *(sa.column(column) for column in rows[0]))
    connection.execute(sa.insert(table), rows)

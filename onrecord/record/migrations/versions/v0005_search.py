"""Statements and positions have numbers and days by which they are listed, and their words are indexed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.record.search_tables import drop_search, make_search

revision = "0005"
down_revision = "0004"

# Tables that get a number as their key, with the key that they had until now and the day that a row gives itself.
_NUMBERED = {
    "statements": (["id"], "said_first"),
    "positions": (["codebook", "id"], "date_first"),
    "judged": (["id"], "date_first"),
    "judged_statements": (["id"], "said_first"),
}

_INDICES: tuple[tuple[str, list[str]], ...] = (
    ("articles", ["outlet", "day"]),
    ("articles", ["day"]),
    ("statements", ["actor", "day"]),
    ("statements", ["day"]),
    ("positions", ["codebook", "option", "day"]),
    ("positions", ["codebook", "day"]),
    ("positions", ["actor", "day"]),
    ("positions", ["statement"]),
    ("identities", ["actor"]),
)
_REPLACED = (("statements", "actor"), ("positions", "codebook_option"), ("positions", "actor"))


def upgrade() -> None:
    """Number and date what is there, then index its words."""
    op.add_column("articles", _day())
    op.execute("UPDATE articles SET day = published WHERE published IS NOT NULL")
    for table, (key, given) in _NUMBERED.items():
        if op.get_bind().dialect.name == "postgresql":
            _alter(table, key)
        else:
            _remake(table, key)
        published = f"(SELECT published FROM articles WHERE articles.id = {table}.article)"
        op.execute(f"UPDATE {table} SET day = coalesce({given}, {published}, day)")
    for table, name in _REPLACED:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, columns in _INDICES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    found = ["codebook", "stance", "suggested", "covered", "statement", "article"]
    op.create_index("ix_positions_found", "positions", found)
    make_search(op.get_bind())


def downgrade() -> None:
    """Take the index of words away; numbers and days stay, for they harm nobody."""
    drop_search(op.get_bind())


def _day() -> sa.Column[Any]:
    return sa.Column("day", sa.Date(), nullable=False, server_default="0001-01-01")


def _number() -> sa.Column[Any]:
    return sa.Column("number", sa.Integer(), primary_key=True)


def _alter(table: str, key: list[str]) -> None:
    op.drop_constraint(f"pk_{table}", table)
    op.execute(f"ALTER TABLE {table} ADD COLUMN number SERIAL CONSTRAINT pk_{table} PRIMARY KEY")
    op.create_unique_constraint(f"uq_{table}_{'_'.join(key)}", table, key)
    op.add_column(table, _day())


def _remake(table: str, key: list[str]) -> None:
    """A new table in place of the old one, for SQLite can not change a key; rows are numbered as they arrived."""
    old = sa.Table(table, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)
    columns = [sa.Column(c.name, c.type, nullable=c.nullable, server_default=c.server_default) for c in old.columns]
    constraints = [
        sa.ForeignKeyConstraint(
            [column.name for column in refers.columns], [each.target_fullname for each in refers.elements], refers.name
        )
        for refers in old.foreign_key_constraints
    ]
    op.create_table(
        f"new_{table}",
        _number(),
        *columns,
        _day(),
        *constraints,
        sa.PrimaryKeyConstraint("number", name=f"pk_{table}"),
        sa.UniqueConstraint(*key, name=f"uq_{table}_{'_'.join(key)}"),
    )
    names = ", ".join(f'"{column.name}"' for column in columns)
    given = ", ".join(f'{table}."{column.name}"' for column in columns)
    op.execute(
        f"INSERT INTO new_{table} ({names}) SELECT {given} FROM {table} "
        f"JOIN articles ON articles.id = {table}.article ORDER BY articles.number, {table}.ordinal"
    )
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)
    for index in old.indexes:
        some = index.dialect_options["sqlite"]["where"]
        op.create_index(index.name, table, [column.name for column in index.columns], sqlite_where=some)

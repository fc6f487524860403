"""Reviewers with accounts, and samples that several of them code."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables; nothing that was in the record changes."""
    _accounts()
    _samples()


def _accounts() -> None:
    op.create_table(
        "people",
        _number("id"),
        *_texts("name", "key", "role"),
        *_texts("password", null=True),
        _moment("added_at"),
        _moment("disabled_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("key", name="uq_people_key"),
    )
    op.create_table(
        "login_tries",
        _number("id"),
        *_texts("key", "address"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_login_tries"),
    )
    op.create_index("ix_login_tries_at", "login_tries", ["at"])
    op.create_table(
        "sessions",
        *_texts("digest"),
        _number("person"),
        *(_moment(name) for name in ("opened_at", "seen_at", "expires_at")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sessions_person"),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "tokens",
        *(_number(name) for name in ("id", "person")),
        *_texts("label", "prefix", "digest", "scope"),
        _moment("issued_at"),
        *(_moment(name, null=True) for name in ("expires_at", "used_at", "revoked_at")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_tokens_person"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
    )
    op.create_index("ix_tokens_person", "tokens", ["person"])


def _samples() -> None:
    op.create_table(
        "samples",
        _number("id"),
        *_texts("name", "unit"),
        _number("seed"),
        sa.Column("blind", sa.Boolean(), nullable=False),
        *_texts("plan"),
        *_texts("codebook", null=True),
        *_texts("drawn_by"),
        _moment("drawn_at"),
        *(_moment(name, null=True) for name in ("opened_at", "closed_at")),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
    )
    op.create_index("ix_samples_name", "samples", ["name"], unique=True)
    op.create_table(
        "sample_items",
        *(_number(name) for name in ("sample", "ordinal")),
        *_texts("article", "target"),
        *(sa.Column(name, sa.Integer()) for name in ("begin", "end")),
        *_texts("stratum"),
        *_texts("settled_by", null=True),
        _moment("settled_at", null=True),
        sa.ForeignKeyConstraint(["sample"], ["samples.id"], name="fk_sample_items_sample"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_sample_items_article"),
        sa.PrimaryKeyConstraint("sample", "ordinal", name="pk_sample_items"),
    )
    op.create_table(
        "sample_work",
        _number("sample"),
        *_texts("coder"),
        _number("ordinal"),
        _moment("done_at", null=True),
        sa.ForeignKeyConstraint(["sample"], ["samples.id"], name="fk_sample_work_sample"),
        sa.PrimaryKeyConstraint("sample", "coder", "ordinal", name="pk_sample_work"),
    )


def downgrade() -> None:
    """Take the tables away, and all that they hold."""
    for table in ("sample_work", "sample_items", "samples", "tokens", "sessions", "login_tries", "people"):
        op.drop_table(table)


def _texts(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=null)

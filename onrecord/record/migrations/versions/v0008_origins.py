"""Who signs an article; stories that many papers carry; what was fetched and what was read to its end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns of articles and the tables of origins."""
    for name in ("author", "agency", "section"):
        op.add_column("articles", sa.Column(name, sa.Text()))
    op.create_index("ix_failures_origin", "failures", ["origin"])
    _stories()
    _fetched()
    _shards()


def _stories() -> None:
    op.create_table(
        "signed",
        sa.Column("article", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_signed_article"),
        sa.PrimaryKeyConstraint("article", name="pk_signed"),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "number", name="pk_bands"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("article", "other")),
        sa.Column("share", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_copies_article"),
        sa.ForeignKeyConstraint(["other"], ["articles.id"], name="fk_copies_other"),
        sa.PrimaryKeyConstraint("article", "other", name="pk_copies"),
    )
    op.create_index("ix_copies_other", "copies", ["other"])
    op.create_table(
        "stories",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("article", "story")),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_stories_article"),
        sa.ForeignKeyConstraint(["story"], ["articles.id"], name="fk_stories_story"),
        sa.PrimaryKeyConstraint("article", name="pk_stories"),
    )
    op.create_index("ix_stories_story", "stories", ["story"])


def _fetched() -> None:
    op.create_table(
        "fetched",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("etag", "modified", "digest")),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("next", sa.DateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text()),
        sa.PrimaryKeyConstraint("url", name="pk_fetched"),
    )


def _shards() -> None:
    op.create_table(
        "shards",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "origin")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("articles", "failures")),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shards"),
    )
    op.create_index("ix_shards_origin", "shards", ["origin"])


def downgrade() -> None:
    """Drop them."""
    for table in ("shards", "fetched", "stories", "copies", "bands", "signed"):
        op.drop_table(table)
    op.drop_index("ix_failures_origin", "failures")
    for name in ("section", "agency", "author"):
        op.drop_column("articles", name)

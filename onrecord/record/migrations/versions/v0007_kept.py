"""What an imported file says that the record has no words of its own for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of imported files, of their rows, and of what came of them."""
    op.create_table(
        "kept_files",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("form", "name", "digest")),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_kept_files"),
        sa.UniqueConstraint("form", "name", name="uq_kept_files_form_name"),
    )
    op.create_table(
        "kept_parts",
        sa.Column("file", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file"], ["kept_files.id"], name="fk_kept_parts_file"),
        sa.PrimaryKeyConstraint("file", "name", "part", name="pk_kept_parts"),
    )
    op.create_table(
        "kept_links",
        sa.Column("file", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "key", "target")),
        sa.Column("basis", sa.Text()),
        sa.ForeignKeyConstraint(["file"], ["kept_files.id"], name="fk_kept_links_file"),
        sa.PrimaryKeyConstraint("file", "kind", "key", name="pk_kept_links"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("kept_links", "kept_parts", "kept_files"):
        op.drop_table(table)

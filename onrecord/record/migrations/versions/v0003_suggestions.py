"""Positions that are not sure enough are kept beside the others, for a reviewer to look at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the mark; what was kept until now are positions."""
    op.add_column("positions", sa.Column("suggested", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take the mark away, and what it marked."""
    op.execute("DELETE FROM positions WHERE suggested")
    op.drop_column("positions", "suggested")

"""Run by Alembic: migrates over the connection that ``migrating`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from onrecord.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making a new one
)
context.run_migrations()

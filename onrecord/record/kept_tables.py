"""Tables: what an imported file says that the record has no words of its own for."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint

from onrecord.record.schema import Moment, metadata

kept_files = Table(
    "kept_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form", Text, nullable=False),  # the format: "dna"
    Column("name", Text, nullable=False),  # what the file goes by
    Column("digest", Text, nullable=False),  # of all that was kept of it
    Column("at", Moment, nullable=False),
    UniqueConstraint("form", "name"),
)

kept_parts = Table(  # the rows of the file's tables, many of one table in a row here: compressed JSON
    "kept_parts",
    metadata,
    Column("file", Integer, ForeignKey("kept_files.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

kept_links = Table(  # what in the record came of what in the file, and as what it came
    "kept_links",
    metadata,
    Column("file", Integer, ForeignKey("kept_files.id"), primary_key=True),
    Column("kind", Text, primary_key=True),  # "article", "claim", "actor", "option"
    Column("key", Text, primary_key=True),  # what the file calls it
    Column(
        "target", Text, nullable=False
    ),  # what the record calls it; no foreign key, so that it outlives a re-reading
    Column("basis", Text),  # JSON
)

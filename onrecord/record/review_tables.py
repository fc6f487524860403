"""Tables: what reviewers say of claims, what is made of it, and the log of all that people did."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, ForeignKey, Index, Integer, Table, Text, false
from sqlalchemy.sql.schema import SchemaItem

from onrecord.record.schema import Moment, day_column, metadata, position_columns, statement_columns


def _review() -> tuple[SchemaItem, ...]:
    return (
        Column("state", Text, nullable=False),
        Column("judgement", Integer, nullable=False),  # the last that stands: the version of the row
        Column("reviewer", Text, nullable=False),
        Column("at", Moment, nullable=False),
        Column("note", Text),
        Column("basis", Text),  # the machine's claim when it was judged, as JSON
        Column("disputed", Boolean, nullable=False),  # the last words of two reviewers on it differ
        Column("disagrees", Text),  # how the machine's present claims differ: other, gone
    )


# Both are a function of the standing judgements and of what the machine says now: rows come and go with those.
judged = Table(
    "judged",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    *position_columns(sighted_only=False),
    *_review(),
    day_column(),
    Index(None, "article"),
    Index(None, "option"),
    Index(None, "actor"),
)

judged_statements = Table(
    "judged_statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    *statement_columns(sighted_only=False),
    *_review(),
    day_column(),
    Index(None, "article"),
    Index(None, "actor"),
)

judged_articles = Table(  # in which articles judgements changed anything, and at which turn last
    "judged_articles",
    metadata,
    Column("article", Text, primary_key=True),
    Column("turn", Integer, nullable=False),
    Index(None, "turn"),
)

queue = Table(  # what waits for a reviewer under the current codebook, made of positions and judged
    "queue",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, nullable=False),
    Column("option", Text, nullable=False),
    Column("actor", Text, nullable=False),  # the canonical one
    Column("stance", Text, nullable=False),
    Column("outlet", Text),
    Column("kind", Text),  # of the statement that it rests on
    Column("day_first", Date),
    Column("day_last", Date),
    Column("score", Double, nullable=False),
    Column("suggested", Boolean, nullable=False),
    Column("judged", Boolean, nullable=False, server_default=false()),
    Column("weight", Integer, nullable=False),
    Column("reasons", Text, nullable=False),  # names of reasons, parted by spaces
    # With every column that a filter asks for: a filter that lets little through reads the index alone.
    Index(
        "ix_queue_order",
        *("weight", "id", "option", "actor", "stance", "outlet", "kind", "article"),
        *("day_first", "day_last", "score", "suggested", "judged"),
    ),
    Index(None, "option", "actor"),
    Index(None, "article"),
)

# What of the queue is to be made anew: an article's part on an option; without an option all of the article's part,
# without an article the whole queue.
queue_waiting = Table(
    "queue_waiting",
    metadata,
    Column("article", Text, primary_key=True),
    Column("option", Text, primary_key=True),
)

audit = Table(  # rows are added, never changed and never taken out
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("target_kind", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON
    Index(None, "target_kind", "target_id"),
    Index(None, "person"),
)

tunings = Table(  # weights and thresholds fitted to the record's own judgements; rows stay, one at most is in use
    "tunings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("base", Text, nullable=False),  # of which weights of the program it is a change
    Column("content", Text, nullable=False),  # JSON
    Column("figures", Text, nullable=False),  # JSON
    Column("used", Boolean, nullable=False),
)

codebook_editions = Table(  # who made which codebook the current one, when and how, and its YAML where it was one
    "codebook_editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("text", Text),
    Index(None, "version"),
)

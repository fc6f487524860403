"""What reviewers say of claims, and the log of all that people did."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables and columns; what was judged until now stays as it is."""
    _judgements()
    for table in ("positions", "statements"):
        some = sa.text("covered IS NOT NULL")
        op.add_column(table, sa.Column("covered", sa.Text()))
        op.create_index(f"ix_{table}_covered", table, ["covered"], sqlite_where=some, postgresql_where=some)
    op.create_index("ix_positions_codebook_option_actor", "positions", ["codebook", "option", "actor"])
    _judged()
    _queue()
    _audit()
    _tunings()


def _judgements() -> None:
    for name in ("sample", "settles", "step"):
        op.add_column("judgements", sa.Column(name, sa.Integer()))
    op.add_column("judgements", sa.Column("undone", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("basis", "note"):
        op.add_column("judgements", sa.Column(name, sa.Text()))
    op.create_index("ix_judgements_reviewer_id", "judgements", ["reviewer", "id"])
    op.create_index("ix_judgements_sample", "judgements", ["sample"])


def _judged() -> None:
    article = sa.ForeignKeyConstraint
    op.create_table(
        "judged",
        *_texts("id", "article"),
        *_numbers("ordinal"),
        *_position(),
        *_review(),
        article(["article"], ["articles.id"], name="fk_judged_article"),
        sa.PrimaryKeyConstraint("id", name="pk_judged"),
    )
    op.create_table(
        "judged_statements",
        *_texts("id", "article"),
        *_statement(),
        *_review(),
        article(["article"], ["articles.id"], name="fk_judged_statements_article"),
        sa.PrimaryKeyConstraint("id", name="pk_judged_statements"),
    )
    op.create_table(
        "judged_articles",
        *_texts("article"),
        *_numbers("turn"),
        sa.PrimaryKeyConstraint("article", name="pk_judged_articles"),
    )
    for table, columns in (
        ("judged", ("article", "option", "actor")),
        ("judged_statements", ("article", "actor")),
        ("judged_articles", ("turn",)),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _position() -> list[sa.Column[Any]]:
    return [
        *_texts("option", "actor", "stance", "scope", "voice"),
        *_numbers("begin", "end"),
        *_texts("text"),
        *_texts("condition_kind", "condition_text", "condition_spans", "reason_text", "reason_spans", null=True),
        *_texts("by", "via", "addressee", null=True),
        *_texts("tense"),
        sa.Column("derived", sa.Boolean(), nullable=False),
        *_days("date_first", "date_last"),
        *_texts("context"),
        *_texts("statement", null=True),
        *_provenance(),
        sa.Column("suggested", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def _statement() -> list[sa.Column[Any]]:
    return [
        *_numbers("ordinal"),
        *_texts("kind", "part", "content", "cue", "source", "text"),
        sa.Column("holder_begin", sa.Integer()),
        sa.Column("holder_end", sa.Integer()),
        *_texts("actor", null=True),
        *_days("said_first", "said_last"),
        *_texts("utterance", null=True),
        *_provenance(),
    ]


def _review() -> list[sa.Column[Any]]:
    return [
        *_texts("state"),
        *_numbers("judgement"),
        *_texts("reviewer"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("note", "basis", null=True),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        *_texts("disagrees", null=True),
    ]


def _queue() -> None:
    op.create_table(
        "queue",
        *_texts("id", "article", "option", "actor", "stance"),
        *_texts("outlet", "kind", null=True),
        *_days("day_first", "day_last"),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("suggested", sa.Boolean(), nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False, server_default=sa.false()),
        *_numbers("weight"),
        *_texts("reasons"),
        sa.PrimaryKeyConstraint("id", name="pk_queue"),
    )
    asked = ("option", "actor", "stance", "outlet", "kind", "article", "day_first", "day_last", "score")
    op.create_index("ix_queue_order", "queue", ["weight", "id", *asked, "suggested", "judged"])
    op.create_index("ix_queue_option_actor", "queue", ["option", "actor"])
    op.create_index("ix_queue_article", "queue", ["article"])
    op.create_table(
        "queue_waiting",
        *_texts("article", "option"),
        sa.PrimaryKeyConstraint("article", "option", name="pk_queue_waiting"),
    )
    op.execute("INSERT INTO queue_waiting (article, option) VALUES ('', '')")


def _audit() -> None:
    op.create_table(
        "audit",
        *_numbers("id"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("person", "verb", "target_kind", "target_id", "detail"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_target_kind_target_id", "audit", ["target_kind", "target_id"])
    op.create_index("ix_audit_person", "audit", ["person"])


def _tunings() -> None:
    op.create_table(
        "tunings",
        *_numbers("id"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("person", "version", "base", "content", "figures"),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tunings"),
    )
    op.create_table(
        "codebook_editions",
        *_numbers("id"),
        *_texts("version"),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_texts("person", "how"),
        *_texts("text", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_codebook_editions"),
    )
    op.create_index("ix_codebook_editions_version", "codebook_editions", ["version"])


def downgrade() -> None:
    """Take the tables and columns away, and all that they hold."""
    for table in ("codebook_editions", "tunings"):
        op.drop_table(table)
    for table in ("audit", "queue_waiting", "queue", "judged_articles", "judged_statements", "judged"):
        op.drop_table(table)
    op.drop_index("ix_positions_codebook_option_actor", "positions")
    for table in ("statements", "positions"):
        op.drop_index(f"ix_{table}_covered", table)
        op.drop_column(table, "covered")
    op.drop_index("ix_judgements_sample", "judgements")
    op.drop_index("ix_judgements_reviewer_id", "judgements")
    for name in ("note", "basis", "undone", "step", "settles", "sample"):
        op.drop_column("judgements", name)


def _texts(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _provenance() -> list[sa.Column[Any]]:
    return [*_texts("method", "version"), sa.Column("score", sa.Double(), nullable=False)]

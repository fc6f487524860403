"""The first form of the tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _articles()
    _actors()
    _statements()
    _codebooks()
    _positions()
    _relations_and_shifts()
    _judgements()


def _texts(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _moment(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=null)


def _provenance() -> list[sa.Column[Any]]:
    return [*_texts("method", "version"), sa.Column("score", sa.Double(), nullable=False)]


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}")


def _index(table: str, *names: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))


def _articles() -> None:
    op.create_table("meta", *_texts("name", "value"), _key("meta", "name"))
    op.create_table(
        "articles",
        *_numbers("number"),
        *_texts("id", "origin"),
        *_texts("outlet", "title", null=True),
        *_days("published"),
        *_texts("language", "url", null=True),
        *_texts("text"),
        _moment("added_at"),
        _key("articles", "number"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
    )
    _index("articles", "origin")
    op.create_table(
        "failures",
        *_texts("id", "origin", "stage", "reason"),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        _moment("at"),
        _key("failures", "id"),
    )
    op.create_table(
        "readings",
        *_texts("article"),
        *_provenance(),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _refers("readings", "article", "articles.id"),
        _key("readings", "article"),
    )


def _actors() -> None:
    op.create_table(
        "actors",
        *_texts("id", "name", "kind"),
        *_texts("role", "affiliation", "state", null=True),
        _key("actors", "id"),
    )
    for table, name in (("actor_aliases", "alias"), ("actor_members", "member")):
        op.create_table(
            table,
            *_texts("actor", name),
            *_numbers("ordinal"),
            _refers(table, "actor", "actors.id"),
            _key(table, "actor", name),
        )
    op.create_table(
        "actor_merges",
        *_texts("old", "new"),
        _moment("at"),
        _refers("actor_merges", "new", "actors.id"),
        _key("actor_merges", "old"),
    )
    op.create_table(
        "appearances",
        *_texts("article"),
        *_numbers("ordinal"),
        *_texts("actor"),
        _refers("appearances", "article", "articles.id"),
        _refers("appearances", "actor", "actors.id"),
        _key("appearances", "article", "ordinal"),
    )
    _index("appearances", "actor")


def _statements() -> None:
    op.create_table(
        "statements",
        *_texts("id", "article"),
        *_numbers("ordinal"),
        *_texts("kind", "part", "content", "cue", "source", "text"),
        sa.Column("holder_begin", sa.Integer(), nullable=True),
        sa.Column("holder_end", sa.Integer(), nullable=True),
        *_texts("actor", null=True),
        *_days("said_first", "said_last"),
        *_texts("utterance", null=True),
        *_provenance(),
        _refers("statements", "article", "articles.id"),
        _refers("statements", "actor", "actors.id"),
        _key("statements", "id"),
    )
    for name in ("article", "actor", "utterance"):
        _index("statements", name)
    op.create_table(
        "mentions",
        *_texts("article"),
        *_numbers("ordinal", "place"),
        *_texts("actor", null=True),
        *_numbers("begin", "end"),
        *_texts("form"),
        *_provenance(),
        _refers("mentions", "article", "articles.id"),
        _refers("mentions", "actor", "actors.id"),
        _key("mentions", "article", "ordinal", "place"),
    )
    _index("mentions", "actor")


def _codebooks() -> None:
    op.create_table(
        "codebooks",
        *_texts("version", "source", "content"),
        _moment("first_used"),
        *_numbers("turn"),
        _key("codebooks", "version"),
        sa.UniqueConstraint("turn", name="uq_codebooks_turn"),
    )
    op.create_table(
        "codings",
        *_texts("codebook", "article", "coder_version", "reader_version"),
        _refers("codings", "codebook", "codebooks.version"),
        _refers("codings", "article", "articles.id"),
        _key("codings", "codebook", "article"),
    )
    _index("codings", "article")


def _coded(table: str) -> list[Any]:
    columns = ["codings.codebook", "codings.article"]
    return [
        *_texts("codebook", "id", "article"),
        *_numbers("ordinal"),
        sa.ForeignKeyConstraint(["codebook", "article"], columns, name=f"fk_{table}_codebook_article"),
        _key(table, "codebook", "id"),
    ]


def _positions() -> None:
    op.create_table(
        "positions",
        *_coded("positions"),
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
        _refers("positions", "actor", "actors.id"),
        _refers("positions", "by", "actors.id"),
    )
    _index("positions", "codebook", "article")
    _index("positions", "codebook", "option")
    _index("positions", "actor")


def _relations_and_shifts() -> None:
    op.create_table(
        "relations",
        *_coded("relations"),
        *_texts("kind"),
        *_texts("actor", null=True),
        *_texts("toward", "voice"),
        *_numbers("begin", "end"),
        *_texts("text"),
        *_texts("reason_text", "reason_spans", null=True),
        *_days("date_first", "date_last"),
        *_provenance(),
        _refers("relations", "actor", "actors.id"),
        _refers("relations", "toward", "actors.id"),
    )
    op.create_table(
        "shifts",
        *_coded("shifts"),
        *_texts("actor"),
        *_texts("option", "before", "after", null=True),
        *_numbers("begin", "end"),
        *_texts("text"),
        *_days("date_first", "date_last"),
        *_provenance(),
        _refers("shifts", "actor", "actors.id"),
    )
    for table in ("relations", "shifts"):
        _index(table, "codebook", "article")
        _index(table, "actor")
    _index("relations", "toward")


def _judgements() -> None:
    op.create_table(
        "judgements",
        *_numbers("id"),
        *_texts("target_kind", "target_id", "verdict"),
        *_texts("field", "value", null=True),
        *_texts("reviewer"),
        _moment("at"),
        _moment("withdrawn_at", null=True),
        _key("judgements", "id"),
    )
    _index("judgements", "target_kind", "target_id")

"""The tables of the record; ``VERSION`` names their present form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import TypeDecorator

VERSION = "0008"  # the newest file of migrations/versions; a test keeps the two the same

UNDATED = date.min

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept without a zone because SQLite has none."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC and drop the zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _article() -> Column[str]:
    return Column("article", Text, ForeignKey("articles.id"), nullable=False)


def _sighted(name: str = "actor", *, null: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey("sighted.id"), nullable=null)


def _details() -> tuple[Column[str], ...]:
    """What is known of an actor beside its id; ``aliases`` and ``members`` are lists of texts in JSON."""
    return (
        _text("name"),
        _text("kind"),
        _text("role", null=True),
        _text("affiliation", null=True),  # no foreign key: a body may be known before any text names it
        _text("state", null=True),
        _text("aliases"),
        _text("members"),
    )


def day_column() -> Column[date]:
    """By which a row is listed: its own day, else its article's, ``UNDATED`` without either. Triggers keep it."""
    return Column("day", Date, nullable=False, server_default=UNDATED.isoformat())


def _days(first: str, last: str) -> tuple[Column[object], Column[object]]:
    return Column(first, Date), Column(last, Date)


def _provenance() -> tuple[Column[str], Column[str], Column[float]]:
    return _text("method"), _text("version"), Column("score", Double, nullable=False)


def _covered(table: str) -> Index:
    """An index of only the rows that stand back behind a judged claim: few of many."""
    some = text("covered IS NOT NULL")
    return Index(f"ix_{table}_covered", "covered", sqlite_where=some, postgresql_where=some)


# Alembic's own table, in the form that Alembic gives it.
versions = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

meta = Table("meta", metadata, Column("name", Text, primary_key=True), _text("value"))

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),  # the order of arrival
    Column("id", Text, nullable=False, unique=True),
    _text("origin"),
    _text("outlet", null=True),
    _text("title", null=True),
    Column("published", Date),
    _text("language", null=True),
    _text("url", null=True),
    _text("text"),
    Column("added_at", Moment, nullable=False),
    day_column(),
    *(_text(name, null=True) for name in ("author", "agency", "section")),
    Index(None, "origin"),
    Index(None, "outlet", "day"),
    Index(None, "day"),
)

failures = Table(
    "failures",
    metadata,
    Column("id", Text, primary_key=True),  # a hash of origin, stage and reason, which may be long
    _text("origin"),
    _text("stage"),
    _text("reason"),
    Column("skipped", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "origin"),
)

readings = Table(
    "readings",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    *_provenance(),
    Column("content", LargeBinary, nullable=False),
)

# Every id under which an article ever named somebody, with what was known of it then. Claims point here; no row is
# ever taken out, so that a claim of an older reading still knows whom it means.
sighted = Table(
    "sighted",
    metadata,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("kind"),
    _text("role", null=True),
    _text("affiliation", null=True),
    _text("state", null=True),
)

sightings = Table(  # the actors of an article as that article gives them: what the register is made of
    "sightings",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _sighted(),
    *_details(),
    Index(None, "actor"),
)

# The register as it was last made of sightings, authority list and judgements: who each sighted id means, where that
# is another id ("article" is empty but for an id that means another actor in that article than elsewhere) …
identities = Table(
    "identities",
    metadata,
    Column("sighted", Text, primary_key=True),
    Column("article", Text, primary_key=True),
    _text("actor"),
    Index(None, "actor"),
)

actors = Table(  # … and the actors
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    *_details(),
    _text("roles"),  # as they were seen over time, in JSON
    _text("wikidata", null=True),
)

authority = Table(  # the user's own list of actors
    "authority",
    metadata,
    Column("id", Text, primary_key=True),
    *_details(),
    _text("roles"),
    _text("wikidata", null=True),
)


def statement_columns(*, sighted_only: bool = True) -> tuple[Column[Any], ...]:
    """What a statement is made of; a person may also name an actor that no article gives (``sighted_only`` false)."""
    return (
        _number("ordinal"),
        _text("kind"),
        _text("part"),
        _text("content"),
        _text("cue"),
        _text("source"),
        _text("text"),
        Column("holder_begin", Integer),
        Column("holder_end", Integer),
        _sighted(null=True) if sighted_only else _text("actor", null=True),
        *_days("said_first", "said_last"),
        _text("utterance", null=True),
        *_provenance(),
    )


statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _article(),
    *statement_columns(),
    _text("covered", null=True),  # the judged claim that stands in place of this row
    day_column(),
    Index(None, "article"),
    Index(None, "actor", "day"),
    Index(None, "utterance"),
    Index(None, "day"),
    _covered("statements"),
)

mentions = Table(  # a row for each actor of a mention
    "mentions",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    _sighted(null=True),
    _number("begin"),
    _number("end"),
    _text("form"),
    *_provenance(),
    Index(None, "actor"),
)

codebooks = Table(
    "codebooks",
    metadata,
    Column("version", Text, primary_key=True),
    _text("source"),
    _text("content"),
    Column("first_used", Moment, nullable=False),
    Column("turn", Integer, nullable=False, unique=True),  # the highest is the current codebook
)

codings = Table(  # which article was coded with what, also where no position came of it
    "codings",
    metadata,
    Column("codebook", Text, ForeignKey("codebooks.version"), primary_key=True),
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    _text("coder_version"),
    _text("reader_version"),
    Index(None, "article"),
)


def _coded(*, key: bool = True) -> tuple[Column[str], Column[str], Column[str], Column[int], ForeignKeyConstraint]:
    return (
        Column("codebook", Text, primary_key=key, nullable=False),
        Column("id", Text, primary_key=key, nullable=False),
        _text("article"),
        _number("ordinal"),
        ForeignKeyConstraint(["codebook", "article"], ["codings.codebook", "codings.article"]),
    )


def position_columns(*, sighted_only: bool = True) -> tuple[Column[Any], ...]:
    """What a position is made of; a person may also name an actor that no article gives (``sighted_only`` false)."""

    def actor(name: str, *, null: bool = False) -> Column[str]:
        return _sighted(name, null=null) if sighted_only else _text(name, null=null)

    return (
        _text("option"),
        actor("actor"),
        _text("stance"),
        _text("scope"),
        _text("voice"),
        _number("begin"),
        _number("end"),
        _text("text"),
        _text("condition_kind", null=True),
        _text("condition_text", null=True),
        _text("condition_spans", null=True),
        _text("reason_text", null=True),
        _text("reason_spans", null=True),
        actor("by", null=True),
        _text("via", null=True),
        _text("addressee", null=True),
        _text("tense"),
        Column("derived", Boolean, nullable=False),
        *_days("date_first", "date_last"),
        _text("context"),
        _text("statement", null=True),
        *_provenance(),
        Column("suggested", Boolean, nullable=False, server_default=false()),
    )


positions = Table(
    "positions",
    metadata,
    Column("number", Integer, primary_key=True),
    *_coded(key=False),
    *position_columns(),
    _text("covered", null=True),  # the judged claim that stands in place of this row
    day_column(),
    UniqueConstraint("codebook", "id"),
    Index(None, "codebook", "article"),
    Index(None, "codebook", "option", "day"),
    # all that is asked of positions in order to find statements or articles: the rows themselves are not read for it
    Index("ix_positions_found", "codebook", "stance", "suggested", "covered", "statement", "article"),
    Index(None, "codebook", "option", "actor"),
    Index(None, "codebook", "day"),
    Index(None, "actor", "day"),
    Index(None, "statement"),
    _covered("positions"),
)

relations = Table(
    "relations",
    metadata,
    *_coded(),
    _text("kind"),
    _sighted(null=True),
    _sighted("toward"),
    _text("voice"),
    _number("begin"),
    _number("end"),
    _text("text"),
    _text("reason_text", null=True),
    _text("reason_spans", null=True),
    *_days("date_first", "date_last"),
    *_provenance(),
    Index(None, "codebook", "article"),
    Index(None, "actor"),
    Index(None, "toward"),
)

shifts = Table(
    "shifts",
    metadata,
    *_coded(),
    _sighted(),
    _text("option", null=True),
    _text("before", null=True),
    _text("after", null=True),
    _number("begin"),
    _number("end"),
    _text("text"),
    *_days("date_first", "date_last"),
    *_provenance(),
    Index(None, "codebook", "article"),
    Index(None, "actor"),
)

judgements = Table(  # never touched by a machine; no foreign key, so that it outlives a re-reading
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("target_kind"),
    _text("target_id"),
    _text("verdict"),
    _text("field", null=True),
    _text("value", null=True),
    _text("reviewer"),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("sample", Integer),  # made apart from others, in a sample: touches nothing until it is settled
    Column("settles", Integer),  # the sample whose answers it settles
    Column("step", Integer),  # the first judgement of those made at one stroke, for all of them
    Column("undone", Boolean, nullable=False, server_default=false()),  # its reviewer may bring it back
    _text("basis", null=True),  # the machine's claim at that time, as JSON
    _text("note", null=True),
    Index(None, "target_kind", "target_id"),
    Index(None, "reviewer", "id"),
    Index(None, "sample"),
)

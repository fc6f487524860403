"""Tables: reviewers with accounts, and samples that several of them code."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from onrecord.record.schema import Moment, metadata

people = Table(  # nobody is ever taken out: judgements and audit name them
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),  # the name without its case: what has to differ
    Column("role", Text, nullable=False),
    Column("password", Text),  # scrypt with its parameters and salt; without one nobody can log in
    Column("added_at", Moment, nullable=False),
    Column("disabled_at", Moment),
)

login_tries = Table(  # tries that failed or are not decided yet, for as long as they count
    "login_tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

sessions = Table(  # who is logged in; of the secret in the cookie only its sha256 is kept
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "person"),
)

tokens = Table(  # for programs; of each only its first letters and its sha256 are kept
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("label", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "person"),
)

samples = Table(  # a drawn part of the record that several people code apart from each other
    "samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),  # article, statement or position
    Column("seed", Integer, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("plan", Text, nullable=False),  # how it was drawn, in JSON
    Column("codebook", Text),  # the version that was the current one then
    Column("drawn_by", Text, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("opened_at", Moment),  # when an owner let everybody compare before all had finished
    Column("closed_at", Moment),
    Index(None, "name", unique=True),
)

sample_items = Table(
    "sample_items",
    metadata,
    Column("sample", Integer, ForeignKey("samples.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("article", Text, ForeignKey("articles.id"), nullable=False),
    Column("target", Text, nullable=False),  # no foreign key: a re-reading may give the statement another id
    Column("begin", Integer),  # the passage in question; none where it is the whole article
    Column("end", Integer),
    Column("stratum", Text, nullable=False),
    Column("settled_by", Text),
    Column("settled_at", Moment),
)

sample_work = Table(  # which coder has which item, and since when it is done
    "sample_work",
    metadata,
    Column("sample", Integer, ForeignKey("samples.id"), primary_key=True),
    Column("coder", Text, primary_key=True),  # by name, as in judgements
    Column("ordinal", Integer, primary_key=True),
    Column("done_at", Moment),
)

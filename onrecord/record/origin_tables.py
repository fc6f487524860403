"""Tables of where articles come from: stories that many papers carry, addresses fetched, files read to the end."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text

from onrecord.record.schema import Moment, metadata

signed = Table(  # articles whose near-duplicates were looked for
    "signed",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
)

bands = Table(  # the signatures: numbers that are looked up, with the articles (by their numbers) that have them
    # Some fifty rows for each article, therefore no longer than they must be, and without a foreign key to be checked.
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

copies = Table(  # pairs of near-duplicates; what is linked by them is one story
    "copies",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("other", Text, ForeignKey("articles.id"), primary_key=True),
    Column("share", Double, nullable=False),  # how much of the longer one is the same
    Index(None, "other"),
)

stories = Table(  # articles of a story with more than one of them; it goes by its earliest
    "stories",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("story", Text, ForeignKey("articles.id"), nullable=False),
    Index(None, "story"),
)

fetched = Table(  # what was fetched, so that only what is new is asked for again
    "fetched",
    metadata,
    Column("url", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # "page", "feed", "sitemap", "robots"; "item": an article of a feed
    Column("etag", Text),
    Column("modified", Text),
    Column("digest", Text),  # of what came last
    Column("status", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("next", Moment),  # not to be asked for before
    Column("failures", Integer, nullable=False),  # in a row
    Column("facts", Text),  # JSON: what else the origin remembers of it
)

shards = Table(  # pieces of the input that were read to the end under these rules
    "shards",
    metadata,
    Column("id", Text, primary_key=True),  # a hash of the place, of what it held, and of the rules of reading
    Column("origin", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),  # false: a stretch of a file whose end was not yet reached
    Column("at", Moment, nullable=False),
    Index(None, "origin"),
)

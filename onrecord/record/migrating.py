"""The tables of a database brought to the form that this program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select

from onrecord.errors import RecordError, SchemaError
from onrecord.record import kept_tables, origin_tables, people_tables, review_tables, schema, search_tables
from onrecord.record.dialects import upsert
from onrecord.record.trouble import not_a_record
from onrecord.version import __version__

MIGRATIONS = Path(__file__).with_name("migrations")

#: Every module that adds tables to the schema; a new record gets all of them.
TABLES = (schema, review_tables, search_tables, people_tables, kept_tables, origin_tables)

_MARKS = {"alembic_version", "articles", "judgements"}  # tables that every record has had from the first version


def is_current(connection: Connection, name: str, *, create: bool) -> bool:
    """Whether the tables are as this program knows them; False where they are to be made or brought up to date."""
    tables = set(inspect(connection).get_table_names())
    if not tables & _MARKS and (not tables or connection.dialect.name == "postgresql"):
        if create:
            return False
        raise RecordError(f"The record {name} is empty. Fill it with: onrecord read PATH --record {name}")
    if not tables >= _MARKS:
        raise SchemaError(not_a_record(name))
    version = connection.scalar(select(schema.versions.c.version_num))
    if version == schema.VERSION:
        return True
    if version is None or not version.isdecimal():
        raise SchemaError(not_a_record(name))
    if version < schema.VERSION:
        return False
    writer = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "onrecord"))
    raise SchemaError(
        f"The record {name} has schema {version}, written by onrecord {writer or 'of a later version'}; this is "
        f"onrecord {__version__}, which knows schema {schema.VERSION}. Update it: pip install --upgrade onrecord"
    )


def prepare(connection: Connection, name: str) -> None:
    """Make the tables of a new record, or migrate those of an old one, inside the transaction that is open."""
    if inspect(connection).has_table("articles"):
        if not is_current(connection, name, create=True):  # another process may have been first
            migrate(connection)
    else:
        schema.metadata.create_all(connection)
        schema.versions.create(connection)
        connection.execute(insert(schema.versions), {"version_num": schema.VERSION})
    line = {"name": "onrecord", "value": __version__}
    connection.execute(upsert(connection, schema.meta, keys=("name",), over=("value",)), line)


def migrate(connection: Connection) -> None:
    """Run every migration that the database has not seen."""
    from alembic import command  # slow to import, and hardly ever needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from onrecord.record import migrating, open_record, schema
from onrecord.record.dialects import announce_writing, sqlite_engine

from .test_store import fill_all

STEP = '''
"""A step that only this test knows."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"

def upgrade():
    op.add_column("articles", sa.Column("mood", sa.Text()))
    {more}
'''


def test_the_migrations_lead_to_the_tables_that_a_new_record_has(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "r.db", wait=1)
    with engine.connect() as connection:
        announce_writing(connection, True)
        with connection.begin():
            migrating.migrate(connection)
            assert connection.scalar(select(schema.versions.c.version_num)) == schema.VERSION
        with connection.begin():
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, schema.metadata) == []
    engine.dispose()
    with open_record(tmp_path / "made.db"):
        pass
    assert _tables(tmp_path / "r.db") == _tables(tmp_path / "made.db")


def test_the_newest_migration_is_the_version_of_the_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.VERSION


def test_an_old_record_is_migrated_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _old_record(tmp_path)
    _pretend_newer(tmp_path, monkeypatch, more="pass")
    with open_record(path, create=False) as record:
        assert record.counts().positions == 2
    assert "mood" in _columns(path, "articles")
    with open_record(path) as record:  # a second time there is nothing to do
        assert record.counts().positions == 2


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _old_record(tmp_path)
    before = _tables(path)
    _pretend_newer(tmp_path, monkeypatch, more='raise RuntimeError("no")')
    with pytest.raises(RuntimeError, match="no"):
        open_record(path)
    assert _tables(path) == before
    monkeypatch.undo()
    with open_record(path) as record:
        assert record.counts().positions == 2


def _old_record(tmp_path: Path) -> Path:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        fill_all(record)
    return path


def _pretend_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, more: str) -> None:
    """Let the program know one migration more than it does."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for file in migrating.MIGRATIONS.rglob("*.py"):
        (folder / file.relative_to(migrating.MIGRATIONS)).write_text(file.read_text())
    step = STEP.format(revision="0999", before=schema.VERSION, more=more)
    (folder / "versions" / "v0999_next.py").write_text(step)
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)
    monkeypatch.setattr(schema, "VERSION", "0999")


def _tables(path: Path) -> dict[str, object]:
    """Every table with its columns, keys and indices."""
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: [
                sorted(connection.execute(f"PRAGMA {aspect}({name})").fetchall())
                for aspect in ("table_info", "foreign_key_list")
            ]
            + [sorted(row[1] for row in connection.execute(f"PRAGMA index_list({name})"))]
            for name in names
        }
    connection.close()
    return {name: [_plain(part) for part in parts] for name, parts in found.items()}


def _plain(rows: list[object]) -> list[str]:
    # the number of a foreign key depends on the order in which they were named
    return sorted(str(row[2:] if isinstance(row, tuple) and len(row) == 8 else row) for row in rows)


def _columns(path: Path, table: str) -> list[str]:
    connection = sqlite3.connect(path)
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    return names

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from onrecord.record import migrating, open_record, schema
from onrecord.record.dialects import announce_writing, sqlite_engine
from onrecord.types import Actor, ActorKind, IdentityJudgement, IdentityVerdict, Sighting

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
            options = {"compare_type": True, "include_object": _is_ours}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, schema.metadata) == []
    engine.dispose()
    with open_record(tmp_path / "made.db"):
        pass
    assert _tables(tmp_path / "r.db") == _tables(tmp_path / "made.db")


def _is_ours(item: object, name: str | None, kind: str, *_: object) -> bool:
    """Not what full-text search keeps beside the tables; that it is the same is proved by the comparison of files."""
    return kind != "table" or "_words" not in str(name)


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


# ---------------------------------------------------------------- from the first form of the tables

OLD = """
INSERT INTO meta VALUES ('onrecord', '0.1.0');
INSERT INTO articles VALUES (1, 'a1', 'one.txt', 'Post', NULL, '2031-05-04', 'en', NULL, 'A toll.', '2031-05-05 10:00:00.000000');
INSERT INTO articles VALUES (2, 'a2', 'two.txt', NULL, NULL, NULL, 'en', NULL, 'No toll.', '2031-05-05 10:00:00.000000');
INSERT INTO actors VALUES ('person:orla', 'Orla Brück', 'person', 'mayor', 'org:town', 'state:NL');
INSERT INTO actors VALUES ('org:town', 'Rivermouth', 'organisation', NULL, NULL, NULL);
INSERT INTO actors VALUES ('group:towns', 'the river towns', 'group', NULL, NULL, NULL);
INSERT INTO actors VALUES ('person:late', 'Ida Late', 'person', NULL, NULL, NULL);
INSERT INTO actor_aliases VALUES ('person:orla', 'Brück', 1), ('person:orla', 'O. Bruck', 0);
INSERT INTO actor_members VALUES ('group:towns', 'org:town', 0);
INSERT INTO actor_merges VALUES ('person:o-bruck', 'person:orla', '2031-05-06 10:00:00.000000');
INSERT INTO appearances VALUES ('a1', 0, 'org:town'), ('a1', 1, 'person:orla'), ('a2', 0, 'group:towns');
INSERT INTO statements VALUES ('s1', 'a1', 0, 'direct', 'body', '[[0,6]]', '[]', '[]', 'A toll', NULL, NULL, 'person:orla', NULL, NULL, 'u1', 'm', 'v', 1.0);
INSERT INTO mentions VALUES ('a2', 0, 0, 'person:orla', 0, 2, 'name', 'm', 'v', 0.5);
INSERT INTO codebooks VALUES ('c1', 'book.yaml', '[]', '2031-05-05 10:00:00.000000', 1);
INSERT INTO codings VALUES ('c1', 'a2', 'k1', 'r1');
INSERT INTO positions VALUES ('c1', 'p1', 'a2', 0, 'toll', 'person:late', 'opposes', 'own', 'own', 0, 7, 'No toll.',
    NULL, NULL, NULL, NULL, NULL, 'person:orla', NULL, NULL, 'current', 0, NULL, NULL, '[]', NULL, 'm', 'v', 0.5);
INSERT INTO relations VALUES ('c1', 'r1', 'a2', 0, 'praises', NULL, 'person:orla', 'own', 0, 2, 'No', NULL, NULL, NULL, NULL, 'm', 'v', 1.0);
INSERT INTO judgements VALUES (1, 'position', 'p1', 'right', NULL, NULL, 'kim', '2031-05-07 10:00:00.000000', NULL);
"""  # noqa: E501


def _first_record(path: Path) -> None:
    """A record as the first release left it."""
    from alembic import command

    engine = sqlite_engine(path, wait=1)
    with engine.connect() as connection:
        announce_writing(connection, True)
        with connection.begin():
            config = Config()
            config.set_main_option("script_location", str(migrating.MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
    engine.dispose()
    filled = sqlite3.connect(path)
    filled.executescript(OLD)
    filled.close()


def test_nothing_is_lost_of_a_record_of_the_first_form(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _first_record(path)
    orla = Actor(
        "person:orla", "Orla Brück", ActorKind.PERSON, "mayor", "org:town", "state:NL", aliases=("O. Bruck", "Brück")
    )
    town = Actor("org:town", "Rivermouth", ActorKind.ORGANISATION)
    towns = Actor("group:towns", "the river towns", ActorKind.GROUP, members=("org:town",))
    late = Actor("person:late", "Ida Late", ActorKind.PERSON)
    with open_record(path) as record:
        assert record.actors() == (towns, town, late, orla)
        day = date(2031, 5, 4)
        assert list(record.sightings()) == [
            Sighting("a1", town, day),
            Sighting("a1", orla, day),
            Sighting("a2", towns),
            Sighting("a2", orla),
            Sighting("a2", late),
        ]
        assert [statement.actor for statement in record.statements()] == ["person:orla"]
        (position,) = record.positions()
        assert (position.actor, position.by) == ("person:late", "person:orla")
        assert [relation.toward for relation in record.relations()] == ["person:orla"]
        ((merge, said),) = record.identity_judgements()
        assert said == (IdentityJudgement(IdentityVerdict.SAME, "person:o-bruck", "person:orla"),)
        assert merge.at == datetime(2031, 5, 6, 10, tzinfo=UTC)
        assert record.judgements(target_kind="position")[0].reviewer == "kim"
        assert record.register_rules() is None, "it is still to be made by the present rules"
        counts = record.counts()
        assert (counts.articles, counts.statements, counts.mentions, counts.actors, counts.positions) == (2, 1, 1, 4, 1)
    with open_record(tmp_path / "new.db"):
        pass
    assert _tables(path) == _tables(tmp_path / "new.db")
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_a_record_of_the_first_form_is_read_on(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _first_record(path)
    with open_record(path) as record:
        fill_all(record, 7)
        assert len(record.actors()) == 7
        assert record.statements_of_actors(["orla"])[0].article == "a7"


def test_an_empty_record_of_the_first_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.OLD", "")
    _first_record(tmp_path / "old.db")
    with open_record(tmp_path / "old.db") as record:
        assert record.actors() == ()

"""An empty record, in a file and, where ONRECORD_TEST_POSTGRESQL names a database, in PostgreSQL as well."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from onrecord.record import Record, open_record

POSTGRESQL = os.environ.get("ONRECORD_TEST_POSTGRESQL")


@pytest.fixture(params=["sqlite", "postgresql"])
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    where = str(tmp_path / "onrecord.db")
    if request.param == "postgresql":
        if POSTGRESQL is None:
            pytest.skip("ONRECORD_TEST_POSTGRESQL names no database")
        where = POSTGRESQL
        engine = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()
    with open_record(where) as opened:
        yield opened

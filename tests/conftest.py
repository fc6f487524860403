"""What every test may rely on."""

import os
from collections.abc import Generator

import pytest

NO_SKIP = os.environ.get("ONRECORD_NO_SKIP") == "1"


def _own_database() -> None:
    """Give each of the processes that share the tests out a PostgreSQL database of its own, for tests empty theirs."""
    where, worker = os.environ.get("ONRECORD_TEST_POSTGRESQL"), os.environ.get("PYTEST_XDIST_WORKER")
    if where is None or worker is None:
        return
    from sqlalchemy import create_engine, make_url

    url = make_url(where).set(drivername="postgresql+psycopg")
    name = f"{url.database}_{worker}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).first():
            connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    own = url.set(drivername="postgresql", database=name)
    os.environ["ONRECORD_TEST_POSTGRESQL"] = own.render_as_string(hide_password=False)


_own_database()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where nothing may skip."""
    report = yield
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may skip: {report.longrepr}"
    return report

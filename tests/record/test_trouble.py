from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from onrecord.errors import OnrecordError, RecordError, SchemaError
from onrecord.record import Record, open_record
from onrecord.record.samples import Samples
from onrecord.record.trouble import explained
from onrecord.types import Failure

from . import samples
from .test_store import fill

WRITER = """
import sys
from onrecord.record import open_record
from tests_samples import article, reading, resolution, coding, codebook
with open_record(sys.argv[1]) as record:
    record.save_codebook(codebook())
    for number in range(1, 100_000):
        with record.transaction():
            record.save_article(article(number), reading(number), resolution(number))
            record.save_coding("c1", "k1", coding(number))
        print(number, flush=True)
"""


@pytest.fixture
def locker(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that is writing to the record."""
    open_record(tmp_path / "r.db").close()
    other = sqlite3.connect(tmp_path / "r.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def limit(record: Record, pages: int) -> None:
    """Let the record grow by so many pages and then find the disk full."""
    with record.reading() as connection:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar()
    record._connection.exec_driver_sql(f"PRAGMA max_page_count = {(size or 0) + pages}")
    record._connection.rollback()


def test_a_full_disk_loses_nothing_and_the_record_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        fill(record, 1)
        limit(record, 2)
        big = samples.article(2, text="x" * 100_000)
        with pytest.raises(RecordError, match=r"r\.db can not grow: the disk is full.*Free some space"):
            record.save_article(big, samples.reading(2), samples.resolution(2))
        assert [article.id for article in record.articles()] == ["a1"]
        limit(record, 1000)
        record.save_article(big, samples.reading(2), samples.resolution(2))
    with open_record(path) as record:
        assert record.article("a2") == big


def fill_two(record: Record) -> None:
    """A transaction whose second article is long."""
    with record.transaction():
        fill(record, 2)
        record.save_article(samples.article(3, text="x" * 100_000), samples.reading(3), samples.resolution(3))


def test_a_full_disk_within_a_longer_transaction(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record:
        fill(record, 1)
        limit(record, 2)
        with pytest.raises(RecordError, match="disk is full"):
            fill_two(record)
        limit(record, 1000)
        assert [article.id for article in record.articles()] == ["a1"]
        fill(record, 2)
        assert record.counts().articles == 2


def test_a_record_in_use_is_read_but_not_written(tmp_path: Path, locker: sqlite3.Connection) -> None:
    with open_record(tmp_path / "r.db", wait=0.05) as record:
        with pytest.raises(RecordError, match=r"r\.db is in use by another process\. Wait"):
            record.save_failure(Failure("x.txt", "origins", "empty"))
        assert record.failures() == ()
        locker.execute("ROLLBACK")
        record.save_failure(Failure("x.txt", "origins", "empty"))
        assert len(record.failures()) == 1


def test_a_new_record_in_use_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("CREATE TABLE x (y)")
    with pytest.raises(RecordError, match="in use by another process"):
        open_record(path, wait=0.05)
    other.close()
    open_record(path).close()


def test_two_writers_take_turns(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as one, open_record(tmp_path / "r.db") as two:
        for number in range(1, 11):
            fill(one if number % 2 else two, number)
        assert one.counts() == two.counts()
        assert one.counts().articles == 10


def read_all(path: Path) -> None:
    with open_record(path) as record:
        list(record.articles())
        record.statements()
        record.failures()


def test_a_damaged_record(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        for number in range(1, 60):
            fill(record, number)
    content = bytearray(path.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle:] = b"\xa5" * (len(content) - middle)
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"r\.db (is damaged|is not a record)"):
        read_all(path)


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("disk I/O error", "the disk reports an error"),
        ("unable to open database file", "Check that the file and its folder"),
        ("attempt to write a readonly database", "read-only"),
        ("database disk image is malformed", "recover"),
        ("something quite new", "something quite new"),
    ],
)
def test_every_failure_names_the_record_and_a_way_out(said: str, meaning: str) -> None:
    with pytest.raises(RecordError, match=rf"The record r\.db .*{meaning}"), explained("r.db"):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError(said))


def test_a_file_of_another_format() -> None:
    with pytest.raises(SchemaError, match=r"r\.db is not a record"), explained("r.db"):
        raise OperationalError("SELECT 1", {}, sqlite3.DatabaseError("file is not a database"))


def test_a_killed_writer_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    folder = str(Path(__file__).parent)
    program = WRITER.replace("tests_samples", "samples")
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {folder!r})\n{program}", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(25):
            written = int(writer.stdout.readline())
        time.sleep(0.0123)  # in the midst of one of the next
        writer.send_signal(signal.SIGKILL)
    with open_record(path, create=False) as record:
        articles = list(record.articles())
        assert len(articles) >= written == 25, "what was reported as written is there"
        for article in articles:
            number = int(article.id[1:])
            material = record.material(article.id)
            assert material.article == samples.article(number)
            assert material.reading == samples.reading(number)
            assert material.resolution.statements == samples.statements(number)
            assert record.has_coding(article.id, "c1", "k1")
        expected = len(articles) * 2
        assert (len(record.statements()), len(record.positions()), len(record.relations())) == (expected,) * 3
        fill(record, len(articles) + 1)  # and the next run goes on
        assert record.counts().articles == len(articles) + 1


@pytest.mark.parametrize("asked", ["a\0b", "half \ud800"])
def test_a_text_that_no_record_holds_is_not_a_failure_of_the_record(record: Record, asked: str) -> None:
    with record.reading() as connection:
        takes_zero_bytes = connection.dialect.name == "sqlite" and "\0" in asked
    if takes_zero_bytes:
        assert record.article(asked) is None
    else:
        with pytest.raises(OnrecordError, match="No record holds such a value") as raised:
            record.article(asked)
        assert not isinstance(raised.value, RecordError)
    assert record.counts().articles == 0  # and it goes on


@pytest.mark.parametrize("number", [2**63, -(2**70)])
def test_a_number_beyond_all_bounds_is_refused_in_words(record: Record, number: int) -> None:
    with pytest.raises(OnrecordError, match=r"(?i)no .*sample|No record holds"):
        Samples(record).sample(number)
    assert record.counts().articles == 0

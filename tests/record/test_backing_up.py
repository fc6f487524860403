from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.record import Record, open_record
from onrecord.record.backing_up import back_up
from onrecord.record.search import Search, Wanted

from . import samples
from .test_store import fill_all, rows


def test_a_backup_holds_everything_and_opens_as_a_record(record: Record, tmp_path: Path) -> None:
    fill_all(record, 1)
    fill_all(record, 2)
    copy = tmp_path / "copy.db"
    many = back_up(record, copy)
    with open_record(copy, create=False) as opened:
        assert rows(opened) == rows(record)
        assert many == sum(len(held) for held in rows(record).values())
        assert opened.positions() == record.positions()
        assert Search(opened).statements(Wanted(text="tolls")).total == 2
        fill_all(opened, 3)
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]


def test_a_backup_of_an_empty_record(record: Record, tmp_path: Path) -> None:
    back_up(record, tmp_path / "copy.db")
    with open_record(tmp_path / "copy.db") as opened:
        assert opened.counts().articles == 0


def test_nothing_is_replaced_unasked(record: Record, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    with pytest.raises(RecordError, match="--force"):
        back_up(record, copy)
    assert copy.read_text() == "mine"
    back_up(record, copy, force=True)
    with open_record(copy, create=False) as opened:
        assert opened.counts().articles == 0


def test_where_no_file_can_be(record: Record, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is a folder"):
        back_up(record, tmp_path)
    with pytest.raises(RecordError, match="does not exist"):
        back_up(record, tmp_path / "no" / "copy.db")


def test_a_record_is_no_copy_of_itself(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db") as record, pytest.raises(RecordError, match="itself"):
        back_up(record, tmp_path / "r.db", force=True)


def test_a_copy_that_is_not_sound_is_not_kept(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_all(record)
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    monkeypatch.setattr("onrecord.record.backing_up._counts", lambda connection: {"articles": id(connection)})
    with pytest.raises(RecordError, match="every row"):
        back_up(record, copy, force=True)
    assert copy.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]


def test_others_write_meanwhile(record: Record, tmp_path: Path) -> None:
    """What was whole before is in the copy, and nothing is in it by half."""
    fill_all(record, 1)
    where = record.where if "://" not in record.where else _postgresql()
    stop, faults = threading.Event(), []
    written: list[int] = []

    def write() -> None:
        try:
            with open_record(where) as writer:
                number = 2
                while not stop.is_set():
                    writer.save_article(samples.article(number), samples.reading(number), samples.resolution(number))
                    written.append(number)
                    number += 1
        except Exception as error:
            faults.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(written) < 5 and not faults:
            stop.wait(0.01)
        for turn in range(3):
            before = len(written)
            back_up(record, tmp_path / f"{turn}.db")
            with open_record(tmp_path / f"{turn}.db", create=False) as opened:
                held = opened.counts()
                assert before + 1 <= held.articles <= len(written) + 2
                assert held.statements == 2 * held.articles
    finally:
        stop.set()
        thread.join()
    assert faults == []
    assert len(written) > 5, "nobody was kept waiting for good"


def _postgresql() -> str:
    from .conftest import POSTGRESQL

    assert POSTGRESQL is not None
    return POSTGRESQL


def test_the_search_index_of_a_copy_is_sound(record: Record, tmp_path: Path) -> None:
    fill_all(record)
    back_up(record, tmp_path / "copy.db")
    connection = sqlite3.connect(tmp_path / "copy.db")
    for table in ("articles", "statements", "positions"):
        connection.execute(f"INSERT INTO {table}_words ({table}_words, rank) VALUES ('integrity-check', 1)")
    connection.close()

import json
from pathlib import Path

import pytest

from benchmarks import record as benchmark
from benchmarks import soak
from benchmarks.fiction import STATEMENTS, World, fill
from onrecord.record import open_record
from onrecord.record.review_tables import judged
from onrecord.record.search import Search, Wanted


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("fiction") / "small.db"
    with open_record(path) as record:
        fill(record, World(30))
    return str(path)


def test_a_world_is_always_the_same_and_as_large_as_was_asked_for(where: str, tmp_path: Path) -> None:
    with open_record(where) as record, open_record(tmp_path / "again.db") as again:
        fill(again, World(30))
        assert list(record.articles()) == list(again.articles())
        assert record.positions() == again.positions()
        assert record.counts().articles == 30
        assert record.counts().statements == 30 * STATEMENTS
        for article in record.articles():
            for said in record.statements(article.id):
                assert said.content[0].of(article.text) == said.text
        assert {one.actor.count(".") for one in record.positions()} == {0}, "whom they mean, not what they are called"
        assert Search(record).articles(Wanted(text=World(30).words[0])).total > 20


def test_figures_are_taken_of_everything(where: str) -> None:
    with open_record(where) as record:
        rows = benchmark.measure(record, World(30), rounds=1)
        assert record.judgements() == (), "what was judged is taken back"
    floors = json.loads(benchmark.FLOORS.read_text(encoding="utf-8"))
    assert {"search articles", "search statements", "search positions", "lists", "decision"} <= rows.keys()
    assert all(benchmark.floor_of(name, floors) for name in rows)
    assert all(row["p95"] >= row["median"] > 0 for row in rows.values())


def test_what_is_slow_is_told() -> None:
    floors = {"search": 150.0, "search actors": 10.0}
    rows = {"search articles": {"p95": 151.0}, "search actors": {"p95": 9.0}, "searching": {"p95": 999.0}}
    assert list(benchmark.failures(rows, floors)) == ["search articles: p95 151.0 ms is over 150 ms"]
    assert benchmark.by_the_clock({"a": {"p95": 1.0, "wall": 2.0}}) == {"a": {"p95": 2.0, "wall": 2.0}}


def test_a_record_of_another_size_is_not_measured(where: str) -> None:
    with pytest.raises(SystemExit, match="holds 30 articles, not 31"):
        benchmark.opened(where, 31)


# ---------------------------------------------------------------- soak


def test_nothing_told_is_lost_when_a_writer_is_killed(tmp_path: Path) -> None:
    assert soak.soak(str(tmp_path / "r.db"), 1) == []


def test_what_is_lost_is_found(where: str, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with open_record(path) as record:
        fill(record, World(3))
        for one in benchmark.decisions(record, 1):
            assert one.wall > 0
            assert list(soak.judged_at_fault(record)) == []
            with record.transaction() as connection:
                connection.execute(judged.update().values(state="rejected"))
            assert len(list(soak.judged_at_fault(record))) == 1
            with record.transaction() as connection:
                connection.execute(judged.delete())
            assert len(list(soak.judged_at_fault(record))) == 1
            break
        record.save_article(*soak._read("soak-1-1"))
        with record.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM statements WHERE id = 'soak-1-1-0'")
    said = soak.Said({99}, {"soak-1-1", "soak-1-2"})
    found = list(soak.faults(str(path), said))
    assert [fault for fault in found if "lost" in fault] == ["judgements lost: [99]"]
    assert "article soak-1-2 has 0 statements of 8" in found
    assert "article soak-1-1 was half written" in found

"""A record in the hands of a script: the same claims as the exports, in the frames that people work with."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import tables
from onrecord.errors import MissingExtra, OnrecordError, RecordError, Stale
from onrecord.record import open_record
from onrecord.types import Position, Stance
from tests.web import serving

POSTGRESQL = os.environ.get("ONRECORD_TEST_POSTGRESQL")
EXPORTED = ("statements", "positions", "relations", "actors", "articles")
ALL = (*EXPORTED, "stands", "shifts", "splits", "judgements")


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record with the hand-coded debate."""
    address = str(tmp_path / "onrecord.db")
    if request.param == "postgresql":
        if POSTGRESQL is None:
            pytest.skip("ONRECORD_TEST_POSTGRESQL names no database")
        from sqlalchemy import create_engine

        address = POSTGRESQL
        engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()
    with open_record(address) as record:
        serving.fill(record)
    return address


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_record(tmp_path / "onrecord.db") as record:
        serving.fill(record)
    return tmp_path / "onrecord.db"


@pytest.fixture
def held(path: Path) -> Iterator[onrecord.Opened]:
    with onrecord.open(path, reviewer="Ada") as opened:
        yield opened


@pytest.mark.parametrize("what", EXPORTED)
def test_tables_are_the_exports(where: str, what: str) -> None:
    with onrecord.open(where) as opened:
        table = getattr(opened, what)()
    exported = sorted(onrecord.export(what, record=where))
    assert sorted(json.dumps(one, ensure_ascii=False) for one in table.to_objects()) == exported
    heading, *_ = csv.reader(onrecord.export(what, record=where, form="csv"))
    names = [column.name for column in table.columns]
    more = {f"{name}.{end}" for name in ("date", "said_on") for end in ("first", "last")}
    assert [name for name in names if name not in more] == heading


@pytest.mark.parametrize("what", ALL)
def test_every_table_becomes_every_frame(held: onrecord.Opened, what: str) -> None:
    held.judge(held.positions()[0].id)
    table = getattr(held, what)()
    assert len(table) > 0
    rows = table.to_dicts()
    for library, frame in (("polars", "to_polars"), ("pyarrow", "to_arrow")):
        pytest.importorskip(library)
        made: Any = getattr(table, frame)()
        told = made.to_dicts() if library == "polars" else made.to_pylist()
        assert told == rows
    pytest.importorskip("pandas")
    made = table.to_pandas()
    assert list(made.columns) == [column.name for column in table.columns]
    for column in table.columns:
        values = [
            None if missing else value
            for value, missing in zip(made[column.name], made[column.name].isna(), strict=True)
        ]
        if column.kind == "day":
            values = [value and value.date() for value in values]
        if column.kind != "moment":
            assert values == [row[column.name] for row in rows], column.name


def test_an_empty_table_keeps_its_types(held: onrecord.Opened) -> None:
    none = held.positions(outlet="no such paper")
    assert len(none) == 0
    pytest.importorskip("pandas")
    assert none.to_pandas().dtypes.equals(held.positions().to_pandas().dtypes)
    pytest.importorskip("polars")
    assert none.to_polars().schema == held.positions().to_polars().schema
    pytest.importorskip("pyarrow")
    assert none.to_arrow().schema == held.positions().to_arrow().schema


def test_stances_compare_as_the_scale_does(held: onrecord.Opened) -> None:
    pytest.importorskip("pandas")
    frame = held.positions().to_pandas()
    assert list(frame["stance"].cat.categories) == ["opposes", "reluctant", "undecided", "open", "supports"]
    assert set(frame[frame["stance"] >= "open"]["stance"]) == {"open", "supports"}
    assert str(frame["article.published"].dtype).startswith("datetime64")
    assert frame["score"].dtype == float


def test_filters_narrow(held: onrecord.Opened) -> None:
    every = held.positions()
    chosen = held.positions(stance="opposes", actor="Airline Council")
    assert {one.id for one in chosen} == {
        one.id for one in every if one.stance is Stance.OPPOSES and one.actor == "airlines"
    }
    assert 0 < len(chosen) < len(every)
    spring = held.statements(since="2031-03-01", until=date(2031, 12, 31))
    assert all(one.said_on and one.said_on.last >= date(2031, 3, 1) for one in spring)
    assert {one.id for one in held.articles(outlet="Anselm Daily")} == {"a2"}
    assert "levy" in held.statements("levy")[0].text.casefold()


@pytest.mark.parametrize(
    ("filters", "word"),
    [
        ({"stance": "maybe"}, "supports"),
        ({"since": "yesterday"}, "2024-02-01"),
        ({"actors": "varga"}, "actor"),
        ({"actor": "Nobody"}, "Nobody"),
        ({"state": "good"}, "accepted"),
    ],
)
def test_a_filter_that_means_nothing_says_what_would(held: onrecord.Opened, filters: Any, word: str) -> None:
    with pytest.raises(OnrecordError, match=word):
        held.positions(**filters)


def test_actors_are_found_by_any_name(held: onrecord.Opened) -> None:
    assert held.actor("Ilse Warga").id == held.actor("varga").id == held.actor("ilse  varga").id == "varga"


def test_a_table_is_a_sequence_that_outlives_its_record(path: Path) -> None:
    with onrecord.open(path) as opened:
        table = opened.positions()
    assert isinstance(table[0], Position)
    assert table[-1] == list(table)[-1]
    assert table[0] in table
    part = table[2:4]
    assert isinstance(part, onrecord.Table)
    assert [row["id"] for row in part.to_dicts()] == [one.id for one in table][2:4]
    assert f"{len(table)} positions" in repr(table)


def test_what_it_adds_up_to_is_what_the_map_shows(held: onrecord.Opened, path: Path) -> None:
    seen = onrecord.view(path)
    assert set(held.stands()) == set(seen.stands)
    assert set(held.shifts()) == set(seen.shifts)
    assert set(held.splits()) == set(seen.splits)
    assert {one.actor for one in held.stands(by="state")} == {
        one.actor for one in onrecord.view(path, by="state").stands
    }
    assert {one.actor for one in held.shifts(actor="Kolm")} == {"kolm"}


def test_search_shows_the_words_around(held: onrecord.Opened) -> None:
    found = held.search('"short flights"')
    assert len(found) > 0
    for row in found.to_dicts():
        begin, _, end = row["hits"].partition(" ")[0].partition("-")
        assert row["text"][int(begin) : int(end)].casefold() in ("short", "short flights")
    with pytest.raises(OnrecordError, match="positions"):
        held.search("levy", what="everything")


def test_networks_are_those_of_the_command(held: onrecord.Opened) -> None:
    made = held.network(mode="actors", stances=["supports"], since="2031-01-01")
    assert made.counted > 0
    assert not made.two_mode
    with pytest.raises(OnrecordError, match="mode"):
        held.network(moode="actors")


# ---------------------------------------------------------------- judging


def test_nobody_judges_without_a_name(path: Path) -> None:
    with onrecord.open(path) as opened:
        with pytest.raises(OnrecordError, match="reviewer"):
            opened.judge(opened.positions()[0].id)
        with pytest.raises(OnrecordError, match="reviewer"):
            opened.undo()


def test_judgements_of_a_script_are_judgements(where: str) -> None:
    with onrecord.open(where, reviewer="Ada") as opened:
        one, two = opened.positions()[:2]
        opened.judge(one)
        judged = opened.judge(two.id, stance="undecided", note="as I read it")
        assert (judged.state, judged.reviewer) == ("changed", "Ada")
        assert {p.id: p.stance for p in opened.positions(reviewed=True)}[two.id] is Stance.UNDECIDED
        assert [said.target_id for said in opened.judgements()] == [one.id, two.id]
        assert opened.undo() is not None
        assert [said.target_id for said in opened.judgements()] == [one.id]
        assert opened.redo() is not None
        with pytest.raises(Stale):
            opened.judge(two.id, "wrong", expected=0)
        opened.judge(two.id, "wrong", expected=judged.version)
        assert two.id not in {p.id for p in opened.positions()}


def test_a_script_adds_what_was_missed(held: onrecord.Opened) -> None:
    one = held.positions()[0]
    new = Position(
        **{
            name: getattr(one, name)
            for name in ("article", "actor", "scope", "voice", "evidence", "text", "provenance")
        },
        id="",
        option="delay",
        stance=Stance.OPEN,
    )
    added = held.judge(new, "corrected")
    assert added.state == "added"
    assert added.id in {p.id for p in held.positions(option="delay")}


@pytest.mark.parametrize("changes", [{"stance": "maybe"}, {"evidence": (5, 10**6)}, {"text": "other words"}])
def test_what_cannot_be_is_refused(held: onrecord.Opened, changes: Any) -> None:
    with pytest.raises(OnrecordError):
        held.judge(held.positions()[0].id, **changes)
    assert len(held.judgements()) == 0


# ---------------------------------------------------------------- what may be missing


@pytest.mark.parametrize(
    ("frame", "library"), [("to_pandas", "pandas"), ("to_polars", "polars"), ("to_arrow", "pyarrow")]
)
def test_a_missing_library_is_named_with_its_line(
    held: onrecord.Opened, monkeypatch: pytest.MonkeyPatch, frame: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"{library}.*pip install 'onrecord\[tables\]'"):
        getattr(held.actors(), frame)()


def test_there_has_to_be_a_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        onrecord.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_columns_have_a_type_each() -> None:
    from onrecord.layout import columns_of

    kinds = {"text", "number", "integer", "truth", "day", "moment", "choice"}
    for what in (*ALL, "suggestions", "found"):
        made = columns_of(what)
        assert {column.kind for column in made} <= kinds
        assert len({column.name for column in made}) == len(made)
        assert all(isinstance(column, tables.Column) for column in made)


def test_the_examples_of_the_document_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that read a record are run; those that ask a server are at least Python."""
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(path.parent)
    document = (Path(__file__).parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
    known: dict[str, Any] = {"onrecord": onrecord}
    examples = re.findall(r"```python\n(.*?)```", document, flags=re.DOTALL)
    assert len(examples) == 4
    for example in examples:
        code = compile(example, "docs/api.md", "exec")
        if "httpx" not in example:
            exec(code, known)

"""Parquet, read back by pyarrow."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import MissingExtra
from onrecord.exports import parquet
from onrecord.exports.csv import COLUMNS
from onrecord.exports.objects import Sources, actor_object, article_object, claim_objects, relation_object
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK
from tests.exports.values import ARTICLE, CITY, MAYOR, RELATION, SOURCES, TEXT


def read(place: Path) -> Any:
    return pytest.importorskip("pyarrow.parquet").read_table(place)


def test_positions_have_their_types(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    parquet.write(tmp_path / "p.parquet", "positions", claim_objects("positions", CHAPTERS, ACTORS, CODEBOOK))
    table = read(tmp_path / "p.parquet")
    first, second, third = table.to_pylist()
    assert (first["id"], first["actor_name"], first["stance"], first["derived"]) == (
        "p1",
        "Orla Brück",
        "opposes",
        True,
    )
    assert (first["score"], second["derived"], second["by_id"]) == (0.5, False, None)
    assert (first["date_first"], first["date_last"]) == (date(2031, 5, 1), date(2031, 5, 31))
    assert first["article_published"] == date(2031, 5, 4)
    assert first["evidence"] == [{"begin": 24, "end": 49}]
    assert first["context"] == [{"begin": 0, "end": 16}, {"begin": 17, "end": 21}]
    assert first["condition_spans"] == [{"begin": 33, "end": 49}]
    assert third["article_title"] == "\U0001f309 a\nb"
    assert str(table.schema.field("score").type) == "double"


@pytest.mark.parametrize("what", sorted(COLUMNS))
def test_every_sort_has_its_columns_with_no_rows(tmp_path: Path, what: str) -> None:
    pytest.importorskip("pyarrow")
    parquet.write(tmp_path / "x.parquet", what, ())
    names = read(tmp_path / "x.parquet").column_names
    wanted = {column.replace(".", "_") for column in COLUMNS[what]}
    days = {name.removesuffix("_first") for name in names if name.endswith("_first")}
    assert {name.removesuffix("_first").removesuffix("_last") for name in names} == wanted
    assert days <= {"date", "said_on"}


def test_actors_articles_relations(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    place = tmp_path / "x.parquet"
    sources = Sources({}, {"city": CITY})
    parquet.write(place, "actors", [actor_object(MAYOR, sources)])
    (mayor,) = read(place).to_pylist()
    assert mayor["aliases"] == ["Brueck"]
    assert mayor["roles"][0] == {
        "role": "councillor",
        "body": "Rivermouth",
        "first": date(2028, 1, 2),
        "last": date(2030, 3, 4),
    }
    parquet.write(place, "articles", [article_object(ARTICLE)])
    assert read(place).to_pylist()[0]["text"] == TEXT
    parquet.write(place, "relations", [relation_object(RELATION, SOURCES)])
    assert read(place).to_pylist()[0]["toward_name"] == "Orla Brück"


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[parquet\]'"):
        parquet.write(tmp_path / "p.parquet", "positions", ())
    assert list(tmp_path.iterdir()) == []

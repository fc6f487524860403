import contextlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest

from onrecord.errors import InputError, MissingExtra
from onrecord.origins import collect
from onrecord.origins.archives.columns import read_columns
from onrecord.origins.draft import Draft, Found
from onrecord.types import Article, Failure
from tests.origins.expecting import differences, read_samples

TEXT = "The minister said no."


def read(path: Path, **columns: Any) -> list[Any]:
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return list(read_columns(Found(path, "a.parquet", True)))


def test_the_samples_say_what_they_say() -> None:
    articles, failures = read_samples("parquet")
    assert differences("parquet", articles) == []
    assert failures == []
    assert all(article.text.count("\n\n") == 3 for article in articles.values())


def test_days_moments_and_numbers_of_seconds_are_days(tmp_path: Path) -> None:
    moments = [datetime(2024, 3, 8, 23, 59, tzinfo=UTC)] * 2
    for values in (
        pyarrow.array(moments, pyarrow.timestamp("us", "UTC")),
        pyarrow.array(moments, pyarrow.timestamp("s")),
        pyarrow.array([date(2024, 3, 8)] * 2, pyarrow.date32()),
        [1709942340, 1709942340],
        ["2024-03-08T23:59:00Z", "8 March 2024"],
    ):
        path = tmp_path / "a.parquet"
        read(path, text=[TEXT, TEXT], date=values)
        found = [item.published for item in collect([path]) if isinstance(item, Article)]
        assert found == [date(2024, 3, 8)] * 2


def test_lists_and_nested_names_become_text(tmp_path: Path) -> None:
    (draft,) = read(
        tmp_path / "a.parquet",
        content=[["One.", "Two."]],
        authors=[["Ada Brink", "Jonas Tier"]],
        source=[{"id": "x", "name": "Northern Post"}],
        creator=[[{"name": "Nobody"}]],
        embedding=[[0.1, 0.2]],
    )
    assert draft == Draft("One.\nTwo.", "a.parquet#1", author="Ada Brink; Jonas Tier", outlet="Northern Post")


def test_rows_without_text_fail_alone_and_ids_name_the_others(tmp_path: Path) -> None:
    items = read(tmp_path / "a.parquet", id=["x", None, "x", "y"], text=[TEXT, None, TEXT, TEXT], title=["a"] * 4)
    assert [getattr(item, "origin", None) for item in items] == [f"a.parquet#{key}" for key in ("x", "2", "3", "y")]
    assert [isinstance(item, Failure) for item in items] == [False, True, False, False]


def test_columns_are_known_whatever_their_case(tmp_path: Path) -> None:
    (draft,) = read(tmp_path / "a.parquet", Text=[TEXT], TITLE=["Bridge"], title=["second"], score=[float("nan")])
    assert (draft.text, draft.title) == (TEXT, "Bridge")


def test_what_the_folders_say_holds_where_the_file_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "outlet=Northern%20Post" / "date=2024-03-08" / "shard=7"
    folder.mkdir(parents=True)
    one, two = read(folder / "part.parquet", text=[TEXT, TEXT], date=["2024-05-01", None])
    assert (one.outlet, one.published, two.published) == ("Northern Post", "2024-05-01", "2024-03-08")


def test_damaged_text_keeps_what_is_whole(tmp_path: Path) -> None:
    values = pyarrow.array([b"The minister s\xffid no.", b"Yes."], pyarrow.binary())
    one, two = read(tmp_path / "a.parquet", text=values)
    assert (one.text, two.text) == ("The minister s\ufffdid no.", "Yes.")
    torn = values.view(pyarrow.string())
    one, two = read(tmp_path / "b.parquet", text=torn)
    assert (one.text, two.text) == ("The minister s\ufffdid no.", "Yes.")


def test_arrow_files_and_streams(tmp_path: Path) -> None:
    table = pyarrow.table({"text": [TEXT] * 600, "url": [f"https://a.example/{n}" for n in range(600)]})
    for name, make in (("a.arrow", pyarrow.ipc.new_file), ("s.arrow", pyarrow.ipc.new_stream)):
        with make(str(tmp_path / name), table.schema) as writer:
            writer.write_table(table, max_chunksize=500)
        items = list(read_columns(Found(tmp_path / name, name, True)))
        assert [item.url for item in items if isinstance(item, Draft)] == table["url"].to_pylist()


def test_a_file_without_a_column_of_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its columns are a, b"):
        read(tmp_path / "a.parquet", a=[1], b=[2])
    with pytest.raises(InputError, match="no articles"):
        read(tmp_path / "a.parquet", text=pyarrow.array([], pyarrow.string()))


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    read(path, text=[TEXT] * 100)
    whole = path.read_bytes()
    for data in (whole[:-100], whole[:50], b"PAR1", b"The minister", whole[:200] + b"\0" * 200 + whole[400:]):
        path.write_bytes(data)
        with pytest.raises(InputError):
            list(read_columns(Found(path, "a.parquet", True)))


def test_one_wrong_byte_anywhere_is_borne(tmp_path: Path) -> None:
    table = pyarrow.table({"text": [TEXT, "Yes."], "date": [date(2024, 3, 8)] * 2, "authors": [["A B"], []]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    with pyarrow.ipc.new_file(str(tmp_path / "a.arrow"), table.schema) as writer:
        writer.write_table(table)
    for name in ("a.parquet", "a.arrow"):
        whole = (tmp_path / name).read_bytes()
        for place in range(0, len(whole), 19):
            (tmp_path / name).write_bytes(whole[:place] + bytes([whole[place] ^ 0xD5]) + whole[place + 1 :])
            with contextlib.suppress(InputError):
                list(read_columns(Found(tmp_path / name, name, True)))


def test_the_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    read(path, text=[TEXT])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[parquet\]'"):
        list(read_columns(Found(path, "a.parquet", True)))

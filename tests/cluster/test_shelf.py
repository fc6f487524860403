"""The folder that all machines see."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from onrecord.cluster.shelf import Shelf, filesystem, here, listed
from onrecord.errors import InputError


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path / "new" / "out"))
    assert shelf.is_new()
    assert shelf.get("manifests/a.json") is None
    shelf.put("manifests/a.json", b"one")
    shelf.put("manifests/a.json", b"two")
    assert shelf.get("manifests/a.json") == b"two"
    assert [path.name for path in (tmp_path / "new" / "out" / "manifests").iterdir()] == ["a.json"]
    assert not shelf.is_new()


def test_addresses_of_a_store_are_listed_and_fetched(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("bee")
    (tmp_path / "in" / "a.txt").write_text("a")
    (tmp_path / "in" / "_SUCCESS").write_text("")
    address = f"file://{tmp_path}/in"
    found = listed(address)
    assert [(one.place, one.size) for one in found] == [(f"{address}/a.txt", 1), (f"{address}/b.txt", 3)]
    with here(found[1].place) as path:
        assert path.read_text() == "bee"
        assert path != tmp_path / "in" / "b.txt"
    assert not path.exists()
    assert [one.place for one in listed(f"{address}/a.txt")] == [f"{address}/a.txt"]


@pytest.mark.parametrize("address", ["nonsense://bucket/x", "ftp://host/x"])
def test_a_kind_that_nobody_knows_is_said(address: str) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        filesystem(address)


def test_an_empty_place_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file at"):
        listed(f"file://{tmp_path}")
    with pytest.raises(InputError, match="cannot be listed"):
        listed(f"file://{tmp_path}/none")

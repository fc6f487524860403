import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.exports.writing import replacing, write_lines


def test_a_file_is_replaced_when_all_is_written(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("before", encoding="utf-8")
    with replacing(place) as beside:
        beside.write_text("after", encoding="utf-8")
        assert place.read_text(encoding="utf-8") == "before"
    assert place.read_text(encoding="utf-8") == "after"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def failing() -> Iterator[str]:
        yield "one"
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_lines(tmp_path / "a.txt", failing())
    assert os.listdir(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("x", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    write_lines(tmp_path / "link.txt", ["new"])
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "new\n"


def test_a_device_is_written_into() -> None:
    write_lines(Path(os.devnull), ["gone"])
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(("name", "says"), [("", "is a folder"), ("no/a.txt", "does not exist")])
def test_places_that_can_not_be(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(OnrecordError, match=says):
        write_lines(tmp_path / name, [])


def test_a_full_disk_is_said_with_the_name_asked_for(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match=r"a\.txt can not be written: No space"), replacing(tmp_path / "a.txt"):
        raise OSError(28, "No space left on device")


def test_lines_are_written_as_they_are(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.csv", ["é", '"b\r\nc"'], encoding="utf-8-sig")
    assert (tmp_path / "a.csv").read_bytes() == b'\xef\xbb\xbf\xc3\xa9\n"b\r\nc"\n'

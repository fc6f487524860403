"""Files and texts that are handed over under a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord.origins import HandedFile, HandedText, collect, collect_handed
from onrecord.types import Article, Failure

TEXT = "The minister said on Monday that the bridge will be closed for the whole of the winter."


def test_a_file_goes_by_its_name_and_not_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "000001.txt"
    path.write_text(f"title: The bridge\n---\n{TEXT}\n", encoding="utf-8")
    (found,) = collect_handed([HandedFile(path, "reports/bridge.txt")], outlet="The Ferry", published=date(2031, 5, 4))
    assert isinstance(found, Article)
    assert found.origin == "reports/bridge.txt"
    assert (found.outlet, found.published) == ("The Ferry", date(2031, 5, 4))
    again = tmp_path / "000002.txt"
    again.write_bytes(path.read_bytes())
    (same,) = collect_handed([HandedFile(again, "reports/bridge.txt")])
    assert isinstance(same, Article)
    assert same.id == found.id  # wherever it lay, it is the same report
    (other,) = collect([path])
    assert isinstance(other, Article)
    assert other.id != found.id


def test_tables_name_their_rows_by_the_name_given(tmp_path: Path) -> None:
    path = tmp_path / "000001.jsonl"
    path.write_text(f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT} Twice."}}\n', encoding="utf-8")
    origins = [item.origin for item in collect_handed([HandedFile(path, "week.jsonl")])]
    assert len(origins) == 2
    assert all(origin.startswith("week.jsonl") for origin in origins)


def test_a_text_is_named_by_its_title_or_its_first_words() -> None:
    found = list(collect_handed([HandedText(TEXT, " The bridge "), HandedText(TEXT), HandedText(TEXT)]))
    titles = [(item.origin, item.title) for item in found if isinstance(item, Article)]
    assert titles[0] == ("pasted: The bridge", "The bridge")
    assert titles[1] == ("pasted: The minister said on Monday that the bridge will be closed", None)
    assert found[1] == found[2]


def test_what_cannot_be_read_is_told_under_its_name(tmp_path: Path) -> None:
    picture, empty = tmp_path / "000001.bin", tmp_path / "000002.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00" * 100)
    empty.write_bytes(b"")
    things: list[HandedFile | HandedText] = [
        HandedFile(picture, "scan.png"),
        HandedFile(empty, "none.txt"),
        HandedFile(picture, "a.xls"),
        HandedText(" "),
    ]
    told = list(collect_handed(things))
    assert all(isinstance(item, Failure) for item in told)
    assert [item.origin for item in told][:3] == ["scan.png", "none.txt", "a.xls"]
    assert all(str(tmp_path) not in item.reason for item in told if isinstance(item, Failure))
    assert isinstance(told[2], Failure)
    assert told[2].skipped

from pathlib import Path

import pytest

from onrecord.origins.draft import Address, Found
from onrecord.origins.form import HEAD, Head
from onrecord.origins.formats import format_of
from onrecord.origins.web.lists import is_list, read_list
from onrecord.types import Failure


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("https://post.example/a\n", True),
        ("# mine\n\n  https://post.example/a  \nHTTP://post.example/b", True),
        ("# only a remark\n", False),
        ("", False),
        ("https://post.example/a says so.\n", False),
        ("The Post\nhttps://post.example/a\n", False),
    ],
)
def test_how_a_list_begins(text: str, wanted: bool) -> None:
    assert is_list(Head(".txt", text.encode())) is wanted


def test_a_list_that_is_longer_than_what_is_looked_at() -> None:
    data = b"https://post.example/a\n" * 10_000
    assert is_list(Head(".txt", data[:HEAD]))


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes("https://post.example/a?utm_source=x\r\n\r\n# b\r\nhttps://post.example/c\r\n".encode(coding))
    found = Found(path, "urls.txt", named=True)
    assert format_of(found).name == "list of addresses"
    entries = list(read_list(found))
    assert all(isinstance(entry, Address) for entry in entries)
    assert [(e.url, e.known.origin) for e in entries if isinstance(e, Address)] == [
        ("https://post.example/a?utm_source=x", "https://post.example/a"),
        ("https://post.example/c", "https://post.example/c"),
    ]


def test_a_line_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("https://post.example/a\npost.example/b\n")
    _, second = read_list(Found(path, "urls.txt", named=True))
    assert isinstance(second, Failure)
    assert second.origin == "urls.txt#2"
    assert "line 2, is no address but 'post.example/b'" in second.reason

# ruff: noqa: E501 - samples stand here as they come
from pathlib import Path

import pytest

from onrecord.origins import collect
from onrecord.origins.form import Head
from onrecord.origins.press.download import is_download, is_page_download, told
from onrecord.types import Article, Failure


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 1 of 3\n\nThe minister said that the LENGTH: of it was too much.",
        "This is the End of Document\nand nothing else",
        "End of Document",
        "Document 12345\nThe report was written by a committee of the assembly.",
        "3 of 4 documents were signed, the minister said.",
        "____________________________________________________________\nA rule and nothing of ProQuest.",
    ],
)
def test_plain_texts_are_no_downloads(text: str) -> None:
    assert told(text.splitlines()) is None
    assert not is_download(Head(".txt", text.encode()))


def test_pages_that_name_a_database_are_no_downloads() -> None:
    page = b"<html><head><title>News</title></head><body><p class='article'>Source: Factiva, LexisNexis and others</p></body></html>"
    assert not is_page_download(Head(".html", page))


def test_a_page_that_only_bears_the_name_is_a_page(tmp_path: Path) -> None:
    text = "".join(
        f"<p>The minister said that the levy would come in April, for the {place}th time.</p>" for place in range(6)
    )
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Eureka! The levy</title></head><body><article>{text}</article></body></html>"
    )
    (article,) = collect([tmp_path / "page.html"])
    assert isinstance(article, Article)
    assert article.origin.endswith("page.html")


def test_a_record_without_text_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(
        "1 of 2 DOCUMENTS\n\nDaily Tide\n\nMarch 8, 2024 Friday\n\nA headline alone\n\nLENGTH: 3 words\n\nLOAD-DATE: March 8, 2024\n\n"
        "2 of 2 DOCUMENTS\n\nDaily Tide\n\nMarch 9, 2024 Saturday\n\nAnother headline\n\nLENGTH: 30 words\n\n"
        "The minister said on Friday that the levy would come in April, whatever the towns on the coast might say about it.\n\nLANGUAGE: ENGLISH\n"
    )
    first, second = collect([path])
    assert isinstance(first, Failure)
    assert "article 1 (A headline alone), has no text" in first.reason
    assert isinstance(second, Article)
    assert (second.title, second.origin) == ("Another headline", f"{path}#2")


def test_a_number_that_comes_twice_gives_way_to_the_place(tmp_path: Path) -> None:
    text = "A headline\n95 words\n8 March 2024\nDaily Tide\nTIDE\nEnglish\n(c) 2024 Tide\n\nThe minister said that the levy would come in April.\n\nDocument TIDE000020240308ek3800001\n\n"
    path = tmp_path / "twice.txt"
    path.write_text(text * 2)
    assert [item.origin.rpartition("#")[2] for item in collect([path])] == ["TIDE000020240308ek3800001", "2"]


def test_windows_and_utf16_downloads(tmp_path: Path) -> None:
    text = "1 of 1 DOCUMENTS\r\n\r\nDaily Tide\r\n\r\nMarch 8, 2024 Friday\r\n\r\nA headline\r\n\r\nLENGTH: 9 words\r\n\r\n“The levy will come in April,” the minister said.\r\n\r\nLANGUAGE: ENGLISH\r\n"
    for name, encoding in (("windows.txt", "cp1252"), ("wide.txt", "utf-16")):
        (tmp_path / name).write_bytes(text.encode(encoding))
        (article,) = collect([tmp_path / name])
        assert isinstance(article, Article)
        assert article.text == "“The levy will come in April,” the minister said."

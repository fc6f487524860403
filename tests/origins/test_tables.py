import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.origins import collect
from onrecord.types import Article, Failure

SENTENCE = "The minister said no."


def read(path: Path, data: str) -> list[Article | Failure]:
    path.write_text(data, encoding="utf-8", newline="")
    return list(collect([path]))


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"text": SENTENCE, "date": "2021-03-08", "outlet": "Post", "title": "Bridge", "url": "https://post.example/1"},
        {"content": f"{SENTENCE}\r\nAgain.", "publishedAt": "2021-03-09T10:00:00Z", "source": {"id": 0, "name": "BBC"}},
        {"body": [SENTENCE, "Again."], "published_at": 1615248000, "Headline": "x"},
    ]
    found = read(path, "\n".join(json.dumps(row) for row in rows) + "\n\n")
    assert all(isinstance(item, Article) for item in found), found
    first, second, third = (item for item in found if isinstance(item, Article))
    assert (first.text, first.published, first.outlet, first.title) == (SENTENCE, date(2021, 3, 8), "Post", "Bridge")
    assert (first.origin, first.url) == (f"{path}#1", "https://post.example/1")
    assert (second.text, second.published, second.outlet) == (f"{SENTENCE}\r\nAgain.", date(2021, 3, 9), "BBC")
    assert (third.text, third.published, third.title) == (f"{SENTENCE}\nAgain.", date(2021, 3, 9), "x")


def test_a_broken_line_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": SENTENCE})
    lines = [good, '{"text": ', "[1]", '{"title": "x"}', '{"text": "' + "[" * 10 + '"}', '"words"', good]
    found = read(path, "\n".join(lines))
    assert [isinstance(item, Article) for item in found] == [True, False, False, False, True, False, True]
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert reasons[0].startswith(f"{path}, line 2, is not JSON: Expecting value at column 9")
    assert "line 3, is not an article but a list" in reasons[1]
    assert "line 4, has no text: it has title; wanted is one of text, body, content" in reasons[2]
    assert "line 6, is not an article but a text" in reasons[3]


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.jsonl", '{"text": "The \\ud83d minister said no."}')
    assert isinstance(item, Failure)
    assert "half a character" in item.reason


def test_rows_go_by_their_own_ids_where_those_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"id": "x7", "text": SENTENCE}, {"id": "x7", "text": "Other."}, {"id": 12, "text": "Third."}]
    found = read(path, "\n".join(json.dumps(row) for row in rows))
    assert [item.origin for item in found] == [f"{path}#x7", f"{path}#2", f"{path}#12"]


@pytest.mark.parametrize(
    "shape",
    [
        lambda row: [row, row],
        lambda row: {"status": "ok", "articles": [row, row]},
        lambda row: {"results": [row, row], "total": 2},
    ],
)
def test_json_in_its_usual_shapes(tmp_path: Path, shape: object) -> None:
    assert callable(shape)
    found = read(tmp_path / "a.json", json.dumps(shape({"text": SENTENCE})))
    assert [isinstance(item, Article) for item in found] == [True, True]


def test_one_article_as_json(tmp_path: Path) -> None:
    assert len(read(tmp_path / "a.json", json.dumps({"text": SENTENCE, "items": []}, indent=1))) == 1


def test_json_lines_under_the_name_of_json(tmp_path: Path) -> None:
    found = read(tmp_path / "a.json", f'{{"text": "{SENTENCE}"}}\n{{"text": "Again."}}\n')
    assert [isinstance(item, Article) for item in found] == [True, True]


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    row = f'Bridge,"{SENTENCE} ""No"",\r\nhe said.",13/04/2021,The Post'
    first, second = read(path, f"Title,Text,Date,Source\r\n{row}\r\n\r\nx,Yes.,,\r\n")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == f'{SENTENCE} "No",\r\nhe said.'
    assert (first.origin, first.title, first.published, first.outlet) == (
        f"{path}#1",
        "Bridge",
        date(2021, 4, 13),
        "The Post",
    )
    assert (second.text, second.published) == ("Yes.", None)


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t")])
def test_other_separators(tmp_path: Path, name: str, mark: str) -> None:
    (item,) = read(tmp_path / name, f"title{mark}text\nBridge, the{mark}{SENTENCE}\n")
    assert isinstance(item, Article)
    assert (item.title, item.text) == ("Bridge, the", SENTENCE)


def test_a_big_field_is_read(tmp_path: Path) -> None:
    (item,) = read(tmp_path / "a.csv", "text\n" + "the minister said no " * 20_000)
    assert isinstance(item, Article)
    assert len(item.text) > 400_000


def test_a_row_whose_text_was_not_quoted_fails_alone(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", f"title,text\nx,one, two, three\ny,{SENTENCE}\n")
    assert isinstance(found[0], Failure)
    assert "row 1 (line 2), has 4 cells where the header has 2" in found[0].reason
    assert "double quotes" in found[0].reason
    assert isinstance(found[1], Article)


def test_a_row_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    texts = ["word " * 500_000, "x" * 9_000_000, SENTENCE]
    found = read(tmp_path / "a.jsonl", "\n".join(json.dumps({"text": text}) for text in texts))
    assert [isinstance(item, Article) for item in found] == [False, False, True]
    assert all("million characters" in item.reason for item in found if isinstance(item, Failure))


def test_a_table_in_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text\nSéjourné said “no”.\n".encode("cp1252"))
    (item,) = collect([path])
    assert isinstance(item, Article)
    assert item.text == "Séjourné said “no”."

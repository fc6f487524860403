import csv as reader
import io
from collections.abc import Iterable
from dataclasses import replace

import pytest

from onrecord.exports import Sources, csv
from tests.exports.values import (
    ARTICLE,
    BARE,
    CITY,
    GROUP,
    MAYOR,
    PLAIN,
    POSITION,
    RELATION,
    SOURCES,
    STATEMENT,
    TEXT,
    UNNAMED,
)


def read(lines: Iterable[str]) -> list[dict[str, str]]:
    return list(reader.DictReader(io.StringIO("".join(f"{line}\n" for line in lines), newline=""), strict=True))


def test_statements() -> None:
    full, bare = read(csv.statement_lines([STATEMENT, UNNAMED], SOURCES))
    assert full == {
        "id": "s1",
        "article.id": "a1",
        "article.origin": "news/1.txt",
        "article.outlet": "The Ferry",
        "article.title": 'A "toll", again',
        "article.published": "2031-05-04",
        "article.language": "en",
        "kind": "direct",
        "part": "body",
        "content": "24-31 33-49",
        "cue": "17-21",
        "source": "0-16",
        "text": "No toll … if the city pays",
        "actor.id": "orla",
        "actor.name": "Orla Brück",
        "actor.kind": "person",
        "actor.role": "mayor",
        "actor.affiliation": "Rivermouth",
        "said_on": "2031-05-03",
        "utterance": "u1",
        "score": "0.1235",
        "provenance.method": "tagger",
        "provenance.version": "7",
    }
    assert (bare["actor.id"], bare["actor.name"], bare["said_on"], bare["cue"]) == ("", "", "", "")


def test_positions() -> None:
    full, plain = read(csv.position_lines([POSITION, PLAIN], SOURCES))
    assert (full["condition.kind"], full["condition.text"], full["condition.spans"]) == (
        "condition",
        "if the city pays",
        "33-49",
    )
    assert (full["by.id"], full["by.name"], full["via"], full["addressee"]) == (
        *("city", "Rivermouth", "Ferry Radio", "the council"),
    )
    assert (full["reason.text"], full["reason.spans"], full["date"]) == (
        *("for fear of delays", "64-82", "2031-05-01/2031-05-31"),
    )
    assert (full["evidence"], full["context"], full["derived"], full["tense"]) == (
        "24-49",
        "0-16 17-21",
        "true",
        "former",
    )
    assert (plain["condition.kind"], plain["by.id"], plain["reason.text"], plain["derived"]) == ("", "", "", "false")


def test_relations() -> None:
    (line,) = read(csv.relation_lines([RELATION], SOURCES))
    assert (line["actor.id"], line["toward.name"], line["kind"]) == ("", "Orla Brück", "shares position")
    assert (line["evidence"], line["reason.text"], line["date"]) == ("84-95", "for fear of delays", "2031-05-04")


def test_actors() -> None:
    city, mayor, group = read(csv.actor_lines([CITY, MAYOR, GROUP], SOURCES))
    assert (city["aliases"], mayor["affiliation"], mayor["affiliation_id"]) == (
        "the city | the port",
        "Rivermouth",
        "city",
    )
    assert (group["members"], group["role"]) == ("city | ford", "")
    assert mayor["roles"] == "councillor, Rivermouth, 2028-01-02/2030-03-04 | mayor, 2030-05-06/.. | poet, league"
    assert (mayor["wikidata"], group["roles"], group["wikidata"]) == ("Q7", "", "")


def test_articles_keep_their_line_breaks() -> None:
    text = 'One, "two"\r\nthree\rfour\n\nfive; six'
    full, odd = read(csv.article_lines([ARTICLE, replace(BARE, text=text)]))
    assert (full["text"], full["url"]) == (TEXT, "https://ferry.example/1")
    assert odd["text"] == text


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (csv.statement_lines([], SOURCES), csv.STATEMENT_COLUMNS),
        (csv.position_lines([], SOURCES), csv.POSITION_COLUMNS),
        (csv.relation_lines([], SOURCES), csv.RELATION_COLUMNS),
        (csv.actor_lines([], SOURCES), csv.ACTOR_COLUMNS),
        (csv.article_lines([]), csv.ARTICLE_COLUMNS),
    ],
)
def test_the_heading_is_always_there(lines: Iterable[str], columns: tuple[str, ...]) -> None:
    assert list(lines) == [",".join(columns)]


@pytest.mark.parametrize(
    "text",
    [
        *('=HYPERLINK("https://bad.example","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"),
    ],
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    (line,) = read(csv.position_lines([replace(POSITION, text=text)], SOURCES))
    assert line["text"] == f"'{text}"
    actors = {"orla": replace(MAYOR, name=text), "city": CITY}
    (named,) = read(csv.statement_lines([STATEMENT], Sources(SOURCES.articles, actors)))
    assert named["actor.name"] == f"'{text}"


def test_ordinary_cells_stay_as_they_are() -> None:
    for text in ("1 = 1", "no - never", "mail@ferry.example", "“=”", "'tis"):
        (line,) = read(csv.position_lines([replace(POSITION, text=text)], SOURCES))
        assert line["text"] == text


def test_spreadsheets_are_told_the_encoding() -> None:
    assert "é".encode(csv.ENCODING).startswith(b"\xef\xbb\xbf")


def test_every_field_of_the_json_lines_has_a_column() -> None:
    from onrecord.exports.objects import position_object, relation_object, statement_object

    for exported, columns in (
        (statement_object(STATEMENT, SOURCES), csv.STATEMENT_COLUMNS),
        (position_object(POSITION, SOURCES), csv.POSITION_COLUMNS),
        (relation_object(RELATION, SOURCES), csv.RELATION_COLUMNS),
    ):
        assert set(exported) == {column.split(".")[0] for column in columns}


@pytest.mark.parametrize("text", ["=1", "'=1", "''@x", "'tis", "plain", "", "'", "-", "\t", "a'=b"])
def test_a_cell_that_was_made_safe_is_what_it_was(text: str) -> None:
    (line,) = read(csv.position_lines([replace(POSITION, text=text)], SOURCES))
    assert csv.plain(line["text"]) == text


def test_numbers_below_zero_stay_numbers_where_they_are_meant() -> None:
    table = [("-1.5", "-x", "-1e-07", "-1+1")]
    assert list(csv.rows(table, numbers=True)) == ["-1.5,'-x,-1e-07,'-1+1"]
    assert list(csv.rows(table)) == ["'-1.5,'-x,'-1e-07,'-1+1"]

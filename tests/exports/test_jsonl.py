"""The contracts that other programs rely on, key by key and in their order."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from onrecord.exports import Sources, jsonl
from onrecord.types import DateInterval, Span
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

IN_LINES = {
    "id": "a1",
    "origin": "news/1.txt",
    "outlet": "The Ferry",
    "title": 'A "toll", again',
    "published": "2031-05-04",
    "language": "en",
}
ORLA = {"id": "orla", "name": "Orla Brück", "kind": "person", "role": "mayor", "affiliation": "Rivermouth"}
RIVERMOUTH = {"id": "city", "name": "Rivermouth", "kind": "state", "role": None, "affiliation": None}


def read(lines: Iterator[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def same(exported: dict[str, Any], expected: dict[str, Any]) -> None:
    assert exported == expected
    assert json.dumps(exported) == json.dumps(expected)  # the order of the keys too


def test_statement() -> None:
    (line,) = read(jsonl.statement_lines([STATEMENT], SOURCES))
    same(
        line,
        {
            "id": "s1",
            "article": IN_LINES,
            "kind": "direct",
            "part": "body",
            "content": [[24, 31], [33, 49]],
            "cue": [[17, 21]],
            "source": [[0, 16]],
            "text": "No toll … if the city pays",
            "actor": ORLA,
            "said_on": "2031-05-03",
            "utterance": "u1",
            "score": 0.1235,
            "provenance": {"method": "tagger", "version": "7"},
        },
    )
    assert [TEXT[begin:end] for begin, end in line["content"]] == ["No toll", "if the city pays"]


def test_statement_of_nobody_in_a_bare_article() -> None:
    (line,) = read(jsonl.statement_lines([UNNAMED], SOURCES))
    assert (line["actor"], line["said_on"], line["utterance"]) == (None, None, None)
    assert (line["cue"], line["source"], line["score"]) == ([], [], 1.0)
    assert line["article"] == {
        "id": "a2",
        "origin": "news/2.txt",
        "outlet": None,
        "title": None,
        "published": None,
        "language": None,
    }


def test_position() -> None:
    (line,) = read(jsonl.position_lines([POSITION], SOURCES))
    same(
        line,
        {
            "id": "p1",
            "issue": "The bridge",
            "option": "toll",
            "actor": ORLA,
            "stance": "opposes",
            "condition": {"kind": "condition", "text": "if the city pays", "spans": [[33, 49]]},
            "scope": "own",
            "voice": "attributed",
            "by": RIVERMOUTH,
            "via": "Ferry Radio",
            "addressee": "the council",
            "reason": {"text": "for fear of delays", "spans": [[64, 82]]},
            "tense": "former",
            "derived": True,
            "date": "2031-05-01/2031-05-31",
            "article": IN_LINES,
            "evidence": [[24, 49]],
            "context": [[0, 16], [17, 21]],
            "text": "No toll, if the city pays",
            "statement": "s1",
            "score": 0.5,
            "provenance": {"method": "rule", "version": "2"},
        },
    )
    for key in ("condition", "reason"):
        assert [TEXT[begin:end] for begin, end in line[key]["spans"]] == [line[key]["text"]]


def test_position_without_anything_that_may_be_missing() -> None:
    (line,) = read(jsonl.position_lines([PLAIN], SOURCES))
    missing = {key for key, value in line.items() if value is None}
    assert missing == {"issue", "condition", "by", "via", "addressee", "reason", "date", "statement"}
    assert (line["context"], line["derived"], line["tense"]) == ([], False, "current")
    assert line["actor"]["affiliation"] == "league"  # a body that is no actor keeps its id


def test_relation() -> None:
    (line,) = read(jsonl.relation_lines([RELATION], SOURCES))
    same(
        line,
        {
            "id": "r1",
            "kind": "shares position",
            "actor": None,
            "toward": ORLA,
            "voice": "reported",
            "reason": {"text": "for fear of delays", "spans": [[64, 82]]},
            "article": IN_LINES,
            "evidence": [[84, 95]],
            "text": "praised her",
            "date": "2031-05-04",
            "score": 0.75,
            "provenance": {"method": "rule", "version": "2"},
        },
    )
    (named,) = read(jsonl.relation_lines([replace(RELATION, actor="city", reason=None)], SOURCES))
    assert (named["actor"], named["reason"]) == (RIVERMOUTH, None)


def test_actors() -> None:
    city, mayor, group = read(jsonl.actor_lines([CITY, MAYOR, GROUP], SOURCES))
    same(
        mayor,
        {
            **ORLA,
            "affiliation_id": "city",
            "state": "Rivermouth",
            "aliases": ["Brueck"],
            "members": [],
            "roles": [
                {"role": "councillor", "body": "Rivermouth", "first": "2028-01-02", "last": "2030-03-04"},
                {"role": "mayor", "body": None, "first": "2030-05-06", "last": None},
                {"role": "poet", "body": "league", "first": None, "last": None},
            ],
            "wikidata": "Q7",
        },
    )
    assert (city["roles"], city["wikidata"]) == ([], None)
    assert (city["affiliation"], city["aliases"]) == (None, ["the city", "the port"])
    assert (group["members"], group["affiliation_id"]) == (["city", "ford"], "league")


def test_articles() -> None:
    full, bare = read(jsonl.article_lines([ARTICLE, BARE]))
    facts = {"author": None, "agency": None, "section": None}
    same(full, {**IN_LINES, "url": "https://ferry.example/1", **facts, "text": TEXT})
    assert (bare["published"], bare["url"], bare["text"]) == (None, None, "Nothing.")


def test_a_day_and_an_interval() -> None:
    said = DateInterval(date(2031, 2, 1), date(2031, 2, 2))
    (line,) = read(jsonl.statement_lines([replace(STATEMENT, said_on=said)], SOURCES))
    assert line["said_on"] == "2031-02-01/2031-02-02"


def test_one_object_is_one_line_whatever_the_text_holds() -> None:
    text = 'a\nb\r\nc\u2028d\u2029e\u0085f "g" \\ \U0001f309 é\t'
    (line,) = jsonl.article_lines([replace(ARTICLE, text=text)])
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text
    assert "é" in line  # readable, not escaped


def test_offsets_count_code_points() -> None:
    text = "\U0001f309 said"
    said = replace(STATEMENT, content=(Span(2, 6),))
    sources = Sources({"a1": replace(ARTICLE, text=text)}, SOURCES.actors)
    (line,) = read(jsonl.statement_lines([said], sources))
    ((begin, end),) = line["content"]
    assert text[begin:end] == "said"


def test_nothing_gives_no_lines() -> None:
    assert list(jsonl.position_lines([], SOURCES)) == []

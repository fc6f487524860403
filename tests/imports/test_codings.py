"""Tables of codings: our own positions, and what people have in spreadsheets."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.exports import csv as out
from onrecord.exports.objects import claim_objects
from onrecord.exports.writing import write_lines
from onrecord.imports.codings import read, recognises
from onrecord.imports.incoming import Incoming, Wishes
from onrecord.types import Article, Provenance, Stance
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK

TALK = Article("t1", "We want no toll.\nWe want a bridge.", "talks/a.txt")
HELD = Wishes(find=lambda key: TALK if key in (TALK.id, TALK.origin) else None)


def table(place: Path, *rows: str) -> Path:
    (place / "codings.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    return place / "codings.csv"


def said(found: Incoming) -> list[tuple[str, str, Stance, str, str]]:
    labels = {option.id: option.label for option in found.options}
    names = {actor.id: actor.name for actor in found.actors}
    claims: Iterable[tuple[str, str, Stance, str, str]] = (
        (names[one.position.actor], labels[one.position.option], one.position.stance, one.reviewer, one.position.text)
        for one in found.claims
    )
    return list(claims)


def test_our_own_positions_come_back_whole(tmp_path: Path) -> None:
    articles = {chapter.article.id: chapter.article for chapter in CHAPTERS}
    lines = out.lines("positions", claim_objects("positions", CHAPTERS, ACTORS, CODEBOOK))
    write_lines(tmp_path / "p.csv", lines, encoding=out.ENCODING)
    assert recognises(tmp_path / "p.csv")
    found = read(tmp_path / "p.csv", Wishes(find=articles.get))
    assert [claim.position for claim in found.claims] == [
        replace(*chapter.positions, id="", statement=None, provenance=Provenance("import", "codings"))
        for chapter in CHAPTERS
    ]
    assert [claim.reviewer for claim in found.claims] == ["onrecord", "onrecord", "Ada"]
    assert found.left == ("2 positions are the machine's own; they come in under the name onrecord",)


def test_a_table_of_codings(tmp_path: Path) -> None:
    place = table(
        tmp_path,
        "Document;Coder;Speaker;Actor type;Concept;Agreement;Start;Stop;Quote",
        "talks/a.txt;Ben;Cy;person;'=Toll;0;3;15;",
        "talks/a.txt;Ben;Port;company;Bridge;yes;;;want  a bridge",
        "talks/a.txt;Ben;Port;company;Bridge;yes;0;4;want a bridge",
    )
    assert recognises(place)
    found = read(place, HELD)
    assert said(found) == [
        ("Cy", "=Toll", Stance.OPPOSES, "Ben", "want no toll"),
        ("Port", "Bridge", Stance.SUPPORTS, "Ben", "want a bridge"),
        ("Port", "Bridge", Stance.SUPPORTS, "Ben", "want a bridge"),
    ]
    assert [actor.kind for actor in found.actors] == ["person", "organisation"]
    assert len({claim.key for claim in found.claims}) == 3


def test_a_table_with_the_texts_in_it(tmp_path: Path) -> None:
    place = table(
        tmp_path, "file,full text,person,option,stance,quote", 'x.txt,"No, no.",Cy,Toll (pro),,no', "y.txt,,Cy,a,pro,b"
    )
    found = read(place, Wishes())
    assert said(found) == [("Cy", "Toll", Stance.SUPPORTS, "unknown", "no")]
    assert found.texts[0].article.text == "No, no."
    assert found.left == ("1 left out: rows of texts that neither the table nor the record holds",)


@pytest.mark.parametrize("heading", ["text,actor,option,stance,quote", "quote,actor,option,stance,Text"])
def test_a_column_text_beside_the_quote_is_the_whole_text(tmp_path: Path, heading: str) -> None:
    cells = {"text": "We want no toll. Never.", "quote": "We want no toll", "actor": "Cy", "option": "Toll"}
    row = ",".join((cells | {"stance": "opposes"})[column.casefold()] for column in heading.split(","))
    found = read(table(tmp_path, heading, row), Wishes())
    assert [one.article.text for one in found.texts] == ["We want no toll. Never."]
    assert [one.position.text for one in found.claims] == ["We want no toll"]


def test_what_no_position_comes_of_is_counted(tmp_path: Path) -> None:
    place = table(
        tmp_path, "document,actor,option,stance,quote", "t1,Cy,Toll,blue,We", "t1,,Toll,pro,We", "t1,Cy,Toll,pro,ja"
    )
    assert read(place, HELD).left == (
        "1 left out: rows without a stance that is known",
        "1 left out: rows without an actor",
        "1 left out: rows whose words the text does not have",
    )


def test_a_caller_says_what_a_column_is(tmp_path: Path) -> None:
    place = table(tmp_path, "document,Q1,Q2,Q3,quote", "t1,Cy,Toll,pro,We want")
    assert not recognises(place)
    wishes = Wishes({"q1": "actor", "Q2": "option", "Q3": "stance"}, find=HELD.find)
    assert said(read(place, wishes)) == [("Cy", "Toll", Stance.SUPPORTS, "unknown", "We want")]


@pytest.mark.parametrize(
    ("rows", "mapping", "says"),
    [
        (("document,actor", "t1,Cy"), {}, "option and stance"),
        (("actor,option,stance", "Cy,a,b"), {}, "names the article"),
        (("actor,option,stance,x", "Cy,a,b"), {"y": "article"}, "no column 'y'"),
        (("actor,option,stance,x", "Cy,a,b"), {"x": "tree"}, "a column can be"),
        ((), {}, "empty"),
    ],
)
def test_tables_that_can_not_be_read(tmp_path: Path, rows: tuple[str, ...], mapping: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(table(tmp_path, *rows), Wishes(mapping))


def test_a_table_of_another_code_page(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes("document,actor,option,stance\nt1,Brück,a,b".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read(tmp_path / "c.csv", HELD)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.dna import Database, problems, read_database
from onrecord.dna.passwords import fits
from onrecord.dna.schema import TABLES
from onrecord.dna.tables import Said, statement_types, statements
from onrecord.dna.wording import seal
from onrecord.errors import OnrecordError
from onrecord.exports.dna import DnaWishes, DnaWritten, write
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Codebook,
    Option,
    Position,
    Provenance,
    Scope,
    Span,
    Stance,
    Tense,
    Voice,
)
from tests.exports.values import ARTICLE, BOOK, POSITION, SOURCES

TEXT = "\U0001f309 Line one.\r\n\U0001f6a2 Orla Brück rejects the toll.\r\nThe end \U0001f44e\r"
PLAIN = DnaWishes()
WIDE = Article("w", TEXT, "news/w.txt")


def position(words: str, *, number: int = 1, **more: object) -> Position:
    begin = TEXT.index(words)
    plain = Position(
        f"p{number}",
        "w",
        "toll",
        "orla",
        Stance.OPPOSES,
        Scope.GENERAL,
        Voice.OWN,
        Span(begin, begin + len(words)),
        words,
        Provenance("rule", "2", 0.5),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def written(
    path: Path,
    chapters: Sequence[tuple[Article, Sequence[Position]]],
    *,
    book: Codebook = BOOK,
    wishes: DnaWishes = PLAIN,
    actors: Sequence[Actor] = (),
) -> tuple[Database, DnaWritten]:
    known = {**SOURCES.actors, **{actor.id: actor for actor in actors}}
    done = write(path / "out.dna", chapters, known, book, wishes=wishes)
    found = read_database(path / "out.dna")
    assert list(problems(found)) == []
    assert [one.name for one in path.iterdir()] == ["out.dna"]
    return found, done


def values(found: Database) -> list[tuple[Said, dict[str, int | str]]]:
    names = {variable.id: variable.name for kind in statement_types(found) for variable in kind.variables}
    return [(said, {names[key]: value for key, value in said.values.items()}) for said in statements(found)]


def test_everything_of_a_position(tmp_path: Path) -> None:
    found, done = written(
        tmp_path, [(ARTICLE, [POSITION])], wishes=DnaWishes(former=True, derived=True, password="toll")
    )
    assert found.settings()["version"].startswith("3.0")
    (plain, yes), (graded, steps) = values(found)
    assert yes == {
        "person": "Orla Brück",
        "organization": "Rivermouth",
        "concept": "A toll on the bridge",
        "agreement": 0,
    }
    assert steps == {
        **{name: value for name, value in yes.items() if name != "agreement"},
        "stance": -2,
        "condition": "if the city pays",
        "limit": "",
        "reason": "for fear of delays",
        "scope": "own",
        "voice": "attributed",
        "details": "said on: 2031-05-01/2031-05-31\ntense: former\nby: Rivermouth [state]\nvia: Ferry Radio\n"
        "addressee: the council\ncondition at: 33-49\nreason at: 64-82\ncontext at: 0-16 17-21\nmethod: rule\n"
        "score: 0.5000\nposition: p1 " + seal(("Orla Brück", "Rivermouth", "A toll on the bridge", -2, 24, 49)),
    }
    assert (plain.start, plain.stop) == (graded.start, graded.stop) == (24, 49)
    assert (done.documents, done.statements, done.left) == (1, {"DNA Statement": 1, "Graded position": 1}, ())
    assert done.coders == ("Admin", "onrecord")
    admin, machine = found.rows("CODERS")
    assert (admin["ID"], admin["Name"], machine["Name"]) == (1, "Admin", "onrecord")
    assert fits("toll", str(admin["Password"]))
    assert [(row[1], row[2]) for row in found.tables["CODERRELATIONS"]] == [(2, 1), (1, 2)]


def test_the_document(tmp_path: Path) -> None:
    found, _ = written(tmp_path, [(ARTICLE, [])])
    (row,) = found.rows("DOCUMENTS")
    assert row == {
        "ID": 1,
        "Title": 'A "toll", again',
        "Text": ARTICLE.text,
        "Coder": 1,
        "Author": "",
        "Source": "The Ferry",
        "Section": "",
        "Notes": "URL: https://ferry.example/1\nOrigin: news/1.txt\nLanguage: en",
        "Type": "",
        "Date": int(datetime(2031, 5, 4, tzinfo=UTC).timestamp()),
    }


@pytest.mark.parametrize(
    ("day", "seconds"),
    [(date(9999, 12, 31), 253402214400), (date(1969, 12, 31), -86400), (date(1, 1, 1), -62135596800)],
)
def test_days_at_the_ends_of_the_calendar(tmp_path: Path, day: date, seconds: int) -> None:
    found, _ = written(tmp_path, [(replace(WIDE, published=day), [])])
    assert [row["Date"] for row in found.rows("DOCUMENTS")] == [seconds]


def test_no_day_is_said(tmp_path: Path) -> None:
    found, done = written(tmp_path, [(WIDE, [])])
    (row,) = found.rows("DOCUMENTS")
    assert (row["Title"], row["Date"], row["Notes"]) == ("w.txt", 0, "Origin: news/w.txt\nDate: none")
    assert done.left[0] == "1 documents without a date stand on 1 January 1970, and say so in their notes"


def test_offsets_are_those_of_java_into_lines_that_end_with_a_newline(tmp_path: Path) -> None:
    words = ("\U0001f309 Line", "Orla Brück", "rejects the toll.\r\nThe", "\U0001f44e\r", "\n\U0001f6a2", "\r")
    found, _ = written(tmp_path, [(WIDE, [position(one, number=n) for n, one in enumerate(words)])])
    (document,) = found.rows("DOCUMENTS")
    text = str(document["Text"])
    assert text == TEXT.replace("\r\n", "\n").replace("\r", "\n")
    units = text.encode("utf-16-le")
    cut = {units[2 * said.start : 2 * said.stop].decode("utf-16-le") for said in statements(found)}
    assert cut == {*("\U0001f309 Line", "Orla Brück", "rejects the toll.\nThe", "\U0001f44e\n", "\n\U0001f6a2", "\n")}


@pytest.mark.parametrize(
    ("stance", "plain", "strict", "step"),
    [
        (Stance.SUPPORTS, 1, 1, 2),
        (Stance.OPEN, 1, None, 1),
        (Stance.UNDECIDED, None, None, 0),
        (Stance.RELUCTANT, 0, None, -1),
        (Stance.OPPOSES, 0, 0, -2),
    ],
)
def test_agreement_and_steps(tmp_path: Path, stance: Stance, plain: int | None, strict: int | None, step: int) -> None:
    for wishes, wanted in ((DnaWishes(), plain), (DnaWishes(strict=True), strict)):
        found, done = written(tmp_path, [(WIDE, [position("rejects", stance=stance)])], wishes=wishes)
        assert [row[3] for row in found.tables["DATABOOLEAN"]] == ([] if wanted is None else [wanted])
        assert [row[3] for row in found.tables["DATAINTEGER"]] == [step]
        assert any("no agreement" in line for line in done.left) == (wanted is None)


def test_former_and_derived_positions(tmp_path: Path) -> None:
    some = [position("rejects", tense=Tense.FORMER), position("toll", number=2, derived=True)]
    _, done = written(tmp_path, [(WIDE, some)])
    assert done.statements == {"Graded position": 1}
    assert "1 former positions have no agreement" in done.left
    assert "1 positions derived from other options are left out" in done.left
    _, done = written(tmp_path, [(WIDE, some)], wishes=DnaWishes(former=True, derived=True))
    assert done.statements == {"DNA Statement": 2, "Graded position": 2}


def test_only_the_type_of_dna(tmp_path: Path) -> None:
    some = [position("rejects"), position("toll", number=2, stance=Stance.UNDECIDED)]
    found, done = written(tmp_path, [(WIDE, some)], wishes=DnaWishes(plain=True))
    assert [row["Label"] for row in found.rows("STATEMENTTYPES")] == ["DNA Statement"]
    assert done.statements == {"DNA Statement": 1}
    assert "1 undecided positions have no agreement and are left out" in done.left


def test_entities_have_no_double_and_all_attributes(tmp_path: Path) -> None:
    union = Actor("org:union", "Harbour Union", ActorKind.ORGANISATION)
    some = [position("rejects", number=n, actor=who) for n, who in enumerate(("orla", "org:union", "orla", "towns"))]
    found, _ = written(tmp_path, [(WIDE, some)], actors=[union])
    shorts = {row[0] for row in found.tables["VARIABLES"] if row[2] == "short text"}
    held = [(row["VariableId"], row["Value"]) for row in found.rows("ENTITIES")]
    assert len(held) == len(set(held))
    assert {variable for variable, value in held if value == ""} == shorts
    attributes = {
        variable: {r[0] for r in found.tables["ATTRIBUTEVARIABLES"] if r[1] == variable} for variable in shorts
    }
    assert all(len(ids) == 3 for ids in attributes.values())
    pairs = {(row[1], row[2]) for row in found.tables["ATTRIBUTEVALUES"]}
    assert pairs == {(row["ID"], one) for row in found.rows("ENTITIES") for one in attributes[row["VariableId"]]}
    kinds = {
        (row["Value"], value["AttributeValue"])
        for row in found.rows("ENTITIES")
        for value in found.rows("ATTRIBUTEVALUES")
        if value["EntityId"] == row["ID"] and value["AttributeVariableId"] in (1, 4) and row["Value"]
    }
    assert kinds == {
        *(("Orla Brück", "person"), ("Rivermouth", "state")),
        *(("Harbour Union", "organisation"), ("the two towns", "group")),
    }
    said = {value[3] for value in found.tables["ATTRIBUTEVALUES"]}
    assert {"Brueck", "Wikidata: Q7; role: mayor", "the city; the port", "The bridge"} <= said


def test_options_that_nobody_named_stand_there_too(tmp_path: Path) -> None:
    book = Codebook((*BOOK.options, Option("ferry", "The bridge", "A ferry", parent="toll")), "v2")
    found, _ = written(tmp_path, [(WIDE, [])], book=book)
    assert "A ferry" in {row["Value"] for row in found.rows("ENTITIES")}
    assert "id: ferry | part of: toll" in {row["AttributeValue"] for row in found.rows("ATTRIBUTEVALUES")}


def test_actors_of_one_name_are_two_entities(tmp_path: Path) -> None:
    twins = [Actor(f"person:twin-{n}", "Ann \U0001f600 'O\"Hara\n; DROP", ActorKind.PERSON) for n in (1, 2)]
    long = [Actor(f"org:{n}", "x" * 300 + str(n), ActorKind.ORGANISATION) for n in (1, 2)]
    some = [position("rejects", number=n, actor=actor.id) for n, actor in enumerate((*twins, *long, *twins))]
    found, done = written(tmp_path, [(WIDE, some)], actors=[*twins, *long], wishes=DnaWishes(plain=True))
    names = [str(row["Value"]) for row in found.rows("ENTITIES")]
    assert {"Ann \U0001f600 'O\"Hara ; DROP", "Ann \U0001f600 'O\"Hara ; DROP (2)"} <= set(names)
    cut = [name for name in names if name.startswith("xxx")]
    assert len(set(cut)) == 2
    assert all(len(name) <= 190 for name in cut)
    assert "2 texts in ENTITIES.Value were cut to 190 characters" in done.left
    assert (
        len(
            [
                said
                for said, one in values(found)
                if one["person"] == names[names.index(twins[0].name.replace("\n", " "))]
            ]
        )
        == 2
    )


def test_what_is_too_long_is_cut_and_counted(tmp_path: Path) -> None:
    article = replace(WIDE, title="t" * 200, outlet="\U0001f309" * 191)
    found, done = written(tmp_path, [(article, [])])
    (row,) = found.rows("DOCUMENTS")
    assert row["Title"] == "t" * 189 + "…"
    assert row["Source"] == "\U0001f309" * 189 + "…"
    assert "1 texts in DOCUMENTS.Title were cut to 190 characters" in done.left
    assert "1 texts in DOCUMENTS.Source were cut to 190 characters" in done.left


def test_reviewers_are_coders(tmp_path: Path) -> None:
    some = [
        position("rejects", provenance=Provenance("reviewer", "Kim")),
        position("toll", number=2, provenance=Provenance("reviewer", "Admin")),
    ]
    found, done = written(tmp_path, [(WIDE, some)], wishes=DnaWishes(plain=True))
    assert [said.coder for said in statements(found)] == [2, 1]
    assert done.coders == ("Admin", "Kim")


def test_an_actor_that_nobody_knows(tmp_path: Path) -> None:
    some = [position("rejects", actor="person:gone", option="gone"), position("toll", number=2, actor="org:gone")]
    found, _ = written(tmp_path, [(WIDE, some)], wishes=DnaWishes(plain=True))
    assert [(one["person"], one["organization"], one["concept"]) for _, one in values(found)] == [
        *(("person:gone", "", "gone"), ("", "org:gone", "A toll on the bridge")),
    ]


def test_an_empty_record(tmp_path: Path) -> None:
    found, done = written(tmp_path, [])
    assert (done.documents, done.statements) == (0, {})
    assert {name for name, rows in found.tables.items() if rows} == {
        *("SETTINGS", "CODERS", "STATEMENTTYPES", "VARIABLES", "ENTITIES", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES"),
    }
    assert found.tables.keys() == TABLES.keys()


def test_nothing_half_written(tmp_path: Path) -> None:
    def breaking() -> Iterator[tuple[Article, Sequence[Position]]]:
        yield WIDE, [position("rejects")]
        raise OnrecordError("no more")

    path = tmp_path / "out.dna"
    path.write_text("what was there before")
    with pytest.raises(OnrecordError, match="no more"):
        write(path, breaking(), SOURCES.actors, BOOK)
    assert path.read_text() == "what was there before"
    assert [one.name for one in tmp_path.iterdir()] == ["out.dna"]
    with pytest.raises(OnrecordError, match="The folder of"):
        write(tmp_path / "none" / "out.dna", [], SOURCES.actors, BOOK)


def test_the_same_record_gives_the_same_rows(tmp_path: Path) -> None:
    some = [position(words, number=n) for n, words in enumerate(("rejects", "Orla", "toll"))]
    one, _ = written(tmp_path, [(WIDE, some)])
    other, _ = written(tmp_path, [(WIDE, some[::-1])])
    for table in TABLES.keys() - {"CODERS"}:  # every password has a salt of its own
        assert tuple(one.tables[table]) == tuple(other.tables[table])

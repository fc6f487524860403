"""What onrecord writes for DNA it reads again: into another record, and into the one it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.dna import read_database
from onrecord.imports import Brought, Wishes, read_file
from onrecord.interchange import bring, write_dna
from onrecord.positions.codebook import parse
from onrecord.record import Record, Verdict, open_record
from onrecord.record.reviews import Reviews
from onrecord.registering import renew
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Block,
    Coding,
    Condition,
    ConditionKind,
    DateInterval,
    Part,
    Passage,
    Position,
    Provenance,
    Reading,
    Resolution,
    Scope,
    Span,
    Stance,
    Tense,
    Voice,
)
from tests.dna.files import change

TEXT = (
    "\U0001f309 The council\r\n\r\nMayor Orla Brück would take the toll if the city pays, "
    "for fear of delays, says Ford.\r\nThe union rejects it \U0001f44e for lorries.\r\n"
)
BOOK = """
issues:
  - issue: The bridge
    options:
      - id: toll
        label: A toll on the bridge
      - id: tunnel
        parent: toll
        label: A tunnel
        description: It runs below | and has a toll.
        keywords: [tube, the hole]
"""


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def fill(record: Record) -> tuple[Position, ...]:
    article = Article(
        "a1", TEXT, "news/one.txt", "The Ferry", "A toll", date(2031, 5, 4), "en", "https://ferry.example/1"
    )
    actors = (
        Actor("person:orla-bruck", "Orla Brück", ActorKind.PERSON, role="mayor", affiliation="org:rivermouth"),
        Actor("org:rivermouth", "Rivermouth", ActorKind.ORGANISATION),
        Actor("org:union", "Union", ActorKind.ORGANISATION),
        Actor("person:ford", "Ann Ford", ActorKind.PERSON),
    )
    reading = Reading("a1", (Block(Span(0, len(TEXT)), Part.BODY),), (), (), (), (), Provenance("reader", "r1"))
    record.save_article(article, reading, Resolution((), (), actors))
    book = parse(BOOK, "book.yaml")
    record.save_codebook(book)
    first = Position(
        "p1",
        "a1",
        "toll",
        "person:orla-bruck",
        Stance.OPEN,
        Scope.OWN,
        Voice.ATTRIBUTED,
        span("would take the toll"),
        "would take the toll",
        Provenance("coder", "1", 0.75),
        condition=Condition(ConditionKind.CONDITION, "if the city pays", (span("if the city pays"),)),
        reason=Passage("for fear of delays", (span("for fear of delays"),)),
        by="person:ford",
        via="Ferry Radio",
        tense=Tense.CURRENT,
        date=DateInterval(date(2031, 5, 1), date(2031, 5, 3)),
        context=(span("Mayor Orla Brück"),),
    )
    second = replace(
        first,
        id="p2",
        actor="org:union",
        stance=Stance.UNDECIDED,
        scope=Scope.GENERAL,
        voice=Voice.OWN,
        evidence=span("rejects it \U0001f44e for lorries"),
        text="rejects it \U0001f44e for lorries",
        condition=Condition(ConditionKind.LIMIT, "for lorries", (span("for lorries"),)),
        reason=None,
        by=None,
        via=None,
        tense=Tense.FORMER,
        date=None,
        context=(),
    )
    record.save_coding(book.version, "c1", Coding("a1", (first, second)))
    renew(record)
    return record.positions()


def brought(record: Record, path: Path) -> Brought:
    return bring(record, read_file(path, Wishes()), by="ida")


def test_into_another_record_nothing_is_lost(record: Record, tmp_path: Path) -> None:
    before = {one.actor: one for one in fill(record)}
    write_dna(record, tmp_path / "out.dna")
    with open_record(tmp_path / "other.db") as other:
        done = brought(other, tmp_path / "out.dna")
        assert (done.new_articles, done.new_positions) == (1, 2)
        (article,) = other.articles()
        held = TEXT.replace("\r\n", "\n")
        assert (article.text, article.origin, article.outlet) == (held, "news/one.txt", "The Ferry")
        assert (article.title, article.published, article.url) == (
            *("A toll", date(2031, 5, 4), "https://ferry.example/1"),
        )
        after = {one.actor: one for one in other.positions()}
        assert after.keys() == before.keys()
        for actor, one in after.items():
            was = before[actor]
            for name in ("option", "stance", "scope", "voice", "text", "via", "tense", "date"):
                assert getattr(one, name) == getattr(was, name), name
            assert one.evidence.of(held) == was.text
            assert (one.by is None) == (was.by is None)
            for mine, theirs in ((one.condition, was.condition), (one.reason, was.reason)):
                assert (mine and mine.text) == (theirs and theirs.text)
                assert mine is None or mine.spans[0].of(held) == mine.text
        (passage,) = after["person:orla-bruck"].context
        assert passage.of(held) == "Mayor Orla Brück"
        people = {actor.name: actor for actor in other.actors()}
        assert people["Orla Brück"].affiliation == people["Rivermouth"].id
        option = other.current_codebook()
        assert option is not None
        assert option.options == parse(BOOK).options


def test_into_the_record_that_it_came_from_nothing_is_added(record: Record, tmp_path: Path) -> None:
    before = fill(record)
    write_dna(record, tmp_path / "out.dna")
    done = brought(record, tmp_path / "out.dna")
    assert (done.new_articles, done.new_positions, done.known_positions) == (0, 0, 2)
    assert (done.new_actors, done.new_options) == (0, 0)
    assert record.positions() == before
    assert record.counts().judgements == 0


def test_what_was_coded_in_dna_comes_back_to_the_character(record: Record, tmp_path: Path) -> None:
    fill(record)
    path = tmp_path / "out.dna"
    write_dna(record, path)
    held = TEXT.replace("\r\n", "\n")
    start = len(held[: held.index("says Ford")].encode("utf-16-le")) // 2
    entities = {(row["VariableId"], row["Value"]): row["ID"] for row in read_database(path).rows("ENTITIES")}

    def code(connection: object) -> None:
        execute = connection.execute  # type: ignore[attr-defined]
        execute("INSERT INTO STATEMENTS VALUES (50, 1, 1, ?, ?, 1)", (start, start + 9))
        execute("INSERT INTO DATABOOLEAN VALUES (50, 50, 4, 0)")
        for place, (variable, value) in enumerate(((1, "Orla Brück"), (2, "Rivermouth"), (3, "A tunnel"))):
            row = (50 + place, 50, variable, entities[variable, value])
            execute("INSERT INTO DATASHORTTEXT VALUES (?, ?, ?, ?)", row)

    done = brought(record, change(path, code))
    assert (done.new_articles, done.new_positions, done.known_positions) == (0, 1, 2)
    (new,) = (one for one in record.positions() if one.option == "tunnel")
    assert (new.text, new.evidence, new.actor) == ("says Ford", span("says Ford"), "person:orla-bruck")
    assert new.provenance == Provenance("reviewer", "Admin")


def test_the_version_of_a_codebook_is_that_of_the_same_options_in_yaml(record: Record, tmp_path: Path) -> None:
    fill(record)
    write_dna(record, tmp_path / "The bridge.dna")
    with open_record(tmp_path / "other.db") as other:
        brought(other, tmp_path / "The bridge.dna")
        book = other.current_codebook()
        assert book is not None
        assert book.version == parse(BOOK).version


def test_a_yes_that_was_made_a_no_in_dna_is_corrected(record: Record, tmp_path: Path) -> None:
    fill(record)
    path = tmp_path / "out.dna"
    write_dna(record, path)
    done = brought(record, change(path, lambda connection: connection.execute("UPDATE DATABOOLEAN SET Value = 0")))
    assert (done.new_positions, done.known_positions, done.changed) == (0, 2, 1)
    (changed,) = (one for one in record.positions() if one.actor == "person:orla-bruck")
    assert (changed.id, changed.stance) == ("p1", Stance.OPPOSES)


def test_a_step_that_was_changed_in_dna_goes_before_the_yes_beside_it(record: Record, tmp_path: Path) -> None:
    fill(record)
    path = tmp_path / "out.dna"
    write_dna(record, path)
    step = "UPDATE DATAINTEGER SET Value = -2 WHERE Value = 1"
    done = brought(record, change(path, lambda connection: connection.execute(step)))
    assert (done.new_positions, done.known_positions, done.changed) == (0, 1, 1)
    assert {one.id: one.stance for one in record.positions()} == {"p1": Stance.OPPOSES, "p2": Stance.UNDECIDED}


def test_what_was_judged_here_since_is_not_taken_back(record: Record, tmp_path: Path) -> None:
    first, second = fill(record)
    path = tmp_path / "out.dna"
    write_dna(record, path)
    reviews = Reviews(record)
    reviews.judge(replace(first, stance=Stance.OPPOSES), Verdict.CORRECTED, "Ida", of=first.id)
    reviews.judge(second, Verdict.WRONG, "Ida", of=second.id)
    before = record.positions()
    done = brought(record, path)
    assert (done.new_positions, done.known_positions, done.changed) == (0, 2, 0)
    assert record.positions() == before


def test_two_coders_who_say_the_same_are_two(record: Record, tmp_path: Path) -> None:
    fill(record)
    path = tmp_path / "out.dna"
    write_dna(record, path)
    brought(record, path)

    def copy(connection: object) -> None:
        execute = connection.execute  # type: ignore[attr-defined]
        execute(
            "INSERT INTO STATEMENTS SELECT 90, StatementTypeId, DocumentId, Start, Stop, 1 FROM STATEMENTS WHERE ID = 1"
        )
        for table in ("DATABOOLEAN", "DATASHORTTEXT"):
            value = "Entity" if table == "DATASHORTTEXT" else "Value"
            copied = f"SELECT ID + 900, 90, VariableId, {value} FROM {table} WHERE StatementId = 1"
            execute(f"INSERT INTO {table} {copied}")

    done = brought(record, change(path, copy))
    assert (done.new_positions, done.known_positions) == (1, 2)
    assert record.judgements()[-1].reviewer == "Admin"

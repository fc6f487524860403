from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.dna import read_database
from onrecord.errors import InputError
from onrecord.imports import Brought, Wishes, read_file
from onrecord.imports.dna import read
from onrecord.interchange import bring, write_dna
from onrecord.record import Record, Verdict
from onrecord.record.kept import Kept
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.registering import renew
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Block,
    Codebook,
    Option,
    Part,
    Provenance,
    Reading,
    Resolution,
    Span,
    Stance,
)
from tests.dna.files import BRIDGE, FERRY, change, spoilt, write

NO_WISHES = Wishes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "bridge.dna")


def bring_file(record: Record, path: Path, wishes: Wishes = NO_WISHES, *, dry: bool = False) -> Brought:
    return bring(record, read_file(path, wishes), by="ida", dry=dry)


def tables(path: Path) -> Mapping[str, object]:
    return {name: tuple(rows) for name, rows in read_database(path).tables.items()}


# ---------------------------------------------------------------- what a file says


def test_documents_become_articles(file: Path) -> None:
    bridge, council, far = (text.article for text in read_file(file).texts)
    assert (bridge.text, bridge.title, bridge.outlet) == (BRIDGE, "A toll?", "The Ferry")
    assert (bridge.url, bridge.published, bridge.origin) == (
        *("https://ferry.example/1", date(2031, 5, 4), "bridge.dna#1"),
    )
    assert (council.text, council.outlet, council.url, council.published) == (FERRY, None, None, date(2031, 5, 8))
    assert far.published is None, "no calendar has the day"


def test_statements_become_positions_to_the_character(file: Path) -> None:
    incoming = read_file(file)
    wants, rejects, turned = incoming.claims
    assert [claim.key for claim in incoming.claims] == ["1", "2", "7"]
    assert (wants.reviewer, rejects.reviewer) == ("Admin", "Kim")
    assert [claim.position.text for claim in incoming.claims] == [
        *("Mayor Orla Brück wants a toll", "rejects it", "No toll."),
    ]
    assert BRIDGE[wants.position.evidence.begin :].startswith("Mayor Orla")
    assert [claim.position.stance for claim in incoming.claims] == [Stance.SUPPORTS, Stance.OPPOSES, Stance.OPPOSES]
    assert (wants.position.actor, rejects.position.actor) == ("person:orla-bruck", "org:harbour-union")
    assert turned.position.date is not None
    assert turned.position.date.first == date(2031, 5, 8)
    (option,) = incoming.options
    assert (option.label, option.issue) == ("A toll on the bridge", "bridge")


def test_entities_become_actors_with_kind_and_aliases(file: Path) -> None:
    incoming = read_file(file)
    known = {actor.name: actor for actor in incoming.actors}
    assert known["Orla Brück"].aliases == ("O. Brück", "the mayor")
    assert known["Orla Brück"].wikidata == "Q77"
    assert known["Orla Brück"].affiliation is None, "she speaks for two bodies"
    assert known["Bridge Party"].kind is ActorKind.PARTY
    assert known["Harbour Union"].kind is ActorKind.ORGANISATION
    assert [actor.affiliation for text in incoming.texts for actor in text.actors if actor.name == "Orla Brück"] == [
        *("org:bridge-party", "org:town-council"),
    ], "in each article she counts for the body that stands beside her there"


def test_what_is_only_kept_is_said(file: Path) -> None:
    incoming = read_file(file)
    assert "DNA Statement: person = actor" in incoming.understood[0]
    assert [line.partition(":")[0] for line in incoming.understood[1:]] == ["Note", "Frame"]
    left = "\n".join(incoming.left)
    assert "2 statements are kept as they are, without a position: of a type that is only kept" in left
    assert "1 statement is kept as it is, without a position: without a concept" in left
    assert "documents 6 have a date beyond the calendar" in left


def test_a_mapping_that_the_caller_gives(file: Path) -> None:
    wishes = Wishes({"narrator": "actor", "Note.note": "nothing", "weight": "stance", "person": "nothing"})
    incoming = read_file(file, wishes)
    assert [claim.position.actor for claim in incoming.claims] == [
        *("org:bridge-party", "org:harbour-union", "org:town-council"),
    ]
    assert any(line.startswith("Frame: kept") and "none is option" not in line for line in incoming.understood)
    with pytest.raises(InputError, match=r"has no variable 'speaker'; it has DNA Statement\.person"):
        read(file, Wishes({"speaker": "actor"}))
    with pytest.raises(InputError, match="can be actor, organization, option, stance, nothing"):
        read(file, Wishes({"person": "hero"}))


def test_a_scale_of_numbers_is_taken_in_five_steps(tmp_path: Path) -> None:
    path = spoilt(
        tmp_path / "x.dna",
        "INSERT INTO VARIABLES VALUES (20, 'Rating', 'integer', 1)",
        *(f"INSERT INTO DATAINTEGER VALUES ({n + 5}, {n}, 20, {value})" for n, value in ((1, 4), (2, -8), (7, 0))),
    )
    found = read_file(path, Wishes({"rating": "stance", "agreement": "nothing"}))
    assert [claim.position.stance for claim in found.claims] == [Stance.OPEN, Stance.OPPOSES, Stance.UNDECIDED]
    same = read_file(path)
    assert [claim.position.stance for claim in same.claims][2] is Stance.OPPOSES, "agreement goes by its name"


def test_a_statement_without_a_value_is_kept_without_a_position(tmp_path: Path) -> None:
    incoming = read_file(spoilt(tmp_path / "x.dna", "DELETE FROM DATABOOLEAN WHERE StatementId = 2"))
    assert [claim.key for claim in incoming.claims] == ["1", "7"]
    assert "1 statement is kept as it is, without a position: without a value of agreement" in incoming.left


def test_every_problem_is_told_and_nothing_is_written(record: Record, tmp_path: Path) -> None:
    path = spoilt(
        tmp_path / "x.dna",
        "UPDATE STATEMENTS SET Start = 60, Stop = 50 WHERE ID = 2",
        "UPDATE STATEMENTS SET Stop = 5000 WHERE ID = 7",
    )
    with pytest.raises(InputError) as wrong:
        bring_file(record, path)
    said = str(wrong.value).splitlines()
    assert said[0].startswith(f"{path}, STATEMENTS 2, in document 1")
    assert said[1].startswith(f"{path}, STATEMENTS 7, in document 5")
    assert said[-1].endswith("Nothing was imported")
    assert record.counts().articles == 0


# ---------------------------------------------------------------- into the record


def test_into_an_empty_record(record: Record, file: Path) -> None:
    done = bring_file(record, file)
    assert (done.new_articles, done.new_positions, done.new_options, done.new_actors) == (3, 3, 1, 5)
    positions = record.positions()
    assert {one.text for one in positions} == {"Mayor Orla Brück wants a toll", "rejects it", "No toll."}
    assert {one.provenance.version for one in positions} == {"Admin", "Kim"}
    actors = {actor.name: actor for actor in record.actors()}
    assert actors["Orla Brück"].aliases == ("O. Brück", "the mayor")
    assert actors["Bridge Party"].kind is ActorKind.PARTY
    assert record.current_codebook() is not None
    assert not People(record).anybody(), "names of coders alone shut nobody out"


def test_the_same_again_adds_nothing(record: Record, file: Path, tmp_path: Path) -> None:
    first = bring_file(record, file)
    before = (record.counts(), record.positions(), record.actors())
    elsewhere = tmp_path / "copy"
    elsewhere.mkdir()
    for path in (file, write(elsewhere / "bridge.dna")):
        again = bring_file(record, path)
        assert (again.new_articles, again.new_positions, again.known_positions) == (0, 0, 3)
        assert again.articles == first.articles
        assert (record.counts(), record.positions(), record.actors()) == before


def test_a_dry_run_writes_nothing(record: Record, file: Path) -> None:
    done = bring_file(record, file, dry=True)
    assert done.new_positions == 3
    assert (record.counts().articles, record.counts().judgements, Kept(record).files()) == (0, 0, ())
    assert bring_file(record, file).new_positions == 3


def test_what_the_coders_did_since(record: Record, file: Path) -> None:
    bring_file(record, file)

    def work_on(connection: object) -> None:
        execute = connection.execute  # type: ignore[attr-defined]
        execute("UPDATE DATABOOLEAN SET Value = 0 WHERE StatementId = 1")
        execute("INSERT INTO STATEMENTS VALUES (20, 1, 6, 0, 6, 3)")
        execute("INSERT INTO DATABOOLEAN VALUES (20, 20, 4, 1)")
        for number, (variable, entity) in enumerate(((1, 13), (2, 2), (3, 8)), 20):
            execute("INSERT INTO DATASHORTTEXT VALUES (?, 20, ?, ?)", (number, variable, entity))
        execute("DELETE FROM STATEMENTS WHERE ID = 2")
        for table in ("DATABOOLEAN", "DATASHORTTEXT"):
            execute(f"DELETE FROM {table} WHERE StatementId = 2")

    again = bring_file(record, change(file, work_on))
    assert (again.new_positions, again.known_positions, again.changed, again.gone) == (1, 1, 1, 1)
    stances = {one.text: one.stance for one in record.positions()}
    assert stances["Mayor Orla Brück wants a toll"] is Stance.OPPOSES
    assert stances["Nobody"] is Stance.SUPPORTS
    assert "rejects it" in stances, "what a file no longer says stays"


def test_another_file_of_the_same_name_is_refused(record: Record, file: Path, tmp_path: Path) -> None:
    bring_file(record, file)
    texts = (f"UPDATE DOCUMENTS SET Text = 'Another debate, {n}.' || Text WHERE ID = {n}" for n in (1, 5, 6))
    other = spoilt(tmp_path / "other.dna", *texts, "DELETE FROM STATEMENTS", *_without_values())
    with pytest.raises(InputError, match=r"Another file was imported as 'bridge\.dna'"):
        bring_file(record, other, Wishes(name="bridge.dna"))
    assert bring_file(record, other).new_articles == 3


def _without_values() -> list[str]:
    return [f"DELETE FROM {table}" for table in ("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT")]


def test_articles_actors_and_options_that_the_record_has(record: Record, file: Path) -> None:
    text = BRIDGE.replace("\n", "\r\n")
    article = Article("a1", text, "news/bridge.txt", published=date(2031, 5, 4), language="en")
    orla = Actor("person:orla", "Orla Brück", ActorKind.PERSON, role="mayor")
    reading = Reading("a1", (Block(Span(0, len(text)), Part.BODY),), (), (), (), (), Provenance("reader", "r1"))
    record.save_article(article, reading, Resolution((), (), (orla,)))
    record.save_codebook(Codebook((Option("toll", "The bridge", "a Toll on the bridge"),), "c1", "bridge.yaml"))
    renew(record)
    done = bring_file(record, file)
    assert (done.new_articles, done.known_articles, done.new_options) == (2, 1, 0)
    here = record.positions(article_id="a1")
    assert {one.text for one in here} == {"Mayor Orla Brück wants a toll", "rejects it"}
    assert all(one.evidence.of(text) == one.text for one in here)
    assert {one.option for one in record.positions()} == {"toll"}
    (met,) = (actor for actor in record.actors() if actor.name == "Orla Brück")
    assert {one.actor for one in record.positions()} == {met.id, "org:harbour-union"}
    assert met.role == "mayor"
    assert record.has_article("a1", "r1"), "what the machine read there stays"
    assert [book.version for book in record.codebooks()] == ["c1"]


def test_the_machine_may_read_the_articles_later(record: Record, file: Path) -> None:
    bring_file(record, file)
    before = {one.id: one for one in record.positions()}
    names = {actor.name: actor.aliases for actor in record.actors()}
    for article in list(record.articles()):
        reading = Reading(article.id, (), (), (), (), (), Provenance("reader", "r2"))
        record.save_article(article, reading, Resolution((), (), ()))
    renew(record)
    assert {one.id: one for one in record.positions()} == before
    assert {actor.name: actor.aliases for actor in record.actors()}["Orla Brück"] == names["Orla Brück"]
    assert {actor.id for actor in record.actors()} >= {one.actor for one in before.values()}


def test_coders_get_accounts_that_nobody_can_use(record: Record, file: Path) -> None:
    people = People(record)
    people.add("Ida", "owner", "a long enough password 7", by="Ida")
    bring_file(record, file)
    kim = people.find("Kim")
    assert kim is not None
    assert people.check_password("Kim", "this too").person is None
    assert [one.name for one in people.everybody()] == ["Admin", "Ida", "Kim"]


def test_undo_takes_all_of_a_coder_back(record: Record, file: Path) -> None:
    bring_file(record, file)
    Reviews(record).undo("Kim")
    assert [one.text for one in record.positions()] == ["Mayor Orla Brück wants a toll"]


# ---------------------------------------------------------------- and out again


def test_every_table_and_row_comes_out_again(record: Record, file: Path, tmp_path: Path) -> None:
    bring_file(record, file)
    done = write_dna(record, tmp_path / "again.dna")
    assert tables(tmp_path / "again.dna") == tables(file)
    assert (done.documents, done.statements, done.left, done.coders) == (
        *(4, {"DNA Statement": 4, "Frame": 1, "Note": 1}, (), ()),
    )


def test_what_was_judged_since_is_all_that_changes(record: Record, file: Path, tmp_path: Path) -> None:
    bring_file(record, file)
    reviews = Reviews(record)
    said = {one.text: one for one in record.positions()}
    wants, rejects = said["Mayor Orla Brück wants a toll"], said["rejects it"]
    view = reviews.claim(wants.id)
    assert view is not None
    changed = replace(wants, stance=Stance.OPPOSES, evidence=Span(wants.evidence.begin, wants.evidence.end + 1))
    reviews.judge(changed, Verdict.CORRECTED, "Ida", of=wants.id, expected=view.version)
    view = reviews.claim(rejects.id)
    assert view is not None
    reviews.judge(rejects, Verdict.WRONG, "Ida", of=rejects.id, expected=view.version)
    done = write_dna(record, tmp_path / "again.dna")
    assert "1 statements are left out, for their positions were rejected or taken back" in done.left
    before, after = tables(file), tables(tmp_path / "again.dna")
    for name in before.keys() - {"STATEMENTS", "DATABOOLEAN", "DATASHORTTEXT"}:
        assert after[name] == before[name], name
    rows = {row[0]: row for row in read_database(tmp_path / "again.dna").tables["STATEMENTS"]}
    old = {row[0]: row for row in read_database(file).tables["STATEMENTS"]}
    assert rows.keys() == old.keys() - {2}
    assert rows[1] == (*old[1][:4], old[1][4] + 1, old[1][5])  # type: ignore[operator]
    values = {row[1]: row[3] for row in read_database(tmp_path / "again.dna").tables["DATABOOLEAN"]}
    assert values == {1: 0, 7: 0, 9: 1}


def test_a_half_step_is_written_beside_the_yes(record: Record, file: Path, tmp_path: Path) -> None:
    bring_file(record, file)
    reviews = Reviews(record)
    for text, stance in (("Mayor Orla Brück wants a toll", Stance.OPEN), ("rejects it", Stance.UNDECIDED)):
        one = next(one for one in record.positions() if one.text == text)
        view = reviews.claim(one.id)
        assert view is not None
        changed = replace(one, stance=stance)
        reviews.judge(changed, Verdict.CORRECTED, "Ida", of=one.id, expected=view.version)
    done = write_dna(record, tmp_path / "again.dna")
    assert done.statements == {"DNA Statement": 3, "Frame": 1, "Note": 1, "Graded position": 2}
    found = read_file(tmp_path / "again.dna")
    stances = {(claim.position.text, claim.reviewer): claim.position.stance for claim in found.claims}
    assert stances["Mayor Orla Brück wants a toll", "Ida"] is Stance.OPEN
    assert stances["rejects it", "Ida"] is Stance.UNDECIDED
    assert ("rejects it", "Kim") not in stances


def test_a_codebook_without_the_options_loses_nothing(record: Record, file: Path, tmp_path: Path) -> None:
    bring_file(record, file)
    record.save_codebook(Codebook((Option("tunnel", "The tunnel", "A tunnel"),), "c2"))
    assert record.positions() == ()
    write_dna(record, tmp_path / "again.dna")
    assert tables(tmp_path / "again.dna") == tables(file)


def test_two_databases_in_one_record(record: Record, file: Path, tmp_path: Path) -> None:
    bring_file(record, file)
    texts = (f"UPDATE DOCUMENTS SET Text = Text || '{n}' WHERE ID = {n}" for n in (1, 5, 6))
    other = spoilt(tmp_path / "other.dna", *texts)
    bring_file(record, other)
    from onrecord.errors import OnrecordError

    with pytest.raises(OnrecordError, match=r"imported: bridge\.dna, other\.dna"):
        write_dna(record, tmp_path / "x.dna")
    with pytest.raises(OnrecordError, match=r"No \.dna database 'ferry\.dna' was imported"):
        write_dna(record, tmp_path / "x.dna", like="ferry.dna")
    done = write_dna(record, tmp_path / "x.dna", like="other.dna")
    assert done.statements["DNA Statement"] == 4 + 3, "and the positions of the first, anew"
    assert done.documents == 4 + 3
    assert write_dna(record, tmp_path / "new.dna", like="").statements == {"DNA Statement": 6, "Graded position": 6}


def test_the_same_words_on_another_day_are_another_article(record: Record, file: Path) -> None:
    for number, day in enumerate((date(2031, 5, 5), date(2031, 5, 4))):
        article = Article(f"a{number}", BRIDGE, f"news/{number}.txt", published=day)
        reading = Reading(article.id, (), (), (), (), (), Provenance("reader", "r1"))
        record.save_article(article, reading, Resolution((), (), ()))
    bring_file(record, file)
    assert len(record.positions(article_id="a0")) == 0
    assert len(record.positions(article_id="a1")) == 2

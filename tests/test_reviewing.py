"""A reviewer's word on who is who: honoured by every later reading, and taken back at will."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import reviewing
from onrecord.errors import InputError, OnrecordError
from onrecord.record import Record, open_record
from onrecord.types import ActorKind

from .seen import person, see

LUND = person("Ida Lund", "minister", "DK", aliases=("Lund",))
ADA = person("Ada Lind", "poet", "DK")
HOLM = person("Per Holm", "mayor", "DK")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db") as opened:
        see(opened, "a", LUND, HOLM)
        see(opened, "b", ADA, HOLM)
        see(opened, "c", LUND)
        yield opened


def speakers(record: Record) -> dict[str, str | None]:
    return {statement.id: statement.actor for statement in record.statements()}


def test_two_are_one_until_it_is_undone(record: Record) -> None:
    before = record.actors(), speakers(record)
    done = reviewing.judge_same(record, "Ida Lund", "ada lind", "kim")
    assert (done.before, done.after, len(done.actors)) == (3, 2, 1)
    said = speakers(record)
    assert said["a-0"] == said["b-0"] == said["c-0"] == done.actors[0].id
    see(record, "d", ADA)
    assert speakers(record)["d-0"] == speakers(record)["a-0"], "also where it is read later"
    see(record, "d")
    reviewing.undo(record, done.number)
    assert (record.actors(), {k: v for k, v in speakers(record).items() if k != "d-0"}) == before
    assert reviewing.judgements(record) == ()
    with pytest.raises(OnrecordError, match="No judgement"):
        reviewing.undo(record, done.number)


def test_two_that_the_machine_takes_for_one_are_two(record: Record) -> None:
    bare = person("Ida Lund", "minister")
    see(record, "d", bare)
    assert speakers(record)["d-0"] == speakers(record)["a-0"]
    done = reviewing.judge_different(record, bare.id, LUND.id, "kim")
    assert done.after == done.before + 1
    assert speakers(record)["d-0"] != speakers(record)["a-0"]
    see(record, "e", bare, HOLM)
    assert speakers(record)["e-0"] == speakers(record)["d-0"]
    reviewing.undo(record, done.number)
    assert speakers(record)["e-0"] == speakers(record)["a-0"]


def test_different_says_it_of_all_ids_of_both(record: Record) -> None:
    reviewing.judge_same(record, LUND.id, ADA.id, "kim")
    reviewing.judge_different(record, "Per Holm", "Ida Lund", "kim")
    _, (_, said) = reviewing.judgements(record)
    assert {(one.one, one.other) for one in said} == {(HOLM.id, LUND.id), (HOLM.id, ADA.id)}


def test_the_last_word_counts(record: Record) -> None:
    reviewing.judge_same(record, LUND.id, ADA.id, "kim")
    reviewing.judge_different(record, LUND.id, ADA.id, "bo")
    assert speakers(record)["a-0"] != speakers(record)["b-0"]
    reviewing.judge_same(record, LUND.id, ADA.id, "kim")
    assert speakers(record)["a-0"] == speakers(record)["b-0"]


def test_an_actor_is_split_by_articles(record: Record) -> None:
    done = reviewing.split(record, "Lund", ["c.txt"], "kim")
    said = speakers(record)
    assert said["c-0"] != said["a-0"]
    assert done.after == done.before + 1
    assert {actor.name for actor in done.actors} == {"Ida Lund"}
    see(record, "d", LUND)
    assert speakers(record)["d-0"] == said["a-0"], "later articles mean the one who is met elsewhere"
    reviewing.undo(record, done.number)
    assert speakers(record)["c-0"] == speakers(record)["a-0"]


def test_a_split_holds_where_an_actor_has_several_ids(record: Record) -> None:
    reviewing.judge_same(record, LUND.id, ADA.id, "kim")
    reviewing.split(record, LUND.id, ["b", "c"], "kim")
    said = speakers(record)
    assert said["b-0"] == said["c-0"] != said["a-0"]


def test_a_part_is_split_again_and_joined_again(record: Record) -> None:
    see(record, "d", LUND)
    reviewing.split(record, LUND.id, ["c", "d"], "kim")
    part = speakers(record)["c-0"]
    assert part is not None
    reviewing.split(record, part, ["d"], "kim")
    said = speakers(record)
    assert len({said["a-0"], said["c-0"], said["d-0"]}) == 3
    reviewing.judge_same(record, str(said["a-0"]), str(said["c-0"]), "kim")
    said = speakers(record)
    assert said["a-0"] == said["c-0"] != said["d-0"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda r: reviewing.judge_same(r, "Nobody Atall", "Ida Lund", "k"), "Nobody called 'Nobody Atall'"),
        (lambda r: reviewing.judge_same(r, "Ida Lund", LUND.id, "k"), "one actor already"),
        (lambda r: reviewing.judge_different(r, "Ida Lund", "Lund", "k"), "Name two of the ids"),
        (lambda r: reviewing.split(r, "Ida Lund", ["z"], "k"), "No article 'z'"),
        (lambda r: reviewing.split(r, "Ida Lund", ["b"], "k"), "not met in the article b"),
        (lambda r: reviewing.split(r, "Ida Lund", ["a", "c"], "k"), "no other article"),
        (lambda r: reviewing.undo(r, 77), "No judgement 77"),
    ],
)
def test_what_can_not_be_judged_is_said_and_nothing_written(record: Record, call: object, says: str) -> None:
    before = record.actors(), record.register_mark()
    with pytest.raises(OnrecordError, match=says):
        call(record)  # type: ignore[operator]
    assert (record.actors(), record.register_mark()) == before
    assert reviewing.judgements(record) == ()


def test_a_name_that_several_have_is_none_to_judge_by(record: Record) -> None:
    see(record, "d", person("Ida Lund", "singer", "SE"))
    with pytest.raises(OnrecordError, match=r"fits several actors.*Give the id"):
        reviewing.judge_same(record, "Ida Lund", "Per Holm", "kim")


LIST = """\
name,aliases,kind,state,role,wikidata,from,to
Ida Marie Lund,Ida Lund,person,DK,minister,Q12,2029,
"""


def test_the_own_list_names_those_who_are_met(record: Record, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    done = reviewing.import_authority(record, tmp_path / "list.csv")
    assert (done.entries, done.changed, done.named) == (1, 1, 1)
    lund = next(actor for actor in record.actors() if actor.wikidata == "Q12")
    assert (lund.id, lund.name) == ("person:ida-marie-lund", "Ida Marie Lund")
    assert speakers(record)["a-0"] == lund.id
    mark = record.register_mark(), record.actors()
    done = reviewing.import_authority(record, tmp_path / "list.csv")
    assert (done.changed, done.named) == (0, 1)
    assert (record.register_mark(), record.actors()) == mark, "the same again changes nothing"


def test_a_list_may_come_before_the_articles(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    with open_record(tmp_path / "new.db") as record:
        reviewing.import_authority(record, tmp_path / "list.csv")
        assert record.actors() == ()
        see(record, "a", LUND)
        assert [actor.wikidata for actor in record.actors()] == ["Q12"]


def test_a_newer_list_keeps_the_ids_of_the_one_before(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    reviewing.import_authority(record, path)
    path.write_text(LIST.replace("Ida Marie Lund,", "Ida M. Lund,") + "Ole Ravn,,person,,,,,\n", encoding="utf-8")
    assert reviewing.import_authority(record, path).changed == 2
    assert [(entry.id, entry.name) for entry in record.authority()] == [
        ("person:ida-marie-lund", "Ida M. Lund"),
        ("person:ole-ravn", "Ole Ravn"),
    ]
    path.write_text("name,kind\nOle Ravn,person\n", encoding="utf-8")
    assert reviewing.import_authority(record, path).changed == 0
    assert len(record.authority()) == 2
    assert reviewing.import_authority(record, path, alone=True).changed == 1
    assert [entry.name for entry in record.authority()] == ["Ole Ravn"]
    assert all(actor.wikidata is None for actor in record.actors())


def test_nothing_of_a_bad_list_is_taken(record: Record, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST + "Ole,,cat,,,,,\n", encoding="utf-8")
    (tmp_path / "old.csv").write_bytes("name,kind\nJos\xe9,person\n".encode("latin-1"))
    before = record.actors()
    for name, says in (("list.csv", "line 3.*'cat'"), ("old.csv", "UTF-8"), ("none.csv", "can not be read")):
        with pytest.raises(InputError, match=f"{name}.*{says}"):
            reviewing.import_authority(record, tmp_path / name)
    assert record.authority() == ()
    assert record.actors() == before


def test_bodies_that_only_the_list_knows_have_their_names(record: Record, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name,kind,role,body\nIda Lund,person,chair,Ferry Board\n", encoding="utf-8")
    reviewing.import_authority(record, tmp_path / "list.csv")
    known = {actor.id: actor for actor in record.actors()}
    assert known["org:ferry-board"].name == "Ferry Board"
    assert known["org:ferry-board"].kind is ActorKind.ORGANISATION


def test_actors_are_listed_with_the_articles_that_meet_them(record: Record) -> None:
    assert [(actor.name, number) for actor, number in reviewing.actors(record)] == [
        ("Ada Lind", 1),
        ("Ida Lund", 2),
        ("Per Holm", 2),
    ]
    assert [actor.name for actor, _ in reviewing.actors(record, "LUND")] == ["Ida Lund"]
    assert reviewing.actors(record, "zz") == []


def test_proposals_name_both(record: Record) -> None:
    see(record, "d", replace(person("Ida Lunde", "director"), state="state:NO"))
    for found in reviewing.proposals(record, 1):
        assert {found.one.id, found.other.id} <= {actor.id for actor in record.actors()}
        assert 0 <= found.score <= 1
        assert found.reasons

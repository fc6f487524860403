"""The register of a record is the same however it came about, and never half written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from onrecord import registering
from onrecord.actors import Register
from onrecord.actors.listing import Directory
from onrecord.record import Record, open_record
from onrecord.registering import LiveRegister, make, renew
from onrecord.types import Actor, IdentityJudgement, IdentityVerdict

from .seen import article, parts, person, see

LUND = person("Ida Lund", "minister", "DK")
SHORT = person("Lund", "minister", "DK")
PLAIN = person("Ida Lund", "minister")
OTHER = person("Per Holm", "mayor", "DK")
FOREIGN = person("Ida Lund", "singer", "SE")

WORLD = {"a": (LUND, OTHER), "b": (SHORT,), "c": (PLAIN, OTHER), "d": (FOREIGN,)}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def state(record: Record) -> tuple[object, ...]:
    return record.actors(), record.identities()


def same_as_from_scratch(record: Record) -> bool:
    held = state(record)
    renew(record)
    return held == state(record)


def test_the_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    states = []
    for number, order in enumerate(permutations(WORLD)):
        with open_record(tmp_path / f"{number}.db") as record:
            live = LiveRegister(record)
            for name in order:
                see(record, name, *WORLD[name], register=live)
            states.append((*state(record), {s.id: s.actor for s in record.statements()}))
            assert same_as_from_scratch(record)
    assert all(one == states[0] for one in states)
    said = states[0][2]
    assert isinstance(said, dict)
    assert said["a-0"] == said["b-0"]
    assert said["a-0"] != said["d-0"]


def test_what_an_article_said_before_is_taken_back(record: Record) -> None:
    live = LiveRegister(record)
    see(record, "a", LUND, register=live)
    before = state(record)
    see(record, "b", SHORT, OTHER, register=live)
    see(record, "b", register=live)
    assert state(record) == before
    assert same_as_from_scratch(record)


def test_an_interrupted_article_leaves_neither_itself_nor_its_changes(record: Record) -> None:
    live = LiveRegister(record)
    see(record, "a", LUND, register=live)
    before = state(record)
    reading, resolution = parts("b", OTHER)

    def interrupted() -> None:
        with record.transaction():
            live.put(article("b"), (OTHER,))
            record.save_article(article("b"), reading, resolution)
            live.write()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    live.forget()
    assert state(record) == before
    see(record, "c", PLAIN, register=live)
    assert OTHER.id not in {actor.id for actor in record.actors()}
    assert same_as_from_scratch(record)


def test_two_that_read_into_one_record_agree(record: Record) -> None:
    with open_record(record.where) as beside:
        first, second = LiveRegister(record), LiveRegister(beside)
        see(record, "a", LUND, register=first)
        see(beside, "b", SHORT, register=second)
        see(record, "c", PLAIN, OTHER, register=first)
        beside.judge_identity((IdentityJudgement(IdentityVerdict.SAME, OTHER.id, FOREIGN.id),), "kim")
        see(record, "d", FOREIGN, register=first)
        see(beside, "e", FOREIGN, LUND, register=second)
        assert state(record) == state(beside)
    assert same_as_from_scratch(record)
    known = record.identities()
    assert known.of(OTHER.id) == known.of(FOREIGN.id)


def test_a_run_makes_its_register_once(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Record] = []

    def counted(record: Record, listed: Directory | None = None) -> Register:
        made.append(record)
        return make(record, listed)

    monkeypatch.setattr(registering, "make", counted)
    live = LiveRegister(record)
    for name, met in WORLD.items():
        see(record, name, *met, register=live)
    assert len(made) == 1


def test_the_register_of_another_release_is_made_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    see(record, "a", LUND)
    stranger = Actor("person:x", "X", LUND.kind)
    record.save_changes((stranger,), {(LUND.id, ""): "person:x"}, ())
    LiveRegister(record).refresh()
    assert record.statements()[0].actor == "person:x", "the same release trusts what is held"
    monkeypatch.setattr(registering, "RULES", "99.0")
    LiveRegister(record).refresh()
    assert record.statements()[0].actor != "person:x"
    assert stranger not in record.actors()
    assert record.register_rules() == "99.0"

"""Sightings stay as the articles give them; what goes out names the canonical actors that they mean at present."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.record import Identities, Record
from onrecord.types import (
    Actor,
    ActorKind,
    Coding,
    IdentityJudgement,
    IdentityVerdict,
    Resolution,
    RoleSeen,
    Sighting,
)

from . import samples
from .test_store import fill, fill_all, rows

MAYOR = Actor(
    "mayor",
    "Orla Brück",
    ActorKind.PERSON,
    role="mayor",
    affiliation="rivermouth",
    aliases=("Brück",),
    roles=(RoleSeen("mayor", "rivermouth", date(2031, 5, 4), None), RoleSeen("adviser")),
    wikidata="Q7",
)
SAME = IdentityJudgement(IdentityVerdict.SAME, "orla", "mayor")
APART = IdentityJudgement(IdentityVerdict.APART, "orla", articles=("a1", "a2"))


def test_sightings_come_back_with_the_day_of_their_article(record: Record) -> None:
    fill(record, 2)
    record.save_article(samples.article(1, published=None), samples.reading(), samples.resolution())
    day = samples.article().published
    actors = samples.resolution().actors
    assert list(record.sightings()) == [
        *(Sighting("a2", actor, day) for actor in actors),
        *(Sighting("a1", actor) for actor in actors),
    ]


def test_sightings_are_fetched_in_portions_while_the_record_is_written(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.record import actor_rows

    monkeypatch.setattr(actor_rows, "_NUMBERED", actor_rows._NUMBERED.limit(2))
    for number in (3, 1, 2, 5, 4):
        fill(record, number)
    met = []
    for sighting in record.sightings():
        record.save_codebook(samples.codebook(sighting.article))
        met.append(sighting.article)
    assert list(dict.fromkeys(met)) == ["a3", "a1", "a2", "a5", "a4"]
    assert len(met) == 15


def test_a_canonical_actor_comes_back_as_it_was_written(record: Record) -> None:
    record.save_changes((MAYOR,), {}, ())
    assert record.actors() == (MAYOR,)
    known = replace(MAYOR, name="Orla Brück-Sund", roles=(), aliases=())
    record.save_changes((known,), {}, ())
    assert record.actors() == (known,)


def test_all_that_goes_out_names_canonical_actors(record: Record) -> None:
    fill_all(record)
    before = rows(record)
    record.save_changes((MAYOR,), {("orla", ""): "mayor"}, ("orla",))
    assert [actor.id for actor in record.actors()] == ["council", "mayor", "rivermouth"]
    assert record.actors()[0].members == ("rivermouth", "mayor")
    assert {statement.actor for statement in record.statements()} == {"mayor", None}
    assert {statement.actor for statement in record.statements("a1")} == {"mayor", None}
    assert [statement.actor for statement in record.statements_of_actors(["mayor"])] == ["mayor"]
    assert record.statements_of_actors(["orla"]) == ()
    position, other = record.positions()
    assert (position.actor, position.by, position.addressee, position.via) == (
        "mayor",
        "rivermouth",
        "mayor",
        "The Ferry",
    )
    assert record.positions(actor="mayor") == (position,)
    assert record.positions(actor="rivermouth") == (other,)
    relation, praise = record.relations()
    assert (relation.actor, relation.toward, praise.actor, praise.toward) == ("mayor", "rivermouth", None, "mayor")
    assert [shift.actor for shift in record.shifts()] == ["rivermouth", "mayor"]
    after = rows(record)
    for table in ("sightings", "statements", "mentions", "positions", "relations", "shifts"):
        assert before[table] == after[table], "nothing is rewritten"


def test_what_the_coder_gets_is_as_the_article_gives_it(record: Record) -> None:
    fill_all(record)
    record.save_changes((MAYOR,), {("orla", ""): "mayor", ("rivermouth", ""): "town"}, ("orla",))
    assert record.material("a1").resolution == samples.resolution()
    assert [statement.actor for statement in record.statements_as_sighted(["orla"])] == ["orla"]
    assert record.statements_as_sighted(["mayor"]) == ()
    record.save_coding("c1", "k2", samples.coding())
    assert record.positions()[0].actor == "mayor"


def test_an_id_may_mean_another_actor_in_one_article(record: Record) -> None:
    fill_all(record, 1)
    fill(record, 2)
    record.save_coding("c1", "k1", samples.coding(2))
    other = replace(samples.orla(), id="orla-2")
    record.save_changes((other, MAYOR), {("orla", "a2"): "orla-2", ("orla", ""): "mayor"}, ("orla",))
    assert [statement.actor for statement in record.statements()] == ["mayor", None, "orla-2", None]
    assert [s.article for s in record.statements_of_actors(["mayor"])] == ["a1"]
    assert [s.article for s in record.statements_of_actors(["orla-2"])] == ["a2"]
    assert [position.article for position in record.positions(actor="orla-2")] == ["a2"]
    assert [position.article for position in record.positions(actor="mayor")] == ["a1"]
    assert record.appearances("orla-2") == {"orla": ("a2",)}
    assert record.appearances("mayor") == {"orla": ("a1",)}
    assert record.appearances("nobody") == {}


def test_an_id_that_means_itself_again_needs_no_row(record: Record) -> None:
    fill(record)
    record.save_changes((MAYOR,), {("orla", ""): "mayor"}, ("orla",))
    record.save_changes((samples.orla(),), {("orla", ""): "orla"}, ("mayor",))
    assert record.identities() == Identities()
    assert samples.orla() in record.actors()
    assert {statement.actor for statement in record.statements()} == {"orla", None}


def test_the_register_as_a_whole_takes_the_place_of_the_one_before(record: Record) -> None:
    fill(record)
    record.save_changes((MAYOR,), {("orla", ""): "mayor", ("orla", "a9"): "x", ("gone", ""): "y"}, ())
    record.save_register((MAYOR, samples.town()), {("orla", ""): "mayor", ("brück", ""): "mayor"}, "rules 2")
    assert record.actors() == (MAYOR, samples.town())
    assert record.identities() == Identities({"orla": "mayor", "brück": "mayor"})
    assert record.register_rules() == "rules 2"


def test_the_mark_changes_with_the_register_and_what_it_is_made_of(record: Record) -> None:
    marks = [record.register_mark()]

    def changed() -> bool:
        marks.append(record.register_mark())
        return marks[-1] != marks[-2]

    record.save_article(samples.article(), samples.reading(), samples.resolution())
    assert changed()
    record.save_article(samples.article(), samples.reading(version="r2"), samples.resolution())
    assert not changed(), "the same actors"
    record.save_article(samples.article(), samples.reading(), replace(samples.resolution(), actors=(samples.orla(),)))
    assert changed()
    record.save_changes((MAYOR,), {}, ())
    assert changed()
    said = record.judge_identity((SAME,), "kim")
    assert changed()
    assert said.id is not None
    record.withdraw_judgement(said.id)
    assert changed()
    record.save_authority((MAYOR,))
    assert changed()
    assert record.save_authority((MAYOR,)) == 0
    assert not changed()


def test_identities_of_a_transaction_that_was_undone_are_forgotten(record: Record) -> None:
    fill(record)

    def interrupted() -> None:
        with record.transaction():
            record.save_changes((MAYOR,), {("orla", ""): "mayor"}, ())
            assert record.statements()[0].actor == "mayor"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert record.statements()[0].actor == "orla"
    record.save_changes((MAYOR,), {("rivermouth", ""): "mayor"}, ())
    assert record.statements()[0].actor == "orla"


def test_claims_of_an_older_reading_still_know_whom_they_mean(record: Record) -> None:
    fill_all(record)
    fewer = Resolution((), (), (samples.town(),))
    record.save_article(samples.article(), samples.reading(version="r2"), fewer)
    record.save_changes((), {}, ("orla", "council"))
    assert record.positions()[0].actor == "orla"
    assert [actor.id for actor in record.actors()] == ["orla", "rivermouth"], "no claim names the council"
    assert record.actors()[0].name == "Orla Brück"
    record.save_coding("c1", "k1", Coding("a1"))
    assert [actor.id for actor in record.actors()] == ["rivermouth"]


def test_the_own_list_is_written_over_and_alone(record: Record) -> None:
    other = Actor("org:ferry", "Ferry", ActorKind.ORGANISATION)
    assert record.save_authority((MAYOR, other)) == 2
    assert record.authority() == (MAYOR, other)
    newer = replace(MAYOR, role="minister")
    assert record.save_authority((newer,)) == 1
    assert record.authority() == (newer, other)
    assert record.save_authority((newer,), alone=True) == 1
    assert record.authority() == (newer,)
    assert record.actors() == (), "nobody was met"


def test_judgements_on_who_is_who_come_back_and_are_withdrawn_whole(record: Record) -> None:
    first = record.judge_identity((SAME, APART), "kim")
    second = record.judge_identity((SAME,), "bo")
    assert record.identity_judgements() == ((first, (SAME, APART)), (second, (SAME,)))
    assert first.id is not None
    record.withdraw_judgement(first.id)
    assert record.identity_judgements() == ((second, (SAME,)),)
    assert [said for _, said in record.identity_judgements(withdrawn=True)] == [(SAME, APART), (SAME,)]


def test_other_judgements_on_an_actor_are_none_on_who_is_who(record: Record) -> None:
    from onrecord.record import Judgement, Verdict

    record.add_judgement(Judgement("actor", "orla", Verdict.UNSURE, "kim"))
    record.add_judgement(Judgement("actor", "orla", Verdict.CORRECTED, "kim", field="name", value='"Orla"'))
    assert record.identity_judgements() == ()


def test_identities_map_and_lead_back() -> None:
    known = Identities({"a": "x", "b": "x"}, {("a", "1"): "y"})
    assert [known.of("a"), known.of("a", "1"), known.of("a", "2"), known.of("c"), known.of(None)] == [
        "x",
        "y",
        "x",
        "c",
        None,
    ]
    assert known.sighted_as(("x",)) == {"a", "b", "x"}
    assert known.sighted_as(("y",)) == {"a", "y"}

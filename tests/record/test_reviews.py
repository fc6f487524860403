"""Judgements on positions: what stands, what the map sees, undo and redo, who was first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.errors import Stale
from onrecord.record import Record, Verdict
from onrecord.record.light_rows import articles_since, position_rows
from onrecord.record.reviews import Reviews
from onrecord.record.values import Disagreement, QueueFilter, State
from onrecord.types import Actor, ActorKind, Coding, Position, Provenance, Scope, Span, Stance

from . import samples
from .test_store import fill_all

BY_KIM = Provenance("reviewer", "kim")


@pytest.fixture
def reviews(record: Record) -> Reviews:
    fill_all(record)
    return Reviews(record)


def plain() -> Position:
    """The machine's position that the tests judge: Rivermouth is open to a toll for lorries."""
    return samples.coding().positions[1]


def effective(record: Record) -> dict[str, Stance]:
    return {one.id: one.stance for one in record.positions(article_id="a1")}


def recode(record: Record, *positions: Position, coder: str = "k2") -> None:
    record.save_coding("c1", coder, Coding("a1", positions))


# ---------------------------------------------------------------- what stands


def test_an_accepted_position_is_sure(record: Record, reviews: Reviews) -> None:
    done = reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1")
    assert (done.state, done.reviewer, done.basis) == (State.ACCEPTED, "kim", plain())
    sure = replace(plain(), provenance=replace(plain().provenance, score=1.0))
    assert done.claim == sure
    assert record.positions() == (samples.coding().positions[0], sure), "in its place among the others"


def test_a_changed_position_stands_in_place_of_the_machines(record: Record, reviews: Reviews) -> None:
    meant = replace(plain(), stance=Stance.OPPOSES, actor="orla", scope=Scope.OWN)
    done = reviews.judge(meant, Verdict.CORRECTED, "kim", of="a1-p1")
    assert done.state is State.CHANGED
    assert record.positions()[1] == replace(meant, provenance=BY_KIM)
    assert record.positions(actor="orla") == record.positions()
    assert record.positions(as_coded=True) == samples.coding().positions, "what the machine said is still known"
    assert record.positions(option="toll", as_coded=True) == samples.coding().positions[:1]


def test_a_rejected_position_is_on_no_map(record: Record, reviews: Reviews) -> None:
    done = reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    assert done.state is State.REJECTED
    assert effective(record) == {"a1-p2": Stance.OPPOSES}


def test_an_unsure_reviewer_leaves_the_position_as_it_was(record: Record, reviews: Reviews) -> None:
    reviews.judge(plain(), Verdict.UNSURE, "kim", of="a1-p1")
    assert record.positions() == samples.coding().positions
    recode(record)
    record.save_coding("c1", "k3", Coding("a1", suggestions=(replace(plain(), id="a1-x", option="toll"),)))
    reviews.judge(replace(plain(), id="a1-x", option="toll"), Verdict.UNSURE, "kim", of="a1-x")
    assert "a1-x" not in effective(record), "what was only suggested stays off the map"


def test_an_added_position_has_an_id_of_its_own_and_its_words(record: Record, reviews: Reviews) -> None:
    missed = replace(plain(), id="", option="toll", stance=Stance.OPPOSES, text="forged", provenance=samples.RULE)
    done = reviews.judge(missed, Verdict.CORRECTED, "kim")
    assert done.state is State.ADDED
    assert done.id.startswith("added-")
    assert record.positions()[-1] == replace(missed, id=done.id, text=plain().text, provenance=BY_KIM)
    assert reviews.claim(done.id) is not None


def test_an_accepted_suggestion_comes_on_the_map(record: Record, reviews: Reviews) -> None:
    recode(record)
    record.save_coding("c1", "k3", Coding("a1", suggestions=(plain(),)))
    assert effective(record) == {}
    reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1")
    assert effective(record) == {"a1-p1": Stance.OPEN}
    assert record.positions(suggested=True) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda claim: replace(claim, article="a9"),
        lambda claim: replace(claim, actor="nobody"),
        lambda claim: replace(claim, evidence=Span(49, 9999)),
        lambda claim: replace(claim, evidence=Span(50, 50)),
        lambda claim: replace(claim, context=(Span(-1, 3),)),
    ],
)
def test_what_can_not_be_is_refused(record: Record, reviews: Reviews, wrong: Callable[[Position], Position]) -> None:
    with pytest.raises(ValueError, match=r"no article|no actor|no place"):
        reviews.judge(wrong(plain()), Verdict.CORRECTED, "kim", of="a1-p1")
    assert record.judgements() == ()
    assert record.positions() == samples.coding().positions


def test_no_claim_is_moved_to_an_option_where_nobody_sees_it(record: Record, reviews: Reviews) -> None:
    for of in ("a1-p1", None):
        with pytest.raises(ValueError, match=r"codebook has no option gone.*changed since you looked"):
            reviews.judge(replace(plain(), option="gone"), Verdict.CORRECTED, "kim", of=of)
    assert record.positions() == samples.coding().positions
    record.save_codebook(replace(samples.codebook(), version="c2", options=samples.codebook().options[1:]))
    first = samples.codebook().options[0].id
    held = next(one for one in samples.coding().positions if one.option == first)
    changed = reviews.judge(replace(held, stance=Stance.OPEN), Verdict.CORRECTED, "kim", of=held.id)
    assert changed.claim.option == first, "what stands on it already can be corrected, and comes back with it"


def test_light_rows_are_the_effective_positions(record: Record, reviews: Reviews) -> None:
    fill_all(record, 2)
    reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "kim", of="a1-p1")
    reviews.judge(samples.coding(2).positions[0], Verdict.WRONG, "kim", of="a2-p2")
    rows = {row.id: row for row in position_rows(record)}
    assert {one: row.stance for one, row in rows.items()} == {p.id: p.stance.value for p in record.positions()}
    full = samples.coding().positions[0]
    assert full.date is not None
    row = rows["a1-p2"]
    assert (row.first, row.last) == (full.date.first.toordinal(), full.date.last.toordinal())
    assert (row.actor, row.by, row.limited, row.derived, row.tense) == ("orla", "rivermouth", True, True, "former")
    assert (row.state, rows["a1-p1"].state) == (None, "changed")
    assert [row.id for row in position_rows(record, articles=["a2"])] == ["a2-p1"]


# ---------------------------------------------------------------- undo, redo, and who was first


def test_undo_and_redo_go_on_and_on(record: Record, reviews: Reviews) -> None:
    first = reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "kim", of="a1-p1")
    second = reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1", expected=first.version)
    for _ in range(2):
        assert reviews.undo("bo") is None, "only one's own"
        assert effective(record) == {"a1-p2": Stance.OPPOSES}
        step = reviews.undo("kim")
        assert step is not None
        assert [one.id for one in step.judgements] == [second.version]
        assert effective(record)["a1-p1"] is Stance.SUPPORTS
        assert reviews.undo("kim") is not None
        assert record.positions() == samples.coding().positions
        assert reviews.undo("kim") is None
        assert reviews.redo("kim") is not None
        assert effective(record)["a1-p1"] is Stance.SUPPORTS
        assert reviews.redo("kim") is not None
        assert reviews.redo("kim") is None


def test_a_new_judgement_ends_what_can_be_redone(reviews: Reviews) -> None:
    reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    reviews.undo("kim")
    new = reviews.judge(plain(), Verdict.UNSURE, "kim", of="a1-p1")
    assert reviews.redo("kim") is None
    reviews.undo("kim")
    step = reviews.redo("kim")
    assert step is not None
    assert [one.id for one in step.judgements] == [new.version], "not the one before"
    assert reviews.redo("kim") is None


def test_an_undo_leaves_what_others_said_since(record: Record, reviews: Reviews) -> None:
    mine = reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "bo", of="a1-p1", expected=mine.version)
    reviews.undo("kim")
    assert effective(record)["a1-p1"] is Stance.SUPPORTS


def test_nobodys_work_is_lost_to_one_who_came_later(record: Record, reviews: Reviews) -> None:
    first = reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "kim", of="a1-p1")
    with pytest.raises(Stale, match="kim judged this on") as caught:
        reviews.judge(plain(), Verdict.WRONG, "bo", of="a1-p1")
    assert (caught.value.who, caught.value.at, caught.value.version) == ("kim", first.at, first.version)
    assert effective(record)["a1-p1"] is Stance.SUPPORTS
    assert len(record.judgements()) == 1
    second = reviews.judge(plain(), Verdict.WRONG, "bo", of="a1-p1", expected=first.version)
    assert second.disputed, "kim said otherwise"
    reviews.undo("bo")
    reviews.undo("kim")
    with pytest.raises(Stale, match="taken back"):
        reviews.judge(plain(), Verdict.WRONG, "bo", of="a1-p1", expected=first.version)


def test_reviewers_who_come_to_agree_no_longer_differ(reviews: Reviews) -> None:
    first = reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    second = reviews.judge(plain(), Verdict.RIGHT, "bo", of="a1-p1", expected=first.version)
    assert second.disputed
    assert not reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1", expected=second.version).disputed


def test_bulk_is_one_step_and_leaves_what_is_judged(record: Record, reviews: Reviews) -> None:
    fill_all(record, 2)
    reviews.judge(plain(), Verdict.WRONG, "bo", of="a1-p1")
    assert reviews.accept_all([one.id for one in record.positions()] + ["a1-p1", "a1-p1", "no such"], "kim") == 3
    assert {one.provenance.score for one in record.positions()} == {1.0}
    assert "a1-p1" not in effective(record)
    step = reviews.undo("kim")
    assert step is not None
    assert len(step.judgements) == 3
    assert {one.provenance.score for one in record.positions()} == {0.875, 0.1}
    redone = reviews.redo("kim")
    assert redone is not None
    assert sorted(redone.targets) == ["a1-p2", "a2-p1", "a2-p2"]
    assert reviews.accept_all([one.id for one in record.positions()], "kim") == 0


def test_bulk_by_filter_and_score(record: Record, reviews: Reviews) -> None:
    with pytest.raises(ValueError, match="needs a score"):
        reviews.accept_all(QueueFilter(), "kim")
    assert reviews.accept_all(QueueFilter(option="lorry-toll"), "kim", at_least=0.5) == 0
    assert reviews.accept_all(QueueFilter(), "kim", at_least=0.5) == 1
    view = reviews.claim("a1-p2")
    assert view is not None
    assert view.state is State.ACCEPTED


# ---------------------------------------------------------------- when the machine reads and codes anew


def test_no_recoding_overrides_a_judgement(record: Record, reviews: Reviews) -> None:
    reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "kim", of="a1-p1")
    other = replace(samples.coding().positions[0], id="new")
    recode(record, replace(plain(), id="anew", evidence=Span(55, 88)), other)
    assert effective(record) == {"a1-p1": Stance.SUPPORTS, "new": Stance.OPPOSES}
    view = reviews.claim("anew")
    assert view is not None
    assert (view.id, view.disagreement) == ("a1-p1", None), "it says what it said when it was judged"
    record.save_article(samples.article(), samples.reading(version="r2"), samples.resolution())
    assert effective(record)["a1-p1"] is Stance.SUPPORTS


def test_it_shows_where_the_machine_says_another_thing(record: Record, reviews: Reviews) -> None:
    reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1")
    recode(record, replace(plain(), id="anew", stance=Stance.OPPOSES))
    assert effective(record) == {"a1-p1": Stance.OPEN}
    (found,) = reviews.disagreements()
    assert found.disagreement is Disagreement.OTHER
    view = reviews.claim("a1-p1")
    assert view is not None
    assert [one.stance for one in view.machine] == [Stance.OPPOSES]
    again = reviews.judge(view.claim, Verdict.RIGHT, "kim", of="a1-p1", expected=view.version)
    assert again.disagreement is None, "seen, and judged as before"
    assert again.state is State.CHANGED
    recode(record)
    assert reviews.disagreements()[0].disagreement is Disagreement.GONE
    kept = reviews.judge(view.claim, Verdict.RIGHT, "kim", of="a1-p1", expected=again.version)
    assert kept.disagreement is None
    assert effective(record) == {"a1-p1": Stance.OPEN}


def test_a_rejection_outlives_a_recoding_and_is_content_when_the_machine_agrees(
    record: Record, reviews: Reviews
) -> None:
    reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    recode(record, replace(plain(), id="anew"))
    assert effective(record) == {}
    recode(record)
    assert reviews.disagreements() == ()


def test_another_codebook_keeps_judgements_on_options_that_it_has(record: Record, reviews: Reviews) -> None:
    done = reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "kim", of="a1-p1")
    record.save_codebook(samples.codebook("c2"))
    assert effective(record) == {"a1-p1": Stance.SUPPORTS}, "before it is coded anew"
    record.save_coding("c2", "k1", Coding("a1", (replace(plain(), id="c2-p"),)))
    assert effective(record) == {"a1-p1": Stance.SUPPORTS}
    book = replace(samples.codebook("c3"), options=samples.codebook().options[:1])
    record.save_codebook(book)
    assert effective(record) == {}
    record.save_codebook(samples.codebook("c1"))
    assert effective(record) == {"a1-p2": Stance.OPPOSES, "a1-p1": Stance.SUPPORTS}
    assert reviews.claim("a1-p1") is not None
    assert done.version == 1


def test_another_claim_on_the_same_words_is_left_alone(record: Record, reviews: Reviews) -> None:
    both = plain(), replace(plain(), id="a1-own", scope=Scope.OWN, stance=Stance.RELUCTANT)
    recode(record, *both)
    reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    assert effective(record) == {"a1-own": Stance.RELUCTANT}
    recode(record, *(replace(one, id=f"{one.id}-2") for one in reversed(both)), coder="k3")
    assert effective(record) == {"a1-own-2": Stance.RELUCTANT}
    recode(record, replace(both[1], id="alone"), coder="k4")
    assert effective(record) == {"alone": Stance.RELUCTANT}


def test_adding_beside_a_claim_of_the_machine_hides_only_what_says_the_same(record: Record, reviews: Reviews) -> None:
    reviews.judge(replace(plain(), scope=Scope.OWN, stance=Stance.RELUCTANT), Verdict.CORRECTED, "kim")
    assert sorted(one.stance for one in record.positions(option="lorry-toll")) == [Stance.OPEN, Stance.RELUCTANT]
    reviews.judge(plain(), Verdict.CORRECTED, "bo")
    found = record.positions(option="lorry-toll")
    assert sorted(one.stance for one in found) == [Stance.OPEN, Stance.RELUCTANT]
    assert {one.provenance.version for one in found} == {"kim", "bo"}


def test_what_was_judged_while_the_machine_coded_anew_is_kept(record: Record, reviews: Reviews) -> None:
    recode(record)
    done = reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1")
    assert done.state is State.ACCEPTED
    assert effective(record) == {"a1-p1": Stance.OPEN}


def test_a_judged_position_follows_its_actor(record: Record, reviews: Reviews) -> None:
    reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1")
    record.save_changes((), {("rivermouth", ""): "orla"}, ())
    assert {one.actor for one in record.positions()} == {"orla"}
    recode(record, replace(plain(), id="anew"))
    assert effective(record) == {"a1-p1": Stance.OPEN}


# ---------------------------------------------------------------- samples


def test_what_is_said_in_a_sample_touches_nothing_until_it_is_settled(record: Record, reviews: Reviews) -> None:
    before = record.revision()
    kim = reviews.judge(replace(plain(), stance=Stance.SUPPORTS), Verdict.CORRECTED, "kim", of="a1-p1", sample=7)
    bo = reviews.judge(plain(), Verdict.WRONG, "bo", of="a1-p1", sample=7)
    assert (kim.state, bo.state) == (State.CHANGED, State.REJECTED)
    assert record.positions() == samples.coding().positions
    assert record.revision() == before
    view = reviews.claim("a1-p1")
    assert view is not None
    assert (view.history, view.version) == ((), 0), "nobody sees what others say blind"
    assert reviews.of_sample(7, "kim") == (kim,)
    assert reviews.of_sample(7) == (kim, bo)
    changed = reviews.judge(plain(), Verdict.RIGHT, "kim", of="a1-p1", sample=7)
    assert reviews.of_sample(7, "kim") == (changed,)
    assert reviews.undo("kim") is None, "outside of the sample kim did nothing"
    assert reviews.undo("kim", sample=7) is not None
    assert reviews.of_sample(7, "kim") == (kim,)
    done = reviews.settle(7, kim.claim, Verdict.CORRECTED, "ana", of="a1-p1")
    assert done.state is State.CHANGED
    assert effective(record)["a1-p1"] is Stance.SUPPORTS
    assert [one.settles for one in record.judgements() if one.sample is None] == [7]


# ---------------------------------------------------------------- revision


def test_the_revision_changes_with_whatever_a_page_shows(record: Record, reviews: Reviews) -> None:
    seen = [record.revision()]

    def changed() -> bool:
        seen.append(record.revision())
        return seen[-1] != seen[-2]

    turn = int(record.revision().split(".")[2])
    reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    assert changed()
    assert articles_since(record, turn) == ("a1",)
    assert articles_since(record, turn + 1) == ()
    reviews.undo("kim")
    assert changed()
    assert not changed()
    recode(record, plain())
    assert changed()
    recode(record, plain())
    assert not changed()
    fill_all(record, 2)
    assert changed()
    record.save_codebook(samples.codebook("c2"))
    assert changed()
    record.save_changes((), {("rivermouth", ""): "orla"}, ())
    assert changed()


def test_what_is_counted_is_what_stands(record: Record, reviews: Reviews) -> None:
    reviews.judge(plain(), Verdict.WRONG, "kim", of="a1-p1")
    assert record.counts().positions == 1
    reviews.judge(replace(plain(), stance=Stance.OPPOSES), Verdict.CORRECTED, "kim")
    assert record.counts().positions == 2
    statement = samples.statements()[0]
    reviews.judge_statement(statement, Verdict.RIGHT, "kim", of=statement.id)
    assert record.counts().statements == 2
    reviews.judge_statement(samples.statements()[1], Verdict.WRONG, "kim", of="a1-s1")
    assert record.counts().statements == 1


def test_an_actor_of_the_own_list_may_be_named_though_no_article_does(record: Record, reviews: Reviews) -> None:
    record.save_authority([Actor("own:kay", "Kay", ActorKind.PERSON)])
    reviews.judge(replace(plain(), actor="own:kay"), Verdict.CORRECTED, "kim", of="a1-p1")
    assert record.positions(actor="own:kay")
    assert "own:kay" in {actor.id for actor in record.actors()}

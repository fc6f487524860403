"""The rules that hold for whatever positions come: order, derivation, voices, windows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.networks import Level, backing, derive, lift, shifts, splits, stands
from onrecord.types import (
    Codebook,
    DateInterval,
    Option,
    Position,
    Provenance,
    Scope,
    Span,
    Stance,
    Tense,
    Voice,
)
from tests.networks.hand import ACTORS

BOOK = Codebook(
    (
        Option("bridge", "The sound", "A bridge", opposed=("tunnel",)),
        Option("rail", "The sound", "A railway bridge", parent="bridge"),
        Option("tunnel", "The sound", "A tunnel", opposed=("bridge",)),
    ),
    "v1",
)
START = date(2031, 1, 1)
# A busy machine is slow; that says nothing about a rule.
rule = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def positions(draw: st.DrawFn) -> list[Position]:
    """A few positions of a few actors, on a few options, in every voice, dated or not, derived or not."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        first = draw(st.none() | st.integers(0, 4))
        length = draw(st.sampled_from((0, 0, 2)))
        day = START + timedelta(first) if first is not None else None
        found.append(
            Position(
                id=f"p{number}",
                article=draw(st.sampled_from(("a1", "a2"))),
                option=draw(st.sampled_from(("bridge", "rail", "tunnel"))),
                actor=draw(st.sampled_from(("varga", "reuel", "norland", "islands", "kolm"))),
                stance=draw(st.sampled_from(list(Stance))),
                scope=draw(st.sampled_from(list(Scope))),
                voice=draw(st.sampled_from(list(Voice))),
                evidence=Span(number, number + 1 + draw(st.integers(0, 1))),
                text="words",
                provenance=Provenance("hand", "1", draw(st.sampled_from((0.4, 0.9)))),
                tense=draw(st.sampled_from((Tense.CURRENT, Tense.CURRENT, Tense.FORMER))),
                date=DateInterval(day, day + timedelta(length)) if day else None,
            )
        )
    return found


def standing(every: Sequence[Position]) -> dict[tuple[str, str, Scope], tuple[Stance, tuple[str, ...]]]:
    return {(s.actor, s.option, s.scope): (s.stance, s.positions) for s in stands(every)}


@rule
@given(positions(), st.randoms())
def test_the_order_of_positions_changes_nothing(every: list[Position], chance: object) -> None:
    other = list(every)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert standing(every) == standing(other)
    assert shifts(every) == shifts(other)
    assert set(splits(every, ACTORS)) == set(splits(other, ACTORS))
    assert {(p.id, p.actor) for p in lift(every, ACTORS, Level.STATE)} == {
        (p.id, p.actor) for p in lift(other, ACTORS, Level.STATE)
    }


@rule
@given(positions())
def test_what_is_derived_never_changes_what_is_coded(every: list[Position]) -> None:
    coded, both = standing(every), standing(derive(every, BOOK))
    for key, (stance, held) in coded.items():
        assert both[key][0] is stance
        assert both[key][1][: len(held)] == held
    assert shifts(derive(every, BOOK)) == shifts(every)


@rule
@given(positions())
def test_deriving_is_marked_once_and_from_a_yes_only(every: list[Position]) -> None:
    derived = [p for p in derive(every, BOOK) if p.derived]
    origin = {p.id: p for p in every}
    assert all(origin[p.id.split(">")[0]].stance.side > 0 for p in derived)
    assert all(abs(p.stance.value_on_scale) <= 0.5 for p in derived)  # nobody said it: never more than a half step
    assert derive(derive(every, BOOK), BOOK) == derive(every, BOOK)


@rule
@given(positions())
def test_what_others_say_never_changes_a_stand_of_own_words(every: list[Position]) -> None:
    own = [p for p in every if p.voice is Voice.OWN]
    with_others = standing(every)
    assert all(with_others[key][0] is stance for key, (stance, _) in standing(own).items())
    attributed = [p for p in every if p.voice is not Voice.REPORTED]
    assert all(with_others[key][0] is stance for key, (stance, _) in standing(attributed).items())


@rule
@given(positions())
def test_of_one_voice_nothing_later_or_more_extreme_was_passed_over(every: list[Position]) -> None:
    by_id = {p.id: p for p in every}
    for stand in stands(every):
        first, *rest = (by_id[identifier] for identifier in stand.positions)
        for other in rest:
            if other.voice is not first.voice:
                continue
            assert other.date is None or (first.date is not None and other.date.last <= first.date.last)
            if other.date is not None and first.date is not None and other.date.last == first.date.last:
                assert abs(other.stance.value_on_scale) <= abs(first.stance.value_on_scale)


@rule
@given(positions())
def test_every_current_position_is_listed_once_and_no_former_one(every: list[Position]) -> None:
    listed = sorted(identifier for stand in stands(every) for identifier in stand.positions)
    assert listed == sorted(p.id for p in every if p.tense is Tense.CURRENT)


@rule
@given(positions())
def test_a_shift_between_dates_goes_forward_and_changes_something(every: list[Position]) -> None:
    by_id = {p.id: p for p in every}
    for shift in shifts(every):
        before, after = (by_id[identifier] for identifier in shift.positions)
        assert shift.before is not shift.after
        assert (before.actor, before.option, before.scope) == (after.actor, after.option, after.scope)
        if not shift.reported:
            assert before.date is not None
            assert after.date is not None
            assert before.date.last < after.date.first


@rule
@given(positions())
def test_opposite_sides_in_one_scope_and_nothing_else_are_a_split(every: list[Position]) -> None:
    by_id = {p.id: p for p in derive(every, BOOK)}
    for split in splits(derive(every, BOOK), ACTORS):
        held = [by_id[identifier] for identifier in split.positions]
        assert len({p.actor for p in held}) > 1
        assert all(p.tense is Tense.CURRENT for p in held)
        pairs = [(a, b) for a in held for b in held if a.scope is b.scope and a.stance.side * b.stance.side < 0]
        assert pairs or not split.opposite


@rule
@given(positions())
def test_lifting_loses_nothing_and_marks_what_a_group_gives_its_members(every: list[Position]) -> None:
    lifted = lift(every, ACTORS, Level.STATE)
    assert {p.id.split(">")[0] for p in lifted} == {p.id for p in every}
    assert all(p.derived == (">" in p.id) for p in lifted)
    alone = standing([p for p in lifted if not p.derived])
    assert all(standing(lifted)[key][0] is stance for key, (stance, _) in alone.items())


@rule
@given(positions())
def test_a_copy_of_a_passage_makes_no_stand_other(every: list[Position]) -> None:
    copies = [replace(p, id=f"{p.id}-again") for p in every]
    assert {k: s for k, (s, _) in standing(every).items()} == {
        k: s for k, (s, _) in standing([*every, *copies]).items()
    }


@rule
@given(positions())
def test_what_rests_behind_a_stand_is_never_more_than_its_positions(every: list[Position]) -> None:
    by_id = {p.id: p for p in every}
    for stand in stands(every):
        rest = backing([by_id[identifier] for identifier in stand.positions])
        assert 1 <= rest.sayings <= rest.positions <= len(stand.positions)
        assert sum(rest.voices.values()) == rest.positions

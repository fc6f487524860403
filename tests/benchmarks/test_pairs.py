"""The measures and the ways to decide of the pair benchmark."""

from __future__ import annotations

import pytest

from benchmarks import pairs
from onrecord.types import (
    Actor,
    ActorKind,
    Mention,
    MentionForm,
    Position,
    Provenance,
    Resolution,
    Scope,
    Span,
    Stance,
    Voice,
)

MADE = Provenance("test", "1")


def position(actor: str, stance: Stance, voice: Voice = Voice.OWN) -> Position:
    return Position("p", "case", "option", actor, stance, Scope.GENERAL, voice, Span(0, 4), "text", MADE)


def scores(**given: float) -> tuple[float, ...]:
    return tuple(given.get(name, 0.0) for name in pairs.STANCES)


def test_macro_f1_counts_every_class_of_the_gold_alike() -> None:
    assert pairs.macro_f1(["a", "a", "b"], ["a", "a", "a"]) == 40.0
    assert pairs.macro_f1(["a", "b"], ["a", "b"]) == 100.0


def test_a_step_off_is_right_in_sides_and_wrong_in_steps() -> None:
    found = pairs.figures(["supports", "opposes", "irrelevant"], ["open", "opposes", "undecided"])
    assert found["sides"] == 100.0
    assert found["steps"] == pytest.approx(33.3)
    assert found["wrong_side"] == 0.0


def test_yes_for_no_is_counted() -> None:
    assert pairs.figures(["supports", "opposes"], ["reluctant", "opposes"])["wrong_side"] == 50.0


def test_the_side_comes_before_the_step() -> None:
    stance, sure = pairs.surest(scores(supports=0.3, open=0.25, opposes=0.45))
    assert stance == "supports"
    assert sure == pytest.approx(0.55)


@pytest.mark.parametrize(
    ("plain", "given", "wanted"),
    [
        ("irrelevant", scores(opposes=0.9, irrelevant=0.1), "opposes"),
        ("irrelevant", scores(opposes=0.4, irrelevant=0.3, supports=0.3), "irrelevant"),
        ("open", scores(opposes=0.8, supports=0.2), "open"),
        ("open", scores(opposes=0.99, supports=0.01), "opposes"),
        ("open", scores(supports=0.99, open=0.01), "open"),
        ("open", scores(irrelevant=0.99, open=0.01), "open"),
    ],
)
def test_who_wins_when_both_speak(plain: str, given: tuple[float, ...], wanted: str) -> None:
    trust = pairs.Trust(fill=0.6, overrule=0.95, veto=1.01, likeness=0.3)
    assert pairs.together(pairs.Judged("open", plain, plain, plain, True, 0.5, given), trust) == wanted


def test_the_encoder_is_asked_only_of_statements_near_the_option() -> None:
    sure = scores(opposes=0.95, irrelevant=0.05)
    trust = pairs.Trust(fill=0.6, likeness=0.3)
    assert (
        pairs.together(pairs.Judged("opposes", "irrelevant", "irrelevant", "irrelevant", True, 0.2, sure), trust)
        == "irrelevant"
    )
    assert (
        pairs.together(pairs.Judged("opposes", "irrelevant", "irrelevant", "irrelevant", False, 0.5, sure), trust)
        == "irrelevant"
    )
    assert (
        pairs.together(pairs.Judged("opposes", "irrelevant", "irrelevant", "irrelevant", True, 0.5, sure), trust)
        == "opposes"
    )


def test_own_words_outvote_what_others_say() -> None:
    told = position("a", Stance.OPPOSES, Voice.ATTRIBUTED)
    assert pairs.decided([told, position("a", Stance.OPEN)]) == "open"
    assert pairs.decided([]) == "irrelevant"


def test_a_holder_is_found_by_name_alias_and_mention() -> None:
    text = "Stockholm is not inclined to stand in the way."
    sweden = Actor("se", "Sweden", ActorKind.STATE)
    minister = Actor("m", "Lieven Opdebeeck", ActorKind.PERSON, aliases=("Opdebeeck",))
    there = Mention(Span(0, 9), ("se",), MentionForm.METONYM, MADE)
    resolution = Resolution((), (there,), (sweden, minister))
    assert pairs.holds("se", "Sweden", resolution, text)
    assert pairs.holds("se", "Stockholm", resolution, text)
    assert pairs.holds("m", "Energy minister Lieven Opdebeeck", resolution, text)
    assert not pairs.holds("se", "Norway", resolution, text)


def test_floors_are_held_against_every_figure() -> None:
    result = {"ways": {"calculus": {"sides": 50.0}}}
    assert pairs.meets(result, {"calculus": {"sides": 50.0}})
    assert not pairs.meets(result, {"calculus": {"sides": 50.1}})


def test_cases_are_split_by_issue() -> None:
    options = [{case.option for case in pairs.cases(split)} for split in ("dev", "test")]
    assert all(len(found) > 20 for found in options)
    assert not options[0] & options[1]

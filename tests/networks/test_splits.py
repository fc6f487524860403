import pytest

from onrecord.networks import splits
from onrecord.types import Actor, ActorKind, Condition, Position, Scope, Stance, Tense, Voice
from tests.networks.hand import ACTORS, condition, limit, position


def found(*positions: Position) -> list[tuple[str, bool]]:
    return [(split.body, split.opposite) for split in splits(positions, ACTORS)]


def test_opposite_sides_in_one_scope_are_a_split() -> None:
    yes, no = position("reuel", Stance.OPEN), position("varga", Stance.RELUCTANT)
    (split,) = splits([no, yes], ACTORS)
    assert (split.body, split.option, split.opposite, split.positions) == ("norland", "bridge", True, (yes.id, no.id))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Stance.SUPPORTS, Stance.OPEN),
        (Stance.OPPOSES, Stance.RELUCTANT),
        (Stance.UNDECIDED, Stance.OPEN),
    ],
)
def test_a_half_step_makes_two_voices(one: Stance, other: Stance) -> None:
    assert found(position("varga", one), position("reuel", other)) == [("norland", False)]


def test_another_scope_makes_two_voices() -> None:
    own = position("varga", Stance.RELUCTANT, scope=Scope.OWN)
    assert found(own, position("reuel", Stance.OPEN)) == [("norland", False)]
    assert found(own, position("reuel", Stance.RELUCTANT)) == [("norland", False)]


def test_in_a_scope_that_both_speak_of_the_others_do_not_matter() -> None:
    agreed = [position(actor, Stance.RELUCTANT, scope=Scope.OWN) for actor in ("varga", "reuel")]
    assert found(*agreed, position("varga", Stance.OPEN)) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (limit("only for lorries"), None, True),
        (limit("only for lorries"), limit("only for buses"), True),
        (condition("if the city pays"), condition("provided that the city pays"), False),
        (condition("if the city pays"), condition("if the state pays"), True),
        (limit("by EU"), limit("by UN"), True),
        (limit("by EU"), limit("by EU"), False),
        (None, None, False),
    ],
)
def test_another_condition_makes_two_voices(one: Condition | None, other: Condition | None, differ: bool) -> None:
    held = (position("varga", Stance.OPEN, condition=one), position("reuel", Stance.OPEN, condition=other))
    assert found(*held) == ([("norland", False)] if differ else [])


def test_one_actor_in_two_scopes_is_no_contradiction() -> None:
    assert found(position("varga", Stance.RELUCTANT, scope=Scope.OWN), position("varga", Stance.OPEN)) == []


@pytest.mark.parametrize("other", ["belmont", "rival", "farmer", "green-one", "greens", "many", "nobody"])
def test_who_does_not_speak_for_the_state_does_not_split_it(other: str) -> None:
    assert found(position("varga", Stance.SUPPORTS), position(other, Stance.OPPOSES)) == []


def test_a_split_is_told_of_the_narrowest_body() -> None:
    assert found(position("clerk", Stance.SUPPORTS), position("engineer", Stance.OPPOSES)) == [("works", True)]
    assert found(position("green-one", Stance.SUPPORTS), position("green-two", Stance.OPPOSES)) == [("greens", True)]
    assert found(position("clerk", Stance.SUPPORTS), position("varga", Stance.OPPOSES)) == [("norland", True)]


def test_a_body_against_its_office_holder_is_two_voices_unless_hearsay() -> None:
    holder = position("varga", Stance.OPEN)
    assert found(holder, position("norland", Stance.OPPOSES)) == [("norland", False)]
    assert found(holder, position("norland", Stance.SUPPORTS)) == []
    assert found(holder, position("norland", Stance.OPPOSES, voice=Voice.ATTRIBUTED, by="belmont")) == []


def test_only_what_is_held_at_one_time_is_compared() -> None:
    turned = [position("varga", Stance.OPPOSES, "2031-01-01"), position("varga", Stance.SUPPORTS, "2031-03-01")]
    assert found(*turned, position("reuel", Stance.SUPPORTS, "2031-04-01")) == []
    assert found(*turned, position("reuel", Stance.SUPPORTS, "2031-02-01")) == [("norland", True)]
    assert found(*turned, position("reuel", Stance.SUPPORTS)) == [("norland", True)]


def test_a_stance_held_twice_is_shown_once_with_its_latest_words() -> None:
    first, again = (position("varga", Stance.OPPOSES, f"2031-0{month}-01") for month in (1, 3))
    other = position("reuel", Stance.SUPPORTS, "2031-02-01")
    assert [split.positions for split in splits([first, again, other], ACTORS)] == [(other.id, again.id)]


def test_former_positions_do_not_split() -> None:
    assert found(position("varga", Stance.OPPOSES, tense=Tense.FORMER), position("reuel", Stance.SUPPORTS)) == []


def test_what_follows_from_a_part_makes_at_most_two_voices() -> None:
    derived = position("reuel", Stance.OPEN, derived=True, condition=limit("A railway bridge"))
    assert found(derived, position("varga", Stance.RELUCTANT)) == [("norland", False)]
    assert found(derived, position("varga", Stance.SUPPORTS)) == []
    coded = position("reuel", Stance.RELUCTANT, scope=Scope.OWN)
    assert found(derived, coded, position("varga", Stance.RELUCTANT, scope=Scope.OWN)) == []


def test_options_are_kept_apart() -> None:
    assert found(position("varga", Stance.OPPOSES), position("reuel", Stance.SUPPORTS, option="ferry")) == []


def test_circles_of_affiliation_end() -> None:
    circle = {
        "a": Actor("a", "A", ActorKind.ORGANISATION, affiliation="b"),
        "b": Actor("b", "B", ActorKind.ORGANISATION, affiliation="a"),
    }
    (split,) = splits([position("a", Stance.SUPPORTS), position("b", Stance.OPPOSES)], circle)
    assert not split.opposite

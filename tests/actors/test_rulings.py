"""Judgements as they hold together."""

from onrecord.actors.rulings import Rulings, part_id
from onrecord.types import IdentityJudgement, IdentityVerdict

SAME, DIFFERENT, APART = IdentityVerdict.SAME, IdentityVerdict.DIFFERENT, IdentityVerdict.APART


def ruled(*words: str) -> Rulings:
    """Judgements written as "a=b" and "a/b"."""
    return Rulings(IdentityJudgement(SAME if "=" in w else DIFFERENT, w[0], w[2]) for w in words)


def test_same_reaches_through_others_and_different_too() -> None:
    rulings = ruled("a=b", "b=c", "c/d", "d=e")
    assert rulings.same("a", "c")
    assert set(rulings.kin("a")) == {"a", "b", "c"}
    assert rulings.different("a", "e")
    assert not rulings.different("a", "x")


def test_of_contradictions_the_later_counts() -> None:
    assert ruled("a=b", "a/b").different("a", "b")
    assert ruled("a/b", "a=b").same("a", "b")
    # a=b is the oldest of three that do not go together
    assert not ruled("a=b", "b=c", "a/c").same("a", "b")
    assert ruled("a/c", "a=b", "b=c").same("a", "c")


def test_a_part_is_another_in_its_articles_and_can_be_split_again() -> None:
    first = IdentityJudgement(APART, "a", articles=("x", "y"))
    part = part_id("a", ["y", "x"])
    rulings = Rulings([first, IdentityJudgement(APART, part, articles=("y",))])
    assert rulings.node("a", "z") == "a"
    assert rulings.node("a", "x") == part
    assert rulings.node("a", "y") == part_id(part, ["y"])
    assert rulings.different("a", part)


def test_what_names_nobody_is_passed_over() -> None:
    rulings = Rulings([IdentityJudgement(SAME, "a"), IdentityJudgement(SAME, "a", "a"), IdentityJudgement(APART, "a")])
    assert rulings.node("a", "x") == "a"
    assert not rulings.kin("a")

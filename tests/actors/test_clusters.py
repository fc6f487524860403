"""Groups along ties, without any two that are at odds."""

from itertools import permutations

from onrecord.actors.clusters import grouped
from onrecord.actors.evidence import Tie

STRONG, WEAK = Tie(True, 1.0), Tie(False, 0.95)


def groups(ties: dict[str, Tie], odds: str = "", must: str = "") -> list[str]:
    """Groups of a to d, written as words; pairs are two letters."""
    pairs = {(pair[0], pair[1]): tie for pair, tie in ties.items()}
    against = {frozenset(pair) for pair in odds.split()}
    found = {
        tuple(
            "".join(group)
            for group in grouped(
                nodes, pairs, [(p[0], p[1]) for p in must.split()], lambda a, b: frozenset((a, b)) in against
            )
        )
        for nodes in permutations("abcd")
    }
    assert len(found) == 1
    return list(found.pop())


def test_ties_make_groups() -> None:
    assert groups({"ab": STRONG, "bc": WEAK}) == ["abc", "d"]


def test_who_is_between_two_goes_to_the_nearer_one() -> None:
    assert groups({"ab": STRONG, "ac": WEAK}, odds="bc") == ["ab", "c", "d"]
    assert groups({"ab": WEAK, "ac": WEAK}, odds="bc") == ["a", "b", "c", "d"]


def test_nobody_comes_in_through_a_third() -> None:
    assert groups({"ab": STRONG, "bc": STRONG, "cd": WEAK}, odds="ad") == ["abc", "d"]


def test_a_reviewer_joins_what_has_no_tie() -> None:
    assert groups({"ab": WEAK}, must="bd") == ["abd", "c"]

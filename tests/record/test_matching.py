from __future__ import annotations

from onrecord.record.matching import Claimed, Trace, assign, beside, disagreement, overlap
from onrecord.record.values import Disagreement, State
from onrecord.types import Span

TOLL = ("toll", "orla")


def trace(
    identifier: str, begin: int = 0, end: int = 10, *, on: tuple[str, ...] = TOLL, says: str = "own for"
) -> Trace:
    scope, stance = says.split()
    return Trace(identifier, on, (scope, stance), (Span(begin, end),))


def claimed(identifier: str, *traces: Trace, state: State = State.ACCEPTED) -> Claimed:
    return Claimed(identifier, state, traces, based=True)


def test_a_claim_is_found_again_on_shared_words_of_the_same_actor_and_option() -> None:
    claim = claimed("c", trace("c"))
    rows = {
        "same": trace("x", 9, 20),
        "elsewhere": trace("y", 10, 20),
        "other option": trace("z", on=("fare", "orla")),
        "other actor": trace("w", on=("toll", "kim")),
    }
    assert assign([claim], rows) == {"same": "c"}


def test_each_takes_what_fits_it_best() -> None:
    claims = [claimed("a", trace("a", says="own for")), claimed("b", trace("b", says="general against"))]
    rows = {1: trace("x", says="general against"), 2: trace("y", says="own for")}
    assert assign(claims, rows) == {1: "b", 2: "a"}


def test_what_says_the_same_again_stands_back_as_well_but_not_what_stood_beside() -> None:
    first = trace("a")
    apart = beside([first], [trace("b", says="general against"), trace("far", 50, 60, says="own against")])
    assert apart == {("general", "against"), ("id", "b")}
    claim = Claimed("a", State.ACCEPTED, (first,), apart)
    rows = {1: trace("x"), 2: trace("y", 5, 15, says="own against"), 3: trace("z", says="general against")}
    assert assign([claim], rows) == {1: "a", 2: "a"}
    assert assign([claim], {3: rows[3]}) == {}


def test_a_claim_whose_option_was_changed_is_found_under_both() -> None:
    claim = claimed("c", trace("c", on=("fare", "orla")), trace("m"))
    assert assign([claim], {1: trace("x", on=("fare", "orla")), 2: trace("y")}) == {1: "c", 2: "c"}


def test_statements_within_each_other_are_two() -> None:
    outer, inner = trace("outer", 0, 100, on=()), trace("inner", 40, 60, on=())
    assert assign([claimed("outer", outer)], {1: inner}) == {}
    assert assign([claimed("outer", outer)], {1: trace("x", 5, 100, on=()), 2: inner}) == {1: "outer"}


def test_how_the_machine_differs() -> None:
    claim = claimed("c", trace("c", says="own against"), trace("m", says="own for"))
    assert disagreement(claim, [trace("x")], coded=True) is None, "what it said when it was judged"
    assert disagreement(claim, [trace("x", says="own against")], coded=True) is None
    assert disagreement(claim, [trace("x", says="own open")], coded=True) is Disagreement.OTHER
    assert disagreement(claim, [], coded=True) is Disagreement.GONE
    assert disagreement(claim, [], coded=False) is None, "it has not been asked"
    assert disagreement(claimed("c", trace("c"), state=State.REJECTED), [], coded=True) is None


def test_overlap() -> None:
    assert overlap((Span(0, 10),), (Span(5, 15),)) == 5 / 15
    assert overlap((Span(0, 2), Span(8, 10)), (Span(2, 8),)) == 0
    assert overlap((), ()) == 0

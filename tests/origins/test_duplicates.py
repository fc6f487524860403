from hypothesis import given
from hypothesis import strategies as st

from onrecord.origins import fingerprint, near_copies, similarity
from onrecord.types import Article

WIRE = " ".join(
    f"The council of town {n} said that it was for the bridge number {n * 7} in the year {n + 1900}." for n in range(20)
)
OTHER = " ".join(
    f"A farmer near field {n} found potatoes worth {n * 3} crowns under an oak called {n}." for n in range(20)
)


def article(identifier: str, text: str) -> Article:
    return Article(identifier, text, f"{identifier}.txt")


def test_copies_that_were_cut_and_edited_are_found() -> None:
    cut = "OSLO (Agency) - " + WIRE[: len(WIRE) // 2]
    edited = WIRE.replace("was for", "backed").replace("number 7 ", "").upper()
    groups = near_copies([article("a", WIRE), article("x", OTHER), article("b", cut), article("c", edited)])
    assert groups == (("a", "b", "c"),)


def test_a_shared_quotation_makes_no_copy() -> None:
    quotation = " ".join(WIRE.split()[:40])
    assert near_copies([article("a", WIRE), article("b", f"{OTHER} {quotation}")]) == ()


def test_short_flashes_are_never_copies() -> None:
    assert near_copies([article("a", "The bridge will be built, the council says."), article("b", "")]) == ()


def test_page_furniture_finds_no_copies() -> None:
    furniture = " ".join(f"cookie notice line {n} of this site" for n in range(20))
    articles = [article(str(n), f"{furniture} report {n}") for n in range(60)]
    assert near_copies(articles) == ()


@given(st.text(), st.text())
def test_similarity_is_a_share(one: str, other: str) -> None:
    first, second = fingerprint(one), fingerprint(other)
    assert similarity(first, second) == similarity(second, first)
    assert 0 <= similarity(first, second) <= 1
    if first:
        assert similarity(first, first) == 1


def test_case_and_punctuation_do_not_count() -> None:
    assert fingerprint("The bridge - will be BUILT, now!") == fingerprint("the bridge will be built now")

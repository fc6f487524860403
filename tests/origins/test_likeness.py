from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.origins.likeness import Likeness, Words, likeness

PASSAGE = "Minister Lund opened the harbour bridge near Oslo on Monday with 300 guests and a short speech about winter"


def test_what_is_the_same_is_counted_in_words() -> None:
    words = len(PASSAGE.split())
    found = likeness(Words(PASSAGE), Words(f"{PASSAGE} which nobody else has mentioned"))
    assert (found.longer, found.shorter, found.same) == (words + 5, words, words)
    assert found.of_shorter == 1.0
    assert found.lead == 1.0


def test_figures_and_names_in_the_same_place_are_told_apart() -> None:
    other = PASSAGE.replace("Oslo", "Bergen").replace("300", "200").replace("Monday", "Friday")
    found = likeness(Words(PASSAGE), Words(other))
    assert (found.agreeing, found.differing) == (1, 3)
    assert 0.1 < found.edited < 0.2


def test_words_scattered_over_a_text_are_no_passage() -> None:
    scattered = " and then nobody was quite so very sure of it all because ".join(PASSAGE.split())
    assert likeness(Words(PASSAGE), Words(scattered)).same == 0


def test_what_can_not_come_to_enough_is_not_looked_at() -> None:
    one, other = Words(PASSAGE + " more" * 100), Words("other " * 200 + PASSAGE)
    assert likeness(one, other).same == len(Words(PASSAGE))
    assert likeness(one, other, least=0.5) == Likeness(len(other), len(one))


def test_empty_texts_have_nothing_in_common() -> None:
    found = likeness(Words(""), Words(PASSAGE))
    assert found.same == 0
    assert found.of_longer == 0
    assert found.of_shorter == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PASSAGE.split()), max_size=60), st.lists(st.sampled_from(PASSAGE.split()), max_size=60))
def test_shares_are_shares_and_the_order_does_not_matter(one: list[str], other: list[str]) -> None:
    found = likeness(Words(" ".join(one)), Words(" ".join(other)))
    assert found == likeness(Words(" ".join(other)), Words(" ".join(one)))
    assert 0 <= found.same <= found.shorter <= found.longer

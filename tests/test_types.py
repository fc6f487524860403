from dataclasses import FrozenInstanceError

import pytest

from onrecord.types import Codebook, Option, Span, Stance


def test_a_span_is_half_open_and_counts_code_points() -> None:
    assert Span(2, 4).of("ab𝒞é!") == "𝒞é"
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 5).covers(Span(0, 5))
    assert not Span(1, 5).covers(Span(0, 2))


def test_stances_lie_on_a_scale_with_two_sides() -> None:
    values = [stance.value_on_scale for stance in Stance]
    assert values == sorted(values, reverse=True) == [1.0, 0.5, 0.0, -0.5, -1.0]
    assert [stance.side for stance in Stance] == [1, 1, 0, -1, -1]


def test_a_codebook_knows_its_options() -> None:
    book = Codebook((Option("bridge", "The river", "A bridge"),), "1")
    assert book.option("bridge").label == "A bridge"
    with pytest.raises(KeyError):
        book.option("tunnel")


def test_nouns_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).begin = 2  # type: ignore[misc]

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.origins import Copying
from onrecord.origins.duplicates import rules

NOUNS = [
    "harbour",
    "ferry",
    "bridge",
    "toll",
    "council",
    "winter",
    "island",
    "mayor",
    "budget",
    "engine",
    "weather",
    "timber",
    "captain",
    "market",
]
VERBS = ["repairs", "closes", "opens", "counts", "sells", "paints", "follows", "misses", "orders", "finds"]


def told(seed: int, sentences: int = 20) -> list[str]:
    """Sentences that no other seed has."""
    rng = random.Random(seed)
    return [
        f"The {rng.choice(NOUNS)} of {name(rng)} {rng.choice(VERBS)} a {rng.choice(NOUNS)}, says {name(rng)} of "
        f"{name(rng)}."
        for _ in range(sentences)
    ]


def name(rng: random.Random) -> str:
    return "".join(rng.choice(("ka", "lo", "mi", "ter", "von", "sul", "bre")) for _ in range(4)).capitalize()


WIRE = told(1)


def shared(one: list[str], other: list[str]) -> float:
    first, second = Copying(" ".join(one)), Copying(" ".join(other))
    assert first.shared(" ".join(other)) == pytest.approx(second.shared(" ".join(one)), abs=0.03)
    return first.shared(" ".join(other))


def together(one: str, other: str) -> int:
    """How many numbers of their signatures two texts share."""
    return sum(a == b for a, b in zip(Copying(one).signature, Copying(other).signature, strict=True))


def test_a_text_is_a_copy_of_itself() -> None:
    assert shared(WIRE, WIRE) == 1.0


def test_cut_moved_and_added_sentences_leave_a_copy() -> None:
    assert shared(WIRE, WIRE[:12]) == pytest.approx(0.6, abs=0.04)
    assert shared(WIRE, [*WIRE[10:], *WIRE[:10]]) > 0.95
    assert shared(WIRE, [*told(2, 6), *WIRE]) == pytest.approx(20 / 26, abs=0.04)


def test_words_that_are_others_anywhere_leave_a_copy() -> None:
    rng = random.Random(3)
    words = " ".join(WIRE).split()
    other = [rng.choice(VERBS) if rng.random() < 0.35 else word for word in words]
    assert 0.55 < shared(WIRE, other) < 0.75
    assert together(" ".join(words), " ".join(other)) >= 2


def test_spellings_are_no_other_words() -> None:
    british = "The organised crews of the harbour theatre praised their neighbours for three programmes in the winter."
    american = "The organized crews of the harbor theater praised their neighbors for three programs in the winter."
    text = [*WIRE[:4], british, *WIRE[4:8]]
    assert shared(text, [*WIRE[:4], american, *WIRE[4:8]]) > 0.97


def test_shared_quotations_and_yesterdays_background_make_no_copy() -> None:
    assert shared(WIRE, [*told(4), *WIRE[3:8]]) == 0
    assert shared(WIRE, [*told(5, 30), *WIRE]) == 0  # longer than what it repeats, and begins with news of its own


def test_a_text_cut_to_its_beginning_is_a_copy_of_it() -> None:
    assert shared(WIRE, WIRE[:7]) == pytest.approx(0.35, abs=0.03)


def test_the_same_frame_with_other_figures_is_another_report() -> None:
    def closing(*figures: float) -> list[str]:
        one, two, three, four, five, six = figures
        return [
            f"The main index closed at {one} points, {two} percent more than the day before, in quiet trading.",
            f"Shares of the largest bank of the country fell {three} percent after it had published its results.",
            f"The currency stood at {four} to the dollar, and oil from the north cost {five} dollars a barrel.",
            f"Analysts expect the index to stay within {six} points of where it is until the central bank meets.",
        ]

    monday, tuesday = closing(4711, 0.3, 1.2, 8.81, 71.5, 40), closing(4698, 0.6, 2.4, 8.79, 70.9, 55)
    assert shared(monday, tuesday) == 0
    assert shared(monday, [*monday[:3], tuesday[3]]) > 0.8  # one figure that was put right


def test_captions_have_no_signature() -> None:
    assert Copying("The bridge will be built, the council says.").signature == ()
    assert Copying("").shared("") == 0


def test_signatures_are_the_same_on_every_machine_and_in_every_version_of_the_library() -> None:
    """Where this fails, the library makes other signatures: change the rules' number, that records make theirs anew."""
    assert rules() == "1 rensa 2"
    assert Copying(" ".join(WIRE)).signature[:3] == (131910126, 789077184, 2115783305)


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_any_text_can_be_compared(one: str, other: str) -> None:
    assert 0 <= Copying(one).shared(other) <= 1
    assert len(Copying(one).signature) in (0, 48)

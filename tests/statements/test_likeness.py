"""The numbers by which two sayings are compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.statements.likeness import NAMES, Meanings, looks, spelt, weight
from onrecord.statements.wordings import wording


def _embed(texts: Sequence[str]) -> list[list[float]]:
    return [[1.0, 0.0] if "ship" in text else [0.0, 1.0] for text in texts]


def _told(a: str, b: str, days: int = 0) -> dict[str, float]:
    return dict(zip(NAMES, looks(wording(a), wording(b), days, Meanings(_embed)), strict=True))


def test_the_order_of_the_two_does_not_matter() -> None:
    a, b = "The ships will sail on Monday, he said", "fourteen ships sail"
    assert _told(a, b) == _told(b, a)


def test_a_part_of_the_other_is_found_whole_in_it() -> None:
    told = _told("The ships will sail on Monday, come what may", "the ships would sail on Monday")
    assert told["short_hard"] == told["in_order"] == told["run"] == 1.0
    assert told["rest_share"] == 0.0


def test_another_figure_another_name_and_a_negation_are_seen() -> None:
    told = _told("Lund counted 14 ships in Norport", "Lund did not count 40 ships in Sandport")
    assert (told["figures_differ"], told["figures_shared"]) == (1.0, 0.0)
    assert told["names_differ"] == told["negated"] == 1.0
    assert _told("14 ships", "fourteen ships")["figures_shared"] == 1.0


def test_days_count_and_no_more_than_a_month_of_them() -> None:
    assert (
        _told("ships sail now", "ships sail again", 40)["days"]
        == _told("ships sail now", "ships sail again", 31)["days"]
    )
    assert _told("ships sail now", "ships sail again", 0)["days"] == 0.0


def test_a_name_in_another_spelling_is_met_and_a_figure_is_not() -> None:
    assert spelt("qadhafi", ["gaddafi"], 70)
    assert not spelt("respect", ["reject"])
    assert not spelt("14000", ["14001"])
    assert not spelt("east", ["west"])


def test_rare_words_weigh_more() -> None:
    assert weight("president") < weight("breakwater") <= 1.0


def test_old_texts_are_let_go() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> list[list[float]]:
        asked.extend(texts)
        return [[1.0] for _ in texts]

    meanings = Meanings(embed, most=3)
    meanings(["a", "b"])
    meanings(["a", "c", "d"])
    assert asked == ["a", "b", "c", "d"]
    meanings(["b"])
    assert asked[-1] == "b"


def test_vectors_that_were_made_elsewhere_are_not_made_again() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str], /) -> Sequence[Sequence[float]]:
        asked.extend(texts)
        return [[1.0, 0.0] for _ in texts]

    meanings = Meanings(embed, most=2)
    meanings.learn({"known": np.array([0.0, 1.0], dtype=np.float32)})
    assert meanings(["known", "new"]).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert asked == ["new"]
    meanings.learn({"other": np.array([0.5, 0.5], dtype=np.float32)})  # no more than so many are kept
    meanings(["known"])
    assert asked == ["new", "known"]

from dataclasses import replace

import numpy as np
import pytest

from onrecord.networks import Columns, Known
from onrecord.networks.columns import UNDATED
from onrecord.networks.insight import Side, compare, validity_sentence
from onrecord.networks.insight.aligning import aligned, folded
from onrecord.types import Actor, ActorKind
from tests.networks.insight.camps import ASKED, debate, nobody, plain, undecided
from tests.networks.rows import columns, row

NONE = Known()


def some(made: Columns, share: float, seed: int = 0) -> Columns:
    """A coder who finds so much of it."""
    return made.where(np.random.default_rng(seed).random(len(made)) < share)


def test_the_same_coding_is_the_same() -> None:
    made = debate(6, 20)
    found = compare(Side(made, NONE), Side(made, NONE), ASKED)
    assert found.articles == len(set(made.article.tolist()))
    assert [one.months for one in found.by_window] == [1, 3, 6, 12, None]
    for one in found.by_window:
        assert (one.precision, one.recall, one.f1) == (1, 1, 1)
        assert one.correlation == pytest.approx(1)
        assert one.coalitions == pytest.approx(1)
    assert found.by_window[-1].chance == pytest.approx(1 / 200)
    assert (found.coverage.actors_met, found.coverage.options_met) == (12, 8)
    assert found.by_window[0].windows == 12


def test_validity_rises_with_the_window() -> None:
    made = debate(8, 40, dissent=0.05)
    found = compare(Side(some(made, 0.3), NONE), Side(made, NONE), ASKED)
    short, whole = found.by_window[0], found.by_window[-1]
    assert short.precision == whole.precision == 1  # a part of it claims nothing new
    assert (short.recall or 1) < (whole.recall or 0)
    assert (short.correlation or 1) + 0.1 < (whole.correlation or 0)
    assert "trust long windows" in validity_sentence(found)


def test_chance_is_told() -> None:
    one, other = debate(6, 6, seed=1, dissent=0.5), debate(6, 6, seed=2, dissent=0.5)
    found = compare(Side(one, NONE), Side(other, NONE), ASKED, sizes=(None,))
    assert (found.by_window[0].chance or 0) > 0.05


def test_actors_are_matched_by_name() -> None:
    here = columns(*[row(actor, "bridge", "supports") for actor in ("p:anna", "p:bo", "p:cy")])
    there = columns(*[row(actor, "brücke", "supports") for actor in ("1", "2", "3")])
    known = Known(
        {
            "p:anna": Actor("p:anna", "Anna Lund", ActorKind.PERSON, aliases=("A. Lund",)),
            "p:bo": Actor("p:bo", "Bo", ActorKind.PERSON),
        },
        {"bridge": "The new bridge"},
    )
    other = Known(
        {
            "1": Actor("1", "LUND, a", ActorKind.PERSON, aliases=("Änna  Lund",)),
            "2": Actor("2", "bo.", ActorKind.PERSON),
        },
        {"brücke": "the new Bridge"},
    )
    moved, coverage = aligned(Side(here, known), Side(there, other))
    assert sorted(moved.columns.actors) == ["3", "p:anna", "p:bo"]
    assert moved.columns.options == ("bridge",)
    assert (coverage.actors, coverage.actors_met) == (3, 2)
    assert coverage.actor_positions == pytest.approx(2 / 3)
    assert (coverage.options_met, coverage.option_positions) == (1, 1)


def test_a_name_that_two_have_matches_neither() -> None:
    here = columns(row("x", "o", "supports"), row("y", "o", "supports"))
    known = Known({key: Actor(key, "Lee", ActorKind.PERSON) for key in "xy"})
    moved, coverage = aligned(Side(here, known), Side(columns(row("Lee", "o", "supports")), NONE))
    assert moved.columns.actors == ("Lee",)
    assert coverage.actors_met == 0


def test_two_that_are_one_are_one_node() -> None:
    here = columns(row("lund", "o", "supports"))
    known = Known({"lund": Actor("lund", "Lund", ActorKind.PERSON, aliases=("Lundt",))})
    moved, _ = aligned(
        Side(here, known), Side(columns(row("Lund", "o", "supports"), row("Lundt", "o", "opposes")), NONE)
    )
    assert moved.columns.actors == ("lund",)
    assert moved.columns.actor.tolist() == [0, 0]


def test_folding() -> None:
    assert folded("  Séjourné,  S. ") == "sejourne s"


def test_only_common_articles_and_days_count() -> None:
    one = columns(
        *[row(actor, "x", "supports", "2031-01-05", article="common") for actor in "abc"],
        row("a", "x", "opposes", "2031-01-06", article="mine"),
    )
    other = columns(
        *[row(actor, "x", "supports", "2031-01-05", article="common") for actor in "abc"],
        row("b", "x", "opposes", "2031-01-06", article="theirs"),
    )
    found = compare(Side(one, NONE), Side(other, NONE), ASKED)
    assert found.articles == 1
    assert found.positions == (3, 3)
    assert found.by_window[-1].f1 == 1
    assert found.by_window[-1].correlation is None  # all three agree in both: nothing varies


@pytest.mark.parametrize("other", [nobody(), undecided(), plain("ab")])
def test_too_little_in_common(other: Columns) -> None:
    for pair in ((debate(3, 4), other), (other, debate(3, 4))):
        found = compare(Side(pair[0], NONE), Side(pair[1], NONE), ASKED)
        assert [one.months for one in found.by_window] == [None]
        assert found.by_window[-1].f1 in (None, 0)
        told = validity_sentence(found)
        assert "too little in common" in told or "same debate" in told


def test_undated_positions_count_in_the_whole() -> None:
    made = debate(4, 10)
    undated = replace(made, first=np.full_like(made.first, UNDATED), last=np.full_like(made.last, UNDATED))
    found = compare(Side(undated, NONE), Side(undated, NONE), ASKED)
    assert [one.months for one in found.by_window] == [None]
    assert found.by_window[0].correlation == pytest.approx(1)

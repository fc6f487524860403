from datetime import date

import numpy as np
import pytest

from onrecord.networks.columns import NONE, UNDATED, Columns, joined
from onrecord.types import Stance
from tests.networks.rows import columns, row


def test_names_are_sorted_and_codes_are_their_places() -> None:
    made = columns(
        row("zoe", "levy", Stance.OPPOSES, article="a2", statement="s1"),
        row("adam", "bridge", Stance.OPEN, article="a1", by="zoe"),
        a1="The Gazette",
    )
    assert made.actors == ("adam", "zoe")
    assert made.actor.tolist() == [1, 0]
    assert made.options == ("bridge", "levy")
    assert made.stance.tolist() == [-1.0, 0.5]
    assert made.outlets == ("The Gazette",)
    assert made.outlet.tolist() == [NONE, 0]
    assert made.statement.tolist() == [0, NONE]
    assert [made.speakers[code] for code in made.by[1:]] == ["zoe"]


def test_a_position_counts_on_the_middle_of_its_days() -> None:
    made = columns(
        row("adam", "bridge", Stance.OPEN, "2031-01-01/2031-01-04"),
        row("adam", "bridge", Stance.OPEN, "9999-12-31"),
        row("adam", "bridge", Stance.OPEN),
        row("adam", "bridge", Stance.OPEN)._replace(last=date(2031, 1, 1).toordinal()),
    )
    days = [date.fromordinal(day).isoformat() if day != UNDATED else "" for day in made.day.tolist()]
    assert days == ["2031-01-02", "9999-12-31", "", "2031-01-01"]


def test_what_reviewers_settled() -> None:
    states = [None, "accepted", "changed", "added", "unsure"]
    made = columns(*(row("adam", "bridge", Stance.OPEN, state=state) for state in states))
    assert made.reviewed.tolist() == [False, True, True, True, False]


def test_a_judgement_changes_only_its_own_rows() -> None:
    old = [row("adam", "bridge", Stance.OPEN, id="p1"), row("zoe", "levy", Stance.OPPOSES, id="p2")]
    new = row("mia", "ferry", Stance.SUPPORTS, id="p2", state="changed")
    made = columns(*old).changed({"p2"}, [new])
    assert made.ids.tolist() == ["p1", "p2"]
    assert [made.actors[code] for code in made.actor] == ["adam", "mia"]
    assert [made.options[code] for code in made.option] == ["bridge", "ferry"]
    assert made.reviewed.tolist() == [False, True]


def test_joined_columns_keep_who_has_no_outlet() -> None:
    made = joined(
        columns(row("adam", "bridge", Stance.OPEN, article="a1"), a1="The Gazette"),
        columns(row("adam", "bridge", Stance.OPEN, article="a2")),
    )
    assert made.outlet.tolist() == [0, NONE]


def test_nobody_can_change_them() -> None:
    made = columns(row("adam", "bridge", Stance.OPEN))
    with pytest.raises(ValueError, match="read-only"):
        made.stance[0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        made.where(np.array([True])).actor[0] = 1


def test_there_may_be_none() -> None:
    made = Columns.of([])
    assert len(made) == 0
    assert made.actors == ()
    assert len(made.changed((), [row("adam", "bridge", Stance.OPEN)])) == 1


def test_an_unknown_stance_is_no_stance() -> None:
    with pytest.raises(KeyError):
        columns(row("adam", "bridge", "loves"))

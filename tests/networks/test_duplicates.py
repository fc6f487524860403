import numpy as np
import pytest

from onrecord.networks.asking import Duplicates
from onrecord.networks.duplicates import first_ones
from onrecord.types import Stance
from tests.networks.rows import Row, columns, row


def kept(rule: Duplicates, *rows: Row) -> str:
    found = columns(*rows)
    level = (found.stance * 2 + 2).astype(np.int8)
    return "".join(found.ids[first_ones(found, rule, level)])


@pytest.mark.parametrize(
    ("rule", "days", "left"),
    [
        (Duplicates.INCLUDE, ["2031-01-01", "2031-01-01"], "12"),
        (Duplicates.DOCUMENT, ["2031-01-01", "2031-01-01"], "1"),
        (Duplicates.DOCUMENT, ["2031-01-01", "2031-01-02"], "12"),
        (Duplicates.WEEK, ["2030-12-30", "2031-01-05"], "1"),  # Monday to Sunday, over the end of a year
        (Duplicates.WEEK, ["2031-01-05", "2031-01-06"], "12"),
        (Duplicates.MONTH, ["2031-01-01", "2031-01-31"], "1"),
        (Duplicates.MONTH, ["2031-01-31", "2031-02-01"], "12"),
        (Duplicates.MONTH, ["2031-01-01", "2032-01-01"], "12"),  # a month is one of its year
        (Duplicates.YEAR, ["2031-01-01", "2031-12-31"], "1"),
        (Duplicates.YEAR, ["2031-12-31", "2032-01-01"], "12"),
        (Duplicates.RANGE, ["0001-01-01", "9999-12-31"], "1"),
        (Duplicates.WEEK, ["9999-12-27", "9999-12-31"], "1"),
        (Duplicates.MONTH, ["0001-01-01", "0001-01-31"], "1"),
    ],
)
def test_the_same_again(rule: Duplicates, days: list[str], left: str) -> None:
    rows = [row("varga", "bridge", Stance.OPEN, day, id=str(number)) for number, day in enumerate(days, start=1)]
    assert kept(rule, *rows) == left


def test_the_earliest_stays_whatever_the_order() -> None:
    late = row("varga", "bridge", Stance.OPEN, "2031-01-20", id="late")
    early = row("varga", "bridge", Stance.OPEN, "2031-01-10", id="early")
    undated = row("varga", "bridge", Stance.OPEN, id="never")
    assert kept(Duplicates.RANGE, undated, late, early) == "early"


def test_who_and_what_and_how_must_be_the_same() -> None:
    rows = [
        row("varga", "bridge", Stance.OPEN, "2031-01-01", id="a"),
        row("reuel", "bridge", Stance.OPEN, "2031-01-01", id="b"),
        row("varga", "levy", Stance.OPEN, "2031-01-01", id="c"),
        row("varga", "bridge", Stance.OPPOSES, "2031-01-01", id="d"),
    ]
    assert kept(Duplicates.RANGE, *rows) == "abcd"
    found = columns(*rows)
    assert "".join(found.ids[first_ones(found, Duplicates.RANGE, None)]) == "abc"


@pytest.mark.parametrize("rule", [Duplicates.WEEK, Duplicates.MONTH, Duplicates.YEAR])
def test_without_a_date_the_document_is_all_there_is(rule: Duplicates) -> None:
    rows = [row("varga", "bridge", Stance.OPEN, id=key, article=key[0]) for key in ("a1", "a2", "b1")]
    assert kept(rule, *rows) == "a1b1"

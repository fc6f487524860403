from datetime import date
from typing import Any

import pytest

from onrecord.networks.asking import Among, Choice
from onrecord.networks.choosing import chosen, chosen_actors, frequent
from onrecord.types import Stance
from tests.networks.hand import ACTORS
from tests.networks.rows import columns, row

ROWS = [
    row("varga", "bridge", Stance.SUPPORTS, "2031-01-01", id="1", article="a1", voice="own", scope="own", score=0.7),
    row("norland", "levy", Stance.OPEN, "2031-02-01/2031-03-31", id="2", article="a2", voice="reported", score=0.5),
    row("sudmark", "bridge", Stance.OPPOSES, id="3", article="a3", voice="attributed", state="accepted"),
    row("stranger", "ferry", Stance.OPPOSES, "2031-04-01", id="4", article="a1", state="unsure"),
]
COLUMNS = columns(*ROWS, a1="The Gazette", a2="The Courier")


def only(*values: str, inverted: bool = False) -> Among:
    return Among(frozenset(values), inverted)


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({}, "1234"),
        ({"options": only("bridge")}, "13"),
        ({"options": only("bridge", inverted=True)}, "24"),
        ({"articles": only("a1")}, "14"),
        ({"outlets": only("The Gazette")}, "14"),
        ({"outlets": only("The Gazette", inverted=True)}, "23"),
        ({"voices": only("own")}, "14"),
        ({"voices": only("own", "reported", inverted=True)}, "3"),
        ({"scopes": only("own")}, "1"),
        ({"stances": only("opposes", "open")}, "234"),
        ({"stances": only("opposes", inverted=True)}, "12"),
        ({"score": 0.7}, "134"),
        ({"reviewed": True}, "3"),
        ({"since": date(2031, 3, 15)}, "24"),
        ({"until": date(2031, 2, 15)}, "12"),
        ({"since": date(2031, 1, 2), "until": date(2031, 1, 31)}, ""),
        ({"options": only()}, ""),
        ({"options": only("no such option")}, ""),
    ],
)
def test_every_filter(choice: dict[str, Any], kept: str) -> None:
    assert "".join(COLUMNS.ids[chosen(COLUMNS, Choice(**choice))]) == kept


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"actors": only("varga")}, "1"),
        ({"actors": only("varga", inverted=True)}, "234"),
        ({"kinds": only("state")}, "23"),
        ({"kinds": only("state", inverted=True)}, "14"),
        ({"kinds": only("person")}, "1"),
    ],
)
def test_filters_of_actors(choice: dict[str, Any], kept: str) -> None:
    assert "".join(COLUMNS.ids[chosen_actors(COLUMNS, Choice(**choice), ACTORS)]) == kept


@pytest.mark.parametrize("flag", ["former", "derived", "suggested"])
def test_what_is_marked_counts_only_where_it_is_asked_for(flag: str) -> None:
    marks: dict[str, Any] = {"tense": "former"} if flag == "former" else {flag: True}
    found = columns(row("varga", "bridge", Stance.SUPPORTS, **marks))
    assert not chosen(found, Choice()).any()
    assert chosen(found, Choice(**{flag: True})).all()  # type: ignore[arg-type]


def test_who_says_too_little_is_out() -> None:
    found = columns(*(row(actor, "bridge", Stance.OPEN) for actor in ("varga", "varga", "norland")))
    assert frequent(found, 2).tolist() == [True, True, False]
    assert frequent(found, 1).all()

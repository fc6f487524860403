"""What the hand-coded positions of the bundled debate add up to, for three of its states."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.networks import derive, shifts, splits
from onrecord.types import Actor, ActorKind, Codebook, Option, Position, Scope, Stance, Tense, Voice
from tests.networks.hand import condition, limit, position

GOLD = Path(__file__).parents[2] / "benchmarks" / "cases" / "demo_gold.jsonl"
DAYS = {
    "01-meridian-press.txt": "2021-01-14",
    "02-harbour-gazette.txt": "2021-01-15",
    "03-continental-post.txt": "2021-01-22",
    "04-vistula-times.txt": "2021-02-04",
    "06-dublin-quay.html": "2021-02-19",
    "12-channel-courier.txt": "2021-04-22",
    "14-brussels-ledger.txt": "2021-05-06",
}
STATES = {
    "Zbigniew Wrzosek": "Poland",
    "Halina Brzezicka": "Poland",
    "Gráinne Mulqueen": "Ireland",
    "Cormac Ó hEachthairn": "Ireland",
    "Élodie Kerjégou": "France",
    "Gaëtan Roudaire": "France",
}
ACTORS = {
    **{name: Actor(name, name, ActorKind.PERSON, "minister", state, state) for name, state in STATES.items()},
    **{state: Actor(state, state, ActorKind.STATE, state=state) for state in set(STATES.values())},
}
BOOK = Codebook(
    (
        Option("end-clock-change", "clocks", "Ending the clock change"),
        Option("summer-time", "clocks", "Permanent summer time", parent="end-clock-change"),
    ),
    "v1",
)


def coded() -> Iterator[Position]:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if "stance" not in gold or gold["actor"] not in STATES or gold["article"] not in DAYS:
            continue
        said = gold["condition"]
        strings = limit if gold.get("condition_kind") == "limit" else condition
        yield position(
            gold["actor"],
            Stance(gold["stance"]),
            DAYS[gold["article"]],
            option=gold["option"],
            scope=Scope(gold["scope"]),
            voice=Voice(gold["voice"]),
            tense=Tense(gold.get("tense", "current")),
            condition=strings(said) if said else None,
        )


POSITIONS = tuple(coded())


@pytest.mark.parametrize(
    ("name", "course"),
    [
        ("Élodie Kerjégou", ["reluctant", "supports"]),
        ("Zbigniew Wrzosek", ["reluctant", "open"]),
        ("Gráinne Mulqueen", ["opposes", "open", "opposes"]),
    ],
)
def test_who_moved(name: str, course: list[str]) -> None:
    told = [s for s in shifts(POSITIONS) if s.actor == name and s.option == "end-clock-change" and not s.reported]
    steps = [(s.before and s.before.value, s.after and s.after.value) for s in told]
    assert steps == list(pairwise(course))


def test_who_was_of_two_minds() -> None:
    found = {(s.body, s.option): s.opposite for s in splits(derive(POSITIONS, BOOK), ACTORS)}
    assert found[("Ireland", "end-clock-change")]
    assert found[("France", "summer-time")]
    assert not found[("Poland", "end-clock-change")]

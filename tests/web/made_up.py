"""A larger debate, made up by chance: three camps, sixty actors of every kind, twelve options."""

from __future__ import annotations

import random
from dataclasses import dataclass

from onrecord.networks import Columns, Known
from onrecord.types import Actor, ActorKind

_FIRST = ("Ilse", "Tomas", "Ana", "Mira", "Sofía", "Šárka", "Łukasz", "Øyvind")
_LAST = ("Varga", "Reuel", "Okonma", "Hrdličková", "Papadopoulos", "Fernández-Ramírez", "Thórsdóttir")
_BODIES = ("Council of Regional Airports", "Union of Rail Workers", "Alliance", "Republic", "island states")
OPTIONS = {
    f"o{number}": name
    for number, name in enumerate(
        (
            "A levy on short flights",
            "A ban on flights under 500 kilometres",
            "Public money for night trains",
            "A decision only after the elections",
            "Higher landing fees at the largest airports",
            "A tax on kerosene",
            "Slower expansion of regional airports",
            "Free rail passes for people under 25",
            "A common timetable for all border crossings",
            "Subsidies for synthetic fuels",
            "Carbon accounts for every traveller",
            "Compensation for the island states",
        )
    )
}
# 1 January 2030
_FIRST_DAY = 741_073


@dataclass(frozen=True)
class Row:
    """A position as the record's light rows give it."""

    id: str
    article: str
    option: str
    actor: str
    stance: str
    first: int | None
    last: int | None
    scope: str = "general"
    voice: str = "own"
    tense: str = "current"
    derived: bool = False
    score: float = 0.9
    state: str | None = None
    statement: str | None = None
    by: str | None = None
    limited: bool = False
    suggested: bool = False


def debate(actors: int = 60, each: int = 9, seed: int = 3, days: int = 700) -> tuple[Columns, Known]:
    """The positions of so many actors, some ``each``, and what is known of them."""
    chance = random.Random(seed)
    known: dict[str, Actor] = {}
    rows: list[Row] = []
    sides = {option: [chance.choice((1, -1)) for _ in range(3)] for option in OPTIONS}
    for number in range(actors):
        kind = list(ActorKind)[number % len(ActorKind)]
        name = f"{_LAST[number * 3 % len(_LAST)]} {_BODIES[number % len(_BODIES)]} {number}"
        if kind is ActorKind.PERSON:
            name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number // 3 % len(_LAST)]}"
        known[f"a{number}"] = Actor(f"a{number}", name, kind)
        camp = number * 3 // max(1, actors)
        for _ in range(chance.randint(2, 2 * each)):
            option = chance.choice(list(OPTIONS))
            side = sides[option][camp] * (-1 if chance.random() < 0.1 else 1)
            stance = chance.choice(("supports", "open") if side > 0 else ("opposes", "reluctant"))
            day = _FIRST_DAY + chance.randint(0, days)
            rows.append(Row(f"p{len(rows)}", f"x{chance.randint(0, 200)}", option, f"a{number}", stance, day, day))
    return Columns.of(rows, {}), Known(known, OPTIONS)

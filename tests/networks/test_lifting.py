"""Columns at a level are what ``lift`` makes of the positions."""

from collections import Counter

import pytest

from onrecord.networks.columns import Columns
from onrecord.networks.lift import Level, lift
from onrecord.networks.lifting import lifted
from onrecord.types import Position, Span, Stance
from tests.networks.hand import ACTORS, position
from tests.networks.rows import row

# Positions of one statement overlap, as the two ways to see who is named beside a group both have it.
POSITIONS = [
    position(actor, Stance.OPEN, "2031-01-01", article=article, option=option, evidence=Span(begin, begin + 50),
             statement=f"{article}.{begin}")
    for actor, article, option, begin in [
        ("varga", "a1", "bridge", 0), ("farmer", "a1", "bridge", 100), ("clerk", "a1", "levy", 200),
        ("green-one", "a1", "levy", 300), ("islands", "a2", "bridge", 0), ("kolm", "a2", "bridge", 0),
        ("islands", "a2", "bridge", 100), ("islands", "a3", "levy", 0), ("kolm", "a3", "levy", 0),
        ("terra", "a3", "levy", 0), ("premiers", "a4", "bridge", 0), ("varga", "a4", "bridge", 0),
        ("many", "a4", "bridge", 100), ("stranger", "a4", "bridge", 200),
    ]
]  # fmt: skip


def columns_of(positions: list[Position]) -> Columns:
    return Columns.of(
        row(p.actor, p.option, p.stance, article=p.article, id=p.id, statement=p.statement, derived=p.derived)
        for p in positions
    )


@pytest.mark.parametrize("level", list(Level))
def test_as_the_positions_are_lifted(level: Level) -> None:
    made = lifted(columns_of(POSITIONS), ACTORS, level)
    got = Counter(
        (made.ids[n], made.actors[made.actor[n]], made.options[made.option[n]], bool(made.derived[n]))
        for n in range(len(made))
    )
    assert got == Counter((p.id, p.actor, p.option, p.derived) for p in lift(POSITIONS, ACTORS, level))


def test_rows_stay_in_their_order() -> None:
    made = lifted(columns_of(POSITIONS), ACTORS, Level.STATE)
    articles = [made.articles[code] for code in made.article]
    assert articles == sorted(articles)


def test_without_actors_all_stay_who_they_are() -> None:
    made = columns_of(POSITIONS)
    assert lifted(made, {}, Level.STATE) is made

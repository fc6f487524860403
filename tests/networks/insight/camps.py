"""Debates with known answers: two camps on some options, with as much dissent as is wanted."""

from __future__ import annotations

import numpy as np

from onrecord.networks import Columns, Mode, NetworkOptions, Normalise, Weight
from tests.networks.rows import Row, columns, row

ASKED = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, normalise=Normalise.AVERAGE)


def plain(*sides: str, options: str = "xy", stance: tuple[str, str] = ("supports", "opposes")) -> Columns:
    """Each side's actors (letters) say the same of every option, the first side yes, the second no."""
    rows = [
        row(actor, option, said)
        for side, said in zip(sides, stance, strict=False)
        for actor in side
        for option in options
    ]
    return columns(*rows)


def debate(size: int, said: int, *, dissent: float = 0.1, options: int = 8, seed: int = 0) -> Columns:
    """Two camps of ``size`` actors who each speak ``said`` times, over a year, in 60 articles of seven outlets."""
    random = np.random.default_rng(seed)
    liked = random.choice([-1, 1], size=options)
    rows: list[Row] = []
    for actor in range(2 * size):
        for _ in range(said):
            option = int(random.integers(options))
            side = liked[option] * (1 if actor < size else -1) * (-1 if random.random() < dissent else 1)
            day = f"2031-{random.integers(1, 13):02}-{random.integers(1, 29):02}"
            stance = "supports" if side > 0 else "opposes"
            rows.append(row(f"a{actor:02}", f"o{option}", stance, day, article=f"x{random.integers(60)}"))
    return columns(*rows, **{f"x{number}": f"outlet {number % 7}" for number in range(60)})


def nobody() -> Columns:
    return columns()


def alone() -> Columns:
    return columns(row("a", "x", "supports", "2031-01-01"))


def undecided() -> Columns:
    return columns(*[row(actor, option, "undecided", "2031-01-01") for actor in "abc" for option in "xy"])


def apart() -> Columns:
    """Three actors, none of whom agrees with another on anything."""
    return columns(row("a", "x", "supports"), row("b", "x", "opposes"), row("c", "y", "supports"))

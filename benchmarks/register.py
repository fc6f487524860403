"""What the register costs as it grows: seconds of the processor for 1,000 articles at so many names.

    python -m benchmarks.register [--names N …] [--listed ROWS] [--json] [--check]

The world is made up: persons with given names from the lists of the actor stage and family names of syllables, a tenth
of them bodies, named in articles of some 15 actors each. How often somebody is named falls with the rank (Zipf), and
names come in spelling variants, without given names and without states. First all names are loaded at once, each in an
article or more, then new articles come in one by one, of whose actors one in twenty is new.

With ``--listed`` it measures instead what a user's own list of so many rows costs a register of 1,000 names.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

if not __package__:  # run as a file: python benchmarks/register.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.actors import Register
from onrecord.actors.canonical import slug
from onrecord.actors.lexicon import lexicon
from onrecord.actors.listing import Directory, uncollected
from onrecord.types import Actor, ActorKind, Sighting

FLOORS = Path(__file__).with_name("floors_register.json")
SIZES = (1_000, 10_000, 30_000, 100_000)
ACTORS = 15  # in an article, as in those of the bundled debate
ARTICLES = 400  # put one by one at each size
ONSETS = re.findall(r"\w+", "b br d dr f g gr h k kl kr l m n p pr r s sch sk st t tr v w z ch j")
VOWELS = re.findall(r"\w+", "a e i o u ai ei ou")
ENDINGS = re.findall(r"\w+", "n r s l k m t ski ov er sen ić ez man nen")
STATES = re.findall(r"\w+", "US GB DE FR PL UA IT ES RU NL SE NO FI DK AT CZ HU RO GR IE")
ROLES = ("president", "prime minister", "foreign minister", "senator", "lawmaker", "spokesman", "governor", "mayor")
HEADS = ("Party", "Institute", "Council", "Group", "Association", "Bank", "Ministry", "Agency")


@dataclass(frozen=True)
class World:
    """Actors, the most frequent first, and the sums of their frequencies."""

    actors: Sequence[Actor]
    sums: Sequence[float]


def world(names: int, seed: int = 1) -> World:
    """So many actors with different names."""
    rng = random.Random(seed)
    given = sorted(lexicon().given)
    made: dict[str, Actor] = {}
    while len(made) < names:
        state = f"state:{STATES[min(int(rng.expovariate(0.2)), len(STATES) - 1)]}"
        if rng.random() < 0.1:
            name = f"{_surname(rng)} {rng.choice(HEADS)}"
            made[name] = Actor(f"org:{slug(name)}", name, ActorKind.ORGANISATION, None, state, state)
        else:
            name = f"{rng.choice(given).title()} {_surname(rng)}"
            made[name] = Actor("", name, ActorKind.PERSON, rng.choice(ROLES), state, state)
    return World(tuple(made.values()), tuple(accumulate(1 / rank for rank in range(1, names + 1))))


def articles(of: World, number: int, seed: int, fresh: World | None = None) -> Iterator[list[Sighting]]:
    """Articles about the actors of a world; one in twenty actors is of the fresh one."""
    rng = random.Random(seed)
    for count in range(number):
        day = date(2020, 1, 1) + timedelta(days=rng.randrange(2000))
        drawn = rng.choices(of.actors, cum_weights=of.sums, k=ACTORS)
        if fresh is not None:
            drawn = [rng.choice(fresh.actors) if rng.random() < 0.05 else actor for actor in drawn]
        met = {actor.id: actor for actor in (sighted(actor, rng) for actor in drawn)}
        yield [Sighting(f"{seed}-{count}", actor, day) for actor in met.values()]


def sighted(actor: Actor, rng: random.Random) -> Actor:
    """An actor as an article gives it: now and then misspelt, by surname only, without a state or a role."""
    if actor.kind is not ActorKind.PERSON:
        return actor
    given, family = actor.name.split(" ", 1)
    chance = rng.random()
    name = actor.name
    if chance < 0.05:
        name = family
    elif chance < 0.1:
        place = rng.randrange(1, len(family))
        name = f"{given} {family[:place]}{family[place + 1 :]}"
    elif chance < 0.12:
        name = f"{family} {given}"
    state = actor.state if rng.random() < 0.7 else None
    code = f".{state[-2:].lower()}" if state else ""
    role = actor.role if rng.random() < 0.7 else None
    aliases = (family,) if name != family and rng.random() < 0.5 else ()
    return Actor(f"person:{slug(name)}{code}", name, ActorKind.PERSON, role, state, state, aliases)


def measure(names: int, number: int = ARTICLES) -> dict[str, float]:
    """Seconds to load so many names, and for 1,000 articles more."""
    rng = random.Random(2)
    known = world(names)
    once = [Sighting(f"0-{place // ACTORS}", sighted(a, rng), date(2019, 1, 1)) for place, a in enumerate(known.actors)]
    often = [s for article in articles(known, names // ACTORS, 3) for s in article]
    begin = time.process_time()
    register = Register([*once, *often])
    loaded = time.process_time()
    more = list(articles(known, number, 4, world(number, seed=5)))
    gc.collect()  # what the load left to collect is not charged to the articles
    started = time.process_time()
    for article in more:
        register.put(article[0].article, article)
    done = time.process_time()
    return {
        "names": names,
        "actors": len(register),
        "load_s": round(loaded - begin, 2),
        "s_per_1000_articles": round((done - started) / number * 1000, 3),
    }


def measure_listed(rows: int) -> dict[str, float]:
    """Seconds to file a list of so many entries, and to load 1,000 names beside it."""
    entries = [replace(actor, id=f"Q{number}") for number, actor in enumerate(world(rows, seed=9).actors)]
    met = [s for article in articles(world(1_000), 200, 3) for s in article]
    begin = time.process_time()
    with uncollected():
        directory = Directory(entries)
    filed = time.process_time()
    register = Register(met, authority=directory)
    done = time.process_time()
    return {
        "rows": rows,
        "actors": len(register),
        "filed_s": round(filed - begin, 2),
        "filed_s_per_100000_rows": round((filed - begin) / rows * 100_000, 3),
        "beside_s": round(done - filed, 2),
    }


def _surname(rng: random.Random) -> str:
    syllables = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((1, 2, 2, 3))))
    letters: str = "".join(syllables) + rng.choice(ENDINGS)
    return letters.title()


def failures(rows: Sequence[dict[str, float]], floors: dict[str, float]) -> Iterator[str]:
    """What is slower than the floors allow."""
    for row in rows:
        for figure in floors.keys() & row.keys():
            if row[figure] > floors[figure]:
                size = f"{row['names']} names" if "names" in row else f"{row['rows']} rows"
                yield f"{figure} at {size}: {row[figure]} is over {floors[figure]}"


def main() -> None:
    """Print a line for each size; with --check, fail over the ceilings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, nargs="+", default=SIZES)
    parser.add_argument("--listed", type=int, metavar="ROWS")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    rows = []
    for size in (asked.listed,) if asked.listed else asked.names:
        rows.append(measure_listed(size) if asked.listed else measure(size))
        if not asked.json:
            print("  ".join(f"{name} {figure:>9,}" for name, figure in rows[-1].items()), flush=True)
    if asked.json:
        print(json.dumps(rows, indent=2))
    failed = list(failures(rows, json.loads(FLOORS.read_text(encoding="utf-8"))))
    if asked.check and failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()

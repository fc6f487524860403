"""How long a large record takes to answer: searches, lists, a reviewer's decision and every page of the app.

    python -m benchmarks.record [--record FILE] [--articles N] [--rounds N] [--no-pages] [--json] [--write] [--check]

The record is fiction: 20,000 articles with 400,000 statements and 100,000 positions unless fewer are asked for. It is
made once, in some minutes, and kept at --record, a file or a postgresql:// address (default: among the temporary
files). Figures are milliseconds, at the 95th of 100 (p95) and in the middle; pages are asked for over HTTP within the
process. For SQLite, which works within the process as well, they are of the processor, whatever else the machine does;
for PostgreSQL they are of the clock. ``wall`` is p95 by the clock for both.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

if not __package__:  # run as a file: python benchmarks/record.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.fiction import World, fill
from onrecord.record import Record, open_record
from onrecord.record.reviews import Reviews
from onrecord.record.search import Order, Search, Wanted
from onrecord.record.values import Verdict
from onrecord.types import Stance, StatementKind

HERE = Path(__file__).parent
FLOORS = HERE / "floors_record.json"
RESULT = HERE / "results" / "record.json"
SIZE = 20_000
DECISIONS = 40

Timed = Callable[[], object]


def opened(where: str, articles: int) -> Record:
    """The record of that size at an address, made where it is not there yet."""
    record = open_record(where)
    held = record.counts().articles
    if held not in (0, articles):
        record.close()
        sys.exit(f"{where} holds {held:,} articles, not {articles:,}: name another --record or remove it")
    if held == 0:
        begin = time.perf_counter()
        fill(record, World(articles))
        print(f"made {articles:,} articles in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    return record


def searches(world: World) -> list[Wanted]:
    """What people look for: frequent words and rare ones, phrases, prefixes, and filters beside them."""
    words, (actor, _), (rare, _) = world.words, world.actors[0], world.actors[-1]
    option = world.codebook.options[3].id
    texts = [
        words[0],
        words[12],
        words[400],
        words[-5],
        f"{words[40]} {words[90]}",
        f'"{words[0]} {words[1]}"',
        f'"{words[30]} {words[14]}"',
        f"{words[60]} -{words[3]}",
        f"{words[700]} OR {words[800]}",
        f"{words[100][:4]}*",
        f"{words[200][:1]}*",
        f"-{words[5]}",
        f"{words[300]} {words[20]} -{words[31]}",
    ]
    filters: list[dict[str, object]] = [
        {},
        {"order": Order.BEST},
        {"actor": actor},
        {"actor": rare},
        {"option": option},
        {"stance": Stance.OPPOSES},
        {"outlet": "The Hill Echo"},
        {"kind": StatementKind.DIRECT, "since": date(2025, 1, 1), "until": date(2025, 6, 30)},
        {"reviewed": False},
    ]
    return [Wanted(text=text, **more) for text in texts for more in filters]  # type: ignore[arg-type]


def lists(world: World) -> list[Wanted]:
    """What stands behind numbers: filters without words."""
    return list({wanted.order: wanted for wanted in searches(world)}.values()) + [
        Wanted(**{name: getattr(wanted, name) for name in _FILTERS}) for wanted in searches(world)[: len(_FILTERS) + 2]
    ]


_FILTERS = ("actor", "option", "stance", "outlet", "kind", "since", "until", "reviewed")


def measure(record: Record, world: World, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of everything that the record itself answers."""
    search = Search(record)
    found = {
        f"search {name}": times([_searched(listed, wanted) for wanted in searches(world)], rounds)
        for name, listed in (("articles", search.articles), ("statements", search.statements))
    }
    found["search positions"] = times([_searched(search.positions, w) for w in searches(world)], rounds)
    found["lists"] = times(
        [_searched(each, w) for w in lists(world) for each in (search.articles, search.statements, search.positions)],
        rounds,
    )
    found["numbers"] = times(
        [
            lambda: search.count_positions(Wanted(), "option"),
            lambda: search.count_positions(Wanted(), "actor"),
            lambda: search.count_positions(Wanted(actor=world.actors[0][0]), "month"),
            lambda: search.outlets(),
            lambda: record.counts(),
        ],
        rounds,
    )
    found["decision"] = _row(list(decisions(record, DECISIONS)))
    return {name: row for name, row in found.items() if row}


def _searched(listed: Callable[[Wanted], object], wanted: Wanted) -> Timed:
    return lambda: listed(wanted)


def decisions(record: Record, many: int) -> Iterator[Taken]:
    """Milliseconds from a reviewer's key to the next claim of the queue; what was judged is taken back afterwards."""
    reviews = Reviews(record)
    item = reviews.queue(limit=1)[0]  # makes the queue
    for _ in range(many):
        begin = _now()
        view = reviews.claim(item.claim.id)
        assert view is not None
        reviews.judge(item.claim, Verdict.RIGHT, "bench", of=item.claim.id, expected=view.version)
        following = reviews.queue(after=item.cursor, limit=1)
        yield _since(begin)
        item = following[0] if following else reviews.queue(limit=1)[0]
    for _ in range(many):
        reviews.undo("bench")


# ---------------------------------------------------------------- pages


def urls(world: World, option: str) -> dict[str, str]:
    """A page of every sort."""
    actor, word = world.actors[0][0], world.words[40]
    return {
        "map": "/map",
        "map by state": "/map?by=state",
        "map of a period": "/map?since=2025-01-01&until=2025-12-31",
        "option": f"/options/{option}",
        "actor": f"/actors/{actor}",
        "actors": "/actors",
        "articles": "/articles",
        "article": "/articles/article-000007",
        "search": f"/search?q={word}",
        "search of articles": f"/search?q={word}&in=articles",
        "positions": f"/positions?option={option}",
        "positions of an actor": f"/positions?actor={actor}",
        "statements": f"/statements?actor={actor}",
        "statements with words": f"/statements?q={word}",
        "review": "/review",
        "samples": "/samples",
        "codebook": "/codebook",
        "read": "/read",
        "people": "/people",
        "audit": "/audit",
    }


def pages(where: str, world: World, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of every page, over HTTP within the process; what the first call has to load is not counted."""
    from starlette.testclient import TestClient

    from onrecord.cli.serve import doings
    from onrecord.web.app import create_app
    from onrecord.web.place import Place

    found = {}
    place = Place(where)
    with TestClient(create_app(place, doings(place)), base_url="http://127.0.0.1:8000") as client:
        for name, url in urls(world, world.codebook.options[3].id).items():
            first = client.get(url)
            if first.status_code == 404:
                print(f"{url}: not there", file=sys.stderr)
                continue
            assert first.status_code == 200, (url, first.status_code)
            found[f"page {name}"] = times([lambda url=url: client.get(url)], rounds * 10)  # type: ignore[misc]
    return found


# ---------------------------------------------------------------- figures


def times(asked: Sequence[Timed], rounds: int) -> dict[str, float]:
    """Milliseconds of some questions, each asked so many times, in an order that helps none of them."""
    rng = random.Random(1)
    taken = []
    for _ in range(rounds):
        for question in rng.sample(asked, len(asked)):
            begin = _now()
            question()
            taken.append(_since(begin))
    return _row(taken)


class Taken(NamedTuple):
    """Milliseconds by the clock, and of the processor in this process."""

    wall: float
    processor: float


def _now() -> Taken:
    return Taken(time.perf_counter() * 1000, time.process_time() * 1000)


def _since(begin: Taken) -> Taken:
    now = _now()
    return Taken(now.wall - begin.wall, now.processor - begin.processor)


def _row(taken: Sequence[Taken]) -> dict[str, float]:
    if not taken:
        return {}
    walls, processors = sorted(one.wall for one in taken), sorted(one.processor for one in taken)
    last = min(len(taken) - 1, int(len(taken) * 0.95))
    row = {"p95": processors[last], "median": statistics.median(processors), "wall": walls[last]}
    return {**{name: round(figure, 1) for name, figure in row.items()}, "asked": len(taken)}


def by_the_clock(rows: Mapping[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The figures of a database that works in other processes."""
    return {name: {**row, "p95": row["wall"]} for name, row in rows.items()}


def failures(rows: Mapping[str, Mapping[str, float]], floors: Mapping[str, float]) -> Iterator[str]:
    """What takes longer than its floor allows; a floor holds of all figures that begin with its name."""
    for name, row in rows.items():
        ceiling = floor_of(name, floors)
        if ceiling is not None and row["p95"] > ceiling:
            yield f"{name}: p95 {row['p95']} ms is over {ceiling:g} ms"


def floor_of(name: str, floors: Mapping[str, float]) -> float | None:
    """The floor of a figure: that of the longest name that it begins with."""
    fitting = [known for known in floors if name == known or name.startswith(f"{known} ")]
    return floors[max(fitting, key=len)] if fitting else None


def main() -> None:
    """Print a line for each figure; with --check, fail where one is over its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", metavar="FILE")
    parser.add_argument("--articles", type=int, default=SIZE)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-pages", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    where = asked.record or str(Path(tempfile.gettempdir()) / f"onrecord-fiction-{asked.articles}.db")
    world = World(asked.articles)
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8"))
    with contextlib.closing(opened(where, asked.articles)) as record:
        rows = measure(record, world, asked.rounds)
    if not asked.no_pages:
        rows |= pages(where, world, asked.rounds)
    if "://" in where:
        rows = by_the_clock(rows)
    if asked.json:
        print(json.dumps(rows, indent=2))
    for name, row in {} if asked.json else rows.items():
        floor = floor_of(name, floors)
        rest = "   ".join(f"{figure} {row[figure]:>8,.1f}" for figure in ("median", "wall"))
        print(f"{name:<28} p95 {row['p95']:>8,.1f} ms of {floor or 0:>5g}   {rest}")
    if asked.write:
        RESULT.write_text(json.dumps({"articles": asked.articles, "figures": rows}, indent=2) + "\n", encoding="utf-8")
    failed = list(failures(rows, floors))
    if asked.check and failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()

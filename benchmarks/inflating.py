"""A large record out of a small one: its articles over and over, under other ids, on other days, with other actors.

Actors keep the names that reports give them in a third of the copies and are somebody else in the others, so that a few
are met everywhere and most are not; states are always themselves.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from benchmarks.fiction import World
from onrecord.record import Record
from onrecord.record.dialects import upsert, write_rows
from onrecord.record.origin_tables import bands, signed
from onrecord.record.schema import articles, readings, sighted, sightings, statements
from onrecord.registering import renew

# The share of copies in which an actor is the same as in the original: the most frequent speaker of a record of a
# million statements has some thousands of them, as a head of government in the news of ten years.
_SAME = 0.3
_RENAMED = ("person:", "org:")  # roles and groups are named alike everywhere
_WORDS = World(1).words[200:]
_BANDS = 50  # rows of a signature
_PORTION = 40  # copies of everything that are written at a time
_COPIED = (articles, readings, sightings, statements)  # mentions are never read while articles are

Rows = dict[str, list[dict[str, Any]]]


def inflate(record: Record, wanted: int) -> float:
    """Let a record have at least so many statements; how many seconds that took."""
    begin = time.perf_counter()
    with record.reading() as connection:
        base = {table.name: _rows(connection, table) for table in _COPIED}
        known = {row["id"]: row for row in _rows(connection, sighted)}
        held = connection.scalar(select(func.count()).select_from(statements)) or 0
    copies = -(-max(0, wanted - held) // max(1, len(base["statements"])))
    for first in range(0, copies, _PORTION):
        with record.transaction() as connection:
            for number in range(first, min(first + _PORTION, copies)):
                _Copy(number, known).write(connection, base)
    if copies:
        renew(record)
    return time.perf_counter() - begin


def _rows(connection: Connection, table: Any) -> list[dict[str, Any]]:
    # a row gets its number and its day anew
    columns = [column for column in table.c if column.name not in ("number", "day")]
    return [dict(row._mapping) for row in connection.execute(select(*columns))]


@dataclass(frozen=True)
class _Copy:
    """One copy of all articles."""

    number: int
    known: Mapping[str, Mapping[str, Any]]

    def write(self, connection: Connection, base: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Write it."""
        rng = random.Random(self.number)
        renamed = [one for one in sorted(self.known) if one.startswith(_RENAMED) and rng.random() > _SAME]
        others = dict(zip(renamed, (_somebody(one, rng) for one in renamed), strict=True))
        new = {other: {**self.known[one], "id": other, "name": name} for one, (other, name) in others.items()}
        connection.execute(upsert(connection, sighted, keys=("id",)), list(new.values()))
        shift = timedelta(days=-7 * (self.number + 1))
        for table in _COPIED:
            rows = [self._row(row, others, shift, rng) for row in base[table.name]]
            if table is articles:
                connection.execute(articles.insert(), rows)
                _sign(connection, [row["id"] for row in rows], rng)
            else:
                write_rows(connection, table, rows)

    def _row(
        self, row: Mapping[str, Any], others: Mapping[str, tuple[str, str]], shift: timedelta, rng: random.Random
    ) -> dict[str, Any]:
        made = dict(row)
        for name in ("article", "id", "utterance"):
            if made.get(name):
                made[name] = f"{made[name]}-{self.number}"
        if made.get("origin"):
            made["origin"] = f"{self.number}/{made['origin']}"
        if "text" in made:
            made["text"] = _shuffled(made["text"], rng)
        if made.get("actor") in others:
            made["actor"], called = others[made["actor"]]
            made |= {"name": called, "aliases": "[]", "members": "[]"} if "name" in made else {}
        for name in ("published", "said_first", "said_last"):
            if made.get(name):
                made[name] += shift
        for name in ("affiliation", "state"):
            if made.get(name) in others:
                made[name] = others[made[name]][0]
        return made


def _sign(connection: Connection, ids: Sequence[str], rng: random.Random) -> None:
    """Signatures by chance: no copy is near to another, and they are looked through as those of a real record."""
    last = connection.scalar(select(func.max(articles.c.number))) or 0
    write_rows(connection, signed, [{"article": one} for one in ids])
    numbers = range(last - len(ids) + 1, last + 1)
    write_rows(
        connection,
        bands,
        [{"band": rng.getrandbits(62), "number": number} for number in numbers for _ in range(_BANDS)],
    )


def _shuffled(text: str, rng: random.Random) -> str:
    """The words of a text in another order: the same length, and near to no other text."""
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def _somebody(like: str, rng: random.Random) -> tuple[str, str]:
    """Id and name of an actor of the same kind whom no report knows."""
    first, second, third = rng.choices(_WORDS, k=3)
    kind = like.partition(":")[0]
    name = f"{first.title()} {(second + third).title()}" + (" Institute" if kind == "org" else "")
    return f"{kind}:{name.lower().replace(' ', '-')}", name


def sizes(record: Record) -> Iterator[tuple[str, int]]:
    """How many rows the tables of a reading have."""
    with record.reading() as connection:
        for table in _COPIED:
            yield table.name, connection.scalar(select(func.count()).select_from(table)) or 0

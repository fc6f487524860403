"""Kill a process that writes, again and again, and look whether anything is lost that it had been told was written.

    python -m benchmarks.soak [--times N] [--record ADDRESS] [--seed N]

A process writes judgements and readings into a record and says so on its output each time that it was told that they
are written. It is killed (SIGKILL) at a moment of chance; then the record must open, hold everything that was said, and
its judged claims must be what the judgements come to. Without --record in an SQLite file of its own; a PostgreSQL
database must be one that may be emptied.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/soak.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import create_engine, select

from benchmarks.fiction import World, fill
from onrecord.record import Record, open_record
from onrecord.record.judged_rows import KINDS, fold
from onrecord.record.judgement_rows import judgement_of
from onrecord.record.reviews import Reviews
from onrecord.record.schema import judgements
from onrecord.record.values import Judgement, Verdict
from onrecord.types import Article, Block, Part, Provenance, Reading, Resolution, Span, Statement, StatementKind

ARTICLES = 30  # in the record before; few, for the writing is what is tried
_LONGEST = 0.7  # seconds from the first word of the writer until it is killed


@dataclass
class Said:
    """What the writers said was written."""

    judgements: set[int] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


# ---------------------------------------------------------------- the process that is killed


def write(where: str, turn: int) -> None:
    """Judge claims and save readings until killed, telling each."""
    rng = random.Random(turn)
    with open_record(where, wait=60) as record:
        reviews = Reviews(record)
        claims = record.positions(as_coded=True)
        for number in range(1_000_000):
            claim = rng.choice(claims)
            view = reviews.claim(claim.id)
            assert view is not None
            verdict = rng.choice((Verdict.RIGHT, Verdict.WRONG, Verdict.UNSURE))
            done = reviews.judge(claim, verdict, f"reviewer {turn}", of=claim.id, expected=view.version)
            _tell(f"judged {done.version}")
            if number % 5 == 4:
                reviews.undo(f"reviewer {turn}")
            identifier = f"soak-{turn}-{number % 40}"  # some anew, over what was there
            record.save_article(*_read(identifier))
            _tell(f"saved {identifier}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _read(identifier: str) -> tuple[Article, Reading, Resolution]:
    text = f"{identifier} said nothing. " * 20
    article = Article(identifier, text, f"{identifier}.txt")
    made = Provenance("soak", "1")
    whole = Span(0, len(text))
    reading = Reading(identifier, (Block(whole, Part.BODY),), (whole,), (), (), (), made)
    found = tuple(
        Statement(f"{identifier}-{n}", identifier, StatementKind.DIRECT, Part.BODY, (whole,), (), (), text, made)
        for n in range(STATEMENTS)
    )
    return article, reading, Resolution(found, (), ())


STATEMENTS = 8  # of each article that is saved


# ---------------------------------------------------------------- the one that kills it and looks


def kill_once(where: str, turn: int, said: Said) -> None:
    """Start a writer and kill it at a moment of chance."""
    rng = random.Random(1000 + turn)
    command = [sys.executable, "-m", "benchmarks.soak", "--writer", str(turn), "--record", where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(rng.random() * _LONGEST)
        writer.kill()
        rest = writer.stdout.read()
    lines = (first + rest).splitlines(keepends=True)
    for line in lines:
        verb, _, what = line.rstrip("\n").partition(" ")
        if not line.endswith("\n"):
            continue  # killed in the middle of the word
        if verb == "judged":
            said.judgements.add(int(what))
        elif verb == "saved":
            said.articles.add(what)
    if not first:
        raise SystemExit(f"writer {turn} wrote nothing")


def faults(where: str, said: Said) -> Iterator[str]:
    """What is lost or does not fit together."""
    with open_record(where, create=False, wait=60) as record:
        every = record.judgements(withdrawn=True)
        lost = said.judgements - {one.id for one in every if one.id is not None}
        if lost:
            yield f"judgements lost: {sorted(lost)}"
        yield from _articles_at_fault(record, said)
        yield from judged_at_fault(record)
        with record.reading() as connection:
            if connection.dialect.name == "sqlite":
                (found,) = connection.exec_driver_sql("PRAGMA integrity_check").fetchone() or ("nothing",)
                if found != "ok":
                    yield f"the file is damaged: {found}"


def _articles_at_fault(record: Record, said: Said) -> Iterator[str]:
    counted: defaultdict[str, int] = defaultdict(int)
    for statement in record.statements():
        counted[statement.article] += 1
    for article in said.articles:
        if record.article(article) is None or counted[article] != STATEMENTS:
            yield f"article {article} has {counted[article]} statements of {STATEMENTS}"
    for article, count in counted.items():
        if article.startswith("soak-") and count != STATEMENTS:
            yield f"article {article} was half written"


def judged_at_fault(record: Record) -> Iterator[str]:
    """Judged claims that are not what the judgements on them come to."""
    with record.reading() as connection:
        said: defaultdict[tuple[str, str], list[Judgement]] = defaultdict(list)
        for row in connection.execute(select(judgements).order_by(judgements.c.id)):
            one = judgement_of(row)
            said[one.target_kind, one.target_id].append(one)
        for name, kind in KINDS.items():
            held: dict[str, Any] = {row.id: row for row in connection.execute(select(kind.table))}
            for (target, identifier), those in said.items():
                folded = fold(those) if target == name else None
                found = held.pop(identifier, None) if target == name else None
                if folded is None and found is None:
                    continue
                if folded is None or found is None:
                    yield f"{name} {identifier}: judged and judgements differ"
                elif (found.judgement, found.state) != (folded.last.id, folded.state.value):
                    yield f"{name} {identifier}: {found.state} of {found.judgement} is not {folded.state.value}"
            yield from (f"{name} {identifier} is judged by nobody" for identifier in held)


def soak(where: str, times: int, *, seed: int = 0) -> list[str]:
    """Kill so many writers one after the other; what is wrong then."""
    with open_record(where) as record:
        if record.counts().articles == 0:
            fill(record, World(ARTICLES))
    said = Said()
    for turn in range(seed, seed + times):
        kill_once(where, turn, said)
        found = list(faults(where, said))
        if found:
            return [f"after kill {turn - seed + 1}: {fault}" for fault in found]
    if not said.judgements or not said.articles:
        return ["the writers wrote nothing"]
    print(f"{times} kills, {len(said.judgements):,} judgements and {len(said.articles):,} articles told, none lost")
    return []


def _emptied(where: str) -> str:
    if where.startswith("postgresql://"):
        engine = create_engine(where.replace("postgresql://", "postgresql+psycopg://", 1))
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()
    return where


def main(arguments: Sequence[str] | None = None) -> None:
    """Kill, look, and fail where anything is lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--record", metavar="ADDRESS")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--writer", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.writer is not None:
        write(asked.record, asked.writer)
        return
    with tempfile.TemporaryDirectory() as folder:
        where = _emptied(asked.record) if asked.record else str(Path(folder) / "soak.db")
        found = soak(where, asked.times, seed=asked.seed)
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()

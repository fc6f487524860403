"""How long each export of a large record takes, and how much memory: ``python -m benchmarks.exports FOLDER``.

The record is fiction out of a generator: 20,000 articles with 20 statements and 5 positions each, 2,000 actors. It is
made once and kept in the folder. Each format is written by a process of its own, whose processor time, time by the
clock and peak of memory are printed; the peak of a record of a tenth of that size stands beside it: what grows with the
record would show there. Memory is that of the process's own; the pages of the database that the system maps into it
are not counted, for they are given back when somebody needs them.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord.record import Record, open_record
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Codebook,
    Coding,
    Option,
    Part,
    Position,
    Provenance,
    Reading,
    Resolution,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Voice,
)

# The size named in what the exports must reach: 400,000 statements in under 60 seconds each.
ARTICLES = 20_000
STATEMENTS = 20
POSITIONS = 5
ACTORS = 2_000
OPTIONS = 40

JOBS = (
    *(("statements", "jsonl"), ("statements", "csv"), ("statements", "parquet"), ("statements", "jsonld")),
    *(("positions", "jsonl"), ("articles", "jsonl"), ("record", "qdpx"), ("record", "cas")),
)

_READER = Provenance("generator", "1", 0.9)
_WORDS = ("the", "mayor", "ferry", "toll", "bridge", "council", "harbour", "said", "would", "not", "pay", "new", "quay")


def actor(number: int) -> Actor:
    """One of the invented actors."""
    kind = tuple(ActorKind)[number % len(ActorKind)]
    return Actor(f"actor-{number}", f"Ada Person{number}", kind, "member of the council")


def codebook() -> Codebook:
    """The invented debate."""
    options = [Option(f"o{n}", f"Issue {n % 8}", f"Building quay {n}", "A quay is built.") for n in range(OPTIONS)]
    return Codebook(tuple(options), "bench")


def chapter(number: int) -> tuple[Article, tuple[Statement, ...], tuple[Position, ...], tuple[Actor, ...]]:
    """An invented article with its statements, positions and actors; the same number always gives the same."""
    dice = random.Random(number)
    sentences = [" ".join(dice.choices(_WORDS, k=18)) + "." for _ in range(STATEMENTS + 10)]
    text = "\n".join(sentences)
    day = date(2020, 1, 1) + timedelta(days=number % 1500)
    article = Article(f"a{number}", text, f"news/{number}.txt", f"Paper {number % 30}", sentences[0], day, "en")
    begins = [sum(len(one) + 1 for one in sentences[:n]) for n in range(STATEMENTS)]
    people = [actor(dice.randrange(ACTORS)) for _ in range(6)]
    statements = []
    for place, begin in enumerate(begins):
        span = Span(begin + 20, begin + len(sentences[place]))
        cue, source = Span(begin + 10, begin + 16), Span(begin, begin + 9)
        identifier, who = f"s{number}-{place}", dice.choice(people).id
        statements.append(
            Statement(
                *(identifier, article.id, StatementKind.INDIRECT, Part.BODY, (span,), (cue,), (source,)),
                *(span.of(text), _READER),
                actor=who,
            )
        )
    positions = []
    for place in range(POSITIONS):
        said = statements[place]
        identifier, option, stance = f"p{number}-{place}", f"o{dice.randrange(OPTIONS)}", dice.choice(tuple(Stance))
        positions.append(
            Position(
                *(identifier, article.id, option, said.actor or "", stance, Scope.OWN, Voice.OWN),
                *(said.content[0], said.text, _READER),
                statement=said.id,
            )
        )
    return article, tuple(statements), tuple(positions), tuple({one.id: one for one in people}.values())


def fill(record: Record, articles: int) -> None:
    """Write the invented debate into an empty record."""
    book = codebook()
    record.save_codebook(book)
    record.save_register(map(actor, range(ACTORS)), {}, "bench")
    for begin in range(0, articles, 500):
        with record.transaction():
            for number in range(begin, min(begin + 500, articles)):
                article, statements, positions, actors = chapter(number)
                reading = Reading(article.id, (), (), (), (), (), _READER)
                record.save_article(article, reading, Resolution(statements, (), actors))
                record.save_coding(book.version, "bench", Coding(article.id, positions))


def measure(folder: Path, articles: int) -> Iterator[dict[str, float | str]]:
    """Every export of a record of that many articles, each in a process of its own."""
    place = folder / f"exports-{articles}.db"
    if not place.exists():
        with open_record(place) as record:
            fill(record, articles)
    for what, form in JOBS:
        out = folder / f"out.{form}"
        job = [sys.executable, "-m", "benchmarks.exports", "--job", what, form, str(place), str(out)]
        answer = subprocess.run(job, check=True, capture_output=True, text=True).stdout
        yield {"what": what, "form": form, "bytes": out.stat().st_size, **json.loads(answer)}
        out.unlink()


def job(what: str, form: str, record: str, out: str) -> dict[str, float]:
    """One export in this process: seconds by the processor and the clock, and the peak of memory in MB."""
    from onrecord.exporting import export_file

    peaks = [0.0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            peaks.append(_own_memory())

    watching = threading.Thread(target=watch)
    watching.start()
    begun = time.perf_counter()
    try:
        export_file(out, what, record=record, form=form)
    finally:
        done.set()
    used = resource.getrusage(resource.RUSAGE_SELF)
    clock = time.perf_counter() - begun
    watching.join()
    return {
        "processor": round(used.ru_utime + used.ru_stime, 1),
        "clock": round(clock, 1),
        "peak_mb": round(max(peaks) or used.ru_maxrss / 1024),
    }


def _own_memory() -> float:
    """Memory of this process alone in MB; 0 where the system does not tell it apart."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("RssAnon")), 0.0)


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--job", nargs=4, metavar=("WHAT", "FORM", "RECORD", "OUT"))
    said = parser.parse_args()
    if said.job:
        print(json.dumps(job(*said.job)))
        return
    small = {(row["what"], row["form"]): row["peak_mb"] for row in measure(said.folder, said.articles // 10)}
    for row in measure(said.folder, said.articles):
        print(
            f"{row['what']:11} {row['form']:8} {row['clock']:>6} s ({row['processor']} s of processor), peak "
            f"{row['peak_mb']} MB (a tenth: {small[row['what'], row['form']]} MB), {float(row['bytes']) / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()

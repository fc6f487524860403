"""Whether a .dna database comes out of a record as it went in, table by table, and what that takes.

    python -m benchmarks.dna_round_trip --dna FILE [--json] [--check]

FILE goes into an empty record, once more into the same, and out again. Then it goes out as a new database, without what
was kept of it, and into another record: what both sides have words for has to be the same there.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

if not __package__:  # run as a file: python benchmarks/dna_round_trip.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.dna import problems, read_database
from onrecord.imports import read_file
from onrecord.interchange import bring, write_dna
from onrecord.record import Record, open_record


@dataclass(frozen=True)
class Trip:
    """What became of a database: rows by table, those that differ, and how often a second import added something."""

    rows: dict[str, int]
    differing: dict[str, int]
    positions: int
    added_twice: int
    lost_anew: int
    seconds_in: float
    seconds_out: float

    @property
    def whole(self) -> bool:
        """Whether nothing was lost and nothing added."""
        return not (any(self.differing.values()) or self.added_twice or self.lost_anew)


def measure(file: Path, folder: Path) -> Trip:
    """Send a database there and back; ``folder`` is for records and files."""
    began = time.perf_counter()
    with open_record(folder / "one.db") as record:
        done = bring(record, read_file(file), by="benchmark")
        arrived = time.perf_counter()
        again = bring(record, read_file(file), by="benchmark")
        turned = time.perf_counter()
        write_dna(record, folder / "again.dna")
        left = time.perf_counter()
        write_dna(record, folder / "anew.dna", like="")
        before = _said(record)
    with open_record(folder / "two.db") as record:
        bring(record, read_file(folder / "anew.dna"), by="benchmark")
        after = _said(record)
    held, found = read_database(file).tables, read_database(folder / "again.dna").tables
    assert not list(problems(read_database(folder / "anew.dna")))
    return Trip(
        rows={table: len(rows) for table, rows in held.items()},
        differing={
            table: _apart(Counter(map(tuple, rows)), Counter(map(tuple, found[table]))) for table, rows in held.items()
        },
        positions=done.new_positions,
        added_twice=again.new_articles + again.new_positions + again.new_actors + again.new_options,
        lost_anew=_apart(before, after),
        seconds_in=round(arrived - began, 2),
        seconds_out=round(left - turned, 2),
    )


def _apart(one: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]]) -> int:
    """How many are in one of the two only."""
    return (one - other).total() + (other - one).total()


def _said(record: Record) -> Counter[tuple[object, ...]]:
    """What positions say in words, whatever their ids."""
    texts = {article.id: article.text for article in record.articles()}
    names = {actor.id: actor.name for actor in record.actors()}
    book = record.current_codebook()
    labels = {option.id: option.label for option in book.options} if book else {}
    return Counter(
        (
            texts[one.article],
            one.evidence,
            names[one.actor],
            labels[one.option],
            one.stance,
            one.date,
            one.provenance.version,
        )
        for one in record.positions()
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dna", type=Path, required=True, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true", help="fail where anything is lost or added")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        trip = measure(given.dna, Path(folder))
    if given.json:
        print(json.dumps(asdict(trip)))
    else:
        for table, rows in trip.rows.items():
            print(f"{table:20} {rows:>8,} rows  {trip.differing[table]:>6,} differ")
        print(f"positions {trip.positions:,}; added by a second import {trip.added_twice}; lost anew {trip.lost_anew}")
        print(f"in {trip.seconds_in} s, out {trip.seconds_out} s")
    return 0 if trip.whole or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())

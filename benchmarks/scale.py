"""Speed and memory of a reading against cores and against what the record holds already, and what the encoder could do.

    python -m benchmarks.scale [--data DIR] [--articles N] [--sample N] [--statements N …] [--jobs N …] [--folder DIR]
                               [--small] [--json] [--write] [--check]

Articles are made of recombined paragraphs, a third of them copies of others (``made_corpus``). --articles of them are
read in one run (default 20,000; 0 leaves it out), which tells whether memory stays where it is; each other figure rests
on --sample articles that no run has read before, in a process of its own. Its clock runs from the first articles that
are written to the last: what the start costs is told apart (``start_s``).

- cores: articles a second of the whole chain with ten options and without a codebook, with each number of --jobs; the
  encoder alone, as many threads at once, in the same run; and the share of it that the chain reaches.
- record: the speed with so many --statements in the record, as a share of that with none, in processor time of one
  process with one thread, which what else the machine does hardly touches. Records are made once and kept in --folder.
- bytes: what a statement costs in the record, with its article, reading, mentions, actors and index of words.

--small is the form for every day: some minutes; its floors are in floors_scale.json.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/scale.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.inflating import inflate, sizes
from benchmarks.made_corpus import made, texts_of
from benchmarks.speed import cut, spread
from onrecord.pipeline import Progress, fill
from onrecord.positions import load
from onrecord.reading import Reader
from onrecord.record import open_record
from onrecord.settings import Engine
from onrecord.types import Article

HERE = Path(__file__).parent
FLOORS = HERE / "floors_scale.json"
RESULT = HERE / "results" / "scale.json"
BOOK = HERE / "cases" / "ten_options.yaml"
STATEMENTS = (1_000, 10_000, 100_000, 1_000_000)
_BASE = 120  # articles that a large record is made of
_WARM = 8  # articles that are written before the clock starts: by then every process has its encoders
_SEED = 7  # of the articles that are read; a large record is made of others


# ---------------------------------------------------------------- one run, in a process of its own


def run_one(asked: argparse.Namespace) -> dict[str, Any]:
    """Read some articles into a record; speed, start and memory."""
    articles = list(_articles(asked.data, asked.sample + _WARM, _SEED))
    seen: list[tuple[int, float, float, int]] = []

    def report(step: Progress) -> None:
        if step.stage == "reading" and (not seen or step.done > seen[-1][0]):
            seen.append((step.done, time.perf_counter(), time.process_time(), _memory()))

    begin = time.perf_counter()
    engine = Engine(jobs=asked.jobs[0], threads=1 if asked.jobs[0] == 1 else None)
    with open_record(asked.record) as record:
        codebook = load(BOOK) if asked.codebook else None
        summary = fill(record, articles, codebook=codebook, engine=engine, report=report)
        rows = dict(sizes(record))
    if summary.failed or summary.read != len(articles):
        sys.exit(f"{summary.read} of {len(articles)} were read: {summary.failed[:3]}")
    first = next(one for one in seen if one[0] >= _WARM)
    half, last = seen[len(seen) // 2], seen[-1]
    count = last[0] - first[0]
    usage = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "articles_per_s": round(count / (last[1] - first[1]), 2),
        "processor_ms": round(1000 * (last[2] - first[2]) / count, 1),
        "start_s": round(first[1] - begin, 1),
        "memory_mb": usage[0],
        "worker_mb": usage[1],
        "memory_half_mb": half[3],
        "memory_end_mb": last[3],
        "statements": rows["statements"],
    }


def _memory() -> int:
    """Megabytes that this process holds at present."""
    with open("/proc/self/statm", encoding="ascii") as held:
        return int(held.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _articles(data: Path | None, number: int, seed: int) -> Iterator[Article]:
    return (one.article for one in islice(made(texts_of(data), number, seed=seed), number))


class Runs:
    """Starts runs and keeps what they share."""

    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        """Work in a folder."""
        self._asked, self._folder, self._turn = asked, folder, 0

    def __call__(self, record: Path, *, jobs: int, codebook: bool, sample: int | None = None) -> dict[str, Any]:
        """One run into a record."""
        self._turn += 1
        options = [
            "--sample",
            str(sample or self._asked.sample),
            "--jobs",
            str(jobs),
        ]
        options += ["--codebook"] * codebook + (["--data", str(self._asked.data)] if self._asked.data else [])
        line = [sys.executable, "-m", "benchmarks.scale", "--record", str(record), *options]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr[-3000:])
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def empty(self) -> Path:
        """A place for a new record."""
        return self._folder / f"run-{self._turn}.db"


# ---------------------------------------------------------------- figures


def cores(asked: argparse.Namespace, runs: Runs) -> dict[str, Any]:
    """Articles a second against cores, beside the encoder alone."""
    reader, articles = Reader.load(threads=1), list(_articles(asked.data, asked.sample, _SEED))
    windows = cut(reader, articles)
    found: dict[str, Any] = {}
    for jobs in asked.jobs:
        spread(reader._scores, windows[: len(windows) // 4], jobs)
        begin = time.perf_counter()
        spread(reader._scores, windows, jobs)
        encoder = len(articles) / (time.perf_counter() - begin)
        row: dict[str, Any] = {"encoder_per_s": round(encoder, 2)}
        for name, codebook in (("no_codebook", False), ("ten_options", True)):
            one = runs(runs.empty(), jobs=jobs, codebook=codebook)
            row[name] = one | {"share": round(one["articles_per_s"] / encoder, 3)}
        found[f"jobs_{jobs}"] = row
    return found


def against_record(asked: argparse.Namespace, runs: Runs, folder: Path) -> dict[str, Any]:
    """Processor time of an article against what is in the record."""
    found: dict[str, Any] = {}
    for name, codebook in (("ten_options", True), ("no_codebook", False)):
        empty = runs(runs.empty(), jobs=1, codebook=codebook)
        found[name] = {"0": empty}
        for wanted in asked.statements:
            record = runs.empty()  # a copy, for the articles of the sample must be new to it
            shutil.copy(large(asked, folder, wanted), record)
            one = runs(record, jobs=1, codebook=codebook)
            record.unlink()
            found[name][str(wanted)] = one | {"share": round(empty["processor_ms"] / one["processor_ms"], 3)}
    return found


def large(asked: argparse.Namespace, folder: Path, wanted: int) -> Path:
    """The record with so many statements, made where it is not there yet."""
    path, base = folder / f"{wanted}.db", folder / "base.db"
    if path.exists():
        return path
    if not base.exists():
        with open_record(base) as record:
            fill(record, _articles(asked.data, _BASE if wanted > 20_000 else _BASE // 4, 1), engine=Engine(jobs=None))
    begin, making = time.perf_counter(), folder / "making.db"
    for name in ("making.db", "making.db-wal", "making.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(base, making)
    with open_record(making) as record:
        inflate(record, wanted)
    making.rename(path)
    print(f"made {wanted:,} statements in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
    return path


def size_of(path: Path, statements: int) -> dict[str, Any]:
    """What a statement costs in the file, all that comes with it included."""
    return {"statements": statements, "bytes_per_statement": round(path.stat().st_size / max(1, statements))}


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    """All figures."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        runs = Runs(asked, Path(scratch))
        result: dict[str, Any] = {"cores": cores(asked, runs), "sample": asked.sample}
        result["record"] = against_record(asked, runs, folder)
        if asked.articles:
            path = runs.empty()
            whole = runs(path, jobs=max(asked.jobs), codebook=False, sample=asked.articles)
            grown = whole["memory_end_mb"] - whole["memory_half_mb"]
            per = round(1000 * grown / (asked.articles / 2), 1)
            result["whole"] = whole | {"kb_an_article": per} | size_of(path, whole["statements"])
    return result


def figures(result: Mapping[str, Any]) -> dict[str, float]:
    """The figures that have floors."""
    jobs = result["cores"][max(result["cores"])]
    found = {f"share {name}": jobs[name]["share"] for name in ("no_codebook", "ten_options")}
    for name, rows in result["record"].items():
        found |= {f"{size} statements {name}": row["share"] for size, row in rows.items() if size != "0"}
    return found


def missed(result: Mapping[str, Any], floors: Mapping[str, float]) -> Sequence[str]:
    """What lies under its floor."""
    found = figures(result)
    return [
        f"{name} is {found[name]}, under {floor}" for name, floor in floors.items() if found.get(name, floor) < floor
    ]


def main() -> None:
    """Print the figures; with --check, fail where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="corpora; default: the bundled debate, recombined")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--statements", type=int, nargs="*", default=STATEMENTS)
    parser.add_argument("--jobs", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--folder", type=Path, metavar="DIR", help="where large records are kept")
    parser.add_argument("--small", action="store_true", help="two sizes, few articles")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true", help="fail where a figure of the small form is missed")
    parser.add_argument("--record", help=argparse.SUPPRESS)
    parser.add_argument("--codebook", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.record:
        print(json.dumps(run_one(asked)))
        return
    if asked.small:
        asked.articles, asked.sample, asked.statements, asked.jobs = 0, 40, (10_000,), (2,)
    result = measure(asked)
    print(json.dumps(result, indent=None if asked.json else 2))
    if asked.write:
        RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    if asked.check and (names := missed(result, json.loads(FLOORS.read_text(encoding="utf-8")))):
        sys.exit("\n".join(names))


if __name__ == "__main__":
    main()

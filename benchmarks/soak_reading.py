"""Kill a reading again and again, let it go on each time, and compare the record with that of a run left in peace.

    python -m benchmarks.soak_reading [--times N] [--articles N] [--jobs N] [--no-codebook] [--data DIR] [--seed N]

A folder of made articles in several formats, with files that cannot be read among them, is read in ``onrecord read
--jobs 2``, which is killed (SIGKILL) at a moment of chance: while it starts, while it reads, while it ends. After each
kill the record must be sound and hold no half of an article. Begun again so many times and left alone at last, it must
equal, row by row and in every table, the record of one undisturbed run in one process; only times may differ.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/soak_reading.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import Table, select

from benchmarks.made_corpus import made, texts_of
from onrecord.record import open_record
from onrecord.record.schema import Moment, metadata
from onrecord.types import Article

HERE = Path(__file__).parent
BOOK = HERE / "cases" / "ten_options.yaml"
ARTICLES = 500
TIMES = 30
# Of so many kills one comes while the run is still starting, before anything is read.
_EARLY = 5
# Lines of ``meta`` that are drawn by chance.
_MARKS = ("register mark", "machine mark")
_GERMAN = "Der Bürgermeister sagte am Montag, dass die Brücke nicht gebaut werde. Der Rat stimmt im Mai darüber ab. "
_HEAD = "<!doctype html><html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav><article>"

Rows = Mapping[str, Sequence[tuple[Any, ...]]]


# ---------------------------------------------------------------- what is read


def write_input(folder: Path, articles: Sequence[Article]) -> None:
    """The articles in a folder: a fifth each as JSON Lines, table, JSON, pages and texts, and what fails."""
    fifth = -(-len(articles) // 5)
    parts = [articles[at : at + fifth] for at in range(0, len(articles), fifth)]
    with (folder / "a.jsonl").open("w", encoding="utf-8") as lines:
        for number, article in enumerate(parts[0]):
            lines.write(json.dumps(_fields(article)) + "\n")
            if number == len(parts[0]) // 2:
                lines.write('{"text": "torn\n')
    with (folder / "b.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ("id", "title", "outlet", "date", "text"))
        table.writeheader()
        table.writerows(_fields(article) for article in parts[1])
    (folder / "c.json").write_text(json.dumps([_fields(article) for article in parts[2]]), encoding="utf-8")
    for kind in ("pages", "texts"):
        (folder / kind).mkdir()
    for article in parts[3]:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in article.text.split("\n") if line.strip())
        page = f"{_HEAD.format(title=html.escape(article.title or ''))}{body}</article></body></html>"
        (folder / "pages" / f"{article.id}.html").write_text(page, encoding="utf-8")
    for article in parts[4]:
        head = f"---\ntitle: Report {article.id}\noutlet: {article.outlet}\ndate: {article.published}\n---\n"
        (folder / "texts" / f"{article.id}.txt").write_text(head + article.text, encoding="utf-8")
    (folder / "texts" / "0-empty.txt").write_text("", encoding="utf-8")
    (folder / "texts" / "5-german.txt").write_text(_GERMAN * 20, encoding="utf-8")


def _fields(article: Article) -> dict[str, str]:
    return {
        "id": article.id,
        "title": article.title or "",
        "outlet": article.outlet or "",
        "date": str(article.published),
        "text": article.text,
    }


# ---------------------------------------------------------------- runs


def command(folder: Path, record: Path, jobs: int, codebook: Path | None) -> list[str]:
    """The command that reads the folder."""
    book = ["--codebook", str(codebook)] if codebook else []
    return [
        sys.executable,
        "-m",
        "onrecord.cli",
        "read",
        str(folder),
        "--record",
        str(record),
        "--jobs",
        str(jobs),
        *book,
    ]


def run(line: Sequence[str]) -> None:
    """Let a run come to its end; 1 is what it says where articles failed."""
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"the run ended with {done.returncode}: {done.stderr[-2000:]}")


def kill_once(line: Sequence[str], record: Path, rng: random.Random, most: int) -> int | None:
    """Begin a run and kill it at a moment of chance; how many articles it had read, None where it was done before."""
    before = count(record)
    wanted = before + rng.randint(1, most) if rng.randrange(_EARLY) else before
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=said) as reading,
    ):
        if wanted == before:
            time.sleep(rng.random() * 2)
        while count(record) < wanted and reading.poll() is None:
            time.sleep(0.02)
        time.sleep(rng.random() * 0.2)
        code = reading.poll()
        reading.kill()
        if code not in (None, 0, 1):
            said.seek(0)
            sys.exit(f"the run ended with {code}: {said.read().decode()[-2000:]}")
    return None if code is not None else count(record) - before


def count(record: Path) -> int:
    """How many articles are in a record that another process writes."""
    if not record.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True, timeout=10)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are not made yet
        return 0


# ---------------------------------------------------------------- what must hold


def rows_of(record: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, without times and what is drawn by chance."""
    with open_record(record, create=False, wait=60) as opened, opened.reading() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(_ordered(table))] for table in metadata.sorted_tables
        }
    found["meta"] = [row for row in found["meta"] if row[0] not in _MARKS]
    return found


def _ordered(table: Table) -> Any:
    columns = [column for column in table.c if not isinstance(column.type, Moment)]
    return select(*columns).order_by(*(table.primary_key.columns or columns))


def faults(record: Path, whole: Rows) -> Iterator[str]:
    """What is damaged in the record of a killed run, or there by halves."""
    if not record.exists():
        return
    with closing(sqlite3.connect(record, timeout=60)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            yield f"the file is damaged: {found}"
    if count(record) == 0:
        return
    for table, place in (("statements", "article"), ("mentions", "article"), ("sightings", "article")):
        at = list(metadata.tables[table].c.keys()).index(place)
        with closing(sqlite3.connect(record, timeout=60)) as connection:
            held = dict(connection.execute(f"SELECT {place}, count(*) FROM {table} GROUP BY 1"))
        wanted: dict[str, int] = {}
        for row in whole[table]:
            wanted[row[at]] = wanted.get(row[at], 0) + 1
        for article, many in held.items():
            if many != wanted.get(article):
                yield f"{article} has {many} {table}, not {wanted.get(article)}"


def differences(rows: Rows, whole: Rows) -> Iterator[str]:
    """Tables that differ, with the first row that does."""
    for name, wanted in whole.items():
        found = rows[name]
        if found != wanted:
            first = next((pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]), None)
            shown = "" if first is None else f": {str(first[0])[:300]} is not {str(first[1])[:300]}"
            yield f"table {name} has {len(found):,} rows and not the same {len(wanted):,}{shown}"


def soak(folder: Path, asked: argparse.Namespace) -> list[str]:
    """Kill so many runs one after the other; what is wrong then."""
    given = folder / "input"
    given.mkdir()
    articles = [one.article for one in made(texts_of(asked.data), asked.articles, seed=asked.seed + 1)]
    write_input(given, articles)
    book = None if asked.no_codebook else BOOK
    begin = time.perf_counter()
    run(command(given, folder / "whole.db", 1, book))
    whole = rows_of(folder / "whole.db")
    print(f"undisturbed: {len(whole['articles']):,} articles in {time.perf_counter() - begin:.0f} s", flush=True)
    rng, killed, record = (
        random.Random(asked.seed),
        folder / "killed.db",
        command(given, folder / "killed.db", asked.jobs, book),
    )
    most = max(2, 2 * asked.articles // asked.times)
    kills = 0
    while kills < asked.times:
        read = kill_once(record, killed, rng, most)
        if read is None:  # there is nothing left to read: from the beginning again
            if found := list(differences(rows_of(killed), whole)):
                return [f"after kill {kills}: {one}" for one in found]
            for name in ("killed.db", "killed.db-wal", "killed.db-shm"):
                (folder / name).unlink(missing_ok=True)
            continue
        kills += 1
        print(f"kill {kills}: {read} more articles, {count(killed):,} in all", flush=True)
        if found := list(faults(killed, whole)):
            return [f"after kill {kills}: {one}" for one in found]
    run(record)
    found = list(differences(rows_of(killed), whole))
    if not found:
        print(f"{kills} kills, {asked.articles:,} articles: the record is the same ({os.cpu_count()} cores)")
    return found


def main() -> None:
    """Kill, look, and fail where the record is another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-codebook", action="store_true", help="read and do not code: three times as fast")
    parser.add_argument("--data", type=Path, metavar="DIR", help="corpora; default: the bundled debate, recombined")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = soak(Path(folder), asked)
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()

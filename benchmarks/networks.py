"""Networks: equal to the definitions on a hand-coded database, and fast on a million positions.

    python -m benchmarks.networks [--dna FILE] [--speed] [--positions N] [--actors N] [--options N]
                                  [--processor-time] [--check] [--json]

--dna takes a database of Discourse Network Analyzer 3 (its sample.dna) and compares every network that can be asked
for, cell by cell, with a plain implementation that loops over statements; on the sample also with the figures in the
public tests of its R package. --speed makes positions at random (with a seed) and measures columns, a network of
congruence, and 120 sliding windows of it; --processor-time counts what the work had of the processor, for a machine
that is busy with other things. --check exits with 1 where a figure is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

if not __package__:  # run as a file: python benchmarks/networks.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.networks.asking import (
    Count,
    Duplicates,
    Mode,
    NetworkOptions,
    Normalise,
    Qualifier,
    Unit,
    Weight,
    Windows,
)
from onrecord.networks.building import network, networks
from onrecord.networks.columns import Columns
from onrecord.networks.network import Network
from tests.networks.plain import Matrix, Said, by_the_book

# What must be reached, on two cores.
CEILINGS = {"congruence_s": 5.0, "windows_s": 60.0, "memory_mb": 3000.0}
# Windows of a year that move on by a month: 120 of them in so many months.
_MONTHS = 131


class Row(NamedTuple):
    """A position as the record's light rows have it."""

    id: str
    article: str
    option: str
    actor: str
    stance: str
    scope: str
    voice: str
    first: int | None
    last: int | None
    tense: str
    derived: bool
    score: float
    state: str | None
    statement: str | None
    by: str | None
    limited: bool
    suggested: bool


def _row(key: str, article: str, option: str, actor: str, stance: str, day: int) -> Row:
    return Row(
        key,
        article,
        option,
        actor,
        stance,
        "general",
        "own",
        day,
        day,
        "current",
        False,
        1.0,
        None,
        None,
        None,
        False,
        False,
    )


# ---------------------------------------------------------------- a hand-coded database


def dna_rows(path: Path, who: str) -> list[Row]:
    """The statements of the type "DNA Statement" as positions of persons or organisations."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        (kind,) = base.execute("SELECT ID FROM STATEMENTTYPES WHERE Label = 'DNA Statement'").fetchone()
        variable = dict(base.execute("SELECT Variable, ID FROM VARIABLES WHERE StatementTypeId = ?", (kind,)))
        texts = {
            name: dict(
                base.execute(
                    "SELECT d.StatementId, e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity "
                    "WHERE d.VariableId = ?",
                    (variable[name],),
                )
            )
            for name in (who, "concept")
        }
        agreed = dict(
            base.execute("SELECT StatementId, Value FROM DATABOOLEAN WHERE VariableId = ?", (variable["agreement"],))
        )
        found = base.execute(
            "SELECT s.ID, s.DocumentId, d.Date FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId "
            "WHERE s.StatementTypeId = ? ORDER BY d.Date, s.ID",
            (kind,),
        ).fetchall()
    return [
        _row(
            str(key),
            str(document),
            texts["concept"][key],
            texts[who][key],
            "supports" if agreed[key] else "opposes",
            datetime.fromtimestamp(seconds, UTC).date().toordinal(),
        )
        for key, document, seconds in found
        if texts["concept"][key] and texts[who][key]
    ]


def questions() -> Iterator[dict[str, str]]:
    """Every network that can be asked for."""
    names = ("mode", "weight", "normalise", "qualifier", "duplicates")
    two: Iterable[tuple[str, ...]] = product(
        ["two"], ["ignore", "combine", "subtract"], ["no", "activity", "prominence"]
    )
    one: Iterable[tuple[str, ...]] = product(
        ["actors", "options"], map(str, Weight), ["no", "average", "jaccard", "cosine"]
    )
    for some, qualifier, rule in product([*two, *one], Qualifier, Duplicates):
        question = dict(zip(names, (*some, str(qualifier), str(rule)), strict=True))
        if qualifier is not Qualifier.NONE or question["weight"] == "ignore":
            yield question


def asked(question: Mapping[str, str]) -> NetworkOptions:
    """The options of a question by names."""
    return NetworkOptions(
        mode=Mode(question["mode"]),
        weight=Weight(question["weight"]),
        normalise=Normalise(question["normalise"]),
        qualifier=Qualifier(question["qualifier"]),
        count=Count.STATEMENTS,  # as DNA does
        duplicates=Duplicates(question["duplicates"]),
    )


def differing(made: Network, expected: Matrix) -> int:
    """How many cells differ, those that only one of both has included."""
    matrix = made.matrix
    cells = {
        (one.id, other.id): float(matrix[i, j])
        for (i, one), (j, other) in product(enumerate(made.rows), enumerate(made.columns))
    }
    return sum(
        cell not in cells or cell not in expected or abs(cells[cell] - expected[cell]) > 1e-9
        for cell in cells.keys() | expected.keys()
    )


def compared(rows: Sequence[Row]) -> dict[str, int]:
    """Networks, cells and cells that differ between the program and the plain implementation."""
    columns = Columns.of(rows)
    side = {"supports": 1.0, "opposes": -1.0}
    said = [
        Said(
            r.id,
            r.actor,
            r.option,
            side[r.stance],
            r.article,
            date.fromordinal(r.first) if r.first else None,
        )
        for r in rows
    ]
    counts = {"networks": 0, "cells": 0, "differing": 0}
    for question in questions():
        expected = by_the_book(said, question)
        counts["networks"] += 1
        counts["cells"] += len(expected)
        counts["differing"] += differing(network(columns, asked(question)), expected)
    return counts


@dataclass(frozen=True)
class Figure:
    """A figure that a public test of rDNA holds of sample.dna, and how it is got here."""

    name: str
    published: float
    got: Callable[[Columns, Columns], float]


def _two(columns: Columns) -> Network:
    return network(columns)


def _one(columns: Columns) -> Network:
    return network(columns, NetworkOptions(mode=Mode.ACTORS))


def _cell(made: Network, row: str, column: str) -> float:
    """The cell of the rows and columns that begin so."""
    rows = [place for place, node in enumerate(made.rows) if node.name.startswith(row)]
    columns = [place for place, node in enumerate(made.columns) if node.name.startswith(column)]
    return float(made.matrix[rows[0], columns[0]])


def _backbone_statements(columns: Columns) -> float:
    """The statements that a backbone counts: its default leaves out what one document says twice."""
    return network(columns, NetworkOptions(weight=Weight.SUBTRACT, duplicates=Duplicates.DOCUMENT)).counted


# From rDNA's tests test-network.R, test-backbone.R (dna_network and dna_backbone on sample.dna) and, for persons, from
# test-analysis-transformation.R of rDNA 2. Columns of organisations and of persons.
FIGURES = (
    Figure("organisation x concept: rows", 7, lambda org, person: len(_two(org).rows)),
    Figure("organisation x concept: columns", 6, lambda org, person: len(_two(org).columns)),
    Figure("organisation x concept: sum", 40, lambda org, person: float(_two(org).matrix.sum())),
    Figure("organisation x concept: statements", 40, lambda org, person: _two(org).counted),
    Figure("organisation x concept: edges", 22, lambda org, person: len(_two(org).ties.weight)),
    Figure("organisation x concept: nodes", 13, lambda org, person: len(_two(org).nodes)),
    Figure(
        "organisation x concept: Ener*, first column", 2, lambda org, person: float(_cell(_two(org), "Ener", "CO2"))
    ),
    Figure(
        "organisation x concept: Ener*, second column", 0, lambda org, person: float(_cell(_two(org), "Ener", "Cap"))
    ),
    Figure("organisation x organisation: rows", 7, lambda org, person: len(_one(org).rows)),
    Figure("organisation x organisation: sum", 276, lambda org, person: float(_one(org).matrix.sum())),
    Figure("organisation x organisation: edges", 21, lambda org, person: len(_one(org).ties.weight)),
    Figure("organisation x organisation: Envi*, Alli*", 10, lambda org, person: _cell(_one(org), "Envi", "Alli")),
    Figure("organisation x organisation: Envi*, Ener*", 2, lambda org, person: _cell(_one(org), "Envi", "Ener")),
    Figure("person x person: nodes", 7, lambda org, person: len(_one(person).nodes)),
    Figure("person x person: edges", 21, lambda org, person: len(_one(person).ties.weight)),
    Figure("person x concept: nodes", 13, lambda org, person: len(_two(person).nodes)),
    Figure("person x concept: edges", 22, lambda org, person: len(_two(person).ties.weight)),
    Figure("backbone: statements without duplicates", 23, lambda org, person: _backbone_statements(org)),
)


# Whoever has this organisation is taken for sample.dna, and the published figures are asked of nothing else.
_OF_SAMPLE = "Alliance to Save Energy"


def equal(path: Path) -> dict[str, Any]:
    """What the networks of a hand-coded database come to beside the definitions and the published figures."""
    rows = {who: dna_rows(path, who) for who in ("organization", "person")}
    columns = [Columns.of(rows[who]) for who in ("organization", "person")]
    made: dict[str, Any] = {who: compared(some) for who, some in rows.items()}
    sample = any(row.actor == _OF_SAMPLE for row in rows["organization"])
    figures = {figure.name: (figure.got(*columns), figure.published) for figure in FIGURES if sample}
    made["figures"] = len(figures)
    made["figures_missed"] = {name: pair for name, pair in figures.items() if pair[0] != pair[1]}
    return made


# ---------------------------------------------------------------- speed


def made_up(positions: int, actors: int, options: int) -> Iterator[Row]:
    """Positions at random over eleven years; some actors and options come up more often than others."""
    chance = random.Random(7)
    stances = ("supports", "open", "undecided", "reluctant", "opposes")
    start = date(2006, 1, 1).toordinal()
    days = date(2006 + _MONTHS // 12, _MONTHS % 12 + 1, 1).toordinal() - start
    for number in range(positions):
        actor = min(int(actors * chance.random() ** 1.5), actors - 1)
        option = min(int(options * chance.random() ** 1.5), options - 1)
        yield _row(
            f"{number:032x}",
            f"a{number // 8}",
            f"o{option}",
            f"x{actor}",
            stances[chance.randrange(5)],
            start + chance.randrange(days),
        )


def speed(positions: int, actors: int, options: int, now: Callable[[], float]) -> dict[str, float]:
    """Seconds for columns, a network and 120 windows, and the most memory that was in use."""
    made: dict[str, float] = {}
    clock = now()
    columns = Columns.of(made_up(positions, actors, options))
    made["columns_s"] = now() - clock
    asked = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE)
    clock = now()
    found = network(columns, asked)
    made["congruence_s"] = now() - clock
    made["edges"] = len(found.ties.weight)
    edge = len(found.ties.weight) // 2
    clock = now()
    found.positions(found.rows[found.ties.source[edge]].id, found.rows[found.ties.target[edge]].id)
    made["receipts_s"] = now() - clock
    del found
    windows = Windows(unit=Unit.MONTHS, size=12)
    clock = now()
    sizes = [
        len(one.ties.weight)
        for one in networks(columns, NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, windows=windows))
    ]
    made["windows"] = len(sizes)
    made["windows_s"] = now() - clock
    made["edges_a_window"] = sum(sizes) / len(sizes)
    made["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and with --check compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--dna", type=Path, metavar="FILE")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--positions", type=int, default=1_000_000)
    parser.add_argument("--actors", type=int, default=5_000)
    parser.add_argument("--options", type=int, default=200)
    parser.add_argument("--processor-time", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    if not given.dna and not given.speed:
        parser.error("nothing to measure: give --dna FILE, --speed or both")
    made: dict[str, Any] = {}
    missed: list[str] = []
    if given.dna:
        made["dna"] = equal(given.dna)
        missed += [who for who in ("organization", "person") if made["dna"][who]["differing"]]
        missed += list(made["dna"]["figures_missed"])
    if given.speed:
        now = time.process_time if given.processor_time else time.perf_counter
        made["speed"] = speed(given.positions, given.actors, given.options, now)
        missed += [name for name, most in CEILINGS.items() if made["speed"][name] > most]
    print(json.dumps(made, indent=None if given.json else 2))
    if missed:
        print(f"Missed: {', '.join(missed)}", file=sys.stderr)
    return 1 if given.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())

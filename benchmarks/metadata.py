"""How much of what samples say of themselves is read: title, day, outlet, author, agency, section, address.

    python -m benchmarks.metadata [FORMAT ...] [--json] [--check] [--show]

Each folder of tests/origins/samples is a format; its expected.jsonl has one line an article: {"file", "origin_key"
(what follows # in the origin, null where the file is one article), "title", "published", "outlet", "author", "agency",
"section", "url"}, with null where the sample does not say. A field counts where the sample says it or the reader gives
it: empty fields that are rightly left empty flatter nobody. Texts are compared without case and runs of blanks.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/metadata.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.errors import InputError
from onrecord.origins.collect import entries_of
from onrecord.origins.dates import parse_day
from onrecord.origins.draft import Defaults, Draft, Found, Unopened
from onrecord.origins.opening import finish
from onrecord.types import Article, Failure

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "tests" / "origins" / "samples"
FLOORS = HERE / "floors_metadata.json"
FIELDS = ("title", "published", "outlet", "author", "agency", "section", "url")

Facts = Mapping[str, str | None]


@dataclass
class Score:
    """What was asked of one format, and what was right."""

    articles: int = 0
    met: int = 0  # of these, those that the reader gave at all
    more: int = 0  # articles that nobody expected
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """The figures as percentages; None where no sample says such a thing."""
        shares = {name: _percent(self.right[name], self.asked[name]) for name in FIELDS}
        return {"articles": self.articles, "met": self.met, "more": self.more, **shares}


def score(folder: Path) -> Score:
    """The score of one format's samples."""
    done = Score()
    expected: dict[str, dict[str | None, Facts]] = {}
    for line in (folder / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            expected.setdefault(row["file"], {})[row["origin_key"]] = row
    for file, rows in expected.items():
        given, failures = _given(folder / file, file)
        if set(rows) == {None} and len(given) == 1:  # the only article of its file, whatever it goes by
            given = {None: next(iter(given.values()))}
        done.misses += [f"{file}: {one.reason}" for one in failures]
        done.more += len(set(given) - set(rows))
        done.misses += [f"{file}: nobody expected an article {key!r}" for key in given if key not in rows]
        for key, row in rows.items():
            done.articles += 1
            done.met += key in given
            if key not in given:
                done.misses.append(f"{file}: no article {key!r}; there are {list(given)[:8]}")
            _compare(done, f"{file}#{key}", row, given.get(key, {}))
    return done


def _given(path: Path, file: str) -> tuple[dict[str | None, Facts], list[Failure]]:
    """What the reader gives for a file by what follows its name; an address is what its list says of it."""
    found: dict[str | None, Facts] = {}
    failures: list[Failure] = []
    for entry in [path] if not path.exists() else entries_of(Found(path, file, named=True)):
        if isinstance(entry, Path):
            failures.append(Failure(file, "origins", "there is no such file"))
            continue
        made: Article | Draft | Failure
        if isinstance(entry, Draft | Unopened):
            made = finish(entry, Defaults())
        else:
            made = entry if isinstance(entry, Failure) else entry.known
        if isinstance(made, Failure):
            failures.append(made)
            continue
        key = made.origin.removeprefix(file).lstrip("#/") if made.origin != file else None
        found[key] = dict(_facts(made))
    return found, failures


def _facts(one: Article | Draft) -> Iterator[tuple[str, str | None]]:
    for name in FIELDS:
        value = getattr(one, name)
        if name == "published" and isinstance(value, str):
            try:
                value = parse_day(value)
            except InputError:
                value = None
        yield name, None if value is None else str(value)


def _compare(done: Score, where: str, wanted: Facts, given: Facts) -> None:
    for name in FIELDS:
        want, have = wanted.get(name), given.get(name)
        if want is None and have is None:
            continue
        done.asked[name] += 1
        if _plain(want) == _plain(have):
            done.right[name] += 1
        else:
            done.misses.append(f"{where}: {name} is {have!r}, wanted {want!r}")


def _plain(value: str | None) -> str | None:
    return None if value is None else " ".join(value.casefold().split())


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def short_of(figures: Mapping[str, Mapping[str, Any]], floors: Mapping[str, float]) -> list[str]:
    """What is under its floor; every article must have been met, and no other."""
    found = []
    for form, told in figures.items():
        found += [
            f"{form}: {name} {told[name]} %, at least {least}"
            for name, least in floors.items()
            if told[name] is not None and told[name] < least
        ]
        if told["more"]:
            found.append(f"{form}: {told['more']} articles that are none")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="a folder of the samples; default: all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", action="store_true", help="what is wrong")
    asked = parser.parse_args(arguments)
    folders = [path.parent for path in sorted(SAMPLES.glob("*/expected.jsonl"))]
    folders = [path for path in folders if not asked.formats or path.name in asked.formats]
    scores = {folder.name: score(folder) for folder in folders}
    figures = {name: one.told() for name, one in scores.items()}
    if asked.json:
        print(json.dumps(figures))
    else:
        print(f"{'format':<14}{'articles':>9}{'met':>5}{'more':>5}" + "".join(f"{name:>10}" for name in FIELDS))
        for name, told in figures.items():
            shares = "".join(f"{'-' if told[one] is None else told[one]:>10}" for one in FIELDS)
            print(f"{name:<14}{told['articles']:>9}{told['met']:>5}{told['more']:>5}{shares}")
    if asked.show:
        print("\n".join(f"{name}: {miss}" for name, one in scores.items() for miss in one.misses))
    if asked.check and (found := short_of(figures, json.loads(FLOORS.read_text(encoding="utf-8")))):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()

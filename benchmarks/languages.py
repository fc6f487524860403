"""Which language short texts are in: cases/languages.jsonl, news texts in some 45 languages by kind.

    python -m benchmarks.languages [--split dev|test] [--json] [--check] [--show]

Printed is the share of texts that are rightly told English or not English (what is skipped hangs on that), by kind, and
the share whose language is right. The test half was written by another hand and is for measuring only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/languages.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.origins.language import detect

HERE = Path(__file__).parent
CASES = HERE / "cases" / "languages.jsonl"
FLOORS = HERE / "floors_languages.json"
SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Sample:
    """A line of the file."""

    id: str
    text: str
    language: str
    kind: str
    split: str


def samples(split: str, path: Path = CASES) -> list[Sample]:
    """The samples of a half."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [one for one in (Sample(**json.loads(line)) for line in lines if line.strip()) if one.split == split]


def figures(asked: Sequence[Sample], language_of: Callable[[str], str] = detect) -> dict[str, Any]:
    """Percentages of what is right."""
    given = [language_of(one.text) for one in asked]
    told = [(one.language == "en") == (code == "en") for one, code in zip(asked, given, strict=True)]
    named = [one.language == code for one, code in zip(asked, given, strict=True)]
    kinds = {
        kind: [right for one, right in zip(asked, told, strict=True) if one.kind == kind] for kind in _kinds(asked)
    }
    english = [right for one, right in zip(asked, told, strict=True) if one.language == "en"]
    others = [right for one, right in zip(asked, told, strict=True) if one.language != "en"]
    return {
        "samples": len(asked),
        "english or not": _percent(told),
        "english kept": _percent(english),
        "others skipped": _percent(others),
        "language": _percent(named),
        "by kind": {kind: _percent(right) for kind, right in kinds.items()},
    }


def _kinds(asked: Sequence[Sample]) -> list[str]:
    return sorted({one.kind for one in asked})


def _percent(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / len(right), 1) if right else 0.0


def mistakes() -> list[str]:
    """The samples of the half to develop on that are told wrong."""
    given = [(one, detect(one.text)) for one in samples("dev")]
    return [f"{one.language}\t{code}\t{one.kind}\t{one.text}" for one, code in given if code != one.language]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", action="store_true", help="what is wrong outside test, which is for measuring only")
    asked = parser.parse_args(arguments)
    found = {split: figures(samples(split)) for split in ((asked.split,) if asked.split else SPLITS)}
    print(json.dumps(found, indent=None if asked.json else 1))
    if asked.show:
        print("\n".join(mistakes()))
    if asked.check:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        short = [
            f"{split}: {name} {found[split][name]} %, at least {least}"
            for split in found
            for name, least in floors[split].items()
            if found[split][name] < least
        ]
        if short:
            sys.exit("\n".join(short))


if __name__ == "__main__":
    main()

"""Positions, relations and quotations of the bundled debate against its careful reading in cases/demo_gold.jsonl.

python -m benchmarks.positions [--json] [--check] [--misses]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/positions.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz import fuzz

import onrecord
from onrecord.demo import demo_codebook, demo_paths
from onrecord.record import open_record
from onrecord.types import Actor, Article, Position, Relation, Stance, Statement, StatementKind

HERE = Path(__file__).parent
GOLD = HERE / "cases" / "demo_gold.jsonl"
FLOORS = HERE / "floors_positions.json"

# Names in gold and record agree from this likeness of their words on: "adviser to the president of Lithuania".
NAME = 80.0

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What the chain made of the debate."""

    articles: dict[str, Article]
    actors: dict[str, Actor]
    positions: tuple[Position, ...]
    relations: tuple[Relation, ...]
    statements: tuple[Statement, ...]


def run() -> Found:
    """Read the debate into a record of its own."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "demo.db"
        onrecord.read(demo_paths(), record=where, codebook=demo_codebook())
        with open_record(where) as record:
            return Found(
                {a.id: a for a in record.articles()},
                {a.id: a for a in record.actors()},
                record.positions(),
                record.relations(),
                record.statements(),
            )


def score(found: Found, gold: Sequence[Gold]) -> dict[str, Any]:
    """Precision and recall of positions (actor, option, side), then step and receipt where they agree, and the rest."""
    wanted = [g for g in gold if "stance" in g]
    pairs, missed, wrong = _match(found, wanted)
    plain = [g for g in wanted if g.get("plain", True)]
    hit = [pair for pair in pairs if pair[0].get("plain", True)]
    relations = [g for g in gold if "relation" in g]
    related = _relations(found, relations)
    quoted = [g for g in gold if "quotation" in g]
    spoken = [_spoken(found, g) for g in quoted]
    return {
        "positions": {
            "precision": _share(len(pairs), len(pairs) + len(wrong)),
            "recall": _share(len(hit), len(plain)),
            "gold": len(plain),
            "found": len(pairs) + len(wrong),
        },
        "step": _share(sum(p.stance.value == g["stance"] for g, p in pairs), len(pairs)),
        "evidence": _share(sum(_receipt(found, g, p) for g, p in pairs), len(pairs)),
        "wrong_side": sum(_wrong_side(found, g, found.positions) for g in plain),
        "relations": {"precision": _share(related, len(found.relations)), "recall": _share(related, len(relations))},
        "quotations": {
            "found": _share(sum(s is not None for s in spoken), len(quoted)),
            "speaker": _share(sum(bool(s) for s in spoken), len(quoted)),
        },
        "misses": [_line(g) for g in missed]
        + [_found_line(found, p) for p in wrong]
        + [
            f"SPEAKER {'unfound' if s is None else 'wrong'}: {g['quotation']} ({g['speaker']}) in {g['article']}"
            for s, g in zip(spoken, quoted, strict=True)
            if not s
        ],
    }


def _match(found: Found, wanted: Sequence[Gold]) -> tuple[list[tuple[Gold, Position]], list[Gold], list[Position]]:
    free = [p for p in found.positions if not p.derived]
    pairs: list[tuple[Gold, Position]] = []
    missed = []
    for line in wanted:
        fitting = [p for p in free if _same(found, line, p)]
        fitting.sort(key=lambda p: (not _receipt(found, line, p), p.stance.value != line["stance"]))
        if fitting:
            pairs.append((line, fitting[0]))
            # further findings of the same in other paragraphs of the article are no mistakes
            free = [p for p in free if p not in fitting]
        elif not any(_same(found, line, p) for _, p in pairs) and line.get("plain", True):
            missed.append(line)
    return pairs, missed, free


def _same(found: Found, line: Gold, position: Position) -> bool:
    return (
        _in(found, line, position.article)
        and position.option == line["option"]
        and position.stance.side == Stance(line["stance"]).side
        and _named(found, line["actor"], position.actor)
    )


def _wrong_side(found: Found, line: Gold, positions: Sequence[Position]) -> bool:
    side = Stance(line["stance"]).side
    return any(
        _in(found, line, p.article)
        and p.option == line["option"]
        and p.stance.side == -side != 0
        and _named(found, line["actor"], p.actor)
        for p in positions
    )


def _in(found: Found, line: Gold, article: str) -> bool:
    return found.articles[article].origin.replace("\\", "/").endswith(line["article"])


def _named(found: Found, name: str, identifier: str) -> bool:
    actor = found.actors.get(identifier)
    if actor is None:
        return False
    state = found.actors.get(actor.state or "")
    if state is not None and state.name == name and actor.kind.value == "organisation":
        return True
    if any(member in found.actors and found.actors[member].name == name for member in actor.members):
        return True
    return any(fuzz.token_sort_ratio(name.lower(), known.lower()) >= NAME for known in (actor.name, *actor.aliases))


def _receipt(found: Found, line: Gold, position: Position) -> bool:
    begin = found.articles[position.article].text.find(line["evidence"])
    return begin >= 0 and position.evidence.begin < begin + len(line["evidence"]) and begin < position.evidence.end


def _relations(found: Found, wanted: Sequence[Gold]) -> int:
    return sum(
        any(
            r.kind.value == g["relation"]
            and _in(found, g, r.article)
            and _named(found, g["toward"], r.toward)
            and (r.actor is None if g["actor"] is None else r.actor is not None and _named(found, g["actor"], r.actor))
            for r in found.relations
        )
        for g in wanted
    )


def _spoken(found: Found, line: Gold) -> bool | None:
    """Whether a direct quotation has its speaker; None where it was not found."""
    for statement in found.statements:
        if _in(found, line, statement.article) and statement.kind is not StatementKind.ATTITUDE:
            article = found.articles[statement.article]
            begin = article.text.find(line["quotation"])
            if (
                any(span.begin <= begin + 2 < span.end for span in statement.content)
                and statement.actor
                and _named(found, line["speaker"], statement.actor)
            ):
                return True
    return (
        None
        if not any(_in(found, line, s.article) and line["quotation"][:12] in s.text for s in found.statements)
        else False
    )


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _line(gold: Gold) -> str:
    return f"MISSED {gold['article']}: {gold['actor']} {gold['stance']} {gold['option']}: {gold['evidence'][:110]!r}"


def _found_line(found: Found, position: Position) -> str:
    actor = found.actors.get(position.actor)
    where = Path(found.articles[position.article].origin).name
    who = actor.name if actor else position.actor
    how = f"{position.voice}, {position.provenance.score}"
    return f"EXTRA {where}: {who} {position.stance} {position.option} ({how}): {position.text[:110]!r}"


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    result = score(run(), gold)
    misses = result.pop("misses")
    if asked.misses:
        print("\n".join(misses))
    print(json.dumps(result, indent=None if asked.json else 2))
    if not asked.json:
        print("Beside it, on another set (German news): macro F1 0.69 of a 70 B language model, zero-shot.")
    if asked.check and not meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))):
        sys.exit("Under the floors of " + FLOORS.name)


def meets(result: dict[str, Any], floors: dict[str, Any]) -> bool:
    """Whether every figure reaches its floor; ``wrong_side`` is a ceiling."""
    for name, floor in floors.items():
        if isinstance(floor, dict):
            if not meets(result[name], floor):
                return False
        elif result[name] > floor if name == "wrong_side" else result[name] < floor:
            return False
    return True


if __name__ == "__main__":
    main()

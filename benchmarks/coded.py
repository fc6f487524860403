"""Positions and relations of real articles against a careful reading of them, each article under its own codebook.

    python -m benchmarks.coded --data DIR [--half dev|test] [--show] [--json] [--write] [--check]

The articles (PolNeAR dev, GUM outside its train list) are not part of the project; cases/coded.jsonl holds offsets,
labels and the codebooks. A position is right where actor, option and side are; it counts once for each of these
however often the article says it. What two careful readers might code differently (``plain`` false) is neither
wanted nor a mistake; former positions are left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/coded.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz import fuzz

from benchmarks.actors import text_of
from benchmarks.positions import meets
from onrecord.positions import Coder, parse
from onrecord.reading import Pairs, Reader, Vectors
from onrecord.reading.session import weights
from onrecord.stages import read_articles
from onrecord.types import Actor, Article, ArticleMaterial, Codebook, Coding, Position, Relation, Span, Stance, Tense

HERE = Path(__file__).parent
CASES = HERE / "cases" / "coded.jsonl"
FLOORS = HERE / "floors_coded.json"
RESULT = HERE / "results" / "coded.json"

# Names agree from this likeness of their words on: "adviser to the president of Lithuania", "Sen. Bob Corker".
NAME = 85.0

Gold = Mapping[str, Any]
Code = Callable[[ArticleMaterial, Codebook], Coding]


@dataclass(frozen=True, slots=True)
class Case:
    """An article with its codebook and what a careful reader finds in it."""

    article: Article
    half: str
    codebook: Codebook
    positions: tuple[Gold, ...]
    relations: tuple[Gold, ...]
    tempting: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program made of a case: its findings that are right with the gold of each, the wrong and the missed."""

    case: Case
    material: ArticleMaterial
    right: tuple[tuple[Gold, Position], ...]
    wrong: tuple[Position, ...]
    missed: tuple[Gold, ...]
    wrong_side: int
    tempted: int
    related: tuple[tuple[Gold, Relation], ...]
    unrelated: tuple[Relation, ...]
    relations_wanted: int


def load(data: Path, half: str | None = None, path: Path = CASES) -> list[Case]:
    """The cases; ValueError where an article is not the one that was read."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half is not None and row["half"] != half:
            continue
        text = text_of(data, row["article"])
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['article']}: not the text that was coded; see cases/README.md")
        codebook = parse(json.dumps(row["codebook"]), row["article"])
        article = Article(row["article"], text, row["article"])
        parts = (tuple(row["positions"]), tuple(row["relations"]), tuple(row["tempting"]))
        cases.append(Case(article, row["half"], codebook, *parts))
    return cases


def judged(case: Case, material: ArticleMaterial, coding: Coding) -> Outcome:
    """Findings and gold of one article, matched."""
    actors = {actor.id: actor for actor in material.resolution.actors}
    wanted = [g for g in case.positions if g["tense"] == "current"]
    free = [p for p in coding.positions if p.tense is Tense.CURRENT and not p.derived]
    right: dict[tuple[str, str, int], tuple[Gold, Position]] = {}
    missed: dict[tuple[str, str, int], Gold] = {}
    used: set[str] = set()
    for gold in wanted:
        key = (gold["actor"][0], gold["option"], Stance(gold["stance"]).side)
        fitting = [
            p for p in free if p.option == key[1] and p.stance.side == key[2] and named(gold["actor"], p.actor, actors)
        ]
        fitting.sort(key=lambda p: (not receipt(gold, p.evidence), p.stance.value != gold["stance"]))
        used |= {p.id for p in fitting}
        if fitting and gold["plain"] and (key not in right or not receipt(right[key][0], right[key][1].evidence)):
            right[key] = (gold, fitting[0])
        elif not fitting and gold["plain"]:
            missed[key] = gold
    wrong = {(p.actor, p.option, p.stance.side): p for p in free if p.id not in used}
    plain = [g for g in wanted if g["plain"]]
    against = sum(
        any(
            p.option == g["option"]
            and p.stance.side == -Stance(g["stance"]).side != 0
            and named(g["actor"], p.actor, actors)
            for p in free
        )
        for g in plain
    )
    tempted = sum(
        any(p.option == t["option"] and receipt(t, p.evidence) for p in wrong.values()) for t in case.tempting
    )
    related, unrelated = _related(case, coding.relations, actors)
    return Outcome(
        case, material, tuple(right.values()), tuple(wrong.values()), tuple(missed.values()), against, tempted,
        related, unrelated, len({_relation_key(g) for g in case.relations if g["plain"]}),
    )  # fmt: skip


def _related(
    case: Case, found: Sequence[Relation], actors: Mapping[str, Actor]
) -> tuple[tuple[tuple[Gold, Relation], ...], tuple[Relation, ...]]:
    """Relations with the gold that they agree with in kind and both actors, and those that agree with none."""
    right: dict[tuple[str, ...], tuple[Gold, Relation]] = {}
    used: set[str] = set()
    for gold in case.relations:
        for one in found:
            ends = (one.actor or "", one.toward)
            both = [ends, ends[::-1]] if one.kind.value in _MUTUAL else [ends]
            fits = any(named(gold["actor"], a, actors) and named(gold["toward"], b, actors) for a, b in both)
            if one.kind.value == gold["kind"] and fits:
                used.add(one.id)
                if gold["plain"]:
                    right.setdefault(_relation_key(gold), (gold, one))
    wrong = {(r.kind.value, r.actor or "", r.toward): r for r in found if r.id not in used}
    return tuple(right.values()), tuple(wrong.values())


_MUTUAL = ("clashes", "allies", "shares position")


def _relation_key(gold: Gold) -> tuple[str, ...]:
    return gold["kind"], gold["actor"][0], gold["toward"][0]


def named(names: Sequence[str], identifier: str, actors: Mapping[str, Actor]) -> bool:
    """Whether an actor goes by one of the names; a list of members or a body of a state goes by those too."""
    actor = actors.get(identifier)
    if actor is None:
        return False
    known = [actor.name, *actor.aliases]
    state = actors.get(actor.state or "")
    if state is not None and actor.kind.value == "organisation":
        known.append(state.name)
    known += [actors[member].name for member in actor.members if member in actors]
    return any(
        one.lower() == other.lower() or fuzz.token_sort_ratio(one.lower(), other.lower()) >= NAME
        for one in names
        for other in known
    )


def receipt(gold: Gold, span: Span) -> bool:
    """Whether a main span overlaps the reader's."""
    return any(span.begin < end and begin < span.end for begin, end in gold["evidence"])


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares in percent over all cases, and what they are shares of."""
    right = [pair for one in outcomes for pair in one.right]
    wrong, missed = sum(len(one.wrong) for one in outcomes), sum(len(one.missed) for one in outcomes)
    related, unrelated = sum(len(one.related) for one in outcomes), sum(len(one.unrelated) for one in outcomes)
    return {
        "articles": len(outcomes),
        "positions": {
            "precision": _share(len(right), len(right) + wrong),
            "recall": _share(len(right), len(right) + missed),
            "wanted": len(right) + missed,
            "found": len(right) + wrong,
        },
        "step": _share(sum(p.stance.value == g["stance"] for g, p in right), len(right)),
        "evidence": _share(sum(receipt(g, p.evidence) for g, p in right), len(right)),
        "voice": _share(sum(p.voice.value == g["voice"] for g, p in right), len(right)),
        "scope": _share(sum(p.scope.value == g["scope"] for g, p in right), len(right)),
        "wrong_side": sum(one.wrong_side for one in outcomes),
        "tempted": sum(one.tempted for one in outcomes),
        "relations": {
            "precision": _share(related, related + unrelated),
            "recall": _share(related, sum(one.relations_wanted for one in outcomes)),
            "wanted": sum(one.relations_wanted for one in outcomes),
            "found": related + unrelated,
        },
    }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def run(cases: Sequence[Case], reader: Reader, code: Code) -> list[Outcome]:
    """The chain on every case."""
    made = [m for m in read_articles([case.article for case in cases], reader) if isinstance(m, ArticleMaterial)]
    by_id = {material.article.id: material for material in made}
    return [judged(case, by_id[case.article.id], code(by_id[case.article.id], case.codebook)) for case in cases]


def both(vectors: Vectors, threads: int | None) -> Code:
    """The coder as it ships."""
    scorer = Pairs.load(threads)
    return lambda material, codebook: Coder(codebook, vectors, scorer=scorer).code(material)


def calculus(vectors: Vectors) -> Code:
    """The calculus alone."""
    return lambda material, codebook: Coder(codebook, vectors).code(material)


def shown(outcomes: Sequence[Outcome]) -> str:
    """What went wrong, line by line."""
    lines = []
    for one in outcomes:
        text = one.case.article.text
        actors = {actor.id: actor for actor in one.material.resolution.actors}
        lines.append(f"== {one.case.article.id}")
        for gold in one.missed:
            at = Span(*gold["evidence"][0])
            lines.append(f"MISSED {gold['actor'][0]} {gold['stance']} {gold['option']}: {at.of(text)[:150]!r}")
        for p in one.wrong:
            who, made = actors[p.actor].name, f"{p.provenance.method} {p.provenance.score} {p.voice}"
            lines.append(f"EXTRA {who} {p.stance} {p.option} ({made}): {p.text[:150]!r}")
        for r in one.unrelated:
            who = actors[r.actor].name if r.actor else "?"
            lines.append(f"RELATION {who} {r.kind} {actors[r.toward].name}: {r.text[:150]!r}")
    return "\n".join(lines)


def main() -> None:
    """Print the figures of both halves; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with polnear/ and gum/")
    parser.add_argument("--half", choices=("dev", "test"))
    parser.add_argument("--threads", type=int)
    parser.add_argument("--show", action="store_true", help="list what went wrong in the half to develop on")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    asked = parser.parse_args()
    reader, vectors = Reader.load(asked.threads), Vectors.load(threads=asked.threads)
    ways = {"both": both(vectors, asked.threads), "calculus": calculus(vectors)}
    result: dict[str, Any] = {}
    for half in (asked.half,) if asked.half else ("dev", "test"):
        cases = load(asked.data, half)
        for name, way in ways.items():
            outcomes = run(cases, reader, way)
            result.setdefault(half, {})[name] = figures(outcomes)
            if asked.show and half == "dev" and name == "both":
                print(shown(outcomes))
    print(json.dumps(result, indent=None if asked.json else 2))
    if asked.write:
        sums = {name: entry["sha256"] for name, entry in weights().manifest["files"].items()}
        kept = {"weights": {name: sums[name] for name in ("reader.onnx", "pairs.onnx")}, **result}
        RESULT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    if asked.check and not meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))):
        sys.exit("Under the floors of " + FLOORS.name)


if __name__ == "__main__":
    main()

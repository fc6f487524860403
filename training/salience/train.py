"""Learn how much each sign of an antecedent counts, from chains of coreference: GUM's by hand, PolNeAR's by CoreNLP.

``python -m training.salience.train --data DIR --out onrecord/actors/data/salience.json``
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.actors import resolution
from onrecord.actors.refs import Ref
from onrecord.actors.salience import Looks, Memory, Seen
from onrecord.reading.reader import Reader
from onrecord.statements import find_statements
from onrecord.types import Article
from training import data as corpora
from training.documents import Document

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

FOLDS = 4
# Weights by judgement, with which the learning begins and from which it moves only where the examples pull it; on
# GUM's pronouns they choose 3 to 6 points worse (README.md).
BY_HAND = {
    "sentences": -1.0,
    "same sentence, no subject": -0.5,
    "subject": 1.5,
    "gender known": 1.0,
    "other voice": -1.0,
    "speaks, told of": -0.5,
    "nobody": -3.0,
    "speaker": 1.0,
    "often": 0.25,
    "named": 0.5,
    "owner": 0.75,
    "coordinated": 2.0,
    "not many": -1.0,
    "between": -0.01,
}
# How strongly they are pulled back to these. Of 0.003, 0.01, 0.03 and 0.1 the first chooses best by folds.
PULL = 0.003
# GUM's chains were marked by hand: each of its pronouns counts as often as so many of the machine's.
GOLD = 3
# A pronoun that is the source of a statement counts as often as so many others: those are what the product asks for.
SPEAKS = 3
# Every so many-th training article of PolNeAR.
EVERY = 3
# These may mean a thing or people that no reference names: then nobody is the right choice. CoreNLP's chains are too
# often cut in two to teach that.
NOBODY = ("it", "they")
# Kinds of pronouns that share their weights: he and she behave alike, and together they are twice as many.
GROUPS = {"he and she": ("he", "she"), "it": ("it",), "they": ("they",)}


@dataclass(frozen=True)
class Choice:
    """One pronoun: the signs of each candidate, and which of them mean the same as the pronoun."""

    kind: str
    document: str
    looks: Floats
    right: Truths
    speaks: bool  # whether the pronoun is (in) the source of a statement
    gold: bool


@dataclass(frozen=True)
class Asked:
    """A pronoun as the memory was asked for it."""

    memory: Memory
    ref: Ref
    candidates: list[tuple[Seen, Looks]]
    in_source: bool


class _Watching(Memory):
    """A memory that keeps every choice that it is asked for."""

    def antecedent(
        self, ref: Ref, *, in_source: bool, barred: Collection[str] = (), owns: bool = False
    ) -> tuple[str, ...]:
        """Keep the candidates, then choose as always."""
        _asked.append(Asked(self, ref, self.candidates(ref, in_source=in_source), in_source))
        return super().antecedent(ref, in_source=in_source, barred=barred, owns=owns)


_asked: list[Asked] = []


def choices(documents: Sequence[Document], reader: Reader) -> tuple[list[Choice], list[str]]:
    """Every pronoun with a right candidate and a wrong one, and the names of the signs."""
    setattr(resolution, "Memory", _Watching)  # noqa: B010 - a plain assignment would claim that the name is exported
    out, names = list[Choice](), list[str]()
    articles = [Article(d.name, d.text, d.name) for d in documents]
    for document, article, reading in zip(documents, articles, reader.read(articles), strict=True):
        _asked.clear()
        resolution.resolve(article, reading, find_statements(article, reading))
        for asked in _asked:
            here = asked.memory.page.span(asked.ref.begin, asked.ref.end)
            chain = next((c for b, e, c in document.chains if (b, e) == (here.begin, here.end)), None)
            if chain is None or not asked.candidates:
                continue
            right = np.array([_chain(document, asked.memory, seen) == chain for seen, _ in asked.candidates])
            may_be_nobody = asked.ref.head in NOBODY and not document.silver
            if may_be_nobody or (right.any() and not right.all()):
                names = names or [*asked.candidates[0][1], "nobody", "nobody speaks"]
                rows = [[look.get(name, 0.0) for name in names] for _, look in asked.candidates]
                if may_be_nobody:
                    rows.append(
                        [float(name == "nobody" or (name == "nobody speaks" and asked.in_source)) for name in names]
                    )
                    right = np.append(right, not right.any())
                looks = np.array(rows)
                gold = not document.silver
                out.append(Choice(asked.ref.head or "", document.name, looks, right, asked.in_source, gold))
    return out, names


def _chain(document: Document, memory: Memory, seen: Seen) -> str | None:
    """The chain of the mention that covers nearly the same words as a reference."""
    span = memory.page.span(seen.index, seen.end)
    best: tuple[int, str] | None = None
    for begin, end, chain in document.chains:
        shared = min(end, span.end) - max(begin, span.begin)
        apart = abs(begin - span.begin) + abs(end - span.end)
        if shared > 0 and (best is None or apart < best[0]):
            best = apart, chain
    return best[1] if best is not None else None


def fitted(given: Sequence[Choice], start: Floats, steps: int = 500, rate: float = 0.2) -> Floats:
    """The weights under which right candidates are likeliest (a softmax over the candidates), by gradient ascent."""
    most = max(len(choice.looks) for choice in given)
    looks = np.zeros((len(given), most, len(start)))
    there, right = np.zeros((len(given), most), dtype=bool), np.zeros((len(given), most), dtype=bool)
    for row, choice in enumerate(given):
        looks[row, : len(choice.looks)] = choice.looks
        there[row, : len(choice.looks)] = True
        right[row, : len(choice.looks)] = choice.right
    counts = np.array([(GOLD if c.gold else 1) * (SPEAKS if c.speaks else 1) for c in given], dtype=np.float64)
    counts /= counts.sum()
    weights, momentum = start.copy(), np.zeros_like(start)
    for _ in range(steps):
        scores = np.where(there, looks @ weights, -1e9)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        wanted = shares * right
        wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-9)
        gradient = (((wanted - shares)[:, :, None] * looks).sum(axis=1) * counts[:, None]).sum(axis=0)
        momentum = 0.9 * momentum + gradient - PULL * (weights - start)
        weights = weights + rate * momentum
    return weights


def hits(given: Sequence[Choice], weights: Floats) -> list[bool]:
    """For each pronoun whether a right candidate is on top."""
    return [bool(choice.right[int((choice.looks @ weights).argmax())]) for choice in given]


def main() -> None:
    """Read the command line, measure by folds of documents, and write the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    reader = Reader.load(2)
    gold, names = choices([d for d in corpora.gum(given.data) if d.chains], reader)
    articles = list(corpora.polnear(given.data, "train"))[1::EVERY]
    silver, _ = choices([d for d in articles if d.chains], reader)
    found = [*gold, *silver]
    start = np.array([BY_HAND.get(name, 0.0) for name in names])
    order = sorted({choice.document for choice in found})
    random.Random(7).shuffle(order)
    folds = [frozenset(order[fold::FOLDS]) for fold in range(FOLDS)]
    weights: dict[str, dict[str, float]] = {}
    for group, kinds in GROUPS.items():
        mine = [choice for choice in found if choice.kind in kinds]
        tested, learned = list[Choice](), list[bool]()
        for out in folds:
            test = [c for c in mine if c.document in out]
            tested += test
            learned += hits(test, fitted([c for c in mine if c.document not in out], start))
        for told in ("GUM", "sources of PolNeAR"):
            rows = [
                (choice, hit)
                for choice, hit in zip(tested, learned, strict=True)
                if (choice.gold if told == "GUM" else choice.speaks and not choice.gold)
            ]
            by_hand = hits([choice for choice, _ in rows], start)
            shares = (100 * float(np.mean([hit for _, hit in rows])), 100 * float(np.mean(by_hand)))
            print(
                f"{group}, {told}: {len(rows)} pronouns, learned {shares[0]:.1f}, by hand {shares[1]:.1f}", flush=True
            )
        whole = fitted(mine, start)
        for kind in kinds:
            rounded = {name: round(float(weight), 3) for name, weight in zip(names, whole, strict=True)}
            weights[kind] = {n: w for n, w in rounded.items() if kind in NOBODY or not n.startswith("nobody")}
    provenance = f"{len(gold)} pronouns of GUM's train list, {len(silver)} of PolNeAR train by machine"
    given.out.write_text(json.dumps({"provenance": provenance, "weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Syntax as a second teacher: which word hangs on which, learnt beside the rest and left out of the shipped weights."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from torch import Tensor, nn
from torch.nn import functional

from training.reading.windows import UNKNOWN

WIDTH = 128
RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "auxpass", "case", "cc", "ccomp", "compound", "conj", "cop",
    "csubj", "csubjpass", "dep", "det", "discourse", "dobj", "expl", "iobj", "mark", "mwe", "neg", "nmod", "nsubj",
    "nsubjpass", "nummod", "parataxis", "punct", "root", "xcomp",
)  # fmt: skip

Arcs = list[tuple[int, int]]  # of each word of a document: the number of its head (-1 for none) and its relation


def silver_arcs(path: Path) -> dict[str, Arcs]:
    """The arcs of each article in a silver file of PolNeAR, words numbered through the article."""
    out: dict[str, Arcs] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            arcs: Arcs = []
            for sentence in row["sentences"]:
                first = len(arcs)
                for head, relation in sentence["heads"]:
                    name = relation.split(":")[0]
                    number = RELATIONS.index(name) if name in RELATIONS else RELATIONS.index("dep")
                    arcs.append((first + head - 1 if head > 0 else -1, number))
            out[row["doc"]] = arcs
    return out


class ArcHead(nn.Module):
    """Scores of every piece as the head of every other, and of the relation of each to its head."""

    def __init__(self, hidden: int) -> None:
        """Weights for vectors of the given width."""
        super().__init__()
        self.dependent = nn.Linear(hidden, WIDTH)
        self.head = nn.Linear(hidden, WIDTH)
        self.relation = nn.Linear(hidden, len(RELATIONS))

    def forward(self, vectors: Tensor, mask: Tensor, arcs: Tensor) -> Tensor:
        """The loss; ``arcs`` is (2, batch, length) with the place of the head and the number of the relation."""
        scores = self.dependent(vectors) @ self.head(vectors).transpose(1, 2) * WIDTH**-0.5
        scores = scores.float().masked_fill(mask[:, None, :] == 0, -1e4)
        known = arcs[0] != UNKNOWN
        if not bool(known.any()):
            return vectors.new_zeros(())
        loss = functional.cross_entropy(scores[known], arcs[0][known])
        return loss + 0.5 * functional.cross_entropy(self.relation(vectors).float()[known], arcs[1][known])
